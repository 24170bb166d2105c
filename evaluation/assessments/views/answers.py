"""One answer: shown, saved, in conflict. With and without JavaScript at the same address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse

from evaluation.assessments.forms.answers import AnswerForm, OfferForm, save_form
from evaluation.assessments.prefill import use_offer
from evaluation.assessments.previous_year import record_answer_with_comparison
from evaluation.assessments.views.assessments import desk_of, get_assessment_for_work, navigation_context
from evaluation.assessments.views.questions import AnswerDesk, QuestionView, UnsavedAnswer, question_view
from evaluation.assessments.views.section_page import SavesSection
from evaluation.assessments.worksheet import Question, find_answer
from evaluation.errors import AnswerConflict
from evaluation.models import Answer, Assessment
from evaluation.private import PrivateView
from networkapp.views.action_view import ButtonView, Values

PARTIAL = "application/json"
PARTS = ("state", "result", "findings", "checks", "facts", "counts", "conflict", "last_year")
ANSWER = "evaluation/assessments/<int:pk>/answers/<str:series_id>/"


def wants_json(request: HttpRequest) -> bool:
    """Return whether the script of the page asked for JSON instead of a page."""
    return request.headers.get("Accept", "").startswith(PARTIAL)


class AnswerPage(PrivateView):
    """The page of one question, and the saving of its answer."""

    def get(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        desk, question = get_question(request, get_assessment_for_work(request, pk), series_id)
        return question_response(request, desk, question)

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        assessment = get_assessment_for_work(request, pk)
        criterion = answer_or_404(assessment, series_id).criterion
        form = AnswerForm(criterion, request.POST)
        try:
            answer = save_form(
                form, record_answer_with_comparison, assessment=assessment, criterion=criterion, user=request.user
            )
        except AnswerConflict as conflict:
            return conflict_response(request, *get_question(request, assessment, series_id), form, conflict)
        desk, question = get_question(request, assessment, series_id, part=criterion.recommendation.code)
        if answer is None:
            return invalid_response(request, desk, question, form)
        return saved_response(request, desk, question, whole="since" in form.cleaned_data)


class UseOffer(SavesSection, ButtonView[Answer]):
    """Use a number that a source publishes as the answer, with one button."""

    form_class = OfferForm
    action = staticmethod(use_offer)

    def get_object(self) -> Answer:
        return answer_or_404(get_assessment_for_work(self.request, self.kwargs["pk"]), self.kwargs["series_id"])

    def get_section(self) -> tuple[Assessment, int]:
        answer = self.get_object()
        return answer.assessment, answer.criterion.recommendation.code

    def get_form_kwargs(self) -> Values:
        """Return what was posted, with the version that the user knows once the rest of the section is saved."""
        data, known = self.request.POST.copy(), self.saving.versions.get(self.kwargs["series_id"])
        if known is not None:
            data["base_version"] = str(known)
        return super().get_form_kwargs() | {"data": data}

    def get_action_kwargs(self) -> Values:
        answer = self.object
        return {"assessment": answer.assessment, "criterion": answer.criterion, "user": self.request.user}

    def get_success_url(self) -> str:
        return address_of(self.object)


def answer_or_404(assessment: Assessment, series_id: str) -> Answer:
    """Return the answer to the criterion of this series; Http404 if it is not asked or not assigned to the user."""
    answer, only = find_answer(assessment, series_id), assessment.only_sections
    if answer is None or (only is not None and answer.criterion.recommendation.code not in only):
        raise Http404
    answer.assessment = assessment
    return answer


def get_question(
    request: HttpRequest, assessment: Assessment, series_id: str, *, part: int | None = None
) -> tuple[AnswerDesk, Question]:
    """Return the question as it is now; 404 if it is not asked here. `part` is its section, if known."""
    code = part or answer_or_404(assessment, series_id).criterion.recommendation.code
    desk = desk_of(request, assessment, part=code if wants_json(request) else None, with_scores=True, code=code)
    question = desk.sheet.question(series_id)
    if question is None:
        raise Http404
    return desk, question


def saved_response(request: HttpRequest, desk: AnswerDesk, question: Question, *, whole: bool) -> HttpResponse:
    """Return the changed parts of the open page, with its fields if `whole`; without script, a redirect to it."""
    if not wants_json(request):
        return redirect(address_of(question.answer))
    return JsonResponse(response_parts(request, desk, question, {"shown": question_view(desk, question)}, whole=whole))


def question_response(request: HttpRequest, desk: AnswerDesk, question: Question) -> HttpResponse:
    """Return the saved question: as a page of its own, or as parts for an open page."""
    if not wants_json(request):
        return page_response(request, question_view(desk, question, in_section=True))
    return JsonResponse(response_parts(request, desk, question, {"shown": question_view(desk, question)}, whole=True))


def invalid_response(request: HttpRequest, desk: AnswerDesk, question: Question, form: AnswerForm) -> HttpResponse:
    """Return the submitted form with an error at each field, status 422."""
    now = question_view(desk, question, UnsavedAnswer(form=form))
    if not wants_json(request):
        return page_response(request, now, status=422)
    errors = {name: list(problems) for name, problems in form.errors.items()}
    return JsonResponse({**response_parts(request, desk, question, {"shown": now}), "errors": errors}, status=422)


def conflict_response(
    request: HttpRequest, desk: AnswerDesk, question: Question, form: AnswerForm, conflict: AnswerConflict
) -> HttpResponse:
    """Show both texts of a conflict and the choice between them; saving mine again replaces theirs."""
    now = question_view(desk, question, UnsavedAnswer(form=form, conflict=conflict))
    context = {"shown": now, "mine": form.resent(question.answer.version)}
    if not wants_json(request):
        return page_response(request, now, {"mine": context["mine"]}, status=409)
    return JsonResponse(response_parts(request, desk, question, context), status=409)


def page_response(
    request: HttpRequest, shown: QuestionView, context: Values | None = None, *, part: str = "page", status: int = 200
) -> HttpResponse:
    """Return the page of one question, or of a form beside its answer (`part` "form"), which is then the only one."""
    code = shown.criterion.recommendation.code
    whole = {
        "shown": shown,
        "section": shown.desk.sheet.section(code),
        "with_forms": not shown.form.prefix,
        **navigation_context(shown.desk, code),
    }
    return render(request, f"evaluation/assessment/question_{part}.html", {**whole, **(context or {})}, status=status)


def response_parts(
    request: HttpRequest, desk: AnswerDesk, question: Question, context: dict[str, Any], *, whole: bool = False
) -> dict[str, Any]:
    """Return the partials that an open page replaces, as a new page would show them; `whole` adds the question."""
    code = question.criterion.recommendation.code
    everything = {"section": desk.sheet.section(code), "with_forms": True, **navigation_context(desk, code), **context}

    def made(name: str) -> str:
        return render_to_string(f"evaluation/assessment/parts/{name}.html", everything, request=request)

    html = [made(name) for name in PARTS]
    return {
        "version": question.answer.version,
        "parts": html,
        "question": made("question") if whole else "",
    }


def address_of(answer: Answer) -> str:
    """Return the position of the answer on the page of its section."""
    code, anchor = answer.criterion.recommendation.code, answer.criterion.series_id.replace(".", "-")
    return f"{reverse('evaluation:section', args=[answer.assessment_id, code])}#q{anchor}"


urlpatterns = [
    path(ANSWER, AnswerPage.as_view(), name="answer"),
    path(f"{ANSWER}offer/", UseOffer.as_view(), name="take_offer"),
]
