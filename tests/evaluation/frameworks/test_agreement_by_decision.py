"""Criteria are submitted to their network with their hash, decided on, adopted, and linked with the decision."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.bridges.decisions import submit_to_decision
from evaluation.frameworks.agreement_pages import framework_page
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Criterion, Framework
from networkapp.decisions.models import Decision, Procedure, Proposal
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.results import record_results
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network
from tests.factories.agreement import Agreeing, make_agreeing
from tests.factories.networks import UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def draft() -> Agreeing:
    return make_agreeing()


def submit(draft: Agreeing, by: Any = None, **kwargs: Any) -> Proposal:
    usual = {"client_key": uuid4()}
    return submit_to_decision(framework=draft.framework, user=by or draft.secretariat, **{**usual, **kwargs})


def refusal(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def in_two_weeks() -> Any:
    return (timezone.now() + timedelta(days=14)).replace(second=0, microsecond=0)


def decide(draft: Agreeing, proposal: Proposal) -> Procedure:
    """Let a silence procedure on the proposal end without objections."""
    terms = ProcedureTerms(kind="silence", expires_at=in_two_weeks())
    opened = open_procedure(
        network=draft.network, user=draft.secretariat, client_key=uuid4(), terms=terms, proposal=proposal
    )
    record_results(timezone.now() + timedelta(days=15))
    opened.refresh_from_db()
    return opened


def test_decision_adopts_the_criteria_as_they_were_submitted(draft: Agreeing) -> None:
    named = framework_hash(draft.framework)
    proposal = submit(draft)
    assert named in proposal.versions.get().paragraphs[1]["text"]
    decide(draft, proposal)
    framework = Framework.objects.get(pk=draft.framework.pk)
    decision = Decision.objects.get(proposal=proposal)
    assert (framework.is_adopted, framework.content_hash, framework.adopted_at) == (True, named, decision.adopted_at)
    assert framework.decision == f"{draft.network.name} {decision.label}"


def test_criteria_changed_after_submission_are_not_adopted_and_no_decision_is_recorded(draft: Agreeing) -> None:
    proposal = submit(draft)
    Criterion.objects.filter(recommendation__framework=draft.framework, series_id="1.1").update(title="Else")
    procedure = decide(draft, proposal)
    assert not Framework.objects.get(pk=draft.framework.pk).is_adopted
    assert (Decision.objects.count(), "has changed since the decision" in procedure.not_entered_words) == (0, True)


def test_criteria_cannot_change_while_the_network_decides(draft: Agreeing) -> None:
    proposal = submit(draft)
    terms = ProcedureTerms(kind="silence", expires_at=in_two_weeks())
    open_procedure(network=draft.network, user=draft.secretariat, client_key=uuid4(), terms=terms, proposal=proposal)
    assert (refusal(draft.open), refusal(draft.ask)) == ("being_decided", "being_decided")


def test_unchanged_criteria_cannot_be_submitted_twice_and_changed_ones_can(draft: Agreeing) -> None:
    key = uuid4()
    first = submit(draft, client_key=key)
    assert submit(draft, client_key=key) == first
    assert refusal(submit, draft) == "put_already"
    Criterion.objects.filter(recommendation__framework=draft.framework, series_id="1.1").update(title="Else")
    assert submit(draft) != first


def test_only_the_secretariat_submits_criteria_and_only_drafts(draft: Agreeing) -> None:
    with pytest.raises(NotAllowed):
        submit(draft, by=draft.members["XA"])
    draft.ask()
    assert refusal(submit, draft) == "positions_asked"


def test_criteria_and_their_decision_link_to_each_other(draft: Agreeing) -> None:
    Network.objects.filter(pk=draft.network.pk).update(visibility="public")
    proposal = submit(draft)
    decide(draft, proposal)
    decision, framework = Decision.objects.get(), Framework.objects.get(pk=draft.framework.pk)
    lines = {
        reader: [entry.url for entry in framework_page(framework, reader).ledger if entry.url]
        for reader in (draft.members["XA"], UserFactory())
    }
    assert list(lines.values()) == [
        [proposal.get_absolute_url(), decision.get_absolute_url()],
        [decision.get_absolute_url()],
    ]
    page = Client().get(decision.get_absolute_url()).content.decode()
    assert f'href="{framework.get_absolute_url()}"' in page


def test_secretariat_submits_criteria_for_decision_from_their_page(draft: Agreeing) -> None:
    client = Client()
    client.force_login(draft.secretariat)
    address = f"{draft.framework.get_absolute_url()}decide/"
    assert "Submit for decision" in client.get(draft.framework.get_absolute_url()).content.decode()
    assert client.post(address, {"client_key": str(uuid4())}).status_code == 302
    assert client.post(address, {"client_key": str(uuid4())}).status_code == 422
    assert Proposal.objects.get().about == draft.framework
