"""Comments beside the answers: written by the country on its form, by civil society on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from evaluation.assessments.comments import assessments_open_to_civil_society, save_comment
from evaluation.assessments.forms.voices import CommentForm
from evaluation.assessments.views.answers import ANSWER, address_of, answer_or_404, get_question, page_response
from evaluation.assessments.views.assessments import get_assessment_for_work
from evaluation.assessments.views.questions import note_form, question_view
from evaluation.models import Assessment, VoiceNote
from evaluation.private import PrivateView
from evaluation.results.publishing.reviewer_view import load_comment_page
from networkapp.forms.attempt import run_action


def get_commentable_assessment(request: HttpRequest, pk: int) -> Assessment:
    """Return the signed assessment beside which the user comments for civil society; 404 for any other."""
    found = assessments_open_to_civil_society(request.user).select_related(
        "cycle__network", "cycle__framework", "delegation"
    )
    assessment: Assessment = get_object_or_404(found, pk=pk)
    return assessment


class Voices(PrivateView):
    """The page on which people comment for civil society, beside the answers as they would be published."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return show_voices(request, get_commentable_assessment(request, pk))


class WriteNote(PrivateView):
    """A comment of the country's government or parliament, on its form."""

    def get(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        shown = question_view(*get_question(request, get_assessment_for_work(request, pk), series_id))
        if shown.note_form is None:
            raise PermissionDenied
        return page_response(request, shown, {"form": shown.note_form}, part="form")

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        desk, question = get_question(request, get_assessment_for_work(request, pk), series_id)
        form = CommentForm(question.criterion, request.POST, voice=request.POST.get("voice", ""))
        facts = {"assessment": desk.assessment, "criterion": question.criterion, "user": request.user}
        if run_action(form, save_comment, **facts) is not None:
            return redirect(address_of(question.answer))
        return page_response(request, question_view(desk, question), {"form": form}, part="form", status=422)


class WriteNoteOfCivilSociety(PrivateView):
    """Save a comment of civil society on an answer."""

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        assessment = get_commentable_assessment(request, pk)
        criterion = answer_or_404(assessment, series_id).criterion
        form = CommentForm(
            criterion, {**request.POST.dict(), "voice": VoiceNote.Voice.CIVIL_SOCIETY}, voice="civil_society"
        )
        if run_action(form, save_comment, assessment=assessment, criterion=criterion, user=request.user) is None:
            return show_voices(request, assessment, form, series_id)
        messages.success(request, _("Comment saved."))
        return redirect(f"{reverse('evaluation:voices', args=[pk])}#q{series_id.replace('.', '-')}")


def show_voices(
    request: HttpRequest, assessment: Assessment, form: CommentForm | None = None, series_id: str = ""
) -> HttpResponse:
    """Show the comments beside an assessment; a `form` with errors is shown at its series, with status 422."""
    beside = load_comment_page(assessment, user=request.user)
    lines = [
        {
            "line": line,
            "form": form
            if line.criterion.series_id == series_id
            else note_form(beside.speaker, line.criterion, line.notes),
        }
        for line in beside.lines
    ]
    context = {"assessment": assessment, "lines": lines, "speaker": beside.speaker, "form": form}
    return render(request, "evaluation/voices/voices.html", context, status=422 if form else 200)


urlpatterns = [
    path("evaluation/assessments/<int:pk>/voices/", Voices.as_view(), name="voices"),
    path("evaluation/assessments/<int:pk>/voices/<str:series_id>/", WriteNoteOfCivilSociety.as_view(), name="voice"),
    path(f"{ANSWER}note/", WriteNote.as_view(), name="note"),
]
