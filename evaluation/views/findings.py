"""What independent bodies found in a country, for everybody; written down by who keeps the register."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.findings.reading import country_findings
from evaluation.domain.findings.register import record_finding, reply, respond
from evaluation.domain.keepers import keeps_register, replying_seat
from evaluation.forms.findings import FindingForm, ReplyForm, ResponseForm
from evaluation.models import Finding
from evaluation.views.private import KeptPage, PrivateView, known_country
from networkapp.domain.countries.names import country_name
from networkapp.forms.discussion import attempt


def show_findings(request: HttpRequest, code: str) -> HttpResponse:
    found = country_findings(country=code, user=request.user)
    if found is None:
        raise Http404
    replies = replying_seat(request.user, found.country) is not None
    context = {"page": found, "keeps": keeps_register(request.user), "replies": replies}
    return render(request, "evaluation/findings/country.html", context)


class RecordFinding(KeptPage):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return _show(request, known_country(code), FindingForm())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        country, form = known_country(code), FindingForm(request.POST)
        if attempt(form, record_finding, country=country, by=request.user) is None:
            return _show(request, country, form)
        messages.success(request, _("Finding saved."))
        return redirect("evaluation:findings", country.lower())


class Respond(KeptPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        finding = get_object_or_404(Finding, pk=pk)
        return _show(request, str(finding.country), ResponseForm(), finding)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        finding, form = get_object_or_404(Finding, pk=pk), ResponseForm(request.POST)
        if attempt(form, respond, finding=finding, by=request.user) is None:
            return _show(request, str(finding.country), form, finding)
        messages.success(request, _("Response saved."))
        return redirect("evaluation:findings", str(finding.country).lower())


class Reply(PrivateView):
    """A page of the government of the country that the finding is about; for all others it does not exist."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        finding = self._finding(request, pk)
        return _show(request, str(finding.country), ReplyForm(), finding)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        finding, form = self._finding(request, pk), ReplyForm(request.POST)
        if attempt(form, reply, finding=finding, by=request.user) is None:
            return _show(request, str(finding.country), form, finding)
        messages.success(request, _("Reply published."))
        return redirect("evaluation:findings", str(finding.country).lower())

    def _finding(self, request: HttpRequest, pk: int) -> Finding:
        finding = get_object_or_404(Finding, pk=pk)
        if replying_seat(request.user, str(finding.country)) is None:
            raise Http404
        return finding


def _show(
    request: HttpRequest, country: str, form: FindingForm | ReplyForm | ResponseForm, finding: Finding | None = None
) -> HttpResponse:
    context = {"country": country, "name": country_name(country), "form": form, "finding": finding}
    return render(request, "evaluation/findings/record.html", context, status=422 if form.is_bound else 200)


urlpatterns = [
    path("evaluation/countries/<slug:code>/findings/", show_findings, name="findings"),
    path("evaluation/countries/<slug:code>/findings/record/", RecordFinding.as_view(), name="record_finding"),
    path("evaluation/findings/<int:pk>/respond/", Respond.as_view(), name="respond_to_finding"),
    path("evaluation/findings/<int:pk>/reply/", Reply.as_view(), name="reply_to_finding"),
]
