"""Proposals for a draft framework, their amendments and the consolidated text; positions of countries."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.frameworks.agreement_ledger import what_is_proposed
from evaluation.domain.frameworks.agreement_pages import criterion_in, shown_wordings, standing_of
from evaluation.domain.frameworks.agreement_positions import asked_of, state_position, withdraw_position
from evaluation.domain.frameworks.agreement_proposals import amend, consolidate, propose, set_aside, withdraw
from evaluation.domain.frameworks.agreement_texts import BLANK, Fields, blank_for, fields_of
from evaluation.forms.criteria import ChangeForm, ConsolidateForm, CriterionForm, kinds_to_choose
from evaluation.forms.frameworks import PositionForm, RemovalForm, WordsForm
from evaluation.models import Framework, Proposal
from evaluation.permissions import Action
from evaluation.views.frameworks import find
from evaluation.views.private import PrivateView
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.views.step_up import binding_act


def find_proposal(request: HttpRequest, version: str, number: int) -> Proposal:
    """Return the proposal, if the user can read its framework."""
    framework = find(request, version)
    proposals = framework.proposals.select_related("delegation", "seat__delegation", "framework__network")
    return get_object_or_404(proposals, number=number)


def show_proposal(request: HttpRequest, version: str, number: int, **problem: Any) -> HttpResponse:
    proposal = find_proposal(request, version, number)
    standing = standing_of(request.user, proposal.framework)
    context = {
        "proposal": proposal,
        "mine": standing.made(proposal),
        "framework": proposal.framework,
        "what": what_is_proposed(proposal),
        "wordings": shown_wordings(proposal),
        "standing": standing,
        "words_form": WordsForm(),
        **problem,
    }
    return render(request, "evaluation/frameworks/proposal.html", context, status=422 if problem else 200)


def show_text(request: HttpRequest, framework: Framework, form: forms.Form, **more: Any) -> HttpResponse:
    context = {"framework": framework, "form": form, **more}
    if isinstance(form, CriterionForm) and not form.kind:
        context["kinds"] = kinds_to_choose()
        return render(request, "evaluation/frameworks/kind.html", context, status=422 if form.is_bound else 200)
    return render(request, "evaluation/frameworks/text.html", context, status=422 if form.is_bound else 200)


def of_kind(request: HttpRequest, fields: Fields) -> Fields:
    """Return the text with the kind that the address asks for, which is chosen before the text is written."""
    return {**fields, "kind": request.GET["kind"]} if "kind" in request.GET else fields


class Propose(PrivateView):
    """A new criterion for the recommendation of that number."""

    def get(self, request: HttpRequest, version: str, code: int) -> HttpResponse:
        return self.show(request, version, code, None)

    def post(self, request: HttpRequest, version: str, code: int) -> HttpResponse:
        framework, form = find(request, version), CriterionForm(request.POST)
        framework.require(request.user, Action.PROPOSE_CRITERIA)
        asked = {"framework": framework, "by": request.user, "kind": Proposal.Kind.NEW, "recommendation": code}
        proposal = attempt(form, propose, **asked)
        if proposal is None:
            return self.show(request, version, code, form)
        return made(request, proposal)

    def show(self, request: HttpRequest, version: str, code: int, form: forms.Form | None) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.PROPOSE_CRITERIA)
        form = form or CriterionForm(fields=of_kind(request, blank_for(framework)))
        recommendation = get_object_or_404(framework.recommendations.prefetch_related("translations"), code=code)
        return show_text(request, framework, form, act="new", recommendation=recommendation)


class ProposeChange(PrivateView):
    """Another text of a criterion, or its removal."""

    kind = Proposal.Kind.CHANGE
    form_class: Any = ChangeForm

    def get(self, request: HttpRequest, version: str, series_id: str) -> HttpResponse:
        return self.show(request, version, series_id)

    def post(self, request: HttpRequest, version: str, series_id: str) -> HttpResponse:
        framework, form = find(request, version), self.form_class(request.POST)
        framework.require(request.user, Action.PROPOSE_CRITERIA)
        asked = {"framework": framework, "by": request.user, "kind": self.kind, "series_id": series_id}
        proposal = attempt(form, propose, recommendation=0, **asked)
        return self.show(request, version, series_id, form) if proposal is None else made(request, proposal)

    def show(self, request: HttpRequest, version: str, series_id: str, form: Any = None) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.PROPOSE_CRITERIA)
        criterion = criterion_in(framework, series_id)
        if criterion is None:
            raise Http404
        shown = form or self.form_class(fields=of_kind(request, fields_of(criterion)))
        return show_text(request, framework, shown, act=self.kind.value, criterion=criterion)


class Amend(PrivateView):
    """Another wording of a proposal, made from the one whose number the address names."""

    def get(self, request: HttpRequest, version: str, number: int, base: int) -> HttpResponse:
        return self.show(request, version, number, base)

    def post(self, request: HttpRequest, version: str, number: int, base: int) -> HttpResponse:
        proposal, form = find_proposal(request, version, number), CriterionForm(request.POST)
        proposal.framework.require(request.user, Action.PROPOSE_CRITERIA)
        if attempt(form, amend, proposal=proposal, by=request.user, base=base) is None:
            return self.show(request, version, number, base, form)
        return made(request, proposal)

    def show(self, request: HttpRequest, version: str, number: int, base: int, form: Any = None) -> HttpResponse:
        proposal = find_proposal(request, version, number)
        proposal.framework.require(request.user, Action.PROPOSE_CRITERIA)
        wording = get_object_or_404(proposal.wordings, number=base)
        shown = form or CriterionForm(fields=of_kind(request, wording.fields or BLANK))
        return show_text(request, proposal.framework, shown, act="amend", proposal=proposal, base=base)


class Consolidate(PrivateView):
    """The rapporteur's wording, made from the one whose number the address names; a removal has none."""

    def get(self, request: HttpRequest, version: str, number: int, base: int) -> HttpResponse:
        return self.show(request, version, number, base)

    def post(self, request: HttpRequest, version: str, number: int, base: int) -> HttpResponse:
        proposal = find_proposal(request, version, number)
        proposal.framework.require(request.user, Action.CONSOLIDATE)
        form = self.form_of(proposal)(request.POST)
        if attempt(form, consolidate, proposal=proposal, by=request.user, base=base) is None:
            return self.show(request, version, number, base, form)
        messages.success(request, _("Proposal accepted."))
        return redirect("evaluation:proposal", version, number)

    def show(self, request: HttpRequest, version: str, number: int, base: int, form: Any = None) -> HttpResponse:
        proposal = find_proposal(request, version, number)
        proposal.framework.require(request.user, Action.CONSOLIDATE)
        wording = get_object_or_404(proposal.wordings, number=base)
        form_class = self.form_of(proposal)
        shown = form or (
            form_class(fields=of_kind(request, wording.fields)) if form_class is ConsolidateForm else form_class()
        )
        return show_text(request, proposal.framework, shown, act="consolidate", proposal=proposal, base=base)

    def form_of(self, proposal: Proposal) -> Any:
        return WordsForm if proposal.kind == Proposal.Kind.REMOVAL else ConsolidateForm


class SetAside(PrivateView):
    def post(self, request: HttpRequest, version: str, number: int) -> HttpResponse:
        proposal, form = find_proposal(request, version, number), WordsForm(request.POST)
        proposal.framework.require(request.user, Action.CONSOLIDATE)
        if attempt(form, set_aside, proposal=proposal, by=request.user) is None:
            return show_proposal(request, version, number, words_form=form)
        messages.success(request, _("Proposal rejected."))
        return redirect("evaluation:proposal", version, number)


class Withdraw(PrivateView):
    def post(self, request: HttpRequest, version: str, number: int) -> HttpResponse:
        proposal, form = find_proposal(request, version, number), forms.Form(request.POST)
        proposal.framework.require(request.user, Action.PROPOSE_CRITERIA)
        if attempt(form, withdraw, proposal=proposal, by=request.user) is None:
            return show_proposal(request, version, number, problem=form)
        messages.success(request, _("Withdrawn."))
        return redirect("evaluation:proposal", version, number)


class StatePosition(PrivateView):
    """What the reader's country says to the whole text, or to one criterion."""

    def get(self, request: HttpRequest, version: str, series_id: str = "") -> HttpResponse:
        return self.show(request, version, series_id)

    def post(self, request: HttpRequest, version: str, series_id: str = "") -> HttpResponse:
        framework, form = find(request, version), PositionForm(request.POST, series_id=series_id)
        framework.require(request.user, Action.STATE_POSITION)
        stated = attempt(form, state_position, framework=framework, by=request.user, series_id=series_id)
        if stated is None:
            return self.show(request, version, series_id, form)
        messages.success(
            request, _("Your country’s position is recorded. You can change it until the text is adopted.")
        )
        return redirect(framework)

    def show(self, request: HttpRequest, version: str, series_id: str, form: Any = None) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.STATE_POSITION)
        criterion = criterion_in(framework, series_id) if series_id else None
        if series_id and criterion is None:
            raise Http404
        context: dict[str, Any] = {"framework": framework, "criterion": criterion}
        if criterion is None:
            found = framework.recommendations.order_by("code").prefetch_related("translations")
            context["recommendations"] = found
        try:
            asked = asked_of(framework=framework, by=request.user, series_id=series_id)
        except Refused as refusal:
            return render(request, "evaluation/frameworks/position.html", {**context, "refusal": refusal}, status=422)
        # Only the words are filled in: a position is never chosen beforehand.
        said = {"words": asked.standing.words} if asked.standing else {}
        context |= {"asked": asked, "form": form or PositionForm(series_id=series_id, initial=said)}
        return render(request, "evaluation/frameworks/position.html", context, status=422 if form else 200)


class WithdrawPosition(PrivateView):
    def post(self, request: HttpRequest, version: str, series_id: str = "") -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.STATE_POSITION)
        try:
            withdraw_position(framework=framework, by=request.user, series_id=series_id)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Position withdrawn."))
        return redirect(framework)


def made(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    messages.success(request, _("Submitted. Visible in the agreement record."))
    return redirect("evaluation:proposal", proposal.framework.version, proposal.number)


_ONE = "evaluation/frameworks/<str:version>/"
_PROPOSAL = f"{_ONE}proposals/<int:number>/"
urlpatterns = [
    path(f"{_ONE}recommendations/<int:code>/propose/", Propose.as_view(), name="propose"),
    path(f"{_ONE}criteria/<str:series_id>/change/", ProposeChange.as_view(), name="propose_change"),
    path(
        f"{_ONE}criteria/<str:series_id>/removal/",
        ProposeChange.as_view(kind=Proposal.Kind.REMOVAL, form_class=RemovalForm),
        name="propose_removal",
    ),
    path(_PROPOSAL, show_proposal, name="proposal"),
    path(f"{_PROPOSAL}wordings/<int:base>/amend/", Amend.as_view(), name="amend"),
    path(f"{_PROPOSAL}wordings/<int:base>/consolidate/", Consolidate.as_view(), name="consolidate"),
    path(f"{_PROPOSAL}set-aside/", SetAside.as_view(), name="set_aside"),
    path(f"{_PROPOSAL}withdraw/", Withdraw.as_view(), name="withdraw_proposal"),
    path(f"{_ONE}position/", binding_act(StatePosition.as_view()), name="position"),
    path(f"{_ONE}position/withdraw/", binding_act(WithdrawPosition.as_view()), name="withdraw_position"),
    path(f"{_ONE}criteria/<str:series_id>/position/", binding_act(StatePosition.as_view()), name="position_on"),
    path(
        f"{_ONE}criteria/<str:series_id>/position/withdraw/",
        binding_act(WithdrawPosition.as_view()),
        name="withdraw_position_on",
    ),
]
