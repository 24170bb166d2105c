"""The pages of an assessment: access, signatures and publication."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.assessments.signing import answers_hash
from evaluation.models import Cycle
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.factories.assessments import Work, make_work
from tests.factories.networks import SeatFactory


@pytest.mark.parametrize(
    "rest",
    ["", "sections/1/", "answers/1.2/", "sign/", "review/"],
)
@pytest.mark.parametrize("who", ["foreign", "secretariat", "member of another network"])
def test_draft_pages_return_404_to_other_countries_and_the_secretariat(
    client: Client, work: Work, rest: str, who: str
) -> None:
    work.answer("1.8", text="quetzal")
    seats = {
        "foreign": {"network": work.network, "delegation__code": "XB", "offices": ["assessment_delegate"]},
        "secretariat": {"network": work.network, "capacity": "secretariat", "delegation": None},
        "member of another network": {"delegation__code": "XA", "offices": ["assessment_delegate"]},
    }
    client.force_login(SeatFactory(**{"capacity": "adviser", **seats[who]}).user)
    response = client.get(address(work, rest))
    assert response.status_code == 404
    assert "quetzal" not in response.content.decode()


def test_delegate_of_another_country_cannot_save_an_answer(client: Client, work: Work) -> None:
    seat = SeatFactory(network=work.network, capacity="adviser", delegation__code="XB", offices=["assessment_delegate"])
    client.force_login(seat.user)
    assert send(client, work, "1.4", choice="yes").status_code == 404
    assert work.row("1.4").version == 0


def test_member_of_the_country_can_read_but_not_save_answers(client: Client, work: Work) -> None:
    client.force_login(SeatFactory(network=work.network, capacity="member", delegation__code="XA").user)
    text = client.get(address(work, "sections/1/")).content.decode()
    assert "data-answer" not in text
    assert send(client, work, "1.4", choice="yes").status_code == 403


def test_assessment_pages_redirect_visitors_to_sign_in(client: Client, work: Work) -> None:
    for rest in ("", "sections/1/", "answers/1.2/", "sign/"):
        assert "/account/login/" in client.get(address(work, rest))["Location"]


@pytest.mark.parametrize("rest", ["sections/99/", "answers/9.9/", "answers/../"])
def test_unknown_sections_and_questions_return_404(page: Client, work: Work, rest: str) -> None:
    assert page.get(address(work, rest)).status_code == 404


def test_list_of_sections_counts_only_answered_questions_as_problems(page: Client, work: Work) -> None:
    def shown() -> list[str]:
        rows = page.get(address(work)).content.decode().partition("<tbody>")[2]
        found = re.search(r'class="status-badge([^"]*)">.*?<span>([^<]*)</span>', rows)
        assert found
        return [found[1].strip(), found[2]]

    assert shown() == ["", "8 not answered"]
    work.answer("1.4", status="not_available")
    assert shown() == ["status-badge--stop", "1 problem"]


def test_signing_with_blockers_lists_them_by_section(page: Client, work: Work) -> None:
    work.answer("1.4", status="not_available")
    seen = answers_hash(work.assessment)
    response = page.post(address(work, "sign/"), {"role": "delegate", "answers_hash": seen})
    text = response.content.decode()
    assert response.status_code == 422
    assert "7 questions have no answer. Enter a value or a reason. Fix 1 problem first." in text
    assert ("7 questions to answer before signing" in text, "Continue with section 1" in text) == (True, True)
    [results] = re.findall(r'<h2 id="open-points">[\s\S]*?</section>', text)
    assert re.findall(r'href="(/[^"]*)"', results)[:2] == [address(work, "sections/1/"), address(work, "answers/1.4/")]
    assert results.count("7 not answered") == results.count("<li>") == 1
    named = re.search(r'<a href="[^"]*/answers/1.4/">([\s\S]*?)</a> ([^<]*)<', results)
    assert named
    title = re.sub("<[^>]*>", "", named[1])
    assert (title, named[2]) == (f"1.4 {work.criteria['1.4'].local_title}", "Choose a reason why there is no value.")


def test_an_untouched_assessment_shows_progress_and_where_to_start_instead_of_problems(
    page: Client, work: Work
) -> None:
    text = page.get(address(work, "sign/")).content.decode()
    assert ("No section has been answered yet" in text, "0 of 8 answered" in text) == (True, True)
    assert f'href="{address(work, "sections/1/")}">Start with section 1</a>' in text
    for listed in ("Check results", "problem", address(work, "answers/")):
        assert listed not in text
    assert "Start with section 1</a>" in page.get(address(work)).content.decode()


def test_signing_is_offered_only_when_it_is_possible_and_otherwise_shows_the_obstacles(
    page: Client, work: Work
) -> None:
    def shown() -> tuple[bool, str]:
        text = page.get(address(work, "sign/")).content.decode()
        return 'name="answers_hash"' in text, text

    offered, text = shown()
    assert not offered
    assert "8 questions have no answer." in text
    work.answer_all()
    assert shown()[0]
    SeatFactory(user=work.delegate, network=work.network, capacity="government")
    work.sign("delegate")
    offered, text = shown()
    assert not offered
    assert "The second signature must come from a different person" in text
    work.answer("1.4", choice=False)
    now = timezone.now()
    Cycle.objects.update(locks_at=now, due_at=now)
    offered, text = shown()
    assert not offered
    assert "The assessment is closed." in text


def test_value_out_of_range_gets_a_field_error_and_stays_in_the_form(page: Client, work: Work) -> None:
    for series_id, field, typed, words in (
        ("1.3", "number", "-3", "Enter a number of 0 or more."),
        ("1.6", "number", "100 USD", "Enter a number, such as"),
        ("1.7", "date", "2999-01-01", "The date cannot be in the future."),
    ):
        refused = send(page, work, series_id, **{field: typed})
        form = refused.context["shown"].form
        assert (refused.status_code, form[field].value()) == (422, typed)
        assert words in form.errors[field][0]
        assert f'value="{typed}"' in refused.content.decode()
    assert send(page, work, "1.3", number="-3", headers=JSON).json()["errors"].keys() == {"number"}


def test_assessment_goes_from_signatures_to_publication(page: Client, work: Work) -> None:
    work.answer_all()
    work.answer("1.2", status="not_applicable", comment="No coast.")
    seen = re.findall(r'name="answers_hash" value="(\w+)"', page.get(address(work, "sign/")).content.decode())
    assert seen == [answers_hash(work.assessment)]
    assert page.post(address(work, "sign/"), {"role": "delegate", "answers_hash": seen[0]}).status_code == 302
    ministry, clerk = Client(), Client()
    ministry.force_login(work.government)
    clerk.force_login(work.secretariat)
    assert clerk.get(address(work, "review/")).status_code == 404
    ministry.post(address(work, "sign/"), {"role": "government", "answers_hash": seen[0]})
    assert "No coast." in clerk.get(address(work, "review/")).content.decode()
    waiting = clerk.get(address(work, "review/")).content.decode()
    assert ("Confirm 1 answer before you publish" in waiting, address(work, "publish/") in waiting) == (True, False)
    refused = clerk.post(address(work, "publish/"), {"for_everybody": "yes"})
    assert (refused.status_code, "First confirm" in refused.content.decode()) == (422, True)
    assert clerk.post(address(work, "confirm/1.2/")).status_code == 302
    assert clerk.post(address(work, "publish/"), {"for_everybody": "yes"}).status_code == 302
    work.assessment.refresh_from_db()
    assert (work.assessment.stage, work.assessment.versions.get().number) == ("published", 1)
    assert "Not peer reviewed." in clerk.get(address(work, "review/")).content.decode()


def test_signing_with_a_wrong_hash_of_the_answers_is_refused(page: Client, work: Work) -> None:
    work.answer_all()
    for typed in ({"answers_hash": "0" * 64}, {"answers_hash": "x" * 65}, {}):
        response = page.post(address(work, "sign/"), {"role": "delegate", **typed})
        assert response.status_code == 422
    response = page.post(address(work, "sign/"), {"role": "delegate", "answers_hash": "0" * 64})
    assert "An answer has changed since you opened this page." in response.content.decode()


def test_invalidated_signature_is_shown(page: Client, work: Work) -> None:
    work.answer_all()
    work.sign("delegate")
    work.answer("1.4", choice=False)
    assert "Signature invalid:" in page.get(address(work, "sections/1/")).content.decode()


def test_signed_assessment_is_read_only_until_it_is_reopened(page: Client, work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    text = page.get(address(work, "sections/1/")).content.decode()
    assert "data-answer" not in text
    assert "9 of 24" in text
    assert send(page, work, "1.4", choice="no", base_version=1).status_code == 422
    assert page.post(address(work, "open/"), {"reason": ""}).status_code == 422
    assert page.post(address(work, "open/"), {"reason": "A number was wrong."}).status_code == 302
    assert "Reopened: A number was wrong." in page.get(address(work)).content.decode()


def test_delegate_can_neither_publish_nor_confirm_not_applicable_answers(page: Client, work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    for rest in ("publish/", "confirm/1.2/"):
        assert page.post(address(work, rest)).status_code == 404
    assert page.get("/evaluation/assessments/oversight/").status_code == 404


def test_secretariat_sees_the_progress_of_drafts_but_not_their_content(client: Client, work: Work) -> None:
    work.answer("1.8", text="quetzal", comment="quetzal")
    client.force_login(work.secretariat)
    text = client.get("/evaluation/assessments/oversight/").content.decode()
    assert "quetzal" not in text
    assert "1/8" in text


def test_pages_of_a_draft_are_not_stored_by_browsers(page: Client, work: Work) -> None:
    for rest in ("", "sections/1/", "answers/1.2/", "sign/"):
        assert "no-store" in page.get(address(work, rest))["Cache-Control"]


def test_evaluation_page_links_to_the_assessments_of_those_who_answer(client: Client, db: None) -> None:
    work = make_work()
    words = "/evaluation/assessments/"
    assert words not in client.get("/evaluation/").content.decode()
    client.force_login(work.delegate)
    assert words in client.get("/evaluation/").content.decode()


def test_section_and_question_pages_show_the_text_of_the_recommendation(page: Client, work: Work) -> None:
    work.framework.recommendations.update(text="States help everyone who asks.")
    for rest in ("sections/1/", "answers/1.2/"):
        assert "States help everyone who asks." in page.get(address(work, rest)).content.decode()


def test_section_shows_problems_only_once_an_answer_was_saved(page: Client, work: Work) -> None:
    text = page.get(address(work, "sections/1/")).content.decode()
    assert "Must fix" not in text
    assert "No problems in this section." not in text
    send(page, work, "1.2", numerator="9", denominator="2")
    assert page.get(address(work, "sections/1/")).content.decode().count("Must fix") == 2
    assert page.get(address(work, "sign/")).content.decode().count(">Must fix<") == 1
