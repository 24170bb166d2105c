"""Dates of treaty actions: days, months and years, sources that agree or contradict each other, lists of parties."""

from datetime import date
from typing import Any

import pytest

from evaluation.models import TreatyAction
from evaluation.treaties.dated_actions import dated_action
from evaluation.treaties.records import TreatyRecord, treaty_record
from evaluation.treaties.status import register_of, rule_of
from evaluation.values import TreatyStatus
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


def act(
    kind: str = "ratified", date: date | None = None, period: str = "", as_of: str = "", **more: Any
) -> TreatyAction:
    return ActionFactory.build(
        kind=kind, date=date, period=period, as_of=as_of, instrument=InstrumentFactory(), **{"source": as_of, **more}
    )


def record(*actions: TreatyAction, on: date = TODAY) -> TreatyRecord:
    return treaty_record(actions, on=on, rule=rule_of(InstrumentFactory()))


def chosen(*actions: TreatyAction) -> tuple[str, date | None, bool]:
    found = dated_action(actions, *{action.kind for action in actions})
    assert found is not None
    return str(found.when), found.by, found.is_disputed


def test_year_of_an_action_stays_a_year_and_ends_on_31_december() -> None:
    assert chosen(act(period="1932")) == ("1932", date(1932, 12, 31), False)


def test_day_is_used_if_another_source_gives_only_its_year() -> None:
    found = chosen(act(period="1994", source="A"), act(date=date(1994, 9, 26), source="B"))
    assert found == ("1994-09-26", date(1994, 9, 26), False)


def test_day_outside_the_year_of_another_source_is_a_dispute() -> None:
    assert chosen(act(period="1994"), act(date=date(1995, 9, 26)))[2]


def test_month_is_used_if_another_source_gives_only_its_year() -> None:
    assert chosen(act(period="2017"), act(period="2017-01")) == ("2017-01", date(2017, 1, 31), False)


def test_source_dated_before_a_day_supports_only_earlier_days() -> None:
    found = chosen(
        act(period="2015-11", as_of="2015-11-09"),
        act(date=date(2015, 11, 18), as_of="2015-11-20"),
        act(date=date(2015, 11, 9), as_of="2017-12-12"),
    )
    assert found == ("2015-11-09", date(2015, 11, 9), True)


def test_action_without_a_date_is_dated_by_its_source() -> None:
    assert chosen(act(as_of="2018-01-31")) == ("None", date(2018, 1, 31), False)


def test_year_of_ratification_gives_in_force_without_a_day() -> None:
    found = record(act(period="2012", as_of="2014"))
    assert (found.status, found.since, found.is_by_rule) == (TreatyStatus.IN_FORCE, None, False)


def test_treaty_status_within_the_year_of_ratification_is_unknown() -> None:
    action = act(period="2012", as_of="2014")
    days = (date(2011, 12, 31), date(2012, 6, 30), date(2012, 12, 31), date(2013, 4, 1))
    assert [record(action, on=day).status.value for day in days] == ["none", "no_record", "ratified", "in_force"]


def test_list_of_parties_counts_from_its_own_date() -> None:
    action = act("party", as_of="2017-04-22")
    assert [record(action, on=date(year, 1, 1)).status.value for year in (2017, 2018)] == ["no_record", "in_force"]
    assert [act.kind for act in record(action).acts] == ["party"]


def test_known_ratification_is_preferred_to_the_list_of_parties() -> None:
    found = record(act("party", as_of="2017-04-22"), act(date=date(2012, 12, 19), as_of="2014"))
    assert ([act.kind for act in found.acts], found.since) == (["ratified"], date(2013, 4, 1))


@pytest.mark.parametrize(("year", "status"), [(2019, "none"), (2020, "none"), (2021, "no_record")])
def test_absence_from_a_list_is_dated_by_the_list(year: int, status: str) -> None:
    assert record(act("not_party", as_of="2020-10-05"), on=date(year, 12, 31)).status.value == status


def test_list_without_a_state_that_joined_later_is_no_dispute() -> None:
    assert not record(act("not_party", as_of="2019"), act(period="2020", as_of="2024")).is_disputed


def test_list_without_a_state_that_had_joined_is_a_dispute() -> None:
    found = record(act("not_party", as_of="2022-05"), act(period="2020", as_of="2024"))
    assert (found.is_disputed, found.status, found.acts[-1].kind) == (True, TreatyStatus.IN_FORCE, "not_party")


def test_denunciation_takes_effect_by_the_rule_of_the_treaty_or_on_the_recorded_day() -> None:
    rule = {"months": 3, "first_day_of_next_month": True}
    InstrumentFactory(leaving_rule=rule)
    ActionFactory(kind="ratified", date=date(2010, 2, 5))
    left = ActionFactory(kind="denounced", date=date(2020, 1, 10))
    on_days = [date(2020, 4, 30), date(2020, 5, 1)]
    assert [register_of(on=day).record("EE", "cets-197").status.value for day in on_days] == ["in_force", "none"]
    TreatyAction.objects.filter(pk=left.pk).update(takes_effect_on=date(2020, 7, 1))
    assert register_of(on=date(2020, 5, 1)).record("EE", "cets-197").status.value == "in_force"


def test_territory_is_excluded_until_the_exclusion_is_withdrawn() -> None:
    actions = [
        act("excluded", date=date(2003, 7, 24), territories="FO GL", country="DK"),
        act("extended", date=date(2016, 10, 10), territories="FO GL", country="DK"),
    ]
    days = (date(2010, 1, 1), date(2020, 1, 1))
    found = [[(item.codes, item.is_included) for item in record(*actions, on=day).territories] for day in days]
    assert found == [[(("FO", "GL"), False)], [(("FO", "GL"), True)]]


def test_self_governing_territory_without_a_source_is_listed_as_not_covered() -> None:
    [territory] = record(act(date=date(2012, 5, 30), country="FI")).territories
    assert (territory.codes, territory.action) == (("AX",), None)
