"""The calendar in the browser, and its files for other calendars."""

import logging
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from networkapp import registry
from networkapp.meetings.calendars.feeds import create_feed
from networkapp.meetings.models import CalendarFeed, Meeting, MeetingSeries
from networkapp.registry import DeskItem
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clear_cache() -> None:
    cache.clear()


def upcoming_meeting(network: Any, **kwargs: Any) -> Meeting:
    day = timezone.localdate() + timedelta(days=5)
    return make_meeting(network, **{"date": day, "theme": {"en": "Axolotl"}, **kwargs})


def feed_url(secret: str) -> str:
    return f"/calendar/feed/{secret}.ics"


def test_feed_is_served_without_session_or_cookie(client: Client) -> None:
    seat = SeatFactory(network__visibility="public")
    upcoming_meeting(seat.network)
    answer = client.get(feed_url(create_feed(user=seat.user)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert len(Calendar.from_ical(answer.content).events) == 1


def test_unchanged_feed_returns_304(client: Client) -> None:
    seat = SeatFactory(network__visibility="public")
    meeting = upcoming_meeting(seat.network)
    address = feed_url(create_feed(user=seat.user))
    first = client.get(address)
    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_day = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content, by_day.status_code) == (304, b"", 304)
    Meeting.objects.filter(pk=meeting.pk).update(place="There")
    CalendarFeed.objects.update(changed_at=timezone.now() - timedelta(days=1))
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, b"There" in again.content) == (200, True)


def test_feed_supports_head_requests(client: Client) -> None:
    seat = SeatFactory(network__visibility="public")
    address = feed_url(create_feed(user=seat.user))
    head, whole = client.head(address), client.get(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_url_rejects_other_methods(client: Client, method: str) -> None:
    address = feed_url(create_feed(user=SeatFactory().user))
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("secret", ["x", "A" * 43, "%C3%A9" * 20, "a" * 3000, "..%2F..", "%00"])
def test_unknown_feed_secret_returns_404(client: Client, secret: str) -> None:
    create_feed(user=SeatFactory().user)
    assert client.get(feed_url(secret)).status_code == 404


def test_rate_limited_feed_returns_429_with_retry_after(client: Client, settings: Any) -> None:
    settings.NETWORKAPP_PACE = {"calendars": ((1, timedelta(days=1)),)}
    address = feed_url(create_feed(user=SeatFactory().user))
    client.get(address)
    answer = client.get(address)
    assert (answer.status_code, "Retry-After" in answer) == (429, True)


def test_request_log_hides_the_feed_secret(client: Client, caplog: Any) -> None:
    secret = create_feed(user=SeatFactory().user)
    CalendarFeed.objects.all().delete()
    with caplog.at_level(logging.WARNING, logger="django.request"):
        client.get(feed_url(secret))
    assert "/calendar/feed/…" in caplog.text
    assert secret not in caplog.text


def test_feed_link_is_shown_once_when_it_is_created(client: Client) -> None:
    seat = SeatFactory(network__visibility="public")
    client.force_login(seat.user)
    assert b"Create link" in client.get("/calendar/feed/").content
    made = client.post("/calendar/feed/", {"act": "make"})
    address = made.context["address"]
    assert made.context["webcal"] == address.replace("http:", "webcal:")
    assert "no-store" in made["Cache-Control"]
    assert client.get(address).status_code == 200
    assert address not in client.get("/calendar/feed/").content.decode()


def test_feed_settings_page_sends_referrer_policy_same_origin(client: Client) -> None:
    """Browsers send "Origin: null" with a form under "no-referrer", which the check against forged forms refuses."""
    client.force_login(SeatFactory().user)
    assert client.get("/calendar/feed/")["Referrer-Policy"] == "same-origin"


def test_feed_owner_renews_and_revokes_the_link(client: Client) -> None:
    seat = SeatFactory()
    client.force_login(seat.user)
    old = client.post("/calendar/feed/", {"act": "make", "tells_titles": "on"}).context["address"]
    assert CalendarFeed.objects.get().tells_titles is True
    new = client.post("/calendar/feed/", {"act": "make"}).context["address"]
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    client.post("/calendar/feed/", {"act": "titles", "tells_titles": "on"})
    assert CalendarFeed.objects.get().tells_titles is True
    client.post("/calendar/feed/", {"act": "revoke"})
    assert client.get(new).status_code == 404
    assert client.post("/calendar/feed/", {"act": "else"}).status_code == 422


def test_meeting_and_series_are_downloaded_as_ics_by_readers_only(client: Client) -> None:
    seat = SeatFactory(network__slug="closed-one")
    meeting = upcoming_meeting(seat.network)
    series = MeetingSeries.objects.create(network=seat.network, title="Group", slug="group")
    Meeting.objects.filter(pk=meeting.pk).update(series=series, link="https://video.example/room")
    addresses = [f"/calendar/meetings/{meeting.slug}.ics", "/calendar/series/group.ics"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(seat.user)
    for address in addresses:
        answer = client.get(address)
        [event] = Calendar.from_ical(answer.content).events
        assert event["SUMMARY"] == "Closed one, Meeting 1: Axolotl"
        assert "https://video.example/room" in event["DESCRIPTION"]
        assert "attachment" in answer["Content-Disposition"]


def test_calendar_shows_only_public_meetings_to_visitors(client: Client) -> None:
    upcoming_meeting(NetworkFactory(slug="open", visibility="public"), theme={"en": "Quetzal"})
    upcoming_meeting(NetworkFactory(slug="closed"), theme={"en": "Takahe"})
    page = client.get("/calendar/").content.decode()
    assert ("Quetzal" in page, "Takahe" in page) == (True, False)


def test_calendar_shows_upcoming_and_overdue_deadlines(client: Client, monkeypatch: Any) -> None:
    late, due = timezone.now() - timedelta(days=2), timezone.now() + timedelta(days=2)
    items = [
        DeskItem(title="Quetzal", url="/a/", deadline=due, key="a"),
        DeskItem(title="Takahe", url="/b/", deadline=late, key="b"),
    ]
    monkeypatch.setattr(registry, "needs_attention", [lambda user: items])
    client.force_login(SeatFactory().user)
    page = client.get("/calendar/").content.decode()
    assert page.index("Takahe") < page.index("Quetzal")


def test_month_page_shows_meetings_on_their_local_dates(client: Client) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    meeting = upcoming_meeting(network, date=datetime(2026, 3, 30).date())
    begins = datetime(2026, 3, 30, 8, tzinfo=UTC)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=begins, ends_at=begins + timedelta(days=2), time_zone="Europe/Riga"
    )
    month = client.get("/calendar/2026/3/").context["month"]
    days = {day.day.isoformat(): len(day.shown) for week in month.weeks for day in week if day.shown}
    assert days == {"2026-03-30": 1, "2026-03-31": 1, "2026-04-01": 1}
    assert b"11:00" in client.get("/calendar/2026/3/").content
    assert client.get("/calendar/2026/2/").context["month"].number == 0


def test_visitors_are_shown_the_time_zone_of_the_place_and_members_their_own_time_too(client: Client) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    meeting = upcoming_meeting(network)
    begins = datetime.combine(meeting.date, time(8), UTC)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=begins, ends_at=begins + timedelta(hours=2), time_zone="Asia/Riyadh"
    )
    page = client.get("/calendar/").content.decode()
    assert ("(UTC+3)" in page, "your time" in page) == (True, False)
    for zone, shown in (("Asia/Dubai", (True, True)), ("Asia/Riyadh", (False, False))):
        client.force_login(SeatFactory(network=network, user__time_zone=zone).user)
        page = client.get("/calendar/").content.decode()
        assert ("(UTC+3)" in page, "12:00 your time" in page) == shown


@pytest.mark.parametrize("month", ["2026/0", "2026/13", "0/1", "99999/1", "9999/12", "1/1"])
def test_invalid_or_extreme_month_causes_no_server_error(client: Client, month: str) -> None:
    assert client.get(f"/calendar/{month}/").status_code in {200, 404}
