"""Suggestions for the agenda of a meeting from proposals, procedures and decisions."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, Procedure, ProcedureKind, Proposal, ProposalState
from networkapp.meetings.models import AgendaKind, Meeting
from networkapp.meetings.queries.agenda_suggestions import last_held_meeting
from networkapp.meetings.registry import MAX_SUGGESTIONS, AgendaSuggestion


def suggest_new_decisions(*, meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Yield the decisions since the last meeting as suggestions for the agenda."""
    before = last_held_meeting(meeting=meeting)
    adopted = Decision.objects.filter(network=meeting.network_id)
    if before is not None:
        adopted = adopted.filter(adopted_at__gte=before.ends_at or _midnight_after(before))
    for decision in adopted.order_by("adopted_at")[:MAX_SUGGESTIONS]:
        yield AgendaSuggestion(
            about=decision,
            title=_("Decision %(label)s: %(title)s") % {"label": decision.label, "title": decision.title},
            kind=AgendaKind.ANNOUNCEMENT,
            detail=_("adopted on %(day)s") % {"day": date_format(decision.adopted_on)},
        )


def suggest_open_texts(*, meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Return open procedures, then proposals that are being drafted and are in none."""
    running = Procedure.objects.filter(network=meeting.network_id).unrecorded()
    for procedure in running.exclude(kind=ProcedureKind.DATE_POLL).order_by("expires_at", "pk")[:MAX_SUGGESTIONS]:
        yield AgendaSuggestion(
            about=procedure, title=procedure.title, kind=AgendaKind.DECISION, detail=procedure.get_kind_display()
        )
    drafts = Proposal.objects.filter(network=meeting.network_id, state=ProposalState.DRAFT)
    free = drafts.exclude(Exists(Procedure.objects.unrecorded().filter(proposal=OuterRef("pk"))))
    for proposal in free.order_by("number")[:MAX_SUGGESTIONS]:
        yield AgendaSuggestion(
            about=proposal,
            title=f"{proposal.label} {proposal.title}",
            kind=AgendaKind.DECISION,
            detail=proposal.get_state_display(),
        )


def _midnight_after(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.date, datetime.max.time(), meeting.zone)
