"""What is done in a peer review: each by its own address, and back to where it was done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from evaluation.domain.assessments.cycles import networks_with
from evaluation.domain.assessments.process import open_again
from evaluation.domain.assessments.signing import confirm_not_applicable
from evaluation.domain.reviews.conducting import conclude, end_review, open_review, withdraw
from evaluation.domain.reviews.lot import draw_lot, draw_lot_again
from evaluation.domain.reviews.marks import check, remark, reply_to_remark, uncheck
from evaluation.domain.reviews.threads import ask, ask_further, reply, settle
from evaluation.forms.reviews import LotForm, TextForm, WithdrawForm
from evaluation.forms.signing import ReasonForm
from evaluation.models import Assessment, Cycle, PeerRemark, ReviewThread
from evaluation.permissions import Action
from evaluation.views.private import PrivateView
from evaluation.views.reviews import (
    Returned,
    found_page,
    in_review,
    reviewed_or_404,
    show_oversight,
    show_review,
    show_section,
)
from evaluation.views.signing import act as act_on_signed
from evaluation.views.signing import overseen
from networkapp.errors import NotAllowed, Refused
from networkapp.forms.discussion import attempt


class OpenReview(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        words = _("Reviewers drawn. The peer review is open.")
        return act_on_signed(request, overseen(request, pk), open_review, words, by=request.user)


class DrawLot(PrivateView):
    """The lot of a cycle, drawn for the first time."""

    form_class: type[forms.Form] = forms.Form
    what: Callable[..., Any] = staticmethod(draw_lot)

    def post(self, request: HttpRequest, slug: str, year: int) -> HttpResponse:
        readable = networks_with(reader=request.user, may=Action.READ_CYCLES)
        cycle = get_object_or_404(
            Cycle.objects.select_related("network"), network__in=readable, network__slug=slug, year=year
        )
        if not networks_with(reader=request.user, may=Action.CONDUCT_REVIEW).filter(pk=cycle.network_id).exists():
            raise NotAllowed(Action.CONDUCT_REVIEW)
        form = self.form_class(request.POST, auto_id=f"lot-{cycle.pk}-%s")
        if attempt(form, type(self).what, cycle=cycle, by=request.user) is None:
            return show_oversight(request, lot_form=form, lot_cycle=cycle)
        messages.success(request, _("Reviewers drawn."))
        return redirect(f"{reverse('evaluation:reviews_overseen')}#c{cycle.pk}")


class DrawLotAgain(DrawLot):
    form_class, what = LotForm, staticmethod(draw_lot_again)


class OnAnswer(PrivateView):
    """A reviewer does something at one answer: asks, remarks, checks, confirms."""

    place: str = ""
    what: Callable[..., Any]
    takes_text = False

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        page = found_page(request, pk)
        criterion = reviewed_or_404(page, series_id).question.criterion
        facts = {"assessment": page.assessment, "criterion": criterion, "by": request.user}
        form = TextForm(request.POST if self.takes_text else {})
        act = type(self).what if self.takes_text else _without_text(type(self).what)
        attempt(form, act, **facts)
        if form.errors:
            returned = Returned(place=f"{self.place}-{series_id}", form=form)
            return show_section(request, page, criterion.recommendation.code, returned=returned)
        return back_to_answer(page.assessment, criterion)


class Ask(OnAnswer):
    place, what, takes_text = "ask", staticmethod(ask), True


class Remark(OnAnswer):
    place, what, takes_text = "remark", staticmethod(remark), True


class Check(OnAnswer):
    place, what = "check", staticmethod(check)


class Uncheck(OnAnswer):
    place, what = "check", staticmethod(uncheck)


class ConfirmInReview(OnAnswer):
    place, what = "confirm", staticmethod(confirm_not_applicable)


class OnThread(PrivateView):
    """Add a text to a question, or resolve it."""

    what: Callable[..., Any]
    takes_text = True

    def post(self, request: HttpRequest, pk: int, thread: int) -> HttpResponse:
        assessment = in_review(request, pk)
        found = get_object_or_404(
            ReviewThread.objects.select_related("review__assessment", "answer__criterion__recommendation"),
            pk=thread,
            review__assessment=assessment,
        )
        form = TextForm(request.POST if self.takes_text else {})
        act = type(self).what if self.takes_text else _without_text(type(self).what)
        attempt(form, act, thread=found, by=request.user)
        if form.errors:
            returned = Returned(place=f"thread-{found.pk}", form=form)
            code = found.answer.criterion.recommendation.code
            return show_section(request, found_page(request, pk), code, returned=returned)
        return back_to_answer(assessment, found.answer.criterion)


class Reply(OnThread):
    what = staticmethod(reply)


class AskFurther(OnThread):
    what = staticmethod(ask_further)


class Settle(OnThread):
    what, takes_text = staticmethod(settle), False


class ReplyToRemark(PrivateView):
    def post(self, request: HttpRequest, pk: int, remark: int) -> HttpResponse:
        assessment = in_review(request, pk)
        found = get_object_or_404(
            PeerRemark.objects.select_related("review__assessment", "answer__criterion__recommendation"),
            pk=remark,
            review__assessment=assessment,
        )
        form = TextForm(request.POST)
        attempt(form, reply_to_remark, remark=found, by=request.user)
        if form.errors:
            returned = Returned(place=f"to-remark-{found.pk}", form=form)
            code = found.answer.criterion.recommendation.code
            return show_section(request, found_page(request, pk), code, returned=returned)
        return back_to_answer(assessment, found.answer.criterion)


class Conclude(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return act(request, pk, conclude, _("Your country has finished the review."), by=request.user)


class EndReview(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return act(request, pk, end_review, _("Review ended."), by=request.user)


class Withdraw(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page, form = found_page(request, pk), WithdrawForm(request.POST, auto_id="withdraw-%s")
        if attempt(form, withdraw, assessment=page.assessment, by=request.user) is None:
            return show_review(request, page, withdraw=form)
        messages.success(request, _("Country withdrawn."))
        return redirect("evaluation:peer_reviews")


class SendBack(PrivateView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page, form = found_page(request, pk), ReasonForm(request.POST, auto_id="back-%s")
        if attempt(form, open_again, assessment=page.assessment, by=request.user) is None:
            return show_review(request, page, back=form)
        messages.success(request, _("Assessment returned to draft."))
        return redirect("evaluation:peer_reviews")


def act(request: HttpRequest, pk: int, what: Callable[..., Any], words: str, **given: Any) -> HttpResponse:
    """Do it and go back to the review with `words`, or show it with the reason why not."""
    page = found_page(request, pk)
    try:
        what(assessment=page.assessment, **given)
    except Refused as refusal:
        return show_review(request, page, refusal=refusal)
    messages.success(request, words)
    return redirect("evaluation:peer_review", pk)


def back_to_answer(assessment: Assessment, criterion: Any) -> HttpResponse:
    address = reverse("evaluation:peer_review_section", args=[assessment.pk, criterion.recommendation.code])
    return redirect(f"{address}#q{criterion.series_id.replace('.', '-')}")


def _without_text(what: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *, text, **given: what(**given) or True


_ONE = "evaluation/reviews/<int:pk>/"
_ANSWER = f"{_ONE}answers/<str:series_id>/"
_THREAD = f"{_ONE}questions/<int:thread>/"
urlpatterns = [
    path("evaluation/assessments/<int:pk>/open-review/", OpenReview.as_view(), name="open_review"),
    path("evaluation/cycles/<slug:slug>/<int:year>/lot/", DrawLot.as_view(), name="draw_lot"),
    path("evaluation/cycles/<slug:slug>/<int:year>/lot/again/", DrawLotAgain.as_view(), name="draw_lot_again"),
    path(f"{_ANSWER}ask/", Ask.as_view(), name="ask_in_review"),
    path(f"{_ANSWER}remark/", Remark.as_view(), name="remark_in_review"),
    path(f"{_ANSWER}check/", Check.as_view(), name="check_in_review"),
    path(f"{_ANSWER}uncheck/", Uncheck.as_view(), name="uncheck_in_review"),
    path(f"{_ANSWER}confirm/", ConfirmInReview.as_view(), name="confirm_in_review"),
    path(f"{_THREAD}reply/", Reply.as_view(), name="reply_in_review"),
    path(f"{_THREAD}further/", AskFurther.as_view(), name="ask_further"),
    path(f"{_THREAD}settle/", Settle.as_view(), name="settle_question"),
    path(f"{_ONE}remarks/<int:remark>/reply/", ReplyToRemark.as_view(), name="reply_to_remark"),
    path(f"{_ONE}conclude/", Conclude.as_view(), name="conclude_review"),
    path(f"{_ONE}end/", EndReview.as_view(), name="end_review"),
    path(f"{_ONE}withdraw/", Withdraw.as_view(), name="withdraw_from_review"),
    path(f"{_ONE}send-back/", SendBack.as_view(), name="send_back_from_review"),
]
