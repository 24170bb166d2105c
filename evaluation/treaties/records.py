"""The status of one state for one treaty on a day, from what sources say that it did. Nothing is read or written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from evaluation.models import TreatyAction
from evaluation.scoring import ForceRule, TreatyDates, entry_into_force, treaty_status
from evaluation.treaties.dated_actions import DatedAction, dated_action, span_of
from evaluation.treaties.kinds import BINDING
from evaluation.treaties.territories import Territories, territories_of
from evaluation.values import TreatyStatus
from networkapp.text.partial_dates import PartialDate


@dataclass(frozen=True, kw_only=True)
class TreatyRecord:
    """A state and a treaty on one day: its status, and the actions behind it.

    `since` is the day of entry into force for the state; `is_by_rule` if no source records it and the treaty's own rule
    gives it. `member` and `absent` are lists of parties that have the state, or do not.
    """

    status: TreatyStatus
    since: date | None = None
    is_by_rule: bool = False
    signed: DatedAction | None = None
    bound: DatedAction | None = None
    in_force: DatedAction | None = None
    denounced: DatedAction | None = None
    reserved: DatedAction | None = None
    declared: DatedAction | None = None
    withdrew: DatedAction | None = None
    transposed: DatedAction | None = None
    member: DatedAction | None = None
    absent: DatedAction | None = None
    territories: tuple[Territories, ...] = ()

    @property
    def is_shown_since(self) -> bool:
        """Return whether the date of entry into force is shown separately: no source records it as an action."""
        return self.is_by_rule and self.status in (TreatyStatus.IN_FORCE, TreatyStatus.RATIFIED)

    @property
    def acts(self) -> list[DatedAction]:
        """Return the actions of the state in their legal order; lists of parties only if they add something."""
        stood = (self.signed, self.bound, self.in_force, self.transposed)
        order = (*stood, self.reserved, self.declared, self.withdrew, self.denounced)
        done = [act for act in order if act is not None]
        is_consent_known = bool(self.bound or self.in_force)
        if self.member is not None and not is_consent_known:
            done.append(self.member)
        if self.absent is not None and (self.is_absence_disputed or not (is_consent_known or self.member)):
            done.append(self.absent)
        return done

    @property
    def stated_on(self) -> PartialDate | None:
        """Return the date of the newest source."""
        dates = [action.stated_on for act in self.acts for action in act.actions if action.stated_on]
        return max(dates, key=lambda day: day.last, default=None)

    @property
    def newest_source(self) -> str:
        """Return the newest date of a source, as precise as it is known; "" if all are undated."""
        return max((action.as_of for act in self.acts for action in act.actions), default="")

    @property
    def is_absent_only(self) -> bool:
        """Return whether all that is known is that a list of parties did not have the state."""
        return self.absent is not None and [act.kind for act in self.acts] == [self.absent.kind]

    @property
    def is_disputed(self) -> bool:
        return self.is_absence_disputed or any(act.is_disputed for act in self.acts)

    @property
    def is_absence_disputed(self) -> bool:
        """Return whether a list does not have the state though it had become a party by then, and had not left."""
        became = self.bound or self.in_force or self.member
        if self.absent is None or became is None or became.by is None or self.denounced is not None:
            return False
        return any(became.by < action.stated_on.first for action in self.absent.actions if action.stated_on)


SINGLE = ("reserved", "declared", "withdrew", "transposed")
NO_RECORD = TreatyRecord(status=TreatyStatus.NO_RECORD)


def treaty_record(
    actions: Collection[TreatyAction], *, on: date, rule: ForceRule | None, leaving: ForceRule | None = None
) -> TreatyRecord:
    """Return the status of a state by these actions on one treaty; no record if there are none.

    A state that left and joined again later is judged by what it did since. An action with only a year
    has happened by the end of the year, one without a date by the date of its source.
    """
    if not actions:
        return NO_RECORD
    current, left = _since_it_left(actions, on, leaving)
    found = {kind: dated_action(actions, kind) for kind in ("signed", "denounced", *SINGLE)}
    found |= {"bound": dated_action(current, *BINDING), "absent": dated_action(actions, "not_party")}
    found |= {"in_force": dated_action(current, "in_force"), "member": dated_action(current, "party")}
    status = treaty_status(_dates_of(found, left), on=on, rule=rule)
    if status is TreatyStatus.NONE and left is None and _can_have_joined(current, on):
        status = TreatyStatus.NO_RECORD
    bound, in_force = found["bound"], found["in_force"]
    since = in_force.chosen if in_force else None
    by_rule = entry_into_force(bound.chosen, rule=rule) if since is None and bound and bound.chosen else None
    return TreatyRecord(
        status=status,
        since=since or by_rule,
        is_by_rule=since is None and by_rule is not None,
        territories=territories_of(str(next(iter(actions)).country), actions, on=on),
        **found,
    )


def _dates_of(found: Mapping[str, DatedAction | None], left: date | None) -> TreatyDates:
    signed, bound, absent = found["signed"], found["bound"], found["absent"]
    lists = [action.stated_on.last for action in absent.actions if action.stated_on] if absent else []
    return TreatyDates(
        signed=signed.by if signed else None,
        is_signed=signed is not None,
        bound=bound.by if bound else None,
        is_bound=bound is not None,
        in_force=_in_force_by(found["in_force"], found["member"]),
        ended=left,
        absent=max(lists, default=None),
    )


def _can_have_joined(actions: Collection[TreatyAction], on: date) -> bool:
    """Return whether the state may have signed or joined by the day `on`: its sources do not say when it did."""
    joining = (*BINDING, "signed", "in_force", "party")
    spans = (span_of(action) for action in actions if action.kind in joining)
    return any(first <= on < last for first, last in spans)


def _in_force_by(in_force: DatedAction | None, member: DatedAction | None) -> date | None:
    """Return the day by which it is in force: the recorded day, or the date of the first list that has the state."""
    if in_force and in_force.chosen:
        return in_force.chosen
    known = [act.by or date.min for act in (in_force, member) if act is not None]
    return min(known, default=None)


def ends_on(action: TreatyAction, leaving: ForceRule | None) -> date | None:
    """Return the day on which a denunciation takes effect: as recorded, by the treaty's rule, or at once."""
    if action.takes_effect_on or action.when is None:
        return action.takes_effect_on
    day = action.when.last
    return entry_into_force(day, rule=leaving) or day


def _since_it_left(
    actions: Collection[TreatyAction], on: date, leaving: ForceRule | None
) -> tuple[list[TreatyAction], date | None]:
    """Return the acts that count on the day `on`, and the day it had left by then, where it has not joined again.

    A state that leaves and joins again is bound in stretches; acts of another stretch say nothing about this one.
    """
    ends = (ends_on(action, leaving) for action in actions if action.kind == "denounced")
    leavings = sorted(day for day in ends if day)
    left = max((day for day in leavings if day <= on), default=None)
    leaves = min((day for day in leavings if day > on), default=date.max)
    until = [action for action in actions if action.when is None or action.when.first <= leaves]
    if left is None:
        return until, None
    later = [action for action in until if action.when is not None and action.when.first > left]
    if any(action.kind in BINDING and span_of(action)[1] <= on for action in later):
        return later, None
    return until, left
