"""The public page of findings about a country; people who manage the register record them there."""

from collections.abc import Callable

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from evaluation.editors import may_manage_register, replying_seat
from evaluation.models import Finding
from evaluation.private import RegisterAction, known_country
from evaluation.sources.findings import country_findings
from evaluation.sources.findings_actions import add_response, record_finding, reply_to_finding
from evaluation.sources.forms.findings import FindingForm, ReplyForm, ResponseForm
from networkapp.views.action_view import Value, Values


def show_findings(request: HttpRequest, code: str) -> HttpResponse:
    """Show the findings about a country; Http404 if there are none that the reader can see."""
    found = country_findings(country=code, user=request.user)
    if found is None:
        raise Http404
    replies = replying_seat(request.user, found.country) is not None
    context = {"page": found, "can_manage": may_manage_register(request.user), "replies": replies}
    return render(request, "evaluation/findings/country.html", context)


class RecordFinding(RegisterAction[str]):
    """Record a finding about a country."""

    template_name = "evaluation/findings/finding_form.html"
    form_class = FindingForm
    action, success_message = staticmethod(record_finding), _("Finding saved.")
    success_url = "evaluation:findings"

    def find(self) -> str:
        self.country = known_country(self.kwargs["code"])
        return self.country

    def get_action_kwargs(self) -> Values:
        return {"country": self.country, "user": self.request.user}


class RespondToFinding(RegisterAction[Finding]):
    """Record a response to a finding."""

    template_name = "evaluation/findings/finding_form.html"
    form_class: type[Form] = ResponseForm
    action: Callable[..., Value] = staticmethod(add_response)
    success_message, success_url = _("Response saved."), "evaluation:findings"

    def find(self) -> Finding:
        finding = get_object_or_404(Finding, pk=self.kwargs["pk"])
        self.country = str(finding.country)
        return finding

    def get_action_kwargs(self) -> Values:
        return {"finding": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(finding=self.object, **kwargs)


class ReplyToFinding(RespondToFinding):
    """A page of the government of the country that the finding is about; for all others it does not exist."""

    form_class = ReplyForm
    action, success_message = staticmethod(reply_to_finding), _("Reply published.")

    def get_object(self) -> Finding:
        finding = self.find()
        if replying_seat(self.request.user, self.country) is None:
            raise Http404
        return finding


urlpatterns = [
    path("evaluation/countries/<slug:code>/findings/", show_findings, name="findings"),
    path("evaluation/countries/<slug:code>/findings/record/", RecordFinding.as_view(), name="record_finding"),
    path("evaluation/findings/<int:pk>/respond/", RespondToFinding.as_view(), name="respond_to_finding"),
    path("evaluation/findings/<int:pk>/reply/", ReplyToFinding.as_view(), name="reply_to_finding"),
]
