"""Concurrent amendments and decisions on them: numbers are unique, and conflicting ones are never both accepted."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from networkapp.decisions.models import Amendment, AmendmentState, Proposal
from networkapp.errors import Refused
from networkapp.models import Event, Seat
from tests.factories.proposals import Drafting, make_drafting
from tests.worlds import world

pytestmark = pytest.mark.django_db(transaction=True)


@world
def here() -> Drafting:
    made = make_drafting()
    Seat.objects.update(starts_at=timezone.now() - timedelta(1))
    return made


def run_concurrently(*acts: Callable[[], Any]) -> list[str]:
    together, outcomes = threading.Barrier(len(acts)), []

    def act(do: Callable[[], Any]) -> None:
        try:
            together.wait(10)
            do()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[one]) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_concurrent_amendments_have_different_numbers(here: Drafting) -> None:
    acts = [lambda: here.amend(1, 2, "may"), lambda: here.amend(2, 3, "never", by=here.rapporteur)]
    assert run_concurrently(*acts) == ["done", "done"]
    assert sorted(Amendment.objects.values_list("number", flat=True)) == [1, 2]
    assert Event.objects.filter(kind="amendment.proposed").count() == 2


def test_one_of_two_conflicting_amendments_accepted_concurrently_is_refused(here: Drafting) -> None:
    first, second = here.amend(1, 2, "may"), here.amend(0, 3, "It may")
    assert run_concurrently(lambda: here.accept(first), lambda: here.accept(second)) == ["conflicts", "done"]
    assert Amendment.objects.filter(state=AmendmentState.ACCEPTED).count() == 1


def test_concurrent_acceptance_and_rejection_of_an_amendment_store_one_of_them(here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    assert run_concurrently(lambda: here.accept(amendment), lambda: here.set_aside(amendment)) == ["done", "settled"]
    assert Event.objects.filter(kind="amendment.settled").count() == 1


def test_concurrent_proposals_have_different_numbers(here: Drafting) -> None:
    assert run_concurrently(lambda: here.propose(), lambda: here.propose(here.adviser)) == ["done", "done"]
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3]
