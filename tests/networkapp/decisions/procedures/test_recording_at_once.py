"""Procedures of one network are adopted at the same moment: each decision has its own number, and none is missing."""

import threading

import pytest
from django.db import connection, transaction

from networkapp.decisions.models import Decision, Procedure
from networkapp.decisions.procedures.recording import record_decision
from networkapp.models import Event
from tests.factories.decisions import outcome_of, propose, put_to
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_concurrently_adopted_decisions_have_consecutive_numbers() -> None:
    seat = SeatFactory()
    procedures = [put_to(propose(seat)) for _each in range(4)]
    together, failed = threading.Barrier(8), []

    def adopt(pk: int) -> None:
        try:
            procedure = Procedure.objects.select_related("proposal", "version").get(pk=pk)
            outcome = outcome_of(procedure)
            together.wait(10)
            with transaction.atomic():
                record_decision(procedure=procedure, outcome=outcome)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    # Each is recorded by two processes, such as the job and a page view.
    threads = [threading.Thread(target=adopt, args=(one.pk,)) for one in procedures for _twice in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Event.objects.filter(kind="decision.adopted").count() == 4
