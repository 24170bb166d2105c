"""Opening a cycle, and asking delegations that were added later."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from evaluation.assessments.cycle_preview import preview_cycle
from evaluation.assessments.cycles import ask_latecomers, open_cycle, require_can_open
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Answer, Assessment, Criterion, Cycle, CycleStep, Framework
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Network
from tests.factories.assessments import CRITERIA, Work, draft_framework, open_a_cycle
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

DAY = timedelta(days=1)


@world
def framework(db: None) -> Framework:
    return adopt_framework(framework=draft_framework(), decision="By the conference")


@world
def network(db: None) -> Network:
    """Return a network with two assessed delegations and another one, its own time zone, and a secretariat."""
    network = NetworkFactory(slug="alps", kind="joint", time_zone="Europe/Vienna")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    network.delegations.add(DelegationFactory(code="ZZ", name="A region", assessed=False, country="", kind="regional"))
    return network


@world
def secretary(network: Network) -> Any:
    return SeatFactory(capacity="secretariat", network=network, delegation=None).user


def terms(**changes: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"year": 2026, "opens_at": now, "due_at": now + 30 * DAY, "locks_at": now + 60 * DAY, **changes}


def test_opening_a_cycle_creates_a_draft_with_all_criteria_for_each_assessed_delegation(work: Work) -> None:
    DelegationFactory(code="ZZ", assessed=False, country="", kind="regional")
    assert list(Assessment.objects.values_list("delegation__code", "stage")) == [("XA", "draft"), ("XB", "draft")]
    assert Answer.objects.filter(assessment=work.assessment, version=0, status="unanswered").count() == len(CRITERIA)


def test_opening_of_a_cycle_is_recorded_with_person_time_and_countries(
    network: Network, framework: Framework, secretary: Any
) -> None:
    now = timezone.now()
    cycle = open_cycle(network=network, framework=framework, user=secretary, at=now, **terms(opens_at=now))
    step = CycleStep.objects.get()
    assert (step.cycle, step.kind, step.taken_by, step.taken_at) == (cycle, "opened", secretary, now)
    assert (step.countries, step.due_at, step.locks_at) == (["XA", "XB"], cycle.due_at, cycle.locks_at)
    event = Event.objects.get(kind="cycle.opened")
    assert (event.network, event.actor, event.payload["year"]) == (network, secretary, 2026)


@pytest.mark.parametrize("seat", [{"capacity": "member", "offices": ["chair"]}, {"capacity": "adviser"}])
def test_only_the_secretariat_of_the_network_can_open_a_cycle(
    network: Network, framework: Framework, seat: dict[str, Any]
) -> None:
    SeatFactory(capacity="secretariat", network=NetworkFactory(slug="other"), delegation=None)
    user = SeatFactory(network=network, delegation=DelegationFactory(code="XA"), **seat).user
    with pytest.raises(NotAllowed):
        open_cycle(network=network, framework=framework, user=user, **terms())
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"year": 2019}, "year_not_covered", "year"),
        ({"opens_at": timezone.now() - 2 * DAY}, "opens_in_the_past", "opens_at"),
        ({"due_at": timezone.now() - 20 * DAY}, "too_short", "due_at"),
        ({"due_at": timezone.now() + 13 * DAY}, "too_short", "due_at"),
        ({"locks_at": timezone.now() + 29 * DAY}, "dates_out_of_order", "locks_at"),
    ],
)
def test_invalid_dates_and_criteria_of_a_new_cycle_are_refused_with_a_field_error(
    network: Network, framework: Framework, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        open_cycle(network=network, framework=framework, **terms(**changes))
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_cycle_can_open_at_the_start_of_today_in_the_time_zone_of_the_network(
    network: Network, framework: Framework
) -> None:
    zone = ZoneInfo("Europe/Vienna")
    today = timezone.localdate(timezone=zone)
    first, due = datetime.combine(today, time(), zone), datetime.combine(today + 14 * DAY, time(23, 59), zone)
    require_can_open(network=network, framework=framework, year=2026, opens_at=first, due_at=due, locks_at=due)
    with pytest.raises(Refused, match="Choose a date that has not passed"):
        require_can_open(
            network=network,
            framework=framework,
            year=2026,
            opens_at=first - timedelta(seconds=1),
            due_at=due,
            locks_at=due,
        )


def test_second_cycle_for_the_same_year_is_refused(network: Network, framework: Framework) -> None:
    open_cycle(network=network, framework=framework, **terms())
    with pytest.raises(Refused, match="already has a cycle for") as refusal:
        open_cycle(network=network, framework=framework, **terms())
    assert refusal.value.field == "year"
    assert (Cycle.objects.count(), Assessment.objects.count(), CycleStep.objects.count()) == (1, 2, 1)


def test_network_without_assessed_delegations_cannot_open_a_cycle(framework: Framework) -> None:
    empty = NetworkFactory(slug="empty")
    empty.delegations.add(DelegationFactory(code="ZZ", assessed=False, country="", kind="regional"))
    with pytest.raises(Refused, match="No delegation of this network is assessed"):
        open_cycle(network=empty, framework=framework, **terms())
    assert not Cycle.objects.exists()


def test_cycle_cannot_open_with_criteria_that_are_not_adopted_or_were_altered(network: Network) -> None:
    framework = draft_framework()
    with pytest.raises(Refused, match="not adopted"):
        open_a_cycle(framework, network, 2026)
    adopt_framework(framework=framework, decision="By the conference")
    Criterion.objects.filter(series_id="1.2").update(weight=3)
    with pytest.raises(Refused, match="no longer match the adopted text"):
        open_a_cycle(framework, network, 2026)


def test_delegations_added_later_can_be_asked_without_changing_the_others(work: Work) -> None:
    work.answer("1.4", choice=True)
    work.network.delegations.add(DelegationFactory(code="XC"))
    cycle = ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
    assert cycle == work.assessment.cycle
    assert cycle.assessments.count() == 3
    assert work.row("1.4").choice is True
    step = CycleStep.objects.latest("pk")
    assert (step.kind, step.countries, step.taken_by) == ("joined", ["XC"], work.secretariat)


def test_no_more_delegations_can_be_asked_if_all_were_asked_or_the_cycle_is_locked(work: Work) -> None:
    cycle = work.assessment.cycle
    with pytest.raises(Refused, match="have been asked"):
        ask_latecomers(cycle=cycle, user=work.secretariat)
    work.network.delegations.add(DelegationFactory(code="XC"))
    with pytest.raises(NotAllowed):
        ask_latecomers(cycle=cycle, user=work.delegate)
    with pytest.raises(Refused, match="Unlock the cycle"):
        ask_latecomers(cycle=cycle, user=work.secretariat, at=cycle.locks_at)
    assert cycle.assessments.count() == 2


def test_preview_of_a_cycle_names_countries_and_counts_prefilled_answers(work: Work) -> None:
    work.answer("1.4", choice=True)
    work.answer("1.3", status="not_available", reason="late")
    found = preview_cycle(
        network=work.network,
        framework=work.framework,
        user=work.secretariat,
        **terms(year=work.assessment.cycle.year + 1),
    )
    first, second = found.countries
    names = (str(work.delegate),), (str(work.government),)
    assert (first.delegation.code, first.delegates, first.government, first.prefilled) == ("XA", *names, 2)
    assert set(first.notified) == {str(work.delegate), str(work.government)}
    assert (second.delegation.code, second.delegates, second.notified, second.prefilled) == ("XB", (), (), 0)
    assert (found.people_notified, found.prefilled, found.without_delegate) == (2, 2, (second,))
    assert Cycle.objects.count() == 1


def test_preview_of_a_cycle_lists_delegations_that_are_not_asked(
    network: Network, framework: Framework, secretary: Any
) -> None:
    found = preview_cycle(network=network, framework=framework, user=secretary, **terms())
    assert [one.code for one in found.left_out] == ["ZZ"]
    assert (found.prefilled, [(one.language, one.done) for one in found.languages]) == (0, [("de", 1)])


def test_preview_of_a_cycle_is_refused_where_opening_is_refused(
    network: Network, framework: Framework, secretary: Any
) -> None:
    with pytest.raises(Refused, match="do not cover this year"):
        preview_cycle(network=network, framework=framework, user=secretary, **terms(year=2019))
    outsider = SeatFactory(capacity="member", network=network, delegation=DelegationFactory(code="XA")).user
    with pytest.raises(NotAllowed):
        preview_cycle(network=network, framework=framework, user=outsider, **terms())
