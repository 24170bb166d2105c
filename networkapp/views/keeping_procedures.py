"""What a network's leading seats do with procedures: open one, put it off, withdraw it, close it; and its clock."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.domain.alphabets import alphabetical
from networkapp.domain.decisions import procedures, stopped_clocks
from networkapp.domain.decisions.amendments_beside import AmendmentsBeside, amendments_beside
from networkapp.domain.decisions.board import Board, board_of, stand_of
from networkapp.domain.decisions.roll import delegations_with_a_voice
from networkapp.domain.decisions.rules import usual_deadline
from networkapp.domain.proposals.versions import newest_version
from networkapp.forms.discussion import attempt
from networkapp.forms.procedures import ExtensionForm, OpeningForm, ResumeForm, StopForm, WithdrawalForm
from networkapp.models import Procedure, Proposal
from networkapp.permissions import Action
from networkapp.views.procedures import HERE, find_procedure
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Open(ReturnsUnsavedText):
    """The form with which a procedure on a proposal is opened, with the amendments that its text does not contain."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        return self.show(request, self.find(request, slug, number))

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = self.find(request, slug, number)
        form = self.form(proposal, amendments_beside(newest_version(proposal)), data=request.POST)
        given = {"network": proposal.network, "proposal": proposal, "by": request.user}
        made = attempt(form, procedures.open_procedure, **given)
        if made is None:
            return self.show(request, self.find(request, slug, number), form)
        messages.success(request, _("Procedure opened."))
        return redirect(made)

    def find(self, request: HttpRequest, slug: str, number: int) -> Proposal:
        readable = Proposal.objects.where(request.user, may=Action.READ).select_related("network")
        found: Proposal = get_object_or_404(readable, network__slug=slug, number=number)
        found.network.require(request.user, Action.OPEN_PROCEDURE)
        return found

    def form(self, proposal: Proposal, beside: AmendmentsBeside, **given: Any) -> OpeningForm:
        delegations = delegations_with_a_voice(proposal.network).count()
        return OpeningForm(network=proposal.network, proposal=proposal, delegations=delegations, beside=beside, **given)

    def show(self, request: HttpRequest, proposal: Proposal, form: OpeningForm | None = None) -> HttpResponse:
        version = newest_version(proposal)
        version.proposal = proposal
        beside = amendments_beside(version)
        if form is not None and form.has_error("__all__", "newer_version"):
            form.show_version(version.number)
        asked = delegations_with_a_voice(proposal.network)
        usual = usual_deadline(proposal.network, timezone.now())
        context = {
            "network": proposal.network,
            "proposal": proposal,
            "version": version,
            "beside": beside,
            "generates": proposal.network.allows(request.user, Action.CONSOLIDATE),
            "form": form or self.form(proposal, beside, initial={"base": version.number, "expires_at": usual}),
            "delegations": alphabetical(asked, name=lambda one: one.label),
        }
        return render(request, "networkapp/procedures/open.html", context, status=422 if form else 200)


class KeepPage(ReturnsUnsavedText):
    """All that may be done with a procedure by who leads, and by who stops its clock."""

    name = ""
    words: str | Promise = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, self.find(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = self.find(request, slug, pk)
        form = self.form(found)
        made = attempt(form, self.act, procedure=found, by=request.user)
        if made is None:
            return self.show(request, self.find(request, slug, pk), **{self.name: form})
        messages.success(request, self.words)
        return redirect(found)

    def find(self, request: HttpRequest, slug: str, pk: int) -> Procedure:
        found = find_procedure(request, slug, pk)
        found.network.require(request.user, Action.STOP_CLOCK)
        return found

    def form(self, found: Procedure) -> Form:
        raise NotImplementedError

    def act(self, **given: Any) -> Any:
        raise NotImplementedError

    def show(self, request: HttpRequest, found: Procedure, **forms: Form) -> HttpResponse:
        board = board_of(found)
        context = {
            "network": found.network,
            "board": board,
            "stand": stand_of(found, request.user),
            "extension_form": ExtensionForm(initial={"expires_at": found.expires_at}),
            "end_form": WithdrawalForm(),
            "close_form": Form(),
            "stop_form": StopForm(languages=_running_languages(board)),
            "resume_form": Form(),
            **forms,
        }
        return render(request, "networkapp/procedures/keep.html", context, status=422 if forms else 200)


def _running_languages(board: Board) -> list[str]:
    """Return the required languages for which the deadline is not paused yet."""
    paused = {stop.language for stop in board.open_stops}
    return [code for code in board.procedure.required_languages if code not in paused]


class Extend(KeepPage):
    name, words = "extension_form", _("Deadline extended.")

    def form(self, found: Procedure) -> Form:
        return ExtensionForm(self.request.POST)

    def act(self, **given: Any) -> Any:
        return procedures.extend(**given)


class Withdraw(KeepPage):
    name, words = "end_form", _("Procedure withdrawn.")

    def form(self, found: Procedure) -> Form:
        return WithdrawalForm(self.request.POST)

    def act(self, **given: Any) -> Any:
        return procedures.withdraw_procedure(**given)


class Close(KeepPage):
    name, words = "close_form", _("Closed. The result has been recorded.")

    def form(self, found: Procedure) -> Form:
        return Form(self.request.POST)

    def act(self, **given: Any) -> Any:
        return procedures.close_at_meeting(**given)


class Stop(KeepPage):
    name, words = "stop_form", _("Deadline paused.")

    def form(self, found: Procedure) -> Form:
        return StopForm(self.request.POST, languages=found.required_languages)

    def act(self, **given: Any) -> Any:
        return stopped_clocks.stop_clock(**given)


class Resume(KeepPage):
    name, words = (
        "resume_form",
        _("Deadline resumed, unless it is paused for another language."),
    )

    def form(self, found: Procedure) -> Form:
        return ResumeForm(self.request.POST)

    def act(self, **given: Any) -> Any:
        return stopped_clocks.resume_clock(**given)


POST_ONLY = ["post", "options"]
urlpatterns = [
    path("networks/<slug:slug>/proposals/<int:number>/open/", binding_act(Open.as_view()), name="open_procedure"),
    path(f"{HERE}keep/", KeepPage.as_view(http_method_names=["get", "head", "options"]), name="keep_procedure"),
    path(f"{HERE}extend/", binding_act(Extend.as_view(http_method_names=POST_ONLY)), name="extend_procedure"),
    path(f"{HERE}withdraw/", binding_act(Withdraw.as_view(http_method_names=POST_ONLY)), name="withdraw_procedure"),
    path(f"{HERE}close/", binding_act(Close.as_view(http_method_names=POST_ONLY)), name="close_procedure"),
    path(f"{HERE}stop/", binding_act(Stop.as_view(http_method_names=POST_ONLY)), name="stop_clock"),
    path(f"{HERE}resume/", binding_act(Resume.as_view(http_method_names=POST_ONLY)), name="resume_clock"),
]
