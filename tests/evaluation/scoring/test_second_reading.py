"""The engine gives the same results as the second implementation, over random years, versions, statuses and scales."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import compare_years, round_for_display, score_recommendation, sensitivity
from evaluation.values import AnswerValue, CriterionSpec, Flag, PastAnswer, Status, TreatyStatus
from tests.evaluation.scoring import second_reading as second
from tests.factories.scoring import spec
from tests.factories.strategies import flags, kinds, thoroughly

SCALES = st.sampled_from(
    [
        *((0, 80), (0, 100), (40, 10), (20, 70), (50, 95), (24, 6), (8, 3)),
        *((5, 0), (100, 95), (-10, 10), (0, Fraction(1, 3))),
    ]
)
WHOLES = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 20, 24, 40, 100])
Year = tuple[list[CriterionSpec], dict[str, AnswerValue]]


@st.composite
def criterion_specs(draw: st.DrawFn, series_id: str) -> CriterionSpec:
    floor, target = draw(SCALES)
    scored = draw(st.integers(0, 9)) > 0
    return spec(
        series_id, draw(kinds), version=draw(st.integers(1, 3)), compatible_with_previous=draw(st.booleans()),
        scored=scored, weight=draw(st.integers(1, 3)), essential=scored and draw(st.integers(0, 3)) == 0,
        floor=Fraction(floor), target=Fraction(target), is_share=True, about_persons=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def answer_values(draw: st.DrawFn) -> AnswerValue:
    whole = draw(WHOLES)
    known = [draw(st.sampled_from(list(TreatyStatus))) for _key in range(2)]
    return AnswerValue(
        status=draw(st.sampled_from([*[Status.VALUE] * 9, *Status])),
        level=draw(st.integers(0, 4)),
        number=Fraction(draw(st.sampled_from([0, 1, 3, 5, 8, 12, 20, 33, 60, 80, 100]))),
        numerator=Fraction(draw(st.integers(0, whole))),
        denominator=Fraction(whole),
        yes=draw(st.booleans()),
        options=draw(st.frozensets(st.sampled_from(["one", "two", "three", "four", "other"]))),
        treaties=dict(zip(("palermo", "cets-197"), known, strict=True)),
        flags=draw(flags) if draw(st.integers(0, 3)) == 0 else frozenset[Flag](),
        na_confirmed=draw(st.booleans()),
    )


@st.composite
def years(draw: st.DrawFn) -> tuple[Year, Year, dict[str, list[PastAnswer]]]:
    """Return this year, the year before, and the history of each series, which begins with the year before."""
    specs = [draw(criterion_specs(f"7.{position}")) for position in range(1, draw(st.integers(2, 6)) + 1)]
    history: dict[str, list[PastAnswer]] = {}
    before: Year = ([], {})
    for each in specs:
        newer = each
        for years_ago in (1, 2, 3):
            older = second.changed(newer, version=max(newer.version - draw(st.sampled_from([0, 0, 1, 2])), 1))
            if draw(st.integers(0, 3)):
                past = PastAnswer(years_ago=years_ago, spec=older, answer=draw(answer_values()))
                history.setdefault(each.series_id, []).append(past)
                if years_ago == 1:
                    before[0].append(older)
                    before[1][each.series_id] = past.answer
                newer = older
    return (specs, {each.series_id: draw(answer_values()) for each in specs}), before, history


@thoroughly
@given(case=years())
def test_results_of_a_year_equal_those_of_the_second_implementation(case: Any) -> None:
    (specs, answers), _before, history = case
    result = score_recommendation(specs, answers, history)
    lines = second.lines(specs, answers, history)
    scores = {each.spec.series_id: each.score for each in result.scores if each.spec.scored}
    assert scores == {each.spec.series_id: each.score for each in lines}
    assert facts_of(result) == {"uncertain": False, **without(second.year(lines), "held")}


@thoroughly
@given(case=years())
def test_scenarios_equal_those_of_the_second_implementation(case: Any) -> None:
    (specs, answers), _before, history = case
    result = sensitivity(specs, answers, history)
    lines = second.lines(specs, answers, history)
    if second.year(lines)["label"] != "ok":
        assert result is None
        return

    def again(one: CriterionSpec) -> second.Line:
        return second.line(one, answers[one.series_id], history.get(one.series_id, ()))

    expected = second.other_ways(lines, again)
    assert result is not None
    assert sorted(shown(each.kind.value, each.series_id, each.point, each.band) for each in result.scenarios) == sorted(
        shown(*each) for each in expected
    )
    kept = sum(band == second.year(lines)["band"] for _kind, _series, _point, band in expected)
    assert (result.kept, result.is_robust) == (kept, 10 * kept >= 9 * len(expected))


@thoroughly
@given(case=years())
def test_progress_equals_that_of_the_second_implementation(case: Any) -> None:
    now, before, history = case
    if not before[0]:
        return
    found = compare_years(score_recommendation(*now, history), score_recommendation(*before))
    result = second.changes(second.lines(*now, history), second.lines(*before, {}))
    assert {each.series_id: each.outcome.value for each in found.changes} == result["outcomes"]
    assert (found.matched, found.applicable, found.delta) == (result["m"], result["n"], result.get("delta"))


def facts_of(result: Any) -> dict[str, Any]:
    values = {
        "a": result.applicable_weight, "b": result.valued_weight, "label": result.label.value, "lo": result.lo,
        "hi": result.hi, "point": result.point, "weakest": result.weakest and result.weakest.spec.series_id,
        "band": result.band and result.band.value, "uncertain": result.uncertain,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def shown(kind: str, series_id: str, point: Fraction | None, band: Any) -> Sequence[str]:
    """Return the values as texts; the geometric mean, which is no fraction, as displayed."""
    rounded = "" if point is None else str(round_for_display(point) if kind == "geometric_mean" else point)
    return (kind, series_id, rounded, str(band or ""))
