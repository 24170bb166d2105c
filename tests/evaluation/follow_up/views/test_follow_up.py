"""The follow-up of a recommendation."""

import pytest
from django.test import Client

from evaluation.models import Cycle
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework

pytestmark = pytest.mark.django_db

PAGE = "/evaluation/recommendations/1/follow-up/"
VERDICT = {"says": "partly", "reason": "Half is done.", "decision": "Meeting 3", "decided_on": "2025-11-20"}


def cycle_of(*countries: str) -> Cycle:
    return make_cycle(framework=make_framework(), countries=list(countries))


def sign_in(client: Client, cycle: Cycle) -> None:
    client.force_login(SeatFactory(network=cycle.network, capacity="secretariat", delegation=None).user)


def test_secretariat_records_a_conclusion_and_a_refused_form_keeps_its_entries(client: Client) -> None:
    cycle = cycle_of("XA")
    sign_in(client, cycle)
    address = f"{PAGE}{cycle.network.slug}/xa/"
    refused = client.post(address, {**VERDICT, "decision": ""})
    assert (refused.status_code, "Half is done." in text_of(refused)) == (422, True)
    client.post(address, {**VERDICT, "says": "not", "reason": "Nothing is done."})
    client.post(address, VERDICT)
    text = text_of(client.get(PAGE))
    assert "Sample country A: partly implemented Half is done. Meeting 3" in text
    assert "Earlier conclusions Not implemented. Nothing is done." in text
    assert "invented" in text


@pytest.mark.parametrize("page", [PAGE, "/evaluation/recommendations/1/", "/search/?query=subject"])
def test_recommendations_of_a_closed_network_are_shown_only_to_its_members(client: Client, page: str) -> None:
    closed = NetworkFactory(slug="closed", visibility="closed")
    make_framework(network=closed)
    assert "about subject 1" not in text_of(client.get(page))
    client.force_login(SeatFactory(network=closed).user)
    assert "about subject 1" in text_of(client.get(page))
