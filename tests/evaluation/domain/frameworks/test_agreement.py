"""From a draft to an adopted framework: proposals, consolidated text, positions, silence, adoption."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from evaluation.domain.frameworks.adopting import adopt_framework
from evaluation.domain.frameworks.agreement import open_proposals, take_back
from evaluation.domain.frameworks.agreement_desk import positions_asked, proposals_to_settle, silence_ended
from evaluation.domain.frameworks.agreement_positions import state_position, withdraw_position
from evaluation.domain.frameworks.agreement_proposals import amend, consolidate, propose, set_aside, withdraw
from evaluation.domain.frameworks.agreement_roll import open_consultation, roll_of
from evaluation.domain.frameworks.agreement_telling import ASKED, ENDS_SOON, in_words, remind_of_silence
from evaluation.domain.frameworks.agreement_texts import fields_of
from evaluation.domain.frameworks.content_hash import framework_hash
from evaluation.models import Consultation, Criterion, Position, Proposal, RollEntry
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Notification, Seat
from networkapp.signals import decision_adopted
from tests.factories.agreement import NEW, Agreeing, make_agreeing
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Agreeing:
    return make_agreeing()


@pytest.fixture
def proposing(draft: Agreeing) -> Agreeing:
    open_proposals(framework=draft.framework, by=draft.secretariat)
    return draft


@pytest.fixture
def asked(draft: Agreeing) -> Agreeing:
    draft.ask()
    return draft


def refused(what: Any, *args: Any, **given: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        what(*args, **given)
    return refusal.value.code, refusal.value.field


def test_a_new_criterion_is_proposed_amended_and_taken_into_the_draft(proposing: Agreeing) -> None:
    proposal = proposing.propose("XA")
    amended = amend(proposal=proposal, by=proposing.members["XC"], base=1, fields={**NEW, "target": "95"})
    assert (amended.number, amended.before["target"], amended.fields["target"]) == (2, "90", "95")
    taken = proposing.consolidate(proposal)
    criterion = proposing.criterion("1.10")
    assert (taken.state, taken.series_id, criterion.target, criterion.position) == ("taken", "1.10", "95", 10)
    assert [wording.role for wording in taken.wordings.all()] == ["proposed", "amendment", "consolidated"]


def test_a_change_keeps_what_it_does_not_change(proposing: Agreeing) -> None:
    before = proposing.criterion("1.1")
    proposing.consolidate(proposing.change("1.1", title="Another question"))
    after = proposing.criterion("1.1")
    assert (after.pk, after.title, after.levels, after.version) == (before.pk, "Another question", before.levels, 1)


def test_a_text_that_changes_has_no_translation_until_there_is_a_new_one(proposing: Agreeing) -> None:
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


def test_attributes_that_read_the_same_keep_their_keys(proposing: Agreeing) -> None:
    levels = fields_of(proposing.criterion("1.1"))["levels"]
    levels[1] = ["1 b", "Something else"]
    proposing.consolidate(proposing.change("1.1", levels=levels))
    assert proposing.criterion("1.1").levels[1] == [
        {"key": "k1b", "en": "1 b"},
        {"key": "1.1-1-1", "en": "Something else"},
    ]


def test_a_removal_takes_the_criterion_out_and_its_series_is_not_given_again(proposing: Agreeing) -> None:
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
def test_a_text_that_could_not_be_answered_or_scored_is_not_proposed(
    proposing: Agreeing, change: dict[str, Any], field: str
) -> None:
    assert refused(proposing.propose, fields={**NEW, **change}) == ("not_answerable", field)
    assert not Proposal.objects.exists()


def test_who_may_propose_is_a_country_or_the_secretariat(proposing: Agreeing) -> None:
    assert propose(framework=proposing.framework, by=proposing.secretariat, kind="new", recommendation=1, fields=NEW)
    regional = DelegationFactory(code="AX", kind="regional", assessed=False)
    outside = SeatFactory(network=proposing.network, delegation=regional).user
    given = {"framework": proposing.framework, "kind": "new", "recommendation": 1, "fields": NEW}
    assert refused(propose, by=outside, **given) == ("not_assessed", None)
    adviser = SeatFactory(network=proposing.network, capacity="adviser").user
    with pytest.raises(NotAllowed):
        propose(by=adviser, **given)


def test_nothing_is_proposed_or_amended_while_proposals_are_closed(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    proposing.close()
    assert refused(proposing.propose)[0] == "proposals_closed"
    given = {"proposal": proposal, "by": proposing.members["XC"], "base": 1, "fields": {**NEW, "target": "80"}}
    assert refused(amend, **given)[0] == "proposals_closed"


def test_a_change_that_changes_nothing_is_refused(proposing: Agreeing) -> None:
    assert refused(proposing.change, "1.2")[0] == "nothing_changed"
    assert refused(proposing.change, "1.2", title="New", reason=" ") == ("reason_needed", "reason")


def test_a_criterion_that_is_gone_meanwhile_is_not_changed(proposing: Agreeing) -> None:
    change = proposing.change("1.7", title="Another day")
    proposing.consolidate(proposing.propose(kind="removal", series_id="1.7", fields=None, reason="Twice"))
    assert refused(proposing.consolidate, change) == ("no_such_criterion", "series_id")
    set_aside(proposal=change, by=proposing.members["XB"], words="The criterion is gone")
    change.refresh_from_db()
    assert (change.state, change.settled_words) == ("set_aside", "The criterion is gone")


def test_only_the_rapporteur_consolidates_and_only_the_proposer_withdraws(proposing: Agreeing) -> None:
    proposal = proposing.propose("XA")
    with pytest.raises(NotAllowed):
        consolidate(proposal=proposal, by=proposing.members["XA"], fields=NEW)
    with pytest.raises(NotAllowed):
        withdraw(proposal=proposal, by=proposing.members["XC"])
    assert withdraw(proposal=proposal, by=proposing.members["XA"]).state == "withdrawn"
    assert refused(proposing.consolidate, proposal)[0] == "settled"


def test_countries_are_asked_only_about_a_text_on_which_nothing_is_left_open(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    assert refused(proposing.ask)[0] == "proposals_open"
    proposing.close()
    assert refused(proposing.ask)[0] == "proposals_left"
    proposing.consolidate(proposal)
    consultation = proposing.ask()
    assert consultation.content_hash == framework_hash(proposing.framework)
    assert consultation.due_at - consultation.asked_at == timedelta(days=14)
    assert [entry.delegation.code for entry in consultation.roll.all()] == ["XA", "XB", "XC"]


def test_fourteen_days_are_the_least(draft: Agreeing) -> None:
    assert refused(draft.ask, due_at=timezone.now() + timedelta(days=13)) == ("too_short", "due_at")


def test_the_text_does_not_change_while_it_is_put_to_the_countries(asked: Agreeing) -> None:
    with pytest.raises(Refused) as refusal:
        open_proposals(framework=asked.framework, by=asked.secretariat)
    assert refusal.value.code == "positions_asked"
    Criterion.objects.filter(series_id="1.2").update(target="79")
    for code in asked.members:
        asked.say(code, "agree")
    assert refused(asked.adopt)[0] == "altered"


def test_all_that_agree_adopt_it_at_once(asked: Agreeing) -> None:
    for code in ("XA", "XB"):
        asked.say(code, "agree")
    assert refused(asked.adopt)[0] == "silence_runs"
    asked.say("XC", "explain", "We read it so")
    framework = asked.adopt()
    assert framework.status == "adopted"
    assert framework.adopted_by == asked.secretariat
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "agreed", "XC": "explained"}


def test_when_silence_has_ended_the_silent_are_recorded_as_silent_and_the_absent_as_absent(asked: Agreeing) -> None:
    asked.say("XA", "agree")
    Seat.objects.filter(user=asked.members["XC"]).update(ends_at=timezone.now())
    asked.later()
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "silent", "XC": "absent"}


def test_where_nobody_can_speak_nothing_is_agreed(asked: Agreeing) -> None:
    Seat.objects.filter(user__in=asked.members.values()).update(ends_at=timezone.now())
    assert refused(asked.later)[0] == "nobody_there"


@pytest.mark.parametrize("series_id", ["", "1.4"])
def test_one_objection_refuses_adoption_until_it_is_withdrawn(asked: Agreeing, series_id: str) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XC", "object", "Say: a law in force", series_id=series_id)
    assert refused(asked.later)[0] == "objected"
    withdraw_position(framework=asked.framework, by=asked.members["XC"], series_id=series_id)
    assert asked.later().status == "adopted"
    assert Position.objects.filter(stance="object").count() == 1


def test_what_one_country_excepts_is_context_once_adopted(asked: Agreeing) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XB", "except", "Our register cannot tell", series_id="1.3")
    framework = asked.adopt()
    assert asked.criterion("1.3").scored is False
    assert framework.content_hash == framework_hash(framework)
    assert framework.content_hash != Consultation.objects.get().content_hash
    assert RollEntry.objects.get(delegation__code="XB").outcome == "except"


def test_exceptions_that_leave_too_little_to_score_refuse_adoption(asked: Agreeing) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XB", "except", "Not now", series_id="1.1")
    assert refused(asked.adopt)[0] == "not_adoptable"
    assert asked.criterion("1.1").scored is True


@pytest.mark.parametrize(
    ("stance", "words", "series_id", "said"),
    [
        ("except", "Not this", "", ("no_such_position", "stance")),
        ("maybe", "", "", ("no_such_position", "stance")),
        ("object", " ", "", ("words_needed", "words")),
        ("explain", "", "1.2", ("words_needed", "words")),
        ("agree", "", "9.9", ("no_such_criterion", "series_id")),
    ],
)
def test_a_position_that_says_nothing_clear_is_refused(
    asked: Agreeing, stance: str, words: str, series_id: str, said: tuple[str, str]
) -> None:
    assert refused(asked.say, "XA", stance, words, series_id) == said


def test_a_later_position_replaces_the_one_before_which_stays_on_record(asked: Agreeing) -> None:
    first, second = asked.say("XA", "object", "Another text"), asked.say("XA", "agree")
    consultation = open_consultation(asked.framework)
    assert consultation is not None
    roll = roll_of(consultation)
    assert [voice.whole for voice in roll.voices] == [second, None, None]
    assert [voice.delegation.code for voice in roll.missing] == ["XB", "XC"]
    first.refresh_from_db()
    assert first.replaced_at is not None


def test_a_delegation_that_came_after_the_roll_is_not_on_it(asked: Agreeing) -> None:
    late = SeatFactory(network=asked.network, delegation=DelegationFactory(code="XD")).user
    given = {"framework": asked.framework, "by": late, "stance": "agree"}
    assert refused(state_position, **given)[0] == "not_on_roll"


def test_what_is_taken_back_is_asked_again_and_answered_again(asked: Agreeing) -> None:
    asked.say("XA", "object", "Another text")
    assert refused(take_back, framework=asked.framework, by=asked.secretariat, reason=" ") == (
        "reason_needed",
        "reason",
    )
    take_back(framework=asked.framework, by=asked.secretariat, reason="XA objects")
    assert refused(asked.adopt, decision="Over their heads")[0] == "positions_needed"
    again = asked.ask()
    assert again.number == 2
    assert len(roll_of(again).missing) == 3


def test_without_positions_a_decision_is_named(draft: Agreeing) -> None:
    assert refused(draft.adopt) == ("decision_needed", "decision")
    assert draft.adopt(decision="Resolution 4 of the conference").decision == "Resolution 4 of the conference"


def test_only_the_secretariat_adopts(draft: Agreeing) -> None:
    with pytest.raises(NotAllowed):
        adopt_framework(framework=draft.framework, by=draft.members["XA"], decision="Ours")


def test_what_is_open_for_proposals_is_not_adopted(proposing: Agreeing) -> None:
    assert refused(proposing.adopt, decision="D")[0] == "proposals_open"


def test_the_desk_asks_a_country_for_its_position_until_it_is_given(asked: Agreeing) -> None:
    (item,) = positions_asked(asked.members["XA"])
    assert (item.url, item.deadline) == ("/evaluation/frameworks/t/position/", Consultation.objects.get().due_at)
    asked.say("XA", "explain", "Only this one", series_id="1.2")
    assert len(list(positions_asked(asked.members["XA"]))) == 1
    asked.say("XA", "agree")
    assert list(positions_asked(asked.members["XA"])) == []
    assert len(list(positions_asked(asked.members["XC"]))) == 1
    assert list(positions_asked(asked.secretariat)) == []


def test_the_desk_tells_the_rapporteur_and_the_secretariat_what_waits_for_them(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    assert list(proposals_to_settle(proposing.members["XB"])) == []
    proposing.close()
    (item,) = proposals_to_settle(proposing.members["XB"])
    assert item.title == "1 proposal to settle"
    assert list(proposals_to_settle(proposing.members["XA"])) == []
    proposing.consolidate(proposal)
    proposing.ask(at=timezone.now() - timedelta(days=15))
    assert len(list(silence_ended(proposing.secretariat))) == 1
    assert list(silence_ended(proposing.members["XA"])) == []


def test_who_may_speak_is_told_once_and_reminded_where_her_country_is_silent(draft: Agreeing) -> None:
    consultation = draft.ask()
    told = Notification.objects.filter(kind=ASKED).values_list("user", flat=True)
    assert set(told) == {user.pk for user in draft.members.values()}
    state_position(framework=draft.framework, by=draft.members["XA"], stance="agree")
    soon = consultation.due_at - timedelta(days=2)
    assert [remind_of_silence(consultation.due_at - timedelta(days=4)), remind_of_silence(soon) > 0] == [0, True]
    assert remind_of_silence(soon) == 0
    reminded = set(Notification.objects.filter(kind=ENDS_SOON).values_list("user", flat=True))
    assert reminded == {user.pk for code, user in draft.members.items() if code != "XA"}
    words = {code: in_words(user, list(Notification.objects.filter(user=user))) for code, user in draft.members.items()}
    assert [len(words["XA"]), {item.deadline for item in words["XB"].values()}] == [0, {consultation.due_at}]
    assert not Notification.objects.filter(user=draft.members["XA"], seen_at=None).exists()
    take_back(framework=draft.framework, by=draft.secretariat, reason="A mistake")
    assert not Notification.objects.filter(kind__in=(ASKED, ENDS_SOON), seen_at=None).exists()


def test_a_decision_of_its_network_adopts_it_and_no_other_does(draft: Agreeing) -> None:
    framework, elsewhere = draft.framework, NetworkFactory(slug="elsewhere")

    def decided(**given: Any) -> Any:
        usual = {"network": framework.network, "subject": framework, "decision": "Decision 4"}
        return decision_adopted.send(sender=None, **{**usual, **given})

    assert refused(decided, network=elsewhere) == ("another_network", None)
    assert refused(decided, content_hash="0" * 64) == ("altered", None)
    decided(subject=elsewhere)
    framework.refresh_from_db()
    assert not framework.is_adopted
    decided(content_hash=framework_hash(framework))
    framework.refresh_from_db()
    assert (framework.is_adopted, framework.decision) == (True, "Decision 4")
    assert refused(decided)[0] == "adopted"
