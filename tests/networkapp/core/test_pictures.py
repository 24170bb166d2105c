"""Preview pictures of public pages: drawn once for their words, stored, and cached."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.errors import Refused
from networkapp.metadata.pictures import KEPT, draw_picture, maintain_pictures, picture_of
from networkapp.models import CardImage, Network
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db
State = CardImage.State


@pytest.fixture
def network() -> Network:
    return NetworkFactory(visibility="public", name="The network of all")


def of(network: Network, language: str = "en") -> CardImage:
    found = picture_of(kind="network", key=str(network.pk), language=language)
    assert found is not None
    return found


def test_picture_is_drawn_on_first_request_and_once_for_the_same_words(network: Network) -> None:
    first = of(network)
    second = of(network)
    assert (first.state, first.pk, first.tries, second.tries) == (State.READY, second.pk, 1, 1)
    with first.file.open("rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_picture_drawn_on_request_is_not_drawn_again_by_a_worker(
    network: Network, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as ordered:
        drawn = of(network)
    drawn.refresh_from_db()
    assert (len(ordered), drawn.state, drawn.tries) == (1, State.READY, 1)


def test_new_preview_picture_is_drawn_for_a_changed_network_name_or_another_language(network: Network) -> None:
    before = of(network)
    network.name = "The network of some"
    network.save()
    assert of(network).pk != before.pk
    assert of(network, "ru").pk not in {before.pk, of(network).pk}


def test_changed_text_that_is_not_on_the_picture_does_not_redraw_it(network: Network) -> None:
    before = of(network)
    network.purpose = "Another purpose"
    network.save()
    assert of(network).pk == before.pk


def test_restricted_page_has_no_picture(network: Network) -> None:
    closed = NetworkFactory(visibility="closed")
    assert picture_of(kind="network", key=str(closed.pk), language="en") is None
    assert CardImage.objects.count() == 0


def test_request_during_drawing_returns_503_with_retry_after(network: Network, client: Client) -> None:
    picture = of(network)
    CardImage.objects.update(state=State.BUILDING)
    answer = client.get(f"/cards/en/network/{network.pk}.png")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    draw_picture.call(picture.pk)
    picture.refresh_from_db()
    assert picture.state == State.BUILDING


def test_picture_is_refused_with_503_if_too_many_files_are_waiting(
    network: Network, client: Client, settings: Any
) -> None:
    settings.NETWORKAPP_FILES_WAITING = 0
    with pytest.raises(Refused) as refused:
        of(network)
    assert refused.value.code == "many_waiting"
    assert client.get(f"/cards/en/network/{network.pk}.png").status_code == 503
    assert CardImage.objects.count() == 0


def test_picture_can_be_cached_by_browsers_and_other_sites(network: Network, client: Client) -> None:
    answer = client.get(f"/cards/en/network/{network.pk}.png")
    assert b"".join(answer).startswith(b"\x89PNG")
    assert ("public" in answer["Cache-Control"], answer["X-Content-Type-Options"]) == (True, "nosniff")
    again = client.get(f"/cards/en/network/{network.pk}.png", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_unfinished_picture_is_drawn_again_and_old_pictures_are_deleted(network: Network) -> None:
    now = timezone.now()
    old = of(network)
    CardImage.objects.update(asked_at=now - KEPT - timedelta(days=1))
    lying = of(network, "ru")
    CardImage.objects.filter(pk=lying.pk).update(state=State.WAITING, asked_at=now - timedelta(hours=1))
    assert maintain_pictures(now=now) == 2
    lying.refresh_from_db()
    assert lying.state == State.READY
    assert not CardImage.objects.filter(pk=old.pk).exists()
    assert not old.file.storage.exists(old.file.name)
