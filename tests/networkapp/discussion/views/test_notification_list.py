"""The list of notifications: grouped by topic, with names, narrowed by status, network and kind."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from networkapp import registry
from networkapp.discussion.notices import notify_about_message
from networkapp.models import Notification, Seat
from networkapp.notifications.notices import notify_people
from networkapp.registry import DeskItem
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

PAGE = "/notifications/"


def in_words(*, user: Any, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    return {one.pk: DeskItem(title=f"Review {one.key}", url=f"/things/{one.key}/") for one in notifications}


@pytest.fixture(autouse=True)
def a_plugin() -> Iterator[None]:
    registry.register_notice("thing.due", in_words)
    yield
    del registry.notice_sources["thing.due"]


@world
def reader(db: None) -> Seat:
    return SeatFactory(
        network=NetworkFactory(name="Joint network", slug="joint"),
        delegation=DelegationFactory(code="XB"),
        starts_at=timezone.now() - timedelta(days=3),
    )


@world
def anna(reader: Seat) -> Seat:
    user = UserFactory(display_name="Anna Berg")
    return SeatFactory(network=reader.network, delegation=DelegationFactory(code="DK", name="Denmark"), user=user)


@pytest.fixture
def signed_in(client: Client, reader: Seat) -> Client:
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def entries(client: Client, **chosen: str) -> list[list[str]]:
    """Return for each entry its heading and what is listed below."""
    page = BeautifulSoup(client.get(PAGE, chosen).content, "html.parser")
    found = page.select("ol.unread > li")
    return [[one.get_text(strip=True) for one in entry.select("h3, .happened a, .happened > .meta")] for entry in found]


def test_notifications_of_a_topic_are_grouped_in_one_entry_with_their_authors(
    signed_in: Client, anna: Seat, reader: Seat
) -> None:
    topic, other = start_topic(anna, "Hotlines"), start_topic(anna, "Shelters")
    mine = add_message(topic, reader, body="What about nights?")
    for message in (
        add_message(topic, anna, body="@XB?"),
        add_message(other, anna),
        add_message(topic, anna, reply_to=mine),
        add_message(topic, anna),
        add_message(topic, anna),
    ):
        notify_about_message.call(message.pk)
    wrote, replied = "Anna Berg, Denmark, posted a message", "Anna Berg, Denmark, replied to you"
    assert entries(signed_in) == [
        ["Hotlines", wrote, wrote, replied, "1 earlier notification"],
        ["Shelters", wrote],
    ]


def test_notification_list_is_filtered_by_status_network_and_kind(signed_in: Client, anna: Seat, reader: Seat) -> None:
    second = SeatFactory(network=NetworkFactory(name="Second network", slug="second"), user=reader.user)
    notify_people(network=second.network, kind="thing.due", key="7", people=[reader.user_id])
    Notification.objects.update(seen_at=timezone.now())
    notify_about_message.call(add_message(start_topic(anna, "Hotlines"), anna, body="@XB?").pk)
    notify_about_message.call(add_message(start_topic(anna, "Shelters"), anna).pk)
    shown = {
        name: [entry[0] for entry in entries(signed_in, **chosen)]
        for name, chosen in {
            "all": {},
            "unread": {"status": "unread"},
            "network": {"network": "second"},
            "mention": {"kind": "mention"},
            "notice": {"kind": "notice"},
            "unknown": {"kind": "nothing", "network": "elsewhere"},
        }.items()
    }
    everything = ["Shelters", "Hotlines", "Review 7"]
    assert shown == {
        "all": everything,
        "unread": ["Shelters", "Hotlines"],
        "network": ["Review 7"],
        "mention": ["Hotlines"],
        "notice": ["Review 7"],
        "unknown": everything,
    }


def test_notification_list_without_results_links_to_all_notifications(signed_in: Client, anna: Seat) -> None:
    notify_about_message.call(add_message(start_topic(anna, "Hotlines"), anna).pk)
    page = signed_in.get(PAGE, {"kind": "reply"}).content.decode()
    assert "No results match your filters." in page
    assert '<a class="button" href="/notifications/">Show all</a>' in page


def test_mark_all_as_read_leaves_no_unread_notification(signed_in: Client, anna: Seat) -> None:
    notify_about_message.call(add_message(start_topic(anna, "Hotlines"), anna).pk)
    assert len(entries(signed_in, status="unread")) == 1
    assert "Mark all as read" in signed_in.get(PAGE).content.decode()
    signed_in.post(PAGE)
    assert entries(signed_in, status="unread") == []


def test_notification_list_omits_names_and_topics_that_the_user_may_no_longer_read(
    signed_in: Client, anna: Seat, reader: Seat
) -> None:
    topic = start_topic(anna, "Hotlines")
    withdrawn = add_message(topic, anna, body="@XB?")
    notify_about_message.call(withdrawn.pk)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    assert entries(signed_in) == []
    notify_about_message.call(add_message(topic, anna).pk)
    assert len(entries(signed_in)) == 1
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())
    page = signed_in.get(PAGE).content.decode()
    assert "Anna Berg" not in page
    assert "Joint network" not in page
