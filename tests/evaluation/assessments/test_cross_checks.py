"""Comparison of a country's numbers with figures of independent sources."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluation.assessments.cross_checks import is_confirmed, observations_by_series, source_figures_for
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Answer, Assessment, Criterion, Cycle, ExternalObservation, SeriesSource
from tests.factories.observations import observe
from tests.factories.results import make_cycle, make_framework, make_published
from tests.worlds import world

pytestmark = pytest.mark.django_db
BODY = "A body of the UN"


def assign_source(*, is_same: bool = True, series_id: str = "1.5", note: str = "") -> SeriesSource:
    return SeriesSource.objects.create(
        series_id=series_id, source=BODY, indicator="persons_convicted", is_same=is_same, note=note
    )


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA", "XB"])


def finding_codes(cycle: Cycle, own: int | str, comment: str = "") -> list[str]:
    """Return the codes of findings on 1.5 if XA answers `own`."""
    assessment = Assessment.objects.select_related("cycle", "delegation").get(cycle=cycle, delegation__code="XA")
    answer = Answer.objects.filter(assessment=assessment, criterion__series_id="1.5")
    answer.update(status="value", number=Decimal(own), comment=comment)
    return [finding.code for finding in load_worksheet(assessment).findings if finding.series_id == "1.5"]


@pytest.mark.parametrize(
    ("own", "codes"), [(100, []), (90, []), (110, []), ("110.0001", ["differs"]), (89, ["differs"]), (0, ["differs"])]
)
def test_number_that_differs_from_the_source_by_more_than_a_tenth_needs_a_comment(
    cycle: Cycle, own: int | str, codes: list[str]
) -> None:
    assign_source()
    observe("XA", 2025, value=100)
    assert finding_codes(cycle, own) == codes
    assert finding_codes(cycle, own, comment="Ours are final.") == []


@pytest.mark.parametrize(("own", "codes"), [(0, []), (3, []), (4, []), (5, ["differs"]), (40, ["differs"])])
def test_number_can_differ_from_a_suppressed_source_figure_but_is_never_confirmed_by_it(
    cycle: Cycle, own: int, codes: list[str]
) -> None:
    assign_source()
    observe("XA", 2025, below=5)
    assert finding_codes(cycle, own) == codes
    assessment = Assessment.objects.select_related("cycle", "delegation").get(cycle=cycle, delegation__code="XA")
    criterion = Criterion.objects.get(series_id="1.5")
    assert not is_confirmed(criterion, Fraction(own), source_figures_for(assessment)["1.5"])


def test_figures_of_another_year_country_breakdown_or_definition_are_not_compared(cycle: Cycle) -> None:
    mapped = assign_source()
    observe("XA", 2024, value=100)
    observe("XB", 2025, value=100)
    observe("XA", 2025, value=100, sex="female")
    observe("XA", 2025, value=100, dataset="another")
    assert finding_codes(cycle, 7) == []
    observe("XA", 2025, value=100)
    assert finding_codes(cycle, 7) == ["differs"]
    SeriesSource.objects.filter(pk=mapped.pk).update(is_same=False)
    assert finding_codes(cycle, 7) == []


def test_source_figure_of_zero_agrees_with_zero_only(cycle: Cycle) -> None:
    assign_source()
    observe("XA", 2025, value=0)
    assert (finding_codes(cycle, 0), finding_codes(cycle, 1)) == ([], ["differs"])


def test_withheld_number_is_not_confirmed_by_a_source_because_the_grade_would_reveal_it(cycle: Cycle) -> None:
    assign_source()
    observe("XA", 2025, value=8)
    assessment = Assessment.objects.select_related("cycle", "delegation").get(cycle=cycle, delegation__code="XA")
    criterion = Criterion.objects.get(series_id="1.5")
    assert is_confirmed(criterion, Fraction(8), source_figures_for(assessment)["1.5"])
    ExternalObservation.objects.update(is_withheld=True)
    assert not is_confirmed(criterion, Fraction(8), source_figures_for(assessment)["1.5"])


@pytest.mark.parametrize(("own", "outside", "grade"), [(40, 40, "V3"), (40, 44, "V3"), (40, 45, "V0"), (3, 3, "V0")])
def test_answer_is_graded_as_confirmed_at_publication_unless_that_reveals_few_persons(
    cycle: Cycle, own: int, outside: int, grade: str
) -> None:
    assign_source()
    observe("XA", 2025, value=outside)
    version = make_published(cycle, "XA", c5={"number": own})
    assert version.answers["1.5"]["grade"] == grade


def test_observations_for_a_criterion_are_found_for_each_country() -> None:
    assign_source(is_same=False)
    for country in ("XA", "XB"):
        for year in range(2000, 2010):
            observe(country, year, value=year)
    found = observations_by_series(["1.5", "1.4"], countries=["XB", "XA"])
    assert [row.country for row in found["1.5"].rows] == ["XA", "XB"]
    assert observations_by_series(["1.4"], countries=["XA"]) == {}
