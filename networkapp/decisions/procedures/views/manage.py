"""Pages on which a network's officers open, extend, pause, withdraw and close procedures."""

from django.forms import BaseForm, Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import Procedure, Proposal, ProposalVersion
from networkapp.decisions.procedures import actions, clock_stops
from networkapp.decisions.procedures.amendments_beside import omitted_amendments
from networkapp.decisions.procedures.forms.procedures import (
    ExtendProcedureForm,
    OpenProcedureForm,
    PauseDeadlineForm,
    ResumeDeadlineForm,
    WithdrawProcedureForm,
)
from networkapp.decisions.procedures.procedure_page import ProcedureBoard, procedure_access, procedure_board
from networkapp.decisions.procedures.roll import voting_delegations
from networkapp.decisions.procedures.terms import default_deadline
from networkapp.decisions.procedures.views.procedures import HERE, load_procedure
from networkapp.decisions.proposals.versions import newest_version
from networkapp.languages.sorting import alphabetical
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values


class OpenProcedure(ActionView[ProposalVersion]):
    """The form with which a procedure on a proposal is opened, with the amendments that its text does not contain."""

    template_name = "networkapp/procedures/open.html"
    form_class = OpenProcedureForm
    action = staticmethod(actions.open_procedure)
    success_message = _("Procedure opened.")
    leads_to_result = True

    def get_object(self) -> ProposalVersion:
        readable = Proposal.objects.where(self.request.user, may=Action.READ).select_related("network")
        slug, number = self.kwargs["slug"], self.kwargs["number"]
        proposal: Proposal = get_object_or_404(readable, network__slug=slug, number=number)
        proposal.network.require(self.request.user, Action.OPEN_PROCEDURE)
        newest = newest_version(proposal)
        newest.proposal = proposal
        self.beside = omitted_amendments(newest)
        return newest

    def get_initial(self) -> Values:
        usual = default_deadline(self.object.proposal.network, timezone.now())
        return {"base": self.object.number, "expires_at": usual}

    def get_form_kwargs(self) -> Values:
        proposal = self.object.proposal
        about = {"network": proposal.network, "proposal": proposal, "beside": self.beside}
        delegations = voting_delegations(proposal.network).count()
        return super().get_form_kwargs() | about | {"delegations": delegations}

    def get_action_kwargs(self) -> Values:
        proposal = self.object.proposal
        return {"network": proposal.network, "proposal": proposal, "user": self.request.user}

    def form_invalid(self, form: OpenProcedureForm) -> HttpResponse:
        if form.has_error("__all__", "newer_version"):
            form.show_version(self.get_object().number)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Value) -> Values:
        proposal = self.object.proposal
        context = {
            "network": proposal.network,
            "proposal": proposal,
            "version": self.object,
            "beside": self.beside,
            "generates": proposal.network.allows(self.request.user, Action.CONSOLIDATE),
            "delegations": alphabetical(voting_delegations(proposal.network), name=lambda one: one.label),
        }
        return super().get_context_data(**context | kwargs)


class ManageProcedurePage(ActionView[Procedure]):
    """All that may be done with a procedure by who leads, and by who stops its clock."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/procedures/manage.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Procedure:
        found = load_procedure(self.request, **self.kwargs)
        found.network.require(self.request.user, Action.STOP_CLOCK)
        return found

    def get_context_data(self, **kwargs: Value) -> Values:
        found, board = self.object, procedure_board(self.object)
        context = {
            "network": found.network,
            "board": board,
            "stand": procedure_access(found, self.request.user),
            "extension_form": ExtendProcedureForm(initial={"expires_at": found.expires_at}),
            "end_form": WithdrawProcedureForm(),
            "close_form": Form(),
            "stop_form": PauseDeadlineForm(languages=_languages_without_pause(board)),
            "resume_form": Form(),
        }
        return super().get_context_data(**context | kwargs)


def _languages_without_pause(board: ProcedureBoard) -> list[str]:
    """Return the required languages for which the deadline is not paused yet."""
    paused = {stop.language for stop in board.open_stops}
    return [code for code in board.procedure.required_languages if code not in paused]


class ManageProcedureAction(ManageProcedurePage):
    """Base of the actions on the page that manages a procedure."""

    http_method_names = POST_ONLY
    form_class = Form

    def get_action_kwargs(self) -> Values:
        return {"procedure": self.object, "user": self.request.user}


class ExtendProcedure(ManageProcedureAction):
    form_class, form_name, success_message = ExtendProcedureForm, "extension_form", _("Deadline extended.")
    action = staticmethod(actions.extend_procedure)


class WithdrawProcedure(ManageProcedureAction):
    form_class, form_name, success_message = WithdrawProcedureForm, "end_form", _("Procedure withdrawn.")
    action = staticmethod(actions.withdraw_procedure)


class CloseProcedure(ManageProcedureAction):
    form_name, success_message = "close_form", _("Closed. The result has been recorded.")
    action = staticmethod(actions.close_at_meeting)


class PauseDeadline(ManageProcedureAction):
    """Pause the deadline of a procedure."""

    form_class, form_name, success_message = PauseDeadlineForm, "stop_form", _("Deadline paused")
    action = staticmethod(clock_stops.pause_deadline)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"languages": self.object.required_languages}


class ResumeDeadline(ManageProcedureAction):
    form_class, form_name = ResumeDeadlineForm, "resume_form"
    success_message = _("Deadline resumed, unless it is paused for another language.")
    action = staticmethod(clock_stops.resume_deadline)


urlpatterns = [
    path(
        "networks/<slug:slug>/proposals/<int:number>/open/", binding_act(OpenProcedure.as_view()), name="open_procedure"
    ),
    path(f"{HERE}keep/", ManageProcedurePage.as_view(), name="keep_procedure"),
    path(f"{HERE}extend/", binding_act(ExtendProcedure.as_view()), name="extend_procedure"),
    path(f"{HERE}withdraw/", binding_act(WithdrawProcedure.as_view()), name="withdraw_procedure"),
    path(f"{HERE}close/", binding_act(CloseProcedure.as_view()), name="close_procedure"),
    path(f"{HERE}stop/", binding_act(PauseDeadline.as_view()), name="stop_clock"),
    path(f"{HERE}resume/", binding_act(ResumeDeadline.as_view()), name="resume_clock"),
]
