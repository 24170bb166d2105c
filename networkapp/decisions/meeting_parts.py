"""Decisions and procedures in the briefings, calendars and minutes of meetings."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, Procedure, Proposal
from networkapp.decisions.models.procedures import BINDING
from networkapp.decisions.procedures.outcomes import clock_of
from networkapp.meetings.calendars.entries import calendar_uid, month_url
from networkapp.meetings.calendars.ical import CalendarEntry
from networkapp.meetings.models import Meeting
from networkapp.meetings.queries.briefing import MAX_ENTRIES, BriefingLine, dated_line
from networkapp.meetings.queries.minutes_draft import escape_line
from networkapp.permissions import Action
from networkapp.users import AnyUser


def new_lines(*, meeting: Meeting, user: AnyUser, since: datetime) -> Iterator[BriefingLine]:
    """Yield the decisions, open procedures and proposals of the network since then, for its briefing."""
    read = {"network": meeting.network_id}
    for decision in Decision.objects.where(user, may=Action.READ).filter(**read, adopted_at__gte=since)[:MAX_ENTRIES]:
        decision.network = meeting.network
        yield dated_line(words=f"{capfirst(_('adopted'))}: %(what)s", thing=decision, moment=decision.adopted_on)
    opened = Procedure.objects.where(user, may=Action.READ).filter(**read, opened_at__gte=since).unrecorded()
    for procedure in opened[:MAX_ENTRIES]:
        procedure.network = meeting.network
        yield dated_line(words=_("Open procedure: %(what)s"), thing=procedure, moment=procedure.opened_at)
    proposals = Proposal.objects.where(user, may=Action.READ).filter(**read, proposed_at__gte=since, state="draft")
    for proposal in proposals.order_by("-proposed_at")[:MAX_ENTRIES]:
        proposal.network = meeting.network
        yield dated_line(words=f"{_('New proposal')}: %(what)s", thing=proposal, moment=proposal.proposed_at)


def procedure_entries(*, user: AnyUser, titled: bool, known: set[str]) -> Iterator[CalendarEntry]:
    """Yield the end of each open procedure that `user` can read and that is not `known` yet."""
    now = timezone.now()
    running = Procedure.objects.where(user, may=Action.READ).unrecorded().filter(withdrawn_at=None)
    for procedure in running.select_related("network").prefetch_related("stops"):
        closes = clock_of(procedure).closes_at()
        address = procedure.get_absolute_url()
        if closes is None or closes <= now or address in known:
            continue
        kind = str(procedure.get_kind_display())
        yield CalendarEntry(
            uid=calendar_uid(f"procedure-{procedure.pk}"),
            summary=f"{kind[:1].upper()}{kind[1:]}: {procedure.title}" if titled else _end_text(procedure),
            begins=closes,
            url=address if titled else month_url(closes),
            text=procedure.network.local_name if titled else "",
            is_private=True,
            takes_time=False,
        )


def _end_text(procedure: Procedure) -> str:
    return _("A procedure ends") if procedure.kind in BINDING else _("A poll ends")


def decision_lines(*, meeting: Meeting) -> Iterator[str]:
    """Yield the lines of minutes about the decisions that the meeting took."""
    decided = Decision.objects.filter(procedure__meeting=meeting).order_by("adopted_at", "pk")
    if decided:
        yield f"## {_('Decisions')}"
        yield ""
    for decision in decided:
        values = {
            "label": decision.label,
            "title": escape_line(text=decision.title),
            "day": date_format(decision.adopted_on),
        }
        words = _("Decision %(label)s, adopted on %(day)s: %(title)s") % values
        yield f"- {words} (`{decision.content_hash[:16]}`)"
