"""Positions of countries on criteria, silence, and the result."""

import pytest
from django.utils import timezone

from evaluation.frameworks.agreement_positions import state_position, withdraw_position
from evaluation.frameworks.agreement_roll import open_consultation, roll_of
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Consultation, Position, RollEntry
from networkapp.models import Seat
from tests.evaluation.frameworks.refusals import refused
from tests.factories.agreement import Agreeing
from tests.factories.networks import DelegationFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stance", "words", "series_id", "expected"),
    [
        ("except", "Not this", "", ("no_such_position", "stance")),
        ("maybe", "", "", ("no_such_position", "stance")),
        ("object", " ", "", ("words_needed", "words")),
        ("explain", "", "1.2", ("words_needed", "words")),
        ("agree", "", "9.9", ("no_such_criterion", "series_id")),
    ],
)
def test_position_without_a_known_stance_or_required_words_is_refused(
    consulting: Agreeing, stance: str, words: str, series_id: str, expected: tuple[str, str]
) -> None:
    assert refused(consulting.state, "XA", stance, words, series_id) == expected


def test_later_position_replaces_the_earlier_one_which_stays_on_record(consulting: Agreeing) -> None:
    first, second = consulting.state("XA", "object", "Another text"), consulting.state("XA", "agree")
    consultation = open_consultation(consulting.framework)
    assert consultation is not None
    roll = roll_of(consultation)
    assert [voice.whole for voice in roll.voices] == [second, None, None]
    assert [voice.delegation.code for voice in roll.missing] == ["XB", "XC"]
    first.refresh_from_db()
    assert first.replaced_at is not None


def test_delegation_added_after_the_consultation_began_cannot_take_a_position(consulting: Agreeing) -> None:
    late = SeatFactory(network=consulting.network, delegation=DelegationFactory(code="XD")).user
    fields = {"framework": consulting.framework, "user": late, "stance": "agree"}
    assert refused(state_position, **fields)[0] == "not_on_roll"


def test_criteria_can_be_adopted_early_once_all_countries_agree(consulting: Agreeing) -> None:
    for code in ("XA", "XB"):
        consulting.state(code, "agree")
    assert refused(consulting.adopt)[0] == "silence_runs"
    consulting.state("XC", "explain", "We read it so")
    framework = consulting.adopt()
    assert framework.status == "adopted"
    assert framework.adopted_by == consulting.secretariat
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "agreed", "XC": "explained"}


def test_countries_without_a_position_are_recorded_as_silent_or_absent_at_the_end(consulting: Agreeing) -> None:
    consulting.state("XA", "agree")
    Seat.objects.filter(user=consulting.members["XC"]).update(ends_at=timezone.now())
    consulting.later()
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "silent", "XC": "absent"}


def test_criteria_are_not_adopted_if_no_country_has_voting_members(consulting: Agreeing) -> None:
    Seat.objects.filter(user__in=consulting.members.values()).update(ends_at=timezone.now())
    assert refused(consulting.later)[0] == "nobody_there"


@pytest.mark.parametrize("series_id", ["", "1.4"])
def test_one_objection_prevents_adoption_until_it_is_withdrawn(consulting: Agreeing, series_id: str) -> None:
    for code in consulting.members:
        consulting.state(code, "agree")
    consulting.state("XC", "object", "Say: a law in force", series_id=series_id)
    assert refused(consulting.later)[0] == "objected"
    withdraw_position(framework=consulting.framework, user=consulting.members["XC"], series_id=series_id)
    assert consulting.later().status == "adopted"
    assert Position.objects.filter(stance="object").count() == 1


def test_criterion_excepted_by_a_country_becomes_context_on_adoption(consulting: Agreeing) -> None:
    for code in consulting.members:
        consulting.state(code, "agree")
    consulting.state("XB", "except", "Our register cannot tell", series_id="1.3")
    framework = consulting.adopt()
    assert consulting.criterion("1.3").scored is False
    assert framework.content_hash == framework_hash(framework)
    assert framework.content_hash != Consultation.objects.get().content_hash
    assert RollEntry.objects.get(delegation__code="XB").outcome == "except"


def test_exceptions_that_leave_too_few_scored_criteria_prevent_adoption(consulting: Agreeing) -> None:
    for code in consulting.members:
        consulting.state(code, "agree")
    consulting.state("XB", "except", "Cancel", series_id="1.1")
    assert refused(consulting.adopt)[0] == "not_adoptable"
    assert consulting.criterion("1.1").scored is True
