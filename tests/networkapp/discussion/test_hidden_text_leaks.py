"""A word that is in one message and in the name of its attachment: once sealed, no reader can find it anywhere."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp import events
from networkapp.discussion.actions.attachment_versions import add_version, describe_picture
from networkapp.discussion.actions.drafts import save_draft
from networkapp.discussion.actions.message_drafts import prepare_message
from networkapp.discussion.actions.messages import edit_message, withdraw_message
from networkapp.discussion.actions.moderation import hide_message, report_message, restore_message
from networkapp.discussion.models import Message
from networkapp.discussion.notices import notify_about_message
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Seat
from tests.factories.attachments import attach, photo, upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.worlds import world

BAIT = "quetzal"
People = dict[str, Seat]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@world
def people(seat: Callable[..., Seat]) -> People:
    yesterday = timezone.now() - timedelta(1)
    author = seat("member", starts_at=yesterday)
    fields: dict[str, Any] = {"network": author.network, "starts_at": yesterday}
    other = DelegationFactory(code="XB")
    return {
        "author": author,
        "chair": SeatFactory(**fields, offices=["chair"]),
        "reader": SeatFactory(**fields, delegation=other),
        "adviser": SeatFactory(**fields, delegation=other, capacity="adviser"),
    }


@pytest.fixture
def message(people: People) -> Message:
    """A message that mentions the reader, has two versions and an attachment in two versions, and has all kinds of
    replies."""
    author, reader, adviser = people["author"], people["reader"], people["adviser"]
    message = add_message(start_topic(author), author, body=f"A {BAIT} for @XB.")
    edit_message(message=message, user=author.user, body=f"Two {BAIT} for @XB.", base=0)
    paper = attach(message, f"Plan {BAIT}.pdf")
    add_version(attachment=paper, user=author.user, file=upload(f"Plan {BAIT} 2.pdf"), client_key=uuid4())
    picture = attach(message, "visit.jpg", photo())
    describe_picture(attachment=picture, user=author.user, description=f"Two {BAIT}s on a table")
    notify_about_message.call(message.pk)
    add_message(message.topic, author, body="It is answered.", reply_to=message)
    fields: dict[str, Any] = {"topic": message.topic, "body": "An answer", "reply_to": message}
    save_draft(user=reader.user, network=author.network, base_version=0, **fields)
    prepare_message(user=adviser.user, partner=reader.pk, client_key=uuid4(), **fields)
    report_message(message=message, user=reader.user, reason="It names a bird")
    message.refresh_from_db()
    return message


def addresses(message: Message) -> list[str]:
    topic = message.topic.get_absolute_url()
    network, one = topic.partition("topics/")[0], f"{topic}messages/{message.pk}/"
    papers = [
        f"{topic}papers/{pk}/{page}"
        for pk in message.attachments.values_list("pk", flat=True)
        for page in ("", "file/")
    ]
    api = f"/api/v1/networks/{message.topic.network.slug}/topics/"
    return [
        *(
            topic,
            f"{topic}?message={message.pk}",
            f"{topic}?reply={message.pk}",
            f"{topic}draft/",
            f"{topic}export/md/",
        ),
        *(network, f"{network}topics/", one, f"{one}history/", f"{one}order/", *papers),
        *(
            "/desk/",
            "/notifications/",
            "/desk/data/about-me.json",
            "/search/?query=two",
            "/search/?query=plan",
        ),
        *(api, f"{api}{message.topic_id}/messages/"),
    ]


def found(client: Client, seat: Seat, message: Message) -> set[str]:
    """Return the addresses and events that show the bait to the holder of the seat."""
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    result = set()
    for address in addresses(message):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        name = answer.get("Content-Disposition", "")
        if BAIT in content.decode("utf-8", "replace") or BAIT in name:
            result.add(address)
    log = events.events_after(seat.network_id, 0, limit=99)
    mine = events.reader_of(seat.network, seat.user)
    made = messages.encode_events(log, [Variant("en", "UTC")])
    sent = [made[event.sequence, Variant("en", "UTC")] for event in log if events.is_visible_to(event, mine)]
    return result | {"the socket"} if BAIT in json.dumps(sent) else result


def hide(message: Message, people: People) -> None:
    hide_message(message=message, user=people["chair"].user, reason="It names a bird")


def withdraw(message: Message, people: People) -> None:
    withdraw_message(message=message, user=message.author)


@pytest.mark.parametrize("seal", [hide, withdraw])
def test_hidden_or_withdrawn_text_reaches_readers_on_no_page_and_no_connection(
    message: Message, people: People, client: Client, seal: Callable[..., None]
) -> None:
    result = found(client, people["reader"], message)
    assert result >= {"the socket", "/search/?query=two", "/search/?query=plan", message.topic.get_absolute_url()}
    assert len(result) >= 14
    seal(message, people)
    assert [found(client, people[who], message) for who in ("reader", "adviser")] == [set(), set()]


def test_hidden_text_is_shown_only_to_moderators_and_in_personal_data_of_the_author(
    message: Message, people: People, client: Client
) -> None:
    hide(message, people)
    hers = message.topic.get_absolute_url() + f"messages/{message.pk}/"
    assert found(client, people["chair"], message) == {hers, f"{hers}order/"}
    assert found(client, people["author"], message) == {"/desk/data/about-me.json"}
    restore_message(message=message, user=people["chair"].user, reason="A bird is no person")
    assert len(found(client, people["reader"], message)) >= 14
