"""Working time on an assessment: minutes by the server's clock, by country, stored without the person."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from evaluation.assessments import burden
from evaluation.assessments.burden import Effort, effort_of, efforts_by_cycle, record_minute
from evaluation.models import AnswerRevision, Assessment, Burden, Stage
from networkapp.errors import NotAllowed
from networkapp.models import Event
from tests.evaluation.assessments.views.answer_requests import address
from tests.factories.assessments import Work, make_work
from tests.factories.networks import DelegationFactory
from tests.factories.sections import holder_of
from tests.worlds import world


@pytest.fixture(autouse=True)
def empty_cache() -> Any:
    cache.clear()
    yield
    cache.clear()


@world
def work(db: None) -> Work:
    return make_work()


def record_minutes(work: Work, *people: Any, times: int = 1) -> list[bool]:
    return [record_minute(assessment=work.assessment, user=who) for _time in range(times) for who in people]


def test_minute_of_work_of_a_person_counts_once_however_often_it_is_reported(work: Work) -> None:
    assert record_minutes(work, work.delegate, work.government, times=3) == [True, True, False, False, False, False]
    assert effort_of(work.assessment) == Effort(minutes=2, prefilled=0)


def test_next_minute_of_work_counts_again(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burden, "MINUTE", 0)  # A period that is over at once
    assert record_minutes(work, work.delegate, times=3) == [True, True, True]


def test_work_of_people_who_may_not_answer_is_not_counted(work: Work) -> None:
    with pytest.raises(NotAllowed):
        record_minutes(work, work.secretariat)
    Assessment.objects.update(stage=Stage.SIGNED)
    work.assessment.refresh_from_db()
    assert record_minutes(work, work.delegate) == [False]
    assert not Burden.objects.exists()


def test_work_of_a_contributor_counts_for_their_country(work: Work) -> None:
    assert record_minutes(work, holder_of(work, 1).user) == [True]


def test_work_time_is_stored_without_the_person(work: Work) -> None:
    before = Event.objects.count()
    record_minutes(work, work.delegate)
    assert {field.name for field in Burden._meta.get_fields()} == {"id", "assessment", "minutes"}
    assert Event.objects.count() == before


def test_prefilled_answers_are_counted_once_each(work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24, via=AnswerRevision.Via.PREFILL)
    work.answer("1.2", numerator=4, denominator=24, via=AnswerRevision.Via.PREFILL)
    work.answer("1.4", choice=True)
    assert effort_of(work.assessment) == Effort(minutes=0, prefilled=1)


@pytest.mark.parametrize("number", [2, 3])
def test_work_time_of_a_cycle_is_not_shown_for_fewer_than_three_countries(work: Work, number: int) -> None:
    made = [work.assessment, Assessment.objects.get(delegation__code="XB")]
    if number == 3:
        made.append(make_work(year=2025, framework=work.framework).assessment)
        Assessment.objects.filter(pk=made[2].pk).update(
            cycle=work.assessment.cycle, delegation=DelegationFactory(code="XC")
        )
        made[2].refresh_from_db()
    for minutes, assessment in zip((90, 10, 50), made, strict=False):
        Burden.objects.create(assessment=assessment, minutes=minutes)
    found = efforts_by_cycle(made)
    actual = [(each.countries, each.total, each.middle) for each in found]
    assert actual == ([(3, 150, 50)] if number == 3 else [])


def test_work_time_of_a_country_is_shown_to_that_country_only(client: Client, work: Work) -> None:
    Burden.objects.create(assessment=work.assessment, minutes=192)
    client.force_login(work.delegate)
    assert "3 h 12 min" in client.get(address(work)).content.decode()
    Assessment.objects.update(stage=Stage.SIGNED)
    client.force_login(work.secretariat)
    for page in (address(work), "/evaluation/assessments/oversight/"):
        text = client.get(page).content.decode()
        assert ("3 h 12 min" in text, "192" in text) == (False, False)
