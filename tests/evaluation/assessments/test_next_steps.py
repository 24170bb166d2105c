"""The next step towards an assessment, on desks and on /evaluation/."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from evaluation.assessments.next_steps import StepKind, desk_items, next_steps
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Assessment, Cycle, Framework, Stage
from networkapp.models import Network
from tests.factories.agreement import NEW, Agreeing, make_agreeing
from tests.factories.assessments import Work, draft_framework, open_a_cycle
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

DAY = timedelta(days=1)


@world
def network(db: None) -> Network:
    network = NetworkFactory(slug="water", kind="joint")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    return network


@world
def secretary(network: Network) -> Any:
    return SeatFactory(capacity="secretariat", network=network, delegation=None).user


@world
def proposing(db: None) -> Agreeing:
    made = make_agreeing()
    made.open()
    return made


def steps(person: Any) -> list[StepKind]:
    return [found.step for found in next_steps(person)]


def on_desk(person: Any) -> list[str]:
    return [str(item.title) for item in desk_items(user=person)]


def test_each_step_from_first_criteria_to_a_closed_cycle_is_shown_in_turn(network: Network, secretary: Any) -> None:
    year = timezone.localdate().year
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.BEGIN], ["Start the first criteria"])
    framework = draft_framework(network)
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.ADOPT], [])
    adopt_framework(framework=framework, decision="By the conference")
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.OPEN], [f"Open the {year} cycle"])
    open_a_cycle(framework, network, year)
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.FOLLOW], [])
    now = timezone.now()
    Cycle.objects.update(opens_at=now - 9 * DAY, due_at=now - 2 * DAY, locks_at=now - DAY)
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.CLOSE], [f"Close the {year} cycle"])
    Assessment.objects.filter(delegation__code="XA").update(stage=Stage.SIGNED)
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.FOLLOW], [])
    Cycle.objects.update(closed_at=now)
    assert (steps(secretary), on_desk(secretary)) == ([StepKind.FOLLOW], [])


def test_next_criteria_can_be_drafted_during_an_open_cycle(network: Network, secretary: Any) -> None:
    framework = adopt_framework(framework=draft_framework(network), decision="By the conference")
    open_a_cycle(framework, network, timezone.localdate().year)
    Framework.objects.create(network=network, title="Next", version="next", first_year=2099, previous=framework)
    assert steps(secretary) == [StepKind.ADOPT, StepKind.FOLLOW]


def test_undecided_proposals_are_named_as_the_next_step(proposing: Agreeing) -> None:
    proposing.propose()
    proposing.propose("XC", fields={**NEW, "title": "Calls in the evening"})
    proposing.close()
    assert [found.detail for found in next_steps(proposing.secretariat)] == ["2 proposals await the rapporteur."]


def test_opening_the_next_cycle_is_suggested_after_the_last_one_has_closed(network: Network, secretary: Any) -> None:
    framework = adopt_framework(framework=draft_framework(network), decision="By the conference")
    now = timezone.now()
    dates = {"opens_at": now - 400 * DAY, "due_at": now - 300 * DAY, "locks_at": now - 200 * DAY}
    open_a_cycle(framework, network, timezone.localdate().year - 1, **dates)
    assert steps(secretary) == [StepKind.CLOSE]
    Cycle.objects.update(closed_at=now)
    assert steps(secretary) == [StepKind.OPEN]


def test_network_of_one_parliament_is_not_asked_to_start_criteria(secretary: Any) -> None:
    alone = NetworkFactory(slug="alone", kind="national")
    alone.delegations.add(DelegationFactory(code="XC"))
    SeatFactory(user=secretary, capacity="secretariat", network=alone, delegation=None)
    assert [found.network.slug for found in next_steps(secretary)] == ["water"]


def test_members_get_a_step_only_while_draft_criteria_are_open_for_proposals(network: Network) -> None:
    member = SeatFactory(capacity="member", network=network, delegation=DelegationFactory(code="XA")).user
    assert steps(member) == []
    framework = draft_framework(network)
    assert steps(member) == []
    Framework.objects.filter(pk=framework.pk).update(status="proposals")
    assert (steps(member), on_desk(member)) == ([StepKind.PROPOSE], [])


def test_visitors_and_members_of_other_networks_have_no_next_step(network: Network, work: Work) -> None:
    assert steps(AnonymousUser()) == []
    assert [found.network for found in next_steps(work.secretariat)] == [work.network]


@pytest.mark.parametrize("number", [1, 3])
def test_next_steps_of_several_networks_take_one_query(
    secretary: Any, number: int, django_assert_num_queries: Any
) -> None:
    for place in range(1, number):
        more = NetworkFactory(slug=f"more-{place}", kind="joint")
        SeatFactory(user=secretary, capacity="secretariat", network=more, delegation=None)
    with django_assert_num_queries(1):
        assert len(next_steps(secretary)) == number
