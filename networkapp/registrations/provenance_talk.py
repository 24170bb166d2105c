"""What dossiers show of messages, notes and meetings, and of the sections that were changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.discussion.models import Message, Topic
from networkapp.handbooks.models import Annotation, RequestState, Section
from networkapp.meetings.models import AgendaItem
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry.linkables import agenda_items_for, sections_for
from networkapp.registry.provenance import Paragraph, Told
from networkapp.text.diff import differences
from networkapp.users import AnyUser


def messages_for(user: AnyUser) -> QuerySet[Message]:
    """The messages that `user` may read, those whose text is sealed among them."""
    readable = Topic.objects.where(user, may=Action.READ)
    found: QuerySet[Message] = Message.objects.filter(topic__in=readable)
    return found.select_related("topic__network", "seat__delegation", "author")


def name_message(message: Message) -> str:
    return _("%(seat)s in “%(topic)s”") % {"seat": message.seat.label, "topic": message.topic.title}


def tell_messages(messages: Sequence[Message], user: AnyUser) -> Mapping[int, Told]:
    return {message.pk: _message(message) for message in messages}


def _message(message: Message) -> Told:
    by = f"{message.author}, {message.seat.label}"
    if message.is_sealed:
        return Told(at=message.posted_at, by=by, text=(Paragraph(words=_("Text not available.")),))
    return Told(at=message.posted_at, by=by, text=(Paragraph(words=message.body, quote=True),))


def topics_for(user: AnyUser) -> QuerySet[Topic]:
    found: QuerySet[Topic] = Topic.objects.where(user, may=Action.READ).select_related(
        "network", "opened_by__delegation"
    )
    return found


def tell_topics(topics: Sequence[Topic], user: AnyUser) -> Mapping[int, Told]:
    return {topic.pk: Told(at=topic.opened_at, by=topic.network.local_name) for topic in topics}


def notes_for(user: AnyUser) -> QuerySet[Annotation]:
    """Return the change requests that `user` can see, on sections that they can read."""
    seen: QuerySet[Annotation] = Annotation.objects.seen_by(user).shown().exclude(request=RequestState.NONE)
    return seen.filter(section__in=sections_for(user).order_by().values("pk"))


def name_note(note: Annotation) -> str:
    return _("Change requested in %(section)s") % {"section": note.section}


def tell_notes(notes: Sequence[Annotation], user: AnyUser) -> Mapping[int, Told]:
    return {
        note.pk: Told(at=note.written_at, by=note.seat.label if note.seat else "", text=_note(note)) for note in notes
    }


def _note(note: Annotation) -> tuple[Paragraph, ...]:
    """The request, the editors' answer, and what became of the text since, if they changed it."""
    said = [Paragraph(words=note.body)]
    if note.quote:
        said.insert(0, Paragraph(words=note.quote, quote=True, heading=_("Original text")))
    if note.proposal:
        said.append(Paragraph(words=note.proposal, quote=True, heading=_("Proposed text")))
    said.append(Paragraph(words=note.get_request_display()))
    if note.answer:
        said.append(Paragraph(words=note.answer, heading=_("Reply from the editors")))
    if note.request == RequestState.DONE and note.wording.text != note.section.text:
        changes = differences(note.wording.text, note.section.text)
        said.append(Paragraph(changes=changes, heading=_("Later changes to the section")))
    return tuple(said)


def tell_sections(sections: Sequence[Section], user: AnyUser) -> Mapping[int, Told]:
    """Return the published texts of the sections."""
    return {section.pk: _section(section) for section in sections}


def _section(section: Section) -> Told:
    text = tuple(Paragraph(words=words) for words in section.text.split("\n") if words.strip())
    first = section.page.first_published_at or timezone.now()
    return Told(at=section.changed_at or first, by=_("current text"), text=text, stands=True)


def agenda_for(user: AnyUser) -> QuerySet[AgendaItem]:
    return agenda_items_for(user).select_related("meeting__network")


def name_agenda_item(item: AgendaItem) -> str:
    return _("%(meeting)s, item %(item)s") % {"meeting": item.meeting.label, "item": item}


def tell_agenda(items: Sequence[AgendaItem], user: AnyUser) -> Mapping[int, Told]:
    """What it is about and what came out of it is for who reads the network; that it was on the agenda, for all."""
    read = set(Network.objects.where(user, may=Action.READ).values_list("pk", flat=True))
    return {item.pk: _agenda_item(item, reads=item.meeting.network_id in read) for item in items}


def _agenda_item(item: AgendaItem, *, reads: bool) -> Told:
    meeting = item.meeting
    noon = datetime.combine(meeting.date, time(12), meeting.zone)
    text = []
    if reads and item.text:
        text.append(Paragraph(words=item.text))
    if reads and item.outcome:
        text.append(Paragraph(words=item.outcome, heading=_("Outcome")))
    return Told(at=meeting.starts_at or noon, by=meeting.network.local_name, text=tuple(text))
