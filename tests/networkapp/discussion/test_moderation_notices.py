"""Only people who may know of a moderation case are notified of it, each in their own language."""

from collections.abc import Callable
from typing import Any

import pytest

from networkapp.discussion.actions.messages import edit_message, withdraw_message
from networkapp.discussion.actions.moderation import (
    appeal,
    dismiss_reports,
    hide_message,
    refuse_appeal,
    report_message,
)
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import Message
from networkapp.discussion.queries.moderation import (
    desk_items_of_author,
    messages_to_decide_in,
    moderation_choices,
    moderation_state,
)
from networkapp.errors import Refused
from networkapp.models import Event, Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

WHY = {"reason": "It names a victim"}
People = dict[str, Seat]


@world
def people(seat: Callable[..., Seat]) -> People:
    author = seat("member")
    values: dict[str, dict[str, Any]] = {
        "chair": {"offices": ["chair"]},
        "vice": {"offices": ["vice_chair"]},
        "clerk": {"capacity": "secretariat", "delegation": None},
        "reporter": {"capacity": "observer"},
        "reader": {},
        "government": {"capacity": "government"},
    }
    made = {who: SeatFactory(network=author.network, **fields) for who, fields in values.items()}
    return {"author": author, **made}


@world
def message(people: People) -> Message:
    return add_message(start_topic(people["author"]), people["author"], body="A quetzal was here.")


def notified(people: People) -> list[tuple[str, list[str]]]:
    """Moderation acts, and who was notified, in the order of the log."""
    names = {seat.user_id: who for who, seat in people.items()}
    found: dict[str, list[str]] = {}
    for event in Event.objects.filter(kind="order.changed").order_by("network", "sequence"):
        assert (event.audience, event.actor) == ("person", None)
        found.setdefault(event.payload["change"], []).append(names[event.audience_person_id])
    return [(change, sorted(who)) for change, who in found.items()]


def test_moderators_and_people_concerned_are_notified_of_each_moderation_act(message: Message, people: People) -> None:
    fields = {"message": message}
    report_message(**fields, user=people["reporter"].user, **WHY)
    dismiss_reports(**fields, user=people["chair"].user, **WHY)
    hide_message(**fields, user=people["chair"].user, **WHY)
    appeal(**fields, user=people["author"].user, **WHY)
    refuse_appeal(**fields, user=people["vice"].user, **WHY)
    keep_order = ["chair", "clerk", "vice"]
    assert notified(people) == [
        ("reported", sorted([*keep_order, "reporter"])),
        ("settled", sorted([*keep_order, "reporter"])),
        ("appeal", sorted([*keep_order, "author"])),
        ("refuse_appeal", sorted([*keep_order, "author"])),
    ]


def test_chair_is_not_notified_of_a_report_of_their_own_message(message: Message, people: People) -> None:
    hers = add_message(message.topic, people["chair"])
    before = moderation_state(user=people["chair"].user)
    report_message(message=hers, user=people["reporter"].user, **WHY)
    assert notified(people) == [("reported", ["clerk", "reporter", "vice"])]
    assert moderation_state(user=people["chair"].user) == before == ""
    assert moderation_state(user=people["vice"].user) != ""


def test_report_of_a_shared_topic_is_announced_in_the_network_of_each_reader(message: Message, people: People) -> None:
    guest = NetworkFactory(slug="guest")
    SeatFactory(user=people["chair"].user, network=guest)
    share_topic(topic=message.topic, network=guest, user=people["chair"].user)
    people["guest"] = SeatFactory(network=guest, offices=["chair"])
    report_message(message=message, user=people["guest"].user, **WHY)
    there = guest.events.filter(kind="order.changed").values_list("audience_person", flat=True)
    assert set(there) == {people["guest"].user_id, people["chair"].user_id}


def test_moderators_are_notified_when_a_reported_message_is_edited(message: Message, people: People) -> None:
    edit_message(message=message, user=message.author, body="Nobody yet.", base=0)
    assert notified(people) == []
    report_message(message=message, user=people["reporter"].user, **WHY)
    edit_message(message=message, user=message.author, body="Nobody.", base=2)
    assert notified(people)[1] == ("reworded", ["chair", "clerk", "vice"])


def test_report_of_a_withdrawn_message_remains_without_its_text(message: Message, people: People) -> None:
    report_message(message=message, user=people["reporter"].user, **WHY)
    withdraw_message(message=message, user=message.author, reason="I was wrong")
    message.refresh_from_db()
    [waiting] = messages_to_decide_in(network=message.topic.network, user=people["chair"].user)
    assert [report.reason for report in waiting.open_reports] == [WHY["reason"]]
    may = moderation_choices(message=message, user=people["chair"].user)
    assert (may.may_hide, may.reads_hidden, may.decides, len(may.reports)) == (False, False, True, 1)
    with pytest.raises(Refused) as refusal:
        hide_message(message=message, user=people["chair"].user, **WHY)
    assert refusal.value.code == "withdrawn"
    dismiss_reports(message=message, user=people["chair"].user, **WHY)
    assert not messages_to_decide_in(network=message.topic.network, user=people["chair"].user)


def test_withdrawing_a_hidden_message_withdraws_the_appeal(message: Message, people: People) -> None:
    hide_message(message=message, user=people["chair"].user, **WHY)
    appeal(message=message, user=message.author, **WHY)
    [result] = messages_to_decide_in(network=message.topic.network, user=people["vice"].user)
    assert result.appealed
    withdraw_message(message=message, user=message.author)
    message.refresh_from_db()
    assert not messages_to_decide_in(network=message.topic.network, user=people["vice"].user)
    assert not moderation_choices(message=message, user=people["vice"].user).reads_hidden
    with pytest.raises(Refused) as refusal:
        refuse_appeal(message=message, user=people["vice"].user, **WHY)
    assert refusal.value.code == "no_appeal"
    assert list(desk_items_of_author(user=message.author)) == []


def test_desk_of_the_author_shows_each_moderation_act(message: Message, people: People) -> None:
    def desk() -> list[str]:
        return [str(item.title) for item in desk_items_of_author(user=message.author)]

    marks = [moderation_state(user=message.author)]
    for act, who, words in (
        (hide_message, {"user": people["chair"].user}, "Your message was hidden"),
        (appeal, {"user": message.author}, "Your appeal is awaiting a decision"),
        (refuse_appeal, {"user": people["vice"].user}, "Your appeal was rejected"),
    ):
        act(message=message, **who, **WHY)
        assert desk() == [words]
        marks.append(moderation_state(user=message.author))
    assert len(set(marks)) == 4
