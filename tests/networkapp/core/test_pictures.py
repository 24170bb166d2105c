"""Pictures of public pages: drawn once for a state of their words, and kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.errors import Refused
from networkapp.metadata.pictures import KEPT, draw_picture, look_after_pictures, picture_of
from networkapp.models import CardPicture, Network
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db
State = CardPicture.State


@pytest.fixture
def network() -> Network:
    return NetworkFactory(visibility="public", name="The network of all")


def of(network: Network, language: str = "en") -> CardPicture:
    found = picture_of(kind="network", key=str(network.pk), language=language)
    assert found is not None
    return found


def test_it_is_drawn_when_somebody_first_asks_and_once_for_the_same_words(network: Network) -> None:
    first = of(network)
    second = of(network)
    assert (first.state, first.pk, first.tries, second.tries) == (State.READY, second.pk, 1, 1)
    with first.file.open("rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_no_worker_takes_it_from_whoever_asked_first(network: Network, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as ordered:
        drawn = of(network)
    drawn.refresh_from_db()
    assert (len(ordered), drawn.state, drawn.tries) == (1, State.READY, 1)


def test_other_words_are_another_picture(network: Network) -> None:
    before = of(network)
    network.name = "The network of some"
    network.save()
    assert of(network).pk != before.pk
    assert of(network, "ru").pk not in {before.pk, of(network).pk}


def test_what_is_not_on_it_changes_no_picture(network: Network) -> None:
    before = of(network)
    network.purpose = "Another purpose"
    network.save()
    assert of(network).pk == before.pk


def test_of_what_is_not_for_everybody_there_is_none(network: Network) -> None:
    closed = NetworkFactory(visibility="closed")
    assert picture_of(kind="network", key=str(closed.pk), language="en") is None
    assert CardPicture.objects.count() == 0


def test_whoever_asks_while_it_is_drawn_is_asked_to_come_back(network: Network, client: Client) -> None:
    picture = of(network)
    CardPicture.objects.update(state=State.BUILDING)
    answer = client.get(f"/cards/en/network/{network.pk}.png")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    draw_picture.call(picture.pk)
    picture.refresh_from_db()
    assert picture.state == State.BUILDING


def test_where_the_site_has_enough_to_do_none_is_ordered(network: Network, client: Client, settings: Any) -> None:
    settings.NETWORKAPP_FILES_WAITING = 0
    with pytest.raises(Refused) as refused:
        of(network)
    assert refused.value.code == "many_waiting"
    assert client.get(f"/cards/en/network/{network.pk}.png").status_code == 503
    assert CardPicture.objects.count() == 0


def test_browsers_and_other_sites_may_keep_it(network: Network, client: Client) -> None:
    answer = client.get(f"/cards/en/network/{network.pk}.png")
    assert b"".join(answer).startswith(b"\x89PNG")
    assert ("public" in answer["Cache-Control"], answer["X-Content-Type-Options"]) == (True, "nosniff")
    again = client.get(f"/cards/en/network/{network.pk}.png", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_left_lying_is_drawn_and_old_pictures_are_gone(network: Network) -> None:
    now = timezone.now()
    old = of(network)
    CardPicture.objects.update(asked_at=now - KEPT - timedelta(days=1))
    lying = of(network, "ru")
    CardPicture.objects.filter(pk=lying.pk).update(state=State.WAITING, asked_at=now - timedelta(hours=1))
    assert look_after_pictures(now) == 2
    lying.refresh_from_db()
    assert lying.state == State.READY
    assert not CardPicture.objects.filter(pk=old.pk).exists()
    assert not old.file.storage.exists(old.file.name)
