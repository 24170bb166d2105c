"""Signing by the country; confirming, publishing and giving back by the secretariat."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.assessments.burden import efforts_together
from evaluation.domain.assessments.listing import overseen_by
from evaluation.domain.assessments.process import open_again
from evaluation.domain.assessments.signing import confirm_not_applicable, hash_of, in_the_way, sign
from evaluation.domain.assessments.validation import blockers
from evaluation.domain.publishing.freezing import publish
from evaluation.forms.signing import PublishForm, ReasonForm, SignForm
from evaluation.models import Answer, Assessment
from evaluation.permissions import Action
from evaluation.views.assessments import desk_of, find, frame, show_assessment
from evaluation.views.private import PrivateView
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.views.step_up import binding_act


class SignPage(PrivateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, find(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment, form = find(request, pk), SignForm(request.POST)
        if attempt(form, sign, assessment=assessment, by=request.user) is None:
            return self.show(request, assessment, form)
        messages.success(request, _("Assessment signed."))
        return redirect(assessment)

    def show(self, request: HttpRequest, assessment: Assessment, form: SignForm | None = None) -> HttpResponse:
        desk = desk_of(request, assessment, with_scores=True)
        asked = {"sheet": desk.sheet, "standing": desk.signatures.standing, "by": request.user}
        context = {
            "blockers": blockers(desk.sheet.findings),
            "offers": [(role, in_the_way(role=role, **asked)) for role in desk.standing.signs_as],
            "answers_hash": hash_of(desk.sheet),
            "form": form,
            **frame(desk),
        }
        return render(request, "evaluation/assessment/sign.html", context, status=422 if form else 200)


class Oversight(PrivateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        found = overseen_by(request.user)
        if not found:
            raise Http404
        context = {"lines": found, "together": efforts_together(line.assessment for line in found)}
        return render(request, "evaluation/assessment/oversight.html", context)


class Review(PrivateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return show_review(request, overseen(request, pk))


class Confirm(PrivateView):
    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        assessment = overseen(request, pk)
        answer = get_object_or_404(assessment.answers.select_related("criterion"), criterion__series_id=series_id)
        return act(
            request,
            assessment,
            confirm_not_applicable,
            _("Answer confirmed."),
            criterion=answer.criterion,
            by=request.user,
        )


class Publish(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment = overseen(request, pk)
        form = PublishForm(request.POST, network=assessment.cycle.network)
        if attempt(form, publish, assessment=assessment, by=request.user) is None:
            return show_review(request, assessment, form=form)
        words = _("Published as peer reviewed.") if assessment.peer_reviewed else _("Published as not peer reviewed.")
        messages.success(request, words)
        return redirect("evaluation:review", assessment.pk)


class OpenAgain(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment, form = find(request, pk), ReasonForm(request.POST, auto_id="open-again-%s")
        if attempt(form, open_again, assessment=assessment, by=request.user) is None:
            return show_assessment(request, assessment, problem=form)
        messages.success(request, _("Assessment returned to draft."))
        return redirect("evaluation:assessments")


def overseen(request: HttpRequest, pk: int) -> Assessment:
    """Return a signed assessment of a cycle that the user oversees; 404 for any other."""
    assessment = find(request, pk)
    return get_object_or_404(Assessment.objects.where(request.user, may=Action.OVERSEE), pk=assessment.pk)


def act(
    request: HttpRequest, assessment: Assessment, what: Callable[..., Any], words: str, **given: Any
) -> HttpResponse:
    """Do it and go back to the page with `words`, or show the page with the reason why not."""
    try:
        what(assessment=assessment, **given)
    except Refused as refusal:
        return show_review(request, assessment, refusal)
    messages.success(request, words)
    return redirect("evaluation:review", assessment.pk)


def show_review(
    request: HttpRequest, assessment: Assessment, refusal: Refused | None = None, form: PublishForm | None = None
) -> HttpResponse:
    fresh = find(request, assessment.pk)
    desk = desk_of(request, fresh, with_scores=True)
    context = {
        "publish_form": form or PublishForm(network=fresh.cycle.network),
        "unconfirmed": [
            question
            for question in desk.sheet.questions
            if question.content.status == Answer.Status.NOT_APPLICABLE and question.answer.confirmed_at is None
        ],
        "newest": fresh.versions.order_by("-number").first(),
        "refusal": refusal,
        **frame(desk),
    }
    return render(request, "evaluation/assessment/review.html", context, status=422 if refusal or form else 200)


_ONE = "evaluation/assessments/<int:pk>/"
urlpatterns = [
    path("evaluation/assessments/oversight/", Oversight.as_view(), name="oversight"),
    path(f"{_ONE}sign/", binding_act(SignPage.as_view()), name="sign"),
    path(f"{_ONE}review/", Review.as_view(), name="review"),
    path(f"{_ONE}confirm/<str:series_id>/", Confirm.as_view(), name="confirm"),
    path(f"{_ONE}publish/", binding_act(Publish.as_view()), name="publish"),
    path(f"{_ONE}open/", OpenAgain.as_view(), name="open_again"),
]
