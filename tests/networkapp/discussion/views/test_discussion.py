"""Views of a discussion: who has access, what they show, and which input is preserved after a refusal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat
from networkapp.permissions import ALLOWED, CAPACITIES, Action
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def topic(seat: Give) -> Topic:
    return start_topic(seat("member", starts_at=timezone.now() - timedelta(1)), title="Hotlines", body="Secret words")


def as_(client: Client, seat: Seat) -> Client:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses(topic: Topic) -> list[str]:
    start = f"/networks/{topic.network.slug}/topics/"
    return [start, f"{start}new/", f"{start}{topic.pk}/", f"{start}{topic.pk}/read/"]


@pytest.mark.parametrize("capacity", sorted(CAPACITIES))
def test_role_without_read_access_gets_404_and_role_without_write_access_gets_403(
    client: Client, seat: Give, topic: Topic, capacity: str
) -> None:
    reader = seat(capacity, network=topic.network)
    as_(client, reader)
    message = {"body": "Hello", "title": "New", "sequence": 1}
    got = [client.get(address).status_code for address in addresses(topic)[:3]]
    posted = [
        client.post(address, {**message, "client_key": str(uuid4())}).status_code for address in addresses(topic)[1:]
    ]
    may_read, may_post, may_open = (
        capacity in ALLOWED[action] for action in (Action.READ, Action.POST, Action.OPEN_TOPIC)
    )
    if may_read:
        assert got == [200, 200 if may_open else 403, 200]
        assert posted == [302 if may_open else 403, 302 if may_post else 403, 302]
    else:
        assert (got, posted) == ([404] * 3, [404] * 3)


def test_visitor_is_redirected_to_sign_in_and_member_of_another_network_gets_404(client: Client, topic: Topic) -> None:
    unknown, beyond = ["/networks/unknown/topics/"], f"/networks/{topic.network.slug}/topics/{10**30}/"
    assert {client.get(address).status_code for address in [*addresses(topic), *unknown]} == {302}
    assert client.get(beyond).status_code == 404
    elsewhere = SeatFactory(network=NetworkFactory(), delegation=DelegationFactory(code="XB"))
    other = start_topic(elsewhere)
    as_(client, elsewhere)
    answers = [client.get(address) for address in [*addresses(topic)[:3], *unknown, beyond]]
    answers.append(client.get(f"/networks/{elsewhere.network.slug}/topics/{topic.pk}/"))
    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"Secret words" in answer.content for answer in answers)
    own = client.get(f"/networks/{topic.network.slug}/topics/{other.pk}/?message=1")
    assert own.headers["Location"] == f"{other.get_absolute_url()}?message=1"
    seatless = UserFactory()
    client.force_login(seatless, backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(address).status_code for address in addresses(topic)[:3]} == {404}


def test_topic_page_shows_messages_readers_and_the_seat_of_the_user(client: Client, topic: Topic) -> None:
    html = as_(client, topic.opened_by).get(topic.get_absolute_url()).content.decode()
    assert "Secret words" in html
    assert "1 seat," in html
    assert "Post as member, XA" in html


def test_without_javascript_posting_redirects_to_the_new_message(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    answer = client.post(topic.get_absolute_url(), {"body": "Heard.", "client_key": str(uuid4())})
    message = Message.objects.get(body="Heard.")
    assert answer.headers["Location"] == (f"{topic.get_absolute_url()}?message={message.pk}#message-{message.pk}")
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'id="message-{message.pk}"' in page


def test_reply_form_shows_the_quoted_message_without_javascript(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    first, address = topic.messages.get(), topic.get_absolute_url()
    page = client.get(f"{address}?message={first.pk}&reply={first.pk}").content.decode()
    assert f'name="reply_to" value="{first.pk}"' in page
    assert "Secret words" in page.partition("<answering-line>")[2]
    assert "<answering-line hidden>" in client.get(f"{address}?reply=x").content.decode()
    other = start_topic(topic.opened_by).messages.get()
    fields = {"body": "Heard.", "client_key": str(uuid4())}
    assert client.post(address, {**fields, "reply_to": other.pk}).status_code == 422
    assert client.post(address, {**fields, "reply_to": first.pk}).status_code == 302
    assert Message.objects.get(body="Heard.").reply_to == first


def test_json_request_returns_the_new_message_or_the_errors(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    key = str(uuid4())
    headers = {"accept": "application/json"}
    answer = client.post(topic.get_absolute_url(), {"body": "Heard.", "client_key": key}, headers=headers)
    message = Message.objects.get(body="Heard.")
    assert answer.json() == {"sequence": message.sequence, "id": message.pk}
    again = client.post(topic.get_absolute_url(), {"body": "Heard.", "client_key": key}, headers=headers)
    assert again.json() == answer.json()
    refused = client.post(
        topic.get_absolute_url(), {"body": "x" * 100_000, "client_key": str(uuid4())}, headers=headers
    )
    assert refused.status_code == 422
    assert refused.json()["errors"]["body"][0]["message"] == "Your message is too long (100 kB). The limit is 50 kB."


@pytest.mark.parametrize(
    ("body", "words"),
    [("", "Enter some text."), ("x" * 100_000, "The limit is 50 kB."), ("a\x00b", "Null characters")],
)
def test_refused_message_form_shows_the_reason_and_keeps_text_and_client_key(
    client: Client, topic: Topic, body: str, words: str
) -> None:
    key = str(uuid4())
    answer = as_(client, topic.opened_by).post(topic.get_absolute_url(), {"body": body, "client_key": key})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert key in html
    assert body.replace("\x00", "&#0;") in html or "\x00" in html
    assert topic.messages.count() == 1


def test_refused_topic_form_keeps_the_entered_title_and_text(client: Client, seat: Give) -> None:
    member = seat("member")
    address = f"/networks/{member.network.slug}/topics/new/"
    answer = as_(client, member).post(address, {"title": "x" * 201, "body": "My text", "client_key": str(uuid4())})
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    assert "My text" in answer.content.decode()
    opened = client.post(address, {"title": "Short", "body": "My text", "client_key": str(uuid4())})
    assert opened.headers["Location"] == Topic.objects.get().get_absolute_url()


def test_html_in_titles_and_messages_is_escaped(client: Client, seat: Give) -> None:
    member = seat("member")
    topic = start_topic(member, title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    html = as_(client, member).get(topic.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_long_topic_is_paginated_and_each_message_is_on_one_page(client: Client, topic: Topic, settings: Any) -> None:
    settings.NETWORKAPP_TOPIC_PAGE_SIZE = 10
    as_(client, topic.opened_by)
    result = [topic.messages.get(), *(add_message(topic, topic.opened_by, body=f"Number {n}.") for n in range(30))]

    def shown(query: str = "") -> list[int]:
        page = client.get(topic.get_absolute_url() + query).content.decode()
        return [n for n, message in enumerate(result) if f'id="message-{message.pk}"' in page]

    assert shown() == list(range(21, 31))
    assert shown(f"?before={result[21].sequence}") == list(range(11, 21))
    assert shown(f"?newer={result[11].sequence}") == list(range(11, 21))
    assert shown(f"?message={result[5].pk}") == list(range(2, 12))
    assert client.get(f"{topic.get_absolute_url()}?message=999999").status_code == 404
    assert client.get(f"{topic.get_absolute_url()}?before=x").status_code == 404


def mark_read(client: Client, topic: Topic, message: Message) -> int:
    """Mark the topic as read up to this message, as a script does; how many are unread then."""
    sequence = {"sequence": message.sequence}
    answer = client.post(f"{topic.get_absolute_url()}read/", sequence, headers={"accept": "application/json"})
    unread: int = answer.json()["unread"]
    return unread


def test_unread_line_is_above_new_messages_and_opening_the_page_marks_nothing_as_read(
    client: Client, seat: Give, topic: Topic
) -> None:
    reader = seat("expert", network=topic.network)
    as_(client, reader)
    assert b"unread-line" not in client.get(topic.get_absolute_url()).content
    known, new = (
        add_message(topic, topic.opened_by),
        [add_message(topic, topic.opened_by), add_message(topic, topic.opened_by)],
    )
    assert mark_read(client, topic, known) == 2
    for _visit in range(2):
        page = client.get(topic.get_absolute_url()).content.decode()
        assert 0 < page.index(f'id="message-{new[0].pk}"') - page.index("unread-line") < 1200
        assert ": 2 messages" in page
        assert f'data-read-upto="{known.sequence}"' in page
    assert mark_read(client, topic, new[0]) == 1
    assert mark_read(client, topic, new[1]) == 0
    assert b"unread-line" not in client.get(topic.get_absolute_url()).content


def test_without_javascript_a_button_marks_the_topic_as_read(client: Client, seat: Give, topic: Topic) -> None:
    as_(client, seat("expert", network=topic.network))
    message = add_message(topic, topic.opened_by)
    page = client.get(topic.get_absolute_url()).content.decode()
    button = f'<input type="hidden" name="sequence" value="{message.sequence}"><button class="button button--small"'
    assert button in page
    answer = client.post(f"{topic.get_absolute_url()}read/", {"sequence": message.sequence})
    assert (answer.status_code, answer.headers["Location"]) == (302, topic.get_absolute_url())
    assert button not in client.get(topic.get_absolute_url()).content.decode()


def test_messages_before_the_page_of_the_first_visit_count_as_read(
    client: Client, seat: Give, topic: Topic, settings: Any
) -> None:
    settings.NETWORKAPP_TOPIC_PAGE_SIZE = 2
    add_messages = [add_message(topic, topic.opened_by) for _number in range(4)]
    page = as_(client, seat("expert", network=topic.network)).get(topic.get_absolute_url()).content.decode()
    assert f'data-read-upto="{add_messages[-2].sequence - 1}"' in page


def test_opening_a_link_to_a_message_marks_no_skipped_message_as_read(
    client: Client, seat: Give, topic: Topic, settings: Any
) -> None:
    settings.NETWORKAPP_TOPIC_PAGE_SIZE = 5
    reader = as_(client, seat("expert", network=topic.network))
    mark_read(reader, topic, add_message(topic, topic.opened_by))
    add_messages = [add_message(topic, topic.opened_by) for _number in range(9)]
    page = reader.get(f"{topic.get_absolute_url()}?message={add_messages[-1].pk}").content.decode()
    assert "data-read-url" not in page
    assert f'href="{topic.get_absolute_url()}#unread"' in page
    page = reader.get(topic.get_absolute_url()).content.decode()
    assert ": 9 messages" in page
    assert 'href="#unread"' in page


def test_notification_settings_are_offered_after_the_first_message_only(
    client: Client, seat: Give, topic: Topic
) -> None:
    as_(client, seat("member", network=topic.network))
    address, settings_ = topic.get_absolute_url(), "/notifications/settings/"
    notified = []
    for headers in ({}, {"accept": "application/json"}):
        for _message in range(2):
            answer = client.post(address, {"body": "Hello", "client_key": str(uuid4())}, headers=headers)
            notified.append(
                settings_ in (answer.json().get("next", "") if headers else client.get(address).content.decode())
            )
    assert notified == [True, False, False, False]
    as_(client, seat("member", network=topic.network))
    answer = client.post(address, {"body": "Hello", "client_key": str(uuid4())}, headers={"accept": "application/json"})
    assert settings_ in answer.json()["next"]
    as_(client, seat("member", network=topic.network))
    values = {"title": "New", "body": "Hello", "client_key": str(uuid4())}
    opened = client.post(f"/networks/{topic.network.slug}/topics/new/", values, follow=True)
    assert settings_ in opened.content.decode()
