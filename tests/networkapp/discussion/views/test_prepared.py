"""Messages for approval in views: buttons in the composer, the card for adviser and member, and their page."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from networkapp import events
from networkapp.discussion.actions.message_drafts import (
    MESSAGE_DRAFTS,
    prepare_message,
    release_message,
    revise_message,
)
from networkapp.discussion.models import MessageDraft, Topic
from networkapp.four_eyes import send_back, withdraw
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Seat
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory
from tests.networkapp.core.live_pages import OpenPage
from tests.worlds import world

Give = Callable[..., Seat]
SECRET = "Quetzal words"


@world
def member(seat: Give) -> Seat:
    return seat("member", user__display_name="Mia")


@world
def adviser(seat: Give, member: Seat) -> Seat:
    return seat("adviser", network=member.network, delegation=member.delegation, user__display_name="Ada")


@world
def topic(member: Seat) -> Topic:
    return start_topic(member)


@pytest.fixture
def prepared(topic: Topic, adviser: Seat, member: Seat) -> MessageDraft:
    fields = {"partner": member.pk, "body": SECRET, "client_key": uuid4()}
    return prepare_message(topic=topic, user=adviser.user, **fields)


def as_(client: Client, seat: Seat) -> Client:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages(topic: Topic, prepared: MessageDraft) -> list[str]:
    return [topic.get_absolute_url(), prepared.get_absolute_url(), "/desk/"]


def test_adviser_sends_a_message_for_approval_and_the_member_approves_it_in_the_topic(
    client: Client, topic: Topic, adviser: Seat, member: Seat
) -> None:
    page = as_(client, adviser).get(topic.get_absolute_url()).content.decode()
    assert "Send to Mia (member, XA) for approval" in page
    message = {"body": f"{SECRET}\r\n\r\n<b>", "client_key": str(uuid4()), "partner": member.pk}
    answer = client.post(f"{topic.get_absolute_url()}prepare/", message)
    prepared = MessageDraft.objects.get()
    assert answer["Location"] == f"{topic.get_absolute_url()}#prepared-{prepared.pk}"
    page = as_(client, member).get(topic.get_absolute_url()).content.decode()
    assert "Approve as member, XA" in page
    answer = client.post(f"{prepared.get_absolute_url()}release/", {"body": message["body"]})
    page = client.get(answer["Location"]).content.decode()
    assert "Drafted by adviser, XA. Approved by member, XA" in page
    assert client.post(f"{prepared.get_absolute_url()}release/", {"body": message["body"]}).status_code == 302
    assert topic.messages.count() == 2


def test_refused_approval_or_return_shows_the_reason_and_keeps_the_text(
    client: Client, topic: Topic, prepared: MessageDraft, member: Seat
) -> None:
    as_(client, member)
    answers = [
        client.post(f"{prepared.get_absolute_url()}back/", {"note": ""}),
        client.post(f"{prepared.get_absolute_url()}release/", {"body": "x" * 60_000}),
        client.post(
            f"{topic.get_absolute_url()}finish/", {"body": "Mine", "client_key": str(uuid4()), "partner": 10**9}
        ),
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert "Describe what should be changed." in answers[0].content.decode()
    assert "x" * 60_000 in answers[1].content.decode()
    assert "Mine</textarea>" in (page := answers[2].content.decode())
    assert "The person you chose no longer holds that seat." in page


@pytest.mark.parametrize("other", ["adviser", "substitute", "secretariat", "stranger", "another member"])
def test_message_for_approval_returns_404_for_others(
    client: Client, topic: Topic, prepared: MessageDraft, member: Seat, adviser: Seat, seat: Give, other: str
) -> None:
    fields: dict[str, Any] = {
        "adviser": {"capacity": "adviser", "delegation": member.delegation},
        "substitute": {"capacity": "substitute", "delegation": member.delegation},
        "secretariat": {"capacity": "secretariat", "delegation": None, "offices": ["chair"]},
        "another member": {"capacity": "member", "delegation": DelegationFactory(code="XB")},
        "stranger": {"capacity": "member", "delegation": member.delegation, "network": None},
    }[other]
    fields = {key: value for key, value in {"network": topic.network, **fields}.items() if value or key != "network"}
    as_(client, seat(**fields))
    acts = ("release/", "again/", "back/", "take-back/")
    posted = [client.post(prepared.get_absolute_url() + act, {"body": "x", "note": "x"}) for act in acts]
    assert {answer.status_code for answer in posted} == {404}
    assert client.get(prepared.get_absolute_url()).status_code == 404
    assert not any(SECRET in client.get(page).content.decode() for page in ("/desk/", topic.get_absolute_url()))
    prepared.refresh_from_db()
    assert prepared.state == "waiting"
    as_(client, member)
    assert all(SECRET in client.get(page).content.decode() for page in pages(topic, prepared)[:2])
    assert 'Approve the message: <span lang="">Hotlines</span>' in client.get("/desk/").content.decode()


def test_approval_steps_update_open_pages_of_adviser_and_member_only(
    client: Client, topic: Topic, prepared: MessageDraft, member: Seat, adviser: Seat, seat: Give
) -> None:
    stranger = seat("member", network=topic.network, delegation=DelegationFactory(code="XB"))
    steps: list[Callable[[], Any]] = [
        lambda: send_back(kind=MESSAGE_DRAFTS, draft=prepared, user=member.user, note="Shorter"),
        lambda: revise_message(draft=prepared, user=adviser.user, body=f"{SECRET}, shorter"),
        lambda: release_message(draft=prepared, user=member.user, body="Said"),
        lambda: prepare_message(
            topic=topic, user=adviser.user, partner=member.pk, body=SECRET, client_key=uuid4()
        ),
        lambda: withdraw(kind=MESSAGE_DRAFTS, draft=MessageDraft.objects.first(), user=adviser.user),
    ]  # fmt: skip
    for step in steps:
        readers = (member, adviser, stranger)
        old = [OpenPage(as_(client, one).get(topic.get_absolute_url()).content.decode()) for one in readers]
        step()
        for page, one in zip(old, readers, strict=True):
            texts = _frames(page, topic, one)
            page.apply(json.loads(text) for text in texts)
            fresh = OpenPage(as_(client, one).get(topic.get_absolute_url()).content.decode())
            assert page.lists() == fresh.lists()
            assert one is not stranger or not any(SECRET in text or "prepared" in text for text in texts)


def _frames(page: OpenPage, topic: Topic, reader: Seat) -> list[str]:
    """What the socket would send to this reader."""
    variant = Variant(str(page.live["data-language"]), str(page.live["data-zone"]))
    missed = events.read_events(topic.network, reader.user, since=page.seen)
    return list(messages.encode_events(missed, [variant]).values())
