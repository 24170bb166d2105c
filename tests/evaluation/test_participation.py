"""Evaluation without delegations that are suspended: cycles, sections, agreement on criteria, published results."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from evaluation.assessments.consumers import find_assessment_access
from evaluation.assessments.cycles import ask_latecomers
from evaluation.assessments.section_reminders import sections_to_complete
from evaluation.assessments.sections import accept_as_newcomer, invitation_state
from evaluation.frameworks.agreement_roll import latest_rolls
from evaluation.models import Assessment
from networkapp.errors import Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import ParticipationRecord
from networkapp.networks.actions.invitations import InvitationPageState
from tests.factories.agreement import make_agreeing
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, suspend
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.sections import give, holder_of, two_sections
from tests.networkapp.core.sockets import log_in

pytestmark = pytest.mark.django_db


def test_cycle_creates_no_draft_for_a_suspended_delegation_until_it_returns() -> None:
    network = NetworkFactory(slug="joint")
    record = suspend(network, "XB")
    cycle = make_cycle(framework=make_framework(), network=network, countries=["XA", "XB"])
    before = list(cycle.assessments.values_list("delegation__code", flat=True))
    ParticipationRecord.objects.filter(pk=record.pk).update(until=timezone.now())
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None)
    ask_latecomers(cycle=cycle, user=clerk.user, at=cycle.opens_at)
    assert (before, sorted(cycle.assessments.values_list("delegation__code", flat=True))) == (["XA"], ["XA", "XB"])


def test_contributors_lose_their_sections_with_the_suspension(client: Client) -> None:
    work = two_sections()
    user: Any = holder_of(work, 1).user
    client.force_login(user)
    page = f"/evaluation/assessments/{work.assessment.pk}/sections/1/"
    before = (client.get(page).status_code, len(list(sections_to_complete(user=user))))
    suspend(work.assessment.cycle.network, work.assessment.delegation.code)
    assert before == (200, 1)
    assert (client.get(page).status_code, list(sections_to_complete(user=user))) == (404, [])


def test_link_of_a_contributor_does_nothing_while_the_delegation_is_suspended() -> None:
    work = two_sections()
    holder = give(work, 1)
    suspend(work.assessment.cycle.network, work.assessment.delegation.code)
    door = invitation_state(invitation=holder, visitor=AnonymousUser())
    newcomer = Newcomer(name="A person", language="en", time_zone="Europe/Helsinki", password="not to be guessed")
    with pytest.raises(Refused) as refusal:
        accept_as_newcomer(invitation=holder, newcomer=newcomer)
    assert (door, refusal.value.code, host_accounts().find(holder.email)) == (
        InvitationPageState.SETTLED,
        "settled",
        None,
    )


def test_socket_of_a_contributor_ends_with_the_recorded_suspension() -> None:
    work = two_sections()
    user: Any = holder_of(work, 1).user
    begins = timezone.now() + timedelta(hours=1)
    suspend(work.assessment.cycle.network, work.assessment.delegation.code, takes_effect_at=begins)
    access = find_assessment_access(work.assessment.pk, {settings.SESSION_COOKIE_NAME: log_in(user)})
    assert access is not None
    assert access.until == begins


def test_objection_of_a_suspended_country_does_not_prevent_agreement_on_criteria() -> None:
    made = make_agreeing()
    made.open()
    made.close()
    made.ask()
    made.state("XA", "agree")
    made.state("XB", "agree")
    made.state("XC", "object", "Not like this.")
    with pytest.raises(Refused):
        made.later()
    suspend(made.network, "XC")
    made.later()
    [roll] = latest_rolls([made.framework.pk]).values()
    assert [voice.entry.outcome for voice in roll.voices] == ["agreed", "agreed", "uncounted"]


def test_roll_of_adopted_criteria_is_counted_as_recorded() -> None:
    made = make_agreeing()
    made.open()
    made.close()
    made.ask()
    made.state("XA", "agree")
    made.state("XB", "agree")
    record = suspend(made.network, "XC")
    made.adopt()
    ParticipationRecord.objects.filter(pk=record.pk).update(until=record.takes_effect_at)
    suspend(made.network, "XA", takes_effect_at=record.takes_effect_at)
    [roll] = latest_rolls([made.framework.pk]).values()
    assert [voice.is_counted for voice in roll.voices] == [True, True, False]


def test_profile_of_a_suspended_country_keeps_its_results_and_shows_the_status(client: Client) -> None:
    network = NetworkFactory(slug="joint", visibility="public")
    published = make_published(make_cycle(framework=make_framework(), network=network, countries=["XA"]), "XA")
    suspend(network, "XA", from_day=date(2026, 5, 3), source="Statutes of 2022")
    html = client.get("/evaluation/countries/xa/").content.decode()
    assert "Suspended since 3 May 2026</span>" in html
    assert "Statutes of 2022" in html
    assert Assessment.objects.get().versions.get() == published


def test_profile_shows_the_status_in_a_closed_network_only_to_people_who_see_it(client: Client) -> None:
    network = NetworkFactory(slug="joint", visibility="closed")
    make_published(make_cycle(framework=make_framework(), network=network, countries=["XA"]), "XA")
    suspend(network, "XA", from_day=date(2026, 5, 3), source="Statutes of 2022")
    shown = []
    for user in (None, SeatFactory(network=network, delegation=DelegationFactory(code="XB")).user):
        if user:
            client.force_login(user)
        answer = client.get("/evaluation/countries/xa/")
        shown.append((answer.status_code, "Statutes of 2022" in answer.content.decode()))
    assert shown == [(200, False), (200, True)]


@pytest.mark.parametrize(("visibility", "readers"), [("public", [True, True]), ("closed", [False, True])])
@pytest.mark.parametrize("page", ["/evaluation/", "/evaluation/recommendations/1/"])
def test_pages_of_results_show_the_status_of_a_country_to_people_who_see_the_network(
    client: Client, page: str, visibility: str, readers: list[bool]
) -> None:
    network = NetworkFactory(slug="joint", visibility=visibility)
    made = make_cycle(framework=make_framework(), network=network, countries=["XA", "XB"])
    make_published(made, "XA")
    member = SeatFactory(network=network, delegation=DelegationFactory(code="XB")).user
    client.get(page)
    suspend(network, "XA", from_day=date(2026, 5, 3))
    shown = []
    for user in (None, member):
        if user:
            client.force_login(user)
        shown.append("suspended since 3 May 2026" in client.get(page).content.decode())
    assert shown == readers
