"""Editions: read, compared, marked as read and published."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import last_read_edition, mark_edition_read
from networkapp.handbooks.models import ChapterPage, Edition, HandbookPage
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    make_chapter(handbook, 1, "law")
    return handbook


@world
def editor(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user


def next_edition(handbook: HandbookPage, editor: Any, words: str = "") -> Edition:
    chapter = ChapterPage.objects.get()
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["title"] += " again"
    chapter.sections = raw
    chapter.save_revision().publish()
    return publish_edition(handbook=handbook, user=editor, changes={"en": words})


def test_refused_second_edition_of_the_same_text_keeps_the_entered_changes(
    client: Client, handbook: HandbookPage, editor: Any
) -> None:
    client.force_login(editor)
    address = f"/handbooks/editions/of/{handbook.translation_key}/"
    assert client.post(address, {"changes_en": "All is new."}).status_code == 302
    page = client.get(address).content.decode()
    edition = Edition.objects.get()
    assert f"Edition {edition.label}" in page
    assert "All is new." in page
    again = client.post(address, {"changes_en": "Nothing is new."})
    assert again.status_code == 422
    assert f"No changes have been published since edition {edition.label}." in again.content.decode()
    assert "Nothing is new." in again.content.decode()


def test_reader_sees_changes_since_the_last_edition_they_read(
    client: Client, handbook: HandbookPage, editor: Any
) -> None:
    reader = SeatFactory(network=handbook.network).user
    client.force_login(reader)
    first = publish_edition(handbook=handbook, user=editor, changes={})
    client.post(f"/handbooks/editions/{first.pk}/en/read/")
    chapter = ChapterPage.objects.get().url
    assert "changes since" not in client.get(chapter).content.decode()
    next_edition(handbook, editor, "One word more.")
    newest = next_edition(handbook, editor, "And another.")
    changes = f"/handbooks/editions/{newest.pk}/en/changes/?since={first.label}"
    assert f'href="{changes}"' in client.get(chapter).content.decode()
    page = client.get(changes).content.decode()
    for part in ("One word more.", "And another.", "again again", "<ins>"):
        assert part in page
    client.post(f"/handbooks/editions/{newest.pk}/en/read/")
    assert last_read_edition(handbook=newest.handbook, user=reader) == newest
    assert last_read_edition(handbook=newest.handbook, user=AnonymousUser()) is None


def test_pages_do_not_link_to_an_edition_missing_in_their_language(
    client: Client, handbook: HandbookPage, editor: Any
) -> None:
    client.force_login(editor)
    chapter = ChapterPage.objects.get()
    first = publish_edition(handbook=handbook, user=editor, changes={})
    mark_edition_read(edition=first, user=editor)
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    translated = make_chapter(russian, 1, "law", translation_of=chapter)
    page = client.get(translated.url)
    assert page.status_code == 200
    assert f"/handbooks/editions/{first.pk}/" not in page.content.decode()
    second = publish_edition(handbook=handbook, user=editor, changes={})
    assert f"/handbooks/editions/{second.pk}/ru/changes/" in client.get(translated.url).content.decode()
    russian.unpublish()
    third = publish_edition(handbook=handbook, user=editor, changes={})
    assert f"/{third.pk}/ru/" not in client.get(f"/handbooks/editions/{second.pk}/ru/").content.decode()
    assert f"/{third.pk}/en/" in client.get(f"/handbooks/editions/{second.pk}/en/").content.decode()
