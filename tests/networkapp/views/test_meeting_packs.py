"""The brief and the pack in a browser: for members, with and without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.domain.meeting_packs import make_pack
from networkapp.models import Meeting, MeetingPack, Seat
from tests.factories.agendas import make_item
from tests.factories.meetings import make_meeting
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def seat() -> Seat:
    return SeatFactory(network__visibility="public")


@pytest.fixture
def meeting(seat: Seat) -> Meeting:
    return make_meeting(seat.network, date=timezone.localdate() + timedelta(days=3), theme={"en": "Axolotl"})


def test_members_read_the_brief_and_are_told_how_long_it_takes(client: Client, seat: Seat, meeting: Meeting) -> None:
    make_item(meeting, "Opening words")
    client.force_login(seat.user)
    page = client.get(f"/meetings/{meeting.slug}/brief/").content.decode()
    assert "Opening words" in page
    assert "1 minute" in page


@pytest.mark.parametrize("page", ["brief", "pack"])
def test_others_do_not_find_them_though_they_may_see_the_meeting(client: Client, meeting: Meeting, page: str) -> None:
    address = f"/meetings/{meeting.slug}/{page}/"
    assert client.get(address).status_code == 302
    client.force_login(SeatFactory().user)
    assert client.get(address).status_code == 404


def test_a_pack_is_asked_for_made_and_taken_and_says_its_hash(client: Client, seat: Seat, meeting: Meeting) -> None:
    make_item(meeting, "Opening words")
    client.force_login(seat.user)
    address = f"/meetings/{meeting.slug}/pack/"
    assert client.post(address, {"form": "epub"})["Location"] == address
    waiting = client.get(address)
    assert "Waiting, it is the next one" in waiting.content.decode()
    assert waiting["Cache-Control"].startswith("no-store")
    pack = MeetingPack.objects.get()
    make_pack.func(pack.pk)
    ready = client.get(address).content.decode()
    pack.refresh_from_db()
    assert pack.get_absolute_url() in ready
    assert pack.digest in ready
    file = client.get(pack.get_absolute_url())
    assert file["Content-Type"] == "application/epub+zip"
    assert b"".join(file).startswith(b"PK")
    again = client.get(pack.get_absolute_url(), headers={"If-None-Match": file["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("form", ["", "docx", "exe"])
def test_a_form_that_there_is_none_in_is_not_found(client: Client, seat: Seat, meeting: Meeting, form: str) -> None:
    client.force_login(seat.user)
    assert client.post(f"/meetings/{meeting.slug}/pack/", {"form": form}).status_code == 404


def test_the_pack_of_another_meeting_is_not_found_under_this_one(client: Client, seat: Seat, meeting: Meeting) -> None:
    client.force_login(seat.user)
    client.post(f"/meetings/{meeting.slug}/pack/", {"form": "epub"})
    pack = MeetingPack.objects.get()
    make_pack.func(pack.pk)
    other = make_meeting(seat.network, number=2, slug="other", date=meeting.date)
    assert client.get(f"/meetings/{other.slug}/pack/{pack.pk}/x.epub").status_code == 404
