"""Actions in a peer review: each has its own address and returns to its page."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm, Form
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.cycles import networks_where
from evaluation.assessments.forms.signing import ReopenForm
from evaluation.assessments.signing import confirm_not_applicable
from evaluation.assessments.transitions import reopen
from evaluation.assessments.views.signing import OversightAction
from evaluation.models import Criterion, Cycle, PeerRemark, ReviewThread
from evaluation.permissions import Action
from evaluation.private import PrivateAction
from evaluation.reviews import lists as review_lists
from evaluation.reviews.actions import conclude_review, end_review, open_review, withdraw_reviewing_country
from evaluation.reviews.assignment_lot import draw_lot, draw_lot_again
from evaluation.reviews.forms.reviews import LotForm, TextForm, WithdrawForm
from evaluation.reviews.pages import ReviewPage
from evaluation.reviews.remarks import check_answer, reply_to_remark, save_remark, uncheck_answer
from evaluation.reviews.threads import ask_follow_up, ask_question, reply_to_question, resolve_question
from evaluation.reviews.views.reviews import (
    OVERSIGHT,
    SECTION,
    PeerReview,
    ReturnedForm,
    get_review_page,
    get_reviewed_assessment,
    reviewed_or_404,
    section_context,
)
from networkapp.errors import NotAllowed
from networkapp.views.action_view import POST_ONLY, T, Value, Values


class OpenReview(OversightAction):
    action, success_message = staticmethod(open_review), _("Reviewers drawn. The peer review is open.")


class DrawLot(PrivateAction[Cycle]):
    """The lot of a cycle, drawn for the first time."""

    template_name, http_method_names = OVERSIGHT, POST_ONLY
    form_class: type[BaseForm] = Form
    form_name = "lot_form"
    action: Callable[..., Value] = staticmethod(draw_lot)
    success_message = _("Reviewers drawn.")

    def get_object(self) -> Cycle:
        slug, year = self.kwargs.values()
        readable = networks_where(user=self.request.user, may=Action.READ_CYCLES)
        cycles = Cycle.objects.select_related("network").filter(network__in=readable)
        cycle: Cycle = get_object_or_404(cycles, network__slug=slug, year=year)
        if not networks_where(user=self.request.user, may=Action.CONDUCT_REVIEW).filter(pk=cycle.network_id).exists():
            raise NotAllowed(Action.CONDUCT_REVIEW)
        return cycle

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": f"lot-{self.object.pk}-%s"}

    def get_action_kwargs(self) -> Values:
        return {"cycle": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        cycles = review_lists.overseen_reviews(self.request.user)
        return super().get_context_data(cycles=cycles, lot_cycle=self.object, **kwargs)

    def get_success_url(self) -> str:
        return f"{reverse('evaluation:reviews_overseen')}#c{self.object.pk}"


class DrawLotAgain(DrawLot):
    form_class, action = LotForm, staticmethod(draw_lot_again)


class SectionAction(PrivateAction[T]):
    """Base of the actions in a section of a review: back to the answer, or the section with what was typed."""

    template_name, http_method_names = SECTION, POST_ONLY
    name: str
    """What the address names, such as the thread."""
    place = "button"
    """Where on the page the form is."""
    criterion: Criterion
    """At whose answer it is; set by `get_object`."""

    def get_page(self) -> ReviewPage:
        return get_review_page(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Value) -> Values:
        place, form = f"{self.place}-{self.kwargs[self.name]}", kwargs["form"]
        context = section_context(self.get_page(), self.criterion.recommendation.code)
        context["returned"] = ReturnedForm(place=place, form=form)  # type: ignore[arg-type]
        return super().get_context_data(**context, **kwargs)

    def get_success_url(self) -> str:
        code, anchor = self.criterion.recommendation.code, self.criterion.series_id.replace(".", "-")
        return f"{reverse('evaluation:peer_review_section', args=[self.kwargs['pk'], code])}#q{anchor}"


class AnswerReviewAction(SectionAction[ReviewPage]):
    """A reviewer does something at one answer: asks, remarks, checks, confirms."""

    name = "series_id"

    def get_object(self) -> ReviewPage:
        page = super().get_page()
        self.criterion = reviewed_or_404(page, self.kwargs["series_id"]).question.criterion
        return page

    def get_page(self) -> ReviewPage:
        return self.object

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object.assessment, "criterion": self.criterion, "user": self.request.user}


class AskInReview(AnswerReviewAction):
    form_class, place, action = TextForm, "ask", staticmethod(ask_question)


class RemarkInReview(AnswerReviewAction):
    form_class, place, action = TextForm, "remark", staticmethod(save_remark)


class CheckAnswer(AnswerReviewAction):
    action = staticmethod(check_answer)


class UncheckAnswer(AnswerReviewAction):
    action = staticmethod(uncheck_answer)


class ConfirmInReview(AnswerReviewAction):
    action = staticmethod(confirm_not_applicable)


class ThreadAction(SectionAction[ReviewThread | PeerRemark]):
    """Add a text to a question or a comment of a reviewer, or resolve the question."""

    model: type[ReviewThread] | type[PeerRemark] = ReviewThread
    name = "thread"

    def get_object(self) -> ReviewThread | PeerRemark:
        known = self.model.objects.filter(review__assessment=get_reviewed_assessment(self.request, self.kwargs["pk"]))
        related: Any = known.select_related("review__assessment", "answer__criterion__recommendation")
        found: ReviewThread | PeerRemark = get_object_or_404(related, pk=self.kwargs[self.name])
        self.criterion = found.answer.criterion
        return found

    def get_action_kwargs(self) -> Values:
        return {self.name: self.object, "user": self.request.user}


class ReplyInReview(ThreadAction):
    form_class, place, action = TextForm, "thread", staticmethod(reply_to_question)


class AskFurther(ThreadAction):
    form_class, place, action = TextForm, "thread", staticmethod(ask_follow_up)


class SettleQuestion(ThreadAction):
    action = staticmethod(resolve_question)


class ReplyToRemark(ThreadAction):
    model, name = PeerRemark, "remark"
    form_class, place, action = TextForm, "to-remark", staticmethod(reply_to_remark)


class ReviewAction(PeerReview):
    """Base of what is done with a review as a whole: back to it, or the review with the reason why not."""

    http_method_names = POST_ONLY
    form_class = Form
    form_name = "problem"

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": f"{self.form_name.removesuffix('_form')}-%s"}

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object.assessment, "user": self.request.user}

    def get_success_url(self) -> str:
        return resolve_url(self.success_url or reverse("evaluation:peer_review", args=[self.kwargs["pk"]]))


class ConcludeReview(ReviewAction):
    action, success_message = staticmethod(conclude_review), _("Your country has finished the review.")


class EndReview(ReviewAction):
    action, success_message = staticmethod(end_review), _("Review ended.")


class WithdrawFromReview(ReviewAction):
    form_class, form_name = WithdrawForm, "withdraw_form"
    action, success_message = staticmethod(withdraw_reviewing_country), _("Country withdrawn.")
    success_url = "evaluation:peer_reviews"


class SendBackFromReview(ReviewAction):
    form_class, form_name = ReopenForm, "back_form"
    action, success_message = staticmethod(reopen), _("Assessment returned to draft.")
    success_url = "evaluation:peer_reviews"


_ONE = "evaluation/reviews/<int:pk>/"
_ANSWER = f"{_ONE}answers/<str:series_id>/"
_THREAD = f"{_ONE}questions/<int:thread>/"
urlpatterns = [
    path("evaluation/assessments/<int:pk>/open-review/", OpenReview.as_view(), name="open_review"),
    path("evaluation/cycles/<slug:slug>/<int:year>/lot/", DrawLot.as_view(), name="draw_lot"),
    path("evaluation/cycles/<slug:slug>/<int:year>/lot/again/", DrawLotAgain.as_view(), name="draw_lot_again"),
    path(f"{_ANSWER}ask/", AskInReview.as_view(), name="ask_in_review"),
    path(f"{_ANSWER}remark/", RemarkInReview.as_view(), name="remark_in_review"),
    path(f"{_ANSWER}check/", CheckAnswer.as_view(), name="check_in_review"),
    path(f"{_ANSWER}uncheck/", UncheckAnswer.as_view(), name="uncheck_in_review"),
    path(f"{_ANSWER}confirm/", ConfirmInReview.as_view(), name="confirm_in_review"),
    path(f"{_THREAD}reply/", ReplyInReview.as_view(), name="reply_in_review"),
    path(f"{_THREAD}further/", AskFurther.as_view(), name="ask_further"),
    path(f"{_THREAD}settle/", SettleQuestion.as_view(), name="settle_question"),
    path(f"{_ONE}remarks/<int:remark>/reply/", ReplyToRemark.as_view(), name="reply_to_remark"),
    path(f"{_ONE}conclude/", ConcludeReview.as_view(), name="conclude_review"),
    path(f"{_ONE}end/", EndReview.as_view(), name="end_review"),
    path(f"{_ONE}withdraw/", WithdrawFromReview.as_view(), name="withdraw_from_review"),
    path(f"{_ONE}send-back/", SendBackFromReview.as_view(), name="send_back_from_review"),
]
