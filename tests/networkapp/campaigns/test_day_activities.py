"""Networks are reminded of an awareness day until they have recorded what they do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from home.domain.demo.recording.days import CampaignLinks
from networkapp.campaigns.actions.days import (
    desk_items,
    mark_no_activity,
    network_statuses,
    record_activity,
    reporting_year,
)
from networkapp.campaigns.models import AwarenessDay, DayActivity, NoActivity
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


def day_in(days: int) -> tuple[AwarenessDay, int]:
    """Create an awareness day this number of days from today, and return it with its year."""
    on = timezone.localdate() + timedelta(days=days)
    on = on - timedelta(days=1) if (on.month, on.day) == (2, 29) else on
    return make_day(month=on.month, day=on.day), on.year


def secretariat_seat(**seat: Any) -> Seat:
    return SeatFactory(**{"capacity": "secretariat", **seat})


def desk_titles(seat: Seat) -> list[str]:
    return [str(item.title) for item in desk_items(user=seat.user)]


@pytest.mark.parametrize(
    ("today", "year"),
    [
        ("2026-09-19", 2025),
        ("2026-09-20", 2026),
        ("2026-10-18", 2026),
        ("2026-10-19", None),
        ("2026-10-31", None),
        ("2026-11-01", 2026),
        ("2027-09-19", 2026),
        ("2007-11-01", 2007),
        ("2007-09-19", None),
    ],
)
def test_networks_are_reminded_from_four_weeks_before_to_two_weeks_after_the_day(today: str, year: int | None) -> None:
    assert reporting_year(day=make_day(month=10, day=18), today=date.fromisoformat(today)) == year


@pytest.mark.parametrize(
    ("seat", "criteria"),
    [
        ({"capacity": "secretariat"}, True),
        ({"capacity": "expert", "delegation": None, "offices": ["editor"]}, True),
        ({"capacity": "member"}, False),
        ({"capacity": "secretariat", "ends_at": datetime(2020, 1, 1, tzinfo=UTC)}, False),
    ],
    ids=str,
)
def test_secretariats_and_editors_are_reminded(seat: dict[str, Any], criteria: bool) -> None:
    day_in(20)
    kept = {"starts_at": datetime(2019, 1, 1, tzinfo=UTC), **seat}
    assert len(desk_titles(SeatFactory(**kept))) == criteria


def test_reminder_is_one_desk_item_for_all_networks_of_a_user() -> None:
    day, year = day_in(-15)
    seat = secretariat_seat(network=NetworkFactory(slug="a", name="Alpha"))
    for name in ("Beta", "Gamma", "Delta"):
        secretariat_seat(network=NetworkFactory(slug=name.lower(), name=name), user=seat.user)
    (item,) = desk_items(user=seat.user)
    assert str(item.title) == f"Record what your network did on {day.label}"
    assert item.detail == "The day a-day: Alpha, Beta, Delta, 1 more"
    assert item.url == f"/days/a-day/{year}/#yours"


def test_reminder_disappears_once_an_activity_is_recorded() -> None:
    day, year = day_in(20)
    seat = secretariat_seat()
    assert desk_titles(seat) == [f"Record what your network plans for {day.label}"]
    record_activity(network=seat.network, day=day, year=year, user=seat.user, title="A film")
    assert desk_titles(seat) == []


def test_reminder_disappears_once_a_campaign_of_the_network_is_linked_to_the_day() -> None:
    day, year = day_in(20)
    seat = secretariat_seat()
    of_others = {"own": False, "source": "A report"}
    make_campaign(
        seat.network, begins=str(year), ends="", more={"ties": CampaignLinks(days=[day]), "slug": "o"}, **of_others
    )
    assert len(desk_titles(seat)) == 1
    make_campaign(seat.network, begins=str(year), ends="", more={"ties": CampaignLinks(days=[day])})
    assert desk_titles(seat) == []


def test_year_without_activity_can_be_marked_until_an_activity_is_recorded() -> None:
    day, year = day_in(-15)
    seat = secretariat_seat()
    mark_no_activity(network=seat.network, day=day, year=year, user=seat.user)
    mark_no_activity(network=seat.network, day=day, year=year, user=seat.user)
    assert desk_titles(seat) == []
    assert [one.is_quiet for one in network_statuses(day=day, year=year, networks=[seat.network])] == [True]
    record_activity(network=seat.network, day=day, year=year, user=seat.user, title="A film after all")
    assert not NoActivity.objects.exists()
    with pytest.raises(Refused, match="Your network has already recorded an activity"):
        mark_no_activity(network=seat.network, day=day, year=year, user=seat.user)


def test_activity_of_last_year_does_not_remove_this_years_reminder() -> None:
    day, year = day_in(20)
    seat = secretariat_seat()
    record_activity(network=seat.network, day=day, year=year - 1, user=seat.user, title="Last year")
    assert len(desk_titles(seat)) == 1


def test_activity_with_the_same_client_key_is_recorded_once() -> None:
    day, year = day_in(-15)
    seat, key = secretariat_seat(), uuid4()
    twice = [
        record_activity(network=seat.network, day=day, year=year, user=seat.user, title="A film", client_key=key)
        for _time in range(2)
    ]
    assert twice[0] == twice[1] == DayActivity.objects.get()


@pytest.mark.parametrize("act", [record_activity, mark_no_activity])
def test_activity_is_recorded_only_by_campaign_editors_and_not_too_early(act: Any) -> None:
    day, year = day_in(40)
    seat = secretariat_seat()
    more = {"title": "A film"} if act is record_activity else {}
    with pytest.raises(Refused, match="four weeks before"):
        act(network=seat.network, day=day, year=year, user=seat.user, **more)
    with pytest.raises(NotAllowed):
        act(network=seat.network, day=day, year=year - 1, user=SeatFactory(network=seat.network).user, **more)
    assert not DayActivity.objects.exists()
    assert not NoActivity.objects.exists()
