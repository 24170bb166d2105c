"""Drafts: one for each topic and person, private, never overwritten unseen, and deleted when they are posted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.discussion.actions.drafts import desk_items, find_draft, open_from_draft, post_from_draft, save_draft
from networkapp.discussion.models import Draft, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def writer(seat: Give) -> Seat:
    return seat("member", starts_at=timezone.now() - timedelta(1))


@world
def topic(writer: Seat) -> Topic:
    return start_topic(writer)


def save(topic: Topic, seat: Seat, body: str, base: int = 0, **kwargs: Any) -> Draft:
    return save_draft(user=seat.user, network=topic.network, topic=topic, body=body, base_version=base, **kwargs)


def saved_draft(topic: Topic, seat: Seat) -> tuple[str, int]:
    draft = find_draft(user=seat.user, network=topic.network, topic=topic)
    return draft.body, draft.version


def post(topic: Topic, seat: Seat, body: str, version: int | None, key: str) -> None:
    post_from_draft(topic=topic, user=seat.user, body=body, client_key=key, draft_version=version)


def test_draft_is_saved_with_a_version_that_rises_when_the_text_changes(topic: Topic, writer: Seat) -> None:
    assert saved_draft(topic, writer) == ("", 0)
    save(topic, writer, "We can live")
    save(topic, writer, "We can live\r\nwith it", base=1)
    save(topic, writer, "We can live\nwith it", base=1)
    assert saved_draft(topic, writer) == ("We can live\nwith it", 2)


def test_draft_saved_on_another_device_is_not_overwritten(topic: Topic, writer: Seat) -> None:
    save(topic, writer, "From the phone")
    with pytest.raises(Refused) as refused:
        save(topic, writer, "From the desk", base=0)
    assert refused.value.code == "draft_moved"
    assert saved_draft(topic, writer) == ("From the phone", 1)
    save(topic, writer, "From both", base=1)
    assert saved_draft(topic, writer) == ("From both", 2)


def test_posting_clears_only_the_draft_version_that_was_shown(topic: Topic, writer: Seat) -> None:
    save(topic, writer, "Half a sentence")
    post(topic, writer, "A whole sentence", 1, "00000000-0000-4000-8000-000000000001")
    assert saved_draft(topic, writer)[0] == ""
    save(topic, writer, "The next one", base=0)
    assert saved_draft(topic, writer) == ("The next one", 3)
    post(topic, writer, "Said from a page that never saw it", 1, "00000000-0000-4000-8000-000000000002")
    assert saved_draft(topic, writer) == ("The next one", 3)
    post(topic, writer, "The next one", None, "00000000-0000-4000-8000-000000000003")
    assert saved_draft(topic, writer)[0] == ""


def test_page_opened_before_posting_cannot_overwrite_the_next_draft(topic: Topic, writer: Seat) -> None:
    save(topic, writer, "First")
    post(topic, writer, "First", 1, "00000000-0000-4000-8000-000000000001")
    save(topic, writer, "Second", base=2)
    with pytest.raises(Refused) as refused:
        save(topic, writer, "An old page goes on", base=1)
    assert refused.value.code == "draft_moved"


def test_opening_a_topic_clears_the_draft_of_the_new_topic(writer: Seat) -> None:
    network, user = writer.network, writer.user
    save_draft(user=user, network=network, title="Hotlines", body="Let us", base_version=0)
    assert [item.title for item in desk_items(user=user)] == ["Finish your draft: a new topic, “Hotlines”"]
    key = "00000000-0000-4000-8000-000000000001"
    open_from_draft(network=network, user=user, title="Hotlines", body="Let us begin", client_key=key, draft_version=1)
    draft = find_draft(user=user, network=network)
    assert (draft.title, draft.body, draft.version) == ("", "", 2)
    assert list(desk_items(user=user)) == []


def test_draft_is_visible_to_its_author_only(topic: Topic, writer: Seat, seat: Give) -> None:
    save(topic, writer, "Secret words")
    others = [
        seat("member", network=topic.network, delegation=DelegationFactory(code="XB")),
        seat("adviser", network=topic.network, delegation=writer.delegation),
        seat("secretariat", network=topic.network, delegation=None, offices=["chair"]),
    ]
    assert [item.title for item in desk_items(user=writer.user)] == ["Finish your draft: Hotlines"]
    assert [(list(desk_items(user=other.user)), saved_draft(topic, other)) for other in others] == [([], ("", 0))] * 3


def test_draft_is_hidden_after_the_seat_ends_and_returns_with_a_new_seat(
    topic: Topic, writer: Seat, seat: Give
) -> None:
    save(topic, writer, "Secret words")
    Seat.objects.filter(pk=writer.pk).update(ends_at=timezone.now())
    assert (list(desk_items(user=writer.user)), saved_draft(topic, writer)) == ([], ("", 0))
    with pytest.raises(NotAllowed):
        save(topic, writer, "More", base=1)
    seat("observer", network=topic.network, user=writer.user, delegation=None)
    assert (list(desk_items(user=writer.user)), saved_draft(topic, writer)) == ([], ("", 0))
    seat("expert", network=topic.network, user=writer.user, delegation=None)
    assert saved_draft(topic, writer) == ("Secret words", 1)


def test_too_long_draft_is_refused_and_the_saved_draft_is_unchanged(topic: Topic, writer: Seat) -> None:
    save(topic, writer, "Short")
    with pytest.raises(Refused) as refused:
        save(topic, writer, "ä" * 30_000, base=1)
    assert refused.value.code == "draft_too_long"
    assert saved_draft(topic, writer) == ("Short", 1)
