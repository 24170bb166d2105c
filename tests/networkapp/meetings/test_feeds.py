"""Calendar subscriptions contain what their owner can see now, and confidential titles only if the owner includes
them.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from networkapp import registry
from networkapp.errors import Refused
from networkapp.meetings.calendars.feeds import create_feed, feed_of, read_feed, revoke_feed, set_feed_titles
from networkapp.meetings.models import CalendarFeed, Meeting, MeetingState
from networkapp.models import Network, Seat
from networkapp.registry import DeskItem
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db

SOON = timedelta(days=5)


@pytest.fixture(autouse=True)
def clear_cache() -> None:
    cache.clear()


def meeting_of(network: Network, **kwargs: Any) -> Meeting:
    day = timezone.localdate() + SOON
    meeting = make_meeting(network, date=kwargs.pop("date", day), **{"theme": {"en": "Axolotl"}, **kwargs})
    return meeting


def summaries(secret: str) -> list[str]:
    fed = read_feed(secret=secret)
    assert fed is not None
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(fed.content).events]


def feed_text(secret: str) -> str:
    fed = read_feed(secret=secret)
    assert fed is not None
    return fed.content.decode().replace("\r\n ", "")


def test_feed_contains_meetings_of_networks_where_its_owner_has_a_seat() -> None:
    seat = SeatFactory(network__slug="hers", network__visibility="public")
    meeting_of(seat.network)
    meeting_of(NetworkFactory(slug="open", visibility="public"), theme={"en": "Quetzal"})
    meeting_of(NetworkFactory(slug="closed"), theme={"en": "Takahe"})
    assert summaries(create_feed(user=seat.user)) == ["Hers, Meeting 1: Axolotl"]


def test_meetings_leave_the_feed_as_soon_as_the_seat_ends() -> None:
    seat = SeatFactory(network__slug="one", network__visibility="public")
    other = SeatFactory(user=seat.user, network__slug="two", network__visibility="public")
    meeting_of(seat.network), meeting_of(other.network)
    secret = create_feed(user=seat.user)
    assert len(summaries(secret)) == 2
    Seat.objects.filter(pk=other.pk).update(ends_at=timezone.now())
    assert summaries(secret) == ["One, Meeting 1: Axolotl"]
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert summaries(secret) == []


def test_feed_omits_meetings_of_a_seat_that_has_not_begun() -> None:
    seat = SeatFactory(network__visibility="public", starts_at=timezone.now() + timedelta(hours=1))
    meeting_of(seat.network)
    assert summaries(create_feed(user=seat.user)) == []


@pytest.mark.parametrize("visibility", ["closed", "members"])
def test_feed_shows_only_time_and_place_of_meetings_that_are_not_public(visibility: str) -> None:
    seat = SeatFactory(network__slug="kept-in", network__visibility=visibility, network__name="Quetzal")
    meeting = meeting_of(seat.network, text="Takahe", slug="m-1")
    Meeting.objects.filter(pk=meeting.pk).update(link="https://video.example/Kakapo")
    secret = create_feed(user=seat.user)
    text = feed_text(secret)
    assert "SUMMARY;LANGUAGE=en:Meeting\r\n" in text
    assert "LOCATION:Here" in text
    assert "URL:http" in text
    assert "CLASS:PRIVATE" in text
    for kept in ("Axolotl", "Quetzal", "Takahe", "Kakapo", "kept-in", "m-1"):
        assert kept not in text
    [address] = re.findall(r"URL:(\S+)", text)
    assert address.endswith(f"/calendar/{meeting.date:%Y}/{meeting.date.month}/")
    set_feed_titles(user=seat.user, with_titles=True)
    assert "/meetings/m-1/" in feed_text(secret)


def test_feed_owner_can_include_and_exclude_titles() -> None:
    seat = SeatFactory(network__slug="kept-in")
    meeting = meeting_of(seat.network)
    Meeting.objects.filter(pk=meeting.pk).update(link="https://video.example/Kakapo")
    secret = create_feed(user=seat.user)
    set_feed_titles(user=seat.user, with_titles=True)
    assert summaries(secret) == ["Kept in, Meeting 1: Axolotl"]
    assert "https://video.example/Kakapo" in feed_text(secret)
    set_feed_titles(user=seat.user, with_titles=False)
    assert summaries(secret) == ["Meeting"]


def test_feed_of_a_user_who_cannot_read_the_network_omits_meeting_links() -> None:
    seat = SeatFactory(network__visibility="public", capacity="government")
    meeting = meeting_of(seat.network)
    Meeting.objects.filter(pk=meeting.pk).update(link="https://video.example/Kakapo")
    text = feed_text(create_feed(user=seat.user, tells_titles=True))
    assert "Axolotl" in text
    assert "Kakapo" not in text


def test_feed_contains_no_meetings_of_another_person() -> None:
    one, two = SeatFactory(network__slug="one"), SeatFactory(network__slug="two")
    meeting_of(one.network, theme={"en": "Quetzal"}), meeting_of(two.network, theme={"en": "Takahe"})
    first, second = (create_feed(user=seat.user, tells_titles=True) for seat in (one, two))
    assert summaries(first) == ["One, Meeting 1: Quetzal"]
    assert summaries(second) == ["Two, Meeting 1: Takahe"]


def test_new_feed_secret_replaces_the_old_one_and_a_revoked_one_is_invalid() -> None:
    seat = SeatFactory()
    old = create_feed(user=seat.user)
    new = create_feed(user=seat.user)
    assert read_feed(secret=old) is None
    assert read_feed(secret=new) is not None
    revoke_feed(user=seat.user)
    assert read_feed(secret=new) is None
    assert feed_of(user=seat.user) is None


def test_feed_secret_is_not_stored() -> None:
    seat = SeatFactory()
    secret = create_feed(user=seat.user)
    read_feed(secret=secret)
    kept = CalendarFeed.objects.values().get()
    assert secret not in str(kept)
    assert len(secret) == 43


def test_feed_of_a_deactivated_account_cannot_be_read() -> None:
    seat = SeatFactory(network__visibility="public")
    meeting_of(seat.network)
    secret = create_feed(user=seat.user)
    type(seat.user).objects.filter(pk=seat.user.pk).update(is_active=False)
    assert read_feed(secret=secret) is None


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "é" * 43, "a" * 10_000, "../../etc", "%00"])
def test_unknown_feed_secret_is_invalid(wrong: str) -> None:
    create_feed(user=SeatFactory().user)
    assert read_feed(secret=wrong) is None


def test_cancelled_meeting_remains_in_the_feed_as_cancelled() -> None:
    seat = SeatFactory(network__slug="hers", network__visibility="public")
    meeting = meeting_of(seat.network)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED, revision=3)
    fed = read_feed(secret=create_feed(user=seat.user))
    assert fed is not None
    [event] = Calendar.from_ical(fed.content).events
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
    assert event["SUMMARY"] == "Cancelled: Hers, Meeting 1: Axolotl"


def test_meeting_times_are_local_to_the_place_and_a_meeting_without_times_is_all_day() -> None:
    seat = SeatFactory(network__visibility="public")
    begins = datetime.combine(timezone.localdate() + SOON, datetime.min.time(), UTC).replace(hour=8)
    timed = meeting_of(seat.network)
    Meeting.objects.filter(pk=timed.pk).update(
        starts_at=begins, ends_at=begins + timedelta(hours=3), time_zone="Europe/Helsinki"
    )
    bare = meeting_of(seat.network, number=2, slug="bare")
    fed = read_feed(secret=create_feed(user=seat.user))
    assert fed is not None
    events = {str(event["UID"]): event for event in Calendar.from_ical(fed.content).events}
    first, second = events[_uid(timed)], events[_uid(bare)]
    assert first["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert first.start == begins
    assert second.start == bare.date
    assert not isinstance(second.start, datetime)


def _uid(meeting: Meeting) -> str:
    return f"{meeting.uid}@localhost"


def test_feed_omits_meetings_older_than_a_year() -> None:
    seat = SeatFactory(network__visibility="public")
    meeting_of(seat.network, date=date(2010, 3, 1))
    assert summaries(create_feed(user=seat.user)) == []


def test_feed_contains_desk_deadlines_without_confidential_titles(monkeypatch: Any) -> None:
    due = timezone.now() + SOON
    items = [
        DeskItem(title="Say Quetzal", email_title="Say that", detail="Takahe", url="/a/", deadline=due, key="a-1"),
        DeskItem(title="Kakapo", url="/networks/kept-in/b/", deadline=due),
        DeskItem(title="No day", url="/c/", key="c-1"),
    ]
    monkeypatch.setattr(registry, "needs_attention", [lambda user: items])
    secret = create_feed(user=SeatFactory().user)
    assert summaries(secret) == ["Say that", "Deadline on your desk"]
    assert "Quetzal" not in feed_text(secret)
    assert "Takahe" not in feed_text(secret)
    assert "kept-in" not in feed_text(secret)
    set_feed_titles(user=feed_owner(), with_titles=True)
    assert summaries(secret) == ["Say Quetzal", "Kakapo"]


def test_deadline_moved_earlier_or_later_gets_a_higher_sequence(monkeypatch: Any) -> None:
    due = timezone.now() + SOON
    items = {"a": DeskItem(title="First", url="/a/", deadline=due, key="a")}
    monkeypatch.setattr(registry, "needs_attention", [lambda user: list(items.values())])
    secret = create_feed(user=SeatFactory().user)
    assert sequences(secret) == [0]
    items["a"] = replace(items["a"], deadline=due + timedelta(days=1))
    assert sequences(secret) == sequences(secret) == [1]
    items["a"] = replace(items["a"], deadline=due - timedelta(days=1))
    assert sequences(secret) == [2]
    items["a"] = replace(items["a"], title="Renamed")
    assert sequences(secret) == [2]


def test_deadline_that_returns_to_the_feed_has_its_previous_sequence(monkeypatch: Any) -> None:
    due = timezone.now() + SOON
    item = DeskItem(title="First", url="/a/", deadline=due, key="a")
    shown = [item]
    monkeypatch.setattr(registry, "needs_attention", [lambda user: list(shown)])
    secret = create_feed(user=SeatFactory().user)
    read_feed(secret=secret)
    shown.clear()
    assert sequences(secret) == []
    shown.append(replace(item, deadline=due + timedelta(hours=1)))
    assert sequences(secret) == [1]
    CalendarFeed.objects.update(digest="", revisions={"old@localhost": ["2001-01-01T00:00:00+00:00", 4]})
    assert sequences(secret) == [0]
    assert [len(uid) > 20 for uid in CalendarFeed.objects.get().revisions] == [True]


def sequences(secret: str) -> list[int]:
    fed = read_feed(secret=secret)
    assert fed is not None
    return [event["SEQUENCE"] for event in Calendar.from_ical(fed.content).events]


def feed_owner() -> Any:
    return CalendarFeed.objects.get().user


def test_feed_digest_and_change_time_are_stable_until_a_meeting_changes() -> None:
    seat = SeatFactory(network__visibility="public")
    meeting = meeting_of(seat.network)
    secret = create_feed(user=seat.user)
    first, second = read_feed(secret=secret), read_feed(secret=secret)
    assert first == second
    Meeting.objects.filter(pk=meeting.pk).update(place="There", revision=1)
    CalendarFeed.objects.update(changed_at=timezone.now() - timedelta(days=1))
    third = read_feed(secret=secret)
    assert first is not None
    assert third is not None
    assert third.digest != first.digest
    assert third.changed_at > timezone.now() - timedelta(minutes=1)


def test_feed_is_in_the_language_of_its_owner() -> None:
    user = UserFactory()
    user.language = "de"
    user.save()
    seat = SeatFactory(user=user)
    meeting_of(seat.network)
    assert "SUMMARY;LANGUAGE=de:" in feed_text(create_feed(user=seat.user))


def test_feed_requests_are_rate_limited(settings: Any) -> None:
    settings.NETWORKAPP_PACE = {"calendars": ((2, timedelta(days=1)),)}
    secret = create_feed(user=SeatFactory().user)
    read_feed(secret=secret), read_feed(secret=secret)
    with pytest.raises(Refused) as refused:
        read_feed(secret=secret)
    assert refused.value.code == "too_fast"


def test_very_long_meeting_title_is_truncated_in_the_feed() -> None:
    seat = SeatFactory(network__visibility="public")
    meeting_of(seat.network, theme={"en": "Ж" * 300})
    [summary] = summaries(create_feed(user=seat.user))
    assert len(summary) == 250
