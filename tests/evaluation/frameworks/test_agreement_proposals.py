"""Proposals of criteria: amended, accepted into the draft, rejected or withdrawn."""

from typing import Any

import pytest
from django.utils.translation import override

from evaluation.frameworks.agreement_proposals import amend, consolidate, propose, set_aside, withdraw_proposal
from evaluation.frameworks.agreement_texts import fields_of
from evaluation.models import Criterion, Proposal
from networkapp.errors import NotAllowed
from tests.evaluation.frameworks.refusals import refused
from tests.factories.agreement import NEW, Agreeing
from tests.factories.networks import DelegationFactory, SeatFactory

pytestmark = pytest.mark.django_db


def test_new_criterion_is_proposed_amended_and_accepted_into_the_draft(proposing: Agreeing) -> None:
    proposal = proposing.propose("XA")
    amended = amend(proposal=proposal, user=proposing.members["XC"], base=1, fields={**NEW, "target": "95"})
    assert (amended.number, amended.before["target"], amended.fields["target"]) == (2, "90", "95")
    taken = proposing.consolidate(proposal)
    criterion = proposing.criterion("1.10")
    assert (taken.state, taken.series_id, criterion.target, criterion.position) == ("taken", "1.10", "95", 10)
    assert [wording.role for wording in taken.wordings.all()] == ["proposed", "amendment", "consolidated"]


def test_proposed_change_leaves_other_fields_of_the_criterion_unchanged(proposing: Agreeing) -> None:
    before = proposing.criterion("1.1")
    proposing.consolidate(proposing.change("1.1", title="Another question"))
    after = proposing.criterion("1.1")
    assert (after.pk, after.title, after.levels, after.version) == (before.pk, "Another question", before.levels, 1)


def test_changing_the_text_of_a_criterion_removes_its_outdated_translations(proposing: Agreeing) -> None:
    criterion = proposing.criterion("1.2")
    criterion.translations.create(
        language="de", title="Verurteilte", why="Alle fragen danach", source_hash=criterion.source_hash
    )
    Criterion.objects.filter(pk=criterion.pk).update(why="Everybody asks for it")
    proposing.consolidate(proposing.change("1.2", title="Persons convicted in the year", compatible=True))
    changed = proposing.criterion("1.2")
    row = changed.translations.get()
    assert (row.title, row.why, row.source_hash) == ("", "Alle fragen danach", changed.source_hash)
    with override("de"):
        assert (changed.local_title, changed.title_language) == ("Persons convicted in the year", "en")


def test_unchanged_requirements_of_a_level_keep_their_keys(proposing: Agreeing) -> None:
    levels = fields_of(proposing.criterion("1.1"))["levels"]
    levels[1] = ["1 b", "Something else"]
    proposing.consolidate(proposing.change("1.1", levels=levels))
    assert proposing.criterion("1.1").levels[1] == [
        {"key": "k1b", "en": "1 b"},
        {"key": "1.1-1-1", "en": "Something else"},
    ]


def test_accepted_removal_deletes_the_criterion_and_its_number_is_not_reused(proposing: Agreeing) -> None:
    proposal = proposing.propose(kind="removal", series_id="1.9", fields=None, reason="Nobody can answer it")
    proposing.consolidate(proposal)
    assert not Criterion.objects.filter(series_id="1.9").exists()
    assert proposing.consolidate(proposing.propose("XC")).series_id == "1.10"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": "0"}, "target"),
        ({"target": "0.0"}, "target"),
        ({"floor": ""}, "floor"),
        ({"floor": "1e30"}, "floor"),
        ({"target": "9" * 31}, "target"),
        ({"weight": 10**30}, "weight"),
        ({"weight": 0}, "weight"),
        ({"per": 10**30}, "per"),
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "guess"}, "kind"),
        ({"numerator_text": ""}, "numerator_text"),
        ({"essential": True, "scored": False}, "essential"),
        ({"kind": "money", "scored": True}, "scored"),
        ({"kind": "level", "levels": [["a"], ["b"], ["c"], [], ["d"]]}, "levels"),
        ({"kind": "multi_choice", "options": ["a", "a"]}, "options"),
        ({"kind": "treaty", "instruments": ["nowhere"]}, "instruments"),
        ({"scored_from": 12}, "scored_from"),
    ],
)
def test_proposal_that_could_not_be_answered_or_scored_is_refused(
    proposing: Agreeing, change: dict[str, Any], field: str
) -> None:
    assert refused(proposing.propose, fields={**NEW, **change}) == ("not_answerable", field)
    assert not Proposal.objects.exists()


def test_only_countries_and_the_secretariat_can_propose_criteria(proposing: Agreeing) -> None:
    assert propose(framework=proposing.framework, user=proposing.secretariat, kind="new", recommendation=1, fields=NEW)
    regional = DelegationFactory(code="AX", kind="regional", assessed=False)
    outside = SeatFactory(network=proposing.network, delegation=regional).user
    fields = {"framework": proposing.framework, "kind": "new", "recommendation": 1, "fields": NEW}
    assert refused(propose, user=outside, **fields) == ("not_assessed", None)
    adviser = SeatFactory(network=proposing.network, capacity="adviser").user
    with pytest.raises(NotAllowed):
        propose(user=adviser, **fields)


def test_proposals_and_amendments_are_refused_while_proposals_are_closed(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    proposing.close()
    assert refused(proposing.propose)[0] == "proposals_closed"
    fields = {"proposal": proposal, "user": proposing.members["XC"], "base": 1, "fields": {**NEW, "target": "80"}}
    assert refused(amend, **fields)[0] == "proposals_closed"


def test_proposed_change_without_a_difference_or_a_reason_is_refused(proposing: Agreeing) -> None:
    assert refused(proposing.change, "1.2")[0] == "nothing_changed"
    assert refused(proposing.change, "1.2", title="New", reason=" ") == ("reason_needed", "reason")


def test_change_of_a_criterion_that_was_removed_cannot_be_accepted(proposing: Agreeing) -> None:
    change = proposing.change("1.7", title="Another day")
    proposing.consolidate(proposing.propose(kind="removal", series_id="1.7", fields=None, reason="Twice"))
    assert refused(proposing.consolidate, change) == ("no_such_criterion", "series_id")
    set_aside(proposal=change, user=proposing.members["XB"], words="The criterion is gone")
    change.refresh_from_db()
    assert (change.state, change.settled_words) == ("set_aside", "The criterion is gone")


def test_only_the_rapporteur_accepts_a_proposal_and_only_its_author_withdraws_it(proposing: Agreeing) -> None:
    proposal = proposing.propose("XA")
    with pytest.raises(NotAllowed):
        consolidate(proposal=proposal, user=proposing.members["XA"], fields=NEW)
    with pytest.raises(NotAllowed):
        withdraw_proposal(proposal=proposal, user=proposing.members["XC"])
    assert withdraw_proposal(proposal=proposal, user=proposing.members["XA"]).state == "withdrawn"
    assert refused(proposing.consolidate, proposal)[0] == "settled"
