"""Moderation: reports, hiding with a reason, appeals, and who decides on them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.discussion.actions.messages import edit_message
from networkapp.discussion.actions.moderation import (
    appeal,
    dismiss_reports,
    hide_message,
    refuse_appeal,
    report_message,
    restore_message,
)
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.exports import export_topic
from networkapp.discussion.models import Message, ModerationAct
from networkapp.discussion.notices import notifications_of, notify_about_message
from networkapp.discussion.queries.message_search import find_messages
from networkapp.discussion.queries.moderation import (
    case_of,
    desk_items,
    desk_items_of_author,
    messages_to_decide_in,
    moderation_choices,
    moderation_log,
)
from networkapp.documents.convert import DocumentFormat
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delivery, EmailFrequency, Seat
from networkapp.notifications.deliveries import deliver
from networkapp.notifications.preferences import choose_settings
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

Give = Callable[..., Seat]
WHY = "It names a victim"


@world
def author(seat: Give) -> Seat:
    return seat("member", starts_at=timezone.now() - timedelta(1))


@world
def message(author: Seat) -> Message:
    return add_message(start_topic(author), author, body="A quetzal was here.")


@world
def chair(message: Message) -> Seat:
    return in_network(message, offices=["chair"])


@world
def reader(message: Message) -> Seat:
    return in_network(message, capacity="observer")


def in_network(message: Message, **kwargs: Any) -> Seat:
    return SeatFactory(
        **{"network": message.topic.network, "delegation": DelegationFactory(code="XB"), **kwargs},
        starts_at=timezone.now() - timedelta(1),
    )


def refused(act: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return refusal.value.code


def act_kinds(message: Message) -> list[str]:
    return list(message.moderation_acts.order_by("pk").values_list("kind", flat=True))


def desk_titles(seat: Seat) -> list[str]:
    return [str(item.title) for item in desk_items(user=seat.user)]


def report_title(message: Message) -> str:
    return f"Review a reported message by {message.author}"


def test_reader_reports_a_message_once_and_moderators_find_the_report(
    message: Message, chair: Seat, reader: Seat
) -> None:
    first = report_message(message=message, user=reader.user, reason=f" {WHY}\n")
    assert report_message(message=message, user=reader.user, reason="Again") == first
    assert (first.reason, first.seat) == (WHY, reader)
    clerk = in_network(message, capacity="secretariat", delegation=None)
    elsewhere = SeatFactory(network=NetworkFactory(slug="elsewhere"), offices=["chair"])
    expected = (chair, clerk, reader, message.seat, elsewhere)
    assert [desk_titles(seat) for seat in expected] == [[report_title(message)], [report_title(message)], [], [], []]
    [waiting] = messages_to_decide_in(network=message.topic.network, user=chair.user)
    assert [report.reason for report in waiting.open_reports] == [WHY]


def test_invalid_reports_are_refused_with_a_reason(message: Message, chair: Seat, reader: Seat) -> None:
    fields = {"message": message, "user": reader.user}
    assert refused(report_message, **fields, reason=" \x00 ") == "reason_needed"
    assert refused(report_message, **fields, reason="x" * 501) == "reason_too_long"
    assert refused(report_message, message=message, user=message.author, reason=WHY) == "own_message"
    hide_message(message=message, user=chair.user, reason=WHY)
    assert refused(report_message, **fields, reason=WHY) == "sealed"
    stranger = SeatFactory(network=NetworkFactory(slug="elsewhere"))
    with pytest.raises(NotAllowed):
        report_message(message=message, user=stranger.user, reason=WHY)


def test_report_after_a_dismissal_is_a_new_report(message: Message, chair: Seat, reader: Seat) -> None:
    report = report_message(message=message, user=reader.user, reason=WHY)
    dismiss_reports(message=message, user=chair.user, reason="It is public")
    report.refresh_from_db()
    assert (report.settled_by.reason, report.settled_at) == ("It is public", report.settled_by.done_at)
    assert desk_titles(chair) == []
    assert refused(dismiss_reports, message=message, user=chair.user, reason="Again") == "no_report"
    assert report_message(message=message, user=reader.user, reason="More") != report


def test_hidden_message_cannot_be_read_anywhere_until_it_is_restored(
    message: Message, chair: Seat, reader: Seat, author: Seat
) -> None:
    answer = add_message(message.topic, author, body="I add to it.", reply_to=message)
    notify_about_message.call(message.pk)
    report_message(message=message, user=reader.user, reason=WHY)

    def places() -> dict[str, bool]:
        made = export_topic(topic=message.topic, user=reader.user, form=DocumentFormat.MARKDOWN)
        return {
            "export": "quetzal" in made.content.decode(),
            "search": bool(find_messages(user=reader.user, query="quetzal", limit=9)),
            "notification": notifications_of(reader.user).filter(message=message).exists(),
        }

    assert set(places().values()) == {True}
    hide_message(message=message, user=chair.user, reason=WHY)
    hide_message(message=message, user=chair.user, reason="Twice")
    assert set(places().values()) == {False}
    assert act_kinds(message) == ["hide"]
    assert desk_titles(chair) == []
    assert [item.key for item in desk_items_of_author(user=author.user)] == [f"hidden-{message.pk}"]
    assert refused(edit_message, message=message, user=author.user, body="Else", base=0) == "sealed"
    restore_message(message=message, user=chair.user, reason="A mistake")
    restore_message(message=message, user=chair.user, reason="Twice")
    assert set(places().values()) == {True}
    assert [str(item.title) for item in desk_items_of_author(user=author.user)] == ["Your message is shown again"]
    log = message.topic.network.events.filter(sequence__gt=answer.sequence, audience="network")
    ids = {"topic": message.topic_id, "message": message.pk}
    written = [("message.hidden", ids, None), ("message.restored", ids, None)]
    assert list(log.values_list("kind", "payload", "actor")) == written


def test_author_alone_can_appeal_once_each_time_a_message_is_hidden(
    message: Message, chair: Seat, reader: Seat
) -> None:
    author, vice = message.author, in_network(message, offices=["vice_chair"])
    assert refused(appeal, message=message, user=author, reason=WHY) == "not_hidden"
    for _time in range(2):
        hide_message(message=message, user=chair.user, reason=WHY)
        with pytest.raises(NotAllowed):
            appeal(message=message, user=reader.user, reason="Let me")
        appeal(message=message, user=author, reason="It names nobody")
        assert refused(appeal, message=message, user=author, reason="Again") == "appealed_already"
        refuse_appeal(message=message, user=vice.user, reason="It does")
        assert refused(appeal, message=message, user=author, reason="Again") == "appealed_already"
        assert refused(refuse_appeal, message=message, user=vice.user, reason="Again") == "no_appeal"
        restore_message(message=message, user=vice.user, reason="In the end")
    assert act_kinds(message) == ["hide", "appeal", "refuse_appeal", "restore"] * 2


def test_moderator_does_not_decide_on_an_appeal_against_their_own_act_if_another_can(
    message: Message, chair: Seat, seat: Give
) -> None:
    hide_message(message=message, user=chair.user, reason=WHY)
    appeal(message=message, user=message.author, reason="It names nobody")
    assert desk_titles(chair) == ["Decide on an appeal: hidden message by " + str(message.author)]
    vice = in_network(message, offices=["vice_chair"])
    assert [desk_titles(one) == [] for one in (chair, vice)] == [True, False]
    fields: dict[str, Any] = {"message": message, "user": chair.user, "reason": WHY}
    assert refused(refuse_appeal, **fields) == refused(restore_message, **fields) == "own_case"
    type(vice).objects.filter(pk=vice.pk).update(ends_at=timezone.now())
    refuse_appeal(**fields)
    assert act_kinds(message)[-1] == "refuse_appeal"


def test_chair_cannot_see_who_reported_a_message_of_the_chair(message: Message, chair: Seat, reader: Seat) -> None:
    hers = add_message(message.topic, chair)
    report_message(message=hers, user=reader.user, reason=WHY)
    assert desk_titles(chair) == [report_title(hers)]
    vice = in_network(message, offices=["vice_chair"])
    assert (desk_titles(chair), desk_titles(vice)) == ([], [report_title(hers)])
    assert [moderation_choices(message=hers, user=one.user).reports != () for one in (chair, vice)] == [False, True]
    assert refused(dismiss_reports, message=hers, user=chair.user, reason="Nothing") == "own_case"
    dismiss_reports(message=hers, user=vice.user, reason="Nothing")
    settled = [
        [
            report.user
            for act in moderation_log(network=message.topic.network, user=one.user)
            for report in act.settled.all()
        ]
        for one in (chair, vice)
    ]
    assert settled == [[], [reader.user]]


def test_shared_topic_is_moderated_in_its_home_network(message: Message, chair: Seat) -> None:
    guest = NetworkFactory(slug="guest")
    SeatFactory(user=chair.user, network=guest)
    share_topic(topic=message.topic, network=guest, user=chair.user)
    guest_chair = SeatFactory(network=guest, offices=["chair"])
    report_message(message=message, user=guest_chair.user, reason=WHY)
    assert (desk_titles(chair), desk_titles(guest_chair)) == ([report_title(message)], [])
    with pytest.raises(NotAllowed):
        hide_message(message=message, user=guest_chair.user, reason=WHY)
    hide_message(message=message, user=chair.user, reason=WHY)
    assert guest.events.filter(kind="message.hidden").count() == 1


def test_moderation_acts_are_never_changed(message: Message, chair: Seat) -> None:
    hide_message(message=message, user=chair.user, reason=WHY)
    before = list(ModerationAct.objects.values())
    restore_message(message=message, user=chair.user, reason="A mistake")
    assert list(ModerationAct.objects.order_by("pk").values())[:1] == before
    message.refresh_from_db()
    assert case_of(message=message).hiding is None


def test_queued_email_is_dropped_if_its_message_is_hidden(
    message: Message, chair: Seat, reader: Seat, mailoutbox: list[Any]
) -> None:
    choose_settings(user=reader.user, mail=EmailFrequency.AT_ONCE, digest_hour=7, digest_weekday=0)
    notify_about_message.call(message.pk)
    waiting = Delivery.objects.get(user=reader.user, notifications__message=message)
    hide_message(message=message, user=chair.user, reason=WHY)
    deliver.call(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, mailoutbox) == ("dropped", [])
