"""Charts in pages and documents: descriptions, gaps, breaks and sizes."""

from types import SimpleNamespace

from django.template import Context, Template
from django.utils.translation import override

from evaluation.charts.geometry import YearMark
from evaluation.values import YearLink

YEARS = (
    YearMark(year=2022, shown="developing", point=30, low=20, high=40),
    YearMark(year=2023),
    YearMark(year=2024, shown="insufficient", low=10, high=90, link=YearLink.BREAK),
    YearMark(year=2025, shown="substantial", point=60, low=60, high=60, link=YearLink.OTHER_ANSWERS),
)


def rendered(source: str, **context: object) -> str:
    return Template("{% load evaluation_charts %}" + source).render(Context(context))


def test_chart_over_years_has_a_description_with_gaps_and_breaks() -> None:
    assert (
        "2022 30.0, between 20.0 and 40.0; 2023 no results published; 2024 no score, between 10.0 and 90.0 (criteria "
        "changed, not comparable with earlier years); 2025 60.0 (different criteria answered than the year "
        "before)"
    ) in rendered("{% country_over_years marks %}", marks=YEARS)


def test_chart_fills_the_page_width_and_has_a_fixed_size_in_documents() -> None:
    page, paper = (rendered("{% country_over_years marks width=w %}", marks=YEARS, w=width) for width in (0, 480))
    assert ('width="100%"' in page, "viewBox" in page) == (True, False)
    assert 'viewBox="0 0 480 136" width="480"' in paper
    for drawing in (page, paper):
        assert 'xmlns="http://www.w3.org/2000/svg"' in drawing
        assert 'stroke="currentColor"' in drawing
        assert "style=" not in drawing


def test_chart_is_in_the_language_of_the_reader() -> None:
    source = "{% countries_in_year rows %}"
    rows = [("A", YearMark(year=2025, shown="early", point=12, low=12, high=12))]
    with override("de"):
        german = rendered(source, rows=rows)
    assert ("12.0" in rendered(source, rows=rows), "12,0" in german) == (True, True)


def test_country_name_is_escaped_in_a_chart() -> None:
    drawing = rendered("{% countries_in_year rows %}", rows=[('<b a="', YearMark(year=2025))])
    assert ("<b a" in drawing, "&lt;b a=&quot;" in drawing) == (False, True)


def test_counts_chart_uses_textures_and_has_a_description() -> None:
    history = SimpleNamespace(
        years=((2024, None), (2025, {"early": 1, "advanced": 2, "insufficient": 0})), breaks=(2025,)
    )
    drawing = rendered("{% counts_over_years history %}", history=history)
    assert "2024 no results published; 2025 2 advanced, 1 early" in drawing
    assert ("url(#t-early)" in drawing, "url(#t-advanced)" in drawing, "url(#t-insufficient)" in drawing) == (
        True,
        True,
        False,
    )


def test_table_of_a_chart_names_years_that_are_not_comparable() -> None:
    cells = [rendered("{% year_text mark %}", mark=mark) for mark in YEARS]
    assert cells[1] == "–"
    assert ("criteria changed" in cells[2], "different answers" in cells[3]) == (True, True)
