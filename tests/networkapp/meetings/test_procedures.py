"""Open procedures are in the calendars of people who can read their network."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from networkapp import registry
from networkapp.decisions.models import Procedure
from networkapp.meetings.calendars.feeds import create_feed, set_feed_titles
from networkapp.models import Network
from tests.factories.networks import SeatFactory
from tests.networkapp.meetings.test_feeds import summaries

pytestmark = pytest.mark.django_db

SOON = timedelta(days=5)


@pytest.fixture(autouse=True)
def clear_cache() -> None:
    cache.clear()


def open_procedure(network: Network, **kwargs: Any) -> Procedure:
    seat = SeatFactory(network=network, capacity="secretariat", delegation=None)
    fields = {"kind": "sense_check", "title": "Quetzal", "expires_at": timezone.now() + SOON}
    key = "00000000-0000-0000-0000-000000000001"
    return Procedure.objects.create(
        **{"network": network, "seat": seat, "opened_by": seat.user, "client_key": key, **fields, **kwargs}
    )


def test_feed_contains_an_open_procedure_at_its_deadline_until_it_has_passed(monkeypatch: Any) -> None:
    monkeypatch.setattr(registry, "needs_attention", [])
    seat = SeatFactory()
    procedure = open_procedure(seat.network)
    secret = create_feed(user=seat.user)
    assert summaries(secret) == ["A poll ends"]
    set_feed_titles(user=seat.user, with_titles=True)
    assert summaries(secret) == ["Sense check: Quetzal"]
    opened = timezone.now() - timedelta(days=2)
    Procedure.objects.filter(pk=procedure.pk).update(opened_at=opened, expires_at=opened + timedelta(days=1))
    assert summaries(secret) == []


def test_feed_omits_procedures_of_networks_that_the_user_cannot_read(monkeypatch: Any) -> None:
    monkeypatch.setattr(registry, "needs_attention", [])
    seat = SeatFactory(network__visibility="public", capacity="government")
    open_procedure(seat.network)
    assert summaries(create_feed(user=seat.user, tells_titles=True)) == []
