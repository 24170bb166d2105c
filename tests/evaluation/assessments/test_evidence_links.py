"""Checks of the addresses of evidence, and gaps that follow from addresses that do not work."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.assessments.evidence_links import recent_evidence
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Evidence
from evaluation.results.gaps.queries import draft_gaps
from networkapp.links.checking import due_links, enqueue_due_checks
from networkapp.links.http import LinkState
from networkapp.registry.links import link_sources
from tests.factories.assessments import Work

A_DAY = timedelta(days=1)
STATES: dict[str, LinkState] = {}


def read(url: str) -> LinkState:
    return STATES[url]


@pytest.fixture
def reading(settings: Any) -> Iterator[dict[str, LinkState]]:
    settings.NETWORKAPP_LINK_READER = f"{__name__}.read"
    yield STATES
    STATES.clear()


def ask(capture: Any, at: datetime) -> int:
    with capture(execute=True):
        return enqueue_due_checks(now=at)


def asked_at(moment: datetime) -> list[Evidence]:
    return list(due_links(link_sources["evaluation.Evidence"], moment))


def gaps(work: Work) -> list[str]:
    return [gap.key for gap in draft_gaps(assessment=work.assessment).gaps if "expired_evidence" in gap.key]


def test_address_that_is_unreachable_for_days_is_marked_as_a_gap_but_does_not_stop_publication(
    work: Work, reading: dict[str, LinkState], django_capture_on_commit_callbacks: Any
) -> None:
    work.answer_all()
    kept, now = work.evidence("1.1"), timezone.now()
    reading[kept.url] = LinkState.NOWHERE
    assert ask(django_capture_on_commit_callbacks, now) == 1
    assert (enqueue_due_checks(now=now), asked_at(now + timedelta(hours=23))) == (0, [])
    assert gaps(work) == []
    for days in (1, 2, 3):
        assert ask(django_capture_on_commit_callbacks, now + days * A_DAY) == 1
    kept.refresh_from_db()
    assert (kept.is_probably_dead, kept.gone_on) == (True, None)
    assert gaps(work) == ["XA-1.1-expired_evidence"]
    found = [
        (one.code, one.severity.value) for one in load_worksheet(work.assessment).findings if one.series_id == "1.1"
    ]
    assert found == [("evidence_over", "hint")]
    work.sign_by_both()
    reading[kept.url] = LinkState.UNSURE
    ask(django_capture_on_commit_callbacks, now + 4 * A_DAY)
    assert len(gaps(work)) == 1
    reading[kept.url] = LinkState.THERE
    ask(django_capture_on_commit_callbacks, now + 5 * A_DAY)
    assert gaps(work) == []


def test_only_documents_of_recent_answers_have_their_addresses_checked(work: Work) -> None:
    kept = work.evidence("1.1")
    old = Evidence.objects.create(delegation=kept.delegation, title="Behind nothing", url="https://example.org/old")
    now = timezone.now()
    assert (list(recent_evidence(now)), asked_at(now)) == ([kept], [kept])
    assert old not in recent_evidence(now)
    assert asked_at(now + 800 * A_DAY) == []
    Evidence.objects.filter(pk=kept.pk).update(gone_on=timezone.localdate(now))
    assert asked_at(now) == []
