"""A section with all its questions in one form: everything that was typed on its page is saved, or comes back."""

import re
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from evaluation.assessments.answers import is_untouched
from evaluation.assessments.forms.answers import AnswerForm, posted_form, save_form
from evaluation.assessments.previous_year import record_answer_with_comparison
from evaluation.assessments.section_progress import progress_in
from evaluation.assessments.section_ready import may_mark_ready
from evaluation.assessments.sections import require_may_answer
from evaluation.assessments.views.assessments import desk_of, get_assessment_for_work, navigation_context
from evaluation.assessments.views.questions import UnsavedAnswer, shown_section
from evaluation.errors import AnswerConflict
from evaluation.models import Answer, Assessment
from evaluation.private import PrivateView
from networkapp.errors import Refused
from networkapp.views.unsaved_text import ReturnsUnsavedText

TYPED = frozenset({"comment", "text", "number", "numerator", "denominator"})


@dataclass
class Saving:
    """The result of a submitted section, by question: what could not be saved, and the version that the user saw."""

    returned: dict[str, UnsavedAnswer] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


class ReturnsAnswers(ReturnsUnsavedText):
    """Base of views to which a section is posted: they give back the texts and numbers of its answers."""

    def posted_texts(self) -> list[str]:
        typed = (values for name, values in self.request.POST.lists() if name.rpartition("-")[2] in TYPED)
        return [str(value) for values in typed for value in values if str(value).strip()]


class SectionPage(ReturnsAnswers, PrivateView):
    """The page with all questions of a section, and the saving of their answers."""

    def get(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        return section_page(request, get_assessment_for_work(request, pk), code)

    def post(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        assessment = get_assessment_for_work(request, pk)
        saving = save_section(request, assessment, code)
        if saving.returned:
            return section_page(request, assessment, code, saving)
        return redirect(_next_place(request, assessment, code))


class SavesSection(ReturnsAnswers):
    """Base of buttons beside the answers of a section: what was typed on its page is saved before anything else.

    If something could not be saved, the page comes back with it, and the button does nothing.
    """

    saving: Saving

    def get_section(self) -> tuple[Assessment, int]:
        """Return the assessment and the code of the section; 404 if the user cannot work on it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        assessment, code = self.get_section()
        self.saving = save_section(request, assessment, code)
        if self.saving.returned:
            return section_page(request, assessment, code, self.saving)
        answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer


def save_section(request: HttpRequest, assessment: Assessment, code: int) -> Saving:
    """Save each answer of the section that was posted and changed, as a version of its own.

    NotAllowed for people who may not answer the section, if they posted an answer.
    """
    saving = Saving()
    rows = Answer.objects.filter(assessment=assessment, criterion__recommendation__code=code)
    found = (
        (row, posted_form(row.criterion, request.POST)) for row in rows.select_related("criterion__recommendation")
    )
    posted = [(row, form) for row, form in found if form is not None]
    for row, _form in posted[:1]:
        require_may_answer(assessment=assessment, recommendation=row.criterion.recommendation_id, user=request.user)
    for row, form in posted:
        _save_answer(request, assessment, row, form, saving)
    return saving


def _save_answer(request: HttpRequest, assessment: Assessment, row: Answer, form: AnswerForm, saving: Saving) -> None:
    series_id = row.criterion.series_id
    try:
        if form.is_valid() and _is_untouched(form, row):
            saving.versions[series_id] = form.cleaned_data["base_version"]
            return
        act = record_answer_with_comparison
        answer = save_form(form, act, assessment=assessment, criterion=row.criterion, user=request.user)
    except AnswerConflict as conflict:
        saving.returned[series_id] = UnsavedAnswer(form=form, conflict=conflict)
        return
    if answer is None:
        saving.returned[series_id] = UnsavedAnswer(form=form)
    else:
        saving.versions[series_id] = answer.version


def _is_untouched(form: AnswerForm, row: Answer) -> bool:
    try:
        return is_untouched(answer=row, **form.cleaned_data)
    except Refused:
        # Saving says why.
        return False


def section_page(request: HttpRequest, assessment: Assessment, code: int, saving: Saving | None = None) -> HttpResponse:
    """Show the section; with what was typed and not saved, if anything comes back."""
    desk = desk_of(request, assessment, with_scores=True, code=code)
    section = desk.sheet.section(code)
    if section is None:
        raise Http404
    returned = saving.returned if saving else {}
    questions = shown_section(desk, section, returned)
    context = {
        "section": section,
        "questions": questions,
        "unsaved": [each for each in questions if each.criterion.series_id in returned],
        "is_open": any(each.is_open for each in questions),
        "mark": progress_in(assessment, section),
        "may_mark": may_mark_ready(assessment=assessment, code=code, user=request.user, permissions=desk.permissions),
    }
    status = 409 if any(each.conflict for each in returned.values()) else 422 if returned else 200
    return render(
        request, "evaluation/assessment/section.html", {**navigation_context(desk, code), **context}, status=status
    )


def _next_place(request: HttpRequest, assessment: Assessment, code: int) -> str:
    """Return the place of the question on the section's page whose button was pressed, or the page of a form."""
    opened = request.POST.get("open", "")
    if opened.startswith(f"{assessment.get_absolute_url()}answers/"):
        return opened
    here, at = reverse("evaluation:section", args=[assessment.pk, code]), request.POST.get("at", "")
    pressed = at or next(
        (name.rpartition("-")[0] for name in request.POST if name.endswith(("-since", "-over", "-theirs"))), ""
    )
    return f"{here}#{pressed}" if re.fullmatch(r"q[\d-]+", pressed) else here


urlpatterns = [path("evaluation/assessments/<int:pk>/sections/<int:code>/", SectionPage.as_view(), name="section")]
