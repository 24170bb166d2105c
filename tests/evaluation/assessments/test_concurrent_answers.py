"""Many people answer in one assessment at the same time: nothing is lost, and every conflict is reported."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from evaluation.errors import AnswerConflict
from evaluation.models import AnswerRevision
from networkapp.models import Event
from tests.factories.assessments import Work, make_work
from tests.factories.networks import SeatFactory

PEOPLE, SERIES = 12, ("1.2", "1.3", "1.4")
GIVEN: dict[str, dict[str, Any]] = {
    "1.2": {"numerator": 1, "denominator": 24},
    "1.3": {"number": 12},
    "1.4": {"choice": True},
}


@pytest.mark.django_db(transaction=True)
def test_simultaneous_answers_of_many_people_are_all_saved_without_gaps_in_versions() -> None:
    work = make_work()
    seat = {"network": work.network, "delegation": work.assessment.delegation, "capacity": "adviser"}
    people = [SeatFactory(**seat).user for _one in range(PEOPLE)]
    barrier, result, conflicts = Barrier(PEOPLE), list[Any](), list[Any]()

    def save_all(place: int) -> None:
        try:
            barrier.wait(30)
            for series_id in SERIES[place % 3 :] + SERIES[: place % 3]:
                result.append(save_until_it_stands(work, series_id, f"p{place}", people[place], conflicts))
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as threads:
        for done in [threads.submit(save_all, place) for place in range(PEOPLE)]:
            done.result(120)

    rows = AnswerRevision.objects.order_by("answer", "version").select_related("answer__criterion")
    kept = [(row.answer.criterion.series_id, row.version, row.new["comment"]) for row in rows]
    assert kept == sorted(result)
    assert Counter(series_id for series_id, _version, _comment in kept) == dict.fromkeys(SERIES, PEOPLE)
    assert [version for _series, version, _comment in kept] == [*range(1, PEOPLE + 1)] * 3
    assert all(later.old == row.new for row, later in pairwise(rows) if row.answer == later.answer)
    assert all(conflict == (True, True) for conflict in conflicts)
    assert Event.objects.filter(kind="assessment.answered").count() == len(kept)


def save_until_it_stands(work: Work, series_id: str, comment: str, by: Any, conflicts: list[Any]) -> Any:
    """Save the answer until it is accepted: first based on version 0, then on the version shown by each conflict."""
    base = 0
    while True:
        try:
            row = work.answer(series_id, by=by, base=base, comment=comment, **GIVEN[series_id])
        except AnswerConflict as conflict:
            conflicts.append((conflict.mine.comment == comment, conflict.theirs.comment != comment))
            base = conflict.answer.version
        else:
            return series_id, row.version, comment
