"""The status of a state for one treaty on a given day, from the known dates (method 3.4)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from evaluation.values import TreatyStatus


@dataclass(frozen=True, kw_only=True)
class ForceRule:
    """The rule for when a treaty enters into force for a state that becomes bound: after `days` or `months`, at once
    (`on_deposit`), on the `first_day_of_next_month`; never before `general_entry`, its own entry into force."""

    days: int | None = None
    months: int | None = None
    first_day_of_next_month: bool = False
    on_deposit: bool = False
    general_entry: date | None = None


@dataclass(frozen=True, kw_only=True)
class TreatyDates:
    """The recorded dates of one state and one treaty. `is_bound` without `bound`: it is bound, the day unknown.

    `absent` is the date of a list of parties that does not have the state.
    """

    signed: date | None = None
    bound: date | None = None
    is_bound: bool = False
    in_force: date | None = None
    ended: date | None = None
    is_signed: bool = False
    absent: date | None = None


def treaty_status(dates: TreatyDates | None, *, on: date, rule: ForceRule | None = None) -> TreatyStatus:
    """Return the status of the state on the day `on`; None for `dates` says that the system has no record at all.

    In force from the recorded day, otherwise from the day that the treaty's rule derives from the day of becoming
    bound; if neither can be known, ratified. What happens after `on` has not happened yet. A denunciation in effect
    leaves `NONE`, also for a state that once signed. That a list does not have the state says nothing about a later
    year: it can have joined since.
    """
    if dates is None:
        return TreatyStatus.NO_RECORD
    if dates.ended is not None and dates.ended <= on:
        return TreatyStatus.NONE
    starts = dates.in_force
    if starts is None and dates.bound is not None:
        starts = entry_into_force(dates.bound, rule=rule)
    if starts is not None and starts <= on:
        return TreatyStatus.IN_FORCE
    if _has_happened(dates.bound, dates.is_bound, on):
        return TreatyStatus.RATIFIED
    if _has_happened(dates.signed, dates.is_signed, on):
        return TreatyStatus.SIGNED
    is_outdated = dates.absent is not None and dates.absent.year < on.year
    return TreatyStatus.NO_RECORD if is_outdated else TreatyStatus.NONE


def entry_into_force(bound: date, *, rule: ForceRule | None) -> date | None:
    """Return the day on which a treaty enters into force for a state bound since `bound`; None if no rule gives one."""
    if rule is None or not (rule.on_deposit or rule.days is not None or rule.months is not None):
        return None
    day = _months_later(bound, rule.months or 0) + timedelta(days=rule.days or 0)
    if rule.first_day_of_next_month:
        day = _months_later(day.replace(day=1), 1)
    return max(day, rule.general_entry) if rule.general_entry else day


def _has_happened(day: date | None, is_known_to_have: bool, on: date) -> bool:
    return is_known_to_have if day is None else day <= on


def _months_later(day: date, months: int) -> date:
    """Return the same day of the month, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
