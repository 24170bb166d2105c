"""What networkapp contributes to a report of a network: meetings, decisions and their follow-up, participants.

As everyone who can see the network may know it: no person without their consent, and nothing that is for members alone.
"""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.decisions.models import Decision, FollowUp, FollowUpState, ProposalState
from networkapp.languages.sorting import alphabetical
from networkapp.meetings.models import Attendance, Meeting, MeetingState, MinutesState
from networkapp.models import Delegation, Seat
from networkapp.networks.actions.public_names import public_seats
from networkapp.registry.reports import Reported, ReportPart, ReportRow, ReportTable

UNDER_WAY = (ProposalState.DRAFT, ProposalState.OPEN)


def meetings(of: Reported) -> ReportPart:
    """The meetings held; the delegations present are listed once the minutes are approved."""
    there = Attendance.objects.with_a_voice().select_related("delegation")
    held = (
        Meeting.objects.filter(network=of.network, date__range=of.days, state=MeetingState.HELD)
        .select_related("minutes")
        .prefetch_related("translations", Prefetch("attendance", queryset=there))
        .order_by("date", "number")
    )
    rows = tuple(
        ReportRow(
            cells=(
                f"{meeting.label}: {meeting.local_title}",
                date_format(meeting.date),
                meeting.place,
                _there(meeting),
            ),
            url=meeting.get_absolute_url(),
        )
        for meeting in held
    )
    open_ones = [meeting.label for meeting in held if not _is_minuted(meeting)]
    return ReportPart(
        title=_("Meetings"),
        tables=(ReportTable(columns=(_("Meeting"), _("Date"), _("Place"), _("Delegations present")), rows=rows),),
        missing=tuple(_("%(meeting)s has no approved minutes.") % {"meeting": label} for label in open_ones),
    )


def _there(meeting: Meeting) -> str:
    if not _is_minuted(meeting):
        return "–"
    names = {row.delegation.label for row in meeting.attendance.all() if row.delegation}
    return ", ".join(alphabetical(names, name=str)) or "–"


def _is_minuted(meeting: Meeting) -> bool:
    minutes = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == MinutesState.APPROVED


def decisions(of: Reported) -> ReportPart:
    """What was adopted: number, procedure, and how far the follow-up was at the end of the period."""
    adopted = list(
        adopted_in(of)
        .select_related("network", "procedure")
        .prefetch_related(Prefetch("follow_ups", queryset=_asked(of)))
        .defer("paragraphs", "texts", "roll", "words")
    )
    rows = tuple(
        ReportRow(
            cells=(
                str(decision),
                date_format(decision.adopted_on),
                decision.procedure.get_kind_display(),
                _counted(state_then(one, of) for one in decision.follow_ups.all()),
            ),
            url=decision.get_absolute_url(),
            language=decision.language,
        )
        for decision in adopted
    )
    silent = [decision.label for decision in adopted if not decision.outcome_statement]
    return ReportPart(
        title=_("Decisions"),
        tables=(ReportTable(columns=(_("Decision"), _("Adopted"), _("Procedure"), _("Follow-up")), rows=rows),),
        missing=tuple(_("Decision %(decision)s has no outcome statement.") % {"decision": label} for label in silent),
    )


def follow_up(of: Reported) -> ReportPart:
    """How far each delegation was at the end of the period with what decisions of the network ask of it."""
    asked = _asked(of).filter(decision__network=of.network).select_related("delegation")
    by_delegation: dict[Delegation, Counter[str]] = {}
    for one in asked:
        by_delegation.setdefault(one.delegation, Counter())[state_then(one, of)] += 1
    ordered = alphabetical(by_delegation, name=lambda delegation: delegation.label)
    rows = tuple(
        ReportRow(cells=(whose.label, *(str(by_delegation[whose][state.value]) for state in FollowUpState)))
        for whose in ordered
    )
    silent = [whose.label for whose in ordered if by_delegation[whose][FollowUpState.OPEN.value]]
    columns = (_("Delegation"), *(str(state.label).capitalize() for state in FollowUpState))
    return ReportPart(
        title=_("Follow-up by country"),
        tables=(ReportTable(columns=columns, rows=rows),),
        missing=tuple(
            _("%(delegation)s has not reported on all its follow-up.") % {"delegation": name} for name in silent
        ),
    )


def proposals(of: Reported) -> ReportPart:
    """How many texts the network works on: their wording is for its members until they are adopted."""
    made = of.network.proposals.filter(state__in=UNDER_WAY, proposed_at__lt=end_of(of))
    number = Counter(made.order_by().values_list("state", flat=True))
    return ReportPart(
        title=_("Proposals under way"),
        lines=tuple(
            f"{str(state.label).capitalize()}: {number[state.value]}" for state in UNDER_WAY if number[state.value]
        ),
    )


def taking_part(of: Reported) -> ReportPart:
    """Delegations and offices as they are held today, and how many seats began and ended."""
    seats = Seat.objects.filter(network=of.network)
    rows = tuple(ReportRow(cells=(one.whose or "–", one.role, one.holder or "–")) for one in public_seats(seats=seats))
    since, until = moment_of(of.since), end_of(of)
    began = seats.filter(starts_at__gte=since, starts_at__lt=until).count()
    ended = seats.filter(ends_at__gte=since, ends_at__lt=until).count()
    names = alphabetical((one.label for one in of.network.delegations.all()), name=str)
    today = {"day": date_format(timezone.localdate())}
    told = [_("Delegations, seats and names are as of %(day)s, when this report was created.") % today]
    told += [_("Delegations: %(names)s") % {"names": ", ".join(names)}] if names else []
    told += [
        ngettext("%(n)s seat began in the period.", "%(n)s seats began in the period.", began) % {"n": began},
        ngettext("%(n)s seat ended in the period.", "%(n)s seats ended in the period.", ended) % {"n": ended},
    ]
    return ReportPart(
        title=_("Attendance"),
        lines=tuple(told),
        tables=(
            ReportTable(
                title=_("Seats on %(day)s") % today, columns=(_("Delegation"), _("Seat"), _("Name")), rows=rows
            ),
        ),
    )


def state_then(follow_up: FollowUp, of: Reported) -> str:
    """Return the status of the follow-up at the end of the period, from the reports until then."""
    until = end_of(of)
    before = [step.state for step in follow_up.steps.all() if step.reported_at < until]
    return before[-1] if before else FollowUpState.OPEN.value


def end_of(of: Reported) -> datetime:
    return moment_of(of.until + timedelta(days=1))


def moment_of(day: Any) -> datetime:
    """The beginning of this day."""
    return timezone.make_aware(datetime.combine(day, time()))


def adopted_in(of: Reported) -> Any:
    """The decisions of the period, in their order."""
    within = {"adopted_on__gte": of.since, "adopted_on__lte": of.until}
    return Decision.objects.filter(**within, network=of.network).order_by("adopted_at", "pk")


def _asked(of: Reported) -> Any:
    return FollowUp.objects.filter(opened_at__lt=end_of(of)).prefetch_related("steps")


def _counted(states: Any) -> str:
    number = Counter(states)
    told = [f"{FollowUpState(state).label}: {number[state]}" for state in FollowUpState.values if number[state]]
    return "; ".join(told) or "–"
