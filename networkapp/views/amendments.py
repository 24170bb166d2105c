"""Amendments: select words and propose others; the page of an amendment with its actions; drafted amendments."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.decisions.wording import segments_of
from networkapp.domain.discussion.prepared import partners_of
from networkapp.domain.proposals import amendments, prepared_amendments
from networkapp.domain.proposals.carrying import carry_over
from networkapp.domain.proposals.prepared_amendments import preparing_seats
from networkapp.domain.proposals.reading import (
    acts_for,
    amendment_acts,
    find_amendment,
    find_version,
    numbered_words,
    show_with_conflicts,
)
from networkapp.domain.proposals.versions import newest_version
from networkapp.domain.seats.delegations import seats_for_delegations
from networkapp.domain.seats.two_keys import releaser_of
from networkapp.errors import NotAllowed
from networkapp.forms.amendments import AmendForm, NoteForm, ReleaseForm, SettleForm, shown_words
from networkapp.forms.discussion import attempt
from networkapp.models import Amendment, AmendmentDraft, AmendmentState, Proposal, ProposalState, Seat
from networkapp.permissions import Action
from networkapp.publishing.differences import differences
from networkapp.views.proposals import HERE, find, shown
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Amend(ReturnsUnsavedText):
    """The words of a paragraph, numbered, and the form for other ones; a member proposes, an adviser prepares."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = find(request, slug, number)
        version = find_version(proposal)
        begun: dict[str, Any] = {
            "key": request.GET.get("key", ""), "new": request.GET.get("new") == "1", "base": version.number, "start": 1,
            "end": 1,
        }  # fmt: skip
        again = request.GET.get("again", "")
        if again.isascii() and again.isdigit() and len(again) < 6:
            begun |= self.begun_again(find_amendment(proposal, int(again)), proposal)
        return self.show(request, proposal, begun)

    def begun_again(self, old: Amendment, proposal: Proposal) -> dict[str, Any]:
        """The words of an amendment that needs its author, and their possible positions now."""
        offer = carry_over(proposal=proposal, base=old.version.number, change=old.change)
        first, last = shown_words(offer.change, offer.newest) if offer and offer.change else (1, 1)
        return {
            "key": old.key, "new": old.change.new, "start": first, "end": last, "replacement": old.replacement,
            "reason": old.reason, "again": old.number,
        }  # fmt: skip

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        proposal = find(request, slug, number)
        _seat, whose = self.voice(request, proposal)
        form = AmendForm(request.POST, **whose)
        made = attempt(form, partial(self.propose, proposal=proposal, request=request))
        if made is None:
            return self.show(request, proposal, {}, form)
        messages.success(request, made[1])
        return redirect(made[0])

    def propose(
        self, *, proposal: Proposal, request: HttpRequest, base: int, again: int | None = None, **given: Any
    ) -> tuple[Any, Any]:
        version = find_version(proposal, base)
        if "partner" in given:
            prepared = prepared_amendments.prepare_amendment(version=version, person=request.user, **given)
            return prepared, _("Submitted for approval.")
        old = find_amendment(proposal, again) if again else None
        if proposal.state == ProposalState.OPEN:
            # An amendment ends a silence procedure, so it is confirmed on a page of its own, as an objection is.
            draft = prepared_amendments.draft_amendment(version=version, person=request.user, instead_of=old, **given)
            return draft, _("Saved as your draft. Propose it when it is ready.")
        made = amendments.propose_amendment(version=version, person=request.user, instead_of=old, **given)
        return made, _("Amendment proposed.")

    def voice(self, request: HttpRequest, proposal: Proposal) -> tuple[Seat, dict[str, Any]]:
        """A seat that proposes, and for which delegations; or one that prepares, and who can approve it.

        A person who can vote for one delegation and advises another proposes, unless the address says that they
        prepare.
        """
        here: dict[str, Any] = {"network": proposal.network, "person": request.user}
        seats, advising = seats_for_delegations(**here, action=Action.AMEND), preparing_seats(**here)
        if advising and (not seats or request.GET.get("prepare") == "1"):
            return advising[0], {"partners": [one for seat in advising for one in partners_of(seat).releasing]}
        if not seats:
            raise NotAllowed(Action.AMEND)
        return seats[0], {"delegations": [seat.delegation for seat in seats]}

    def show(
        self, request: HttpRequest, proposal: Proposal, begun: dict[str, Any], form: AmendForm | None = None
    ) -> HttpResponse:
        seat, whose = self.voice(request, proposal)
        bound, offer = form is not None, None
        if form is None:
            form = AmendForm(initial=begun, **whose)
        elif (change := form.cleaned_data.get("change")) is not None:
            offer = carry_over(proposal=proposal, base=form.cleaned_data["base"], change=change)
            if form.has_error("__all__", "newer_version") and offer:
                form.show_words(offer.newest, offer.change)
        version = find_version(proposal)
        key = str(form["key"].value() or "")
        place = next(((n, each) for n, each in enumerate(version.text, 1) if each.key == key), None)
        is_new = form.fields["new"].to_python(form["new"].value())
        if place is None and not is_new:
            raise Http404
        stale = offer if form.has_error("__all__", "newer_version") else None
        advised = preparing_seats(network=proposal.network, person=request.user) if "delegations" in whose else []
        context = shown(
            proposal, form=form, seat=seat, **whose, version=version, is_new=is_new,
            number=place[0] if place else 0, paragraph=place[1] if place else None,
            words=numbered_words(place[1].text) if place else [], may_prepare="partners" in whose, offer=stale,
            others=", ".join(seat.delegation.label for seat in advised if seat.delegation),
            acts=acts_for(proposal=proposal, board=None, person=request.user),
            segments=differences(stale.changed.old, stale.changed.new) if stale and stale.changed else (),
        )  # fmt: skip
        return render(request, "networkapp/proposals/amend.html", context, status=422 if bound else 200)


class AmendmentPage(LoginRequiredMixin, View):
    """One amendment: its words in the paragraph, why, what it is in conflict with, and what its reader may do."""

    def get(self, request: HttpRequest, slug: str, number: int, amendment: int) -> HttpResponse:
        proposal = find(request, slug, number)
        return self.show(request, proposal, find_amendment(proposal, amendment))

    def show(
        self, request: HttpRequest, proposal: Proposal, found: Amendment, form: Form | None = None
    ) -> HttpResponse:
        context = shown(
            proposal,
            found=show_with_conflicts(found),
            form=form,
            settle_form=form if isinstance(form, SettleForm) else SettleForm(),
            newest=newest_version(proposal),
            acts=amendment_acts(amendment=found, proposal=proposal, person=request.user),
        )
        return render(request, "networkapp/proposals/amendment_page.html", context, status=422 if form else 200)


class AmendmentAct(AmendmentPage):
    """Something that is done with an amendment, by POST; refused, its page says why."""

    http_method_names = ["post"]
    act: Callable[..., Any] = staticmethod(amendments.withdraw_amendment)
    form: type[Form] = Form
    done: str | Promise = _("Amendment withdrawn.")

    def post(self, request: HttpRequest, slug: str, number: int, amendment: int) -> HttpResponse:
        proposal, form = find(request, slug, number), self.form(request.POST)
        found = find_amendment(proposal, amendment)
        attempt(form, type(self).act, amendment=found, person=request.user)
        if form.errors:
            return self.show(request, proposal, found, form)
        messages.success(request, self.done)
        return redirect(f"{proposal.get_absolute_url()}#amendment-{found.pk}")


class Accept(AmendmentAct):
    act = staticmethod(partial(amendments.settle_amendment, state=AmendmentState.ACCEPTED))
    form = SettleForm
    done = _("Amendment accepted.")


class SetAside(AmendmentAct):
    act = staticmethod(partial(amendments.settle_amendment, state=AmendmentState.SET_ASIDE))
    form = SettleForm
    done = _("Amendment rejected.")


class Reopen(AmendmentAct):
    act = staticmethod(amendments.reopen_amendment)
    done = _("Amendment reopened.")


class PreparedPage(ReturnsUnsavedText):
    """An amendment that waits for its second key; for the two alone."""

    form: type[Form] | None = None
    act: Callable[..., Any] | None = None
    done: str | Promise = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, self.find(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.form is None:
            return self.http_method_not_allowed(request)
        found, form = self.find(request, pk), self.form(request.POST)
        made = attempt(form, self.act or self.find, prepared=found, person=request.user)
        if made is None:
            return self.show(request, self.find(request, pk), form)
        messages.success(request, self.done)
        return redirect(made if isinstance(made, Amendment) else found.version.proposal)

    def find(self, request: HttpRequest, pk: int) -> AmendmentDraft:
        found: AmendmentDraft = get_object_or_404(prepared_amendments.find_prepared_amendments(request.user), pk=pk)
        return found

    def acts(self, request: HttpRequest, found: AmendmentDraft) -> frozenset[str]:
        """Return what this reader may do with it: only take it back where the text can no longer be amended."""
        acts = prepared_amendments.acts_of(found, request.user)
        amends = "amend" in acts_for(proposal=found.version.proposal, board=None, person=request.user)
        return acts if amends else acts & {"take_back"}

    def show(self, request: HttpRequest, found: AmendmentDraft, form: Form | None = None) -> HttpResponse:
        proposal = found.version.proposal
        running = proposal.state == ProposalState.OPEN
        begun = {"replacement": found.replacement, "reason": found.reason, "breaks_silence": running}
        if isinstance(form, ReleaseForm) and form.has_error("__all__", "not_confirmed"):
            form.ask_again()
        context = shown(
            proposal,
            found=found,
            segments=segments_of(found.version, found.change),
            form=form,
            release_form=form if isinstance(form, ReleaseForm) else ReleaseForm(initial=begun),
            note_form=form if isinstance(form, NoteForm) else NoteForm(),
            acts=self.acts(request, found),
            releaser=releaser_of(found),
        )
        return render(request, "networkapp/proposals/prepared.html", context, status=422 if form else 200)


class Release(PreparedPage):
    form = ReleaseForm
    act = staticmethod(prepared_amendments.release_amendment)
    done = _("Amendment proposed.")


def releases_into_silence(request: HttpRequest, pk: int) -> bool:
    """Whether a prepared amendment is released to a text that is being decided on."""
    return PreparedPage().find(request, pk).version.proposal.state == ProposalState.OPEN


class SendBack(PreparedPage):
    form = NoteForm
    act = staticmethod(prepared_amendments.send_amendment_back)
    done = _("Draft returned with your note.")


class TakeBack(PreparedPage):
    form = Form
    act = staticmethod(prepared_amendments.take_amendment_back)
    done = _("Draft deleted.")


ONE, PREPARED = f"{HERE}amendments/<int:amendment>/", "amendments/prepared/<int:pk>/"
urlpatterns = [
    path(f"{HERE}amend/", Amend.as_view(), name="amend"),
    path(ONE, AmendmentPage.as_view(), name="amendment"),
    path(f"{ONE}withdraw/", AmendmentAct.as_view(), name="withdraw_amendment"),
    path(f"{ONE}accept/", Accept.as_view(), name="accept_amendment"),
    path(f"{ONE}set-aside/", SetAside.as_view(), name="set_amendment_aside"),
    path(f"{ONE}reopen/", Reopen.as_view(), name="reopen_amendment"),
    path(PREPARED, PreparedPage.as_view(), name="prepared_amendment"),
    path(f"{PREPARED}release/", binding_act(Release.as_view(), when=releases_into_silence), name="release_amendment"),
    path(f"{PREPARED}send-back/", SendBack.as_view(), name="send_amendment_back"),
    path(f"{PREPARED}take-back/", TakeBack.as_view(), name="take_amendment_back"),
]
