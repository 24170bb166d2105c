"""Handbooks in languages outside the interface: drafts, permissions and URLs."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage
from networkapp.handbooks.pages.languages import handbook_list_in, translate_page
from networkapp.models.page_languages import language_beside
from tests.factories.handbooks import handbook_index, make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.networkapp.handbooks.pages.test_translating import who_works_on
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"), slug="water", title="Water")
    made = make_chapter(handbook, 1, "law")
    make_chapter(handbook, 2, "help")
    return made


def published(page: Page, title: str) -> Page:
    page = page.specific
    page.title = title
    page.save_revision().publish()
    found: Page = Page.objects.get(pk=page.pk).specific
    return found


@pytest.mark.parametrize(("code", "title"), [("lld", "Ega"), ("it", "Acqua"), ("sl", "Voda"), ("sr-latn", "Voda")])
def test_handbook_in_a_language_outside_the_interface_has_its_own_url(
    client: Client, chapter: ChapterPage, code: str, title: str
) -> None:
    assert code not in dict(settings.LANGUAGES)
    editor = who_works_on(chapter, "editor")
    draft = translate_page(page=chapter.handbook, user=editor, language=code, with_chapters=True)
    assert client.get(draft.url).status_code == 404
    handbook = published(draft, title)
    first = published(handbook.get_children().first(), f"{title} 1")
    assert (handbook.url, first.url) == (f"/{code}/handbooks/water/", f"/{code}/handbooks/water/chapter-1/")
    page = client.get(handbook.url, headers={"accept-language": "de"})
    text = page.content.decode()
    assert (page.status_code, f'<div class="opening below-4" lang="{code}">' in text, '<html lang="de"' in text) == (
        200, True, True
    )  # fmt: skip
    assert f"{title} 1" in client.get(first.url).content.decode()
    assert translation.get_language() == settings.LANGUAGE_CODE


def test_handbooks_of_a_language_without_published_list_are_in_the_default_list(
    client: Client, chapter: ChapterPage
) -> None:
    published(translate_page(page=chapter.handbook, user=who_works_on(chapter, "editor"), language="lld"), "Ega")
    assert [client.get(address).status_code for address in ("/lld/", "/lld/handbooks/")] == [404, 404]
    assert HandbookIndexPage.objects.get(locale__language_code="lld").live is False
    listed = client.get("/handbooks/").content.decode()
    assert ('<a href="/lld/handbooks/water/" hreflang="lld">Ega</a>' in listed, "Ladin" in listed) == (True, True)
    assert '<li><a href="/handbooks/">Handbooks</a></li>' in client.get("/lld/handbooks/water/").content.decode()


def test_handbooks_move_to_the_list_of_their_language_once_it_is_published(
    client: Client, chapter: ChapterPage
) -> None:
    published(translate_page(page=chapter.handbook, user=who_works_on(chapter, "editor"), language="lld"), "Ega")
    published(HandbookIndexPage.objects.get(locale__language_code="lld"), "Manuai")
    listed = client.get("/lld/handbooks/").content.decode()
    assert ("Manuai" in listed, "Ega" in listed) == (True, True)
    assert "Ega" not in client.get("/handbooks/").content.decode()


def test_translated_handbook_of_a_closed_network_is_listed_for_its_readers_only(
    client: Client, chapter: ChapterPage
) -> None:
    closed = make_handbook(NetworkFactory(slug="closed", visibility="closed"), slug="secret", title="Secret")
    editor = who_works_on(make_chapter(closed), "editor")
    page = published(translate_page(page=closed, user=editor, language="lld"), "Segret")
    assert "Segret" not in client.get("/handbooks/").content.decode()
    assert client.get(page.url).status_code == 404
    client.force_login(editor)
    assert "Segret" in client.get("/handbooks/").content.decode()
    assert client.get(page.url).status_code == 200


def test_translating_a_page_again_keeps_the_existing_translation(chapter: ChapterPage) -> None:
    editor = who_works_on(chapter, "editor")
    first = translate_page(page=chapter, user=editor, language="lld")
    second = translate_page(page=chapter.handbook, user=editor, language="lld", with_chapters=True)
    assert second.get_children().count() == 2
    assert translate_page(page=chapter, user=editor, language="lld").pk == first.pk
    assert Locale.objects.filter(language_code="lld").count() == 1


def test_translation_draft_is_linked_to_its_original_and_editable_by_the_network(chapter: ChapterPage) -> None:
    draft = translate_page(page=chapter, user=who_works_on(chapter, "translator"), language="lld")
    handbook = HandbookPage.objects.get(locale__language_code="lld")
    assert (draft.handbook.pk, handbook.translated_from.language_code, draft.live) == (handbook.pk, "en", False)
    groups = GroupPagePermission.objects.filter(page=handbook).values_list("group__name", flat=True)
    assert set(groups) == {"joint: editor", "joint: translator"}


@pytest.mark.parametrize(("language", "code"), [("xx", "no_such_language"), ("en", "language_of_page")])
def test_invalid_language_is_refused_and_nothing_is_created(chapter: ChapterPage, language: str, code: str) -> None:
    before = Locale.objects.count(), Page.objects.count()
    with pytest.raises(Refused) as refusal:
        translate_page(page=chapter, user=who_works_on(chapter, "editor"), language=language)
    assert (refusal.value.code, (Locale.objects.count(), Page.objects.count())) == (code, before)


def test_translating_a_page_requires_the_right_to_edit_its_handbook(chapter: ChapterPage) -> None:
    stranger = SeatFactory(network=NetworkFactory(slug="other"), capacity="adviser", offices=["editor"]).user
    for person in (stranger, SeatFactory(network=chapter.handbook.network, capacity="member").user):
        with pytest.raises(NotAllowed):
            translate_page(page=chapter, user=person, language="lld")
    assert not Locale.objects.filter(language_code="lld").exists()


def test_translating_without_a_list_of_handbooks_is_refused_with_a_reason(db: None) -> None:
    with pytest.raises(Refused, match="There is no list of handbooks yet"):
        handbook_list_in(language="it", user=None)
    handbook_index()
    assert handbook_list_in(language="it", user=None).live is False


def test_url_prefix_is_a_page_language_only_if_it_is_outside_the_interface(db: None) -> None:
    handbook_index("de")
    handbook_list_in(language="lld", user=None)
    handbook_list_in(language="da", user=None)
    Locale.objects.create(language_code="sl")
    paths = ("/lld/", "/lld/handbooks/", "/lld", "/de/handbooks/", "/api/v1/", "/it/", "/LLD/", "/", "/sl/", "/da/")
    assert [language_beside(path) for path in paths] == ["lld", "lld", "lld", "", "", "", "", "", "", "da"]


def test_page_languages_have_a_name_in_wagtail(db: None) -> None:
    locale = Locale.objects.create(language_code="lld")
    assert (locale.get_display_name(), locale.language_name_local) == ("Ladin", "Ladin")


def test_handbook_is_readable_while_the_front_page_of_its_language_is_a_draft(
    client: Client, chapter: ChapterPage
) -> None:
    page = published(translate_page(page=chapter.handbook, user=who_works_on(chapter, "editor"), language="da"), "Vand")
    assert (page.url, client.get(page.url).status_code) == ("/da/handbooks/water/", 200)


def test_handbook_stays_readable_when_its_language_is_added_to_the_interface(
    client: Client, chapter: ChapterPage
) -> None:
    page = published(
        translate_page(page=chapter.handbook, user=who_works_on(chapter, "editor"), language="it"), "Acqua"
    )
    spoken = [*settings.LANGUAGES, ("it", "Italiano")]
    with override_settings(LANGUAGES=spoken, WAGTAIL_CONTENT_LANGUAGES=spoken):
        assert client.get(page.url).status_code == 200
