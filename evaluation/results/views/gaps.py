"""Pages of gaps: in a draft for people who can read it, in publications for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.assessments.views.assessments import get_assessment
from evaluation.assessments.worksheet import load_worksheet
from evaluation.bridges.inquiries import inquiries_about
from evaluation.private import PrivateView
from evaluation.provenance import asking_seat_name
from evaluation.results.forms.results import YearForm
from evaluation.results.gaps.queries import GapPage, draft_gaps, published_gaps
from evaluation.results.publishing.left_out import unscored_in_draft, unscored_in_version


def show_gaps(request: HttpRequest, code: str) -> HttpResponse:
    """Show the gaps in what a country published; Http404 if there is nothing that the reader can see."""
    found = published_gaps(country=code, year=YearForm(request.GET).chosen_year(), user=request.user)
    if found is None:
        raise Http404
    return show(request, found, left_out=unscored_in_version(found.version) if found.version else [])


def show(request: HttpRequest, page: GapPage, **more: Any) -> HttpResponse:
    """Show a page of gaps, with the inquiries about their criteria."""
    inquiries = inquiries_about(things=[gap.criterion for gap in page.gaps], user=request.user)
    context = {"page": page, "asks": asking_seat_name(page.assessment, request.user), "asked": inquiries, **more}
    return render(request, "evaluation/gaps/gaps.html", context)


class DraftGaps(PrivateView):
    """The gaps in the draft of an assessment."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment = get_assessment(request, pk)
        sheet = load_worksheet(assessment)
        gaps = draft_gaps(assessment=assessment, sheet=sheet)
        return show(request, gaps, left_out=unscored_in_draft(sheet), assessment=assessment)


urlpatterns = [
    path("evaluation/countries/<slug:code>/gaps/", show_gaps, name="gaps"),
    path("evaluation/assessments/<int:pk>/gaps/", DraftGaps.as_view(), name="draft_gaps"),
]
