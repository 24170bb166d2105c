"""State + events = fresh state: an open page with the frames applied is what a fresh page would be."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from networkapp import events, frames
from networkapp.domain.messages import edit_message, react, withdraw_message
from networkapp.domain.moderation import hide_message, restore_message
from networkapp.domain.moving import move_topic
from networkapp.domain.receipts import acknowledge, ask_for_receipt
from networkapp.domain.topics import change_state, pin_topic, rename_topic, share_topic, take_out_topic
from networkapp.domain.uploads import add_version
from networkapp.frames import Variant
from networkapp.models import Network, Seat, SeatOffice, Topic, TopicState
from tests.factories.attachments import attach, photo, put, upload
from tests.factories.discussion import say, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.networkapp.live_pages import OpenPage

Give = Callable[..., Seat]


def post_here(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, author, body="Here, with *weight*.")


def post_elsewhere(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic.network.topics.exclude(pk=topic.pk).get(), author)


def post_herself(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, reader)


def open_another(topic: Any, author: Seat, reader: Seat) -> None:
    say(start_topic(author, title="A third <topic>"), author)


def answer(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, reader, reply_to=topic.messages.first(), drafted_by=author)


def post_with_papers(topic: Any, author: Seat, reader: Seat) -> None:
    papers = [put(topic, author, "<b>.pdf"), put(topic, author, "photo.jpg", photo())]
    say(topic, author, papers=papers)


def renew_a_paper(topic: Any, author: Seat, reader: Seat) -> None:
    paper = attach(topic.messages.last())
    add_version(paper=paper, person=author.user, file=upload("second.pdf"), client_key=uuid4())


def change(topic: Any, author: Seat, reader: Seat) -> None:
    edit_message(message=topic.messages.first(), editor=author.user, body="Otherwise.", base=0)


def change_later(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    topic.messages.filter(pk=topic.messages.first().pk).update(posted_at=timezone.now() - timedelta(hours=1))
    for number, body in enumerate(["First.", "Second."]):
        message = topic.messages.first()
        edit_message(message=message, editor=author.user, body=body, reason="<b>", base=number and 2)


def withdraw(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    withdraw_message(message=topic.messages.first(), author=author.user, reason="A mistake")


def react_and_take_back(topic: Any, author: Seat, reader: Seat) -> None:
    react(message=topic.messages.first(), person=reader.user, kind="agree")
    react(message=topic.messages.first(), person=reader.user, kind="thanks")
    react(message=topic.messages.first(), person=reader.user, kind="agree", on=False)


def hide(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    hide_message(message=topic.messages.first(), by=author.user, reason="It names somebody")


def hide_and_restore(topic: Any, author: Seat, reader: Seat) -> None:
    hide(topic, author, reader)
    restore_message(message=topic.messages.first(), by=author.user, reason="It names nobody")


def ask_and_acknowledge(topic: Any, author: Seat, reader: Seat) -> None:
    ask_for_receipt(message=topic.messages.first(), by=author.user, due_at=timezone.now() + timedelta(9))
    acknowledge(message=topic.messages.first(), person=author.user)


def share_another(topic: Any, author: Seat, reader: Seat) -> None:
    other = start_topic(author, title="A shared one")
    share_topic(topic=other, network=Network.objects.get(slug="guest"), by=author.user)
    say(other, author)


def take_out_another(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    say(other, author)
    take_out_topic(topic=other, network=Network.objects.get(slug="guest"), by=author.user)


def rename(topic: Any, author: Seat, reader: Seat) -> None:
    rename_topic(topic=topic, title="Another <title>", by=author.user)


def close(topic: Any, author: Seat, reader: Seat) -> None:
    change_state(topic=topic, state=TopicState.CLOSED, by=author.user)


def close_and_open_again(topic: Any, author: Seat, reader: Seat) -> None:
    close(topic, author, reader)
    change_state(topic=topic, state=TopicState.OPEN, by=author.user)
    say(topic, author)


def archive(topic: Any, author: Seat, reader: Seat) -> None:
    change_state(topic=topic, state=TopicState.ARCHIVED, by=author.user)


def take_from_the_archive(topic: Any, author: Seat, reader: Seat) -> None:
    archive(topic, author, reader)
    open_another(topic, author, reader)
    close(topic, author, reader)


def pin_another(topic: Any, author: Seat, reader: Seat) -> None:
    pin_topic(topic=topic.network.topics.exclude(pk=topic.pk).get(), pinned=True, by=author.user)
    post_here(topic, author, reader)


def pin_and_unpin(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    for pinned, it in ((True, other), (True, topic), (False, other)):
        pin_topic(topic=it, pinned=pinned, by=author.user)


def move_another_away(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    move_topic(topic=other, network=Network.objects.get(slug="third"), by=author.user)
    say(other, author)


def move_here_to_the_guests(topic: Any, author: Seat, reader: Seat) -> None:
    SeatOffice.objects.create(seat=author.user.seats.get(network__slug="guest"), office="chair")
    other = topic.network.topics.exclude(pk=topic.pk).get()
    move_topic(topic=other, network=Network.objects.get(slug="guest"), by=author.user)


ACTS = (
    *(post_here, post_elsewhere, post_herself, open_another),
    *(answer, change, change_later, withdraw, react_and_take_back, post_with_papers, renew_a_paper),
    *(hide, hide_and_restore, ask_and_acknowledge),
    *(share_another, take_out_another, rename, close, close_and_open_again, archive, take_from_the_archive),
    *(pin_another, pin_and_unpin, move_another_away, move_here_to_the_guests),
)


def do_much(topic: Any, author: Seat, reader: Seat) -> None:
    for act in (post_here, post_elsewhere, open_another, post_herself, post_here, react_and_take_back, withdraw):
        act(topic, author, reader)
    say(topic, author, body="|a|\n|-|\n|<b>1</b>|")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def author(seat: Give) -> Seat:
    """The chair of the network where the topics are at home, who also sits where they are shared and moved to."""
    chair = seat("member", offices=["chair"], starts_at=timezone.now() - timedelta(1))
    for slug, offices in (("guest", []), ("third", ["chair"])):
        yesterday = timezone.now() - timedelta(1)
        SeatFactory(user=chair.user, network=NetworkFactory(slug=slug), starts_at=yesterday, offices=offices)
    return chair


@pytest.fixture
def topic(author: Seat) -> Topic:
    """A topic beside another one; both are shared."""
    for title in ("Another", "Hotlines"):
        topic = start_topic(author, title=title)
        share_topic(topic=topic, network=Network.objects.get(slug="guest"), by=author.user)
    say(topic, author)
    return topic


def pages_of(client: Client, network: Network, topic: Topic, page: str, headers: dict[str, str]) -> Callable[[], Any]:
    """Loads a page of the network as its reader sees it, who has read the topic before."""
    address = f"/networks/{network.slug}/topics/"
    client.get(f"{address}{topic.pk}/", headers=headers)
    whole = {"topic": f"{address}{topic.pk}/", "topics": address, "closed": f"{address}closed/"}[page]
    return lambda: OpenPage(client.get(whole, headers=headers).content.decode())


@pytest.mark.parametrize(
    ("page", "where", "language"),
    [
        ("topic", "at home", "en"),
        ("topic", "as guest", "de"),
        ("topics", "at home", "de"),
        ("topics", "as guest", "en"),
        ("closed", "at home", "en"),
    ],
)
@pytest.mark.parametrize("act", [*ACTS, do_much])
def test_an_open_page_with_the_frames_is_what_a_fresh_one_would_be(
    author: Seat, topic: Topic, client: Client, act: Callable[..., None], where: str, page: str, language: str
) -> None:
    network = author.network if where == "at home" else Network.objects.get(slug="guest")
    reader = SeatFactory(network=network, delegation=DelegationFactory(code="XB"), capacity="expert")
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    load = pages_of(client, network, topic, page, {"accept-language": language})
    old = load()

    act(topic, author, reader)

    variant = Variant(str(old.live["data-language"]), str(old.live["data-zone"]))
    missed = events.after(network.pk, old.seen - 1, limit=99)
    with translation.override("ru"):
        made = frames.encode(missed, [variant])
    old.apply(json.loads(text) for text in made.values())
    fresh = load()
    assert old.lists() == fresh.lists()
    assert page == "closed" or old.counts() == fresh.counts()
    assert old.seen == fresh.seen


def test_of_a_topic_that_was_taken_out_the_log_shows_nothing_any_more(author: Seat, topic: Topic) -> None:
    guest = Network.objects.get(slug="guest")
    say(topic, author, body="For those who see it")
    take_out_topic(topic=topic, network=guest, by=author.user)
    made = "".join(frames.encode(events.after(guest.pk, 0, limit=99), [Variant("en", "UTC")]).values())
    assert "Another" in made
    assert "Hotlines" not in made
    assert "For those who see it" not in made
