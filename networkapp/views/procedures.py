"""Procedures: what a network decides on, its page, and the positions of delegations."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.domain.decisions import board as procedure_board
from networkapp.domain.decisions import positions, prepared_positions
from networkapp.domain.decisions.amendments_beside import left_out_of
from networkapp.domain.decisions.board import board_of, find_procedures, stand_of, text_of
from networkapp.domain.decisions.counter_texts import reworded
from networkapp.domain.decisions.lists import others_on_the_text, running_first
from networkapp.domain.decisions.roll import Voice, delegations_of, require_voices
from networkapp.forms.discussion import attempt
from networkapp.forms.procedures import (
    DraftAgainForm,
    DraftForm,
    ObjectionForm,
    PositionForm,
    SendBackForm,
    WithdrawObjectionForm,
)
from networkapp.models import Network, PositionDraft, Procedure
from networkapp.permissions import Action
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


def find_procedure(request: HttpRequest, slug: str, pk: int) -> Procedure:
    found: Procedure = get_object_or_404(find_procedures(request.user), network__slug=slug, pk=pk)
    return found


@login_required
def list_procedures(request: HttpRequest, slug: str) -> HttpResponse:
    network: Network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
    lists = running_first(network=network, reader=request.user, page=request.GET.get("page"))
    context = {"network": network, "lists": lists, "leads": network.allows(request.user, Action.OPEN_PROCEDURE)}
    return render(request, "networkapp/procedures/list.html", context)


class ProcedurePage(ReturnsUnsavedText):
    """The board, and what this reader may do; each act is posted to an address of its own."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, find_procedure(request, slug, pk))

    def show(self, request: HttpRequest, found: Procedure, **forms: Form) -> HttpResponse:
        language = request.GET.get("language", "")
        texts = {text.language: text for text in found.version.texts.all()} if found.version else {}
        if language and language not in texts:
            raise Http404
        marks = request.GET.get("marks") != "no"
        context = {
            "network": found.network,
            "board": board_of(found),
            "paragraphs": text_of(found, language=language, with_marks=marks),
            "language": language,
            "languages": sorted(texts),
            "marks": marks,
            "others": others_on_the_text(found),
            "beside": left_out_of(found),
            **voice_context(request, found, **forms),
        }
        return render(request, "networkapp/procedures/procedure.html", context, status=422 if forms else 200)


@login_required
def voice_part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is the reader's own on the page of a procedure."""
    found = find_procedure(request, slug, pk)
    context = {"network": found.network, "board": board_of(found), **voice_context(request, found)}
    return render(request, "networkapp/procedures/voice.html", context)


def voice_context(request: HttpRequest, found: Procedure, **forms: Form) -> dict[str, Any]:
    stand = stand_of(found, request.user)
    fresh = {
        "position_form": PositionForm.of(stand),
        "objection_form": ObjectionForm(voices=stand.voices),
        "withdrawal_form": WithdrawObjectionForm(delegations=delegations_of(stand.objecting)),
        "draft_form": DraftForm(partners=stand.partners),
    }
    return {"stand": stand, **fresh, **forms}


class PositionAct(ProcedurePage):
    """State something for the user's delegation."""

    http_method_names = ["post", "options"]
    needs = Action.TAKE_POSITION
    name = ""
    words: str | Promise = ""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = find_procedure(request, slug, pk)
        form = self.form(require_voices(procedure=found, person=request.user, action=self.needs))
        made = attempt(form, self.act, procedure=found, person=request.user)
        if made is None:
            return self.show(request, find_procedure(request, slug, pk), **{self.name: form})
        messages.success(request, self.words)
        return redirect(self.following(made, found))

    def form(self, voices: Sequence[Voice]) -> Form:
        raise NotImplementedError

    def act(self, **given: Any) -> Any:
        raise NotImplementedError

    def following(self, made: Any, found: Procedure) -> str:
        return str(found.get_absolute_url())


class State(PositionAct):
    name, words = "position_form", _("Position recorded. You can change it until the procedure closes.")

    def form(self, voices: Sequence[Voice]) -> Form:
        return PositionForm(self.request.POST, voices=voices)

    def act(self, **given: Any) -> Any:
        return positions.state_position(**given)


class WithdrawObjection(PositionAct):
    name, words = (
        "withdrawal_form",
        _("Objection withdrawn. Your delegation abstains unless you record a new position."),
    )

    def form(self, voices: Sequence[Voice]) -> Form:
        return WithdrawObjectionForm(self.request.POST, delegations=delegations_of(voices))

    def act(self, **given: Any) -> Any:
        return positions.withdraw_objection(**given)


class Prepare(PositionAct):
    """Submit a drafted position for approval by somebody else of the delegation."""

    needs = Action.PREPARE_POSITION
    name, words = "draft_form", _("Submitted for approval.")

    def form(self, voices: Sequence[Voice]) -> Form:
        partners = [seat for voice in voices for seat in prepared_positions.releasing_for(voice)]
        return DraftForm(self.request.POST, partners=partners)

    def act(self, **given: Any) -> Any:
        return prepared_positions.prepare_position(**given)

    def following(self, made: PositionDraft, found: Procedure) -> str:
        return made.get_absolute_url()


class PrepareObjection(Prepare):
    """An objection is first stored as the user's own draft; its page explains the effect, and confirms it."""

    needs = Action.TAKE_POSITION
    name, words = "objection_form", _("Saved as your draft. No objection has been submitted yet.")

    def form(self, voices: Sequence[Voice]) -> Form:
        return ObjectionForm(self.request.POST, voices=voices)


class DraftPage(ReturnsUnsavedText):
    """A drafted position, with what this reader may do with it; each act is posted to an address of its own."""

    form: type[Form] = Form
    act: Callable[..., Any] | None = None
    done: str | Promise = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, self.find(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found, form = self.find(request, slug, pk), self.form(request.POST)
        made = attempt(form, self.act, prepared=found, person=request.user)
        if made is None:
            return self.show(request, self.find(request, slug, pk), form)
        messages.success(request, self.done)
        return redirect(found.entry.procedure.get_absolute_url())

    def find(self, request: HttpRequest, slug: str, pk: int) -> PositionDraft:
        drafts = prepared_positions.find_drafts(request.user)
        found: PositionDraft = get_object_or_404(drafts, prepared_for__network__slug=slug, pk=pk)
        return found

    def show(self, request: HttpRequest, found: PositionDraft, form: Form | None = None) -> HttpResponse:
        procedure = find_procedure(request, found.prepared_for.network.slug, found.entry.procedure_id)
        typed = {"words": found.words, "counter_text": found.counter_text}
        board, acts = procedure_board.board_of(procedure), prepared_positions.acts_on(found, request.user)
        context = {
            "network": procedure.network,
            "found": found,
            "acts": acts & {"take_back"} if board.outcome.is_over else acts,
            "releaser": prepared_positions.releaser_of(found),
            "board": board,
            "counter": reworded(procedure.version, found.counter_text),
            "form": form or Form(),
            "text_form": form if isinstance(form, DraftAgainForm) else DraftAgainForm(initial=typed),
            "note_form": form if isinstance(form, SendBackForm) else SendBackForm(),
        }
        return render(request, "networkapp/procedures/draft.html", context, status=422 if form else 200)


class Release(DraftPage):
    act = staticmethod(prepared_positions.release_position)
    done = _("Position recorded. You can change it until the procedure closes.")


class PrepareAgain(DraftPage):
    form = DraftAgainForm
    act = staticmethod(prepared_positions.prepare_position_again)
    done = _("Draft saved.")


class SendBack(DraftPage):
    form = SendBackForm
    act = staticmethod(prepared_positions.send_back_position)
    done = _("Draft returned with your note.")


class TakeBack(DraftPage):
    act = staticmethod(prepared_positions.take_back_position)
    done = _("Draft deleted.")


HERE, DRAFT = "networks/<slug:slug>/procedures/<int:pk>/", "networks/<slug:slug>/positions/<int:pk>/"
urlpatterns = [
    path("networks/<slug:slug>/procedures/", list_procedures, name="procedures"),
    path(HERE, ProcedurePage.as_view(http_method_names=["get", "head", "options"]), name="procedure"),
    path(f"{HERE}voice/", voice_part, name="procedure_voice"),
    path(f"{HERE}state/", binding_act(State.as_view()), name="state_position"),
    path(f"{HERE}withdraw-objection/", binding_act(WithdrawObjection.as_view()), name="withdraw_objection"),
    path(f"{HERE}prepare/", Prepare.as_view(), name="prepare_position"),
    path(f"{HERE}object/", PrepareObjection.as_view(), name="prepare_objection"),
    path(DRAFT, DraftPage.as_view(http_method_names=["get", "head", "options"]), name="prepared_position"),
    path(f"{DRAFT}release/", binding_act(Release.as_view()), name="release_position"),
    path(f"{DRAFT}again/", PrepareAgain.as_view(), name="prepare_position_again"),
    path(f"{DRAFT}back/", SendBack.as_view(), name="send_back_position"),
    path(f"{DRAFT}take-back/", TakeBack.as_view(), name="take_back_position"),
]
