"""The page of one answer, saved without JavaScript and by a script."""

import re
from typing import Any

import pytest
from django.test import Client

from evaluation.models import Answer, Criterion, Evidence
from networkapp.models import Delegation
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.factories.assessments import CRITERIA, Work, make_work


def test_section_page_asks_every_kind_of_question(page: Client, work: Work) -> None:
    text = page.get(address(work, "sections/1/")).content.decode()
    names = "ticks|numerator|denominator|number|choice|date|text|reason|comment|flags"
    fields = set(re.findall(rf'name="q1-\d-({names})"', text))
    assert fields == {
        "ticks",
        "numerator",
        "denominator",
        "number",
        "choice",
        "date",
        "text",
        "reason",
        "comment",
        "flags",
    }
    assert text.count('class="question"') == len(CRITERIA)
    assert text.count("data-answer") == len(CRITERIA) - 2


@pytest.mark.parametrize(
    ("series_id", "typed", "kept"),
    [
        ("1.1", {"ticks": ["k1a", "k1b"]}, {"level": 1}),
        ("1.1", {"ticks": ["k0"]}, {"level": 0, "status": "value"}),
        ("1.1", {"ticks": ["-"]}, {"level": 0, "status": "value", "ticks": []}),
        ("1.1", {}, {"level": None, "status": "unanswered"}),
        ("1.2", {"numerator": "9", "denominator": "24"}, {"numerator": 9}),
        ("1.2", {"numerator": "1 200,5", "denominator": "2 400"}, {"denominator": 2400}),
        ("1.3", {"number": "1,240"}, {"number": 1240}),
        ("1.3", {"number": "0"}, {"number": 0, "status": "value"}),
        ("1.4", {"choice": "no"}, {"choice": False}),
        ("1.4", {}, {"choice": None, "status": "unanswered"}),
        ("1.5", {"ticks": ["-"]}, {"ticks": [], "status": "value"}),
        ("1.5", {"ticks": ["a", "b"]}, {"ticks": ["a", "b"]}),
        ("1.6", {"number": "12 345"}, {"number": 12345}),
        ("1.8", {"text": "Two words"}, {"text": "Two words"}),
        ("1.2", {"status": "not_available", "reason": "late"}, {"reason": "late", "status": "not_available"}),
        ("1.2", {"status": "not_applicable", "comment": "No coast."}, {"comment": "No coast."}),
    ],
)
def test_answer_is_saved_without_javascript_and_redirects_to_its_question(
    page: Client, work: Work, series_id: str, typed: dict[str, Any], kept: dict[str, Any]
) -> None:
    response = send(page, work, series_id, **typed)
    assert (response.status_code, response["Location"]) == (
        302,
        address(work, f"sections/1/#q{series_id.replace('.', '-')}"),
    )
    row = work.row(series_id)
    assert {name: getattr(row, name) for name in kept} == kept


def test_date_answer_is_saved(page: Client, work: Work) -> None:
    send(page, work, "1.7", date="2026-04-16")
    assert str(work.row("1.7").date) == "2026-04-16"


@pytest.mark.parametrize(
    ("series_id", "typed", "field", "words"),
    [
        ("1.2", {"numerator": "twelve", "denominator": "24"}, "numerator", "Enter a number"),
        ("1.3", {"number": "1.234"}, "number", "read in two ways"),
        ("1.3", {"number": "<script>"}, "number", "Enter a number"),
        ("1.7", {"date": "yesterday"}, "date", "Enter a valid date"),
        ("1.1", {"ticks": ["x"]}, "ticks", "Select a valid choice"),
        ("1.2", {"status": "perhaps"}, "status", "Select a valid choice"),
        ("1.2", {"base_version": "x"}, "base_version", "whole number"),
        ("1.2", {"base_version": "99999999999"}, "base_version", "less than or equal"),
    ],
)
def test_invalid_answer_gets_a_field_error_and_keeps_the_typed_text(
    page: Client, work: Work, series_id: str, typed: dict[str, Any], field: str, words: str
) -> None:
    typed = {**typed, "comment": "My long comment"}
    response = send(page, work, series_id, **typed)
    assert response.status_code == 422
    text = response.content.decode()
    assert words in text
    assert "My long comment" in text
    assert "<script>" not in text.partition("<main")[2].partition("</main")[0]
    reply = send(page, work, series_id, headers=JSON, **typed)
    assert reply.status_code == 422
    assert words in reply.json()["errors"][field][0]
    assert work.row(series_id).version == 0


def test_error_messages_are_in_the_language_of_the_user(page: Client, work: Work) -> None:
    work.delegate.language = "de"
    work.delegate.save()
    reply = send(page, work, "1.7", date="gestern", headers=JSON)
    assert reply.json()["errors"]["date"] == ["Geben Sie ein gültiges Datum ein."]


def test_numerator_larger_than_its_denominator_is_saved_and_reported_as_blocking(page: Client, work: Work) -> None:
    reply = send(page, work, "1.2", numerator="25", denominator="24", headers=JSON)
    assert reply.status_code == 200
    assert "cannot be larger than the denominator" in "".join(reply.json()["parts"])
    assert work.row("1.2").numerator == 25


def test_not_applicable_answer_without_a_comment_is_marked_beside_the_comment_field(page: Client, work: Work) -> None:
    reply = send(page, work, "1.2", status="not_applicable", headers=JSON).json()
    findings = next(part for part in reply["parts"] if 'id="findings-q1-2"' in part)
    assert "data-needs-comment" in findings
    assert "Explain in the comment why the criterion does not apply." in findings
    again = send(page, work, "1.2", status="not_applicable", comment="No coast.", base_version="1", headers=JSON)
    assert "needs-comment" not in "".join(again.json()["parts"])


def test_saving_from_a_script_returns_the_changed_parts_of_the_page(page: Client, work: Work) -> None:
    reply = send(page, work, "1.2", numerator="9", denominator="24", headers=JSON).json()
    assert reply["version"] == 1
    ids = re.findall(r'<\w+[^>]* id="([\w-]+)"', "".join(reply["parts"]))
    of_question = {f"{name}-q1-2" for name in ("state", "result", "findings", "conflict", "last-year")}
    assert set(ids) == of_question | {"checks", "facts", "section-count", "count-1", "progress"}
    assert "37.5" in "".join(reply["parts"])


def test_saving_from_an_outdated_page_shows_the_conflict_and_can_be_repeated(page: Client, work: Work) -> None:
    work.answer("1.2", numerator=22, denominator=31, by=work.government, comment="Late reports")
    response = send(page, work, "1.2", numerator="20", denominator="31", comment="Mine")
    text = response.content.decode()
    assert response.status_code == 409
    expected = ["Original answer", "22 of 31", "Late reports", "20 of 31", "Mine", "government, Sample country A"]
    assert [words for words in expected if words not in text] == []
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))
    assert hidden["base_version"] == "1"
    page.post(address(work, "answers/1.2/"), hidden)
    row = work.row("1.2")
    assert (row.numerator, row.comment, row.version) == (20, "Mine", 2)


def test_conflict_form_keeps_all_selected_requirements(page: Client, work: Work) -> None:
    work.answer("1.1", ticks=["k1a"], by=work.government)
    text = send(page, work, "1.1", ticks=["k1a", "k1b"]).content.decode()
    form = text.partition("data-keep-mine")[2].partition("</form>")[0]
    assert re.findall(r'name="ticks" value="(\w+)"', form) == ["k1a", "k1b"]


def test_saving_from_a_script_returns_409_on_a_conflict(page: Client, work: Work) -> None:
    work.answer("1.4", choice=True, by=work.government)
    reply = send(page, work, "1.4", choice="no", headers=JSON)
    assert (reply.status_code, reply.json()["version"]) == (409, 1)
    assert work.row("1.4").choice is True


def test_last_years_answer_is_shown_beside_the_field_and_not_in_it(page: Client, work: Work) -> None:
    before = make_work(year=2025, framework=work.framework)
    before.answer("1.2", numerator=14, denominator=22, comment="The old register")
    text = page.get(address(work, "sections/1/")).content.decode()
    assert "14 of 22, 63.6" in text
    assert "The old register" in text
    assert 'value="14"' not in text


def test_saved_answers_and_the_time_of_saving_are_shown_on_return(page: Client, work: Work) -> None:
    send(page, work, "1.2", numerator="9", denominator="24", comment="Counted twice")
    text = page.get(address(work, "sections/1/")).content.decode()
    for kept in ('value="9"', 'value="24"', "Counted twice", "1 of 8 answered"):
        assert kept in text
    assert re.search(r"<b>Saved</b> \d\d:\d\d, you", text)


def test_last_author_of_an_answer_is_named_by_role_and_country(client: Client, work: Work) -> None:
    work.answer("1.4", choice=True)
    client.force_login(work.government)
    text = client.get(address(work, "sections/1/")).content.decode()
    assert re.search(r"<b>Saved</b> \d\d:\d\d, assessment delegate, Sample country A", text)


def test_document_can_be_added_reused_and_removed_on_the_page(page: Client, work: Work) -> None:
    place = address(work, "answers/1.1/evidence/")
    values = {"title": "Act", "url": "https://example.org/act", "dated": "2025-09-15"}
    assert page.post(place, values).status_code == 302
    first = Evidence.objects.get()
    offered = page.get(address(work, "answers/1.2/evidence/")).content.decode()
    assert f'<option value="{first.pk}">Act, 15 September 2025</option>' in offered
    assert page.post(address(work, "answers/1.2/evidence/"), {"evidence": first.pk}).status_code == 302
    assert list(first.answers.order_by("pk")) == [work.row("1.1"), work.row("1.2")]
    for rest in ("sections/1/", "answers/1.2/"):
        ids = re.findall(r' id="([^"]+)"', page.get(address(work, rest)).content.decode())
        assert len(ids) == len(set(ids))
    assert page.post(f"{place}{first.pk}/remove/").status_code == 302
    assert list(first.answers.all()) == [work.row("1.2")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": "Act", "url": "javascript:alert(1)"}, "beginning with https://"),
        ({"title": "", "url": "https://example.org/"}, "Enter a title."),
        ({"title": "Act", "url": "https://example.org/", "dated": "soon"}, "Enter a valid date."),
        ({"evidence": "99999"}, "Select a valid choice"),
    ],
)
def test_invalid_document_is_refused_and_its_fields_are_kept(
    page: Client, work: Work, typed: dict[str, Any], words: str
) -> None:
    response = page.post(address(work, "answers/1.1/evidence/"), typed)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Evidence.objects.count() == 0


def test_document_of_another_country_cannot_be_used_or_removed_on_the_page(page: Client, work: Work) -> None:
    theirs = Delegation.objects.get(code="XB")
    document = Evidence.objects.create(delegation=theirs, title="Quetzal", url="https://example.org/theirs")
    response = page.post(address(work, "answers/1.1/evidence/"), {"evidence": document.pk})
    assert response.status_code == 422
    assert "Quetzal" not in response.content.decode()
    assert page.post(address(work, f"answers/1.1/evidence/{document.pk}/remove/")).status_code == 404


def test_level_0_is_shown_as_text_without_a_checkbox(page: Client, work: Work) -> None:
    text = page.get(address(work, "answers/1.1/")).content.decode()
    assert 'value="k0"' not in text
    assert '<p class="soft">Nothing</p>' in text
    assert "No requirement is met: level 0" in text
    work.answer("1.1", ticks=["k0"])
    shown = page.get(address(work, "answers/1.1/")).context["shown"]
    assert shown.form["ticks"].value() == ["-"], "an earlier answer of level 0 says the same"


@pytest.mark.parametrize(("series_id", "offered"), [("1.2", True), ("1.3", False), ("1.6", False)])
def test_too_few_people_is_offered_as_a_reason_only_for_criteria_that_count_people(
    page: Client, work: Work, series_id: str, offered: bool
) -> None:
    Criterion.objects.filter(series_id="1.2").update(about_persons=True)
    text = page.get(address(work, f"answers/{series_id}/")).content.decode()
    assert ("Too few people to publish" in text) is offered


def test_choices_about_last_year_are_unchanged_changed_and_discontinued(work: Work) -> None:
    assert [str(word) for _code, word in Answer.Since.choices] == ["unchanged", "changed", "discontinued"]
