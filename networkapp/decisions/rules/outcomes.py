"""The outcome of a procedure, from its roll, the positions and the time.

`outcome` is the one place where it is decided. It takes the time as an argument, so that an outcome by expiry is known
at once, whether or not it has been recorded. The rules are those of docs/decisions/0025.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class DecisionRule(StrEnum):
    """The rule by which a procedure is decided."""

    SILENCE = "silence"
    """Adopted at the closing moment, unless a delegation objected or proposed a change before."""
    UNANIMITY = "unanimity"
    """Adopted at the closing moment, where the quorum took a position and nobody objects."""
    NONE = "none"
    """Nothing is adopted: answers are counted."""


class Stance(StrEnum):
    """An act of a delegation. The first four are positions; an amendment is none, and breaks a silence procedure."""

    AGREE = "agree"
    EXPLAIN = "explain"
    ABSTAIN = "abstain"
    OBJECT = "object"
    WITHDRAW = "withdraw"
    """Takes an objection back; without one it says nothing."""
    AMEND = "amend"


class PositionStatus(StrEnum):
    """The status of a delegation: its position, or the kind of absence of one."""

    AGREE = "agree"
    EXPLAIN = "explain"
    ABSTAIN = "abstain"
    OBJECT = "object"
    NOT_OPPOSED = "not_opposed"
    """Silent, where silence lets the text pass."""
    SILENT = "silent"
    ABSENT = "absent"
    """Nobody held its voice, or it was not at the meeting."""
    NOT_COUNTED = "not_counted"
    """It was suspended, or had withdrawn from the network; what it stated before does not count."""


class Result(StrEnum):
    """The result of a procedure; RUNNING and STOPPED (deadline paused) while there is none."""

    RUNNING = "running"
    STOPPED = "stopped"
    ADOPTED = "adopted"
    BROKEN = "broken"
    """Silence was broken."""
    REJECTED = "rejected"
    """Objected to: no unanimity."""
    NOT_REACHED = "not_reached"
    """Notify the people who decide about amendments, and the proposer, of a new one, except its author."""
    WITHDRAWN = "withdrawn"
    COUNTED = "counted"


POSITIONS = frozenset({Stance.AGREE, Stance.EXPLAIN, Stance.ABSTAIN, Stance.OBJECT})
BREAKS_SILENCE = frozenset({Stance.OBJECT, Stance.AMEND})
UNDER_WAY = frozenset({Result.RUNNING, Result.STOPPED})


@dataclass(frozen=True, kw_only=True)
class StanceAct:
    """An approved statement of a delegation, by the key it has on the roll; `number` orders those of one moment."""

    delegation: int
    stance: Stance
    at: datetime
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class DeadlinePause:
    """The deadline was paused from `begins` until `ends`, or still is."""

    begins: datetime
    ends: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProcedureClock:
    """The times of a procedure: opening, deadline, pauses of the deadline, and withdrawal.

    Without `expires_at` it is open until somebody ends it: at a meeting, the chair closes it.
    """

    opened_at: datetime
    expires_at: datetime | None = None
    stops: Sequence[DeadlinePause] = ()
    withdrawn_at: datetime | None = None

    def closes_at(self) -> datetime | None:
        """Return the closing moment: expiry, plus all paused time. None while that is not known."""
        closes, left = self._run()
        return closes if left is None else None

    def is_paused(self) -> bool:
        """Return whether the procedure has a deadline that is paused."""
        return self._run()[1] is not None

    def has_closed(self, now: datetime) -> bool:
        closes = self.closes_at()
        return closes is not None and now >= closes

    def left(self, now: datetime) -> timedelta | None:
        """Return the time left at `now`: while it is paused, the time left at the pause."""
        closes, left = self._run()
        return left if left is not None or closes is None else max(closes - now, timedelta())

    def _run(self) -> tuple[datetime | None, timedelta | None]:
        """Return when the procedure closes after the last pause that ended, and the time left if a pause has not
        ended."""
        closes, counted = self.expires_at, self.opened_at
        for stop in sorted(self.stops, key=lambda one: (one.begins, one.ends is None)):
            begins = max(stop.begins, counted)
            if closes is None or begins >= closes:
                break
            if stop.ends is None:
                return closes, closes - begins
            closes += max(stop.ends - begins, timedelta())
            counted = max(counted, stop.ends)
        return closes, None


@dataclass(frozen=True, kw_only=True)
class VotingRoll:
    """The delegations that can vote, and those of them that nobody can speak for, or that are not there.

    Those that do not take part in the network, `not_counted`, are as if they were not on the roll.
    """

    delegations: frozenset[int]
    absent: frozenset[int] = frozenset()
    not_counted: frozenset[int] = frozenset()
    quorum: int = 1

    @property
    def counted(self) -> frozenset[int]:
        return self.delegations - self.not_counted

    @property
    def reachable_quorum(self) -> int:
        """Return the quorum, or the number of delegations that count if these are fewer; at least one."""
        return max(1, min(self.quorum, len(self.counted)))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result, its time, the status of every delegation, and who broke a silence."""

    result: Result
    at: datetime | None = None
    statuses: Mapping[int, PositionStatus] = field(default_factory=dict)
    broken_by: int | None = None

    @property
    def is_over(self) -> bool:
        return self.result not in UNDER_WAY


def decide_outcome(
    *, rule: DecisionRule, roll: VotingRoll, acts: Iterable[StanceAct], clock: ProcedureClock, now: datetime
) -> Outcome:
    """Return the outcome of the procedure at `now`.

    Only acts of delegations that are counted on the roll count, from the opening up to, and without, the closing
    moment; the last one is the delegation's position. Silence is broken by the first objection or amendment, for
    good. For unanimity the quorum is asked first: missed, the result is NOT_REACHED whatever was stated.
    """
    ends, withdrawn = clock.closes_at(), clock.withdrawn_at
    if ends is not None and withdrawn is not None and withdrawn >= ends:
        withdrawn = None
    closes = withdrawn or ends
    counted = sorted(
        (
            act
            for act in acts
            if act.delegation in roll.counted
            and clock.opened_at <= act.at <= now
            and (closes is None or act.at < closes)
        ),
        key=lambda act: (act.at, act.number),
    )
    if rule == DecisionRule.SILENCE:
        breaks = next((act for act in counted if act.stance in BREAKS_SILENCE), None)
        if breaks is not None:
            until = [act for act in counted if (act.at, act.number) <= (breaks.at, breaks.number)]
            statuses = position_statuses(rule=rule, roll=roll, acts=until)
            return Outcome(result=Result.BROKEN, at=breaks.at, statuses=statuses, broken_by=breaks.delegation)
    statuses = position_statuses(rule=rule, roll=roll, acts=counted)
    if withdrawn is not None and now >= withdrawn:
        return Outcome(result=Result.WITHDRAWN, at=withdrawn, statuses=statuses)
    if closes is None or now < closes:
        return Outcome(result=Result.STOPPED if clock.is_paused() else Result.RUNNING, statuses=statuses)
    return Outcome(result=_result_at_end(rule, roll, statuses), at=closes, statuses=statuses)


def position_statuses(*, rule: DecisionRule, roll: VotingRoll, acts: Iterable[StanceAct]) -> dict[int, PositionStatus]:
    """Return the status of every delegation of the roll after these acts, which are in their order."""
    silent = PositionStatus.NOT_OPPOSED if rule == DecisionRule.SILENCE else PositionStatus.SILENT
    statuses = {key: PositionStatus.ABSENT if key in roll.absent else silent for key in roll.delegations}
    statuses |= dict.fromkeys(roll.delegations & roll.not_counted, PositionStatus.NOT_COUNTED)
    for act in acts:
        if act.stance in POSITIONS:
            statuses[act.delegation] = PositionStatus(act.stance.value)
        elif act.stance == Stance.WITHDRAW and statuses[act.delegation] == PositionStatus.OBJECT:
            statuses[act.delegation] = PositionStatus.ABSTAIN
    return statuses


def is_position(*, status: PositionStatus) -> bool:
    """Return whether this status is a position that a delegation has taken."""
    return status.value in POSITIONS


def _result_at_end(rule: DecisionRule, roll: VotingRoll, statuses: Mapping[int, PositionStatus]) -> Result:
    if rule == DecisionRule.NONE:
        return Result.COUNTED
    if not roll.counted:
        return Result.NOT_REACHED
    if rule == DecisionRule.SILENCE:
        return Result.ADOPTED
    if sum(is_position(status=status) for status in statuses.values()) < roll.reachable_quorum:
        return Result.NOT_REACHED
    return Result.REJECTED if PositionStatus.OBJECT in statuses.values() else Result.ADOPTED
