"""Publication at the same time as a change: the signed answers are published, and the later act is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from evaluation.assessments.signing import answers_hash
from evaluation.assessments.transitions import reopen
from evaluation.models import Assessment, AssessmentVersion
from evaluation.results.publishing.publish import is_unaltered, publish
from networkapp.errors import Refused
from networkapp.models import Delegation
from tests.factories.assessments import Work, make_work, open_a_cycle
from tests.factories.networks import NetworkFactory, SeatFactory


@pytest.fixture
def signed(transactional_db: None) -> Work:
    work = make_work()
    work.answer_all()
    work.sign_by_both()
    return work


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do these acts at the same time; return "done" or the code of the refusal for each."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> str:
        try:
            barrier.wait(30)
            act()
            return "done"
        except Refused as refusal:
            return refusal.code if str(refusal) else "without a word"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result(60) for done in [threads.submit(one, act) for act in acts]]


def publish_work(work: Work) -> AssessmentVersion:
    return publish(assessment=work.assessment, user=work.secretariat)


def reopen_work(work: Work) -> Assessment:
    return reopen(assessment=work.assessment, user=work.delegate, reason="A mistake")


@pytest.mark.parametrize("_time", range(3))
def test_answer_saved_during_publication_is_refused_and_not_published(signed: Work, _time: int) -> None:
    before = answers_hash(signed.assessment)
    assert at_once(lambda: publish_work(signed), lambda: signed.answer("1.4", choice=False, base=1)) == [
        "done",
        "signed",
    ]
    version = AssessmentVersion.objects.get()
    assert (version.answers["1.4"]["choice"], is_unaltered(version)) == (True, True)
    assert answers_hash(signed.assessment) == before


@pytest.mark.parametrize("_time", range(3))
def test_simultaneous_reopening_and_publication_happen_one_after_the_other(signed: Work, _time: int) -> None:
    def revise() -> None:
        reopen_work(signed)
        signed.answer("1.4", choice=False, base=1)

    published, revised = at_once(lambda: publish_work(signed), revise)
    signed.assessment.refresh_from_db()
    versions = list(AssessmentVersion.objects.all())
    assert (published, len(versions)) in {("done", 1), ("not_signed", 0)}
    assert (revised, signed.assessment.stage) == ("done", "draft")
    assert all(version.answers["1.4"]["choice"] and is_unaltered(version) for version in versions)
    assert signed.row("1.4").choice is False


def test_only_one_of_two_simultaneous_publications_succeeds(signed: Work) -> None:
    assert sorted(at_once(lambda: publish_work(signed), lambda: publish_work(signed))) == ["done", "not_signed"]
    assert AssessmentVersion.objects.get().number == 1


def test_publication_in_another_network_waits_for_that_of_the_same_country(signed: Work) -> None:
    """Otherwise neither would see what the other publishes, and few people could follow from both."""
    there = in_another_network(signed)
    finished = Event()

    def put_out_there() -> None:
        try:
            publish(assessment=there, user=signed.secretariat)
            finished.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            publish_work(signed)
            waiting = threads.submit(put_out_there)
            assert not finished.wait(1)
        waiting.result(30)
    assert finished.is_set()
    assert AssessmentVersion.objects.latest("pk").assessment == there


def in_another_network(work: Work) -> Assessment:
    """Return the country's assessment in a second network, signed by the same people."""
    network, country = NetworkFactory(slug="second", kind="sample"), Delegation.objects.get(code="XA")
    network.delegations.add(country)
    open_a_cycle(work.framework, network, 2026)
    seat = {"network": network, "delegation": country}
    SeatFactory(user=work.delegate, capacity="adviser", offices=["assessment_delegate"], **seat)
    SeatFactory(user=work.government, capacity="government", **seat)
    SeatFactory(user=work.secretariat, capacity="secretariat", network=network, delegation=None)
    there = Work(
        network=network, framework=work.framework, assessment=Assessment.objects.get(cycle__network=network),
        delegate=work.delegate, government=work.government, secretariat=work.secretariat, criteria=work.criteria,
    )  # fmt: skip
    there.answer_all()
    there.sign_by_both()
    return there.assessment
