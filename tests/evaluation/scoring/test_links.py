"""Connections and breaks between years in charts, from series, versions, compatibility and flags B and D."""

import pytest

from evaluation.scoring import ResultBasis, link_between
from evaluation.values import Flag, Kind, Measure, YearLink


def measure(series_id: str, **changes: object) -> Measure:
    return Measure(series_id=series_id, kind=Kind.RATIO, **changes)  # type: ignore[arg-type]


def footing(
    year: int, *measures: Measure, valued: str = "1.1 1.2", has_point: bool = True, **flags: Flag
) -> ResultBasis:
    known = {item.series_id: item for item in measures or (measure("1.1"), measure("1.2"))}
    marks = {key.replace("_", "."): frozenset({flag}) for key, flag in flags.items()}
    return ResultBasis(year=year, measures=known, valued=frozenset(valued.split()), has_point=has_point, flags=marks)


def test_first_year_is_not_connected_in_a_chart() -> None:
    assert link_between(footing(2025), None) is YearLink.APART


def test_two_years_with_the_same_criteria_are_connected() -> None:
    assert link_between(footing(2025), footing(2024)) is YearLink.JOINED


def test_years_are_not_connected_across_a_year_without_results() -> None:
    assert link_between(footing(2025), footing(2023)) is YearLink.APART


@pytest.mark.parametrize(("now", "before"), [(False, True), (True, False)])
def test_years_are_connected_only_if_both_have_a_score(now: bool, before: bool) -> None:
    assert link_between(footing(2025, has_point=now), footing(2024, has_point=before)) is YearLink.APART


def test_years_whose_scores_rest_on_different_answers_are_not_connected() -> None:
    assert link_between(footing(2025), footing(2024, valued="1.1")) is YearLink.OTHER_ANSWERS


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ([measure("1.1")], [measure("1.1"), measure("1.2")]),
        ([measure("1.1"), measure("1.3")], [measure("1.1"), measure("1.2")]),
        ([measure("1.1"), measure("1.2", version=2, compatible_with_previous=False)], []),
        ([measure("1.1"), measure("1.2", version=3)], []),
        ([measure("1.1"), Measure(series_id="1.2", kind=Kind.LEVEL)], []),
    ],
)
def test_added_removed_or_changed_criterion_is_a_break(now: list[Measure], before: list[Measure]) -> None:
    assert link_between(footing(2025, *now), footing(2024, *before)) is YearLink.BREAK
    assert link_between(footing(2025, *now), footing(2022, *before)) is YearLink.BREAK


def test_criterion_version_that_is_declared_compatible_is_no_break() -> None:
    now = footing(2025, measure("1.1"), measure("1.2", version=2))
    assert link_between(now, footing(2024)) is YearLink.JOINED


def test_flag_b_breaks_before_its_year_and_flag_d_before_and_after_it() -> None:
    marked_b, marked_d = footing(2024, **{"1_2": Flag.B}), footing(2024, **{"1_2": Flag.D})
    assert link_between(marked_b, footing(2023)) is YearLink.BREAK
    assert link_between(footing(2025), marked_b) is YearLink.JOINED
    assert link_between(marked_d, footing(2023)) is YearLink.BREAK
    assert link_between(footing(2025), marked_d) is YearLink.BREAK
