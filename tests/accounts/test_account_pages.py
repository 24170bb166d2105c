"""The account page: overview, name, language, time zone and sessions."""

from zoneinfo import available_timezones

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from accounts.devices import device
from accounts.models import User
from networkapp.forms.choices import time_zones
from tests.factories.networks import DelegationFactory, SeatFactory, UserFactory
from tests.worlds import world

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def _nothing_seen_yet() -> None:
    cache.clear()


@world
def person(db: None) -> User:
    return SeatFactory(user=UserFactory(password="a-long-sentence")).user


def browser(person: User, user_agent: str) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.force_login(person)
    client.get("/account/")
    return client


@pytest.mark.parametrize("page", ["/account/", "/account/preferences/"])
def test_account_pages_require_sign_in(client: Client, db: None, page: str) -> None:
    assert client.get(page)["Location"] == f"/account/login/?next={page}"


def test_account_overview_links_to_all_account_pages(client: Client, person: User) -> None:
    client.force_login(person)
    page = client.get("/account/").content.decode()
    for address in ("/account/email/", "/account/password/change/", "/account/2fa/", "/account/preferences/"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\u200b", "Previous conclusion"), ("Ada\u202e\nL.", "Ada L."), ("\u00ad\u3164", "Previous conclusion")],
)
def test_invisible_characters_are_removed_from_a_name_and_an_empty_name_is_refused(
    client: Client, person: User, typed: str, kept: str
) -> None:
    User.objects.update(display_name="Previous conclusion")
    client.force_login(person)
    client.post("/account/preferences/", {"display_name": typed, "language": "de", "time_zone": "Asia/Tokyo"})
    person.refresh_from_db()
    assert person.display_name == kept


def test_user_changes_only_their_name_language_and_time_zone(client: Client, person: User) -> None:
    client.force_login(person)
    form = {"display_name": "Ada", "language": "de", "time_zone": "Asia/Tokyo", "email": "x@example.org", "is_staff": 1}
    assert client.post("/account/preferences/", form).status_code == 302
    saved = User.objects.get(pk=person.pk)
    assert (saved.display_name, saved.language, saved.time_zone) == ("Ada", "de", "Asia/Tokyo")
    assert (saved.email, saved.is_staff) == (person.email, False)


@pytest.mark.django_db
def test_time_zones_are_offered_once_with_those_of_delegations_first() -> None:
    DelegationFactory(code="IS", time_zone="Atlantic/Reykjavik")
    DelegationFactory(code="DE", time_zone="Europe/Berlin")
    names = [zone for group in time_zones() for zone, _label in ([group] if group[0] == "UTC" else group[1])]
    assert len(names) == len(set(names))
    assert names[:3] == ["UTC", "Atlantic/Reykjavik", "Europe/Berlin"]
    assert {"Europe/London", "America/Argentina/Buenos_Aires"} <= set(names)
    assert {"Europe/Belfast", "America/Buenos_Aires"}.isdisjoint(names)
    assert {zone for zone in names if zone not in available_timezones()} == set()


def test_unknown_time_zone_is_refused_with_a_form_error(client: Client, person: User) -> None:
    client.force_login(person)
    answer = client.post("/account/preferences/", {"display_name": "A", "language": "en", "time_zone": "Mars"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["time_zone"])


def test_user_ends_the_session_of_another_browser(person: User) -> None:
    here, there = browser(person, FIREFOX), browser(person, PHONE)
    shown = here.get("/account/").context["sessions"]
    assert [(session.device, session.is_current) for session in shown] == [
        ("Firefox, Windows", True),
        ("Safari, iPhone", False),
    ]
    assert here.post(f"/account/sessions/{shown[1].pk}/end/").status_code == 302
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_user_cannot_end_sessions_of_others(client: Client, person: User) -> None:
    browser(person, FIREFOX)
    client.force_login(UserFactory())
    session = UserSession.objects.get(user=person)
    assert client.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_session_record_is_not_updated_at_every_page_view(person: User) -> None:
    client = browser(person, FIREFOX)
    UserSession.objects.filter(user=person).update(user_agent="")
    client.get("/networks/")
    assert UserSession.objects.get(user=person).user_agent == ""


@pytest.mark.parametrize(
    ("text", "words"), [(FIREFOX, "Firefox, Windows"), (PHONE, "Safari, iPhone"), ("curl", "Unknown browser")]
)
def test_browsers_are_named_by_their_user_agent(text: str, words: str) -> None:
    assert device(text) == words
