"""Figures of sources reveal no number of 1 to 4 people, in breakdowns, totals and revisions."""

import io
from typing import Any

import pytest

from evaluation.models import ExternalObservation, ObservationRevision, SeriesSource
from evaluation.sources.observations_import import import_observations
from evaluation.sources.suppression import mark_withheld_for_country
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db
HEADER = "country,indicator,year,sex,age,form,citizenship,value"


def import_rows(*rows: str, indicator: str = "Detected trafficking victims") -> None:
    lines = [HEADER, *(f"FI,{indicator},2018,{row}" for row in rows), ""]
    import_observations(file=io.BytesIO("\n".join(lines).encode()), name="t.csv", source="A body")


def withheld(model: Any = ExternalObservation) -> list[int]:
    return sorted(int(value) for value in model.objects.filter(is_withheld=True).values_list("value", flat=True))


def test_number_that_would_reveal_a_small_one_is_withheld() -> None:
    import_rows("total,,,,25", "female,,,,15", "male,,,,8", "other,,,,<5")
    assert withheld() == [8]


def test_small_number_given_by_a_source_is_withheld_too() -> None:
    import_rows("total,,,,25", "female,,,,15", "male,,,,7", "other,,,,3")
    assert withheld() == [3, 7]


def test_breakdowns_by_form_and_citizenship_are_checked_against_the_same_total() -> None:
    import_rows("total,,,,53", "total,,Forced labour,,50", "total,,Sexual exploitation,,<5", "total,,,Latvia,53")
    assert withheld() == [50]


def test_tables_without_small_numbers_and_counts_of_offences_are_shown_in_full() -> None:
    import_rows("total,,,,25", "female,,,,15", "male,,,,10", "other,,,,0")
    import_rows("total,,,,3", indicator="Offences of trafficking in persons")
    assert withheld() == []


def test_incomplete_breakdown_withholds_nothing() -> None:
    import_rows("total,,,,500", "total,,Forced labour,,50", "total,,Sexual exploitation,,<5")
    assert withheld() == []


def test_later_file_reveals_no_small_number_of_an_earlier_one() -> None:
    """Others were fewer than 5 of 25 and are 9 of 32 now: with all of today's numbers the earlier one would follow."""
    import_rows("total,,,,25", "female,,,,15", "male,,,,8", "other,,,,<5")
    import_rows("total,,,,32", "female,,,,15", "male,,,,8", "other,,,,9")
    assert [revision.value for revision in ObservationRevision.objects.filter(observation__sex="total")] == [25]
    assert withheld() == [8, 9, 15]
    assert withheld(ObservationRevision) == []


def own_number(number: int) -> None:
    """Publish this number of people for FI in 2018, which the source counts too."""
    SeriesSource.objects.create(
        series_id="1.5", source="A body", indicator=ExternalObservation.objects.values_list("indicator", flat=True)[0],
        is_same=True,
    )  # fmt: skip
    cycle = make_cycle(framework=make_framework(first_year=2018), countries=["FI"], year=2018)
    make_published(cycle, "FI", c5={"number": number})
    mark_withheld_for_country(country="FI")


def test_countrys_own_total_reveals_no_small_number_of_a_source() -> None:
    """The source gives 9 men and no total; with the country's own total of 12, 3 women would follow."""
    import_rows("female,,,,3", "male,,,,9")
    assert withheld() == [3]
    own_number(12)
    assert withheld() == [3, 9]


def test_total_also_published_by_the_country_is_not_used_to_protect_a_part() -> None:
    """The source's total could be withheld instead of the men, but the country publishes it."""
    import_rows("total,,,,12", "female,,,,3", "male,,,,9")
    own_number(12)
    assert withheld() == [3, 9]


def test_own_number_that_reveals_nothing_withholds_nothing() -> None:
    import_rows("total,,,,25", "female,,,,15", "male,,,,10")
    own_number(12)
    assert withheld() == []


def test_two_small_numbers_with_only_two_possible_values_withhold_a_third() -> None:
    import_rows("total,,,,23", "female,,,,1", "male,,,,2", "other,,,,20")
    assert withheld() == [1, 2, 20]
