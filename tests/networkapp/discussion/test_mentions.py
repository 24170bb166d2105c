"""Mentions: their syntax, the people they reach, and that they reveal nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from networkapp.discussion.actions.mentions import people_mentioned, suggest_mentions
from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def writer(seat: Give) -> Seat:
    return seat("member", starts_at=timezone.now() - timedelta(1), user__display_name="Writer")


@world
def topic(writer: Seat) -> Topic:
    return start_topic(writer)


@world
def xb(topic: Topic, seat: Give) -> dict[str, Seat]:
    fields = {"network": topic.network, "delegation": DelegationFactory(code="XB")}
    return {
        "member": seat("member", user__display_name="Anna Example", offices=["vice_chair"], **fields),
        "adviser": seat("adviser", user__display_name="Bo", **fields),
        "expert": seat("expert", user__display_name="Guest", **fields),
        "government": seat("government", user__display_name="Ministry", **fields),
    }


@pytest.mark.parametrize(
    ("written", "shown", "reached"),
    [
        ("@XB", "@XB", ["adviser", "member"]),
        ("@xb, please.", "@xb", ["adviser", "member"]),
        ("Ask @member.XB.", "@member.XB", ["member"]),
        ("@XB.Then we see", "@XB", ["adviser", "member"]),
        ("(@vice-chair)", "@vice-chair", ["member"]),
        ("@[Anna  example]", "@Anna  example", ["member"]),
        ("> as *@adviser.xb* said", "@adviser.xb", ["adviser"]),
        ("@[Guest] and @[Bo]", "@Guest", ["adviser", "expert"]),
    ],
)
def test_mention_is_marked_in_the_html_and_reaches_the_holders_of_its_seats(
    topic: Topic, writer: Seat, xb: dict[str, Seat], written: str, shown: str, reached: list[str]
) -> None:
    message = add_message(topic, writer, written)
    assert f'<span class="seat">{shown}</span>' in message.html
    names = {seat.user_id: name for name, seat in xb.items()}
    assert sorted(names[person.pk] for person in people_mentioned(message=message)) == reached


@pytest.mark.parametrize(
    "written",
    [
        "member.xb@demo.example", "mail@XB", "@XBX", "@nobody", "@[Ministry]", "@government.XB", "`@XB`", "\\@XB",
        "https://example.org/@XB", "@", "@[", "@[<b>]",
    ],
)  # fmt: skip
def test_text_that_is_no_valid_mention_is_not_marked(
    topic: Topic, writer: Seat, xb: dict[str, Seat], written: str
) -> None:
    message = add_message(topic, writer, f"So: {written}\n\n{written}")
    assert 'class="seat"' not in message.html
    assert list(people_mentioned(message=message)) == []


def test_people_of_other_networks_are_neither_mentioned_nor_suggested(topic: Topic, writer: Seat) -> None:
    elsewhere = NetworkFactory()
    SeatFactory(network=elsewhere, user__display_name="Secret Person", delegation=DelegationFactory(code="XQ"))
    message = add_message(topic, writer, "@XQ @[Secret Person] @member.XQ")
    assert message.html == "<p>@XQ @[Secret Person] @member.XQ</p>\n"
    assert message.mentions.count() == 0
    assert suggest_mentions(network=topic.network, user=writer.user, prefix="Secret") == []
    assert suggest_mentions(network=topic.network, user=writer.user, prefix="XQ") == []


def test_mention_of_a_role_reaches_its_present_holder(
    topic: Topic, writer: Seat, xb: dict[str, Seat], seat: Give
) -> None:
    message = add_message(topic, writer, "@member.XB")
    Seat.objects.filter(pk=xb["member"].pk).update(ends_at=timezone.now())
    assert list(people_mentioned(message=message)) == []
    successor = seat("member", network=topic.network, delegation=xb["member"].delegation)
    assert list(people_mentioned(message=message)) == [successor.user]


def test_mention_does_not_reach_the_author_or_anyone_in_a_hidden_message(
    topic: Topic, writer: Seat, xb: dict[str, Seat]
) -> None:
    message = add_message(topic, writer, "@XA and @XB")
    assert writer.user not in people_mentioned(message=message)
    assert people_mentioned(message=message).count() == 2
    Message.objects.filter(pk=message.pk).update(hidden_at=timezone.now())
    message.refresh_from_db()
    assert list(people_mentioned(message=message)) == []


def test_suggestions_match_the_typed_prefix_of_delegations_roles_and_names(
    topic: Topic, writer: Seat, xb: dict[str, Seat]
) -> None:
    def written(begun: str) -> list[str]:
        return [named.written for named in suggest_mentions(network=topic.network, user=writer.user, prefix=begun)]

    assert written("x") == ["@XA", "@XB", "@member.XA", "@member.XB", "@adviser.XB"]
    assert written("memb") == ["@member.XA", "@member.XB", "@[Writer]", "@[Anna Example]"]
    assert written("[an") == written("exam") == ["@[Anna Example]"]
    assert written("vice") == ["@vice-chair"]
    assert written("minis") == []
