"""The briefing: what concerns its reader, in no more words than can be read in three minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp import registry
from networkapp.meetings.models import Meeting, MeetingState
from networkapp.meetings.queries.briefing import (
    MAX_WORDS,
    BriefingLine,
    BriefingPart,
    briefing_for,
    desk_items,
    find_meeting_to_read,
    shorten_parts,
)
from networkapp.models import Seat
from networkapp.registry import DeskItem, overviews
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewKind, OverviewPart
from tests.factories.agendas import make_item
from tests.factories.discussion import start_topic
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


def upcoming_meeting(network: Any, **kwargs: Any) -> Meeting:
    return make_meeting(network, **{"date": timezone.localdate() + timedelta(days=3), **kwargs})


def lines(meeting: Meeting, reader: Any, key: str) -> list[str]:
    [part] = [part for part in briefing_for(meeting=meeting, user=reader).parts if part.key == key]
    return [line.text for line in part.lines]


def test_briefing_is_available_to_current_readers_of_the_network_only() -> None:
    seat = SeatFactory(network__visibility="public")
    meeting, outside = upcoming_meeting(seat.network), SeatFactory()
    guest = SeatFactory(network=seat.network, capacity="government")
    assert find_meeting_to_read(slug=meeting.slug, user=seat.user) == meeting
    assert find_meeting_to_read(slug=meeting.slug, user=outside.user) is None
    assert find_meeting_to_read(slug=meeting.slug, user=guest.user) is None
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert find_meeting_to_read(slug=meeting.slug, user=seat.user) is None


def test_briefing_lists_desk_items_of_this_network_by_deadline(monkeypatch: Any) -> None:
    seat = SeatFactory(network__slug="joint")
    meeting, other = upcoming_meeting(seat.network), upcoming_meeting(NetworkFactory(slug="other"))
    now = timezone.now()
    items = [
        DeskItem(title="later", url="/networks/joint/procedures/1/", deadline=now + timedelta(days=2), key="a"),
        DeskItem(title="sooner", url="/decisions/joint/2026/1/", deadline=now + timedelta(days=1), key="b"),
        DeskItem(title="some day", url=f"/meetings/{meeting.slug}/", key="c"),
        DeskItem(title="elsewhere", url="/networks/other/topics/1/", key="d"),
        DeskItem(title="another meeting", url=f"/meetings/{other.slug}/", key="e"),
    ]
    monkeypatch.setattr(registry, "needs_attention", [lambda user: items])
    assert lines(meeting, seat.user, "voice") == ["sooner", "later", "some day"]


def test_briefing_lists_what_is_new_since_the_previous_meeting() -> None:
    seat = SeatFactory()
    created = make_meeting(seat.network, number=1, slug="held", date=timezone.localdate() - timedelta(days=20))
    cancelled = make_meeting(seat.network, number=2, slug="off", date=timezone.localdate() - timedelta(days=1))
    Meeting.objects.filter(pk=cancelled.pk).update(state=MeetingState.CANCELLED)
    meeting = upcoming_meeting(seat.network, number=3, slug="next")
    old, new = start_topic(seat, "Old"), start_topic(seat, "New")
    type(old).objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=40))
    assert new.title == "New"
    result = lines(meeting, SeatFactory(network=seat.network).user, "new")
    assert result[0] == "New topic: New"
    assert "New topic: Old" not in result
    brief = briefing_for(meeting=meeting, user=seat.user)
    assert brief.since.date() == created.date + timedelta(days=1)


def test_briefing_period_never_starts_at_a_meeting_in_the_future() -> None:
    network, today = NetworkFactory(), timezone.localdate()
    reader = SeatFactory(network=network).user
    far = make_meeting(network, number=3, slug="far", date=today + timedelta(days=200))
    ago = timezone.now() - briefing_for(meeting=far, user=reader).since
    assert round(ago / timedelta(days=1)) == 90
    meeting = make_meeting(network, number=1, slug="held", date=today - timedelta(days=20))
    between = upcoming_meeting(network, number=2, slug="between")
    since = {briefing_for(meeting=one, user=reader).since.date() for one in (between, far)}
    assert since == {meeting.date + timedelta(days=1)}


def test_briefing_counts_unread_messages_for_its_reader_only() -> None:
    seat = SeatFactory()
    reader = SeatFactory(network=seat.network)
    meeting = upcoming_meeting(seat.network)
    start_topic(seat, "A topic", "words")
    assert lines(meeting, reader.user, "new")[-1] == "1 unread message"
    assert lines(meeting, seat.user, "new") == ["New topic: A topic"]
    shared = briefing_for(meeting=meeting, user=reader.user, personal=False)
    assert [line.text for part in shared.parts if part.key == "new" for line in part.lines] == ["New topic: A topic"]


def test_briefing_lists_open_matters_of_the_country_from_plugins(monkeypatch: Any) -> None:
    requests = []

    def source(*, overview: Overview) -> list[OverviewPart]:
        requests.append(overview.country)
        result = tuple(OverviewEntry(title=line) for line in (f"of {overview.country}", "second", "third"))
        return [OverviewPart(key="gaps", title="Gaps", url="/gaps/", entries=result)]

    monkeypatch.setattr(overviews, "overview_sources", [(1, frozenset({OverviewKind.BRIEF}), source)])
    seat = SeatFactory(delegation=DelegationFactory(code="XB"))
    meeting = upcoming_meeting(seat.network)
    SeatFactory(user=seat.user, delegation=DelegationFactory(code="XC"))
    assert lines(meeting, seat.user, "country") == ["Gaps: of XB", "Gaps: second"]
    assert requests == ["XB"]


def test_briefing_lists_agenda_items_in_order_including_internal_ones() -> None:
    seat = SeatFactory()
    meeting = upcoming_meeting(seat.network)
    make_item(meeting, "Opening"), make_item(meeting, "Inside", internal=True, speaker="The chair")
    assert lines(meeting, seat.user, "agenda") == ["1. Opening", "2. Inside"]


def briefing_part(number: int, many: int, least: int = 3) -> BriefingPart:
    return BriefingPart(
        key="k", title="Title", least=least, lines=tuple(BriefingLine(text="word " * many) for _n in range(number))
    )


def test_too_long_briefing_is_shortened_line_by_line() -> None:
    parts = shorten_parts(parts=[briefing_part(30, 20), briefing_part(30, 20), briefing_part(14, 20, least=12)])
    assert sum(part.words for part in parts) <= MAX_WORDS
    assert [len(part.lines) + part.more for part in parts] == [30, 30, 14]
    assert min(len(part.lines) for part in parts) >= 3
    assert len(parts[2].lines) >= 12


def test_short_briefing_is_not_shortened() -> None:
    part = briefing_part(3, 5)
    assert shorten_parts(parts=[part])[0].more == 0


def test_very_long_line_of_a_briefing_is_truncated() -> None:
    [part] = shorten_parts(parts=[briefing_part(1, 400)])
    assert part.words < 30


def test_briefing_of_a_very_large_meeting_takes_three_minutes_or_less(monkeypatch: Any) -> None:
    seat = SeatFactory(network__slug="joint")
    meeting = upcoming_meeting(seat.network, theme={"en": "T" * 300})
    monkeypatch.setattr(
        registry,
        "needs_attention",
        [lambda user: [DeskItem(title="a b c " * 40, url="/networks/joint/", key=f"k{n}") for n in range(100)]],
    )
    for _number in range(30):
        make_item(meeting, "Title of an item " * 10, speaker="Somebody of some long house")
    brief = briefing_for(meeting=meeting, user=seat.user)
    assert brief.words <= MAX_WORDS
    assert brief.minutes <= 3


def test_briefing_is_on_the_desk_from_one_week_before_the_meeting() -> None:
    seat = SeatFactory(network__name="Quetzal")
    meeting = upcoming_meeting(seat.network)
    upcoming_meeting(seat.network, number=2, slug="far", date=timezone.localdate() + timedelta(days=30))
    upcoming_meeting(NetworkFactory(slug="open", visibility="public"))
    [item] = desk_items(user=seat.user)
    assert item.url == f"/meetings/{meeting.slug}/brief/"
    assert "Quetzal" not in str(item.email_title)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED)
    assert list(desk_items(user=seat.user)) == []
