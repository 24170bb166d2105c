"""Notes on sections: beside one section, one by itself with all its actions, the user's own, a chapter's."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.handbooks.shelf import find_chapter, find_kept_section, handbooks_for
from networkapp.domain.meetings import agenda_notes
from networkapp.domain.notes import left as left_notes
from networkapp.domain.notes import outcomes, reading
from networkapp.domain.notes import writing as notes
from networkapp.domain.notes.margin import margin_of
from networkapp.domain.notes.places import place_note
from networkapp.domain.threads.handbook_changes import settle_asked_change
from networkapp.forms import annotations as given
from networkapp.forms.discussion import attempt
from networkapp.models import Annotation, Section
from networkapp.permissions import Action
from networkapp.publishing.wordings import Span, Wording
from networkapp.rules.keys import as_key
from networkapp.views.unsaved_text import ReturnsUnsavedText

PAGE = 50
MARKED = ("quote", "before", "after")


class SectionNotes(ReturnsUnsavedText):
    """All notes on a section that its reader sees, and, unless it was withdrawn, the form for another one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = find_kept_section(pk=pk, reader=request.user)
        marked = {name: request.GET.get(name, "")[:2_000] for name in MARKED}
        return self.show(request, section, given.NoteForm(initial=marked))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = notes.find_noted_section(pk=pk, reader=request.user)
        form = given.NoteForm(request.POST)
        note = attempt(form, notes.write_note, section=section, writer=request.user)
        if note is None:
            return self.show(request, section, form)
        messages.success(request, _("Note saved."))
        return redirect(f"{section.page.get_url(request)}#note-{note.pk}")

    def show(self, request: HttpRequest, section: Section, form: given.NoteForm) -> HttpResponse:
        offer_places(form, section)
        network = section.page.handbook.network
        words = reading.audience_choices(network=network, writer=request.user)
        form.offer_audiences(list(words), words)
        page = Paginator(notes.notes_on(section=section, reader=request.user), PAGE).get_page(request.GET.get("page"))
        context = {"section": section, "page": section.page, "page_obj": page, "form": form, "network": network}
        if request.htmx:
            return render(request, "networkapp/handbooks/notes_there.html", context)
        context["is_live"] = network.allows(request.user, Action.READ)
        return render(
            request, "networkapp/handbooks/notes_on_section.html", context, status=422 if form.is_bound else 200
        )


@login_required
def section_margin(request: HttpRequest, pk: int) -> HttpResponse:
    """What surrounds the notes of a section, as its chapter shows it."""
    section = notes.find_noted_section(pk=pk, reader=request.user)
    context = {"section": section, "notes": margin_of(chapter=section.page, reader=request.user)}
    return render(request, "networkapp/handbooks/section_margin.html", context)


def offer_places(form: given.QuoteFields, section: Section, likely: Sequence[Span] = ()) -> None:
    form.offer(text=section.text, sentences=Wording(section.text).sentences, likely=likely)
    form.initial["wording"] = notes.digest_of(section.text)
    if form.is_bound:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["wording"] = form.initial["wording"]  # type: ignore[index]


class NotePage(ReturnsUnsavedText):
    """One note: its words, their current position, and what its reader can do about it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, notes.find_note(pk=pk, reader=request.user))

    def show(self, request: HttpRequest, note: Annotation, **bound: forms.Form) -> HttpResponse:
        known = reading.standing_of(note=note)
        context = {
            "note": note,
            "section": note.section,
            "page": note.section.page,
            "known": known,
            "topic": reading.topic_about(note=note, reader=request.user),
            "agendas": agenda_notes.agendas_with(note=note, reader=request.user),
            "may": reading.choices_for(note=note, person=request.user),
            **self.forms(request, note, known.likely),
            **bound,
        }
        if "place_form" in bound:
            offer_places(bound["place_form"], note.section, known.likely)  # type: ignore[arg-type]
        if request.htmx:
            return render(request, "networkapp/handbooks/note_part.html", context)
        context["is_live"] = note.network.allows(request.user, Action.READ)
        return render(request, "networkapp/handbooks/note.html", context, status=422 if bound else 200)

    def forms(self, request: HttpRequest, note: Annotation, likely: Sequence[Span]) -> dict[str, forms.Form]:
        place = given.PlaceForm(auto_id="place_%s")
        offer_places(place, note.section, likely)
        return {
            "body_form": given.BodyForm(initial={"body": note.body}, auto_id="body_%s"),
            "place_form": place,
            "share_form": share_form(request, note),
            "assign_form": given.AssignForm(
                seats=outcomes.assignable_seats(note), initial={"seat": note.assigned_to_id}, auto_id="assign_%s"
            ),
            "ask_form": given.ProposalForm(initial={"proposal": note.proposal or note.quote}, auto_id="ask_%s"),
            "answer_form": given.AnswerForm(auto_id="answer_%s"),
            "topic_form": given.NoteTopicForm(
                initial={"title": str(note.section)[:200], "body": outcomes.quoted(note)}, auto_id="topic_%s"
            ),
            "agenda_form": agenda_form(request, note, initial={"title": str(note.section)[:200]}),
        }


def share_form(request: HttpRequest, note: Annotation, data: Any = None) -> given.ShareForm:
    form = given.ShareForm(data, body=note.body, auto_id="share_%s")
    words = reading.audience_choices(network=note.network, writer=request.user)
    form.fields["audience"].widget.choices = [(one.value, word) for one, word in words.items()][1:]  # type: ignore[attr-defined]
    return form


def agenda_form(request: HttpRequest, note: Annotation, *data: Any, **given_too: Any) -> given.NoteAgendaForm:
    meetings = outcomes.meetings_for(note=note, person=request.user)
    return given.NoteAgendaForm(*data, meetings=meetings, auto_id="agenda_%s", **given_too)


class NoteAct(NotePage):
    """Something that is done with a note, by POST; refused, the page of the note says why."""

    name = ""
    words: str | Promise = ""
    form: type[forms.Form] = given.NothingForm
    does: Callable[..., Any]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("networkapp:note", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        note = notes.find_note(pk=pk, reader=request.user)
        form = self.made(request, note)
        done: list[Any] = []

        def act(**clean: Any) -> bool:
            done.append(type(self).does(note=note, by=request.user, **clean))
            return True

        if not attempt(form, act):
            return self.show(request, note, **{f"{self.name}_form": form})
        messages.success(request, str(self.words))
        return self.leave(note, done[0])

    def made(self, request: HttpRequest, note: Annotation) -> forms.Form:
        return self.form(request.POST, auto_id=f"{self.name}_%s")

    def leave(self, note: Annotation, made: Any) -> HttpResponse:
        return redirect(note)


class EditNote(NoteAct):
    name, words, does = "body", _("Note saved."), staticmethod(notes.edit_note)

    def made(self, request: HttpRequest, note: Annotation) -> forms.Form:
        form = given.BodyForm(request.POST, auto_id="body_%s")
        form.guarded = () if note.is_private else form.guarded
        return form


class ShareNote(NoteAct):
    name, words, does = "share", _("Note shared."), staticmethod(notes.share_note)

    def made(self, request: HttpRequest, note: Annotation) -> forms.Form:
        return share_form(request, note, request.POST)


class WithdrawNote(NoteAct):
    name, words, does = "withdraw", _("Note deleted."), staticmethod(notes.withdraw_note)

    def leave(self, note: Annotation, made: Any) -> HttpResponse:
        return redirect("networkapp:notes")


class ResolveNote(NoteAct):
    name, words, does = "resolve", _("Note resolved."), staticmethod(notes.resolve_note)


class ReopenNote(NoteAct):
    name, words, does = "reopen", _("Note reopened."), staticmethod(notes.reopen_note)


class PlaceNote(NoteAct):
    name, form, words, does = "place", given.PlaceForm, _("Note moved."), staticmethod(place_note)


class AssignNote(NoteAct):
    name, words, does = "assign", _("Assignment saved."), staticmethod(outcomes.assign_note)

    def made(self, request: HttpRequest, note: Annotation) -> forms.Form:
        return given.AssignForm(request.POST, seats=outcomes.assignable_seats(note), auto_id="assign_%s")


class AskForChange(NoteAct):
    name, form, words = "ask", given.ProposalForm, _("Change request sent to the editors.")
    does = staticmethod(outcomes.ask_for_change)


class SettleChange(NoteAct):
    name, form, words = "answer", given.AnswerForm, _("Response sent.")
    does = staticmethod(settle_asked_change)


class NoteTopic(NoteAct):
    name, form, words = "topic", given.NoteTopicForm, _("Topic created.")
    does = staticmethod(outcomes.turn_into_topic)

    def leave(self, note: Annotation, made: Any) -> HttpResponse:
        return redirect(made)


class NoteOnAgenda(NoteAct):
    name, words, does = "agenda", _("Note added to the agenda."), staticmethod(agenda_notes.put_note_on_agenda)

    def made(self, request: HttpRequest, note: Annotation) -> forms.Form:
        note.network.require(request.user, Action.CONDUCT_MEETINGS)
        return agenda_form(request, note, request.POST)

    def leave(self, note: Annotation, made: Any) -> HttpResponse:
        return redirect("networkapp:agenda", made.meeting.slug)


class OwnNotes(LoginRequiredMixin, View):
    """What its reader wrote or was assigned; for editors also their change requests."""

    def get(self, request: HttpRequest) -> HttpResponse:
        handbooks = handbooks_for(reader=request.user)
        form = given.FilterForm(request.GET, handbooks=handbooks)
        found = reading.notes_for(reader=request.user, handbooks=handbooks, **form.chosen())
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        if request.htmx:
            return render(request, "networkapp/handbooks/notes_listed.html", {"page_obj": page})
        context = {
            "form": form,
            "page_obj": page,
            "left": Paginator(left_notes.left_notes(reader=request.user), PAGE).get_page(request.GET.get("left")),
            "networks": reading.networks_around(handbooks=handbooks, reader=request.user),
        }
        return render(request, "networkapp/handbooks/notes.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What is left of a note goes, too."""
        number = as_key(request.POST.get("left", ""))
        if number is not None:
            left_notes.drop_left_note(pk=number, by=request.user)
            messages.success(request, _("Note deleted."))
        return redirect("networkapp:notes")


class ChapterNotes(LoginRequiredMixin, View):
    """The open notes of a chapter, by section: for people who edit its text."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapter = find_chapter(pk=pk, reader=request.user)
        page = Paginator(notes.notes_in(chapter=chapter, reader=request.user), PAGE).get_page(request.GET.get("page"))
        network = chapter.handbook.network
        context = {"page": chapter, "page_obj": page, "network": network}
        if request.htmx:
            return render(request, "networkapp/handbooks/notes_listed.html", context)
        context["is_live"] = network.allows(request.user, Action.READ)
        return render(request, "networkapp/handbooks/notes_in_chapter.html", context)


ACTS = (EditNote, ShareNote, WithdrawNote, ResolveNote, ReopenNote, PlaceNote, AssignNote, AskForChange, SettleChange)
urlpatterns = [
    path("handbooks/notes/", OwnNotes.as_view(), name="notes"),
    path("handbooks/notes/<int:pk>/", NotePage.as_view(), name="note"),
    path("handbooks/sections/<int:pk>/notes/", SectionNotes.as_view(), name="section_notes"),
    path("handbooks/sections/<int:pk>/notes/margin/", section_margin, name="section_margin"),
    path("handbooks/chapters/<int:pk>/notes/", ChapterNotes.as_view(), name="chapter_notes"),
    *(
        path(f"handbooks/notes/<int:pk>/{act.name}/", act.as_view(), name=f"{act.name}_note")
        for act in (*ACTS, NoteTopic, NoteOnAgenda)
    ),
]
