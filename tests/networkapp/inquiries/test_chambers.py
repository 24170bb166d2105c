"""Parliaments with two chambers: instruments, rules and calendars of each."""

from datetime import date
from typing import Any

import pytest

from networkapp.errors import Refused
from networkapp.inquiries.forms.cases import DraftCaseForm
from networkapp.inquiries.models import Inquiry, ParliamentCase, ParliamentInstrument, ParliamentPeriod
from networkapp.inquiries.queries.chambers import instruments_for
from networkapp.inquiries.queries.due_dates import compute_deadline
from networkapp.models import Delegation
from tests.factories.inquiries import drafted, keeper_of, make_inquiry, make_instrument
from tests.factories.networks import DelegationFactory
from tests.worlds import world

TABLED = date(2026, 3, 3)


def chamber(parliament: Delegation, code: str) -> Delegation:
    name = {"UP": "Upper House", "LO": "Lower House"}[code]
    made: Delegation = DelegationFactory(
        code=code, name=name, kind="chamber", country=parliament.country, assessed=False, parliament=parliament
    )
    return made


def add_period(delegation: Delegation, kind: str, first: date, last: date) -> None:
    ParliamentPeriod.objects.create(delegation=delegation, kind=kind, begins_on=first, ends_on=last, is_sample=True)


def due_date(inquiry: Inquiry, code: str, instrument: ParliamentInstrument) -> Any:
    case: ParliamentCase = drafted(inquiry, keeper_of(inquiry.network), code, instrument=instrument)
    return compute_deadline(case=case, tabled_on=TABLED).due_on


@world
def parliament(db: None) -> Delegation:
    made: Delegation = DelegationFactory(code="XA")
    return made


def test_each_chamber_has_its_own_rule_and_calendar(parliament: Delegation) -> None:
    upper, lower = chamber(parliament, "UP"), chamber(parliament, "LO")
    inquiry = make_inquiry()
    inquiry.network.delegations.set([upper, lower])
    sessions = make_instrument("UP", number=None, unit="next_session")
    weeks = make_instrument("LO", number=2, unit="weeks")
    add_period(upper, "session", date(2026, 4, 14), date(2026, 6, 19))
    add_period(lower, "session", date(2026, 3, 10), date(2026, 6, 19))
    assert [due_date(inquiry, "UP", sessions), due_date(inquiry, "LO", weeks)] == [date(2026, 4, 14), date(2026, 3, 17)]


def test_chamber_without_own_instruments_or_periods_uses_those_of_its_parliament(parliament: Delegation) -> None:
    upper = chamber(parliament, "UP")
    inquiry = make_inquiry()
    inquiry.network.delegations.set([upper])
    shared = make_instrument("XA", number=None, unit="end_of_term")
    add_period(parliament, "term", date(2025, 1, 1), date(2029, 12, 31))
    add_period(parliament, "session", date(2026, 1, 10), date(2026, 6, 30))
    add_period(upper, "session", date(2026, 2, 1), date(2026, 5, 31))
    assert due_date(inquiry, "UP", shared) == date(2029, 12, 31)
    ParliamentInstrument.objects.update(unit="end_of_session")
    shared.refresh_from_db()
    case = ParliamentCase.objects.get()
    assert compute_deadline(case=case, tabled_on=TABLED).due_on == date(2026, 5, 31)


def test_parliament_voting_as_one_can_use_the_instrument_of_one_chamber(parliament: Delegation) -> None:
    lower = chamber(parliament, "LO")
    inquiry = make_inquiry()
    instrument = make_instrument("LO", name="Written question", number=None, unit="next_session")
    add_period(lower, "session", date(2026, 3, 10), date(2026, 6, 19))
    add_period(parliament, "session", date(2026, 9, 1), date(2026, 12, 18))
    assert due_date(inquiry, "XA", instrument) == date(2026, 3, 10)
    offered = str(DraftCaseForm(parliament)["instrument"])
    assert "Lower House: Written question" in offered
    assert "Lower House:" not in str(DraftCaseForm(lower)["instrument"])


def test_instrument_of_another_chamber_is_refused(parliament: Delegation) -> None:
    upper, _lower = chamber(parliament, "UP"), chamber(parliament, "LO")
    inquiry = make_inquiry()
    inquiry.network.delegations.set([upper])
    others = make_instrument("LO")
    assert not instruments_for(delegation=upper).exists()
    with pytest.raises(Refused) as refusal:
        drafted(inquiry, keeper_of(inquiry.network), "UP", instrument=others)
    assert refusal.value.code == "another_parliament"
