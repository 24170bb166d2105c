"""What a country has not answered: of its draft for who may read that, of what is published for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.domain.gaps.pages import draft_gaps, published_gaps
from evaluation.domain.thread import asks_about_gaps
from evaluation.forms.results import YearForm
from evaluation.views.assessments import find
from evaluation.views.private import PrivateView


def show_gaps(request: HttpRequest, code: str) -> HttpResponse:
    found = published_gaps(country=code, year=YearForm(request.GET).asked(), user=request.user)
    if found is None:
        raise Http404
    asks = asks_about_gaps(found.assessment, request.user)
    return render(request, "evaluation/gaps/gaps.html", {"page": found, "asks": asks})


class DraftGaps(PrivateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment = find(request, pk)
        asks = asks_about_gaps(assessment.pk, request.user)
        context = {"page": draft_gaps(assessment), "assessment": assessment, "asks": asks}
        return render(request, "evaluation/gaps/gaps.html", context)


urlpatterns = [
    path("evaluation/countries/<slug:code>/gaps/", show_gaps, name="gaps"),
    path("evaluation/assessments/<int:pk>/gaps/", DraftGaps.as_view(), name="draft_gaps"),
]
