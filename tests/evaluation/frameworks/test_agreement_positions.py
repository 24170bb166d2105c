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
    ("stance", "words", "series_id", "said"),
    [
        ("except", "Not this", "", ("no_such_position", "stance")),
        ("maybe", "", "", ("no_such_position", "stance")),
        ("object", " ", "", ("words_needed", "words")),
        ("explain", "", "1.2", ("words_needed", "words")),
        ("agree", "", "9.9", ("no_such_criterion", "series_id")),
    ],
)
def test_position_without_a_known_stance_or_required_words_is_refused(
    asked: Agreeing, stance: str, words: str, series_id: str, said: tuple[str, str]
) -> None:
    assert refused(asked.say, "XA", stance, words, series_id) == said


def test_later_position_replaces_the_earlier_one_which_stays_on_record(asked: Agreeing) -> None:
    first, second = asked.say("XA", "object", "Another text"), asked.say("XA", "agree")
    consultation = open_consultation(asked.framework)
    assert consultation is not None
    roll = roll_of(consultation)
    assert [voice.whole for voice in roll.voices] == [second, None, None]
    assert [voice.delegation.code for voice in roll.missing] == ["XB", "XC"]
    first.refresh_from_db()
    assert first.replaced_at is not None


def test_delegation_added_after_the_consultation_began_cannot_take_a_position(asked: Agreeing) -> None:
    late = SeatFactory(network=asked.network, delegation=DelegationFactory(code="XD")).user
    given = {"framework": asked.framework, "user": late, "stance": "agree"}
    assert refused(state_position, **given)[0] == "not_on_roll"


def test_criteria_can_be_adopted_early_once_all_countries_agree(asked: Agreeing) -> None:
    for code in ("XA", "XB"):
        asked.say(code, "agree")
    assert refused(asked.adopt)[0] == "silence_runs"
    asked.say("XC", "explain", "We read it so")
    framework = asked.adopt()
    assert framework.status == "adopted"
    assert framework.adopted_by == asked.secretariat
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "agreed", "XC": "explained"}


def test_countries_without_a_position_are_recorded_as_silent_or_absent_at_the_end(asked: Agreeing) -> None:
    asked.say("XA", "agree")
    Seat.objects.filter(user=asked.members["XC"]).update(ends_at=timezone.now())
    asked.later()
    outcomes = {entry.delegation.code: entry.outcome for entry in RollEntry.objects.all()}
    assert outcomes == {"XA": "agreed", "XB": "silent", "XC": "absent"}


def test_criteria_are_not_adopted_if_no_country_has_voting_members(asked: Agreeing) -> None:
    Seat.objects.filter(user__in=asked.members.values()).update(ends_at=timezone.now())
    assert refused(asked.later)[0] == "nobody_there"


@pytest.mark.parametrize("series_id", ["", "1.4"])
def test_one_objection_prevents_adoption_until_it_is_withdrawn(asked: Agreeing, series_id: str) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XC", "object", "Say: a law in force", series_id=series_id)
    assert refused(asked.later)[0] == "objected"
    withdraw_position(framework=asked.framework, user=asked.members["XC"], series_id=series_id)
    assert asked.later().status == "adopted"
    assert Position.objects.filter(stance="object").count() == 1


def test_criterion_excepted_by_a_country_becomes_context_on_adoption(asked: Agreeing) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XB", "except", "Our register cannot tell", series_id="1.3")
    framework = asked.adopt()
    assert asked.criterion("1.3").scored is False
    assert framework.content_hash == framework_hash(framework)
    assert framework.content_hash != Consultation.objects.get().content_hash
    assert RollEntry.objects.get(delegation__code="XB").outcome == "except"


def test_exceptions_that_leave_too_few_scored_criteria_prevent_adoption(asked: Agreeing) -> None:
    for code in asked.members:
        asked.say(code, "agree")
    asked.say("XB", "except", "Cancel", series_id="1.1")
    assert refused(asked.adopt)[0] == "not_adoptable"
    assert asked.criterion("1.1").scored is True
