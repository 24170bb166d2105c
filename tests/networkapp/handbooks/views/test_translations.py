"""Translations in the browser: the status of each section, the status bar, and the page for translators."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override

from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.models import ChapterPage, EditionSection, HandbookPage, Section
from networkapp.handbooks.wagtail_hooks import translation_status_button
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory
from tests.networkapp.handbooks.pages.test_translating import who_works_on, write
from tests.worlds import world


def make_pair(*keys: str, number: int = 1, handbooks: Any = None) -> tuple[ChapterPage, ChapterPage]:
    """Return a chapter and its Russian translation, with one section per key."""
    english, russian = handbooks or make_handbooks()
    original = make_chapter(english, number, *keys)
    sections = [section(key, f"по-русски {key}", title=f"О {key}") for key in keys]
    return original, make_chapter(russian, number, sections=sections, translation_of=original)


def make_handbooks() -> tuple[HandbookPage, HandbookPage]:
    english = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    return english, make_handbook(english.network, language="ru", translation_of=english)


@world
def pair(db: None) -> tuple[ChapterPage, ChapterPage]:
    return make_pair("law", "help")


def test_translated_section_shows_its_status_and_links_to_changes_and_original(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    original, translated = pair
    write(original, 0, "The law of tomorrow")
    page = client.get(translated.url).content.decode()
    law, russian = (Section.objects.filter(page=chapter)[0] for chapter in pair)
    with override("ru"):
        result = [
            gettext("Outdated: the original has changed"),
            capfirst(gettext("not verified")),
            gettext("Translation; the original is authoritative"),
            ngettext("%(n)s of %(total)s sections outdated", "%(n)s of %(total)s sections outdated", 1)
            % {"n": 1, "total": 2},
        ]
    assert "Not verified" not in result
    for part in (
        *result,
        f'href="/handbooks/sections/{russian.pk}/translation/"',
        f'href="/handbooks/sections/{law.pk}/" hreflang="en"',
    ):
        assert part in page, part
    assert "1 of 2 sections outdated" in client.get(original.url).content.decode()
    whole = client.get(translated.handbook.url)
    assert whole.context["original"] == original.handbook
    assert "Original not available" not in whole.content.decode()
    changed = client.get(f"/handbooks/sections/{russian.pk}/translation/").content.decode()
    assert "<ins>" in changed
    assert "of tomorrow" in changed
    assert f'<li><a href="{translated.handbook.url}" lang="ru">' in changed


def test_original_section_shows_no_translation_status(client: Client, pair: tuple[ChapterPage, ChapterPage]) -> None:
    page = client.get(pair[0].url).content.decode()
    assert "Not verified" not in page
    assert "Translation; the original is authoritative" not in page
    assert (
        client.get(f"/handbooks/sections/{Section.objects.filter(page=pair[0])[0].pk}/translation/").status_code == 404
    )


def test_link_to_a_translation_is_hidden_from_users_who_cannot_read_it(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    HandbookPage.objects.filter(pk=pair[1].handbook.pk).update(network=NetworkFactory(slug="x", visibility="closed"))
    assert "Русский" not in client.get(pair[0].url).content.decode()


def test_edition_stores_translation_statuses_and_includes_them_in_its_hash(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    original = pair[0]
    editor = who_works_on(original, "editor")
    write(original, 0, "The law of tomorrow")
    edition = publish_edition(handbook=original.handbook, user=editor, changes={})
    write(original, 0, "law")
    kept = EditionSection.objects.filter(chapter__text__language="ru").order_by("position")
    assert list(kept.values_list("state", "original")) == [
        ("behind", Section.objects.filter(page=original)[0].pk),
        ("unverified", Section.objects.filter(page=original)[1].pk),
    ]
    assert set(EditionSection.objects.filter(chapter__text__language="en").values_list("state", flat=True)) == {""}
    assert digest_of(edition=edition) == edition.digest
    kept.update(state="current")
    assert digest_of(edition=edition) != edition.digest
    page = client.get(f"/handbooks/editions/{edition.pk}/ru/1/").content.decode()
    assert "Was up to date and verified" in page


def test_api_returns_the_translation_status_of_a_section(client: Client, pair: tuple[ChapterPage, ChapterPage]) -> None:
    original, translated = pair
    write(original, 0, "The law of tomorrow")
    law, russian = (Section.objects.filter(page=chapter)[0] for chapter in pair)
    data = client.get(f"/api/v1/sections/{russian.pk}/").json()["translation"]
    assert (data["state"], data["original"], data["machine"], data["verified_at"]) == ("behind", law.pk, False, None)
    assert client.get(f"/api/v1/sections/{law.pk}/").json()["translation"] is None
    sections = client.get(f"/api/v1/chapters/{translated.pk}/").json()["sections"]
    assert [each["translation"]["state"] for each in sections] == ["behind", "unverified"]
    handbooks = {each["language"]: each["original"] for each in client.get("/api/v1/handbooks/").json()["items"]}
    assert handbooks == {"en": True, "ru": False}


def test_translator_marks_sections_as_translated_and_exports_and_imports_a_chapter(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    original, translated = pair
    write(original, 0, "The law of tomorrow")
    translator = who_works_on(original, "translator")
    client.force_login(translator)
    address = f"/handbooks/translations/{translated.pk}/"
    assert [button.url for button in translation_status_button(translated, translator, "edit")] == [address]
    page = client.get(address)
    [behind, fresh] = page.context["sections"]
    assert "<ins>" in page.content.decode()
    assert f'<li><a href="{translated.handbook.url}" lang="ru">' in page.content.decode()
    done = client.post(address, {"act": "translated", "block_id": behind.block_id, "text": behind.text})
    assert done["Location"] == f"{address}#t{behind.block_id}"
    again = client.post(address, {"act": "verified", "block_id": behind.block_id, "text": behind.text})
    assert (again.status_code, "Another person must verify it" in again.content.decode()) == (422, True)
    machine = {"act": "machine", "block_id": fresh.block_id, "text": fresh.text, "engine": "An engine"}
    assert client.post(address, machine).status_code == 302
    assert "An engine" in client.get(translated.url).content.decode()
    taken = client.get(f"{address}xliff/")
    assert taken["Content-Disposition"] == 'attachment; filename="chapter-1.ru.xlf"'
    content = taken.content.decode().replace("по-русски law", "закон завтра").encode()
    shown = client.post(f"{address}file/", {"file": SimpleUploadedFile("back.xlf", content)})
    assert "закон завтра" in shown.content.decode()
    kept = {"content": shown.context["content"], "chosen": [behind.block_id], "engine": ""}
    assert client.post(f"{address}file/", kept)["Location"] == address
    draft = ChapterPage.objects.get(pk=translated.pk).get_latest_revision_as_object()
    assert draft.sections[0].value["body"][0].value.source == "<p>закон завтра</p>"
    assert "закон завтра" not in client.get(translated.url).content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no", "is damaged"),
        (b"<html/>", "not in XLIFF format"),
        (b'<xliff version="3.0"/>', "This XLIFF version is not supported"),
        (b'<xliff version="2.0"/>', "must contain exactly one chapter"),
        (b"<x>" + b"y" * 2_000_000 + b"</x>", "too large for one chapter"),
        (b'<xliff version="1.2"><file original="x"/></xliff>', "another chapter"),
    ],
)
def test_invalid_translation_file_is_refused_with_an_instruction(
    client: Client, pair: tuple[ChapterPage, ChapterPage], content: bytes, says: str
) -> None:
    client.force_login(who_works_on(pair[0], "translator"))
    address = f"/handbooks/translations/{pair[1].pk}/file/"
    answer = client.post(address, {"file": SimpleUploadedFile("back.xlf", content)})
    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_handbook_is_exported_for_translation_as_a_zip_archive(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    client.force_login(who_works_on(pair[0], "editor"))
    answer = client.get(f"/handbooks/translations/of/{pair[1].handbook.pk}/xliff/")
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["chapter-1.ru.xlf"]
    later = client.get(f"/handbooks/translations/{pair[1].pk}/xliff/?version=2")
    assert b'<xliff version="2.0"' in later.content


def test_missing_sections_are_added_to_the_translation_draft(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    original, translated = pair
    chapter = ChapterPage.objects.get(pk=translated.pk)
    chapter.sections = list(chapter.sections.raw_data)[:1]
    chapter.save_revision().publish()
    client.force_login(who_works_on(original, "translator"))
    address = f"/handbooks/translations/{translated.pk}/"
    assert "Missing in the translation" in client.get(address).content.decode()
    client.post(f"{address}missing/")
    assert "Missing in the translation" not in client.get(address).content.decode()
    assert len(ChapterPage.objects.get(pk=translated.pk).sections) == 1


def test_section_url_with_a_language_redirects_to_the_translated_section(
    client: Client, pair: tuple[ChapterPage, ChapterPage]
) -> None:
    law, russian = (Section.objects.filter(page=chapter)[0] for chapter in pair)
    answer = client.get(f"/handbooks/sections/{law.pk}/in/ru/")
    assert answer["Location"] == f"{pair[1].url}#{russian.anchor}"
    assert client.get(f"/handbooks/sections/{law.pk}/in/fi/").status_code == 404
