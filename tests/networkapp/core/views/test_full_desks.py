"""The number of queries of a desk with items of every kind."""

from typing import Any

import pytest
from django.test import Client

from networkapp.models import Seat
from tests.factories.desks import fill_for_editors, fill_for_everybody, fill_for_keepers
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
OF_EVERYBODY = {"draft", "action", "meeting-brief", "notification", "hidden", "dead", "day", "topic"}
OF_KEEPERS = {"invitation", "inquiry", "amendments"}
OF_EDITORS = {"notes-lost", "notes-asked", "note", "references", "review", "sent-back", "handed-in", "law"}


@pytest.fixture
def seat(settings: Any, tmp_path: Any) -> Seat:
    settings.MEDIA_ROOT = str(tmp_path)
    network = NetworkFactory(slug="desks", visibility="public")
    made: Seat = SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"])
    return made


def key_prefixes_on(client: Client) -> set[str]:
    """Return the beginnings of the keys of all items on the desk."""
    desk = client.get("/desk/").context["desk"]
    keys = [item.key for item in (*desk.attention, *desk.topics, *desk.news)]
    return {kind for kind in OF_EVERYBODY | OF_EDITORS | OF_KEEPERS for key in keys if key.startswith(f"{kind}-")}


def test_full_desk_of_an_editor_takes_less_than_40_queries(
    client: Client, seat: Seat, django_assert_max_num_queries: Any
) -> None:
    fill_for_editors(seat)
    fill_for_everybody(seat)
    client.force_login(seat.user)
    assert key_prefixes_on(client) == OF_EVERYBODY | OF_EDITORS
    with django_assert_max_num_queries(39):
        client.get("/desk/")


def test_full_desk_of_a_secretariat_takes_less_than_40_queries(
    client: Client, seat: Seat, django_assert_max_num_queries: Any
) -> None:
    keeper = SeatFactory(network=seat.network, capacity="secretariat", delegation=None)
    fill_for_everybody(keeper)
    client.force_login(keeper.user)
    assert key_prefixes_on(client) == OF_EVERYBODY
    with django_assert_max_num_queries(39):
        client.get("/desk/")


def test_full_desk_of_an_editor_with_a_secretariat_seat_takes_at_most_42_queries(
    client: Client, seat: Seat, django_assert_max_num_queries: Any
) -> None:
    both = SeatFactory(network=seat.network, capacity="secretariat", delegation=None, offices=["editor"])
    fill_for_editors(both)
    fill_for_everybody(both)
    fill_for_keepers(both)
    client.force_login(both.user)
    assert key_prefixes_on(client) == OF_EVERYBODY | OF_EDITORS | OF_KEEPERS
    with django_assert_max_num_queries(42):
        client.get("/desk/")
