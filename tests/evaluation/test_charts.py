"""Positions in charts: geometry on the full scale."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluation.charts.geometry import YearMark, countries_chart, counts_chart, trend_chart, years_chart
from evaluation.values import YearLink

POINTS = (
    YearMark(year=2021, shown="developing", point=30, low=30, high=30),
    YearMark(year=2022, shown="developing", point=34, low=20, high=50, link=YearLink.JOINED),
    YearMark(year=2023),
    YearMark(year=2024, shown="insufficient", low=Decimal("12.5"), high=Decimal("87.5")),
    YearMark(year=2025, shown="substantial", point=60, low=60, high=60, link=YearLink.BREAK),
    YearMark(year=2026, shown="substantial", point=62, low=62, high=62, link=YearLink.OTHER_ANSWERS),
)


def test_line_connects_only_neighbouring_years_with_the_same_answers() -> None:
    chart = years_chart(POINTS)
    assert [(join.y1, join.y2) for join in chart.joins] == [("80", "76")]


def test_year_without_results_is_a_gap_in_the_chart() -> None:
    chart = years_chart(POINTS)
    assert (chart.empty, len(chart.dots)) == (("45.8%",), 4)
    assert chart.empty[0] not in [dot.x for dot in chart.dots]


def test_range_is_drawn_between_its_ends_and_open_without_a_score() -> None:
    bars = years_chart(POINTS).bars
    assert [(bar.top, bar.bottom, bar.is_open) for bar in bars] == [("60", "90", False), ("22.5", "97.5", True)]


def test_break_is_drawn_between_the_two_years_that_are_not_comparable() -> None:
    assert years_chart(POINTS).breaks == ("70.4%",)


def test_scale_of_a_chart_is_always_0_to_100() -> None:
    flat = [YearMark(year=year, shown="early", point=3, low=3, high=3) for year in (2024, 2025)]
    assert [tick.words for tick in years_chart(flat).grid] == ["0", "25", "50", "75", "100"]
    assert {dot.y for dot in years_chart(flat).dots} == {"107"}


def test_chart_of_a_single_year_has_one_dot_at_the_end() -> None:
    chart = years_chart(POINTS[:1])
    assert (chart.joins, [dot.x for dot in chart.dots], [tick.words for tick in chart.years]) == ((), ["95%"], ["2021"])


def test_chart_labels_the_newest_year_and_at_most_six() -> None:
    many = [YearMark(year=year) for year in range(1997, 2027)]
    named = [tick.words for tick in years_chart(many).years]
    assert named == ["2001", "2006", "2011", "2016", "2021", "2026"]


def test_small_trend_chart_has_the_same_dots_lines_and_breaks_as_the_large_one() -> None:
    small, large = trend_chart(POINTS), years_chart(POINTS)
    assert [len(small.dots), len(small.joins), len(small.breaks)] == [
        len(large.dots),
        len(large.joins),
        len(large.breaks),
    ]
    assert [dot.is_last for dot in small.dots] == [False, False, False, True]


def test_countries_in_a_chart_keep_their_given_order_whatever_their_scores() -> None:
    names = ["Aland", "Beland", "Celand"]
    marks = [YearMark(year=2025, shown="early", point=point, low=point, high=point) for point in (50, 90, 10)]
    chart = countries_chart(list(zip(names, marks, strict=True)))
    assert [row.name for row in chart.rows] == names
    assert [row.y for row in chart.rows] == [22, 66, 110]


def test_country_row_has_a_range_if_answers_are_missing_and_a_dot_if_it_has_a_score() -> None:
    whole, _open, _none = countries_chart(
        [
            ("A", YearMark(year=2025, shown="substantial", point=50, low=25, high=75)),
            ("B", YearMark(year=2025, shown="insufficient", low=0, high=100)),
            ("C", YearMark(year=2025)),
        ]
    ).rows
    assert (whole.left, whole.width, whole.at) == ("25.75%", "48.5%", "50%")
    assert (_open.left, _open.width, _open.at) == ("1.5%", "97%", "")
    assert (_none.left, _none.at, _none.is_published) == ("", "", False)


def test_columns_of_counts_are_shown_as_percentages_of_the_year() -> None:
    chart = counts_chart([(2024, {"early": 5, "advanced": 10}), (2025, None), (2026, {"insufficient": 15})])
    heights = {band: [box.height for box in boxes] for band, boxes in chart.stacks}
    assert heights == {"early": ["25"], "advanced": ["50"], "insufficient": ["75"]}
    assert chart.empty == ("35%",)


def test_counts_before_and_after_changed_criteria_are_separated() -> None:
    counts = {"early": 1}
    assert counts_chart([(2024, counts), (2025, counts)], breaks=[2025]).breaks == ("27.5%",)
    assert counts_chart([(2024, counts), (2025, counts)]).breaks == ()


@given(st.fractions(min_value=0, max_value=100), st.fractions(min_value=0, max_value=100))
def test_everything_drawn_is_within_the_chart(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    mark = YearMark(year=2025, shown="ok", point=(low + high) / 2, low=low, high=high)
    years, row = years_chart([mark]), countries_chart([("A", mark)]).rows[0]
    assert all(10 <= float(bar.top) <= float(bar.bottom) <= 110 for bar in years.bars)
    if row.left:
        assert 1.5 <= float(row.left[:-1]) <= float(row.left[:-1]) + float(row.width[:-1]) <= 98.52
    assert 1.5 <= float(row.at[:-1]) <= 98.5


def test_column_of_a_first_year_has_a_width() -> None:
    chart = counts_chart([(2025, {"advanced": 2})])
    [(band, [box])] = chart.stacks
    assert (band, box.width, box.x, chart.breaks) == ("advanced", "12%", "14%", ())


def test_trend_of_a_first_year_has_no_lines() -> None:
    chart = years_chart([YearMark(year=2025, shown="advanced", point=80, low=80, high=80)])
    assert (chart.joins, chart.breaks, len(chart.dots)) == ((), (), 1)
