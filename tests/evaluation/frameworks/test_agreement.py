"""Asking countries for positions on criteria, returning criteria to draft, and adopting them by a decision."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.agreement import open_proposals, return_to_draft
from evaluation.frameworks.agreement_roll import roll_of
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Criterion
from networkapp.errors import NotAllowed, Refused
from networkapp.registry.adoptions import Adoption, apply_adoption
from tests.evaluation.frameworks.refusals import refused
from tests.factories.agreement import Agreeing
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db


def test_positions_are_asked_only_once_all_proposals_are_decided(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    assert refused(proposing.ask)[0] == "proposals_open"
    proposing.close()
    assert refused(proposing.ask)[0] == "proposals_left"
    proposing.consolidate(proposal)
    consultation = proposing.ask()
    assert consultation.content_hash == framework_hash(proposing.framework)
    assert consultation.due_at - consultation.asked_at == timedelta(days=14)
    assert [entry.delegation.code for entry in consultation.roll.all()] == ["XA", "XB", "XC"]


def test_deadline_for_positions_shorter_than_14_days_is_refused(draft: Agreeing) -> None:
    assert refused(draft.ask, due_at=timezone.now() + timedelta(days=13)) == ("too_short", "due_at")


def test_criteria_cannot_change_while_countries_are_asked_for_positions(consulting: Agreeing) -> None:
    with pytest.raises(Refused) as refusal:
        open_proposals(framework=consulting.framework, user=consulting.secretariat)
    assert refusal.value.code == "positions_asked"
    Criterion.objects.filter(series_id="1.2").update(target="79")
    for code in consulting.members:
        consulting.state(code, "agree")
    assert refused(consulting.adopt)[0] == "altered"


def test_criteria_returned_to_draft_need_new_positions_from_all_countries(consulting: Agreeing) -> None:
    consulting.state("XA", "object", "Another text")
    assert refused(return_to_draft, framework=consulting.framework, user=consulting.secretariat, reason=" ") == (
        "reason_needed",
        "reason",
    )
    return_to_draft(framework=consulting.framework, user=consulting.secretariat, reason="XA objects")
    assert refused(consulting.adopt, decision="Over their heads")[0] == "positions_needed"
    again = consulting.ask()
    assert again.number == 2
    assert len(roll_of(again).missing) == 3


def test_adoption_without_positions_needs_a_named_decision(draft: Agreeing) -> None:
    assert refused(draft.adopt) == ("decision_needed", "decision")
    assert draft.adopt(decision="Resolution 4 of the conference").decision == "Resolution 4 of the conference"


def test_only_the_secretariat_can_adopt_criteria(draft: Agreeing) -> None:
    with pytest.raises(NotAllowed):
        adopt_framework(framework=draft.framework, user=draft.members["XA"], decision="Ours")


def test_criteria_open_for_proposals_cannot_be_adopted(proposing: Agreeing) -> None:
    assert refused(proposing.adopt, decision="D")[0] == "proposals_open"


def test_criteria_are_adopted_only_by_a_decision_of_their_network(draft: Agreeing) -> None:
    framework, elsewhere = draft.framework, NetworkFactory(slug="elsewhere")

    def decided(subject: Any = framework, **kwargs: Any) -> None:
        usual = {"network": framework.network, "decision": "Decision 4", "at": timezone.now()}
        apply_adoption(subject=subject, adoption=Adoption(**{**usual, **kwargs}))

    assert refused(decided, network=elsewhere) == ("another_network", None)
    assert refused(decided, content_hash="0" * 64) == ("altered", None)
    decided(subject=elsewhere)
    framework.refresh_from_db()
    assert not framework.is_adopted
    decided(content_hash=framework_hash(framework))
    framework.refresh_from_db()
    assert (framework.is_adopted, framework.decision) == (True, "Decision 4")
    assert refused(decided)[0] == "adopted"
