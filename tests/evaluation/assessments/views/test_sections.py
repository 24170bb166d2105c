"""The pages on which sections are assigned, accepted and answered."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from evaluation.assessments.section_ready import mark_ready
from evaluation.models import Assessment, SectionAssignment, SectionReady, Stage
from tests.evaluation.assessments.views.answer_requests import address, send
from tests.factories.assessments import Work
from tests.factories.sections import ADDRESS, account, give, holder_of, link_in, two_sections
from tests.worlds import world

GIVEN = {"name": "A person", "email": ADDRESS, "body": "A ministry", "language": "en"}


@world
def work(db: None) -> Work:
    return two_sections()


@pytest.fixture
def contributor_client(work: Work) -> Client:
    """Return the browser of the contributor with section 1."""
    browser = Client()
    browser.force_login(holder_of(work, 1).user)
    return browser


def test_section_is_assigned_accepted_answered_and_marked_as_ready(
    page: Client, work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    work.answer_all()
    section = work.criteria["1.1"].recommendation_id
    day = (timezone.now() + timezone.timedelta(days=9)).date().isoformat()
    with django_capture_on_commit_callbacks(execute=True):
        response = page.post(address(work, "sections/"), {**GIVEN, "due_at": day, "sections": [section]}, follow=True)
    assert f"E-mail sent to {ADDRESS}." in response.content.decode()
    assert "E-mail not opened yet" in page.get(address(work, "sections/")).content.decode()
    link = f"/evaluation/sections/link/{link_in(mail.outbox[0].body)}/"
    browser = Client()
    offered = browser.get(link)
    assert (offered.status_code, "password" in offered.context["form"].fields) == (200, False)
    mine = browser.post(link, {"name": "N. N.", "language": "en", "time_zone": "Europe/Helsinki"}, follow=True)
    assert mine.redirect_chain[-1][0] == "/evaluation/sections/"
    assert address(work, "sections/1/") in mine.content.decode()
    assert send(browser, work, "1.4", choice="no", base_version=1).status_code == 302
    ready = browser.post(address(work, "sections/1/ready/"), follow=True)
    assert "Section marked as ready." in ready.content.decode()
    assert ready.redirect_chain[-1][0] == f"{address(work, 'sections/1/')}#ready"
    assert SectionReady.objects.get().marked_by == work.row("1.4").changed_by
    assert browser.get(link).status_code == 410
    assert Client().get(link).status_code == 410


def test_section_page_names_its_contributor_and_the_due_date(
    page: Client, contributor_client: Client, work: Work
) -> None:
    holder_of(work, 1, email="another@ministry.example")
    html, own = (browser.get(address(work, "sections/1/")).content.decode() for browser in (page, contributor_client))
    assert (html.count("Assigned to"), html.count("Assigned to you")) == (2, 0)
    assert (own.count("Assigned to"), own.count("Assigned to you")) == (1, 1)


def test_invitation_without_a_name_is_not_accepted(work: Work, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
    link = f"/evaluation/sections/link/{link_in(mail.outbox[0].body)}/"
    refused = Client().post(link, {"name": " ", "language": "en", "time_zone": "Europe/Helsinki"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["name"])
    holder.refresh_from_db()
    assert holder.user is None


def test_invitation_link_does_not_switch_a_signed_in_users_account(
    work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 1)
    link = f"/evaluation/sections/link/{link_in(mail.outbox[0].body)}/"
    browser, another = Client(), account("another@example.org")
    browser.force_login(another)
    assert "You are signed in with another account" in browser.post(link).content.decode()
    assert browser.session["_auth_user_id"] == str(another.pk)
    assert SectionAssignment.objects.filter(holder__user__isnull=False).count() == 0


def test_contributors_pages_show_nothing_of_other_sections(contributor_client: Client, work: Work) -> None:
    work.answer("2.1", choice=True, comment="quetzal")
    work.evidence("2.1", url="https://quetzal.example/", title="Quetzal document")
    work.evidence("1.4", url="https://own.example/", title="Own document")
    text = contributor_client.get(address(work, "sections/1/")).content.decode()
    assert ("Own document" in text, "uetzal" in text, "Recommendation two" in text) == (True, False, False)
    assert (address(work, "sign/") in text, address(work, "workbook/") in text) == (False, False)
    saved = contributor_client.post(
        address(work, "answers/1.4/"), {"status": "value", "choice": "yes", "base_version": 0},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert saved.status_code == 200
    assert ("uetzal" in saved.content.decode(), "Recommendation two" in saved.content.decode()) == (False, False)
    foreign = work.row("2.1").evidence.get()
    added = contributor_client.post(address(work, "answers/1.4/evidence/"), {"evidence": foreign.pk})
    assert (added.status_code, work.row("1.4").evidence.count()) == (422, 1)


@pytest.mark.parametrize(
    "rest",
    ["", "sections/2/", "answers/2.1/", "sign/", "review/", "sections/"],
)
def test_other_pages_of_the_assessment_return_404_to_a_contributor(
    contributor_client: Client, work: Work, rest: str
) -> None:
    assert contributor_client.get(address(work, rest)).status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        "answers/2.1/",
        "answers/2.1/evidence/",
        "sections/2/ready/",
        "sections/2/not-ready/",
        "sections/",
        "sign/",
        "open/",
    ],
)
def test_contributor_cannot_change_anything_outside_their_sections(
    contributor_client: Client, work: Work, rest: str
) -> None:
    values = {
        "status": "value",
        "choice": "yes",
        "base_version": 0,
        "reason": "Mine",
        "title": "A",
        "url": "https://a.example",
    }
    assert contributor_client.post(address(work, rest), values).status_code == 404
    assert work.row("2.1").version == 0


def test_incomplete_section_shows_why_it_cannot_be_marked_as_ready(contributor_client: Client, work: Work) -> None:
    text = contributor_client.post(address(work, "sections/1/ready/"), follow=True).content.decode()
    assert "8 questions have no answer. Enter a value or a reason." in text
    assert "Mark as ready" in text


def test_invalid_assignment_form_shows_field_errors_and_keeps_its_entries(page: Client, work: Work) -> None:
    late = page.post(address(work, "sections/"), {**GIVEN, "due_at": "2998-01-01", "sections": []})
    assert late.status_code == 422
    assert set(late.context["form"].errors) == {"sections"}
    section = work.criteria["1.1"].recommendation_id
    late = page.post(address(work, "sections/"), {**GIVEN, "due_at": "2998-01-01", "sections": [section]})
    assert "The assessment closes before this date" in late.context["form"].errors["due_at"][0]
    assert f'value="{ADDRESS}"' in late.content.decode()


def test_withdrawn_section_closes_to_its_contributor_and_keeps_its_answers(
    page: Client, contributor_client: Client, work: Work
) -> None:
    send(contributor_client, work, "1.4", choice="yes")
    assignment = SectionAssignment.objects.get()
    page.post(address(work, f"sections/given/{assignment.pk}/take-back/"))
    assert contributor_client.get(address(work, "sections/1/")).status_code == 404
    assert (send(contributor_client, work, "1.4", choice="no", base_version=1).status_code, work.row("1.4").choice) == (
        404,
        True,
    )
    assert "A person" in page.get(address(work, "sections/1/")).content.decode()


def test_names_of_contributors_are_not_shown_to_the_secretariat(client: Client, work: Work) -> None:
    her = holder_of(work, 1).user
    work.answer_all()
    work.answer("1.4", by=her, choice=False)
    assert mark_ready(assessment=work.assessment, code=1, user=her).marked_by == her
    Assessment.objects.update(stage=Stage.SIGNED)
    shown = {}
    for who in (work.secretariat, work.delegate):
        client.force_login(who)
        for rest in ("", "sections/1/", "answers/1.4/"):
            text = client.get(address(work, rest)).content.decode()
            shown[who == work.delegate, rest] = ("A person" in text, "a ministry" in text)
    foreign = [found for (is_own, _rest), found in shown.items() if not is_own]
    assert foreign == [(False, False), (False, True), (False, True)]
    assert [found[0] for (is_own, _rest), found in shown.items() if is_own] == [True, True, True]


def test_invitation_secret_is_not_logged_when_a_form_is_refused(
    client: Client, work: Work, caplog: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 1)
    secret = link_in(mail.outbox[0].body)
    assert client.post(f"/evaluation/sections/link/{secret}/", {"name": ""}).status_code == 422
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/evaluation/sections/link/{secret}/").status_code == 403
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["/evaluation/sections/link/…/"] * 2
