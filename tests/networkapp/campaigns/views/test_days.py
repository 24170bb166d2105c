"""Pages of awareness days, and activities recorded there by secretariats and editors."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.domain.demo.recording.days import record_activity
from networkapp.campaigns.models import AwarenessDay, DayActivity, NoActivity
from networkapp.models import Seat
from networkapp.networks.actions.seats import sync_groups
from networkapp.search.search import search
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def make_activities(number: int) -> AwarenessDay:
    day = make_day()
    for n in range(number):
        network = NetworkFactory(slug=f"network-{n}", name=f"Network {n}", visibility="public")
        record_activity(network=network, day=day, year=YEAR, title={"en": f"Deed {n}"}, text={"en": "Text"})
    return day


def make_editor_seat(**seat: Any) -> Seat:
    made = SeatFactory(network=NetworkFactory(slug="own", name="Own", visibility="public"), **seat)
    sync_groups(user=made.user)
    return made


def test_page_of_a_year_shows_activities_by_network(client: Client) -> None:
    make_activities(2)
    page = client.get(f"/days/a-day/{YEAR}/").content.decode()
    assert [page.index(f">Deed {n}<") > page.index(f">Network {n}<") for n in range(2)] == [True, True]
    assert "What did your networks do?" not in page
    assert "No activities recorded for this year." in client.get(f"/days/a-day/{YEAR - 1}/").content.decode()


@pytest.mark.parametrize(
    "path", ["/days/none/", "/days/a-day/2006/", f"/days/a-day/{YEAR + 2}/", "/days/a-day/99999999999/"]
)
def test_unknown_awareness_day_pages_return_404(client: Client, path: str) -> None:
    make_day()
    assert client.get(path).status_code == 404


def test_editor_records_an_activity_of_their_network(client: Client) -> None:
    make_day()
    client.force_login(make_editor_seat(capacity="expert", delegation=None, offices=["editor"]).user)
    address = f"/days/a-day/{YEAR}/own/"
    assert address in client.get(f"/days/a-day/{YEAR}/").content.decode()
    assert client.post(address, {"title": "", "language": "en"}).status_code == 422
    form = client.get(address).context["form"]
    sent = {"title": "A film", "text": "In three towns.", "language": "fi", "client_key": form["client_key"].value()}
    answer = client.post(address, sent)
    activity = DayActivity.objects.get()
    assert answer["Location"] == f"/days/a-day/{YEAR}/#deed-{activity.pk}"
    assert (activity.title, activity.language) == ("A film", "fi")
    page = client.get(answer["Location"]).content.decode()
    assert f'<li id="deed-{activity.pk}">' in page
    assert '<h3 lang="fi">A film</h3>' in page


def test_activity_with_personal_data_is_saved_only_after_confirmation(client: Client) -> None:
    make_day()
    client.force_login(make_editor_seat(capacity="secretariat").user)
    sent = {"title": "A film", "text": "Call +358 40 123 4567", "language": "en", "client_key": str(uuid4())}
    assert client.post(f"/days/a-day/{YEAR}/own/", sent).status_code == 422
    assert client.post(f"/days/a-day/{YEAR}/own/", {**sent, "checked": "on"}).status_code == 302


def test_secretariat_marks_that_there_was_no_activity(client: Client) -> None:
    make_day()
    client.force_login(make_editor_seat(capacity="secretariat").user)
    address = f"/days/a-day/{YEAR}/own/nothing/"
    page = client.post(address, follow=True).content.decode()
    assert NoActivity.objects.count() == 1
    assert "No activity this year." in page
    assert address not in page


def test_members_see_the_day_but_cannot_record_activities(client: Client) -> None:
    make_day()
    client.force_login(make_editor_seat(capacity="member").user)
    assert f"/days/a-day/{YEAR}/own/" not in client.get(f"/days/a-day/{YEAR}/").content.decode()
    assert client.get(f"/days/a-day/{YEAR}/own/").status_code == 403


def test_page_of_a_day_months_ahead_does_not_ask_for_plans(client: Client) -> None:
    ahead = timezone.localdate() + timedelta(days=60)
    make_day(month=ahead.month, day=min(ahead.day, 28))
    client.force_login(make_editor_seat(capacity="secretariat").user)
    page = client.get(f"/days/a-day/{ahead.year}/").content.decode()
    assert "What are your networks planning?" not in page


def test_editor_translates_an_activity_of_their_network_and_no_other(client: Client) -> None:
    day, seat = make_day(), make_editor_seat(capacity="adviser", offices=["editor"])
    other = NetworkFactory(slug="other", visibility="closed")
    own, foreign = (
        record_activity(network=network, day=day, year=YEAR, title={"en": title}, text={})
        for network, title in ((seat.network, "Own deed"), (other, "Foreign bait"))
    )
    client.force_login(seat.user)
    listed = client.get(reverse("wagtailsnippets_networkapp_dayactivity:list")).content.decode()
    assert ("Own deed" in listed, "Foreign bait" in listed) == (True, False)
    sent = {
        "network": seat.network.pk, "day": day.pk, "year": YEAR, "title": "Own deed", "text": "", "language": "en",
        "link": "", "translations-TOTAL_FORMS": 1, "translations-INITIAL_FORMS": 0, "translations-0-language": "de",
        "translations-0-title": "Eigene Tat", "translations-0-text": "",
    }  # fmt: skip
    assert client.post(reverse("wagtailsnippets_networkapp_dayactivity:edit", args=[own.pk]), sent).status_code == 302
    (row,) = own.translations.all()
    assert (row.title, row.source_hash) == ("Eigene Tat", own.source_hash)
    address = reverse("wagtailsnippets_networkapp_dayactivity:edit", args=[foreign.pk])
    assert client.post(address, {**sent, "title": "Mine"}).status_code in (302, 404)
    assert DayActivity.objects.get(pk=foreign.pk).title == "Foreign bait"


def test_awareness_day_can_be_added_by_campaign_editors(client: Client) -> None:
    client.force_login(make_editor_seat(capacity="secretariat").user)
    sent = {
        "title": "Another day", "slug": "another", "text": "", "day": 29, "month": 2, "since": 2020, "source": "A law",
        "source_link": "", "read_on": "", "translations-TOTAL_FORMS": 0, "translations-INITIAL_FORMS": 0,
    }  # fmt: skip
    add = reverse("wagtailsnippets_networkapp_awarenessday:add")
    assert "Choose a date that exists every year." in client.post(add, sent).content.decode()
    assert client.post(add, {**sent, "day": 28}).status_code == 302
    assert AwarenessDay.objects.get().slug == "another"


def hits(query: str, user: Any = None) -> list[tuple[str, str]]:
    groups = search(user=user or AnonymousUser(), query=query, kind="days")
    return [(hit.title, hit.url) for group in groups for hit in group.hits]


def test_days_and_activities_are_found_only_by_those_who_may_see_them() -> None:
    day = make_activities(1)
    closed = NetworkFactory(slug="closed", visibility="closed")
    record_activity(network=closed, day=day, year=YEAR, title={"en": "Deed quetzal"}, text={})
    assert hits("tag a-day") == [("The day a-day", "/days/a-day/")]
    (found,) = hits("deed")
    assert found == (f"Deed 0, {YEAR}", DayActivity.objects.get(title="Deed 0").get_absolute_url())
    assert hits("quetzal") == []
    assert len(hits("quetzal", SeatFactory(network=closed).user)) == 1


def test_api_gives_days_and_activities_that_the_reader_may_see(client: Client) -> None:
    day = make_activities(1)
    closed = NetworkFactory(slug="closed", visibility="closed")
    record_activity(network=closed, day=day, year=YEAR, title={"en": "Deed quetzal"}, text={})
    listed = client.get("/api/v1/days/", headers={"accept-language": "de"}).json()
    assert [(one["slug"], one["title"], one["month"], one["url"]) for one in listed["items"]] == [
        ("a-day", "Der Tag a-day", 1, "/days/a-day/")
    ]
    activities = client.get("/api/v1/activities/", {"day": "a-day", "year": YEAR}).json()
    items = [(one["network"], one["day"], one["title"], one["language"]) for one in activities["items"]]
    assert (activities["count"], items) == (1, [("network-0", "a-day", "Deed 0", "en")])
    assert client.get("/api/v1/activities/", {"year": YEAR - 1}).json()["count"] == 0
    assert client.get("/api/v1/activities/", {"year": "1"}).status_code == 422


def test_sitemap_lists_only_public_days_campaigns_and_years(client: Client) -> None:
    day = make_activities(1)
    closed = NetworkFactory(slug="closed", visibility="closed")
    record_activity(network=closed, day=day, year=YEAR - 3, title={"en": "Deed quetzal"}, text={})
    make_campaign(NetworkFactory(slug="p", visibility="public"))
    make_campaign(closed)
    page = client.get("/sitemap.xml").content.decode()
    paths = (
        "/days/a-day/",
        f"/days/a-day/{YEAR}/",
        "/campaigns/campaign-p/",
        f"/days/a-day/{YEAR - 3}/",
        "/campaigns/campaign-closed/",
    )
    assert [f"{path}</loc>" in page for path in paths] == [True, True, True, False, False]
