"""Concurrent links between things: identical ones are stored once, and two that would form a circle are not both
stored.
"""

import threading
from typing import Any

import pytest
from django.db import connection

from networkapp.discussion.models import Message
from networkapp.errors import Refused
from networkapp.models import CausalLink
from networkapp.provenance.links import link_cause
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)


def link_concurrently(pairs: Any, user: Any) -> list[str]:
    """Link all pairs at the same time, and return for each "linked" or the code of the refusal."""
    together, fared = threading.Barrier(len(pairs)), []

    def draw(cause: int, effect: int) -> None:
        try:
            ends = {pk: Message.objects.get(pk=pk) for pk in (cause, effect)}
            together.wait(10)
            link_cause(cause=ends[cause], effect=ends[effect], user=user)
            fared.append("linked")
        except Refused as refusal:
            fared.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=draw, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(fared)


def test_concurrent_identical_links_are_stored_once() -> None:
    seat = SeatFactory()
    first, second = (start_topic(seat).messages.get().pk for _each in range(2))
    assert link_concurrently([(first, second)] * 4, seat.user) == ["linked"] * 4
    assert CausalLink.objects.count() == 1


def test_one_of_two_concurrent_links_that_form_a_circle_is_refused() -> None:
    seat = SeatFactory()
    a, b, c, d = (start_topic(seat).messages.get().pk for _each in range(4))
    link_cause(cause=Message.objects.get(pk=a), effect=Message.objects.get(pk=b), user=seat.user)
    link_cause(cause=Message.objects.get(pk=c), effect=Message.objects.get(pk=d), user=seat.user)
    # The two links have no message in common.
    assert link_concurrently([(b, c), (d, a)], seat.user) == ["goes_round", "linked"]
    assert CausalLink.objects.count() == 3
