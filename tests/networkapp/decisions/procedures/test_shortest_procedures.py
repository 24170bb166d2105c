"""The minimum duration of the silence and written procedures of a network."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.decisions.models import Procedure
from networkapp.decisions.procedures.actions import extend_procedure
from networkapp.decisions.procedures.terms import default_deadline
from networkapp.errors import Refused
from networkapp.models import Event, Network, Seat
from tests.factories.networks import NetworkFactory, SeatFactory, site_administrator
from tests.factories.procedures import chair_of, make_procedure, make_proposal, next_minute
from tests.worlds import world

NOON = datetime(2026, 11, 30, 12, 0, 30, tzinfo=UTC)
IN_THE_ADMIN = {"name": "Alpine network", "slug": "here", "kind": "joint", "visibility": "closed", "purpose": "Water"}


@world
def network(db: None) -> Network:
    made: Network = NetworkFactory(slug="here", time_zone="America/Lima", shortest_procedure_hours=72)
    return made


@world
def chair(network: Network) -> Seat:
    return chair_of(network)


def duration_changes(network: Network) -> list[Any]:
    """Return for each change the hours before and after, and who made it."""
    found = Event.objects.filter(network=network, kind="network.setting").order_by("sequence")
    changes = [one for one in found if one.payload["setting"] == "shortest_procedure_hours"]
    return [(one.payload["before"], one.payload["value"], one.actor_id) for one in changes]


def test_new_network_requires_procedures_of_at_least_72_hours() -> None:
    assert Network().shortest_procedure_hours == 72


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("silence", "Procedures in this network run for at least 72 hours. Choose a deadline after "),
        ("written", "Procedures in this network run for at least 72 hours. Choose a deadline after "),
    ],
)
def test_procedure_shorter_than_the_minimum_is_refused_at_the_deadline_field(
    chair: Seat, monkeypatch: pytest.MonkeyPatch, kind: str, words: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    with timezone.override("America/Lima"), pytest.raises(Refused) as refused:
        make_procedure(chair, kind, expires_at=datetime(2026, 12, 3, 12, 0, tzinfo=UTC))
    assert (refused.value.code, refused.value.field) == ("shorter_than_rule", "expires_at")
    assert str(refused.value) == f"{words}3 December 2026, 07:15 (Lima time)."
    made = make_procedure(chair, kind, expires_at=datetime(2026, 12, 3, 12, 15, tzinfo=UTC))
    assert Procedure.objects.get() == made


def test_procedures_at_meetings_and_sense_checks_have_no_minimum_duration(chair: Seat) -> None:
    make_procedure(chair, "meeting", quorum=1)
    make_procedure(chair, "sense_check")
    assert Procedure.objects.count() == 2


def test_secretariat_can_lower_the_minimum_duration_and_the_change_is_logged(chair: Seat, client: Client) -> None:
    network, keeper = chair.network, SeatFactory(network=chair.network, capacity="secretariat", delegation=None)
    client.force_login(keeper.user)
    address, fields = "/networks/here/settings/", {"visibility": "closed", "kind": "national"}
    assert 'value="72"' in client.get(address).content.decode()
    sent = [{**fields, "shortest_procedure_hours": hours} for hours in ("-1", "721", "2", "")]
    assert [client.post(address, data).status_code for data in sent] == [422, 422, 302, 302]
    assert duration_changes(network) == [(72, 2, keeper.user.pk)]
    changes = client.get(address).content.decode()
    assert "Shortest silence and written procedure, in hours: changed from “72” to “2”" in changes
    running = make_procedure(chair, expires_at=next_minute(hours=3))
    extend_procedure(procedure=running, user=chair.user, expires_at=next_minute(hours=4), reason="Holidays")
    client.force_login(chair.user)
    assert client.post(address, sent[0]).status_code == 403


def test_site_administrator_cannot_lower_the_minimum_of_a_network_with_a_secretariat(
    network: Network, client: Client
) -> None:
    user = site_administrator()
    client.force_login(user)
    address = f"/admin/snippets/networkapp/network/edit/{network.pk}/"
    assert 'name="shortest_procedure_hours"' in client.get(address).content.decode()
    assert client.post(address, {**IN_THE_ADMIN, "shortest_procedure_hours": "48"}).status_code == 302
    SeatFactory(network=network, capacity="secretariat")
    fields = {**IN_THE_ADMIN, "delegations": list(network.delegations.values_list("pk", flat=True))}
    fields["delegations"] = [Seat.objects.get(network=network).delegation_id]
    answer = client.post(address, {**fields, "shortest_procedure_hours": "1"})
    assert list(answer.context["form"].errors) == ["shortest_procedure_hours"]
    assert client.post(address, {**fields, "shortest_procedure_hours": "96"}).status_code == 302
    assert duration_changes(network) == [(72, 48, user.pk), (48, 96, user.pk)]


@pytest.mark.parametrize(
    ("hours", "day"),
    [(72, datetime(2026, 12, 7, 23, tzinfo=UTC)), (24 * 10, datetime(2026, 12, 10, 23, tzinfo=UTC))],
)
def test_form_proposes_an_evening_in_a_week_or_after_the_minimum_duration(
    network: Network, hours: int, day: datetime
) -> None:
    network.shortest_procedure_hours = hours
    assert default_deadline(network, NOON) == day
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert default_deadline(network, late) == day + timedelta(days=1 if hours > 168 else 0)


def test_form_shows_the_minimum_duration_and_the_proposed_deadline(chair: Seat, client: Client) -> None:
    proposal = make_proposal(chair.network, by=chair.user)
    chair.user.time_zone = "America/Lima"
    chair.user.save()
    client.force_login(chair.user)
    address = f"{proposal.get_absolute_url()}open/"
    page = client.get(address).content.decode()
    proposed = timezone.localtime(default_deadline(chair.network, timezone.now()), chair.network.zone)
    assert f'value="{proposed:%Y-%m-%d}T18:00"' in page
    assert "A silence or written procedure runs for at least 72 hours in this network." in page
    sent = {"kind": "silence", "expires_at": f"{next_minute():%Y-%m-%dT%H:%M}", "base": 1, "client_key": uuid4()}
    answer = client.post(address, {**sent, "expires_at": f"{timezone.now() + timedelta(hours=5):%Y-%m-%dT%H:%M}"})
    assert (answer.status_code, "Choose a deadline after" in answer.content.decode()) == (422, True)
