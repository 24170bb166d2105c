"""Dates of awareness days, and the activities shown for them."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import override

from home.domain.demo.recording.days import CampaignLinks, record_activity
from home.domain.demo.recording.meetings import record_meeting
from networkapp.campaigns.models import AwarenessDay
from networkapp.campaigns.queries.campaigns import years_on
from networkapp.campaigns.queries.days import (
    DayEntries,
    days_ahead,
    entries_in_year,
    entries_of_day,
    has_year,
    next_date,
)
from networkapp.meetings.models import Meeting, MeetingState
from networkapp.models import Network
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.news import make_article, news_index

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def activity_of(network: Network, day: AwarenessDay, year: int, title: str) -> None:
    record_activity(network=network, day=day, year=year, title={"en": title, "de": f"{title} (de)"}, text={})


def activities_by_network(day_entries: DayEntries) -> dict[str, list[str]]:
    return {doing.network.name: [entry.title for entry in doing.entries] for doing in day_entries.networks}


@pytest.mark.parametrize(
    ("today", "comes"), [("2026-10-17", "2026-10-18"), ("2026-10-18", "2026-10-18"), ("2026-10-19", "2027-10-18")]
)
def test_next_date_of_a_day_is_this_year_or_next_year(today: str, comes: str) -> None:
    day = make_day(month=10, day=18)
    assert next_date(day=day, today=date.fromisoformat(today)).isoformat() == comes


def test_upcoming_days_are_sorted_by_date() -> None:
    make_day("summer", 7, 30)
    make_day("autumn", 10, 18)
    ahead = days_ahead(today=date(2026, 8, 1))
    assert [(comes.isoformat(), day.slug) for comes, day in ahead] == [
        ("2026-10-18", "autumn"),
        ("2027-07-30", "summer"),
    ]


@pytest.mark.parametrize(("year", "expected"), [(2006, False), (2007, True), (2026, True), (2027, True), (2028, False)])
def test_awareness_day_has_a_page_for_each_year_from_its_first_to_the_next(year: int, expected: bool) -> None:
    assert has_year(day=make_day(month=1, day=1), year=year, today=date(2026, 6, 1)) is expected


@pytest.mark.parametrize(("month", "number"), [(2, 29), (4, 31), (13, 1), (1, 0)])
def test_awareness_day_that_does_not_occur_every_year_is_refused(month: int, number: int) -> None:
    with pytest.raises(ValidationError):
        make_day(month=month, day=number)


def test_networks_are_sorted_by_name_and_those_without_activities_left_out() -> None:
    day = make_day()
    networks = [NetworkFactory(name=name, slug=name.lower(), visibility="public") for name in ("Zeta", "Alpha", "Mu")]
    activity_of(networks[0], day, 2026, "A talk")
    activity_of(networks[1], day, 2026, "A film")
    activity_of(networks[2], day, 2025, "A walk")
    assert list(activities_by_network(entries_in_year(day=day, year=2026, user=VISITOR)).items()) == [
        ("Alpha", ["A film"]),
        ("Zeta", ["A talk"]),
    ]
    assert [item.year for item in entries_of_day(day=day, user=VISITOR)] == [2026, 2025]
    assert entries_in_year(day=day, year=2024, user=VISITOR) == DayEntries(year=2024, networks=(), others=())


def test_activity_of_a_closed_network_is_shown_only_to_its_members() -> None:
    day, network = make_day(), NetworkFactory(name="Closed", visibility="closed")
    activity_of(network, day, 2026, "Secret")
    make_campaign(
        network, more={"ties": CampaignLinks(days=[day])}, own=False, source="A report", begins="2025", ends=""
    )
    assert entries_of_day(day=day, user=VISITOR) == []
    result = entries_of_day(day=day, user=SeatFactory(network=network).user)
    assert [(one.year, activities_by_network(one), len(one.others)) for one in result] == [
        (2026, {"Closed": ["Secret"]}, 0),
        (2025, {}, 1),
    ]


def test_activities_are_shown_in_the_readers_language() -> None:
    day = make_day()
    activity_of(NetworkFactory(name="Alpha", visibility="public"), day, 2026, "A film")
    with override("de"):
        assert activities_by_network(entries_in_year(day=day, year=2026, user=VISITOR)) == {"Alpha": ["A film (de)"]}
    with override("fi"):
        assert activities_by_network(entries_in_year(day=day, year=2026, user=VISITOR)) == {"Alpha": ["A film"]}


def record_held_meeting(network: Network, number: int, on: date, **fields: Any) -> None:
    meeting = record_meeting(
        network=network, number=number, slug=f"m{number}", date=on, place="Riga", country="LV", theme={"en": "Theme"}
    )
    Meeting.objects.filter(pk=meeting.pk).update(**fields)


def test_meetings_articles_and_campaigns_of_the_day_are_listed_with_activities() -> None:
    day, network = make_day(), NetworkFactory(name="Alpha", visibility="public")
    record_held_meeting(network, 1, date(2026, 1, 1), state=MeetingState.HELD)
    record_held_meeting(network, 2, date(2026, 1, 2), state=MeetingState.HELD)
    record_held_meeting(network, 3, date(2026, 1, 1), state=MeetingState.CANCELLED)
    make_campaign(network, "Look", begins="2025-12", ends="2026-02", more={"ties": CampaignLinks(days=[day])})
    activity_of(network, day, 2026, "A film")
    news_index()
    make_article(network, title="We speak up", slug="one", day=date(2026, 1, 1))
    make_article(network, title="Another day", slug="two", day=date(2026, 1, 2))
    result = activities_by_network(entries_in_year(day=day, year=2026, user=VISITOR))
    assert result == {"Alpha": ["A film", "Look", "We speak up", "Meeting 1: Theme"]}


@pytest.mark.parametrize(
    ("begins", "ends", "years"),
    [
        ("2010-10-18", "", [2010]),
        ("2010", "", [2010]),
        ("2010-10-19", "", []),
        ("2010-11", "2012-03", [2011]),
        ("2010-10", "2012", [2010, 2011, 2012]),
        ("2025-10-18", "2026-03-31", [2025]),
    ],
)
def test_campaign_is_listed_on_awareness_days_within_its_period(begins: str, ends: str, years: list[int]) -> None:
    campaign = make_campaign(NetworkFactory(), begins=begins, ends=ends)
    assert years_on(campaign=campaign, day=make_day(month=10, day=18)) == years
