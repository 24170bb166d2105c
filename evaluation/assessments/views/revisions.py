"""The history of one answer, for its country."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from evaluation.assessments.revisions import revision_entries
from evaluation.assessments.worksheet import find_answer
from evaluation.models import Assessment
from evaluation.permissions import Action
from evaluation.private import PrivateView
from evaluation.wording import seats_behind

PAGE = 50


class AnswerHistory(PrivateView):
    """The history of an answer."""

    def get(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        drafts = Assessment.objects.where(request.user, may=Action.READ).select_related("cycle__network", "delegation")
        assessment = get_object_or_404(drafts, pk=pk)
        answer = find_answer(assessment, series_id)
        if answer is None:
            raise Http404
        prefetch_related_objects([answer.criterion], "translations")
        changes = Paginator(revision_entries(answer), PAGE).get_page(request.GET.get("page"))
        context = {"assessment": assessment, "answer": answer, "changes": changes, "people": seats_behind(assessment)}
        return render(request, "evaluation/revisions/history.html", context)


urlpatterns = [
    path(
        "evaluation/assessments/<int:pk>/answers/<str:series_id>/history/",
        AnswerHistory.as_view(),
        name="answer_history",
    ),
]
