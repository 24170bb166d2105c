"""Date polls: delegations say which moments suit them; nothing is decided by it, and the chair calls the meeting."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import DateAnswer, DateOption, Procedure, ProcedureKind, ProcedureResult, RollEntry
from networkapp.decisions.procedures.outcomes import action_time, clock_of, lock_procedure
from networkapp.decisions.procedures.roll import VotingSeat, require_voting_seat, roll_at, voting_seats_of
from networkapp.decisions.rules.outcomes import PositionStatus
from networkapp.errors import Refused
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation
from networkapp.permissions import Action
from networkapp.received_at import received_at
from networkapp.users import User

DATES_ANSWERED = "procedure.dates_answered"
Choice = DateAnswer.Choice


@dataclass(frozen=True, kw_only=True)
class CapitalTime:
    """A moment on the clocks of some capitals, and whose they are."""

    moment: datetime
    delegations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DateColumn:
    """A proposed date, in the time of each capital, with the number of delegations by answer."""

    option: DateOption
    capitals: tuple[CapitalTime, ...]
    counts: Mapping[str, int]
    suits_all: bool

    @property
    def starts_at(self) -> datetime:
        return self.option.starts_at


@dataclass(frozen=True, kw_only=True)
class DateAnswersRow:
    """A delegation, with its answer to each moment in their order; None where it gave none or they are hidden.

    It is not counted while it is suspended, or has withdrawn.
    """

    delegation: Delegation
    answers: tuple[DateAnswer | None, ...]
    has_answered: bool
    is_counted: bool


@dataclass(frozen=True, kw_only=True)
class DatePollGrid:
    """A date poll with its answers as every reader may see it: it contains nothing hidden."""

    procedure: Procedure
    closes_at: datetime | None
    is_over: bool
    is_hidden: bool
    columns: tuple[DateColumn, ...]
    rows: tuple[DateAnswersRow, ...]

    @property
    def answered(self) -> int:
        return sum(row.has_answered for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class OwnDateAnswers:
    """The reader's own part of a poll: the delegations for which they answer, and these delegations' answers by
    date."""

    voices: tuple[VotingSeat, ...]
    answers: tuple[DateAnswer, ...]
    manages_procedures: bool


@transaction.atomic
def answer_dates(
    *, procedure: Procedure, user: User, choices: Mapping[int, str], delegation: int | None = None
) -> list[DateAnswer]:
    """Record the answers of the delegation to these dates (by primary key of the option), in place of its earlier ones.

    Until the poll closes. Refused: `delegation_label` (the person has several), `no_poll`, `closed`, `no_such_date`,
    `no_such_choice`, `no_answer`; NotAllowed without a seat that takes positions for a delegation on its roll.
    """
    voice = require_voting_seat(procedure=procedure, user=user, action=Action.TAKE_POSITION, delegation=delegation)
    locked = lock_procedure(procedure)
    if locked.kind != ProcedureKind.DATE_POLL:
        raise Refused("no_poll", _("This is not a date poll."))
    moment = action_time(locked, received_at())
    known = set(locked.options.values_list("pk", flat=True))
    if not choices:
        raise Refused("no_answer", _("Answer for at least one date."))
    if not known.issuperset(choices):
        raise Refused("no_such_date", _("One of these dates is not in the poll."))
    if not set(Choice.values).issuperset(choices.values()):
        raise Refused("no_such_choice", _("Choose yes, if need be, or no."))
    made = [_record_answer(voice, option, choice, user, moment) for option, choice in sorted(choices.items())]
    events.record(locked.network, DATES_ANSWERED, {"procedure": locked.pk}, actor=user)
    return made


def date_poll_grid(*, procedure: Procedure) -> DatePollGrid:
    """Return delegations and dates with the answers; while answers are hidden, only who has answered."""
    now, clock = timezone.now(), clock_of(procedure)
    is_over = bool(procedure.result) or clock.has_closed(now)
    hidden = procedure.hidden_until_closed and (not is_over or procedure.result == ProcedureResult.WITHDRAWN)
    roll = roll_at(procedure, procedure.ended_at or now)
    entries = list(roll.select_related("delegation").prefetch_related("dates"))
    counting = [entry for entry in entries if _is_counted(procedure, entry)]
    options = list(procedure.options.all())
    answers = {(one.option_id, entry.pk): one for entry in entries for one in entry.dates.all()}
    seen = {} if hidden else answers
    rows = [
        DateAnswersRow(
            delegation=entry.delegation,
            answers=tuple(seen.get((option.pk, entry.pk)) for option in options),
            has_answered=any(key[1] == entry.pk for key in answers),
            is_counted=entry in counting,
        )
        for entry in entries
    ]
    return DatePollGrid(
        procedure=procedure,
        closes_at=procedure.ended_at or clock.closes_at(),
        is_over=is_over,
        is_hidden=hidden,
        columns=tuple(_build_column(option, counting, seen) for option in options),
        rows=tuple(alphabetical(rows, name=lambda row: row.delegation.label)),
    )


def own_date_answers(*, procedure: Procedure, user: User) -> OwnDateAnswers:
    """Return what `user` can do in the poll today, and the answers of their delegations, also while these are hidden
    from others."""
    voices = voting_seats_of(procedure=procedure, user=user)
    answers = DateAnswer.objects.filter(entry__in=[voice.entry for voice in voices])
    return OwnDateAnswers(
        voices=voices,
        answers=tuple(answers.select_related("option", "entry__delegation").order_by("option__starts_at", "entry")),
        manages_procedures=procedure.network.allows(user, Action.OPEN_PROCEDURE),
    )


def _record_answer(voice: VotingSeat, option: int, choice: str, user: User, moment: datetime) -> DateAnswer:
    values = {"choice": choice, "seat": voice.seat, "answered_by": user, "answered_at": moment}
    answer, _made = DateAnswer.objects.update_or_create(option_id=option, entry=voice.entry, defaults=values)
    return answer


def _is_counted(procedure: Procedure, entry: Any) -> bool:
    """Return whether the delegation counts: as recorded with the result, or by its participation at the moment."""
    return not (entry.status == PositionStatus.NOT_COUNTED if procedure.result else entry.is_away)


def _build_column(
    option: DateOption, entries: list[RollEntry], seen: Mapping[tuple[int, int], DateAnswer]
) -> DateColumn:
    answers = (seen.get((option.pk, entry.pk)) for entry in entries)
    counts = Counter(one.choice for one in answers if one is not None)
    places: dict[datetime, list[str]] = {}
    for entry in entries:
        local = option.starts_at.astimezone(ZoneInfo(entry.delegation.time_zone)).replace(tzinfo=None)
        places.setdefault(local, []).append(entry.delegation.label)
    return DateColumn(
        option=option,
        capitals=tuple(CapitalTime(moment=local, delegations=tuple(sorted(places[local]))) for local in sorted(places)),
        counts={choice: counts[choice] for choice in Choice.values},
        suits_all=bool(entries) and counts[Choice.YES] + counts[Choice.IF_NEEDED] == len(entries),
    )
