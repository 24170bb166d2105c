"""An open page with the received frames applied equals a freshly loaded page."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from networkapp import events, registry
from networkapp.discussion.actions.post import mark_read
from networkapp.discussion.actions.receipts import acknowledge, ask_for_receipt
from networkapp.discussion.actions.topics import share_topic, unshare_topic
from networkapp.discussion.models import Topic
from networkapp.discussion.queries.unread import unread_counts
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Event, Network, Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.networkapp.core.live_acts import ACTS, MARKS, do_much
from tests.networkapp.core.live_pages import OpenPage
from tests.worlds import world

Give = Callable[..., Seat]
PAGES = {
    "at home": (("closed", "en"), ("topics", "de"), ("topic", "en")),
    "as guest": (("topics", "en"), ("topic", "de")),
}
"""Each by its title and language; the topic comes last, because loading it marks it as read."""


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a context manager that runs the callbacks on commit of its block."""
    return django_capture_on_commit_callbacks


@world
def author(seat: Give) -> Seat:
    """Return the chair of the topics' home network, with seats where they are shared and moved to."""
    chair = seat("member", offices=["chair"], starts_at=timezone.now() - timedelta(1))
    for slug, offices in (("guest", []), ("third", ["chair"])):
        yesterday = timezone.now() - timedelta(1)
        SeatFactory(user=chair.user, network=NetworkFactory(slug=slug), starts_at=yesterday, offices=offices)
    return chair


@world
def topic(author: Seat) -> Topic:
    """Return a shared topic, in a network with another shared topic."""
    for title in ("Another", "Hotlines"):
        topic = start_topic(author, title=title)
        share_topic(topic=topic, network=Network.objects.get(slug="guest"), user=author.user)
    add_message(topic, author)
    return topic


def load(client: Client, network: Network, topic: Topic, page: str, language: str) -> OpenPage:
    """Return the page of the network as its reader sees it now."""
    address = f"/networks/{network.slug}/topics/"
    whole = {"topic": f"{address}{topic.pk}/", "topics": address, "closed": f"{address}closed/"}[page]
    return OpenPage(client.get(whole, headers={"accept-language": language}).content.decode())


@world
def adviser(author: Seat) -> Seat:
    """Return an adviser of the author's delegation, who can see everything in the home network that pages show."""
    return SeatFactory(network=author.network, delegation=author.delegation, capacity="adviser")


def reader_in(network: Network, adviser: Seat) -> Seat:
    if network == adviser.network:
        return adviser
    return SeatFactory(network=network, delegation=DelegationFactory(code="XB"), capacity="expert")


def frames_for(reader: Seat, page: OpenPage) -> list[dict[str, Any]]:
    """Return the frames that the page has not seen. The active language differs, and must not matter."""
    network, variant = reader.network, Variant(str(page.live["data-language"]), str(page.live["data-zone"]))
    missed = events.events_after(network.pk, page.seen - 1, limit=99)
    who = events.reader_of(network, reader.user)
    with translation.override("ru"):
        made = messages.encode_events(missed, [variant])
    return [
        json.loads(made[at.sequence, variant] if events.is_visible_to(at, who) else messages.cursor(at.sequence))
        for at in missed
    ]


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("act", [*ACTS, *MARKS, do_much])
def test_page_with_applied_events_equals_a_freshly_loaded_page(
    author: Seat, adviser: Seat, topic: Topic, client: Client, act: Callable[..., object], where: str
) -> None:
    network = author.network if where == "at home" else Network.objects.get(slug="guest")
    reader = reader_in(network, adviser)
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    mark_read(topic=topic, user=reader.user, upto=topic.messages.latest("sequence").sequence)
    pages = {(page, language): load(client, network, topic, page, language) for page, language in PAGES[where]}

    act(topic, author, reader)

    waits = unread_counts(person=reader.user_id).topics
    for (page, language), old in pages.items():
        old.apply(frames_for(reader, old))
        fresh = load(client, network, topic, page, language)
        assert old.lists() == fresh.lists(), page
        assert old.seen == fresh.seen
        if page != "closed":
            assert act in MARKS or old.counts() == fresh.counts(), page
            old.take_counts(waits)
            assert old.counts() == fresh.counts(), page


@pytest.mark.parametrize("act", [*ACTS, do_much])
def test_events_handed_over_in_memory_are_rendered_like_those_from_the_log(
    author: Seat, adviser: Seat, topic: Topic, act: Callable[..., object], monkeypatch: Any, committed: Any
) -> None:
    written: list[Event] = []
    monkeypatch.setitem(events.local_listeners, "test", lambda wake, event: written.append(event))
    with committed(execute=True):
        act(topic, author, adviser)
    # A change in the same act is shown as of its own time, and the next frame shows the present state.
    last = {(event.network_id, event.payload.get("message", event.pk)): event for event in written if event is not None}
    assert last
    variants = [Variant("en", "UTC"), Variant("de", "Europe/Berlin")]
    for event in last.values():
        read = Event.objects.get(network=event.network_id, sequence=event.sequence)
        assert read.subject is None
        handed, logged = (messages.encode_events([one], variants) for one in (event, read))
        # PostgreSQL stores the keys of JSON in an order of its own.
        assert [json.loads(text) for text in handed.values()] == [json.loads(text) for text in logged.values()]


@pytest.mark.parametrize("is_answer", [False, True])
def test_rendering_a_posted_message_queries_only_its_topic_and_the_message_replied_to(
    author: Seat, topic: Topic, is_answer: bool, monkeypatch: Any, committed: Any, django_assert_num_queries: Any
) -> None:
    written: list[Event] = []
    monkeypatch.setitem(events.local_listeners, "test", lambda wake, event: written.append(event))
    with committed(execute=True):
        add_message(topic, author, reply_to=topic.messages.first() if is_answer else None)
    with django_assert_num_queries(1 + is_answer):
        messages.encode_events(written[:1], [Variant("en", "UTC")])


@pytest.mark.parametrize("language", ["en", "de"])
def test_receipts_on_an_open_page_equal_those_of_a_fresh_page(
    author: Seat, adviser: Seat, topic: Topic, client: Client, language: str
) -> None:
    paper, other = topic.messages.first(), SeatFactory(network=author.network, delegation=DelegationFactory(code="XC"))
    ask_for_receipt(message=paper, user=author.user, due_at=timezone.now() + timedelta(9))
    client.force_login(adviser.user, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/networks/{author.network.slug}/topics/{topic.pk}/messages/{paper.pk}/"
    old = OpenPage(client.get(address, headers={"accept-language": language}).content.decode())
    acknowledge(message=paper, user=other.user)
    ask_for_receipt(message=paper, user=author.user, due_at=timezone.now() + timedelta(20))
    old.apply(frames_for(adviser, old))
    fresh = OpenPage(client.get(address, headers={"accept-language": language}).content.decode())
    assert f"receipts-{paper.pk}" in fresh.lists()
    assert old.lists() == fresh.lists()


def test_every_event_kind_that_changes_a_page_is_covered_by_an_act(author: Seat, adviser: Seat, topic: Topic) -> None:
    recorded: set[str] = set()
    for act in ACTS:
        with transaction.atomic():
            before = set(Event.objects.values_list("pk", flat=True))
            act(Topic.objects.get(pk=topic.pk), author, adviser)
            recorded |= set(Event.objects.exclude(pk__in=before).values_list("kind", flat=True))
            transaction.set_rollback(True)
    of_topics = {"networkapp.discussion.live.topics", "networkapp.discussion.live.moderation"}
    ours = {kind for kind, view in registry.event_views.items() if view.__module__ in of_topics}
    assert ours <= recorded
    assert {kind for kind in recorded if kind not in ours} == {"message.moved"}


def test_events_of_a_removed_topic_show_nothing_of_it(author: Seat, topic: Topic) -> None:
    guest = Network.objects.get(slug="guest")
    add_message(topic, author, body="For those who see it")
    unshare_topic(topic=topic, network=guest, user=author.user)
    made = "".join(messages.encode_events(events.events_after(guest.pk, 0, limit=99), [Variant("en", "UTC")]).values())
    assert "Another" in made
    assert "Hotlines" not in made
    assert "For those who see it" not in made
