"""Conclusions of a network about a country and a recommendation: recorded, never changed and never computed."""

from datetime import date
from typing import Any

import pytest

from evaluation.follow_up.queries import follow_up
from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Cycle, Recommendation, Verdict
from evaluation.results.publishing.scores import score_assessment
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Subject
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework, make_published
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA", "XB"])


def decide(cycle: Cycle, says: str = "partly", **kwargs: Any) -> Verdict:
    usual = {
        "network": cycle.network,
        "delegation": DelegationFactory(code="XA"),
        "recommendation": 1,
        "says": says,
        "reason": "Half of it is done.",
        "decision": "Meeting 3, item 2",
        "decided_on": date(2025, 11, 20),
    }
    by = kwargs.pop("user", None) or SeatFactory(network=cycle.network, capacity="secretariat", delegation=None).user
    return record_verdict(**{**usual, **kwargs}, user=by)


def test_later_conclusion_replaces_an_earlier_one_and_both_are_stored(cycle: Cycle) -> None:
    decide(cycle, "not")
    decide(cycle, "partly")
    found = follow_up(code=1, user=SeatFactory(network=cycle.network).user)
    assert found is not None
    [network] = found.networks
    actual = [(row.country, row.now and row.now.says, [item.says for item in row.earlier]) for row in network.rows]
    assert actual == [("XA", "partly", ["not"]), ("XB", None, [])]


def test_conclusion_creates_a_network_event_with_its_author(cycle: Cycle) -> None:
    verdict = decide(cycle)
    event = Event.objects.get(network=cycle.network, kind="verdict.recorded")
    assert (event.actor, event.payload) == (
        verdict.recorded_by, {"delegation": "XA", "recommendation": 1, "says": "partly"},
    )  # fmt: skip


def test_conclusion_does_not_change_results(cycle: Cycle) -> None:
    version = make_published(cycle, "XA")
    before = score_assessment(version.assessment)
    decide(cycle, "not")
    assert score_assessment(version.assessment) == before


@pytest.mark.parametrize("role", ["member", "adviser", "government", "expert", "observer"])
def test_only_the_secretariat_can_record_a_conclusion(cycle: Cycle, role: str) -> None:
    with pytest.raises(NotAllowed):
        decide(cycle, user=SeatFactory(network=cycle.network, capacity=role).user)


def test_secretariat_of_another_network_cannot_record_a_conclusion(cycle: Cycle) -> None:
    elsewhere = SeatFactory(network=NetworkFactory(slug="elsewhere"), capacity="secretariat", delegation=None)
    with pytest.raises(NotAllowed):
        decide(cycle, user=elsewhere.user)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"reason": " "}, "words_needed"),
        ({"decision": ""}, "words_needed"),
        ({"decided_on": date(2990, 1, 1)}, "day_to_come"),
        ({"recommendation": 9}, "no_recommendation"),
    ],
)
def test_conclusion_without_reason_decision_or_recommendation_is_refused(cycle: Cycle, value: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        decide(cycle, **value)
    assert refusal.value.code == code


def test_conclusion_on_a_country_that_the_network_does_not_assess_is_refused(cycle: Cycle) -> None:
    with pytest.raises(Refused, match="does not assess"):
        decide(cycle, delegation=DelegationFactory(code="EE"))


def test_conclusions_of_a_closed_network_are_shown_only_to_its_members(cycle: Cycle) -> None:
    cycle.network.visibility = "closed"
    cycle.network.save()
    decide(cycle)
    stranger, seated = follow_up(code=1, user=SeatFactory().user), SeatFactory(network=cycle.network).user
    own = follow_up(code=1, user=seated)
    assert stranger is not None
    assert own is not None
    assert (stranger.networks, len(own.networks)) == ((), 1)


def test_follow_up_lists_only_chapters_that_the_reader_may_read(cycle: Cycle) -> None:
    subject = Subject.objects.create(slug="help", title="Help")
    Recommendation.objects.update(subject=subject)
    for slug, visibility in (("open", "public"), ("shut", "closed")):
        network = NetworkFactory(slug=slug, visibility=visibility)
        chapter = make_chapter(make_handbook(network, title=slug), title=f"Chapter {slug}")
        chapter.subjects = [subject]
        chapter.save()
    found = follow_up(code=1, user=SeatFactory(network=cycle.network).user)
    assert found is not None
    assert [chapter.title for chapter in found.chapters] == ["Chapter open"]


def test_recommendation_without_adopted_criteria_has_no_follow_up() -> None:
    assert follow_up(code=1, user=None) is None
