"""A section posted without JavaScript: one form saves all its answers."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from evaluation.models import Cycle, Evidence, SectionReady
from tests.evaluation.assessments.test_prefill import store_source_figure
from tests.evaluation.assessments.views.answer_requests import address
from tests.factories.assessments import Work, make_work

pytestmark = pytest.mark.django_db
SECTION = "sections/1/"


class Sheet:
    """The form of a loaded section page: its entries and its buttons."""

    def __init__(self, page: Client, answer: HttpResponse) -> None:
        self.page, self.html = page, BeautifulSoup(answer.content, "html.parser")
        self.values: dict[str, list[str]] = {}
        for control in self.html.select("input[form=answers], textarea[form=answers], select[form=answers]"):
            self.values.setdefault(str(control["name"]), []).extend(_values(control))

    def type(self, **typed: Any) -> None:
        """Type into fields: `q1_2_numerator` is the field "q1-2-numerator"."""
        for name, value in typed.items():
            field = "-".join(name.split("_", 2))
            assert field in self.values, field
            self.values[field] = value if isinstance(value, list) else [value]

    def press(self, words: str, at: str = "") -> HttpResponse:
        """Press the button with these words inside the element `at`."""
        place = self.html.find(id=at) if at else self.html
        buttons = [
            each for each in place.select("button[form=answers]") if each.get_text(" ", strip=True).startswith(words)
        ]
        pressed = {str(buttons[0]["name"]): str(buttons[0]["value"])} if buttons[0].get("name") else {}
        action = buttons[0].get("formaction") or self.html.find(id="answers")["action"]
        answer: HttpResponse = self.page.post(str(action), {**self.values, **pressed})
        return answer


def _values(control: Tag) -> list[str]:
    match control.name, control.get("type"):
        case "textarea", _:
            return [control.get_text().removeprefix("\n")]
        case "select", _:
            chosen = control.select_one("option[selected]") or control.select_one("option")
            return [str(chosen["value"])] if chosen else []
        case "input", "radio" | "checkbox":
            return [str(control["value"])] if control.has_attr("checked") else []
        case _:
            return [str(control.get("value", ""))]


@pytest.fixture
def sheet(page: Client, work: Work) -> Sheet:
    return Sheet(page, page.get(address(work, SECTION)))


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_save_button_of_one_answer_saves_all_changed_answers_and_no_others(sheet: Sheet, work: Work) -> None:
    sheet.type(q1_2_numerator="9", q1_2_denominator="24", q1_4_choice="no", q1_8_text="Two words", q1_8_comment="Mine")
    answer = sheet.press("Save answer", "q1-4")
    assert (answer.status_code, answer["Location"]) == (302, address(work, f"{SECTION}#q1-4"))
    assert (work.row("1.2").numerator, work.row("1.4").choice, work.row("1.8").comment) == (9, False, "Mine")
    versions = {series: work.row(series).version for series in work.criteria}
    assert {series for series, version in versions.items() if version} == {"1.2", "1.4", "1.8"}
    again = Sheet(sheet.page, sheet.page.get(address(work, SECTION)))
    assert again.press("Save answers").status_code == 302
    assert {series: work.row(series).version for series in work.criteria} == versions


def test_invalid_answer_is_shown_with_its_error_and_the_other_answers_are_saved(sheet: Sheet, work: Work) -> None:
    sheet.type(q1_2_numerator="twelve", q1_2_denominator="24", q1_2_comment="Counted twice", q1_4_choice="yes")
    answer = sheet.press("Save answer", "q1-4")
    assert answer.status_code == 422
    assert (work.row("1.4").choice, work.row("1.2").version) == (True, 0)
    back = Sheet(sheet.page, answer)
    assert back.values["q1-2-numerator"] == ["twelve"]
    assert back.values["q1-2-comment"] == ["Counted twice"]
    summary = back.html.find("error-summary")
    assert [link["href"] for link in summary.find_all("a")] == ["#q1-2-numerator"]
    assert summary.find("a").get_text().startswith("1.2 those with: Enter a number")
    assert back.html.find("script", src="/static/evaluation/js/answers.js") is None
    back.type(q1_2_numerator="12")
    assert back.press("Save answers").status_code == 302
    assert (work.row("1.2").numerator, work.row("1.2").comment) == (12, "Counted twice")


def test_answer_changed_by_another_user_is_a_conflict_only_if_it_was_changed_here_too(sheet: Sheet, work: Work) -> None:
    work.answer("1.2", numerator=22, denominator=31, by=work.government)
    work.answer("1.3", number=7, by=work.government)
    sheet.type(q1_3_number="8", q1_4_choice="yes")
    answer = sheet.press("Save answers")
    assert answer.status_code == 409
    assert (work.row("1.2").numerator, work.row("1.3").number, work.row("1.4").choice) == (22, 7, True)
    back = Sheet(sheet.page, answer)
    assert back.values["q1-3-number"] == ["8"]
    assert back.html.find("error-summary").find("a")["href"] == "#conflict-q1-3"
    for words, number in (("Use theirs", 7), ("Use my version", 8)):
        back.type(q1_8_text="Not lost")
        chosen = back.press(words, "conflict-q1-3")
        assert (chosen.status_code, chosen["Location"]) == (302, address(work, f"{SECTION}#q1-3"))
        assert (work.row("1.3").number, work.row("1.8").text) == (number, "Not lost")


def test_document_is_removed_only_once_the_typed_answers_could_be_saved(page: Client, work: Work) -> None:
    work.evidence("1.1")
    sheet = Sheet(page, page.get(address(work, SECTION)))
    sheet.type(q1_3_number="many")
    assert sheet.press("Remove", "evidence-q1-1").status_code == 422
    assert Evidence.objects.get().answers.exists()
    sheet.type(q1_3_number="12")
    answer = sheet.press("Remove", "evidence-q1-1")
    assert (answer.status_code, answer["Location"]) == (302, address(work, f"{SECTION}#q1-1"))
    assert (work.row("1.3").number, Evidence.objects.filter(answers__isnull=False).exists()) == (12, False)


def test_marking_a_section_as_ready_saves_the_typed_answers(page: Client, work: Work) -> None:
    work.answer_all()
    sheet = Sheet(page, page.get(address(work, SECTION)))
    sheet.type(q1_8_text="Other words")
    assert sheet.press("Mark as ready").status_code == 302
    assert (work.row("1.8").text, SectionReady.objects.count()) == ("Other words", 1)


def test_typed_answers_are_saved_before_another_form_opens(sheet: Sheet, work: Work) -> None:
    sheet.type(q1_3_number="12")
    answer = sheet.press("Open the form", "evidence-q1-1")
    assert (answer.status_code, answer["Location"]) == (302, address(work, "answers/1.1/evidence/"))
    assert work.row("1.3").number == 12
    for wrong in ("/evaluation/assessments/9999/answers/1.1/evidence/", "//example.org/answers/", "1.1"):
        led = sheet.page.post(address(work, SECTION), {"open": wrong})
        assert led["Location"] == address(work, SECTION)


def test_choice_about_last_year_is_saved_with_the_other_answers(page: Client, work: Work) -> None:
    make_work(year=2025, framework=work.framework).answer("1.2", numerator=14, denominator=22)
    sheet = Sheet(page, page.get(address(work, SECTION)))
    sheet.type(q1_3_number="12")
    answer = sheet.press("unchanged", "last-year-q1-2")
    assert (answer.status_code, answer["Location"]) == (302, address(work, f"{SECTION}#q1-2"))
    assert (work.row("1.2").numerator, work.row("1.2").since, work.row("1.3").number) == (14, "still_true", 12)


def test_offered_number_replaces_the_typed_one_and_other_entries_are_kept(page: Client, work: Work) -> None:
    store_source_figure(12)
    sheet = Sheet(page, page.get(address(work, SECTION)))
    sheet.type(q1_3_number="11", q1_3_comment="Mine", q1_8_text="Two words")
    answer = sheet.press("Use 12", "last-year-q1-3")
    assert (answer.status_code, answer["Location"]) == (302, address(work, f"{SECTION}#q1-3"))
    row = work.row("1.3")
    assert (row.number, row.comment, row.version, work.row("1.8").text) == (12, "Mine", 2, "Two words")
    work.answer("1.3", number=13, by=work.government)
    assert Sheet(page, page.get(address(work, SECTION))).press("Use 12", "last-year-q1-3").status_code == 302
    assert work.row("1.3").number == 12


def test_typed_answers_are_shown_again_if_the_cycle_has_been_locked(sheet: Sheet, work: Work) -> None:
    past = timezone.now() - timedelta(days=1)
    Cycle.objects.update(opens_at=past - timedelta(days=9), due_at=past - timedelta(days=1), locks_at=past)
    sheet.type(q1_8_text="My long text")
    answer = sheet.press("Save answers")
    assert answer.status_code == 422
    assert Sheet(sheet.page, answer).values["q1-8-text"] == ["My long text"]
    assert work.row("1.8").version == 0


def test_typed_answers_are_shown_again_to_a_user_who_was_signed_out(sheet: Sheet) -> None:
    sheet.type(q1_8_text="My long text", q1_3_number="12")
    sheet.page.logout()
    for press in (("Save answers",), ("Open the form", "evidence-q1-1")):
        answer = sheet.press(*press)
        assert answer.status_code == 403
        assert ("My long text" in text_of(answer), ">12<" in text_of(answer)) == (True, True)


def test_enter_key_saves_the_answers_and_presses_no_other_button(sheet: Sheet) -> None:
    form = sheet.html.find(id="answers")
    first = sheet.html.select("#answers button, [form=answers][type=submit]")[0]
    assert first in form.find_all("button")
    assert (first.get("name"), first.get("formaction")) == (None, None)
    controls = sheet.html.select("[data-answer] input, [data-answer] textarea, [data-answer] select")
    assert {control.get("form") for control in controls} == {"answers"}


@pytest.mark.parametrize(
    ("words", "at", "leads_to"),
    [
        ("Save answer", "q1-4", "sections/1/#q1-4"),
        ("Open the form", "evidence-q1-4", "answers/1.4/evidence/{0}/care/"),
        ("Remove", "evidence-q1-4", "sections/1/#q1-4"),
    ],
)
def test_each_button_on_the_page_of_one_question_saves_its_answer(
    page: Client, work: Work, words: str, at: str, leads_to: str
) -> None:
    document = work.evidence("1.4")
    sheet = Sheet(page, page.get(address(work, "answers/1.4/")))
    sheet.type(q1_4_choice="no", q1_4_comment="Not lost")
    answer = sheet.press(words, at)
    assert (answer.status_code, answer["Location"]) == (302, address(work, leads_to.format(document.pk)))
    assert (work.row("1.4").choice, work.row("1.4").comment) == (False, "Not lost")


@pytest.mark.parametrize("rest", ["answers/1.4/evidence/", "answers/1.4/note/", "answers/1.4/evidence/{0}/care/"])
def test_a_form_beside_an_answer_is_the_only_one_of_its_page(page: Client, work: Work, rest: str) -> None:
    document = work.evidence("1.4")
    html = BeautifulSoup(page.get(address(work, rest.format(document.pk))).content, "html.parser")
    assert len(html.select("main form")) == 1
    assert html.select("[form], [data-answer], [data-later]") == []


def test_forms_beside_a_signed_answer_are_refused(page: Client, work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    assert page.get(address(work, "answers/1.4/evidence/")).status_code == 403
