"""What a source publishes gives nobody's number of 1 to 4 away here, in its breakdowns, totals and revisions."""

import io
from typing import Any

import pytest

from evaluation.domain.observations.importing import import_observations
from evaluation.models import ExternalObservation, ObservationRevision

pytestmark = pytest.mark.django_db
HEADER = "country,indicator,year,sex,age,form,citizenship,value"


def take(*rows: str, indicator: str = "Detected trafficking victims") -> None:
    lines = [HEADER, *(f"FI,{indicator},2018,{row}" for row in rows), ""]
    import_observations(file=io.BytesIO("\n".join(lines).encode()), name="t.csv", source="A body")


def withheld(model: Any = ExternalObservation) -> list[int]:
    return sorted(int(value) for value in model.objects.filter(is_withheld=True).values_list("value", flat=True))


def test_what_stands_beside_a_small_number_is_withheld() -> None:
    take("total,,,,25", "female,,,,15", "male,,,,8", "other,,,,<5")
    assert withheld() == [8]


def test_a_small_number_that_a_source_gives_is_withheld_too() -> None:
    take("total,,,,25", "female,,,,15", "male,,,,7", "other,,,,3")
    assert withheld() == [3, 7]


def test_forms_and_citizenships_add_up_to_the_same_total() -> None:
    take("total,,,,53", "total,,Forced labour,,50", "total,,Sexual exploitation,,<5", "total,,,Latvia,53")
    assert withheld() == [50]


def test_nothing_is_withheld_where_nothing_is_small_and_offences_are_no_persons() -> None:
    take("total,,,,25", "female,,,,15", "male,,,,10", "other,,,,0")
    take("total,,,,3", indicator="Offences of trafficking in persons")
    assert withheld() == []


def test_an_incomplete_breakdown_gives_nothing_away() -> None:
    take("total,,,,500", "total,,Forced labour,,50", "total,,Sexual exploitation,,<5")
    assert withheld() == []


def test_a_later_file_cannot_be_held_against_an_earlier_one() -> None:
    """Others were fewer than 5 of 25 and are 9 of 32 now: with all of today's numbers, what they were would follow."""
    take("total,,,,25", "female,,,,15", "male,,,,8", "other,,,,<5")
    take("total,,,,32", "female,,,,15", "male,,,,8", "other,,,,9")
    assert [revision.value for revision in ObservationRevision.objects.filter(observation__sex="total")] == [25]
    assert withheld() == [8, 9, 15]
    assert withheld(ObservationRevision) == []
