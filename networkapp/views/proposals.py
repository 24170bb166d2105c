"""Proposals of a network: the list, one with its text and amendments, its versions, writing and keeping it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.decisions.amendments_beside import amendments_beside
from networkapp.domain.discussion.about import talk_about
from networkapp.domain.proposals import consolidating
from networkapp.domain.proposals import proposing as proposals
from networkapp.domain.proposals.reading import (
    Board,
    acts_for,
    board_of,
    compare,
    find_proposal,
    find_version,
    list_proposals,
)
from networkapp.domain.proposals.texts import languages_of
from networkapp.domain.seats.speaking import require_speaking_seat, speaking_seat
from networkapp.forms.discussion import attempt
from networkapp.forms.proposals import (
    BaseForm,
    ChangeForm,
    CompareForm,
    ConsolidateForm,
    ProposeForm,
    StateFilter,
    joined,
)
from networkapp.models import Network, Proposal, ProposalVersion, Topic
from networkapp.permissions import Action
from networkapp.rules.paragraphs import as_typed
from networkapp.views.discussion import find_network
from networkapp.views.unsaved_text import ReturnsUnsavedText

PAGE = 50


def find(request: HttpRequest, slug: str, number: int) -> Proposal:
    return find_proposal(network=find_network(request, slug), number=number, reader=request.user)


def shown(proposal: Proposal, **more: Any) -> dict[str, Any]:
    return {"network": proposal.network, "proposal": proposal, **more}


class Proposals(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network, form = find_network(request, slug), StateFilter(request.GET)
        found = list_proposals(network=network, reader=request.user, state=form.value)
        context = {
            "network": network,
            "form": form,
            "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "seat": speaking_seat(network=network, person=request.user, action=Action.PROPOSE),
        }
        return render(request, "networkapp/proposals/proposals.html", context)


class Propose(ReturnsUnsavedText):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        begun = {"topic": request.GET.get("topic"), "language": "en"}
        return self.show(request, network, ProposeForm(initial=begun, topics=topics_of(network, request.user)))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        form = ProposeForm(request.POST, topics=topics_of(network, request.user))
        made = attempt(form, proposals.propose, network=network, person=request.user)
        return redirect(made) if made else self.show(request, network, form)

    def show(self, request: HttpRequest, network: Network, form: ProposeForm) -> HttpResponse:
        seat = require_speaking_seat(network=network, person=request.user, action=Action.PROPOSE)
        context = {"network": network, "form": form, "seat": seat}
        return render(request, "networkapp/proposals/propose.html", context, status=422 if form.is_bound else 200)


def topics_of(network: Network, reader: Any) -> Any:
    """Return the topics that appear in the network and that `reader` can read."""
    return Topic.objects.where(reader, may=Action.READ).standing_in(Network.objects.filter(pk=network.pk))


class ProposalPage(LoginRequiredMixin, View):
    """The newest text with what is proposed to each paragraph; in another language, the text alone."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        return self.show(request, find(request, slug, number))

    def show(self, request: HttpRequest, proposal: Proposal, form: Form | None = None) -> HttpResponse:
        board = board_of(proposal)
        language = request.GET.get("language", "")
        texts = {text.language: text for text in board.version.texts.all()}
        talk = talk_about(kind="proposal", keys=[proposal.pk], reader=request.user)
        context = shown(
            proposal,
            board=board,
            form=form,
            languages=languages_of(board.version),
            other=texts.get(language),
            topics=talk.topics.get(proposal.pk, []) if talk else [],
            acts=acts_for(proposal=proposal, board=board, person=request.user),
        )
        return render(request, "networkapp/proposals/proposal.html", context, status=422 if form else 200)


@login_required
def own_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What its reader may do with the proposal now, for a page that is open."""
    proposal = find(request, slug, number)
    board = board_of(proposal)
    acts = acts_for(proposal=proposal, board=board, person=request.user)
    return render(request, "networkapp/proposals/acts.html", shown(proposal, board=board, acts=acts))


class Keep(ProposalPage):
    """Something that is done with a proposal at one press; refused, its page says why."""

    http_method_names = ["post"]
    act: Callable[..., Any] = staticmethod(proposals.withdraw_proposal)
    form: type[Form] = Form
    done: str | Promise = _("Proposal withdrawn.")

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal, form = find(request, slug, number), self.form(request.POST)
        attempt(form, type(self).act, proposal=proposal, person=request.user)
        if form.errors:
            return self.show(request, proposal, form)
        messages.success(request, self.done)
        return redirect(proposal)


class TakeUp(Keep):
    act = staticmethod(proposals.take_up_again)
    done = _("Proposal reopened as a draft.")


class Generate(Keep):
    act = staticmethod(consolidating.generate_version)
    form = BaseForm
    done = _("Next version created from the accepted amendments.")


class Change(ReturnsUnsavedText):
    """The text to be typed over: by its proposer."""

    act: Callable[..., Any] = staticmethod(proposals.change_proposal)
    form_class: type[ChangeForm] = ChangeForm
    template = "networkapp/proposals/change.html"

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = find(request, slug, number)
        return self.show(request, proposal, self.form_class(initial=self.begun(find_version(proposal))))

    def begun(self, version: ProposalVersion) -> dict[str, Any]:
        return {"title": version.title, "text": as_typed(version.text), "base": version.number}

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal, form = find(request, slug, number), self.form_class(request.POST)
        made = attempt(form, type(self).act, proposal=proposal, person=request.user)
        return redirect(proposal) if made else self.show(request, proposal, form)

    def may(self, request: HttpRequest, proposal: Proposal) -> None:
        proposals.require_keeping_seat(proposal, request.user)

    def show(self, request: HttpRequest, proposal: Proposal, form: ChangeForm) -> HttpResponse:
        self.may(request, proposal)
        board = board_of(proposal)
        context = shown(proposal, form=form, board=board, **self.beside(board.version))
        return render(request, self.template, context, status=422 if form.is_bound else 200)

    def beside(self, version: ProposalVersion) -> dict[str, Any]:
        """Return what else the page shows of the version."""
        return {}


class Consolidate(Change):
    """The text with the accepted amendments, to be typed over: by the rapporteur."""

    act = staticmethod(consolidating.consolidate)
    form_class = ConsolidateForm
    template = "networkapp/proposals/consolidate.html"

    def begun(self, version: ProposalVersion) -> dict[str, Any]:
        accepted = joined(consolidating.accepted_numbers(version))
        text = as_typed(consolidating.generated_text(version))
        return {**super().begun(version), "text": text, "accepted": accepted}

    def show(self, request: HttpRequest, proposal: Proposal, form: ChangeForm) -> HttpResponse:
        if isinstance(form, ConsolidateForm) and form.has_error("__all__", "accepted_since"):
            form.show_accepted(consolidating.accepted_numbers(find_version(proposal)))
        return super().show(request, proposal, form)

    def beside(self, version: ProposalVersion) -> dict[str, Any]:
        return {"undecided": amendments_beside(version).undecided}

    def may(self, request: HttpRequest, proposal: Proposal) -> None:
        require_speaking_seat(network=proposal.network, person=request.user, action=Action.CONSOLIDATE)


class Versions(LoginRequiredMixin, View):
    """All versions, and what changed between any two of them."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = find(request, slug, number)
        versions = list(proposal.versions.select_related("seat__delegation", "written_by").order_by("-number"))
        numbers = {each.number: each for each in versions}
        usual = {"old": max(1, versions[0].number - 1), "new": versions[0].number}
        form = CompareForm({**usual, **request.GET.dict()}, numbers=list(numbers))
        chosen = form.cleaned_data if form.is_valid() else usual
        old, new = numbers[chosen["old"]], numbers[chosen["new"]]
        context = shown(proposal, versions=versions, form=form, old=old, new=new, rows=compare(old, new))
        return render(request, "networkapp/proposals/versions.html", context)


class VersionPage(LoginRequiredMixin, View):
    """A version as it was, with its amendments."""

    def get(self, request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
        proposal = find(request, slug, number)
        board: Board = board_of(proposal, find_version(proposal, version))
        return render(request, "networkapp/proposals/version.html", shown(proposal, board=board))


HERE = "networks/<slug:slug>/proposals/<int:number>/"
urlpatterns = [
    path("networks/<slug:slug>/proposals/", Proposals.as_view(), name="proposals"),
    path("networks/<slug:slug>/proposals/new/", Propose.as_view(), name="propose"),
    path(HERE, ProposalPage.as_view(), name="proposal"),
    path(f"{HERE}mine/", own_part, name="proposal_acts"),
    path(f"{HERE}withdraw/", Keep.as_view(), name="withdraw_proposal"),
    path(f"{HERE}take-up/", TakeUp.as_view(), name="take_up_proposal"),
    path(f"{HERE}generate/", Generate.as_view(), name="generate_version"),
    path(f"{HERE}change/", Change.as_view(), name="change_proposal"),
    path(f"{HERE}consolidate/", Consolidate.as_view(), name="consolidate"),
    path(f"{HERE}versions/", Versions.as_view(), name="proposal_versions"),
    path(f"{HERE}versions/<int:version>/", VersionPage.as_view(), name="proposal_version"),
]
