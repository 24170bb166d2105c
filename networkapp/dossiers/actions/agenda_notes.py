"""Notes of handbooks that a meeting talks about: who reads the network reads the title, the note who sees it."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.handbooks.models import Annotation
from networkapp.meetings.actions.agenda import AgendaEntry, add_agenda_item
from networkapp.meetings.models import AgendaItem, Meeting
from networkapp.permissions import Action
from networkapp.users import AnyUser, User


def agenda_items_with(*, note: Annotation, user: AnyUser) -> QuerySet[AgendaItem]:
    """Return where the note is on an agenda, as far as `user`, who can see the note, may know."""
    kind = ContentType.objects.get_for_model(Annotation)
    found: QuerySet[AgendaItem] = AgendaItem.objects.shown_to(user).filter(about_type=kind, about_id=note.pk)
    return found.select_related("meeting").order_by("-meeting__date")


def meetings_for_note(*, note: Annotation, user: User) -> QuerySet[Meeting]:
    """The meetings of the note's network that are not over and that `user` conducts, the nearest first."""
    ahead = Meeting.objects.where(user, may=Action.CONDUCT_MEETINGS).ahead()
    found: QuerySet[Meeting] = ahead.filter(network=note.network_id).order_by("date", "pk")
    return found


@transaction.atomic
def put_note_on_agenda(*, note: Annotation, user: User, meeting: Meeting, title: str) -> AgendaItem:
    """Add an item with this title to the agenda of the meeting, for people who can read the network; it links to the
    note for people who can see that.

    Refused: `another_network`, `on_it_already`, and what `add_item` refuses; NotAllowed without a seat that conducts
    meetings.
    """
    if meeting.network_id != note.network_id:
        raise Refused(
            "another_network",
            _("Choose a meeting of this network."),
            field="meeting",
        )
    kind = ContentType.objects.get_for_model(Annotation)
    if meeting.agenda.filter(about_type=kind, about_id=note.pk).exists():
        raise Refused("on_it_already", _("The note is already on this agenda."), field="meeting")
    return add_agenda_item(meeting=meeting, user=user, entry=AgendaEntry(title=title, internal=True), about=note)
