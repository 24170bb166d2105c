"""The action that puts a note on a section on the agenda of a meeting."""

from typing import Any

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from networkapp.dossiers.actions import agenda_notes
from networkapp.dossiers.forms import NoteAgendaForm
from networkapp.handbooks.models import Annotation
from networkapp.handbooks.notes.views import NoteAction
from networkapp.meetings.models import AgendaItem
from networkapp.permissions import Action
from networkapp.users import User
from networkapp.views.action_view import Values


def note_context(*, note: Annotation, user: User) -> Values:
    """Return the agendas with the note, and the form for another one if `user` conducts a meeting."""
    meetings = agenda_notes.meetings_for_note(note=note, user=user)
    form = NoteAgendaForm(meetings=meetings, initial={"title": str(note.section)[:200]}, auto_id="agenda_%s")
    return {
        "agendas": agenda_notes.agenda_items_with(note=note, user=user),
        "agenda_form": form if meetings.exists() else None,
    }


class NoteOnAgenda(NoteAction):
    """Add a note to the agenda of a meeting."""

    form_name, action = "agenda_form", staticmethod(agenda_notes.put_note_on_agenda)
    success_message = _("Note added to the agenda.")
    result: AgendaItem

    def get_object(self) -> Annotation:
        """Return the note; NotAllowed for people who do not conduct meetings of its network."""
        note = super().get_object()
        note.network.require(self.request.user, Action.CONDUCT_MEETINGS)
        return note

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        meetings = agenda_notes.meetings_for_note(note=self.object, user=self.request.user)
        kwargs: dict[str, Any] = self.get_form_kwargs()
        return NoteAgendaForm(meetings=meetings, **kwargs)

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda", args=[self.result.meeting.slug])


urlpatterns = [path("handbooks/notes/<int:pk>/agenda/", NoteOnAgenda.as_view(), name="agenda_note")]
