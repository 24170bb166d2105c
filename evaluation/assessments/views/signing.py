"""Signing by the country; confirming, publishing and giving back by the secretariat."""

from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.burden import efforts_by_cycle
from evaluation.assessments.forms.signing import PublishForm, ReopenForm, SignForm
from evaluation.assessments.lists import assessments_overseen_by
from evaluation.assessments.signing import confirm_not_applicable, sheet_hash, sign, signing_refusal
from evaluation.assessments.transitions import reopen
from evaluation.assessments.validation import blockers
from evaluation.assessments.views.assessments import AssessmentPage, AssessmentView, desk_of, navigation_context
from evaluation.models import Answer, Assessment
from evaluation.permissions import Action
from evaluation.private import PrivateView
from evaluation.results.publishing.publish import publish
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, Value, Values


class SignAssessment(AssessmentView):
    """Sign an assessment, if nothing prevents it."""

    template_name = "evaluation/assessment/sign.html"
    form_class = SignForm
    action, success_message = staticmethod(sign), _("Assessment signed.")

    def get_context_data(self, **kwargs: Value) -> Values:
        desk = desk_of(self.request, self.object, with_scores=True)
        sheet, signatures, by = desk.sheet, desk.signatures.valid, self.request.user
        context = {
            "blockers": blockers(sheet.findings),
            "offers": [
                (role, signing_refusal(role=role, sheet=sheet, signatures=signatures, user=by))
                for role in desk.permissions.signs_as
            ],
            "answers_hash": sheet_hash(sheet),
            **navigation_context(desk),
        }
        return super().get_context_data(**context, **kwargs)


class Oversight(PrivateView):
    """The assessments that the user oversees."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = assessments_overseen_by(request.user)
        if not found:
            raise Http404
        context = {"lines": found, "together": efforts_by_cycle(line.assessment for line in found)}
        return render(request, "evaluation/assessment/oversight.html", context)


class OverseenAssessment(AssessmentView):
    """A signed assessment for people who oversee its cycle, with what they can do with it; 404 for any other."""

    template_name = "evaluation/assessment/review.html"
    http_method_names = PAGE_ONLY
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Assessment:
        assessment = super().get_object()
        get_object_or_404(Assessment.objects.where(self.request.user, may=Action.OVERSEE), pk=assessment.pk)
        return assessment

    def get_context_data(self, **kwargs: Value) -> Values:
        desk = desk_of(self.request, self.object, with_scores=True)
        context = {
            "publish_form": PublishForm(network=self.object.cycle.network),
            "unconfirmed": [
                question
                for question in desk.sheet.questions
                if question.content.status == Answer.Status.NOT_APPLICABLE and question.answer.confirmed_at is None
            ],
            "newest": self.object.versions.order_by("-number").first(),
            **navigation_context(desk),
        }
        return super().get_context_data(**context | kwargs)


class OversightAction(OverseenAssessment):
    """Base of what is done with a signed assessment by people who oversee it: back to its page, or the reason there."""

    http_method_names = POST_ONLY
    form_class: type[BaseForm] = Form
    form_name = "problem"

    def get_success_url(self) -> str:
        return reverse("evaluation:review", args=[self.object.pk])


class ConfirmNotApplicable(OversightAction):
    """Confirm that a criterion does not apply to a country."""

    action, success_message = staticmethod(confirm_not_applicable), _("Answer confirmed.")

    def get_action_kwargs(self) -> Values:
        answers = self.object.answers.select_related("criterion")
        answer = get_object_or_404(answers, criterion__series_id=self.kwargs["series_id"])
        return super().get_action_kwargs() | {"criterion": answer.criterion}


class PublishAssessment(OversightAction):
    """Publish a signed assessment."""

    form_class, form_name = PublishForm, "publish_form"
    action = staticmethod(publish)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object.cycle.network}

    def get_success_message(self) -> str | Promise:
        is_reviewed = self.object.peer_reviewed
        return _("Published as peer reviewed.") if is_reviewed else _("Published as not peer reviewed.")


class ReopenAssessment(AssessmentPage):
    """Return an assessment to draft, with a reason."""

    http_method_names = POST_ONLY
    form_class, form_name = ReopenForm, "problem"
    action, success_message = staticmethod(reopen), _("Assessment returned to draft.")
    success_url = "evaluation:assessments"

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": "open-again-%s"}


_ONE = "evaluation/assessments/<int:pk>/"
urlpatterns = [
    path("evaluation/assessments/oversight/", Oversight.as_view(), name="oversight"),
    path(f"{_ONE}sign/", binding_act(SignAssessment.as_view()), name="sign"),
    path(f"{_ONE}review/", OverseenAssessment.as_view(), name="review"),
    path(f"{_ONE}confirm/<str:series_id>/", ConfirmNotApplicable.as_view(), name="confirm"),
    path(f"{_ONE}publish/", binding_act(PublishAssessment.as_view()), name="publish"),
    path(f"{_ONE}open/", ReopenAssessment.as_view(), name="open_again"),
]
