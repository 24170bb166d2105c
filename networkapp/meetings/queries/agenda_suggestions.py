"""Suggestions for an agenda: what is open in its network, and what happened since the last meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, Procedure, ProcedureKind, Proposal, ProposalState
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.answers import unanswered_to_others
from networkapp.meetings.models import ActionItem, ActionState, AgendaKind, Meeting, MeetingState, Minutes, MinutesState
from networkapp.meetings.registry import AgendaSuggestion

MOST = 50


def last_held(meeting: Meeting) -> Meeting | None:
    """The meeting of the network that was held before this one."""
    held = Meeting.objects.filter(network=meeting.network_id, state=MeetingState.HELD, date__lte=meeting.date)
    found: Meeting | None = held.exclude(pk=meeting.pk).order_by("-date", "-number").first()
    return found


def last_minutes(meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """The minutes of the meeting before, where they are not approved yet."""
    waiting = Minutes.objects.filter(meeting__network=meeting.network_id, meeting__date__lte=meeting.date)
    waiting = waiting.exclude(meeting=meeting.pk).exclude(state=MinutesState.APPROVED).select_related("meeting")
    for minutes in waiting.order_by("meeting__date", "pk")[:MOST]:
        title = _("Minutes of meeting %(number)s") % {"number": minutes.meeting.number}
        yield AgendaSuggestion(about=minutes, title=title, detail=minutes.get_state_display())


def open_actions(meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """What earlier meetings agreed to be done, and is neither done nor dropped."""
    still = ActionItem.objects.filter(meeting__network=meeting.network_id, state=ActionState.OPEN)
    found = still.exclude(meeting=meeting.pk).select_related("meeting", "delegation", "owner__delegation")
    for action in found.order_by("due_on", "pk")[:MOST]:
        whose = action.owner.label if action.owner else action.delegation.label if action.delegation else ""
        yield AgendaSuggestion(
            about=action, title=action.text[:300], kind=AgendaKind.ACTIONS, detail=f"{action.meeting.label}, {whose}"
        )


def adopted_since(meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Decisions since the last meeting, which this one hears of."""
    before = last_held(meeting)
    adopted = Decision.objects.filter(network=meeting.network_id)
    if before is not None:
        adopted = adopted.filter(adopted_at__gte=before.ends_at or _midnight_after(before))
    for decision in adopted.order_by("adopted_at")[:MOST]:
        yield AgendaSuggestion(
            about=decision,
            title=_("Decision %(label)s: %(title)s") % {"label": decision.label, "title": decision.title},
            kind=AgendaKind.ANNOUNCEMENT,
            detail=_("adopted on %(day)s") % {"day": date_format(decision.adopted_on)},
        )


def being_decided(meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Return open procedures, then proposals that are being drafted and are in none."""
    running = Procedure.objects.filter(network=meeting.network_id).unrecorded()
    for procedure in running.exclude(kind=ProcedureKind.DATE_POLL).order_by("expires_at", "pk")[:MOST]:
        yield AgendaSuggestion(
            about=procedure, title=procedure.title, kind=AgendaKind.DECISION, detail=procedure.get_kind_display()
        )
    drafts = Proposal.objects.filter(network=meeting.network_id, state=ProposalState.DRAFT)
    free = drafts.exclude(Exists(Procedure.objects.unrecorded().filter(proposal=OuterRef("pk"))))
    for proposal in free.order_by("number")[:MOST]:
        yield AgendaSuggestion(
            about=proposal,
            title=f"{proposal.label} {proposal.title}",
            kind=AgendaKind.DECISION,
            detail=proposal.get_state_display(),
        )


def answers_due(meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Return inquiries with an answer that is due by the meeting and, as far as everybody may know, missing."""
    waiting = unanswered_to_others(at=timezone.now()).filter(inquiry=OuterRef("pk"), due_on__lte=meeting.last_day)
    inquiries = Inquiry.objects.filter(network=meeting.network_id).annotate(
        first_due=Subquery(waiting.order_by("due_on").values("due_on")[:1])
    )
    for inquiry in inquiries.filter(first_due__isnull=False).order_by("first_due", "pk")[:MOST]:
        yield AgendaSuggestion(
            about=inquiry,
            title=inquiry.title,
            kind=AgendaKind.ANSWERS,
            detail=_("first answer due on %(day)s") % {"day": date_format(inquiry.first_due, "DATE_FORMAT")},  # type: ignore[attr-defined]
        )


def _midnight_after(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.date, datetime.max.time(), meeting.zone)
