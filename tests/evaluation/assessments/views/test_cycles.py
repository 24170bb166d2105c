"""The pages of cycles: next steps, preview, opening, extending, locking and closing."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.worksheet import load_worksheet
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Assessment, Cycle, CycleStep, Framework
from networkapp.models import Network
from tests.factories.assessments import Work, draft_framework
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

OPEN = "/evaluation/cycles/water/open/"


@world
def network(db: None) -> Network:
    network = NetworkFactory(slug="water", name="Network on drinking water", kind="joint", time_zone="Europe/Vienna")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    return network


@world
def framework(network: Network) -> Framework:
    return adopt_framework(framework=draft_framework(network), decision="By the conference")


@pytest.fixture
def secretary(client: Client, network: Network) -> Client:
    """Return the browser of a user who has only a secretariat's seat."""
    client.force_login(SeatFactory(capacity="secretariat", network=network, delegation=None).user)
    return client


def terms(framework: Framework, **changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    days = {"opens_at": 1, "due_at": 40, "locks_at": 70}
    dates = {name: (today + timedelta(days=days)).isoformat() for name, days in days.items()}
    return {"year": today.year, "framework": framework.pk, **dates, **changes}


def test_secretariat_sees_the_next_step_on_an_empty_evaluation_page(secretary: Client) -> None:
    page = secretary.get("/evaluation/").content.decode()
    assert "Start the first criteria" in page
    assert 'href="/evaluation/new-framework/"' in page
    assert 'href="/evaluation/cycles/"' in page


def test_visitor_sees_no_next_step_on_an_empty_evaluation_page(client: Client, framework: Framework) -> None:
    page = client.get("/evaluation/").content.decode()
    assert "Next steps" not in page
    assert "/evaluation/cycles/" not in page
    assert 'href="/evaluation/frameworks/"' in page


def test_preview_of_a_cycle_shows_who_is_asked_and_opens_nothing(secretary: Client, framework: Framework) -> None:
    delegation = DelegationFactory(code="XA")
    delegate = SeatFactory(
        capacity="adviser", offices=["assessment_delegate"], network=framework.network, delegation=delegation
    ).user
    response = secretary.get(OPEN, terms(framework))
    page = response.content.decode()
    assert response.status_code == 200
    assert "2 countries in this cycle" in page
    assert page.count(str(delegate)) == 2
    assert page.count("no delegate yet") == 1
    assert f"Open the {timezone.localdate().year} cycle" in page
    assert not Cycle.objects.exists()


def test_previewed_cycle_opens_with_dates_in_the_time_zone_of_the_network(
    secretary: Client, framework: Framework
) -> None:
    result = terms(framework)
    preview = secretary.get(OPEN, result)
    posted = {name: preview.context["form"][name].value() for name in result}
    response = secretary.post(OPEN, posted)
    cycle = Cycle.objects.get()
    assert response["Location"] == f"/evaluation/cycles/water/{cycle.year}/"
    local = [moment.astimezone(cycle.network.zone) for moment in (cycle.opens_at, cycle.due_at, cycle.locks_at)]
    assert [f"{moment:%Y-%m-%d}" for moment in local] == [result["opens_at"], result["due_at"], result["locks_at"]]
    assert [f"{moment:%H:%M}" for moment in local] == ["00:00", "23:59", "23:59"]
    assert cycle.assessments.count() == 2


def test_invalid_cycle_form_keeps_its_entries_and_shows_field_errors(secretary: Client, framework: Framework) -> None:
    soon = (timezone.localdate() + timedelta(days=5)).isoformat()
    for ask in (secretary.get, secretary.post):
        response = ask(OPEN, terms(framework, due_at=soon))
        assert response.status_code == 422
        assert "at least 14 days" in str(response.context["form"].errors["due_at"])
        assert f'value="{soon}"' in response.content.decode()
    response = secretary.get(OPEN, {"year": "soon"})
    assert set(response.context["form"].errors) == {"year", "framework", "opens_at", "due_at", "locks_at"}
    assert not Cycle.objects.exists()


def test_opening_a_second_cycle_for_the_same_year_shows_an_error(secretary: Client, framework: Framework) -> None:
    result = terms(framework)
    secretary.post(OPEN, result)
    response = secretary.post(OPEN, result)
    assert response.status_code == 422
    assert "already has a cycle for" in response.content.decode()


def test_cycle_form_without_adopted_criteria_links_to_the_criteria(secretary: Client) -> None:
    page = secretary.get(OPEN).content.decode()
    assert "No criteria are adopted yet" in page
    assert 'href="/evaluation/frameworks/"' in page


def address(work: Work, act: str = "") -> str:
    return f"/evaluation/cycles/sample/{work.assessment.cycle.year}/{act}"


def test_extension_of_a_cycle_is_shown_with_its_author_and_reason(client: Client, work: Work) -> None:
    client.force_login(work.secretariat)
    later = (timezone.localdate() + timedelta(days=50)).isoformat()
    response = client.post(address(work, "extend/"), {"due_at": later, "reason": "An election"}, follow=True)
    page = response.content.decode()
    assert "Due date extended" in page
    assert "An election" in page
    assert str(work.secretariat) in page
    client.force_login(work.delegate)
    page = client.get(address(work)).content.decode()
    assert "An election" in page
    assert "Manage cycle" not in page


def test_refused_lock_keeps_the_entered_reason_in_its_form(client: Client, work: Work) -> None:
    client.force_login(work.secretariat)
    response = client.post(address(work, "lock/"), {"reason": "We are in a hurry"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Countries can answer until" in page
    assert page.count("We are in a hurry") == 1
    assert not CycleStep.objects.filter(kind="locked").exists()


def test_a_locked_cycle_can_be_unlocked_and_closed_on_its_page(client: Client, work: Work) -> None:
    now = timezone.now()
    Cycle.objects.update(due_at=now - timedelta(days=2), locks_at=now - timedelta(days=1))
    client.force_login(work.secretariat)
    later = (timezone.localdate() + timedelta(days=3)).isoformat()
    client.post(address(work, "unlock/"), {"locks_at": later, "reason": "A ministry was closed"})
    assert Cycle.objects.get().current_state == "overdue"
    Cycle.objects.update(locks_at=now - timedelta(days=1))
    page = client.post(address(work, "close/"), {"reason": "Done"}, follow=True).content.decode()
    assert Cycle.objects.get().current_state == "closed"
    assert "Manage cycle" not in page
    assert list(CycleStep.objects.values_list("kind", flat=True)) == ["opened", "unlocked", "closed"]


def test_pages_of_a_cycle_locked_early_name_both_dates_and_ask_for_no_answers(client: Client, work: Work) -> None:
    work.assessment.cycle.assessments.update(stage="signed")
    due = work.assessment.cycle.due_on
    client.force_login(work.secretariat)
    page = client.post(address(work, "lock/"), {"reason": "All have signed"}, follow=True).content.decode()
    cycle = Cycle.objects.get()
    days = {"due": date_format(due), "locks": date_format(cycle.locks_on)}
    words = "Locked on {locks}, before the due date ({due}).".format(**days)
    assert words in page
    assert "Due {due}, locked {locks}".format(**days) in page
    assert ("Answers are due on" in page, "Answers were due on" in page) == (False, False)
    assert words in client.get("/evaluation/").content.decode()
    assert words in book_words(work.assessment)
    later = (due + timedelta(days=1)).isoformat()
    page = client.post(address(work, "unlock/"), {"locks_at": later, "reason": "A mistake"}, follow=True)
    assert "Answers are due on {due}.".format(**days) in page.content.decode()


def book_words(assessment: Assessment) -> str:
    """Return the instructions in the workbook of the assessment."""
    assessment.cycle.refresh_from_db()
    book = load_workbook(BytesIO(workbook_file(load_worksheet(assessment))))
    return "\n".join(str(cell.value) for row in book["Instructions"].iter_rows() for cell in row if cell.value)


def test_delegations_added_later_can_be_asked_from_the_cycle_page(client: Client, work: Work) -> None:
    work.network.delegations.add(DelegationFactory(code="XC"))
    client.force_login(work.secretariat)
    assert "have not been asked" in client.get(address(work)).content.decode()
    page = client.post(address(work, "ask/"), follow=True).content.decode()
    assert "have not been asked" not in page
    assert work.assessment.cycle.assessments.count() == 3
    assert client.post(address(work, "ask/")).status_code == 422
