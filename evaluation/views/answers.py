"""One answer: shown, saved, in conflict; and the evidence for it. With and without JavaScript at the same address."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _

from evaluation.domain.answers import record_answer
from evaluation.domain.evidence import add_evidence, remove_evidence, reuse_evidence
from evaluation.domain.sheets import Question, asked
from evaluation.errors import AnswerConflict
from evaluation.forms.answers import AnswerForm, EvidenceForm, save
from evaluation.models import Answer, Assessment, Evidence
from evaluation.views.assessments import desk_of, find_for_work, frame
from evaluation.views.private import PrivateView
from evaluation.views.questions import Desk, State, shown
from networkapp.forms.discussion import attempt

PARTIAL = "application/json"


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith(PARTIAL)


class AnswerPage(PrivateView):
    def get(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        desk, question = place(request, find_for_work(request, pk), series_id)
        return answered(request, desk, question)

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        assessment = find_for_work(request, pk)
        criterion = asked_or_404(assessment, series_id).criterion
        form = AnswerForm(criterion, request.POST)
        try:
            answer = save(form, record_answer, assessment=assessment, criterion=criterion, by=request.user)
        except AnswerConflict as conflict:
            return in_conflict(request, *place(request, assessment, series_id), form, conflict)
        desk, question = place(request, assessment, series_id)
        return saved(request, desk, question) if answer else not_saved(request, desk, question, form)


class AddEvidence(PrivateView):
    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        desk, question = place(request, find_for_work(request, pk), series_id)
        form = EvidenceForm(question.criterion, request.POST, known=desk.known)
        known = get_object_or_404(Evidence, pk=form.chosen) if form.chosen else None
        facts: dict[str, Any] = {
            "assessment": desk.sheet.assessment,
            "criterion": question.criterion,
            "by": request.user,
        }
        if known is not None:
            done = bool(reuse_evidence(evidence=known, **facts))
        else:
            done = bool(attempt(form, add_evidence_of_form, **facts))
        return back_to(question, desk) if done else self.show(request, desk, question, form)

    def show(self, request: HttpRequest, desk: Desk, question: Question, form: EvidenceForm) -> HttpResponse:
        now = replace(shown(desk, question), evidence_form=form)
        return page(request, desk, question, {"shown": now}, status=422)


class RemoveEvidence(PrivateView):
    def post(self, request: HttpRequest, pk: int, series_id: str, evidence: int) -> HttpResponse:
        desk, question = place(request, find_for_work(request, pk), series_id)
        known = get_object_or_404(question.answer.evidence, pk=evidence)
        remove_evidence(assessment=desk.sheet.assessment, criterion=question.criterion, evidence=known, by=request.user)
        return back_to(question, desk)


def add_evidence_of_form(*, evidence: int | None = None, **given: Any) -> Evidence:
    return add_evidence(**given)


def asked_or_404(assessment: Assessment, series_id: str) -> Answer:
    answer, only = asked(assessment, series_id), assessment.only_sections
    if answer is None or (only is not None and answer.criterion.recommendation.code not in only):
        raise Http404
    return answer


def place(request: HttpRequest, assessment: Assessment, series_id: str) -> tuple[Desk, Question]:
    """The question as it stands now; 404 where it is not asked here."""
    part = asked_or_404(assessment, series_id).criterion.recommendation.code if wants_json(request) else None
    desk = desk_of(request, assessment, part=part)
    question = desk.sheet.question(series_id)
    if question is None:
        raise Http404
    return desk, question


def saved(request: HttpRequest, desk: Desk, question: Question) -> HttpResponse:
    """What changed on the open page, or the way back to it."""
    return answered(request, desk, question) if wants_json(request) else back_to(question, desk)


def answered(request: HttpRequest, desk: Desk, question: Question, **more: Any) -> HttpResponse:
    """The question as saved: a page of its own, or the parts of an open page that follow from it."""
    now = shown(desk, question)
    if not wants_json(request):
        return page(request, desk, question, {"shown": now, **more})
    return JsonResponse(parts(request, desk, question, {"shown": now}))


def not_saved(request: HttpRequest, desk: Desk, question: Question, form: AnswerForm) -> HttpResponse:
    """What was typed, kept in the form, with the reason at its field."""
    words = str(next(iter(form.errors.values()))[0])
    now = shown(desk, question, form, State(kind="stop", word=_("Not saved:"), detail=words))
    if not wants_json(request):
        return page(request, desk, question, {"shown": now}, status=422)
    errors = {name: list(problems) for name, problems in form.errors.items()}
    return JsonResponse({**parts(request, desk, question, {"shown": now}), "errors": errors}, status=422)


def in_conflict(
    request: HttpRequest, desk: Desk, question: Question, form: AnswerForm, conflict: AnswerConflict
) -> HttpResponse:
    """Three columns and a choice. Keeping mine sends it again on top of theirs."""
    now = shown(desk, question, form, State(kind="conflict", word=_("Conflict")))
    context = {"shown": now, "conflict": conflict, "mine": form.resent(question.answer.version)}
    if not wants_json(request):
        return page(request, desk, question, context, status=409)
    return JsonResponse(parts(request, desk, question, context), status=409)


def page(
    request: HttpRequest, desk: Desk, question: Question, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    code = question.criterion.recommendation.code
    whole = {"shown": shown(desk, question), "section": desk.sheet.section(code), **frame(desk, code)}
    return render(request, "evaluation/assessment/question_page.html", {**whole, **context}, status=status)


def parts(request: HttpRequest, desk: Desk, question: Question, context: dict[str, Any]) -> dict[str, Any]:
    """What an open page replaces, as the partials that a fresh page would show."""
    code = question.criterion.recommendation.code
    whole = {"section": desk.sheet.section(code), **frame(desk, code), **context}
    names = ("state", "result", "findings", "checks", "facts", "counts", "conflict")
    html = [render_to_string(f"evaluation/assessment/parts/{name}.html", whole, request=request) for name in names]
    question_html = render_to_string("evaluation/assessment/parts/question.html", whole, request=request)
    return {"version": question.answer.version, "parts": html, "question": question_html}


def back_to(question: Question, desk: Desk) -> HttpResponse:
    criterion = question.criterion
    address = reverse("evaluation:section", args=[desk.sheet.assessment.pk, criterion.recommendation.code])
    return redirect(f"{address}#q{criterion.series_id.replace('.', '-')}")


_ANSWER = "evaluation/assessments/<int:pk>/answers/<str:series_id>/"
urlpatterns = [
    path(_ANSWER, AnswerPage.as_view(), name="answer"),
    path(f"{_ANSWER}evidence/", AddEvidence.as_view(), name="add_evidence"),
    path(f"{_ANSWER}evidence/<int:evidence>/remove/", RemoveEvidence.as_view(), name="remove_evidence"),
]
