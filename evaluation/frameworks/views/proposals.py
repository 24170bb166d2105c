"""Proposals for a draft framework, their amendments and the consolidated text; positions of countries."""

from collections.abc import Callable

from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from evaluation.frameworks.agreement_ledger import proposal_summary
from evaluation.frameworks.agreement_pages import criterion_of_series, permissions_of, wording_diffs
from evaluation.frameworks.agreement_positions import consulted_country, state_position, withdraw_position
from evaluation.frameworks.agreement_proposals import amend, consolidate, propose, set_aside, withdraw_proposal
from evaluation.frameworks.agreement_texts import BLANK, Fields, blank_fields, fields_of
from evaluation.frameworks.forms.criteria import ChangeForm, ConsolidateForm, CriterionForm, initial_data, kind_choices
from evaluation.frameworks.forms.frameworks import PositionForm, RemovalForm, WordsForm
from evaluation.frameworks.views.frameworks import FrameworkView, find
from evaluation.models import Criterion, Framework, Proposal, ProposalWording
from evaluation.permissions import Action
from evaluation.private import PrivateAction
from networkapp.errors import Refused
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ButtonView, T, Value, Values


def find_proposal(request: HttpRequest, version: str, number: int, needs: Action | None = None) -> Proposal:
    """Return the proposal, if the user can read its framework, and can do there what the action `needs`."""
    proposals = find(request, version).proposals.select_related("delegation", "seat__delegation", "framework__network")
    found = get_object_or_404(proposals, number=number)
    if needs:
        found.framework.require(request.user, needs)
    return found


def find_criterion(framework: Framework, series_id: str) -> Criterion:
    """Return the criterion of this series in `framework`; otherwise Http404."""
    found = criterion_of_series(framework, series_id)
    if found is None:
        raise Http404
    return found


class ShowProposal(PrivateAction[Proposal]):
    """The page of a proposal, with the forms of what can be done with it."""

    template_name = "evaluation/frameworks/proposal.html"
    http_method_names = PAGE_ONLY
    is_public = True
    needs: Action | None = None
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Proposal:
        return find_proposal(self.request, **self.kwargs, needs=self.needs)

    def get_context_data(self, **kwargs: Value) -> Values:
        proposal = self.object
        permissions = permissions_of(self.request.user, proposal.framework)
        context = {
            "proposal": proposal,
            "mine": permissions.made(proposal),
            "framework": proposal.framework,
            "what": proposal_summary(proposal),
            "wordings": wording_diffs(proposal),
            "permissions": permissions,
            "words_form": WordsForm(),
        }
        return super().get_context_data(**context | kwargs)


class ProposalAction(ShowProposal):
    """Base of the actions on the page of a proposal."""

    http_method_names = POST_ONLY

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.object, "user": self.request.user}


class SetAsideProposal(ProposalAction):
    form_class, form_name, needs = WordsForm, "words_form", Action.CONSOLIDATE
    action, success_message = staticmethod(set_aside), _("Proposal rejected.")


class WithdrawProposal(ProposalAction):
    form_class, form_name, needs = Form, "problem", Action.PROPOSE_CRITERIA
    action, success_message = staticmethod(withdraw_proposal), _("Withdrawn.")


class CriterionTextView(PrivateAction[T]):
    """Base of the pages with a form for the text of a criterion, and before it the choice of its kind of answer."""

    template_name = "evaluation/frameworks/text.html"
    form_class: type[BaseForm] | None = CriterionForm
    success_message = _("Submitted. Visible in the agreement record.")
    leads_to_result = True
    act: str

    def get_fields(self) -> Fields:
        """Return the text with which the form begins."""
        raise NotImplementedError

    def get_initial(self) -> Values:
        initial = {"kind": self.request.GET["kind"]} if "kind" in self.request.GET else {}
        return initial_data(self.get_fields()) | initial

    def get_context_data(self, **kwargs: Value) -> Values:
        context = super().get_context_data(act=self.act, **kwargs)
        form = context["form"]
        if isinstance(form, CriterionForm) and not form.kind:
            self.template_name, context["kinds"] = "evaluation/frameworks/choose_kind.html", kind_choices()
        return context


class ProposeCriterion(CriterionTextView[Framework], FrameworkView):
    """A new criterion for the recommendation of that number."""

    needs = Action.PROPOSE_CRITERIA
    action, act = staticmethod(propose), Proposal.Kind.NEW

    def get_fields(self) -> Fields:
        return blank_fields(self.object)

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"kind": self.act, "recommendation": self.kwargs["code"]}

    def get_context_data(self, **kwargs: Value) -> Values:
        recommendations = self.object.recommendations.prefetch_related("translations")
        recommendation = get_object_or_404(recommendations, code=self.kwargs["code"])
        return super().get_context_data(recommendation=recommendation, **kwargs)


class ProposeChange(CriterionTextView[Framework], FrameworkView):
    """Propose another text of a criterion."""

    needs = Action.PROPOSE_CRITERIA
    form_class: type[BaseForm] = ChangeForm
    action, act = staticmethod(propose), Proposal.Kind.CHANGE
    criterion: Criterion

    def get_object(self) -> Framework:
        framework = super().get_object()
        self.criterion = find_criterion(framework, self.kwargs["series_id"])
        return framework

    def get_fields(self) -> Fields:
        return fields_of(self.criterion)

    def get_action_kwargs(self) -> Values:
        about = {"kind": self.act, "recommendation": 0, "series_id": self.criterion.series_id}
        return super().get_action_kwargs() | about

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(criterion=self.criterion, **kwargs)


class ProposeRemoval(ProposeChange):
    form_class, act = RemovalForm, Proposal.Kind.REMOVAL


class AmendProposal(CriterionTextView[ProposalWording]):
    """Add another wording to a proposal, based on the one whose number is in the address."""

    needs = Action.PROPOSE_CRITERIA
    action: Callable[..., Value] = staticmethod(amend)
    act = "amend"

    def get_object(self) -> ProposalWording:
        proposal = find_proposal(self.request, self.kwargs["version"], self.kwargs["number"], self.needs)
        return get_object_or_404(proposal.wordings, number=self.kwargs["base"])

    def get_fields(self) -> Fields:
        return self.object.fields or BLANK

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.object.proposal, "user": self.request.user, "base": self.object.number}

    def get_context_data(self, **kwargs: Value) -> Values:
        proposal = self.object.proposal
        about = {"framework": proposal.framework, "proposal": proposal, "base": self.object.number}
        return super().get_context_data(**about, **kwargs)

    def get_success_url(self) -> str:
        return self.object.proposal.get_absolute_url()


class ConsolidateProposal(AmendProposal):
    """The rapporteur's wording, made from the one whose number the address names; a removal has none."""

    needs = Action.CONSOLIDATE
    action, act, success_message = staticmethod(consolidate), "consolidate", _("Proposal accepted.")

    def get_form_class(self) -> type[BaseForm]:
        return WordsForm if self.object.proposal.kind == Proposal.Kind.REMOVAL else ConsolidateForm


class StatePosition(FrameworkView):
    """State the position of the reader's country on the whole text, or on one criterion."""

    template_name = "evaluation/frameworks/position.html"
    form_class = PositionForm
    action = staticmethod(state_position)
    success_message = _("Your country’s position is recorded. You can change it until the text is adopted.")
    needs = Action.STATE_POSITION

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        context = self.get_context_data()
        return self.render_to_response(context, status=422 if "refusal" in context else 200)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | self.series()

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | self.series()

    def series(self) -> dict[str, str]:
        return {"series_id": self.kwargs.get("series_id", "")}

    def get_context_data(self, **kwargs: Value) -> Values:
        if series_id := self.series()["series_id"]:
            kwargs["criterion"] = find_criterion(self.object, series_id)
        else:
            recommendations = self.object.recommendations.order_by("code")
            kwargs["recommendations"] = recommendations.prefetch_related("translations")
        try:
            consulted = consulted_country(framework=self.object, user=self.request.user, **self.series())
        except Refused as refusal:
            return super().get_context_data(**kwargs | {"form": None, "refusal": refusal})
        # Only the words are filled in: a position is never chosen beforehand.
        self.initial = {"words": consulted.position.words} if consulted.position else {}
        return super().get_context_data(consulted=consulted, **kwargs)


class WithdrawPosition(FrameworkView, ButtonView[Framework]):
    """Withdraw the position of the user's country."""

    action, success_message = staticmethod(withdraw_position), _("Position withdrawn.")
    needs = Action.STATE_POSITION

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"series_id": self.kwargs.get("series_id", "")}


_ONE = "evaluation/frameworks/<str:version>/"
_PROPOSAL = f"{_ONE}proposals/<int:number>/"
urlpatterns = [
    path(f"{_ONE}recommendations/<int:code>/propose/", ProposeCriterion.as_view(), name="propose"),
    path(f"{_ONE}criteria/<str:series_id>/change/", ProposeChange.as_view(), name="propose_change"),
    path(f"{_ONE}criteria/<str:series_id>/removal/", ProposeRemoval.as_view(), name="propose_removal"),
    path(_PROPOSAL, ShowProposal.as_view(), name="proposal"),
    path(f"{_PROPOSAL}wordings/<int:base>/amend/", AmendProposal.as_view(), name="amend"),
    path(f"{_PROPOSAL}wordings/<int:base>/consolidate/", ConsolidateProposal.as_view(), name="consolidate"),
    path(f"{_PROPOSAL}set-aside/", SetAsideProposal.as_view(), name="set_aside"),
    path(f"{_PROPOSAL}withdraw/", WithdrawProposal.as_view(), name="withdraw_proposal"),
    path(f"{_ONE}position/", binding_act(StatePosition.as_view()), name="position"),
    path(f"{_ONE}position/withdraw/", binding_act(WithdrawPosition.as_view()), name="withdraw_position"),
    path(f"{_ONE}criteria/<str:series_id>/position/", binding_act(StatePosition.as_view()), name="position_on"),
    path(
        f"{_ONE}criteria/<str:series_id>/position/withdraw/",
        binding_act(WithdrawPosition.as_view()),
        name="withdraw_position_on",
    ),
]
