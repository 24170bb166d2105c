"""Opening a cycle."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.domain.frameworks.adopting import adopt_framework
from evaluation.models import Answer, Assessment, Criterion
from networkapp.errors import Refused
from tests.factories.assessments import CRITERIA, Work, draft_framework, open_a_cycle
from tests.factories.networks import DelegationFactory, NetworkFactory


def test_every_assessed_delegation_has_a_draft_with_a_row_per_criterion(work: Work) -> None:
    DelegationFactory(code="ZZ", assessed=False, country="", kind="regional")
    assert list(Assessment.objects.values_list("delegation__code", "stage")) == [("XA", "draft"), ("XB", "draft")]
    assert Answer.objects.filter(assessment=work.assessment, version=0, status="unanswered").count() == len(CRITERIA)


def test_opening_again_adds_who_came_since_and_changes_nothing_else(work: Work) -> None:
    work.answer("1.4", choice=True)
    work.network.delegations.add(DelegationFactory(code="XC"))
    cycle = open_a_cycle(work.framework, work.network, 2026)
    assert cycle == work.assessment.cycle
    assert cycle.assessments.count() == 3
    assert work.row("1.4").choice is True


@pytest.mark.parametrize(
    ("year", "dates", "code"),
    [
        (2019, {}, "year_not_covered"),
        (2026, {"due_at": timezone.now() - timedelta(days=20)}, "dates_out_of_order"),
        (2026, {"locks_at": timezone.now() + timedelta(days=1)}, "dates_out_of_order"),
    ],
)
def test_what_makes_no_sense_is_refused(db: None, year: int, dates: dict[str, Any], code: str) -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    with pytest.raises(Refused) as refusal:
        open_a_cycle(framework, NetworkFactory(), year, **dates)
    assert refusal.value.code == code


def test_a_framework_that_is_not_adopted_or_was_altered_opens_nothing(db: None) -> None:
    framework = draft_framework()
    with pytest.raises(Refused, match="not adopted"):
        open_a_cycle(framework, NetworkFactory(), 2026)
    adopt_framework(framework=framework, decision="By the conference")
    Criterion.objects.filter(series_id="1.2").update(weight=3)
    with pytest.raises(Refused, match="no longer what was adopted"):
        open_a_cycle(framework, NetworkFactory(), 2026)
