"""The briefing and the pack in the browser: for members, with and without JavaScript."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.meetings.models import AgendaItem, AgendaPaper, Meeting, MeetingPack
from networkapp.meetings.packs.packs import make_pack
from networkapp.meetings.templatetags.networkapp_meetings import meeting_times
from networkapp.models import Seat
from tests.factories.agendas import make_item, put_on
from tests.factories.meetings import call, make_meeting
from tests.factories.networks import SeatFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@world
def seat() -> Seat:
    return SeatFactory(network__visibility="public")


@world
def meeting(seat: Seat) -> Meeting:
    return make_meeting(seat.network, date=timezone.localdate() + timedelta(days=3), theme={"en": "Axolotl"})


def test_briefing_page_shows_the_agenda_and_the_reading_time(client: Client, seat: Seat, meeting: Meeting) -> None:
    make_item(meeting, "Opening words")
    client.force_login(seat.user)
    page = client.get(f"/meetings/{meeting.slug}/brief/").content.decode()
    assert "Opening words" in page
    assert "1 minute" in page


def test_briefing_page_shows_meeting_times_in_the_time_zone_of_the_place(client: Client, seat: Seat) -> None:
    meeting = call(SeatFactory(network=seat.network, offices=["chair"]))
    client.force_login(seat.user)
    page = client.get(f"/meetings/{meeting.slug}/brief/").content.decode()
    assert meeting_times(meeting) in page


@pytest.mark.parametrize(("place", "is_elsewhere"), [("Europe/Helsinki", True), ("UTC", False)])
def test_briefing_page_shows_the_reader_time_if_it_differs_from_the_place(
    client: Client, seat: Seat, meeting: Meeting, place: str, is_elsewhere: bool
) -> None:
    starts = datetime(2027, 1, 12, 9, tzinfo=ZoneInfo(place))
    fields = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "time_zone": place}
    Meeting.objects.filter(pk=meeting.pk).update(date=starts.date(), **fields)
    seat.user.time_zone = "UTC"
    seat.user.save()
    client.force_login(seat.user)
    page = client.get(f"/meetings/{meeting.slug}/brief/").content.decode()
    assert "09:00 to 11:00" in page
    assert ("Your time: " in page, "07:00 <span" in page) == (is_elsewhere, is_elsewhere)


@pytest.mark.parametrize("page", ["brief", "pack"])
def test_briefing_and_pack_of_a_public_meeting_return_404_for_non_members(
    client: Client, meeting: Meeting, page: str
) -> None:
    address = f"/meetings/{meeting.slug}/{page}/"
    assert client.get(address).status_code == 302
    client.force_login(SeatFactory().user)
    assert client.get(address).status_code == 404


def test_pack_is_requested_created_and_downloaded_with_its_hash_as_etag(
    client: Client, seat: Seat, meeting: Meeting
) -> None:
    make_item(meeting, "Opening words")
    client.force_login(seat.user)
    address = f"/meetings/{meeting.slug}/pack/"
    assert client.post(address, {"form": "epub"})["Location"] == address
    waiting = client.get(address)
    assert "Waiting, next in the queue" in waiting.content.decode()
    assert waiting["Cache-Control"].startswith("no-store")
    pack = MeetingPack.objects.get()
    make_pack.func(pack.pk)
    ready_pack = client.get(address).content.decode()
    pack.refresh_from_db()
    assert pack.get_absolute_url() in ready_pack
    assert pack.digest in ready_pack
    file = client.get(pack.get_absolute_url())
    assert file["Content-Type"] == "application/epub+zip"
    assert b"".join(file).startswith(b"PK")
    again = client.get(pack.get_absolute_url(), headers={"If-None-Match": file["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["", "docx", "exe"])
def test_unknown_pack_format_returns_404(client: Client, seat: Seat, meeting: Meeting, form: str) -> None:
    client.force_login(seat.user)
    assert client.post(f"/meetings/{meeting.slug}/pack/", {"form": form}).status_code == 404


def test_pack_url_under_another_meeting_returns_404(client: Client, seat: Seat, meeting: Meeting) -> None:
    client.force_login(seat.user)
    client.post(f"/meetings/{meeting.slug}/pack/", {"form": "epub"})
    pack = MeetingPack.objects.get()
    make_pack.func(pack.pk)
    other = make_meeting(seat.network, number=2, slug="other", date=meeting.date)
    assert client.get(f"/meetings/{other.slug}/pack/{pack.pk}/x.epub").status_code == 404


@pytest.fixture
def ready_pack(client: Client, seat: Seat, meeting: Meeting) -> MeetingPack:
    """Return a created PDF pack whose reader is signed in."""
    make_item(meeting, "Opening words", text="Who speaks first")
    put_on(make_item(meeting, "Attachments"), "figures.xlsx", b"PK figures")
    client.force_login(seat.user)
    client.post(f"/meetings/{meeting.slug}/pack/", {"form": "pdf"})
    pack = MeetingPack.objects.get()
    make_pack.func(pack.pk)
    pack.refresh_from_db()
    return pack


def copy_status(client: Client, pack: MeetingPack) -> Any:
    return client.get(f"/handbooks/on-this-device/standing/?copy=pack-{pack.pk}-en").json()["copies"]


def test_offline_copy_of_a_pack_has_the_agenda_and_links_to_the_file(client: Client, ready_pack: MeetingPack) -> None:
    address = f"/meetings/{ready_pack.meeting.slug}/pack/"
    copy_at = f"{address}{ready_pack.pk}/copy/"
    assert f'data-copy="{copy_at}"' in client.get(address).content.decode()
    answer = client.get(copy_at)
    copy = answer.json()
    assert (copy["key"], copy["is_public"], list(copy["pages"])) == (f"pack-{ready_pack.pk}-en", False, [address])
    assert answer["Cache-Control"] == "private, no-store"
    page = copy["pages"][address]
    for item in (
        "Opening words",
        "Who speaks first",
        "figures.xlsx",
        f'href="{ready_pack.get_absolute_url()}" data-kept',
    ):
        assert item in page
    # The copy contains nothing personal: readers with the same access save the same one.
    assert "csrf" not in page


def test_offline_copy_is_valid_while_readable_and_reports_a_newer_pack(
    client: Client, seat: Seat, ready_pack: MeetingPack
) -> None:
    key, address = f"pack-{ready_pack.pk}-en", f"/meetings/{ready_pack.meeting.slug}/pack/"
    assert copy_status(client, ready_pack) == {key: {"newest": "", "newest_at": ""}}
    added = put_on(AgendaItem.objects.get(title="Attachments"), "more.txt", b"words")
    [result] = copy_status(client, ready_pack).values()
    assert (len(result["newest"]), result["newest_at"]) == (64, address)
    added.delete()
    AgendaPaper.objects.all().delete()
    assert copy_status(client, ready_pack) == {}


def test_offline_copy_of_a_pack_returns_404_for_others_and_after_the_seat_ends(
    client: Client, seat: Seat, ready_pack: MeetingPack
) -> None:
    copy_at = f"/meetings/{ready_pack.meeting.slug}/pack/{ready_pack.pk}/copy/"
    client.force_login(SeatFactory().user)
    assert (client.get(copy_at).status_code, copy_status(client, ready_pack)) == (404, {})
    client.logout()
    assert (client.get(copy_at).status_code, copy_status(client, ready_pack)) == (302, {})
    client.force_login(seat.user)
    assert copy_status(client, ready_pack)
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert (client.get(copy_at).status_code, copy_status(client, ready_pack)) == (404, {})
