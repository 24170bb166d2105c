"""Peer reviews: the lists, one review, and one of its sections with every question and remark."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from evaluation.models import Assessment
from evaluation.permissions import Action
from evaluation.private import PrivateAction, PrivateView
from evaluation.reviews import lists as review_lists
from evaluation.reviews.forms.reviews import text_id
from evaluation.reviews.pages import ReviewedAnswer, ReviewPage, review_page
from networkapp.views.action_view import PAGE_ONLY, Value, Values

OVERSIGHT, SECTION = "evaluation/reviews/oversight.html", "evaluation/reviews/section.html"


@dataclass(frozen=True, kw_only=True)
class ReturnedForm:
    """A refused form on a section's page, with its position ("ask-1.2", "thread-7") and text."""

    place: str
    form: forms.BaseForm

    @property
    def href(self) -> str:
        """Return the position of the text on the page; "" if only a button was pressed."""
        return f"#{text_id(self.place)}" if "text" in self.form.errors else ""


class PeerReviews(PrivateView):
    """The peer reviews that the user does, and those of their own country."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "reviewing": review_lists.reviews_assigned_to(request.user),
            "reviewed": review_lists.reviews_of_own_country(request.user),
        }
        return render(request, "evaluation/reviews/list.html", context)


class ReviewsOverseen(PrivateView):
    """The progress of the reviews of the reader's cycles."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not Assessment.objects.where(request.user, may=Action.OVERSEE).exists():
            raise Http404
        return render(request, OVERSIGHT, {"cycles": review_lists.overseen_reviews(request.user)})


class PeerReview(PrivateAction[ReviewPage]):
    """A review, with what can be done with it as a whole."""

    template_name = "evaluation/reviews/review.html"
    http_method_names = PAGE_ONLY
    form_class: type[forms.BaseForm] | None = None

    def get_object(self) -> ReviewPage:
        return get_review_page(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(**navigation_context(self.object), **kwargs)


class PeerReviewSection(PrivateView):
    """A section of an assessment under peer review."""

    def get(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        return render(request, SECTION, section_context(get_review_page(request, pk), code))


def get_reviewed_assessment(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, if the user can read its review now; otherwise 404."""
    readable = Assessment.objects.in_review_for(request.user)
    found: Assessment = get_object_or_404(
        readable.select_related("cycle__network", "cycle__framework", "delegation"), pk=pk
    )
    return found


def get_review_page(request: HttpRequest, pk: int) -> ReviewPage:
    """Return the peer review of an assessment as the user can see it; otherwise Http404."""
    page = review_page(assessment=get_reviewed_assessment(request, pk), user=request.user)
    if page is None:
        raise Http404
    return page


def reviewed_or_404(page: ReviewPage, series_id: str) -> ReviewedAnswer:
    """Return the reviewed answer of this series; otherwise Http404."""
    found = next((one for one in page.answers if one.question.criterion.series_id == series_id), None)
    if found is None:
        raise Http404
    return found


def section_context(page: ReviewPage, code: int) -> Values:
    """Return the context of one section of a peer review; Http404 if there is no such section."""
    section = page.section(code)
    if section is None:
        raise Http404
    return {**navigation_context(page, code), "current": section}


def navigation_context(page: ReviewPage, code: int | None = None) -> Values:
    """Return the context of the list of sections, and links to the previous and next one."""
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
