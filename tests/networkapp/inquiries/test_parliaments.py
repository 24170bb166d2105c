"""Forms of instruments, periods and legal sources in Wagtail: invalid input is refused at its field."""

from typing import Any

import pytest
from django.test import Client

from networkapp.handbooks.models import LegalSource
from networkapp.inquiries.models import ParliamentInstrument, ParliamentPeriod
from networkapp.networks.actions.seats import sync_groups
from tests.factories.networks import DelegationFactory, SeatFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/networkapp/{}/add/"


@pytest.fixture
def editor_client(client: Client) -> Client:
    """Return a client signed in as an editor in the secretariat of a network."""
    user = SeatFactory(capacity="secretariat", offices=["editor"], delegation=None).user
    sync_groups(user=user)
    client.force_login(user)
    return client


def errors(client: Client, model: str, **kwargs: Any) -> dict[str, list[str]]:
    answer = client.post(ADD.format(model), kwargs)
    assert answer.status_code == 200
    return dict(answer.context["form"].errors.items())


def instrument_data(**changes: Any) -> dict[str, Any]:
    rule = {"number": "3", "unit": "weeks", "starts_next_day": "on", "in_use": "on"}
    fields = {"key": "written-question", "name": "Written question", "language": "en", "form": "written"}
    return {"delegation": DelegationFactory(code="XA").pk, "addressee": "The government", **fields, **rule, **changes}


def test_instrument_without_source_and_date_is_refused_at_both_fields(editor_client: Client) -> None:
    assert errors(editor_client, "parliamentinstrument", **instrument_data()) == {
        "source": ["Enter the address of the source."],
        "checked_on": ["Enter the day on which someone checked the rule there."],
    }
    assert not ParliamentInstrument.objects.exists()


def test_instrument_with_a_source_and_sample_instrument_are_saved(editor_client: Client) -> None:
    read = {"source": "https://example.org/rules", "checked_on": "2026-11-01"}
    for item in (instrument_data(**read), instrument_data(key="sample", is_sample="on")):
        assert editor_client.post(ADD.format("parliamentinstrument"), item).status_code == 302
    assert ParliamentInstrument.objects.count() == 2


def test_period_ending_before_its_start_without_source_is_refused_at_its_fields(editor_client: Client) -> None:
    days = {"begins_on": "2026-07-01", "ends_on": "2026-06-01"}
    fields = {"delegation": DelegationFactory(code="XA").pk, "kind": "recess", **days}
    assert errors(editor_client, "parliamentperiod", **fields) == {
        "ends_on": ["The last day cannot be before the first day."],
        "source": ["Enter the address of the source."],
    }
    assert not ParliamentPeriod.objects.exists()


def test_duplicate_shared_legal_source_is_refused_at_its_field(editor_client: Client) -> None:
    LegalSource.objects.create(identifier="Directive 2020/2184", title="Drinking water")
    fields = {"identifier": "Directive 2020/2184", "title": "Drinking water"}
    found = errors(editor_client, "legalsource", **fields)
    assert found == {"identifier": ["This source is in the list of all networks already."]}
