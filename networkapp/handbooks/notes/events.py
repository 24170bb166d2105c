"""Notes on open pages: people who can see a note learn of its changes; nobody else learns that it exists."""

from networkapp import events
from networkapp.handbooks.models import Annotation
from networkapp.permissions import Action
from networkapp.users import User

NOTE_CHANGED = "note.changed"


def record_note(note: Annotation, *, user: User | None) -> None:
    """Record in the log of the network, for people who can see the note: its number, its section and chapter, and no
    word of it.

    A private one of somebody who cannot follow the network is not recorded. Must be called inside a transaction.
    """
    payload = {"note": note.pk, "section": note.section_id, "chapter": note.chapter_id}
    if not note.is_private:
        events.record(note.network, NOTE_CHANGED, payload, actor=user, delegation=note.delegation)
    elif note.network.allows(note.owner, Action.READ):
        events.record(note.network, NOTE_CHANGED, payload, actor=user, person=note.owner)
