"""A procedure as its page shows it: the same for all who read the network; and what one reader may do in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from networkapp.decisions.models import ClockStop, Extension, PositionAct, PositionDraft, Procedure
from networkapp.decisions.procedures.counter_proposals import CounterParagraph, counter_paragraphs
from networkapp.decisions.procedures.outcomes import clock_of, hides_positions, outcome_of, with_positions
from networkapp.decisions.procedures.position_drafts import POSITIONS, approving_seats, position_drafts_of
from networkapp.decisions.procedures.roll import VotingSeat, reason_without_vote, voting_seats_in, voting_seats_of
from networkapp.decisions.procedures.wording import AmendedParagraph, amended_paragraph
from networkapp.decisions.rules.outcomes import BREAKS_SILENCE, Outcome, PositionStatus, Result, Stance
from networkapp.four_eyes import acts_of
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, DraftAct, ParticipationRecord, Seat
from networkapp.networks.queries.participation import absences_of
from networkapp.permissions import VOICES, Action
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class RollRow:
    """A delegation on the roll. `status` is "stated" or "waiting" while positions are hidden; `act` is its last one.

    `counter` is the text that would lift its objection, `amended` the paragraph that its amendment changes. `holders`
    are the seats with its voice today. It is not counted because of `absence`, the record of its suspension or
    withdrawal.
    """

    delegation: Delegation
    holders: tuple[Seat, ...]
    status: str
    act: PositionAct | None
    counter: tuple[CounterParagraph, ...]
    amended: AmendedParagraph | None
    is_vacant: bool
    absence: ParticipationRecord | None


@dataclass(frozen=True, kw_only=True)
class CapitalClock:
    """The local time of a deadline in the capitals of some delegations; `day` if it is on another day."""

    moment: datetime
    places: tuple[str, ...]
    is_other_day: bool


@dataclass(frozen=True, kw_only=True)
class ProcedureBoard:
    """The procedure as it is now. `left` is the time left, stored while the deadline is paused."""

    procedure: Procedure
    outcome: Outcome
    rows: tuple[RollRow, ...]
    counts: dict[str, int]
    closes_at: datetime | None
    left: timedelta | None
    capitals: tuple[CapitalClock, ...]
    stops: tuple[ClockStop, ...]
    extensions: tuple[Extension, ...]
    breaking: PositionAct | None
    breaking_counter: tuple[CounterParagraph, ...]
    breaking_amended: AmendedParagraph | None

    @property
    def is_hidden(self) -> bool:
        return hides_positions(self.procedure, self.outcome)

    @property
    def open_stops(self) -> list[ClockStop]:
        return [stop for stop in self.stops if stop.resumed_at is None]

    @property
    def statements(self) -> int:
        return self.counts.get(PositionStatus.EXPLAIN, 0)


@dataclass(frozen=True, kw_only=True)
class OwnPosition:
    """A delegation for which this reader `states` positions, or drafts them.

    `status` is its position, which the reader knows before others do.
    """

    voice: VotingSeat
    states: bool
    status: str
    act: PositionAct | None


@dataclass(frozen=True, kw_only=True)
class ProcedureAccess:
    """The reader's rights: state positions, draft for `partners` of other delegations, manage the procedure."""

    own: tuple[OwnPosition, ...]
    partners: tuple[Seat, ...]
    drafts: tuple[tuple[PositionDraft, frozenset[DraftAct]], ...]
    manages_procedures: bool
    stops: bool
    no_voice: str = ""
    """Why this reader neither states nor drafts anything."""

    @property
    def voices(self) -> tuple[VotingSeat, ...]:
        return tuple(own.voice for own in self.own if own.states)

    @property
    def objecting(self) -> tuple[VotingSeat, ...]:
        return tuple(own.voice for own in self.own if own.states and own.status == PositionStatus.OBJECT)

    @property
    def only(self) -> Delegation | None:
        """Return the only delegation for which the reader states, or else drafts; None if there are several."""
        found = self.voices or tuple(own.voice for own in self.own)
        return found[0].entry.delegation if len(found) == 1 else None

    @property
    def own_position(self) -> PositionAct | None:
        """Return the current position of the only delegation for which the reader states; None if it has none, or if
        there are several."""
        stating = [own for own in self.own if own.states]
        return stating[0].act if len(stating) == 1 else None


@dataclass(frozen=True, kw_only=True)
class MarkedParagraph:
    """A paragraph with its changes; one that is `gone` has no number."""

    number: int | None
    text: str
    segments: tuple[Segment, ...]


def find_procedures(user: AnyUser) -> QuerySet[Procedure]:
    """Return the procedures that this reader can see, newest first, with all that their pages need."""
    readable = Procedure.objects.where(user, may=Action.READ)
    shown = with_positions(readable).select_related(
        "proposal", "version", "broken_by", "seat__delegation", "meeting", "decision"
    )
    return shown.prefetch_related("extensions__seat__delegation", "stops__seat__delegation", "seat__offices")


def procedure_board(procedure: Procedure, now: datetime | None = None) -> ProcedureBoard:
    """Return the procedure as it is at `now`; the same for every reader, so that nothing hidden is in it."""
    moment, clock, found = now or timezone.now(), clock_of(procedure), outcome_of(procedure, now)
    entries = alphabetical(procedure.roll.all(), name=lambda entry: entry.delegation.label)
    rows = _roll_rows(procedure, entries, found, moment)
    closes, breaking = clock.closes_at(), _breaking_act(entries) if found.result == Result.BROKEN else None
    return ProcedureBoard(
        procedure=procedure,
        outcome=found,
        rows=rows,
        counts=dict(Counter(row.status for row in rows)),
        closes_at=closes,
        left=clock.left(moment),
        capitals=capital_clocks(closes, [entry.delegation for entry in entries], procedure.network.zone),
        stops=tuple(procedure.stops.all()),
        extensions=tuple(procedure.extensions.all()),
        breaking=breaking,
        breaking_counter=_counter_paragraphs(procedure, breaking),
        breaking_amended=_amended_paragraph(breaking),
    )


def procedure_access(procedure: Procedure, user: User) -> ProcedureAccess:
    """Return what `user` can do in this procedure today."""
    found = outcome_of(procedure)
    own = tuple(
        OwnPosition(
            voice=voice,
            states=voice.seat.capacity in VOICES,
            status=found.statuses[voice.entry.delegation_id].value,
            act=voice.entry.acts.select_related(
                "seat__delegation", "stated_by", "drafted_by__delegation", "drafted_by__user"
            ).last(),
        )
        for voice in voting_seats_of(procedure=procedure, user=user, action=Action.PREPARE_POSITION)
    )
    return ProcedureAccess(
        own=own,
        partners=tuple(chain.from_iterable(approving_seats(one.voice) for one in own if not one.states)),
        drafts=tuple(
            (draft, acts_of(kind=POSITIONS, draft=draft, user=user))
            for draft in position_drafts_of(procedure=procedure, user=user)
        ),
        manages_procedures=procedure.network.allows(user, Action.OPEN_PROCEDURE),
        stops=procedure.network.allows(user, Action.STOP_CLOCK),
        no_voice="" if own else reason_without_vote(procedure=procedure, user=user),
    )


def capital_clocks(
    moment: datetime | None, delegations: Iterable[Delegation], zone: tzinfo = UTC
) -> tuple[CapitalClock, ...]:
    """Return the moment as the clocks of these delegations show it on that day, summer time or not, from west to east.

    Each knows whether its day is another one than in `zone`.
    """
    if moment is None:
        return ()
    places: dict[datetime, list[str]] = defaultdict(list)
    for delegation in delegations:
        places[moment.astimezone(ZoneInfo(delegation.time_zone)).replace(tzinfo=None)].append(
            delegation.label or delegation.local_name
        )
    day = moment.astimezone(zone).date()
    return tuple(
        CapitalClock(moment=local, places=tuple(sorted(places[local])), is_other_day=local.date() != day)
        for local in sorted(places)
    )


def procedure_text(procedure: Procedure, *, language: str = "", with_marks: bool = True) -> list[MarkedParagraph]:
    """Return the text under decision with the changes since the previous version, or without them in another
    language."""
    version = procedure.version
    if version is None:
        return []
    rows: Sequence[dict[str, str]] = version.paragraphs
    if language:
        text = version.texts.get(language=language)
        texts = [str(text.paragraphs.get(row["key"], "")) for row in rows]
        return [
            MarkedParagraph(number=n, text=one, segments=differences(one, one)) for n, one in enumerate(texts, start=1)
        ]
    before = version.proposal.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None or not with_marks:
        return [MarkedParagraph(number=n, text=row["text"], segments=()) for n, row in enumerate(rows, start=1)]
    was = {row["key"]: row["text"] for row in before.paragraphs}
    kept = {row["key"] for row in rows}
    gone = [text for key, text in was.items() if key not in kept]
    now = [
        MarkedParagraph(number=n, text=row["text"], segments=differences(was.get(row["key"], ""), row["text"]))
        for n, row in enumerate(rows, start=1)
    ]
    return now + [MarkedParagraph(number=None, text=text, segments=differences(text, "")) for text in gone]


def _roll_rows(procedure: Procedure, entries: Iterable[Any], found: Outcome, moment: datetime) -> tuple[RollRow, ...]:
    hidden = hides_positions(procedure, found)
    holders: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in voting_seats_in(procedure.network, moment):
        holders[seat.delegation_id].append(seat)
    absences = _absences(procedure, found, moment)
    return tuple(
        RollRow(
            delegation=entry.delegation,
            holders=tuple(holders[entry.delegation_id]),
            status=_visible_status(found.statuses[entry.delegation_id], bool(acts), hidden),
            act=act,
            counter=_counter_paragraphs(procedure, act),
            amended=_amended_paragraph(act),
            is_vacant=not holders[entry.delegation_id],
            absence=absences.get(entry.delegation_id),
        )
        for entry in entries
        for acts in [list(entry.acts.all())]
        for act in [acts[-1] if acts and not hidden else None]
    )


def _absences(procedure: Procedure, found: Outcome, moment: datetime) -> dict[int, ParticipationRecord]:
    """Return by delegation the absences of delegations on the roll that are not counted."""
    not_counted = {pk for pk, status in found.statuses.items() if status == PositionStatus.NOT_COUNTED}
    absences = absences_of(network=procedure.network, at=found.at or moment) if not_counted else {}
    return {pk: record for pk, record in absences.items() if pk in not_counted}


def _visible_status(status: PositionStatus, has_stated: bool, hidden: bool) -> str:
    if not hidden or status == PositionStatus.NOT_COUNTED:
        return status.value
    if has_stated:
        return "stated"
    return "absent" if status == PositionStatus.ABSENT else "waiting"


def _counter_paragraphs(procedure: Procedure, act: PositionAct | None) -> tuple[CounterParagraph, ...]:
    if act is None or act.stance != Stance.OBJECT or not act.counter_text:
        return ()
    return counter_paragraphs(procedure.version, act.counter_text)


def _amended_paragraph(act: PositionAct | None) -> AmendedParagraph | None:
    return amended_paragraph(act.amendment) if act is not None and act.amendment is not None else None


def _breaking_act(entries: Iterable[Any]) -> PositionAct | None:
    acts = sorted(chain.from_iterable(entry.acts.all() for entry in entries), key=lambda act: (act.stated_at, act.pk))
    return next((act for act in acts if act.stance in BREAKS_SILENCE), None)
