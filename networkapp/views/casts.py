"""An inquiry before one parliament: its page, and each step: draft, edit, approve, table, extend, ask again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from networkapp.domain.inquiries import casting
from networkapp.domain.inquiries.cast_standing import acting_seat, require_acting_seat, today_in
from networkapp.domain.inquiries.due_days import deadline_of
from networkapp.domain.inquiries.due_words import in_sentences, read_again
from networkapp.domain.inquiries.matrix import cast_of, find_inquiry
from networkapp.domain.inquiries.national_forms import untranslated
from networkapp.domain.inquiries.replies_read import Standing, steps_of
from networkapp.domain.threads.answer_links import asked_for, linked_to
from networkapp.domain.threads.handbook_changes import may_change_sections
from networkapp.errors import Refused
from networkapp.forms.casts import AskAgainForm, CastForm, FormTextForm, PutOffForm, ReleaseForm, TableForm
from networkapp.forms.discussion import attempt
from networkapp.forms.inquiries import WordsForm
from networkapp.models import CAST_TRANSITIONS, Cast, CastState, Delegation, Inquiry
from networkapp.permissions import VOICES
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


def find_cast(request: HttpRequest, slug: str, number: int, pk: int) -> Standing:
    """Return the parliamentary question as the reader can know it; Http404 if they cannot know of it."""
    inquiry = find_inquiry(slug=slug, number=number, reader=request.user)
    standing, _reach = cast_of(inquiry=inquiry, pk=pk, reader=request.user)
    standing.cast.inquiry = inquiry
    return standing


def cast(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    standing = find_cast(request, slug, number, pk)
    return show_cast(request, standing)


def show_cast(request: HttpRequest, standing: Standing) -> HttpResponse:
    found = standing.cast
    seat = acting_seat(found.inquiry, found.delegation, request.user) if request.user.is_authenticated else None
    questions = sorted(found.questions.all(), key=lambda question: question.number)
    links = linked_to(replies=[answer.pk for answer in standing.answers.values()], reader=request.user)
    context = {
        "standing": standing,
        "cast": found,
        "inquiry": found.inquiry,
        "network": found.inquiry.network,
        "rows": [(question, answer, links.get(answer.pk, []) if answer else []) for question in questions
                 for answer in [standing.answers.get(question.pk)]],
        "asked_for": asked_for(questions=questions, reader=request.user),
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
    """By when an answer would be due if it were tabled today."""
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
        acts |= {"table"} if found.released_at or casting.may_skip_release(found, seat.user) else set()
    elif state != CastState.WITHDRAWN:
        acts |= {"file"} | ({"put_off"} if state == CastState.TABLED else set())
    if state in casting.FOLLOWED:
        acts.add("ask_again")
    return frozenset(acts)


class CastInto(ReturnsUnsavedText):
    """The inquiry is drafted for a parliament, in one of its instruments."""

    def get(self, request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
        inquiry, delegation = self.load(request, slug, number, code)
        return self.show(request, inquiry, delegation, CastForm(delegation))

    def post(self, request: HttpRequest, slug: str, number: int, code: str) -> HttpResponse:
        inquiry, delegation = self.load(request, slug, number, code)
        form = CastForm(delegation, request.POST)
        given = {"inquiry": inquiry, "delegation": delegation, "person": request.user}
        made = attempt(form, casting.draft_cast, **given)
        return redirect(made) if made else self.show(request, inquiry, delegation, form)

    def load(self, request: HttpRequest, slug: str, number: int, code: str) -> tuple[Inquiry, Delegation]:
        inquiry = find_inquiry(slug=slug, number=number, reader=request.user)
        delegation: Delegation = get_object_or_404(inquiry.network.delegations, code__iexact=code)
        require_acting_seat(inquiry, delegation, request.user)
        return inquiry, delegation

    def show(self, request: HttpRequest, inquiry: Inquiry, delegation: Delegation, form: CastForm) -> HttpResponse:
        context = {"inquiry": inquiry, "network": inquiry.network, "delegation": delegation, "form": form}
        return render(request, "networkapp/inquiries/cast_into.html", context, status=422 if form.is_bound else 200)


class CastAct(ReturnsUnsavedText):
    """Something that is done with a cast: a page that says what follows from it, and does it by POST."""

    title: str | Promise = gettext_lazy("Inquiry")
    button: str | Promise = gettext_lazy("Save")
    about: str | Promise = ""
    done: str | Promise = gettext_lazy("Saved.")

    def get(self, request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
        standing = self.load(request, slug, number, pk)
        return self.show(request, standing, self.form(standing.cast))

    def post(self, request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
        standing = self.load(request, slug, number, pk)
        form = self.form(standing.cast, request.POST)
        made = attempt(form, self.act, cast=standing.cast, person=request.user)
        if made is None:
            return self.show(request, standing, form)
        messages.success(request, str(self.done))
        return redirect(made)

    def load(self, request: HttpRequest, slug: str, number: int, pk: int) -> Standing:
        standing = find_cast(request, slug, number, pk)
        require_acting_seat(standing.cast.inquiry, standing.cast.delegation, request.user)
        return standing

    def form(self, found: Cast, *data: Any) -> Any:
        return WordsForm(*data)

    def act(self, **given: Any) -> Cast:
        raise NotImplementedError

    def show(self, request: HttpRequest, standing: Standing, form: Any) -> HttpResponse:
        found = standing.cast
        context = {
            "cast": found,
            "inquiry": found.inquiry,
            "network": found.inquiry.network,
            "form": form,
            "title": self.title,
            "button": self.button,
            "about": self.about,
            "shown": self.shown(found),
        }
        return render(request, "networkapp/inquiries/act.html", context, status=422 if form.is_bound else 200)

    def shown(self, found: Cast) -> str:
        """What is read before it is done."""
        return ""


class RewriteForm(CastAct):
    title, button = gettext_lazy("Text of the question"), gettext_lazy("Save")
    about = gettext_lazy("This is the text to be tabled. If you change an approved text, it must be approved again.")

    def form(self, found: Cast, *data: Any) -> Any:
        return FormTextForm(next(iter(data), None), initial={"text": found.text, "base_version": found.version})

    def act(self, **given: Any) -> Cast:
        return casting.rewrite_form(**given)


class ReleaseFormText(CastAct):
    title, button = gettext_lazy("Approve question"), gettext_lazy("Approve question")
    about = gettext_lazy("You put your name to this text.")
    done = gettext_lazy("Question approved.")

    def form(self, found: Cast, *data: Any) -> Any:
        return ReleaseForm(next(iter(data), None), initial={"base_version": found.version})

    def act(self, **given: Any) -> Cast:
        return casting.release_form(**given)

    def shown(self, found: Cast) -> str:
        return found.text


class TableCast(CastAct):
    title, button = gettext_lazy("Record as tabled"), gettext_lazy("Record as tabled")
    about = gettext_lazy("From then on, everyone who can see the network sees the question, and the time limit runs.")

    def get(self, request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
        standing = self.load(request, slug, number, pk)
        try:
            casting.require_released(standing.cast, request.user)
        except Refused as refused:
            messages.error(request, str(refused.message))
            return redirect(standing.cast)
        return self.show(request, standing, self.form(standing.cast))

    def form(self, found: Cast, *data: Any) -> Any:
        return TableForm(found, *data)

    def act(self, **given: Any) -> Cast:
        return casting.table_cast(**given)


class PutOffCast(CastAct):
    title = gettext_lazy("Change due date")
    about = gettext_lazy("The previous due date and your reason stay in the history.")

    def form(self, found: Cast, *data: Any) -> Any:
        return PutOffForm(next(iter(data), None), initial={"due_on": found.due_on})

    def act(self, **given: Any) -> Cast:
        return casting.put_off(**given)


class WithdrawCast(CastAct):
    title, button = gettext_lazy("Withdraw question"), gettext_lazy("Withdraw")
    about, done = gettext_lazy("The question stays in the history as withdrawn."), gettext_lazy("Withdrawn.")

    def act(self, **given: Any) -> Cast:
        return casting.withdraw_cast(**given)


class AskAgain(CastAct):
    title, button = gettext_lazy("Ask again"), gettext_lazy("Create draft")
    about = gettext_lazy("A supplementary question of the same type is drafted and linked to this question.")
    done = gettext_lazy("Draft created.")

    def form(self, found: Cast, *data: Any) -> Any:
        return AskAgainForm(found, *data)

    def act(self, **given: Any) -> Cast:
        return casting.ask_again(**given)


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
