"""Reading progress in an edition, visible to its reader only."""

from typing import Any

import pytest
from django.test import Client

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, Edition, EditionReading, HandbookPage, Section
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

JSON = {"accept": "application/json"}


@world
def handbook(db: None) -> HandbookPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="closed"))
    make_chapter(handbook, 1, "law", "help", "money")
    return handbook


@world
def edition(handbook: HandbookPage) -> Edition:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={})


@pytest.fixture
def reader(client: Client, handbook: HandbookPage) -> Any:
    user = SeatFactory(network=handbook.network).user
    client.force_login(user)
    return user


def numbers() -> list[int]:
    return [section.pk for section in Section.objects.order_by("position")]


def do(client: Client, edition: Edition, section: int, act: str, **more: Any) -> Any:
    return client.post(f"/handbooks/editions/{edition.pk}/sections/{section}/reading/", {"act": act}, **more)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_reader_continues_an_edition_at_the_last_position(client: Client, edition: Edition, reader: Any) -> None:
    text, chapter = f"/handbooks/editions/{edition.pk}/en/", f"/handbooks/editions/{edition.pk}/en/1/"
    first, second, _third = numbers()
    answer = do(client, edition, first, "read")
    assert (answer.status_code, answer["Location"]) == (302, f"/handbooks/editions/{edition.pk}/sections/{first}/")
    assert do(client, edition, second, "seen", headers=JSON).status_code == 204
    assert do(client, edition, second, "keep").status_code == 404
    assert "Sections read: 1 of 3" in shown(client, chapter)
    assert "Sections read: 1 of 3" in shown(client, text)
    for page in (text, "/desk/", "/handbooks/reading-list/"):
        assert f'href="{chapter}#s{second}"' in shown(client, page)
    do(client, edition, first, "unread")
    assert "Sections read: 0 of 3" in shown(client, chapter)


def test_reading_progress_of_an_edition_and_of_the_current_text_are_separate(
    client: Client, edition: Edition, reader: Any
) -> None:
    today = ChapterPage.objects.get().url
    [first, *_rest] = numbers()
    do(client, edition, first, "read")
    assert "Sections read: 0 of 3" in shown(client, today)
    client.post(f"/handbooks/sections/{first}/reading/", {"act": "seen"})
    assert f'href="{today}#' in shown(client, "/desk/")


def test_edition_progress_follows_the_recording_setting_and_is_in_personal_data(
    client: Client, edition: Edition, reader: Any
) -> None:
    [first, second, _third] = numbers()
    do(client, edition, first, "read")
    assert len(personal_data(user=reader)["editionreading"]) == 1
    client.post("/handbooks/reading-list/", {"wish": "notes_not"})
    assert do(client, edition, second, "read", headers=JSON).status_code == 204
    page = shown(client, f"/handbooks/editions/{edition.pk}/en/1/")
    assert "Sections read" not in page
    assert 'name="act"' not in page
    client.post("/handbooks/reading-list/", {"wish": "forget"})
    assert EditionReading.objects.count() == 0


def test_edition_progress_is_visible_to_its_reader_only_and_returns_404_for_outsiders(
    client: Client, handbook: HandbookPage, edition: Edition, reader: Any
) -> None:
    [first, second, _third] = numbers()
    do(client, edition, first, "read")
    client.force_login(SeatFactory(network=handbook.network).user)
    assert "Sections read: 0 of 3" in shown(client, f"/handbooks/editions/{edition.pk}/en/")
    client.force_login(SeatFactory(network=NetworkFactory(slug="other")).user)
    assert do(client, edition, second, "read").status_code == 404
    assert EditionReading.objects.count() == 1


def test_edition_progress_is_hidden_after_the_reader_lost_access(client: Client, edition: Edition, reader: Any) -> None:
    do(client, edition, numbers()[0], "read")
    reader.seats.all().delete()
    assert "Continue reading" not in shown(client, "/handbooks/reading-list/")


def test_edition_page_offers_no_progress_to_visitors(client: Client, db: None) -> None:
    handbook = make_handbook(NetworkFactory(slug="open", visibility="public"))
    make_chapter(handbook, 1, "law")
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    page = shown(client, f"/handbooks/editions/{edition.pk}/en/1/")
    assert "my-reading" not in page
    assert "reading.js" not in page
    assert do(client, edition, numbers()[0], "read")["Location"].startswith("/account/login/")
