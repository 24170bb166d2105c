"""Concurrent moderation: each report and each appeal is resolved once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from networkapp.discussion.actions.moderation import (
    appeal,
    dismiss_reports,
    hide_message,
    refuse_appeal,
    report_message,
)
from networkapp.discussion.models import Message, ModerationAct, Report
from networkapp.discussion.queries.moderation import messages_to_decide_in
from networkapp.errors import Refused
from networkapp.models import Event, Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)
WHY = {"reason": "It names a victim"}


def in_network(seat: Seat, **kwargs: Any) -> Seat:
    return SeatFactory(network=seat.network, starts_at=timezone.now() - timedelta(1), **kwargs)


def run_concurrently(message: Message, *acts: tuple[Callable[..., Any], Seat]) -> list[str]:
    together, outcomes = threading.Barrier(len(acts)), []

    def act(do: Callable[..., Any], seat: Seat) -> None:
        try:
            together.wait(10)
            do(message=Message.objects.select_related("topic__network").get(pk=message.pk), user=seat.user, **WHY)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=one) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_second_of_two_concurrent_dismissals_is_refused() -> None:
    author = SeatFactory()
    message = add_message(start_topic(author), author)
    first, second = (in_network(author, offices=["chair"]) for _each in range(2))
    report_message(message=message, user=in_network(author).user, **WHY)
    assert run_concurrently(message, (dismiss_reports, first), (dismiss_reports, second)) == ["done", "no_report"]
    assert ModerationAct.objects.count() == 1
    assert Report.objects.get().settled_by == ModerationAct.objects.get()


def test_two_concurrent_hidings_are_recorded_and_announced_once() -> None:
    author = SeatFactory()
    message = add_message(start_topic(author), author)
    first, second = (in_network(author, offices=["chair"]) for _each in range(2))
    assert run_concurrently(message, (hide_message, first), (hide_message, second)) == ["done", "done"]
    assert ModerationAct.objects.filter(kind="hide").count() == 1
    assert Event.objects.filter(kind="message.hidden").count() == 1


def test_second_of_two_concurrent_decisions_on_an_appeal_is_refused() -> None:
    author = SeatFactory()
    message = add_message(start_topic(author), author)
    hider, first, second = (in_network(author, offices=["chair"]) for _each in range(3))
    hide_message(message=message, user=hider.user, **WHY)
    appeal(message=message, user=author.user, **WHY)
    assert run_concurrently(message, (refuse_appeal, first), (refuse_appeal, second)) == ["done", "no_appeal"]


def test_report_remains_after_the_seat_of_its_reporter_ended_without_notifying_them() -> None:
    author = SeatFactory()
    message = add_message(start_topic(author), author)
    chair, reporter = in_network(author, offices=["chair"]), in_network(author)
    report_message(message=message, user=reporter.user, **WHY)
    Seat.objects.filter(pk=reporter.pk).update(ends_at=timezone.now())
    before = Event.objects.filter(audience_person=reporter.user).count()
    [waiting] = messages_to_decide_in(network=author.network, user=chair.user)
    assert [report.seat for report in waiting.open_reports] == [reporter]
    hide_message(message=message, user=chair.user, **WHY)
    assert Event.objects.filter(audience_person=reporter.user).count() == before
