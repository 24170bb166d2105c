"""Peer reviews: the lists, one review, and one of its sections with every question and remark."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from evaluation.domain.reviews import lists as review_lists
from evaluation.domain.reviews.pages import Reviewed, ReviewPage, review_page
from evaluation.forms.reviews import WithdrawForm, text_id
from evaluation.forms.signing import ReasonForm
from evaluation.models import Assessment
from evaluation.permissions import Action
from evaluation.views.private import PrivateView
from networkapp.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What came back from a form on a section's page: at which place ("ask-1.2", "thread-7"), with its text."""

    place: str
    form: forms.Form

    @property
    def href(self) -> str:
        """The position of the text on the page; empty if only a button was pressed."""
        return f"#{text_id(self.place)}" if "text" in self.form.errors else ""


class PeerReviews(PrivateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "reviewing": review_lists.reviews_by(request.user),
            "reviewed": review_lists.reviews_of_own_country(request.user),
        }
        return render(request, "evaluation/reviews/list.html", context)


class ReviewsOverseen(PrivateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return show_oversight(request)


class PeerReview(PrivateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return show_review(request, found_page(request, pk))


class PeerReviewSection(PrivateView):
    def get(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        return show_section(request, found_page(request, pk), code)


def show_oversight(request: HttpRequest, **problem: Any) -> HttpResponse:
    """The progress of the reviews of the reader's cycles; with a problem, the form that shows it."""
    if not Assessment.objects.where(request.user, may=Action.OVERSEE).exists():
        raise Http404
    context = {"cycles": review_lists.reviews_overseen(request.user), **problem}
    return render(request, "evaluation/reviews/oversight.html", context, status=422 if problem else 200)


def in_review(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, if the user can read its review now; otherwise 404."""
    readable = Assessment.objects.in_review_for(request.user)
    found: Assessment = get_object_or_404(
        readable.select_related("cycle__network", "cycle__framework", "delegation"), pk=pk
    )
    return found


def found_page(request: HttpRequest, pk: int) -> ReviewPage:
    page = review_page(assessment=in_review(request, pk), reader=request.user)
    if page is None:
        raise Http404
    return page


def reviewed_or_404(page: ReviewPage, series_id: str) -> Reviewed:
    found = next((one for one in page.answers if one.question.criterion.series_id == series_id), None)
    if found is None:
        raise Http404
    return found


def show_review(
    request: HttpRequest,
    page: ReviewPage,
    *,
    refusal: Refused | None = None,
    withdraw: WithdrawForm | None = None,
    back: ReasonForm | None = None,
) -> HttpResponse:
    """The review, or the same with the reason why something was not done."""
    context = {**framed(page), "refusal": refusal, "withdraw_form": withdraw, "back_form": back}
    status = 422 if refusal or withdraw or back else 200
    return render(request, "evaluation/reviews/review.html", context, status=status)


def show_section(
    request: HttpRequest, page: ReviewPage, code: int, *, returned: Returned | None = None
) -> HttpResponse:
    """A section, or the same with what was typed and the reason why it was not kept."""
    section = page.section(code)
    if section is None:
        raise Http404
    context = {**framed(page, code), "current": section, "returned": returned}
    return render(request, "evaluation/reviews/section.html", context, status=422 if returned else 200)


def framed(page: ReviewPage, code: int | None = None) -> dict[str, Any]:
    """The rail, and the way to the sections before and after."""
    codes = [one.section.recommendation.code for one in page.sections]
    place = codes.index(code) if code in codes else None
    return {
        "page": page,
        "assessment": page.assessment,
        "previous": codes[place - 1] if place else None,
        "next": codes[place + 1] if place is not None and place + 1 < len(codes) else None,
    }


urlpatterns = [
    path("evaluation/reviews/", PeerReviews.as_view(), name="peer_reviews"),
    path("evaluation/reviews/oversight/", ReviewsOverseen.as_view(), name="reviews_overseen"),
    path("evaluation/reviews/<int:pk>/", PeerReview.as_view(), name="peer_review"),
    path("evaluation/reviews/<int:pk>/sections/<int:code>/", PeerReviewSection.as_view(), name="peer_review_section"),
]
