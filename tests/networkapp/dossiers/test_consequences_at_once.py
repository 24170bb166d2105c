"""Lines that are drawn at the same moment: the same one is one, and two that would close a round are not both drawn."""

import threading
from typing import Any

import pytest
from django.db import connection

from networkapp.discussion.models import Message
from networkapp.errors import Refused
from networkapp.models import Consequence
from networkapp.provenance.links import link_cause
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)


def drawn_at_once(pairs: Any, user: Any) -> list[str]:
    """Link all pairs at the same time, and return for each "drawn" or the code of the refusal."""
    together, fared = threading.Barrier(len(pairs)), []

    def draw(cause: int, effect: int) -> None:
        try:
            ends = {pk: Message.objects.get(pk=pk) for pk in (cause, effect)}
            together.wait(10)
            link_cause(cause=ends[cause], effect=ends[effect], user=user)
            fared.append("drawn")
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
    assert drawn_at_once([(first, second)] * 4, seat.user) == ["drawn"] * 4
    assert Consequence.objects.count() == 1


def test_one_of_two_concurrent_links_that_form_a_circle_is_refused() -> None:
    seat = SeatFactory()
    a, b, c, d = (start_topic(seat).messages.get().pk for _each in range(4))
    link_cause(cause=Message.objects.get(pk=a), effect=Message.objects.get(pk=b), user=seat.user)
    link_cause(cause=Message.objects.get(pk=c), effect=Message.objects.get(pk=d), user=seat.user)
    # Neither line has an end in common with the other.
    assert drawn_at_once([(b, c), (d, a)], seat.user) == ["drawn", "goes_round"]
    assert Consequence.objects.count() == 3
