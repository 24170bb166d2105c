"""An inquiry before one parliament: its page, and each step: draft, edit, approve, table, extend, ask again."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from networkapp.dossiers.actions.change_requests import may_change_sections
from networkapp.errors import Refused
from networkapp.inquiries.actions import cases
from networkapp.inquiries.actions.answer_links import linked_objects_by_question, linked_things
from networkapp.inquiries.forms.cases import (
    ApproveFormForm,
    ChangeDueDateForm,
    DraftCaseForm,
    FurtherCaseForm,
    NationalFormTextForm,
    TableCaseForm,
)
from networkapp.inquiries.forms.inquiries import InquiryReasonForm
from networkapp.inquiries.models import CAST_TRANSITIONS, CaseState, Inquiry, ParliamentCase
from networkapp.inquiries.queries.answers import CaseStatus, visible_steps
from networkapp.inquiries.queries.case_status import (
    acting_seat,
    can_skip_release,
    local_date,
    require_acting_seat,
    require_released,
)
from networkapp.inquiries.queries.due_dates import compute_deadline
from networkapp.inquiries.queries.due_explanations import deserialize_steps, explain_steps
from networkapp.inquiries.queries.matrix import find_case, find_inquiry
from networkapp.inquiries.queries.national_versions import untranslated_questions
from networkapp.models import Delegation
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import VOICES
from networkapp.views.action_view import ActionView, Value, Values


def load_case(request: HttpRequest, slug: str, number: int, pk: int) -> CaseStatus:
    """Return the parliamentary question as the reader can know it; Http404 if they cannot know of it."""
    inquiry = find_inquiry(slug=slug, number=number, user=request.user)
    status, _reach = find_case(inquiry=inquiry, pk=pk, user=request.user)
    status.case.inquiry = inquiry
    return status


def case_page(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show a parliamentary question to readers who can see it."""
    status = load_case(request, slug, number, pk)
    return render_case(request, status)


def render_case(request: HttpRequest, status: CaseStatus) -> HttpResponse:
    """Return the page of a parliamentary question, with the actions that the reader's seat allows."""
    found = status.case
    seat = (
        acting_seat(inquiry=found.inquiry, delegation=found.delegation, user=request.user)
        if request.user.is_authenticated
        else None
    )
    questions = sorted(found.questions.all(), key=lambda question: question.number)
    links = linked_things(replies=[answer.pk for answer in status.answers.values()], user=request.user)
    context = {
        "status": status,
        "case": found,
        "inquiry": found.inquiry,
        "network": found.inquiry.network,
        "rows": [(question, answer, links.get(answer.pk, []) if answer else []) for question in questions
                 for answer in [status.answers.get(question.pk)]],
        "asked_for": linked_objects_by_question(questions=questions, user=request.user),
        "why": explain_steps(steps=deserialize_steps(rows=found.due_steps)),
        "expected": None if found.tabled_on else expected_deadline(found),
        "untranslated": [] if found.tabled_on else untranslated_questions(case=found),
        "steps": visible_steps(status=status),
        "may_change_sections": bool(status.answers) and may_change_sections(user=request.user),
        "acts": allowed_case_actions(status, seat) if seat else frozenset(),
        "followers": found.followers.exclude(state=CaseState.WITHDRAWN) if status.in_full else
        found.followers.filter(tabled_on__isnull=False),
    }  # fmt: skip
    return render(request, "networkapp/inquiries/case.html", context)


def expected_deadline(found: ParliamentCase) -> Any:
    """Return when an answer would be due if the question were tabled today."""
    deadline = compute_deadline(case=found, tabled_on=local_date(delegation=found.delegation))
    return {"due_on": deadline.due_on, "why": explain_steps(steps=deadline.steps, is_tabled=False)}


def allowed_case_actions(status: CaseStatus, seat: Any) -> frozenset[str]:
    """Return what the holder of this seat can do with the case now."""
    found, state = status.case, status.state
    own_voice = seat.capacity in VOICES and seat.delegation_id == found.delegation_id
    acts = set()
    if CaseState.WITHDRAWN in CAST_TRANSITIONS[state]:
        acts.add("withdraw")
    if state == CaseState.DRAFTED:
        acts |= {"rewrite"} | ({"release"} if own_voice and not found.released_at else set())
        acts |= {"table"} if found.released_at or can_skip_release(case=found, user=seat.user) else set()
    elif state != CaseState.WITHDRAWN:
        acts |= {"file"} | ({"put_off"} if state == CaseState.TABLED else set())
    if state in cases.STATES_WITH_FOLLOW_UP:
        acts.add("ask_again")
    return frozenset(acts)


class DraftCase(ActionView[tuple[Inquiry, Delegation]]):
    """The inquiry is drafted for a parliament, in one of its instruments."""

    template_name = "networkapp/inquiries/case_form.html"
    form_class = DraftCaseForm
    action = staticmethod(cases.draft_case)
    leads_to_result = True

    def get_object(self) -> tuple[Inquiry, Delegation]:
        about = self.kwargs
        inquiry = find_inquiry(slug=about["slug"], number=about["number"], user=self.request.user)
        delegation = get_object_or_404(inquiry.network.delegations, code__iexact=about["code"])
        require_acting_seat(inquiry=inquiry, delegation=delegation, user=self.request.user)
        return inquiry, delegation

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"delegation": self.object[1]}

    def get_action_kwargs(self) -> Values:
        inquiry, delegation = self.object
        return {"inquiry": inquiry, "delegation": delegation, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        inquiry, delegation = self.object
        about = {"inquiry": inquiry, "network": inquiry.network, "delegation": delegation}
        return super().get_context_data(**about, **kwargs)


class CaseAction(ActionView[CaseStatus]):
    """An action on a parliamentary question: a page that says what follows from it, and does it by POST."""

    template_name = "networkapp/inquiries/action_form.html"
    form_class: type[BaseForm] | None = InquiryReasonForm
    title: str | Promise = gettext_lazy("Inquiry")
    button: str | Promise = gettext_lazy("Save")
    about: str | Promise = ""
    success_message: str | Promise = gettext_lazy("Saved.")
    leads_to_result = True

    def get_object(self) -> CaseStatus:
        status = load_case(self.request, **self.kwargs)
        require_acting_seat(inquiry=status.case.inquiry, delegation=status.case.delegation, user=self.request.user)
        return status

    def get_action_kwargs(self) -> Values:
        return {"case": self.object.case, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.object.case
        context = {
            "case": found,
            "inquiry": found.inquiry,
            "network": found.inquiry.network,
        }
        return super().get_context_data(**context | kwargs)


class EditNationalForm(CaseAction):
    """Edit the text of a parliamentary question before it is tabled."""

    title, button = gettext_lazy("Text of the question"), gettext_lazy("Save")
    about = gettext_lazy("This is the text to be tabled. If you change an approved text, it must be approved again.")
    form_class, action = NationalFormTextForm, staticmethod(cases.save_form)

    def get_initial(self) -> Values:
        return {"text": self.object.case.text, "base_version": self.object.case.version}


class ApproveNationalForm(CaseAction):
    """Approve the text of a parliamentary question."""

    title, button = gettext_lazy("Approve question"), gettext_lazy("Approve question")
    about = gettext_lazy("The record will show that you approved this text.")
    success_message = gettext_lazy("Question approved.")
    form_class, action = ApproveFormForm, staticmethod(cases.approve_form)

    def get_initial(self) -> Values:
        return {"base_version": self.object.case.version}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(shown=self.object.case.text, **kwargs)


class CaseFormAction(CaseAction):
    """An action whose form is made for the parliamentary question."""

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"case": self.object.case}


class TableCase(CaseFormAction):
    """Record that a parliamentary question was tabled."""

    title, button = gettext_lazy("Record as tabled"), gettext_lazy("Record as tabled")
    about = gettext_lazy("From then on, everyone who can see the network sees the question, and the time limit runs.")
    form_class, action = TableCaseForm, staticmethod(cases.table_case)

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        try:
            require_released(case=self.object.case, user=request.user)
        except Refused as refused:
            messages.error(request, str(refused.message))
            return redirect(self.object.case)
        return self.render_to_response(self.get_context_data())


class ChangeDueDate(CaseAction):
    """Change the date by which the government has to answer."""

    title = gettext_lazy("Change due date")
    about = gettext_lazy("The previous due date and your reason stay in the history.")
    form_class, action = ChangeDueDateForm, staticmethod(cases.change_due_date)

    def get_initial(self) -> Values:
        return {"due_on": self.object.case.due_on}


class WithdrawCase(CaseAction):
    title, button = gettext_lazy("Withdraw question"), gettext_lazy("Withdraw")
    about = gettext_lazy("The question stays in the history as withdrawn.")
    success_message = gettext_lazy("Withdrawn.")
    action = staticmethod(cases.withdraw_case)


class DraftFurtherCase(CaseFormAction):
    title, button = gettext_lazy("Ask again"), gettext_lazy("Create draft")
    about = gettext_lazy("A supplementary question of the same type is drafted and linked to this question.")
    success_message = gettext_lazy("Draft created.")
    form_class, action = FurtherCaseForm, staticmethod(cases.draft_further_case)


CASE = "inquiries/<slug:slug>/<int:number>/casts/<int:pk>/"
urlpatterns = [
    path("inquiries/<slug:slug>/<int:number>/cast/<slug:code>/", DraftCase.as_view(), name="cast_into"),
    path(CASE, case_page, name="cast"),
    path(f"{CASE}form/", EditNationalForm.as_view(), name="rewrite_form"),
    path(f"{CASE}release/", binding_act(ApproveNationalForm.as_view()), name="release_form"),
    path(f"{CASE}table/", TableCase.as_view(), name="table_cast"),
    path(f"{CASE}due/", ChangeDueDate.as_view(), name="put_off_cast"),
    path(f"{CASE}withdraw/", WithdrawCase.as_view(), name="withdraw_cast"),
    path(f"{CASE}further/", DraftFurtherCase.as_view(), name="ask_again"),
]
