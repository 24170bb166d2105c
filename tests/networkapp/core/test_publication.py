"""A page stays published if Wagtail saves its draft at the moment of publication."""

from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page

from networkapp.handbooks.models import ChapterPage, Section
from networkapp.models.publication import KeepsPublicationMixin
from networkapp.registry.plugins import plugin_apps
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, editor_of
from tests.networkapp.core.test_wagtail_hooks import form_of, values_of
from tests.worlds import world

JSON = {"headers": {"accept": "application/json"}}


@world
def draft(db: None) -> ChapterPage:
    """Return a chapter that was never published; its first section is about law."""
    chapter = make_chapter(make_handbook(NetworkFactory(slug="alpha", visibility="closed")), 5, "law", "help")
    chapter.unpublish()
    return ChapterPage.objects.get(pk=chapter.pk)


def typed(chapter: ChapterPage, text: str) -> dict[str, Any]:
    law = Section.objects.filter(page=chapter).first()
    return form_of(chapter, [(law.block_id, values_of("Law", text))])


def texts(chapter: ChapterPage) -> list[str]:
    return [strip_tags(section.value["body"][0].value.source) for section in chapter.sections]


def test_every_page_and_snippet_with_drafts_keeps_its_publication() -> None:
    ours = (*plugin_apps(), apps.get_app_config("home"))
    drafted = [model for app in ours for model in app.get_models() if issubclass(model, DraftStateMixin)]
    assert ChapterPage in drafted
    assert [model for model in drafted if not issubclass(model, KeepsPublicationMixin)] == []


def test_autosave_that_began_before_publishing_leaves_the_page_published(client: Client, draft: ChapterPage) -> None:
    editor, edit = editor_of(draft.handbook.network), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.force_login(editor)
    published = []

    def publish_first(request: Any, page: Page) -> None:
        """Publish in another request, once the autosave has loaded the draft."""
        if not published:
            published.append(True)
            other = Client()
            other.force_login(editor)
            answer = other.post(edit, {**typed(draft, "Published."), "action-publish": "1"})
            assert answer.status_code == 302

    with hooks.register_temporarily("before_edit_page", publish_first):
        saved = client.post(edit, typed(draft, "Typed."), **JSON)
    found = ChapterPage.objects.get(pk=draft.pk)
    assert (saved.json()["success"], published) == (True, [True])
    assert (found.live, found.has_unpublished_changes) == (True, True)
    assert texts(found) == ["Published."]
    assert texts(found.get_latest_revision_as_object()) == ["Typed."]
    assert found.live_revision_id != found.latest_revision_id


def test_drafts_are_saved_to_the_row_until_the_page_is_published(client: Client, draft: ChapterPage) -> None:
    client.force_login(editor_of(draft.handbook.network))
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), typed(draft, "Typed."), **JSON)
    found = ChapterPage.objects.get(pk=draft.pk)
    assert found.live is False
    assert texts(found) == ["Typed."]


def test_published_page_can_be_unpublished_and_published_again(draft: ChapterPage) -> None:
    draft.get_latest_revision().publish()
    published = ChapterPage.objects.get(pk=draft.pk)
    published.unpublish()
    assert ChapterPage.objects.get(pk=draft.pk).live is False
    published.save_revision().publish()
    assert ChapterPage.objects.get(pk=draft.pk).live is True
