"""Treaty status of a state, from dates that may be missing."""

from datetime import date

import pytest

from evaluation.scoring import ForceRule, TreatyDates, entry_into_force, treaty_status
from evaluation.values import TreatyStatus

THIRTY_DAYS = ForceRule(days=30, general_entry=date(2003, 12, 25))
NEXT_MONTH = ForceRule(months=3, first_day_of_next_month=True, general_entry=date(2008, 2, 1))
TWELVE_MONTHS = ForceRule(months=12)
END_OF_2014 = date(2014, 12, 31)


@pytest.mark.parametrize(
    ("rule", "bound", "starts"),
    [
        (THIRTY_DAYS, date(2006, 6, 14), date(2006, 7, 14)),
        (THIRTY_DAYS, date(2003, 5, 21), date(2003, 12, 25)),
        (NEXT_MONTH, date(2012, 12, 19), date(2013, 4, 1)),
        (NEXT_MONTH, date(2010, 11, 30), date(2011, 3, 1)),
        (NEXT_MONTH, date(2006, 4, 12), date(2008, 2, 1)),
        (TWELVE_MONTHS, date(2016, 2, 29), date(2017, 2, 28)),
        (ForceRule(on_deposit=True), date(1950, 3, 1), date(1950, 3, 1)),
        (ForceRule(), date(1950, 3, 1), None),
        (None, date(1950, 3, 1), None),
    ],
)
def test_treaty_enters_into_force_by_its_own_rule(rule: ForceRule | None, bound: date, starts: date | None) -> None:
    assert entry_into_force(bound, rule=rule) == starts


@pytest.mark.parametrize(
    ("dates", "rule", "status"),
    [
        (None, THIRTY_DAYS, TreatyStatus.NO_RECORD),
        (TreatyDates(), THIRTY_DAYS, TreatyStatus.NONE),
        (TreatyDates(signed=date(2002, 1, 10)), THIRTY_DAYS, TreatyStatus.SIGNED),
        (TreatyDates(is_signed=True), THIRTY_DAYS, TreatyStatus.SIGNED),
        (TreatyDates(signed=date(2015, 1, 10)), THIRTY_DAYS, TreatyStatus.NONE),
        (TreatyDates(bound=date(2010, 1, 10)), THIRTY_DAYS, TreatyStatus.IN_FORCE),
        (TreatyDates(bound=date(2014, 12, 20)), THIRTY_DAYS, TreatyStatus.RATIFIED),
        (TreatyDates(bound=date(2010, 1, 10)), None, TreatyStatus.RATIFIED),
        (TreatyDates(is_bound=True), THIRTY_DAYS, TreatyStatus.RATIFIED),
        (TreatyDates(in_force=date(2011, 1, 1)), None, TreatyStatus.IN_FORCE),
        (TreatyDates(bound=date(2010, 1, 10), in_force=date(2015, 1, 1)), THIRTY_DAYS, TreatyStatus.RATIFIED),
        (TreatyDates(signed=date(2013, 1, 1), bound=date(2015, 1, 1)), THIRTY_DAYS, TreatyStatus.SIGNED),
        (TreatyDates(bound=date(2010, 1, 10), ended=date(2014, 1, 1)), THIRTY_DAYS, TreatyStatus.NONE),
        (TreatyDates(bound=date(2010, 1, 10), ended=date(2015, 1, 1)), THIRTY_DAYS, TreatyStatus.IN_FORCE),
    ],
)
def test_treaty_status_on_a_day_follows_from_the_dates(
    dates: TreatyDates | None, rule: ForceRule | None, status: TreatyStatus
) -> None:
    assert treaty_status(dates, on=END_OF_2014, rule=rule) is status
