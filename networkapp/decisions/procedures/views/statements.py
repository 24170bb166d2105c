"""Actions on a decision: interpretative statements, the outcome statement, and follow-up by delegations."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp import four_eyes
from networkapp.decisions.follow_up.actions import follow_ups_for, open_follow_ups, report_follow_up
from networkapp.decisions.follow_up.queries import can_report, follow_up_by_delegation, list_follow_ups
from networkapp.decisions.models import Decision, FollowUp, FollowUpState, StatementDraft
from networkapp.decisions.procedures import statements
from networkapp.decisions.procedures.forms.decisions import (
    FollowUpFilter,
    FollowUpReportForm,
    OpenFollowUpForm,
    OutcomeStatementForm,
    ReturnStatementForm,
    StatementDraftForm,
    StatementForm,
)
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.statements import STATEMENTS
from networkapp.decisions.procedures.views.register import DECISION, PAGE, DecisionView
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import Action
from networkapp.views.action_view import POST_ONLY, ActionView, Value, Values


class DecisionAction(DecisionView):
    """One act with a decision, posted from its page; turned down, that page comes back with what was typed."""

    http_method_names = POST_ONLY
    part = ""

    def get_action_kwargs(self) -> Values:
        return {"decision": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}#{self.part}"


class MakeStatement(DecisionAction):
    """The statement of a delegation: published if the user can vote for it, otherwise a draft for somebody who can."""

    form_class, form_name, part = StatementForm, "statement_form", "statements"
    action = staticmethod(statements.make_statement)
    success_message: str | Promise = _("Statement published with the decision.")
    find_seats = staticmethod(statements.stating_seats)

    def get_form_kwargs(self) -> Values:
        seats = self.find_seats(decision=self.object, user=self.request.user)
        if not seats:
            raise PermissionDenied
        return super().get_form_kwargs() | {"seats": seats}

    def get_action_kwargs(self) -> Values:
        return {"decision": self.object, "user": self.request.user}


class PrepareStatement(MakeStatement):
    action, success_message = staticmethod(statements.prepare_statement), _("Submitted for approval.")
    find_seats = staticmethod(statements.drafting_seats)


class ManageDecision(DecisionAction):
    """An act of people who manage decisions."""

    def get_object(self) -> Decision:
        decision = super().get_object()
        decision.network.require(self.request.user, Action.KEEP_DECISIONS)
        return decision


class WriteOutcomeStatement(ManageDecision):
    form_class, form_name, part = OutcomeStatementForm, "outcome_form", "outcome"
    action = staticmethod(write_outcome_statement)
    success_message = _("Statement published with the decision.")


class OpenFollowUp(ManageDecision):
    """Request follow-up of a decision from delegations."""

    form_class, form_name, part = OpenFollowUpForm, "ask_form", "follow-up"
    action, success_message = staticmethod(open_follow_ups), _("Request sent.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"decision": self.object}


class StatementDraftPage(ActionView[StatementDraft]):
    """A drafted statement, for its delegation; the button that was pressed decides."""

    template_name = "networkapp/decisions/prepared_statement.html"
    form_class: type[BaseForm] | None = None
    actions: dict[str, tuple[type[Form], Callable[..., Any], str | Promise]] = {
        "release": (StatementDraftForm, statements.release_statement, _("Statement published with the decision.")),
        "again": (StatementDraftForm, statements.revise_statement, _("Submitted for approval.")),
        "back": (
            ReturnStatementForm,
            partial(four_eyes.send_back, kind=STATEMENTS),
            _("Draft returned with your note."),
        ),
        "drop": (Form, partial(four_eyes.withdraw, kind=STATEMENTS), _("Draft deleted")),
    }

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        chosen = self.actions.get(request.POST.get("act", ""), self.actions["again"])
        self.form_class, self.action, self.success_message = chosen
        return super().post(request, *args, **kwargs)

    def get_object(self) -> StatementDraft:
        found, slug = statements.statement_drafts_for(self.request.user), self.kwargs["slug"]
        draft: StatementDraft = get_object_or_404(found, decision__network__slug=slug, pk=self.kwargs["pk"])
        return draft

    def get_action_kwargs(self) -> Values:
        return {"draft": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return f"{self.object.decision.get_absolute_url()}#statements"

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        found = self.object
        releasing = statements.stating_seats(decision=found.decision, user=self.request.user)
        context = {
            "prepared": found,
            "decision": found.decision,
            "releases": found.delegation_id in {seat.delegation_id for seat in releasing},
            "text_form": form
            if isinstance(form, StatementDraftForm)
            else StatementDraftForm(initial={"text": found.text}),
            "note_form": form if isinstance(form, ReturnStatementForm) else ReturnStatementForm(),
            "form": form,
        }
        return super().get_context_data(**context, **kwargs)


def follow_up_by_country(request: HttpRequest) -> HttpResponse:
    """Show the follow-up of decisions that the reader can see, by country, filtered by the query string."""
    form = FollowUpFilter(request.GET, user=request.user)
    chosen = form.chosen()
    found = list_follow_ups(user=request.user, **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    countries = follow_up_by_delegation(follow_ups=list_follow_ups(user=request.user, network=chosen["network"]))
    context = {"form": form, "page_obj": page, "countries": countries, "states": FollowUpState.labels}
    return render(request, "networkapp/decisions/follow_up_by_country.html", context)


def posts_release(request: HttpRequest, **found: Any) -> bool:
    """Return whether the submitted form releases the draft instead of saving it."""
    return request.POST.get("act") == "release"


class FollowUpPage(ActionView[FollowUp]):
    """The follow-up of one delegation with its reports, and the form of the next report for its members."""

    is_public = True
    template_name = "networkapp/decisions/follow_up.html"
    form_class, action = FollowUpReportForm, staticmethod(report_follow_up)
    success_message = _("Report saved.")

    def get_object(self) -> FollowUp:
        readable, slug = follow_ups_for(user=self.request.user), self.kwargs["slug"]
        found: FollowUp = get_object_or_404(readable, decision__network__slug=slug, pk=self.kwargs["pk"])
        self.reports = can_report(follow_up=found, user=self.request.user)
        if self.request.method == "POST" and not self.reports:
            raise PermissionDenied
        return found

    def get_action_kwargs(self) -> Values:
        return {"follow_up": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        context = {
            "follow_up": self.object,
            "decision": self.object.decision,
            "steps": self.object.steps.select_related("seat__delegation"),
            "form": FollowUpReportForm() if self.reports else None,
        }
        return super().get_context_data(**context | kwargs)


urlpatterns = [
    path("decisions/follow-up/", follow_up_by_country, name="follow_ups"),
    path(f"{DECISION}state/", binding_act(MakeStatement.as_view()), name="state_reading"),
    path(f"{DECISION}prepare/", PrepareStatement.as_view(), name="prepare_statement"),
    path(f"{DECISION}outcome/", WriteOutcomeStatement.as_view(), name="write_outcome"),
    path(f"{DECISION}ask/", OpenFollowUp.as_view(), name="ask_delegations"),
    path(
        "networks/<slug:slug>/prepared-statements/<int:pk>/",
        binding_act(StatementDraftPage.as_view(), when=posts_release),
        name="prepared_statement",
    ),
    path("networks/<slug:slug>/follow-up/<int:pk>/", FollowUpPage.as_view(), name="follow_up"),
]
