"""Previews of drafts in Wagtail's editor."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from home.models import HomePage, StandardPage
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.networks.actions.seats import sync_groups
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage
from tests.access.accounts import client_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    """Return a draft chapter in a closed network."""
    closed = NetworkFactory(slug="closed", visibility="closed")
    page = make_chapter(make_handbook(closed), title="Axolotl", sections=[section("a")])
    page.save_revision()
    page.unpublish()
    return page


def drafts_by(chapter: ChapterPage, person: Any) -> Any:
    return client_of(person).get(f"/admin/pages/{chapter.pk}/view_draft/")


def test_preview_of_a_draft_can_be_framed_by_the_site_only_and_has_content_checks(chapter: ChapterPage) -> None:
    editor = SeatFactory(network=chapter.handbook.network, offices=["editor"]).user
    sync_groups(user=editor)
    answer = drafts_by(chapter, editor)
    html, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert ("Axolotl" in html, "wagtail-userbar" in html) == (True, True)
    assert ("frame-ancestors 'self'" in policy, "script-src" in policy) == (True, False)


def test_preview_of_a_draft_is_closed_to_editors_of_other_networks(chapter: ChapterPage) -> None:
    other = SeatFactory(network=NetworkFactory(slug="other"), offices=["editor"]).user
    sync_groups(user=other)
    answer = drafts_by(chapter, other)
    assert (answer.status_code == 200, b"Axolotl" in answer.content) == (False, False)


@pytest.mark.django_db
def test_page_that_is_no_preview_cannot_be_framed(client: Client) -> None:
    assert "frame-ancestors 'none'" in client.get("/guide/?is_preview=1").headers["Content-Security-Policy"]


@world
def one_of_each(db: None) -> dict[type[Page], Page]:
    """Return a page of every type of the site."""
    network = NetworkFactory()
    article, chapter = make_article(network), make_chapter(make_handbook(network))
    part = chapter.handbook.add_child(instance=PartPage(title="Part"))
    front = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="front", heading="Networks"))
    plain = front.add_child(instance=StandardPage(title="About", body="<p>This site.</p>"))
    news, books = (page.get_parent().specific for page in (article.place, chapter.handbook))
    pages = (front, plain, news, article.place, article, books, chapter.handbook, part, chapter)
    return {type(page): page for page in pages}


PIECES: dict[type[Page], dict[str, Any]] = {
    HomePage: {"heading": "Axolotl"},
    StandardPage: {"body": rich_text("<p>Axolotl</p>")},
    ArticlePage: {"body": streamfield([("text", rich_text("<p>Axolotl</p>"))])},
    ChapterPage: {"sections": streamfield([])},
}
"""What a form has beside the fields that its page brings along: the browser puts its pieces together."""
TYPES = [HomePage, StandardPage, NewsPage, NetworkNewsPage, ArticlePage]
TYPES += [HandbookIndexPage, HandbookPage, PartPage, ChapterPage]


def test_previews_of_all_page_types_are_tested() -> None:
    assert {model for model in get_page_models() if model is not Page} == set(TYPES)


@pytest.mark.parametrize("model", TYPES)
def test_preview_of_every_page_type_shows_the_unsaved_title(
    model: type[Page], one_of_each: dict[type[Page], Page]
) -> None:
    editor = client_of(UserFactory(is_superuser=True, is_staff=True))
    page = [one_of_each[model].pk]
    form = querydict_from_html(editor.get(reverse("wagtailadmin_pages:edit", args=page)).content, "page-edit-form")
    typed = form.dict() | nested_form_data({"title": "Axolotl", **PIECES.get(model, {})})
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=page)
    assert editor.post(preview, typed).json() == {"is_valid": True, "is_available": True}
    answer = editor.get(preview)
    assert (answer.status_code, "Axolotl</h1>" in answer.content.decode()) == (200, True)
