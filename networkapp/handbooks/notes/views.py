"""Notes on sections: beside one section, one by itself with all its actions, the user's own, a chapter's."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.handbooks.models import Annotation, Section
from networkapp.handbooks.notes import actions as notes
from networkapp.handbooks.notes import forms as given
from networkapp.handbooks.notes import orphans as left_notes
from networkapp.handbooks.notes import outcomes, queries
from networkapp.handbooks.notes.margin import margin_of_chapter
from networkapp.handbooks.notes.reanchoring import move_note
from networkapp.handbooks.pages.queries import find_chapter, find_section_with_page, readable_handbooks
from networkapp.handbooks.registry import context_of_note
from networkapp.permissions import Action
from networkapp.text.comparison import Span, Wording
from networkapp.text.keys import as_key
from networkapp.users import AnyUser
from networkapp.views.action_view import PAGE_ONLY, ActionView, Value, Values

PAGE_SIZE = 50
MARKED = ("quote", "before", "after")


class SectionNotes(ActionView[Section]):
    """All notes on a section that its reader sees, and, unless it was withdrawn, the form for another one."""

    form_class, action = given.NewNoteForm, staticmethod(notes.write_note)
    success_message = _("Note saved.")
    result: Annotation

    def get_object(self) -> Section:
        find = notes.find_noted_section if self.request.method == "POST" else find_section_with_page
        return find(pk=self.kwargs["pk"], user=self.request.user)

    def get_initial(self) -> Values:
        return {name: self.request.GET.get(name, "")[:2_000] for name in MARKED}

    def get_action_kwargs(self) -> Values:
        return {"section": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return f"{self.object.page.get_url(self.request)}#note-{self.result.pk}"

    def get_template_names(self) -> list[str]:
        return [f"networkapp/handbooks/{'section_note_list' if self.request.htmx else 'notes_on_section'}.html"]

    def get_context_data(self, *, form: given.NewNoteForm | None = None, **kwargs: Value) -> Values:
        section, user, form = self.object, self.request.user, form or self.get_form()
        _offer_sentences_of(form, section)
        network = section.page.handbook.network
        words = queries.audience_choices(network=network, user=user)
        form.offer_audiences(list(words), words)
        found = Paginator(notes.notes_on_section(section=section, user=user), PAGE_SIZE)
        page = found.get_page(self.request.GET.get("page"))
        context = {"section": section, "page": section.page, "page_obj": page, "form": form, "network": network}
        if not self.request.htmx:
            context["is_live"] = network.allows(user, Action.READ)
        return super().get_context_data(**context, **kwargs)


@login_required
def section_margin(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notes on a section, with their surroundings, as the page of its chapter does."""
    section = notes.find_noted_section(pk=pk, user=request.user)
    context = {"section": section, "notes": margin_of_chapter(chapter=section.page, user=request.user)}
    return render(request, "networkapp/handbooks/section_margin.html", context)


def _offer_sentences_of(form: given.QuoteForm, section: Section, likely: Sequence[Span] = ()) -> None:
    """Offer the sentences of the section in the form, those at `likely` first, bound to the text they come from."""
    form.offer(text=section.text, sentences=Wording(section.text).sentences, likely=likely)
    form.initial["wording"] = notes.digest_of(text=section.text)
    if form.is_bound:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["wording"] = form.initial["wording"]  # type: ignore[index]


class NotePage(ActionView[Annotation]):
    """One note: its words, their current position, and what its reader can do about it."""

    http_method_names = PAGE_ONLY
    form_class: type[forms.BaseForm] | None = None

    def get_object(self) -> Annotation:
        return notes.find_note(pk=self.kwargs["pk"], user=self.request.user)

    def get_template_names(self) -> list[str]:
        return [f"networkapp/handbooks/{'note_part' if self.request.htmx else 'note'}.html"]

    def get_context_data(self, **kwargs: Value) -> Values:
        note, user = self.object, self.request.user
        known = queries.note_position(note=note)
        context = {
            "note": note,
            "section": note.section,
            "page": note.section.page,
            "known": known,
            "topic": queries.topic_of_note(note=note, user=user),
            "may": queries.note_actions_for(note=note, user=user),
            **_blank_forms(note, user),
            **context_of_note(note=note, user=user),
            **kwargs,
        }
        _offer_sentences_of(context["place_form"], note.section, known.likely)
        if not self.request.htmx:
            context["is_live"] = note.network.allows(user, Action.READ)
        return super().get_context_data(**context)


def _blank_forms(note: Annotation, user: AnyUser) -> dict[str, forms.Form]:
    title = str(note.section)[:200]
    quoted = {"title": title, "body": outcomes.quote_note(note)}
    seats = outcomes.assignable_seats(note)
    return {
        "body_form": given.NoteTextForm(initial={"body": note.body}, auto_id="body_%s"),
        "place_form": given.NotePositionForm(auto_id="place_%s"),
        "share_form": _share_form(note, user, auto_id="share_%s"),
        "assign_form": given.NoteAssignmentForm(
            seats=seats, initial={"seat": note.assigned_to_id}, auto_id="assign_%s"
        ),
        "ask_form": given.ChangeRequestForm(initial={"proposal": note.proposal or note.quote}, auto_id="ask_%s"),
        "answer_form": given.ChangeResponseForm(auto_id="answer_%s"),
        "topic_form": given.NoteTopicForm(initial=quoted, auto_id="topic_%s"),
    }


def _share_form(note: Annotation, user: AnyUser, **kwargs: Any) -> given.NoteShareForm:
    form = given.NoteShareForm(body=note.body, **kwargs)
    words = queries.audience_choices(network=note.network, user=user)
    form.fields["audience"].widget.choices = [(one.value, word) for one, word in words.items()][1:]  # type: ignore[attr-defined]
    return form


class NoteAction(NotePage):
    """An action on a note, by POST; if it is refused, the page of the note says why."""

    http_method_names = ActionView.http_method_names
    form_class = forms.Form

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        return redirect("networkapp:note", self.kwargs["pk"])

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": f"{self.form_name.removesuffix('form')}%s"}

    def get_action_kwargs(self) -> Values:
        return {"note": self.object, "user": self.request.user}


class EditNote(NoteAction):
    form_class, form_name, action = given.NoteTextForm, "body_form", staticmethod(notes.edit_note)
    success_message = _("Note saved.")

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        form = super().get_form(form_class)
        form.guarded = () if self.object.is_private else form.guarded
        return form


class ShareNote(NoteAction):
    form_name, action = "share_form", staticmethod(notes.share_note)
    success_message = _("Note shared.")

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        return _share_form(self.object, self.request.user, **self.get_form_kwargs())


class WithdrawNote(NoteAction):
    form_name, action = "withdraw_form", staticmethod(notes.withdraw_note)
    success_message, success_url = _("Note deleted."), reverse_lazy("networkapp:notes")


class ResolveNote(NoteAction):
    form_name, action, success_message = "resolve_form", staticmethod(notes.resolve_note), _("Note resolved.")


class ReopenNote(NoteAction):
    form_name, action, success_message = "reopen_form", staticmethod(notes.reopen_note), _("Note reopened.")


class MoveNote(NoteAction):
    form_class, form_name, action = given.NotePositionForm, "place_form", staticmethod(move_note)
    success_message = _("Note moved.")


class AssignNote(NoteAction):
    form_class, form_name, action = given.NoteAssignmentForm, "assign_form", staticmethod(outcomes.assign_note)
    success_message = _("Assignment saved.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"seats": outcomes.assignable_seats(self.object)}


class RequestChange(NoteAction):
    form_class, form_name, action = given.ChangeRequestForm, "ask_form", staticmethod(outcomes.request_change)
    success_message = _("Change request sent to the editors.")


class AnswerChangeRequest(NoteAction):
    form_class, form_name, action = (
        given.ChangeResponseForm,
        "answer_form",
        staticmethod(outcomes.resolve_change_request),
    )
    success_message = _("Response sent.")


class NoteTopic(NoteAction):
    form_class, form_name, action = given.NoteTopicForm, "topic_form", staticmethod(outcomes.open_topic_from_note)
    success_message = _("Topic created.")
    leads_to_result = True


class OwnNotes(LoginRequiredMixin, View):
    """The user's notes and those assigned to them; for editors also change requests to them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        handbooks = readable_handbooks(user=request.user)
        form = given.NoteFilterForm(request.GET, handbooks=handbooks)
        found = queries.notes_for(user=request.user, handbooks=handbooks, **form.chosen())
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        if request.htmx:
            return render(request, "networkapp/handbooks/note_list.html", {"form": form, "page_obj": page})
        context = {
            "form": form,
            "page_obj": page,
            "left": Paginator(left_notes.orphaned_notes(user=request.user), PAGE_SIZE).get_page(
                request.GET.get("left")
            ),
            "networks": queries.followed_networks(handbooks=handbooks, user=request.user),
        }
        return render(request, "networkapp/handbooks/notes.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete what is left of a note whose chapter was deleted."""
        number = as_key(request.POST.get("left", ""))
        if number is not None:
            left_notes.delete_orphaned_note(pk=number, user=request.user)
            messages.success(request, _("Note deleted."))
        return redirect("networkapp:notes")


class ChapterNotes(LoginRequiredMixin, View):
    """The open notes of a chapter, by section: for people who edit its text."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapter = find_chapter(pk=pk, user=request.user)
        found = Paginator(notes.notes_in_chapter(chapter=chapter, user=request.user), PAGE_SIZE)
        page = found.get_page(request.GET.get("page"))
        network = chapter.handbook.network
        context = {"page": chapter, "page_obj": page, "network": network}
        if request.htmx:
            return render(request, "networkapp/handbooks/note_list.html", context)
        context["is_live"] = network.allows(request.user, Action.READ)
        return render(request, "networkapp/handbooks/notes_in_chapter.html", context)


ACTIONS: dict[str, type[NoteAction]] = {
    "body": EditNote, "share": ShareNote, "withdraw": WithdrawNote, "resolve": ResolveNote, "reopen": ReopenNote,
    "place": MoveNote, "assign": AssignNote, "ask": RequestChange, "answer": AnswerChangeRequest, "topic": NoteTopic,
}  # fmt: skip
urlpatterns = [
    path("handbooks/notes/", OwnNotes.as_view(), name="notes"),
    path("handbooks/notes/<int:pk>/", NotePage.as_view(), name="note"),
    path("handbooks/sections/<int:pk>/notes/", SectionNotes.as_view(), name="section_notes"),
    path("handbooks/sections/<int:pk>/notes/margin/", section_margin, name="section_margin"),
    path("handbooks/chapters/<int:pk>/notes/", ChapterNotes.as_view(), name="chapter_notes"),
    *(path(f"handbooks/notes/<int:pk>/{name}/", view.as_view(), name=f"{name}_note") for name, view in ACTIONS.items()),
]
