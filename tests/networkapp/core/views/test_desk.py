"""The desk: tasks by deadline, news, meetings, language and time zone."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from home.domain.demo.recording.meetings import record_meeting
from networkapp.discussion.actions.post import open_topic
from networkapp.models import Invitation, Network
from networkapp.templatetags.networkapp_parts import time_between
from tests.factories.inquiries import make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory, site_administrator

NOW = timezone.now()


def invited(network: Network, by: Any, days: int) -> None:
    Invitation.objects.create(
        network=network,
        email=f"in{days}@example.org",
        capacity="expert",
        token_hash=str(uuid4()),
        invited_by=by,
        expires_at=NOW + timedelta(days=days),
    )


def titles(client: Client) -> list[str]:
    return [str(item.title) for item in client.get("/desk/").context["desk"].attention]


def test_desk_asks_visitors_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/desk/")["Location"] == "/account/login/?next=/desk/"


def test_desk_tells_a_user_without_a_seat_that_they_have_none(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    page = client.get("/desk/").content.decode()
    assert "You do not have a current seat" in page


def test_desk_names_a_role_once_for_all_its_networks(client: Client, db: None) -> None:
    user = UserFactory()
    for slug in ("first", "second"):
        SeatFactory(user=user, network=NetworkFactory(slug=slug), capacity="secretariat", delegation=None)
    SeatFactory(user=user, network=NetworkFactory(slug="third"), capacity="member")
    client.force_login(user)
    facts = client.get("/desk/").content.decode().partition('class="facts"')[2].partition("</p>")[0]
    assert facts.count("Secretariat: ") == 1
    assert re.findall("/networks/([a-z]+)/", facts) == ["first", "second", "third"]


def test_desk_lists_the_soonest_deadline_first(client: Client, db: None) -> None:
    network = NetworkFactory()
    seat = SeatFactory(network=network, capacity="secretariat", ends_at=NOW + timedelta(days=5))
    invited(network, seat.user, 9)
    invited(network, seat.user, 2)
    client.force_login(seat.user)
    shown = titles(client)
    assert [words.split(":")[0] for words in shown] == [
        "Check the invitation to in2@example.org",
        "Your term ends",
        "Check the invitation to in9@example.org",
        "Secure your account",
    ]
    page = client.get("/desk/").content.decode()
    assert ('<h1 data-fresh="heading">4 tasks</h1>' in page, "<p>2 due this week</p>" in page) == (True, True)


def test_overdue_task_shows_by_how_much(client: Client, db: None) -> None:
    case = make_case(tabled_on=timezone.localdate() - timedelta(days=30))
    client.force_login(SeatFactory(network=case.inquiry.network, delegation=case.delegation).user)
    page = client.get("/desk/").content.decode().replace("\xa0", " ")
    assert re.findall(r"</b>([^<]+)</div>", page) == ["2 weeks, 5 days overdue"]


def test_time_left_below_a_minute_is_shown_as_less_than_a_minute() -> None:
    actual = [time_between(timezone.now() + timedelta(seconds=far)).replace("\xa0", " ") for far in (-90, -20, 20, 90)]
    assert actual == ["1 minute", "less than a minute", "less than a minute", "1 minute"]


def test_desk_leaves_out_invitations_of_other_networks(client: Client, db: None) -> None:
    other = SeatFactory(network=NetworkFactory(), capacity="secretariat")
    invited(other.network, other.user, 2)
    client.force_login(SeatFactory(network=NetworkFactory(), capacity="secretariat").user)
    assert titles(client) == ["Secure your account"]


def test_desk_shows_new_messages_to_members_and_not_to_governments(client: Client, db: None) -> None:
    network = NetworkFactory()
    author = SeatFactory(network=network).user
    readers = {capacity: SeatFactory(network=network, capacity=capacity).user for capacity in ("member", "government")}
    open_topic(network=network, user=author, title="Secret plans", body="Text", client_key=uuid4())
    for capacity, seen in (("member", ["Secret plans"]), ("government", [])):
        client.force_login(readers[capacity])
        assert [str(item.title) for item in client.get("/desk/").context["desk"].topics] == seen


def test_desk_links_only_to_topics_of_networks_that_the_user_reads(client: Client, db: None) -> None:
    user = UserFactory()
    for slug, capacity in (("read", "member"), ("only-signed", "government")):
        SeatFactory(network=NetworkFactory(slug=slug), user=user, capacity=capacity)
    NetworkFactory(slug="foreign")
    client.force_login(user)
    page = client.get("/desk/").content.decode()
    assert page.count('href="/topics/"') == 2
    assert re.findall(r'href="/networks/([\w-]+)/topics/"', page) == []
    assert client.get("/topics/")["Location"] == "/networks/read/topics/"


def test_task_without_a_deadline_is_counted_on_the_desk(client: Client, db: None) -> None:
    client.force_login(SeatFactory().user)
    page = client.get("/desk/")
    assert [item.deadline for item in page.context["desk"].attention] == [None]
    assert '<h1 data-fresh="heading">1 task</h1>' in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("de", "Abmelden"), ("ru", "Выйти")])
def test_desk_is_in_the_language_of_its_reader(client: Client, db: None, language: str, words: str) -> None:
    client.force_login(UserFactory(language=language))
    answer = client.get("/desk/")
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer["Content-Language"] == language


def test_times_on_the_desk_are_in_the_time_zone_of_its_reader(client: Client, db: None) -> None:
    user = UserFactory(time_zone="Asia/Tokyo")
    SeatFactory(user=user, ends_at=NOW + timedelta(days=3))
    client.force_login(user)
    assert "UTC+9" in client.get("/desk/").content.decode()


def test_desk_shows_the_next_meeting_of_the_readers_networks(client: Client, db: None) -> None:
    seat = SeatFactory(network=NetworkFactory(slug="alpha"), user=UserFactory(time_zone="UTC"))
    client.force_login(seat.user)
    assert "No meetings planned in your networks yet" in client.get("/desk/").content.decode()
    today = timezone.localdate()
    for number, days in enumerate((-30, 10, 40), 1):
        record_meeting(
            network=seat.network, number=number, slug=f"m{number}", date=today + timedelta(days), place="Riga",
            country="LV", theme={"en": f"Theme {number}"},
        )  # fmt: skip
    record_meeting(
        network=NetworkFactory(slug="beta", visibility="public"), number=1, slug="b1", date=today, place="Oslo",
        country="NO", theme={"en": "Of others"},
    )  # fmt: skip
    page = client.get("/desk/").content.decode()
    shown = [theme in page for theme in ("Theme 1", "Theme 2", "Theme 3", "Of others", "in 10 days")]
    assert shown == [False, True, False, False, True]


def test_desk_marks_a_title_with_the_language_it_is_written_in(client: Client, db: None) -> None:
    network = NetworkFactory()
    make_inquiry(network, approved=False, title="What is done")
    client.force_login(SeatFactory(network=network, capacity="secretariat", user__language="de").user)
    assert '<span lang="en">What is done</span>' in client.get("/desk/").content.decode()


@pytest.mark.parametrize(("seat", "leads"), [({"capacity": "secretariat"}, True), ({"capacity": "member"}, False)])
def test_desk_links_editors_to_the_admin(client: Client, db: None, seat: dict[str, str], leads: bool) -> None:
    client.force_login(SeatFactory(**seat).user)
    assert ('href="/admin/"' in client.get("/desk/").content.decode()) is leads


def test_desk_links_site_administrators_to_the_admin_once_the_first_steps_are_hidden(client: Client, db: None) -> None:
    client.force_login(site_administrator())
    client.post("/desk/first-steps/", {"act": "put_away"})
    assert 'href="/admin/"' in client.get("/desk/").content.decode()
