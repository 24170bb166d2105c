"""What is done with a decision: statements by delegations, the outcome statement, and what is asked of delegations."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp import four_eyes
from networkapp.domain.decisions import statements
from networkapp.domain.decisions.outcome_statements import write_outcome_statement
from networkapp.domain.decisions.statements import STATEMENTS
from networkapp.domain.follow_ups.pages import by_country, listed_follow_ups, reports_for
from networkapp.domain.follow_ups.reporting import follow_ups_for, open_follow_ups, report_follow_up
from networkapp.forms.decisions import (
    AskForm,
    FollowUpFilter,
    OutcomeForm,
    PreparedTextForm,
    ReportForm,
    ReturnForm,
    StatementForm,
)
from networkapp.forms.discussion import attempt
from networkapp.models import Decision, FollowUp, FollowUpState, StatementDraft
from networkapp.permissions import Action
from networkapp.views.decisions import DECISION, PAGE, DecisionView, found_decision
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Act(ReturnsUnsavedText):
    """One act with a decision, posted from its page; turned down, that page comes back with what was typed."""

    http_method_names = ["post"]
    keeps = "form"
    part = ""
    done: str | Promise = ""

    def post(self, request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
        decision = found_decision(request, slug, year, number)
        form = self.form(request, decision)
        if attempt(form, self.act, **self.given(request, decision)) is None and form.errors:
            return DecisionView().show(request, decision, status=422, **{self.keeps: form})
        messages.success(request, str(self.done))
        return redirect(f"{decision.get_absolute_url()}#{self.part}")

    def form(self, request: HttpRequest, decision: Decision) -> Form:
        raise NotImplementedError

    def act(self, **given: Any) -> Any:
        raise NotImplementedError

    def given(self, request: HttpRequest, decision: Decision) -> dict[str, Any]:
        return {"decision": decision, "by": request.user}


class State(Act):
    """The statement of a delegation: published if the user can vote for it, otherwise a draft for somebody who can."""

    keeps, part = "statement_form", "statements"
    done = _("Statement published with the decision.")

    def form(self, request: HttpRequest, decision: Decision) -> Form:
        seats = self.seats(request, decision)
        if not seats:
            raise PermissionDenied
        return StatementForm(request.POST, seats=seats)

    def seats(self, request: HttpRequest, decision: Decision) -> list[Any]:
        return statements.states_for(decision=decision, person=request.user)

    def act(self, **given: Any) -> Any:
        return statements.make_statement(**given)

    def given(self, request: HttpRequest, decision: Decision) -> dict[str, Any]:
        return {"decision": decision, "person": request.user}


class Prepare(State):
    done = _("Submitted for approval.")

    def seats(self, request: HttpRequest, decision: Decision) -> list[Any]:
        return statements.drafts_for(decision=decision, person=request.user)

    def act(self, **given: Any) -> Any:
        return statements.prepare_statement(**given)


class WriteOutcome(Act):
    keeps, part = "outcome_form", "outcome"
    done = _("Statement published with the decision.")

    def form(self, request: HttpRequest, decision: Decision) -> Form:
        decision.network.require(request.user, Action.KEEP_DECISIONS)
        return OutcomeForm(request.POST)

    def act(self, **given: Any) -> Any:
        return write_outcome_statement(**given)


class Ask(Act):
    keeps, part = "ask_form", "follow-up"
    done = _("Request sent.")

    def form(self, request: HttpRequest, decision: Decision) -> Form:
        decision.network.require(request.user, Action.KEEP_DECISIONS)
        return AskForm(request.POST, decision=decision)

    def act(self, **given: Any) -> Any:
        return open_follow_ups(**given)


class PreparedPage(ReturnsUnsavedText):
    """A drafted statement, for its delegation; the button that was pressed decides."""

    acts: dict[str, tuple[type[Form], Callable[..., Any], str | Promise]] = {
        "release": (PreparedTextForm, statements.release_statement, _("Statement published with the decision.")),
        "again": (PreparedTextForm, statements.revise_statement, _("Submitted for approval.")),
        "back": (ReturnForm, partial(four_eyes.send_back, kind=STATEMENTS), _("Draft returned with your note.")),
        "drop": (Form, partial(four_eyes.withdraw, kind=STATEMENTS), _("Draft deleted.")),
    }

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, self.find(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = self.find(request, slug, pk)
        form_class, act, done = self.acts.get(request.POST.get("act", ""), self.acts["again"])
        form = form_class(request.POST)
        if attempt(form, act, draft=found, user=request.user) is None:
            return self.show(request, found, status=422, form=form)
        messages.success(request, str(done))
        return redirect(f"{found.decision.get_absolute_url()}#statements")

    def find(self, request: HttpRequest, slug: str, pk: int) -> StatementDraft:
        found = statements.find_statement_drafts(request.user)
        prepared: StatementDraft = get_object_or_404(found, decision__network__slug=slug, pk=pk)
        return prepared

    def show(
        self, request: HttpRequest, found: StatementDraft, status: int = 200, form: Form | None = None
    ) -> HttpResponse:
        releasing = statements.states_for(decision=found.decision, person=request.user)
        context = {
            "prepared": found,
            "decision": found.decision,
            "releases": found.delegation_id in {seat.delegation_id for seat in releasing},
            "text_form": form if isinstance(form, PreparedTextForm) else PreparedTextForm(initial={"text": found.text}),
            "note_form": form if isinstance(form, ReturnForm) else ReturnForm(),
            "form": form,
        }
        return render(request, "networkapp/decisions/prepared_statement.html", context, status=status)


def follow_up_by_country(request: HttpRequest) -> HttpResponse:
    form = FollowUpFilter(request.GET, reader=request.user)
    chosen = form.chosen()
    found = listed_follow_ups(user=request.user, **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    countries = by_country(listed_follow_ups(user=request.user, network=chosen["network"]))
    context = {"form": form, "page_obj": page, "countries": countries, "states": FollowUpState.labels}
    return render(request, "networkapp/decisions/follow_up_by_country.html", context)


def releases_statement(request: HttpRequest, **found: Any) -> bool:
    return request.POST.get("act") == "release"


class FollowUpPage(ReturnsUnsavedText):
    """What is asked of one delegation, every step it reported, and the form of the next for who speaks for it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            return super().dispatch(request, *args, **kwargs)
        return super(LoginRequiredMixin, self).dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, self.find(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found, form = self.find(request, slug, pk), ReportForm(request.POST)
        if not reports_for(follow_up=found, person=request.user):
            raise PermissionDenied
        if attempt(form, report_follow_up, follow_up=found, by=request.user) is None:
            return self.show(request, found, status=422, form=form)
        messages.success(request, _("Report saved."))
        return redirect(found)

    def find(self, request: HttpRequest, slug: str, pk: int) -> FollowUp:
        found: FollowUp = get_object_or_404(follow_ups_for(request.user), decision__network__slug=slug, pk=pk)
        return found

    def show(self, request: HttpRequest, found: FollowUp, status: int = 200, form: Form | None = None) -> HttpResponse:
        context = {
            "follow_up": found,
            "decision": found.decision,
            "steps": found.steps.select_related("seat__delegation"),
            "form": form or (ReportForm() if reports_for(follow_up=found, person=request.user) else None),
        }
        return render(request, "networkapp/decisions/follow_up.html", context, status=status)


urlpatterns = [
    path("decisions/follow-up/", follow_up_by_country, name="follow_ups"),
    path(f"{DECISION}state/", binding_act(State.as_view()), name="state_reading"),
    path(f"{DECISION}prepare/", Prepare.as_view(), name="prepare_statement"),
    path(f"{DECISION}outcome/", WriteOutcome.as_view(), name="write_outcome"),
    path(f"{DECISION}ask/", Ask.as_view(), name="ask_delegations"),
    path(
        "networks/<slug:slug>/prepared-statements/<int:pk>/",
        binding_act(PreparedPage.as_view(), when=releases_statement),
        name="prepared_statement",
    ),
    path("networks/<slug:slug>/follow-up/<int:pk>/", FollowUpPage.as_view(), name="follow_up"),
]
