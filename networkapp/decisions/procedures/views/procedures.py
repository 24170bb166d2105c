"""Procedures: what a network decides on, its page, and the positions of delegations."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import PositionDraft, Procedure
from networkapp.decisions.procedures import position_drafts, positions
from networkapp.decisions.procedures.amendments_beside import amendments_omitted_at_opening
from networkapp.decisions.procedures.counter_proposals import counter_paragraphs
from networkapp.decisions.procedures.forms.procedures import (
    ObjectionForm,
    PositionDraftForm,
    PositionForm,
    RevisePositionForm,
    WithdrawObjectionForm,
)
from networkapp.decisions.procedures.position_drafts import POSITIONS
from networkapp.decisions.procedures.procedure_page import (
    find_procedures,
    procedure_access,
    procedure_board,
    procedure_text,
)
from networkapp.decisions.procedures.queries import other_procedures_on_text, procedure_lists
from networkapp.decisions.procedures.roll import VotingSeat, delegations_of, require_voting_seats
from networkapp.models import DraftAct, Network
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values
from networkapp.views.four_eyes import DraftView, SendBackMixin, WithdrawMixin


def load_procedure(request: HttpRequest, slug: str, pk: int) -> Procedure:
    """Return a procedure that the reader can see; otherwise Http404."""
    found: Procedure = get_object_or_404(find_procedures(request.user), network__slug=slug, pk=pk)
    return found


@login_required
def list_procedures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the procedures of a network to its members."""
    network: Network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
    lists = procedure_lists(network=network, user=request.user, page=request.GET.get("page"))
    may_open = network.allows(request.user, Action.OPEN_PROCEDURE)
    context = {"network": network, "lists": lists, "manages_procedures": may_open}
    return render(request, "networkapp/procedures/list.html", context)


class ProcedurePage(ActionView[Procedure]):
    """The board, and what this reader may do; each act is posted to an address of its own."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/procedures/procedure.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Procedure:
        return load_procedure(self.request, **self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        found, language = self.object, self.request.GET.get("language", "")
        texts = {text.language: text for text in found.version.texts.all()} if found.version else {}
        if language and language not in texts:
            raise Http404
        marks = self.request.GET.get("marks") != "no"
        context = {
            "network": found.network,
            "board": procedure_board(found),
            "paragraphs": procedure_text(found, language=language, with_marks=marks),
            "language": language,
            "languages": sorted(texts),
            "marks": marks,
            "others": other_procedures_on_text(procedure=found),
            "beside": amendments_omitted_at_opening(found),
            **own_position_context(self.request, found),
        }
        return super().get_context_data(**context | kwargs)


@login_required
def own_position_part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Render what belongs to the reader alone on the page of a procedure."""
    found = load_procedure(request, slug, pk)
    context = {"network": found.network, "board": procedure_board(found), **own_position_context(request, found)}
    return render(request, "networkapp/procedures/own_position.html", context)


def own_position_context(request: HttpRequest, found: Procedure) -> Values:
    """Return the context of the forms for a position, an objection, its withdrawal and a draft."""
    stand = procedure_access(found, request.user)
    return {
        "stand": stand,
        "position_form": PositionForm.of(stand),
        "objection_form": ObjectionForm(voices=stand.voices),
        "withdrawal_form": WithdrawObjectionForm(delegations=delegations_of(stand.objecting)),
        "draft_form": PositionDraftForm(partners=stand.partners),
    }


class PositionAction(ProcedurePage):
    """State something for the user's delegation."""

    http_method_names = POST_ONLY
    needs = Action.TAKE_POSITION

    def get_voices(self) -> Sequence[VotingSeat]:
        return require_voting_seats(procedure=self.object, user=self.request.user, action=self.needs)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"voices": self.get_voices()}

    def get_action_kwargs(self) -> Values:
        return {"procedure": self.object, "user": self.request.user}


class StatePosition(PositionAction):
    form_class, form_name = PositionForm, "position_form"
    success_message = _("Position recorded. You can change it until the procedure closes.")
    action = staticmethod(positions.state_position)


class WithdrawObjection(PositionAction):
    """Withdraw the objection of a delegation."""

    form_class, form_name = WithdrawObjectionForm, "withdrawal_form"
    success_message = _("Objection withdrawn. Your delegation abstains unless you record a new position.")
    action = staticmethod(positions.withdraw_objection)

    def get_form_kwargs(self) -> Values:
        return ActionView.get_form_kwargs(self) | {"delegations": delegations_of(self.get_voices())}


class PreparePosition(PositionAction):
    """Submit a drafted position for approval by somebody else of the delegation."""

    needs = Action.PREPARE_POSITION
    form_class, form_name, success_message = PositionDraftForm, "draft_form", _("Submitted for approval.")
    action = staticmethod(position_drafts.prepare_position)
    leads_to_result = True

    def get_form_kwargs(self) -> Values:
        partners = [seat for voice in self.get_voices() for seat in position_drafts.approving_seats(voice)]
        return ActionView.get_form_kwargs(self) | {"partners": partners}


class PrepareObjection(PositionAction):
    """An objection is first stored as the user's own draft; its page explains the effect, and confirms it."""

    form_class, form_name = ObjectionForm, "objection_form"
    success_message = _("Saved as your draft. No objection has been submitted yet.")
    action = staticmethod(position_drafts.prepare_position)
    leads_to_result = True


class PositionDraftPage(DraftView[PositionDraft]):
    """The page of a draft of a position, for its author and the people who can approve it."""

    template_name = "networkapp/procedures/draft.html"
    kind, text_form = POSITIONS, RevisePositionForm

    def get_object(self) -> PositionDraft:
        drafts, slug = position_drafts.position_drafts_for(self.request.user), self.kwargs["slug"]
        found: PositionDraft = get_object_or_404(drafts, prepared_for__network__slug=slug, pk=self.kwargs["pk"])
        return found

    def get_context_data(self, **kwargs: Value) -> Values:
        draft = self.object
        procedure = load_procedure(self.request, draft.prepared_for.network.slug, draft.entry.procedure_id)
        board, acts = procedure_board(procedure), self.get_acts()
        context = {
            "network": procedure.network,
            "procedure": procedure,
            "code": draft.entry.delegation.code,
            "board": board,
            "acts": acts & {DraftAct.WITHDRAW} if board.outcome.is_over else acts,
            "counter": counter_paragraphs(procedure.version, draft.counter_text),
        }
        return super().get_context_data(**context, **kwargs)

    def get_success_url(self) -> str:
        return self.object.entry.procedure.get_absolute_url()


class ReleasePosition(PositionDraftPage):
    http_method_names, form_class = POST_ONLY, Form
    action = staticmethod(position_drafts.release_position)
    success_message = _("Position recorded. You can change it until the procedure closes.")


class RevisePosition(PositionDraftPage):
    http_method_names, form_class = POST_ONLY, RevisePositionForm
    action, success_message = staticmethod(position_drafts.revise_position), _("Draft saved.")


class SendBackPosition(SendBackMixin[PositionDraft], PositionDraftPage):
    pass


class TakeBackPosition(WithdrawMixin[PositionDraft], PositionDraftPage):
    pass


HERE, DRAFT = "networks/<slug:slug>/procedures/<int:pk>/", "networks/<slug:slug>/positions/<int:pk>/"
urlpatterns = [
    path("networks/<slug:slug>/procedures/", list_procedures, name="procedures"),
    path(HERE, ProcedurePage.as_view(), name="procedure"),
    path(f"{HERE}voice/", own_position_part, name="procedure_voice"),
    path(f"{HERE}state/", binding_act(StatePosition.as_view()), name="state_position"),
    path(f"{HERE}withdraw-objection/", binding_act(WithdrawObjection.as_view()), name="withdraw_objection"),
    path(f"{HERE}prepare/", PreparePosition.as_view(), name="prepare_position"),
    path(f"{HERE}object/", PrepareObjection.as_view(), name="prepare_objection"),
    path(DRAFT, PositionDraftPage.as_view(), name="prepared_position"),
    path(f"{DRAFT}release/", binding_act(ReleasePosition.as_view()), name="release_position"),
    path(f"{DRAFT}again/", RevisePosition.as_view(), name="prepare_position_again"),
    path(f"{DRAFT}back/", SendBackPosition.as_view(), name="send_back_position"),
    path(f"{DRAFT}take-back/", TakeBackPosition.as_view(), name="take_back_position"),
]
