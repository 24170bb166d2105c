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
from networkapp.inquiries.actions.answer_links import asked_for, linked_to
from networkapp.inquiries.forms.cases import AskAgainForm, CastForm, FormTextForm, PutOffForm, ReleaseForm, TableForm
from networkapp.inquiries.forms.inquiries import WordsForm
from networkapp.inquiries.models import CAST_TRANSITIONS, Cast, CastState, Inquiry
from networkapp.inquiries.queries.answers import Standing, steps_of
from networkapp.inquiries.queries.case_status import acting_seat, require_acting_seat, today_in
from networkapp.inquiries.queries.due_dates import deadline_of
from networkapp.inquiries.queries.due_explanations import in_sentences, read_again
from networkapp.inquiries.queries.matrix import cast_of, find_inquiry
from networkapp.inquiries.queries.national_versions import untranslated
from networkapp.models import Delegation
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import VOICES
from networkapp.views.action_view import ActionView, Value, Values


def find_cast(request: HttpRequest, slug: str, number: int, pk: int) -> Standing:
    """Return the parliamentary question as the reader can know it; Http404 if they cannot know of it."""
    inquiry = find_inquiry(slug=slug, number=number, user=request.user)
    standing, _reach = cast_of(inquiry=inquiry, pk=pk, user=request.user)
    standing.cast.inquiry = inquiry
    return standing


def cast(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    standing = find_cast(request, slug, number, pk)
    return show_cast(request, standing)


def show_cast(request: HttpRequest, standing: Standing) -> HttpResponse:
    found = standing.cast
    seat = acting_seat(found.inquiry, found.delegation, request.user) if request.user.is_authenticated else None
    questions = sorted(found.questions.all(), key=lambda question: question.number)
    links = linked_to(replies=[answer.pk for answer in standing.answers.values()], user=request.user)
    context = {
        "standing": standing,
        "cast": found,
        "inquiry": found.inquiry,
        "network": found.inquiry.network,
        "rows": [(question, answer, links.get(answer.pk, []) if answer else []) for question in questions
                 for answer in [standing.answers.get(question.pk)]],
        "asked_for": asked_for(questions=questions, user=request.user),
        "why": in_sentences(read_again(found.due_steps)),
        "expected": None if found.tabled_on else expected(found),
        "untranslated": [] if found.tabled_on else untranslated(found),
        "steps": steps_of(standing),
        "may_change_sections": bool(standing.answers) and may_change_sections(request.user),
        "acts": acts_of(standing, seat) if seat else frozenset(),
        "followers": found.followers.exclude(state=CastState.WITHDRAWN) if standing.in_full else
        found.followers.filter(tabled_on__isnull=False),
    }  # fmt: skip
    return render(request, "networkapp/inquiries/cast.html", context)


def expected(found: Cast) -> Any:
    """Return when an answer would be due if the question were tabled today."""
    deadline = deadline_of(cast=found, tabled_on=today_in(found.delegation))
    return {"due_on": deadline.due_on, "why": in_sentences(deadline.steps, is_tabled=False)}


def acts_of(standing: Standing, seat: Any) -> frozenset[str]:
    """What can be done with it now, by the holder of this seat."""
    found, state = standing.cast, standing.state
    own_voice = seat.capacity in VOICES and seat.delegation_id == found.delegation_id
    acts = set()
    if CastState.WITHDRAWN in CAST_TRANSITIONS[state]:
        acts.add("withdraw")
    if state == CastState.DRAFTED:
        acts |= {"rewrite"} | ({"release"} if own_voice and not found.released_at else set())
        acts |= {"table"} if found.released_at or cases.may_skip_release(found, seat.user) else set()
    elif state != CastState.WITHDRAWN:
        acts |= {"file"} | ({"put_off"} if state == CastState.TABLED else set())
    if state in cases.FOLLOWED:
        acts.add("ask_again")
    return frozenset(acts)


class CastInto(ActionView[tuple[Inquiry, Delegation]]):
    """The inquiry is drafted for a parliament, in one of its instruments."""

    template_name = "networkapp/inquiries/cast_into.html"
    form_class = CastForm
    action = staticmethod(cases.draft_cast)
    leads_to_result = True

    def get_object(self) -> tuple[Inquiry, Delegation]:
        about = self.kwargs
        inquiry = find_inquiry(slug=about["slug"], number=about["number"], user=self.request.user)
        delegation = get_object_or_404(inquiry.network.delegations, code__iexact=about["code"])
        require_acting_seat(inquiry, delegation, self.request.user)
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


class CastAction(ActionView[Standing]):
    """An action on a parliamentary question: a page that says what follows from it, and does it by POST."""

    template_name = "networkapp/inquiries/act.html"
    form_class: type[BaseForm] | None = WordsForm
    title: str | Promise = gettext_lazy("Inquiry")
    button: str | Promise = gettext_lazy("Save")
    about: str | Promise = ""
    success_message: str | Promise = gettext_lazy("Saved.")
    leads_to_result = True

    def get_object(self) -> Standing:
        standing = find_cast(self.request, **self.kwargs)
        require_acting_seat(standing.cast.inquiry, standing.cast.delegation, self.request.user)
        return standing

    def get_action_kwargs(self) -> Values:
        return {"cast": self.object.cast, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.object.cast
        context = {
            "cast": found,
            "inquiry": found.inquiry,
            "network": found.inquiry.network,
        }
        return super().get_context_data(**context | kwargs)


class RewriteForm(CastAction):
    title, button = gettext_lazy("Text of the question"), gettext_lazy("Save")
    about = gettext_lazy("This is the text to be tabled. If you change an approved text, it must be approved again.")
    form_class, action = FormTextForm, staticmethod(cases.rewrite_form)

    def get_initial(self) -> Values:
        return {"text": self.object.cast.text, "base_version": self.object.cast.version}


class ReleaseFormText(CastAction):
    title, button = gettext_lazy("Approve question"), gettext_lazy("Approve question")
    about = gettext_lazy("The record will show that you approved this text.")
    success_message = gettext_lazy("Question approved.")
    form_class, action = ReleaseForm, staticmethod(cases.release_form)

    def get_initial(self) -> Values:
        return {"base_version": self.object.cast.version}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(shown=self.object.cast.text, **kwargs)


class OfCast(CastAction):
    """An action whose form is made for the parliamentary question."""

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"cast": self.object.cast}


class TableCast(OfCast):
    title, button = gettext_lazy("Record as tabled"), gettext_lazy("Record as tabled")
    about = gettext_lazy("From then on, everyone who can see the network sees the question, and the time limit runs.")
    form_class, action = TableForm, staticmethod(cases.table_cast)

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        try:
            cases.require_released(self.object.cast, request.user)
        except Refused as refused:
            messages.error(request, str(refused.message))
            return redirect(self.object.cast)
        return self.render_to_response(self.get_context_data())


class PutOffCast(CastAction):
    title = gettext_lazy("Change due date")
    about = gettext_lazy("The previous due date and your reason stay in the history.")
    form_class, action = PutOffForm, staticmethod(cases.put_off)

    def get_initial(self) -> Values:
        return {"due_on": self.object.cast.due_on}


class WithdrawCast(CastAction):
    title, button = gettext_lazy("Withdraw question"), gettext_lazy("Withdraw")
    about = gettext_lazy("The question stays in the history as withdrawn.")
    success_message = gettext_lazy("Withdrawn.")
    action = staticmethod(cases.withdraw_cast)


class AskAgain(OfCast):
    title, button = gettext_lazy("Ask again"), gettext_lazy("Create draft")
    about = gettext_lazy("A supplementary question of the same type is drafted and linked to this question.")
    success_message = gettext_lazy("Draft created.")
    form_class, action = AskAgainForm, staticmethod(cases.ask_again)


ONE = "inquiries/<slug:slug>/<int:number>/casts/<int:pk>/"
urlpatterns = [
    path("inquiries/<slug:slug>/<int:number>/cast/<slug:code>/", CastInto.as_view(), name="cast_into"),
    path(ONE, cast, name="cast"),
    path(f"{ONE}form/", RewriteForm.as_view(), name="rewrite_form"),
    path(f"{ONE}release/", binding_act(ReleaseFormText.as_view()), name="release_form"),
    path(f"{ONE}table/", TableCast.as_view(), name="table_cast"),
    path(f"{ONE}due/", PutOffCast.as_view(), name="put_off_cast"),
    path(f"{ONE}withdraw/", WithdrawCast.as_view(), name="withdraw_cast"),
    path(f"{ONE}further/", AskAgain.as_view(), name="ask_again"),
]
