"""The next step of a state, as far as the treaty and its organisation provide for it."""

from datetime import date
from typing import Any

import pytest

from evaluation.models import Instrument
from evaluation.treaties.kinds import action_exists_for
from evaluation.treaties.next_steps import Step, next_step
from evaluation.treaties.records import NO_RECORD, treaty_record
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


def step(instrument: Instrument, *acts: dict[str, Any], country: str = "EE") -> Step:
    actions = [ActionFactory.build(instrument=instrument, **{"date": None, **act}) for act in acts]
    found = treaty_record(actions, on=TODAY, rule=None)
    return next_step(found, instrument=instrument, country=country, on=TODAY)


ABSENT = {"kind": "not_party", "as_of": "2026-02-03"}


@pytest.mark.parametrize(
    ("organisation", "country", "expected"),
    [
        ("un", "EE", Step.SIGN_OR_ACCEDE),
        ("coe", "EE", Step.SIGN_AND_RATIFY),
        ("coe", "RU", Step.ASK_FOR_INVITATION),
        ("ilo", "EE", Step.RATIFY_AT_ILO),
        ("ilo", "LI", Step.NOT_OPEN),
        ("eu", "DK", Step.NOT_OPEN),
        ("eu", "NO", Step.NOT_OPEN),
        ("coe", "XA", Step.SIGN_AND_RATIFY),
    ],
)
def test_state_that_is_not_bound_joins_as_the_organisation_provides(
    organisation: str, country: str, expected: Step
) -> None:
    assert step(InstrumentFactory(organisation=organisation), ABSENT, country=country) is expected


def test_next_step_for_a_treaty_closed_for_signature_is_accession() -> None:
    assert step(InstrumentFactory(organisation="un", signature_until=date(2002, 12, 12)), ABSENT) is Step.ACCEDE


@pytest.mark.parametrize("organisation", Instrument.Organisation.values)
def test_next_step_without_a_record_is_to_look_it_up(organisation: str) -> None:
    instrument = InstrumentFactory(organisation=organisation)
    assert next_step(NO_RECORD, instrument=instrument, country="DE", on=TODAY) is Step.LOOK_UP


def test_next_step_for_an_old_absence_is_to_look_it_up_again() -> None:
    assert (
        step(InstrumentFactory(organisation="ilo"), {"kind": "not_party", "as_of": "2020-10-05"}) is Step.LOOK_UP_AGAIN
    )


def test_no_next_step_is_proposed_for_treaties_outside_the_agreed_list() -> None:
    related = InstrumentFactory(organisation="un", group=Instrument.Group.RELATED)
    assert step(related, ABSENT) is Step.NOT_AGREED


def test_next_step_for_a_directive_without_transposition_is_transposition() -> None:
    directive = InstrumentFactory(organisation="eu")
    bound = {"kind": "party", "as_of": "2016-12-02"}
    assert step(directive, bound) is Step.TRANSPOSE
    assert step(directive, bound, {"kind": "transposed", "date": date(2013, 4, 6)}) is Step.NONE


@pytest.mark.parametrize(
    ("organisation", "kind", "exists"),
    [
        ("ilo", "ratified", True),
        ("ilo", "acceded", False),
        ("ilo", "signed", False),
        ("eu", "ratified", False),
        ("eu", "transposed", True),
        ("coe", "definitive", True),
        ("un", "transposed", False),
        ("other", "transposed", True),
    ],
)
def test_kind_of_action_is_offered_only_if_the_organisation_has_it(organisation: str, kind: str, exists: bool) -> None:
    assert action_exists_for(kind, InstrumentFactory.build(organisation=organisation)) is exists
