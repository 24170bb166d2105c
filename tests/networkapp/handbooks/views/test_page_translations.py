"""The page on which a handbook page is translated, and the buttons that lead to it."""

import pytest
from django.test import Client

from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory
from tests.networkapp.handbooks.pages.test_translating import who_works_on
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="joint", visibility="public")), 1, "law")


def test_chapter_page_button_creates_a_translation_draft(client: Client, chapter: ChapterPage) -> None:
    address = f"/handbooks/pages/{chapter.pk}/translate/"
    assert address not in client.get(chapter.url).content.decode()
    client.force_login(who_works_on(chapter, "translator"))
    assert address in client.get(chapter.url).content.decode()
    answer = client.post(address, {"language": "en", "language_other": "Ladin"})
    draft = ChapterPage.objects.get(locale__language_code="lld")
    assert answer["Location"] == f"/handbooks/translations/{draft.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    assert "Ladin" in client.get(address).content.decode()


def test_translating_a_handbook_can_include_its_chapters(client: Client, chapter: ChapterPage) -> None:
    handbook, editor = chapter.handbook, who_works_on(chapter, "editor")
    sync_groups(user=editor)
    client.force_login(editor)
    answer = client.post(f"/handbooks/pages/{handbook.pk}/translate/", {"language": "sl", "with_chapters": "on"})
    draft = HandbookPage.objects.get(locale__language_code="sl")
    assert (answer["Location"], draft.get_children().count()) == (f"/admin/pages/{draft.pk}/edit/", 1)
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"language": "xx"}, "There is no language “xx”."),
        ({"language": "en"}, "The page is already in this language. Choose another."),
        ({"language": ""}, "This field is required."),
    ],
)
def test_invalid_translation_language_is_refused_with_a_message(
    client: Client, chapter: ChapterPage, typed: dict[str, str], words: str
) -> None:
    client.force_login(who_works_on(chapter, "editor"))
    answer = client.post(f"/handbooks/pages/{chapter.pk}/translate/", typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_wagtail_translation_view_redirects_to_ours_for_handbook_pages(client: Client, chapter: ChapterPage) -> None:
    editor = who_works_on(chapter, "editor")
    sync_groups(user=editor)
    client.force_login(editor)
    answer = client.get(f"/admin/translation/submit/page/{chapter.pk}/")
    assert answer["Location"] == f"/handbooks/pages/{chapter.pk}/translate/"
    assert (
        f"/handbooks/pages/{chapter.pk}/translate/" in client.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    )
