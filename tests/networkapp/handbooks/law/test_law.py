"""What makes a section stale: an amended source, or an overdue review."""

from datetime import date
from typing import Any

import pytest

from networkapp.handbooks.law.queries import SourceRegister, law_status_of
from networkapp.handbooks.models import LegalSource
from networkapp.handbooks.models.law_references import CitedLaw, CountryNoteLaw

TODAY = date(2026, 11, 26)
DIRECTIVE = "Directive 2011/36/EU"


def a_source(**fields: Any) -> LegalSource:
    values = {"identifier": DIRECTIVE, "title": "On trafficking", "amended_on": date(2024, 7, 14), "pk": 1, **fields}
    return LegalSource(**values)


def state(named: CitedLaw, *sources: LegalSource, months: int | None = None) -> Any:
    return law_status_of(named=named, register=SourceRegister(sources), months=months, today=TODAY)


@pytest.mark.parametrize(
    ("as_of", "amended", "stale"),
    [
        (date(2024, 7, 13), date(2024, 7, 14), True),
        (date(2024, 7, 14), date(2024, 7, 14), False),
        (date(2024, 7, 13), date(2026, 11, 26), True),
        (date(2024, 7, 13), date(2026, 11, 27), False),
        (date(2024, 7, 13), None, False),
    ],
)
def test_section_is_stale_if_a_source_was_amended_after_its_law_date(
    as_of: date, amended: date | None, stale: bool
) -> None:
    named = CitedLaw(as_of=as_of, sources=((DIRECTIVE, None),))
    assert state(named, a_source(amended_on=amended)).stale == stale


def test_section_is_stale_once_its_legal_review_is_overdue() -> None:
    named = CitedLaw(as_of=date(2025, 11, 25))
    assert [state(named, months=months).stale for months in (None, 0, 12, 13)] == [False, False, True, False]
    assert state(CitedLaw(as_of=date(2024, 2, 29)), months=12).own.check_by == date(2025, 2, 28)
    assert state(CitedLaw(), months=12).stale is False


def test_without_a_law_date_amendments_count_from_the_date_of_the_cited_source() -> None:
    named = CitedLaw(sources=((DIRECTIVE, date(2024, 1, 1)), ("CETS 197", date(2020, 1, 1))))
    assert [source.identifier for source in state(named, a_source()).own.amended] == [DIRECTIVE]


@pytest.mark.parametrize(
    ("named", "undated"),
    [
        (CitedLaw(sources=((DIRECTIVE, None), ("CETS 197", date(2020, 1, 1)))), True),
        (CitedLaw(sources=(("CETS 197", date(2020, 1, 1)),)), False),
        (CitedLaw(as_of=TODAY, sources=((DIRECTIVE, None),)), False),
        (CitedLaw(undecided=True, sources=((DIRECTIVE, None),)), False),
        (CitedLaw(), False),
    ],
)
def test_section_with_an_unread_source_and_no_law_date_needs_a_review_but_is_not_stale(
    named: CitedLaw, undated: bool
) -> None:
    found = state(named, a_source(), months=12)
    assert (found.own.undated, found.needs_review, found.stale) == (undated, undated, False)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("directive  2011/36/eu", True),
        ("Directive 2011/36/EU, as amended by Directive (EU) 2024/1712", True),
        ("Richtlinie 2011/36/EU in der Fassung von 2024", True),
        ("Directive 2011/36/EU1", False),
        ("Directive 2011", False),
        ("", False),
    ],
)
def test_source_is_found_by_any_of_its_citation_forms(written: str, found: bool) -> None:
    register = SourceRegister([a_source(also_called="Richtlinie 2011/36/EU\n\n")])
    assert (register.find(written) is not None) == found


def test_country_note_has_its_own_law_date_and_inherits_sources_of_its_section() -> None:
    boxes = (
        CountryNoteLaw(country="FI", as_of=date(2024, 1, 1)),
        CountryNoteLaw(country="DE", as_of=date(2025, 1, 1)),
        CountryNoteLaw(country="SE", as_of=None),
    )
    named = CitedLaw(as_of=date(2026, 1, 1), sources=((DIRECTIVE, None),), boxes=boxes)
    found = state(named, a_source())
    assert [(box.country, box.stale) for box in found.boxes] == [("FI", True), ("DE", False), ("SE", False)]
    assert (found.own.stale, found.stale) == (False, True)
    own = CitedLaw(boxes=(CountryNoteLaw(country="FI", as_of=date(2024, 1, 1), sources=(DIRECTIVE,)),))
    assert state(own, a_source()).boxes[0].amended == (a_source(),)


def test_cited_law_is_serialized_and_restored_unchanged() -> None:
    named = CitedLaw(
        as_of=date(2026, 1, 1),
        sources=((DIRECTIVE, date(2025, 1, 1)), ("x", None)),
        boxes=(CountryNoteLaw(country="FI", as_of=None, sources=("y",)),),
    )
    assert CitedLaw.from_json(named.as_json()) == named
    assert CitedLaw.from_json({}) == CitedLaw()
