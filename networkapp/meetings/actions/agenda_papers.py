"""Documents of agenda items: in the network's collection for attachments, for its readers."""

from hashlib import sha256
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.discussion.actions.attachments import store_document
from networkapp.discussion.actions.uploads import inspect_upload
from networkapp.errors import Refused
from networkapp.meetings.actions.agenda import AGENDA_CHANGED
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import AgendaItem, AgendaPaper, MeetingGuest
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.cleaning import one_line
from networkapp.users import AnyUser, User

MAX_PAPERS = 20


def papers_for(*, user: AnyUser) -> QuerySet[AgendaPaper]:
    """Return the agenda documents that exist for `user`."""
    found: QuerySet[AgendaPaper] = AgendaPaper.objects.where(user, may=Action.READ)
    return found.select_related("document", "item__meeting__network")


def add_agenda_paper(
    *,
    item: AgendaItem,
    user: User,
    file: File,  # type: ignore[type-arg]
    client_key: UUID,
    title: str = "",
    guest: MeetingGuest | None = None,
) -> AgendaPaper:
    """Add the document to this agenda item; if `guest` is given, it is the guest's presentation.

    The same `client_key` adds one document. Refused: `too_many_papers`, `elsewhere` (a guest of another meeting),
    `too_fast`, and what `examine` refuses; NotAllowed without a seat that conducts meetings.
    """
    meeting = item.meeting
    seat = require_permitted_seat(network=meeting.network, user=user, action=Action.CONDUCT_MEETINGS)
    known = AgendaPaper.objects.filter(added_by=user, client_key=client_key, item=item).first()
    if known is not None:
        return known
    if guest is not None and guest.meeting_id != meeting.pk:
        raise Refused("elsewhere", _("This guest is not invited to the meeting."), field="guest")
    check_rate_limit(user=user, act="uploads", field="file")
    found = inspect_upload(file=file)
    with transaction.atomic():
        locked = lock_meeting(meeting=meeting, user=user)
        if item.papers.count() >= MAX_PAPERS:
            words = _("An agenda item can have up to %(n)s documents.") % {"n": MAX_PAPERS}
            raise Refused("too_many_papers", words, field="file")
        paper = found.paper
        put: AgendaPaper = AgendaPaper.objects.create(
            item=item, document=store_document(file=paper, network=locked.network, user=user), title=one_line(title),
            name=paper.name, content_type=paper.content_type, size=len(paper.content),
            sha256=sha256(paper.content).hexdigest(),
            harmless=paper.harmless, scan=found.scan, seat=seat, added_by=user, client_key=client_key,
        )  # fmt: skip
        if guest is not None:
            MeetingGuest.objects.filter(pk=guest.pk).update(presentation=put)
        events.record(locked.network, AGENDA_CHANGED, {"meeting": locked.pk}, actor=user)
    return put


@transaction.atomic
def delete_agenda_paper(*, paper: AgendaPaper, user: User) -> None:
    """Delete the document, with its file. NotAllowed without a seat that conducts meetings."""
    locked = lock_meeting(meeting=paper.item.meeting, user=user)
    document = paper.document
    paper.delete()
    document.delete()
    events.record(locked.network, AGENDA_CHANGED, {"meeting": locked.pk}, actor=user)
