"""Any criterion, any answer, any recommendation: what property tests of the scoring engine draw from."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from evaluation.values import AnswerValue, CriterionSpec, Flag, Grade, Kind, Status, TreatyStatus
from tests.factories.scoring import spec

Case = tuple[list[CriterionSpec], Mapping[str, AnswerValue]]

# The same examples in every run, and no time limit: a busy machine is no failure.
thoroughly = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

exact_numbers = st.builds(Fraction, st.integers(-9000, 9000), st.integers(1, 90))
counts = st.integers(min_value=0, max_value=200).map(Fraction)
flags = st.frozensets(st.sampled_from([Flag.E, Flag.P, Flag.B, Flag.D]))
kinds = st.sampled_from(
    [Kind.LEVEL, Kind.RATIO, Kind.NUMBER, Kind.YES_NO, Kind.MULTI_CHOICE, Kind.TREATY],
)


@st.composite
def criteria(draw: st.DrawFn, series_id: str) -> CriterionSpec:
    scored = draw(st.integers(min_value=0, max_value=9)) > 0
    floor = draw(exact_numbers)
    target = draw(exact_numbers.filter(lambda value: value != floor))
    return spec(
        series_id,
        draw(kinds),
        scored=scored,
        essential=scored and draw(st.booleans()),
        weight=draw(st.integers(min_value=1, max_value=3)),
        floor=floor,
        target=target,
        is_share=draw(st.booleans()),
        about_persons=draw(st.booleans()),
    )


@st.composite
def answers(draw: st.DrawFn) -> AnswerValue:
    statuses = draw(
        st.dictionaries(st.sampled_from(["palermo", "cets-197"]), st.sampled_from(list(TreatyStatus)), min_size=1)
    )
    return AnswerValue(
        status=draw(st.sampled_from([*[Status.VALUE] * 6, *Status])),
        level=draw(st.integers(min_value=0, max_value=4)),
        number=draw(exact_numbers),
        numerator=draw(counts),
        denominator=draw(counts),
        yes=draw(st.booleans()),
        options=draw(st.frozensets(st.sampled_from(["one", "two", "three", "four", "other"]))),
        treaties=statuses,
        flags=draw(flags),
        na_confirmed=draw(st.booleans()),
        grade=draw(st.sampled_from(list(Grade))),
    )


@st.composite
def recommendations(draw: st.DrawFn) -> Case:
    specs = [draw(criteria(f"7.{position}")) for position in range(1, draw(st.integers(1, 6)) + 1)]
    return specs, {each.series_id: draw(answers()) for each in specs if draw(st.integers(0, 9)) > 0}
