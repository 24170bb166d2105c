"""Hostile addresses return 404 and cause no server error."""

import pytest
from django.test import Client

from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory

ZERO = (
    "/search/?query=a%00b",
    "/search/?query=a&network=%00",
    "/api/v1/handbooks/?network=%00",
    "/api/v1/handbooks/?language=%00",
    "/api/v1/organisations/?subject=%00",
    "/media/%00",
    "/library/?subject=%00",
    "/invitations/%00/",
)


@pytest.mark.parametrize("address", ZERO)
def test_null_byte_in_url_returns_404(client: Client, db: None, address: str) -> None:
    client.force_login(SeatFactory().user)
    assert client.get(address).status_code == 404
    assert client.get(address.replace("%00", "%2500")).status_code != 500


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_search_dates_at_the_end_of_the_calendar_are_ignored(client: Client, db: None, day: str) -> None:
    seat = SeatFactory()
    start_topic(seat, title="Hotlines", body="One number.")
    client.force_login(seat.user)
    page = client.get("/search/", {"query": "hotlines", "since": day, "until": day})
    assert "Hotlines" in page.content.decode()


@pytest.mark.parametrize("place", ["", "?message=99999999999999999999999", "?before=0", "?newer=-1", "?message=x"])
def test_page_number_beyond_all_limits_returns_404(client: Client, db: None, place: str) -> None:
    seat = SeatFactory()
    topic = start_topic(seat)
    client.force_login(seat.user)
    number = topic.pk if place else "9" * 30
    assert client.get(f"/networks/{topic.network.slug}/topics/{number}/{place}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/handbooks/{}/",
        "/handbooks/chapters/{}/notes/",
        "/handbooks/editions/{}/en/",
        "/handbooks/sections/in/{}/",
        "/handbooks/translations/{}/",
    ],
)
def test_primary_key_beyond_all_limits_returns_404(client: Client, db: None, address: str) -> None:
    client.force_login(SeatFactory().user)
    assert [client.get(address.format(number)).status_code for number in (2**63 - 1, 2**63, 10**30)] == [404] * 3


def test_removing_a_browser_with_a_null_byte_in_its_address_has_no_effect(client: Client, db: None) -> None:
    client.force_login(SeatFactory().user)
    assert client.post("/notifications/devices/remove/", {"endpoint": "https://a\0b"}).status_code == 302
