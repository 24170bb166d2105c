"""The ID of a thing of one network in an address of another returns 404 and changes nothing."""

from typing import Any

import pytest
from django.test import Client

from evaluation.models import Answer, Evidence
from networkapp.discussion.models import Message
from networkapp.models import Invitation, Network, Seat
from tests.access.accounts import client_of
from tests.access.conftest import World
from tests.access.places import Place, new_key
from tests.access.readers import FOREIGN
from tests.factories.networks import DelegationFactory, SeatFactory


@pytest.fixture
def insider(world: World) -> Client:
    """Return the browser of a user with a secretariat's seat in the other network only."""
    return client_of(SeatFactory(network=world.elsewhere.network, capacity="secretariat", delegation=None).user)


def attempts(own: Network, foreign: Place) -> dict[str, tuple[str, dict[str, Any]]]:
    base = f"/networks/{own.slug}"
    values = {"body": "Mine", "client_key": new_key()}
    return {
        "read a topic": (f"{base}/topics/{foreign.topic.pk}/", {}),
        "post to a topic": (f"{base}/topics/{foreign.topic.pk}/", values),
        "mark it read": (f"{base}/topics/{foreign.topic.pk}/read/", {"sequence": 1}),
        "see a seat": (f"{base}/seats/{foreign.seat.pk}/end/", {}),
        "end a seat": (f"{base}/seats/{foreign.seat.pk}/end/", {"agree": "1"}),
        "change its offices": (f"{base}/seats/{foreign.seat.pk}/offices/", {"offices": ["chair"]}),
        "resend an invitation": (f"{base}/invitations/{foreign.invitation.pk}/resend/", {"x": "1"}),
        "revoke an invitation": (f"{base}/invitations/{foreign.invitation.pk}/revoke/", {"x": "1"}),
    }


ATTEMPTS = (
    "read a topic",
    "post to a topic",
    "mark it read",
    "see a seat",
    "end a seat",
    "change its offices",
    "resend an invitation",
    "revoke an invitation",
)


@pytest.mark.parametrize("what", ATTEMPTS)
def test_objects_of_another_network_return_404_and_do_not_change(world: World, insider: Client, what: str) -> None:
    before = _state(world.closed)
    path, data = attempts(world.elsewhere.network, world.closed)[what]
    response = insider.post(path, data) if data else insider.get(path)
    assert response.status_code == 404
    assert _state(world.closed) == before


def _state(place: Place) -> tuple[Any, ...]:
    return (
        Message.objects.count(),
        Seat.objects.values().get(pk=place.seat.pk),
        list(place.seat.offices.values_list("office")),
        Invitation.objects.values().get(pk=place.invitation.pk),
        Network.objects.get(pk=place.network.pk).last_sequence,
    )


def test_message_of_another_network_is_not_found_in_a_topic(world: World, insider: Client) -> None:
    base = f"/networks/{world.elsewhere.network.slug}/topics/{world.elsewhere.topic.pk}/"
    assert insider.get(base, {"message": world.elsewhere.message.pk}).status_code == 200
    assert insider.get(base, {"message": world.closed.message.pk}).status_code == 404


def test_client_key_of_another_users_message_does_not_return_that_message(world: World, insider: Client) -> None:
    base = f"/networks/{world.elsewhere.network.slug}/topics/{world.elsewhere.topic.pk}/"
    key = str(world.closed.message.client_key)
    response = insider.post(base, {"body": "Mine", "client_key": key}, headers={"accept": "application/json"})
    assert response.status_code == 200
    assert response.json()["id"] != world.closed.message.pk


def test_client_key_used_in_a_network_that_the_user_left_is_refused(world: World) -> None:
    """A message posted in another network must be refused here and not be shown."""
    seat = SeatFactory(network=world.closed.network)
    client = client_of(seat.user)
    key = new_key()
    there = f"/networks/{world.closed.network.slug}/topics/{world.closed.topic.pk}/"
    json = {"accept": "application/json"}
    assert client.post(there, {"body": "Then", "client_key": key}, headers=json).status_code == 200
    SeatFactory(user=seat.user, network=world.elsewhere.network)
    here = f"/networks/{world.elsewhere.network.slug}/topics/{world.elsewhere.topic.pk}/"
    assert client.post(here, {"body": "Now", "client_key": key}, headers=json).status_code == 422


@pytest.fixture
def neighbour(world: World) -> Client:
    """Return the browser of a user who is delegate, adviser and government of another country in the same network."""
    country = DelegationFactory(code=FOREIGN)
    seat = SeatFactory(network=world.closed.network, delegation=country, offices=["assessment_delegate"])
    for capacity in ("adviser", "government"):
        SeatFactory(user=seat.user, network=world.closed.network, delegation=country, capacity=capacity)
    return client_of(seat.user)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("", None),
        ("sections/1/", None),
        ("answers/1.3/", None),
        ("answers/1.3/", {"status": "value", "choice": "no", "base_version": 0}),
        ("answers/1.3/evidence/", {"title": "Mine", "url": "https://mine.example/"}),
        ("sign/", None),
        ("sign/", {"role": "delegate", "answers_hash": "0" * 64}),
        ("sign/", {"role": "government", "answers_hash": "0" * 64}),
        ("review/", None),
        ("open/", {"reason": "Mine"}),
        ("publish/", {"x": "1"}),
        ("confirm/1.3/", {"x": "1"}),
    ],
)
@pytest.mark.parametrize("stage", ["draft", "signed"])
def test_assessment_of_another_country_returns_404_to_its_neighbour(
    world: World, neighbour: Client, stage: str, path: str, data: dict[str, Any] | None
) -> None:
    assessment = getattr(world.closed, stage)
    before = list(Answer.objects.filter(assessment=assessment).values())
    address = f"/evaluation/assessments/{assessment.pk}/{path}"
    response = neighbour.get(address) if data is None else neighbour.post(address, data)
    assert response.status_code == 404
    assert list(Answer.objects.filter(assessment=assessment).values()) == before


def test_evidence_of_another_country_can_be_neither_used_nor_removed(world: World, neighbour: Client) -> None:
    own = world.closed.draft.cycle.assessments.get(delegation__code=FOREIGN)
    evidence = Evidence.objects.get(answers__assessment=world.closed.draft)
    base = f"/evaluation/assessments/{own.pk}/answers/1.3/evidence/"
    used = neighbour.post(base, {"evidence": evidence.pk})
    removed = neighbour.post(f"{base}{evidence.pk}/remove/", {})
    assert (used.status_code, removed.status_code) == (422, 404)
    assert evidence.title not in used.content.decode()
    assert list(Evidence.objects.filter(answers__assessment=own)) == []
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_evidence_given_in_one_network_is_not_offered_in_another(world: World) -> None:
    """People who answer for a country in one network need not see what others answer for it in another."""
    own, foreign = world.elsewhere.draft, world.closed.draft
    seat = SeatFactory(network=own.cycle.network, delegation=own.delegation, offices=["assessment_delegate"])
    client = client_of(seat.user)
    there = Evidence.objects.get(answers__assessment=foreign)
    base = f"/evaluation/assessments/{own.pk}/answers/1.1/"
    page = client.get(base).content.decode()
    assert (f'value="{there.pk}"' in page, there.title in page) == (False, False)
    assert client.post(f"{base}evidence/", {"evidence": there.pk}).status_code == 422
    # If documents were found by address, this would open the copy stored in the other network.
    assert client.post(f"{base}evidence/", {"title": "Mine", "url": there.url}).status_code == 302
    mine = Evidence.objects.get(answers__assessment=own, answers__criterion__series_id="1.1")
    assert (mine.title, mine.document, mine == there) == ("Mine", None, False)
