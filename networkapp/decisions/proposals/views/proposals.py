"""Proposals of a network: the list, one with its text and amendments, its versions, writing and keeping it."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.decisions.models import Proposal
from networkapp.decisions.procedures.amendments_beside import omitted_amendments
from networkapp.decisions.proposals import actions as proposals
from networkapp.decisions.proposals import consolidation
from networkapp.decisions.proposals.forms.proposals import (
    BaseVersionForm,
    ChangeProposalForm,
    CompareVersionsForm,
    ConsolidateProposalForm,
    ProposalFilter,
    ProposeForm,
    join_numbers,
)
from networkapp.decisions.proposals.queries import (
    ProposalBoard,
    allowed_proposal_actions,
    compare_versions,
    find_proposal,
    find_version,
    list_proposals,
    proposal_board,
)
from networkapp.decisions.proposals.translations import languages_of
from networkapp.decisions.rules.paragraphs import join_paragraphs
from networkapp.discussion.models import Topic
from networkapp.discussion.queries.about import topics_about
from networkapp.discussion.views.topics import find_network
from networkapp.models import Network
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import AnyUser
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values

PAGE_SIZE = 50


def load_proposal(request: HttpRequest, slug: str, number: int) -> Proposal:
    """Return a proposal of the network with this slug that the reader can see; otherwise Http404."""
    return find_proposal(network=find_network(request, slug), number=number, user=request.user)


def proposal_context(proposal: Proposal, **more: Any) -> dict[str, Any]:
    """Return the context of a page of the proposal: its network, itself, and `more`."""
    return {"network": proposal.network, "proposal": proposal, **more}


class ProposalList(LoginRequiredMixin, View):
    """The proposals of a network, for people who can read it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network, form = find_network(request, slug), ProposalFilter(request.GET)
        found = list_proposals(network=network, user=request.user, state=form.value)
        context = {
            "network": network,
            "form": form,
            "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
            "seat": permitted_seat(network=network, user=request.user, action=Action.PROPOSE),
        }
        return render(request, "networkapp/proposals/proposals.html", context)


class Propose(ActionView[Network]):
    """Propose a text to a network."""

    template_name = "networkapp/proposals/propose.html"
    form_class, action = ProposeForm, staticmethod(proposals.propose)
    leads_to_result = True

    def get_object(self) -> Network:
        network = find_network(self.request, **self.kwargs)
        self.seat = require_permitted_seat(network=network, user=self.request.user, action=Action.PROPOSE)
        return network

    def get_initial(self) -> Values:
        return {"topic": self.request.GET.get("topic"), "language": "en"}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"topics": topics_for(self.object, self.request.user)}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, seat=self.seat, **kwargs)


def topics_for(network: Network, user: AnyUser) -> Any:
    """Return the topics that appear in the network and that `user` can read."""
    return Topic.objects.where(user, may=Action.READ).appearing_in(Network.objects.filter(pk=network.pk))


class ProposalPage(ActionView[Proposal]):
    """The newest text with what is proposed to each paragraph; in another language, the text alone."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/proposals/proposal.html"
    form_class: type[forms.BaseForm] | None = None

    def get_object(self) -> Proposal:
        return load_proposal(self.request, **self.kwargs)

    def get_context_data(self, *, form: forms.BaseForm | None = None, **kwargs: Value) -> Values:
        proposal, user, board = self.object, self.request.user, proposal_board(proposal=self.object)
        texts = {text.language: text for text in board.version.texts.all()}
        talk = topics_about(kind="proposal", keys=[proposal.pk], user=user)
        context = proposal_context(
            proposal,
            board=board,
            form=form,
            languages=languages_of(board.version),
            other=texts.get(self.request.GET.get("language", "")),
            topics=talk.topics.get(proposal.pk, []) if talk else [],
            acts=allowed_proposal_actions(proposal=proposal, board=board, user=user),
        )
        return super().get_context_data(**context, **kwargs)


@login_required
def own_proposal_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Render what the reader can do with the proposal now, for an open page."""
    proposal = load_proposal(request, slug, number)
    board = proposal_board(proposal=proposal)
    acts = allowed_proposal_actions(proposal=proposal, board=board, user=request.user)
    return render(request, "networkapp/proposals/actions.html", proposal_context(proposal, board=board, acts=acts))


class ProposalAction(ProposalPage):
    """An action on a proposal that needs one press; if it is refused, the page says why."""

    http_method_names = POST_ONLY
    form_class = forms.Form

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.object, "user": self.request.user}


class WithdrawProposal(ProposalAction):
    action, success_message = staticmethod(proposals.withdraw_proposal), _("Proposal withdrawn.")


class ReopenProposal(ProposalAction):
    action, success_message = staticmethod(proposals.reopen_proposal), _("Proposal reopened as a draft.")


class GenerateVersion(ProposalAction):
    form_class, action = BaseVersionForm, staticmethod(consolidation.generate_version)
    success_message = _("Next version created from the accepted amendments.")


class ChangeProposal(ActionView[Proposal]):
    """The text to be typed over: by its proposer."""

    template_name = "networkapp/proposals/change.html"
    form_class: type[forms.BaseForm] | None = ChangeProposalForm
    action = staticmethod(proposals.change_proposal)

    def get_object(self) -> Proposal:
        proposal = load_proposal(self.request, **self.kwargs)
        self.require_seat(proposal)
        return proposal

    def require_seat(self, proposal: Proposal) -> None:
        proposals.require_editing_seat(proposal=proposal, user=self.request.user)

    def get_initial(self) -> Values:
        version = find_version(proposal=self.object)
        return {"title": version.title, "text": join_paragraphs(paragraphs=version.text), "base": version.number}

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(
            **proposal_context(self.object, board=proposal_board(proposal=self.object), **kwargs)
        )


class ConsolidateProposal(ChangeProposal):
    """The text with the accepted amendments, to be typed over: by the rapporteur."""

    template_name = "networkapp/proposals/consolidate.html"
    form_class, action = ConsolidateProposalForm, staticmethod(consolidation.consolidate)

    def get_initial(self) -> Values:
        version = find_version(proposal=self.object)
        accepted = join_numbers(consolidation.accepted_numbers(version))
        text = join_paragraphs(paragraphs=consolidation.generated_text(version))
        return {"title": version.title, "text": text, "base": version.number, "accepted": accepted}

    def require_seat(self, proposal: Proposal) -> None:
        require_permitted_seat(network=proposal.network, user=self.request.user, action=Action.CONSOLIDATE)

    def form_invalid(self, form: ConsolidateProposalForm) -> HttpResponse:
        if form.has_error("__all__", "accepted_since"):
            form.show_accepted(consolidation.accepted_numbers(find_version(proposal=self.object)))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Value) -> Values:
        context = super().get_context_data(**kwargs)
        return context | {"undecided": omitted_amendments(context["board"].version).undecided}


class VersionList(LoginRequiredMixin, View):
    """All versions, and what changed between any two of them."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = load_proposal(request, slug, number)
        versions = list(proposal.versions.select_related("seat__delegation", "written_by").order_by("-number"))
        numbers = {each.number: each for each in versions}
        usual = {"old": max(1, versions[0].number - 1), "new": versions[0].number}
        form = CompareVersionsForm({**usual, **request.GET.dict()}, numbers=list(numbers))
        chosen = form.cleaned_data if form.is_valid() else usual
        old, new = numbers[chosen["old"]], numbers[chosen["new"]]
        context = proposal_context(
            proposal, versions=versions, form=form, old=old, new=new, rows=compare_versions(old=old, new=new)
        )
        return render(request, "networkapp/proposals/versions.html", context)


class VersionPage(LoginRequiredMixin, View):
    """A version as it was, with its amendments."""

    def get(self, request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
        proposal = load_proposal(request, slug, number)
        board: ProposalBoard = proposal_board(
            proposal=proposal, version=find_version(proposal=proposal, number=version)
        )
        return render(request, "networkapp/proposals/version.html", proposal_context(proposal, board=board))


HERE = "networks/<slug:slug>/proposals/<int:number>/"
urlpatterns = [
    path("networks/<slug:slug>/proposals/", ProposalList.as_view(), name="proposals"),
    path("networks/<slug:slug>/proposals/new/", Propose.as_view(), name="propose"),
    path(HERE, ProposalPage.as_view(), name="proposal"),
    path(f"{HERE}mine/", own_proposal_part, name="proposal_acts"),
    path(f"{HERE}withdraw/", WithdrawProposal.as_view(), name="withdraw_proposal"),
    path(f"{HERE}take-up/", ReopenProposal.as_view(), name="take_up_proposal"),
    path(f"{HERE}generate/", GenerateVersion.as_view(), name="generate_version"),
    path(f"{HERE}change/", ChangeProposal.as_view(), name="change_proposal"),
    path(f"{HERE}consolidate/", ConsolidateProposal.as_view(), name="consolidate"),
    path(f"{HERE}versions/", VersionList.as_view(), name="proposal_versions"),
    path(f"{HERE}versions/<int:version>/", VersionPage.as_view(), name="proposal_version"),
]
