"""Managing hotlines: access, checks, withdrawal, and the record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.domain.demo.recording.library import record_hotline
from networkapp.editing.group_rights import sync_group_permissions
from networkapp.errors import NotAllowed, Refused
from networkapp.hotlines.actions import (
    desk_items,
    hotlines_managed_by,
    list_managed_hotlines,
    mark_checked,
    restore_hotline,
    withdraw_hotline,
)
from networkapp.hotlines.models import Hotline, HotlineLink
from networkapp.links.dead_links import dead_links_for
from networkapp.models import Network, Seat
from networkapp.networks.actions.seats import sync_groups
from tests.factories.hotlines import make_hotline
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint() -> Network:
    network: Network = NetworkFactory(slug="joint", visibility="public")
    return network


@pytest.fixture
def secretariat_seat(joint: Network) -> Seat:
    seat: Seat = SeatFactory(network=joint, capacity="secretariat")
    return seat


def test_hotline_check_records_person_and_day_once_a_day(joint: Network, secretariat_seat: Seat) -> None:
    hotline = make_hotline("FI", network=joint, checked_on=date(2020, 1, 1))
    for _time in range(2):
        mark_checked(hotline=hotline.pk, user=secretariat_seat.user)
    today = timezone.localdate()
    assert Hotline.objects.get().checked_on == today
    steps = hotline.steps.values_list("kind", "day", "taken_by")
    assert list(steps) == [("checked", today, secretariat_seat.user.pk), ("checked", date(2020, 1, 1), None)]


def test_withdrawn_hotline_cannot_be_checked_and_is_unchecked_once_restored(
    joint: Network, secretariat_seat: Seat
) -> None:
    hotline = make_hotline("FI", network=joint, checked_on=timezone.localdate())
    withdraw_hotline(hotline=hotline.pk, user=secretariat_seat.user)
    with pytest.raises(Refused, match=r"The hotline is withdrawn\. Publish the hotline again first") as refused:
        mark_checked(hotline=hotline.pk, user=secretariat_seat.user)
    assert refused.value.code == "withdrawn"
    back = restore_hotline(hotline=hotline.pk, user=secretariat_seat.user)
    assert (back.withdrawn_at, back.checked_on) == (None, None)


@pytest.mark.parametrize("act", [mark_checked, withdraw_hotline, restore_hotline])
def test_hotline_of_another_network_cannot_be_changed(act: Any, secretariat_seat: Seat) -> None:
    other = make_hotline("FI", network=NetworkFactory(slug="fi"))
    with pytest.raises(NotAllowed):
        act(hotline=other.pk, user=secretariat_seat.user)
    assert other.steps.count() == 0


def test_secretariat_manages_hotlines_of_its_network_and_those_without_a_network(
    joint: Network, secretariat_seat: Seat
) -> None:
    own, of_none = make_hotline("FI", number="1", network=joint), make_hotline("FI", number="2")
    make_hotline("FI", number="3", network=NetworkFactory(slug="fi"))
    assert list(hotlines_managed_by(user=secretariat_seat.user)) == [own, of_none]
    assert list(hotlines_managed_by(user=SeatFactory(network=joint, capacity="member").user)) == []


def test_desk_counts_hotlines_not_checked_for_a_year_or_never(joint: Network, secretariat_seat: Seat) -> None:
    today = timezone.localdate()
    make_hotline("FI", number="1", network=joint, checked_on=today - timedelta(days=365))
    assert list(desk_items(user=secretariat_seat.user)) == []
    old = make_hotline("FI", number="2", network=joint, checked_on=today - timedelta(days=366))
    make_hotline("FI", number="3", network=joint)
    (item,) = desk_items(user=secretariat_seat.user)
    assert (item.count, item.url) == (2, "/hotlines/")
    withdraw_hotline(hotline=old.pk, user=secretariat_seat.user)
    assert [item.count for item in desk_items(user=secretariat_seat.user)] == [1]
    assert list(desk_items(user=SeatFactory(network=joint, capacity="member").user)) == []


def test_existing_hotline_is_not_overwritten() -> None:
    first = make_hotline("FI", name="First")
    again = record_hotline(country="FI", kind="children", number=first.number, texts={"en": {"name": "X"}}, sources=())
    assert (again, again.title) == (first, "First")


def test_broken_website_and_sources_of_a_hotline_are_on_the_desk_with_a_link_to_it(
    joint: Network, secretariat_seat: Seat
) -> None:
    hotline = make_hotline("FI", network=joint, website="https://gone.example/")
    assert hotline.links.count() == 2
    long_ago, today = timezone.localdate() - timedelta(days=5), timezone.localdate()
    gone = {"failing_since": long_ago, "failed_on": today, "asked_address": "https://gone.example/"}
    HotlineLink.objects.filter(kind="website").update(**gone)
    (dead,) = dead_links_for(secretariat_seat.user)
    assert (dead.title, dead.url) == (
        "Line A", reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk]),
    )  # fmt: skip
    withdraw_hotline(hotline=hotline.pk, user=secretariat_seat.user)
    assert dead_links_for(secretariat_seat.user) == []


def form_of(hotline: Hotline, **changed: Any) -> dict[str, Any]:
    """Return what Wagtail's form of this hotline posts."""
    link = hotline.links.get()
    return {
        "country": "FI", "kind": "subject", "number": hotline.number, "languages": "", "cost": "",
        "title": hotline.title, "whom": "", "hours": "", "text": "", "network": str(hotline.network_id),
        "translations-TOTAL_FORMS": "0", "translations-INITIAL_FORMS": "0",
        "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "1", "links-MIN_NUM_FORMS": "1",
        "links-0-id": str(link.pk), "links-0-kind": "source", "links-0-link": link.link, **changed,
    }  # fmt: skip


@pytest.fixture
def editing(client: Client, joint: Network) -> Client:
    seat = SeatFactory(network=joint, capacity="member", offices=["editor"])
    sync_group_permissions(network=joint)
    sync_groups(user=seat.user)
    client.force_login(seat.user)
    return client


def test_changed_number_of_a_hotline_is_unchecked(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint, checked_on=date(2026, 1, 1))
    address = reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk])
    editing.post(address, form_of(hotline, title="Another name"))
    kept = Hotline.objects.get()
    assert (kept.title, kept.checked_on) == ("Another name", date(2026, 1, 1))
    editing.post(address, form_of(kept, number="000 99"))
    changed = Hotline.objects.get()
    assert (changed.number, changed.checked_on) == ("000 99", None)


def test_hotline_languages_must_be_known_codes(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint)
    address = reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk])
    assert (
        "Unknown language: qq. Use ISO 639 codes."
        in editing.post(address, form_of(hotline, languages="fi, QQ")).content.decode()
    )
    editing.post(address, form_of(hotline, languages="fi, EN"))
    assert Hotline.objects.get().languages == "fi en"


def test_managed_hotlines_are_sorted_by_country_with_withdrawn_ones_last(
    joint: Network, secretariat_seat: Seat
) -> None:
    gone = make_hotline("DK", number="1", network=joint)
    for country, number in (("DE", "2"), ("FI", "3")):
        make_hotline(country, number=number, network=joint)
    withdraw_hotline(hotline=gone.pk, user=secretariat_seat.user)
    assert [str(hotline.country) for hotline in list_managed_hotlines(user=secretariat_seat.user)] == [
        "FI",
        "DE",
        "DK",
    ]


def test_hotline_without_a_source_is_not_saved(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint)
    address = reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk])
    answer = editing.post(address, form_of(hotline, title="New", **{"links-0-kind": "website"}))
    assert "Add at least one source for the number" in answer.content.decode()
    assert Hotline.objects.get().title == "Line A"


def test_hotline_can_be_translated_into_a_language_that_only_help_pages_have(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint)
    words = {
        "language": "vi",
        "title": "Đường dây A",
        "whom": "",
        "hours": "",
        "text": "",
        "read_by_native_speaker": "on",
    }
    by_key = {f"translations-0-{name}": value for name, value in words.items()}
    address = reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk])
    assert 'value="vi"' in editing.get(address).content.decode()
    editing.post(address, form_of(hotline, **{**by_key, "translations-TOTAL_FORMS": "1"}))
    assert list(hotline.translations.values_list("title", "read_by_native_speaker")) == [("Đường dây A", True)]


def test_hotline_with_only_another_page_as_source_is_saved_but_unconfirmed(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint)
    address = reverse("wagtailsnippets_networkapp_hotline:edit", args=[hotline.pk])
    editing.post(address, form_of(hotline, title="New", **{"links-0-kind": "other"}))
    assert [one.title for one in Hotline.objects.all()] == ["New"]
    assert list(Hotline.objects.confirmed()) == []


def test_hotline_cannot_be_deleted(editing: Client, joint: Network) -> None:
    hotline = make_hotline("FI", network=joint)
    editing.post(reverse("wagtailsnippets_networkapp_hotline:delete", args=[hotline.pk]))
    assert Hotline.objects.count() == 1
