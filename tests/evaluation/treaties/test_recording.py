"""Recording a treaty action: partial dates, the date of the source, territories."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from evaluation.models import TreatyAction
from evaluation.treaties.actions import record_action
from evaluation.treaties.history import SourceStatement
from networkapp.errors import Refused
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


def recorded_act(**changes: Any) -> SourceStatement:
    organisation = changes.pop("organisation", "other")
    fields = {"country": "EE", "kind": "ratified", "date": None, "source": "Gazette", "as_of": "2020-10"}
    return SourceStatement(instrument=InstrumentFactory(organisation=organisation), **{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation": "ilo", "kind": "acceded"}, "not_for_treaty"),
        ({"organisation": "eu", "kind": "ratified"}, "not_for_treaty"),
        ({"kind": "excluded"}, "no_territory"),
        ({"kind": "not_party", "as_of": ""}, "no_edition"),
        ({"as_of": "2990"}, "day_to_come"),
        ({"period": "2990"}, "day_to_come"),
    ],
)
def test_impossible_action_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        record_action(statement=recorded_act(**changes), user=SeatFactory(capacity="secretariat", delegation=None).user)
    assert (refusal.value.code, TreatyAction.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    "again",
    [{"period": "1932"}, {"period": "1932", "as_of": "2026"}, {"period": "1932", "checked_on": date(2026, 1, 1)}],
)
def test_year_of_an_action_is_stored_once_per_source(again: dict[str, Any]) -> None:
    ActionFactory(date=None, period="1932")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(date=None, **again)


def test_year_is_stored_beside_its_first_day_and_never_with_a_day() -> None:
    ActionFactory(date=None, period="1932")
    ActionFactory(date=date(1932, 1, 1))
    assert TreatyAction.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(date=date(1932, 1, 2), period="1932")


FORM = {
    "instrument": "cets-197",
    "kind": "ratified",
    "period": "1932",
    "source": "ILO",
    "as_of": "2023-02",
    "checked_on": "2026-11-30",
}


def test_year_recorded_by_an_editor_is_shown_as_a_year(client: Client) -> None:
    DelegationFactory(code="EE")
    InstrumentFactory()
    client.force_login(SeatFactory(capacity="secretariat", delegation=None).user)
    wrong = client.post("/treaties/countries/ee/record/", {**FORM, "date": "1932-02-11"})
    assert "Enter either a day, or a year or month." in text_of(wrong)
    assert client.post("/treaties/countries/ee/record/", FORM).status_code == 302
    page = text_of(client.get("/treaties/countries/ee/"))
    assert "ratified 1932 1" in page
    assert "ILO (CETS 197, Estonia), as of February 2023, accessed on 30 Nov 2026" in page
    assert "According to sources of February 2023, last accessed on 30 Nov 2026." in page


@pytest.mark.parametrize(("written", "stored"), [("fo, gl", "FO GL"), ("zz9", None)])
def test_unknown_territory_codes_are_refused(client: Client, written: str, stored: str | None) -> None:
    DelegationFactory(code="DK")
    InstrumentFactory()
    client.force_login(SeatFactory(capacity="secretariat", delegation=None).user)
    client.post("/treaties/countries/dk/record/", {**FORM, "kind": "excluded", "territories": written})
    assert [action.territories for action in TreatyAction.objects.all()] == ([stored] if stored else [])
