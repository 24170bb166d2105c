"""Amendments: select words and propose others; the page of an amendment with its actions; drafted amendments."""

from functools import partial
from typing import Any

from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models import Amendment, AmendmentDraft, AmendmentState, Proposal, ProposalState
from networkapp.decisions.procedures.wording import change_segments
from networkapp.decisions.proposals import amendment_drafts, amendments
from networkapp.decisions.proposals.amendment_drafts import AMENDMENTS, preparing_seats
from networkapp.decisions.proposals.carry_over import carry_over_offer
from networkapp.decisions.proposals.forms.amendments import (
    AmendForm,
    DecideAmendmentForm,
    ReleaseAmendmentForm,
    word_range,
)
from networkapp.decisions.proposals.queries import (
    allowed_amendment_actions,
    allowed_proposal_actions,
    find_amendment,
    find_version,
    numbered_words,
    shown_amendment_with_conflicts,
)
from networkapp.decisions.proposals.versions import newest_version
from networkapp.decisions.proposals.views.proposals import HERE, load_proposal, proposal_context
from networkapp.errors import NotAllowed
from networkapp.four_eyes import partners_of
from networkapp.models import DraftAct, Seat
from networkapp.networks.queries.delegations import seats_for_delegations
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import Action
from networkapp.text.diff import differences
from networkapp.users import User
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values
from networkapp.views.four_eyes import DraftView, SendBackMixin, WithdrawMixin


class AmendParagraph(ActionView[Proposal]):
    """The words of a paragraph, numbered, and the form for other ones; a member proposes, an adviser prepares."""

    template_name = "networkapp/proposals/amend.html"
    form_class = AmendForm
    leads_to_result = True
    result: Amendment | AmendmentDraft

    def get_object(self) -> Proposal:
        proposal = load_proposal(self.request, **self.kwargs)
        self.seat, self.whose = self.voice(proposal)
        return proposal

    def get_initial(self) -> Values:
        params, version = self.request.GET, find_version(proposal=self.object)
        begun: Values = {
            "key": params.get("key", ""), "new": params.get("new") == "1", "base": version.number, "start": 1, "end": 1,
        }  # fmt: skip
        again = params.get("again", "")
        if again.isascii() and again.isdigit() and len(again) < 6:
            begun |= self.begun_again(find_amendment(proposal=self.object, number=int(again)), self.object)
        return begun

    def begun_again(self, old: Amendment, proposal: Proposal) -> dict[str, Any]:
        """Return the initial values for an amendment that needs its author: its words, and where they are now."""
        offer = carry_over_offer(proposal=proposal, base=old.version.number, change=old.change)
        first, last = word_range(offer.change, offer.newest) if offer and offer.change else (1, 1)
        return {
            "key": old.key, "new": old.change.new, "start": first, "end": last, "replacement": old.replacement,
            "reason": old.reason, "again": old.number,
        }  # fmt: skip

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | self.whose

    def get_action_kwargs(self) -> Values:
        return {"proposal": self.object, "user": self.request.user}

    def action(
        self, *, proposal: Proposal, user: User, base: int, again: int | None = None, **kwargs: Any
    ) -> Amendment | AmendmentDraft:
        version = find_version(proposal=proposal, number=base)
        if "partner" in kwargs:
            self.success_message = _("Submitted for approval.")
            return amendment_drafts.prepare_amendment(version=version, user=user, **kwargs)
        old = find_amendment(proposal=proposal, number=again) if again else None
        if proposal.state == ProposalState.OPEN:
            # An amendment ends a silence procedure, so it is confirmed on a page of its own, as an objection is.
            self.success_message = _("Saved as your draft. Propose it when it is ready.")
            return amendment_drafts.draft_amendment(version=version, user=user, instead_of=old, **kwargs)
        self.success_message = _("Amendment proposed.")
        return amendments.propose_amendment(version=version, user=user, instead_of=old, **kwargs)

    def voice(self, proposal: Proposal) -> tuple[Seat, dict[str, Any]]:
        """Return a seat that can propose with its delegations, or one that can draft with those who can approve.

        A person who can vote for one delegation and advises another proposes, unless the address says that they
        prepare.
        """
        here: dict[str, Any] = {"network": proposal.network, "user": self.request.user}
        seats, advising = seats_for_delegations(**here, action=Action.AMEND), preparing_seats(**here)
        if advising and (not seats or self.request.GET.get("prepare") == "1"):
            return advising[0], {"partners": [one for seat in advising for one in partners_of(seat).releasing]}
        if not seats:
            raise NotAllowed(Action.AMEND)
        return seats[0], {"delegations": [seat.delegation for seat in seats]}

    def get_context_data(self, *, form: AmendForm | None = None, **kwargs: Value) -> Values:
        proposal, offer, form = self.object, None, form or self.get_form()
        if form.is_bound and (change := form.cleaned_data.get("change")) is not None:
            offer = carry_over_offer(proposal=proposal, base=form.cleaned_data["base"], change=change)
            if form.has_error("__all__", "newer_version") and offer:
                form.show_words(offer.newest, offer.change)
        version = find_version(proposal=proposal)
        key = str(form["key"].value() or "")
        place = next(((n, each) for n, each in enumerate(version.text, 1) if each.key == key), None)
        is_new = form.fields["new"].to_python(form["new"].value())
        if place is None and not is_new:
            raise Http404
        stale = offer if form.has_error("__all__", "newer_version") else None
        proposes = "delegations" in self.whose
        advised = preparing_seats(network=proposal.network, user=self.request.user) if proposes else []
        context = proposal_context(
            proposal, form=form, seat=self.seat, **self.whose, version=version, is_new=is_new,
            number=place[0] if place else 0, paragraph=place[1] if place else None, offer=stale,
            words=numbered_words(text=place[1].text) if place else [], may_prepare="partners" in self.whose,
            others=", ".join(seat.delegation.label for seat in advised if seat.delegation),
            acts=allowed_proposal_actions(proposal=proposal, board=None, user=self.request.user),
            segments=differences(stale.changed.old, stale.changed.new) if stale and stale.changed else (),
        )  # fmt: skip
        return super().get_context_data(**context, **kwargs)


class AmendmentPage(ActionView[Amendment]):
    """One amendment: its words in the paragraph, why, what it is in conflict with, and what its reader may do."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/proposals/amendment_page.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Amendment:
        self.proposal = load_proposal(self.request, self.kwargs["slug"], self.kwargs["number"])
        return find_amendment(proposal=self.proposal, number=self.kwargs["amendment"])

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        context = proposal_context(
            self.proposal,
            found=shown_amendment_with_conflicts(amendment=self.object),
            form=form,
            settle_form=form if isinstance(form, DecideAmendmentForm) else DecideAmendmentForm(),
            newest=newest_version(self.proposal),
            acts=allowed_amendment_actions(amendment=self.object, proposal=self.proposal, user=self.request.user),
        )
        return super().get_context_data(**context, **kwargs)


class AmendmentAction(AmendmentPage):
    """An action on an amendment, by POST; if it is refused, the page says why."""

    http_method_names = POST_ONLY
    form_class = Form

    def get_action_kwargs(self) -> Values:
        return {"amendment": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}#amendment-{self.object.pk}"


class WithdrawAmendment(AmendmentAction):
    action = staticmethod(amendments.withdraw_amendment)
    success_message = _("Amendment withdrawn.")


class AcceptAmendment(AmendmentAction):
    form_class, success_message = DecideAmendmentForm, _("Amendment accepted.")
    action = staticmethod(partial(amendments.decide_amendment, state=AmendmentState.ACCEPTED))


class RejectAmendment(AmendmentAction):
    form_class, success_message = DecideAmendmentForm, _("Amendment rejected.")
    action = staticmethod(partial(amendments.decide_amendment, state=AmendmentState.SET_ASIDE))


class ReopenAmendment(AmendmentAction):
    action = staticmethod(amendments.reopen_amendment)
    success_message = _("Amendment reopened.")


def load_amendment_draft(request: HttpRequest, pk: int) -> AmendmentDraft:
    """Return the draft of an amendment that the reader can see; otherwise Http404."""
    found: AmendmentDraft = get_object_or_404(amendment_drafts.amendment_drafts_for(request.user), pk=pk)
    return found


class AmendmentDraftPage(DraftView[AmendmentDraft]):
    """The page of a draft of an amendment, for its author and the people who can approve it."""

    template_name = "networkapp/proposals/prepared.html"
    kind, text_form = AMENDMENTS, ReleaseAmendmentForm

    def get_object(self) -> AmendmentDraft:
        return load_amendment_draft(self.request, **self.kwargs)

    def get_initial(self) -> Values:
        runs = self.object.version.proposal.state == ProposalState.OPEN
        return super().get_initial() | {"breaks_silence": runs}

    def get_acts(self) -> frozenset[DraftAct]:
        """Return what the user can do with it: only withdraw it where the text can no longer be amended."""
        amends = allowed_proposal_actions(proposal=self.object.version.proposal, board=None, user=self.request.user)
        acts = super().get_acts()
        return acts if "amend" in amends else acts & {DraftAct.WITHDRAW}

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        draft = self.object
        if isinstance(form, ReleaseAmendmentForm) and form.has_error("__all__", "not_confirmed"):
            form.ask_again()
        segments = change_segments(draft.version, draft.change)
        return super().get_context_data(
            form=form, **proposal_context(draft.version.proposal, segments=segments), **kwargs
        )

    def get_success_url(self) -> str:
        return self.object.version.proposal.get_absolute_url()


class ReleaseAmendment(AmendmentDraftPage):
    """Approve a draft, which proposes the amendment."""

    http_method_names, form_class = POST_ONLY, ReleaseAmendmentForm
    action, success_message = staticmethod(amendment_drafts.release_amendment), _("Amendment proposed.")
    result: Amendment

    def get_success_url(self) -> str:
        return self.result.get_absolute_url()


def releases_into_silence(request: HttpRequest, pk: int) -> bool:
    """Return whether a draft is released to a text that is being decided on."""
    return load_amendment_draft(request, pk).version.proposal.state == ProposalState.OPEN


class SendBackAmendment(SendBackMixin[AmendmentDraft], AmendmentDraftPage):
    pass


class TakeBackAmendment(WithdrawMixin[AmendmentDraft], AmendmentDraftPage):
    pass


AMENDMENT, AMENDMENT_DRAFT = f"{HERE}amendments/<int:amendment>/", "amendments/prepared/<int:pk>/"
urlpatterns = [
    path(f"{HERE}amend/", AmendParagraph.as_view(), name="amend"),
    path(AMENDMENT, AmendmentPage.as_view(), name="amendment"),
    path(f"{AMENDMENT}withdraw/", WithdrawAmendment.as_view(), name="withdraw_amendment"),
    path(f"{AMENDMENT}accept/", AcceptAmendment.as_view(), name="accept_amendment"),
    path(f"{AMENDMENT}set-aside/", RejectAmendment.as_view(), name="set_amendment_aside"),
    path(f"{AMENDMENT}reopen/", ReopenAmendment.as_view(), name="reopen_amendment"),
    path(AMENDMENT_DRAFT, AmendmentDraftPage.as_view(), name="prepared_amendment"),
    path(
        f"{AMENDMENT_DRAFT}release/",
        binding_act(ReleaseAmendment.as_view(), when=releases_into_silence),
        name="release_amendment",
    ),
    path(f"{AMENDMENT_DRAFT}send-back/", SendBackAmendment.as_view(), name="send_amendment_back"),
    path(f"{AMENDMENT_DRAFT}take-back/", TakeBackAmendment.as_view(), name="take_amendment_back"),
]
