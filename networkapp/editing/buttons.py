"""Buttons beside a page in Wagtail's admin that lead to what is ours of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.models import Locale, Page

from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.news.models import ArticlePage
from networkapp.permissions import Action
from networkapp.users import AnyUser


def lead_to_the_editions(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside the page of a handbook: where its editions are, and the next one is published."""
    if isinstance(page, HandbookPage):
        address = reverse("networkapp:editions", args=[page.translation_key])
        yield Button(_("Editions"), address, icon_name="history", priority=70)


def lead_to_the_import_from_word(
    page: Page, user: AnyUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Beside a handbook or a part of one: where a Word document becomes drafts of chapters."""
    if isinstance(page, HandbookPage | PartPage):
        handbook = page if isinstance(page, HandbookPage) else page.handbook
        if handbook.network.allows(user, Action.EDIT_HANDBOOKS):
            address = reverse("networkapp:word_imports", args=[page.pk])
            yield Button(_("Import from Word"), address, icon_name="upload", priority=75)


def lead_to_the_translation(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside a chapter of a translation: the status of its sections."""
    if not isinstance(page, ChapterPage):
        return
    handbook = page.handbook
    if handbook.translated_from_id and handbook.network.allows(user, Action.EDIT_HANDBOOKS):
        address = reverse("networkapp:translation", args=[page.pk])
        yield Button(_("Translation"), address, icon_name="globe", priority=70)


def lead_to_another_language(
    page: Page, user: AnyUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Beside a page of a handbook: where a draft in another language is made of it.

    Wagtail has such a button itself where the page lacks a language in which the site has pages already.
    """
    if not isinstance(page, IN_HANDBOOKS) or not user.has_perm("simple_translation.submit_translation"):
        return
    there = page.get_translations(inclusive=True).values("locale")
    if not Locale.objects.exclude(pk__in=there).exists():
        address = reverse("networkapp:translate_page", args=[page.pk])
        yield Button(_("Translate"), address, icon_name="globe", priority=80)


def lead_to_the_signatures(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside an article: the invited signatories, and their status."""
    if isinstance(page, ArticlePage):
        address = reverse("networkapp:article_signatures", args=[page.translation_key])
        yield Button(_("Signatures"), address, icon_name="group", priority=70)


BUTTONS = (
    lead_to_the_editions,
    lead_to_the_import_from_word,
    lead_to_another_language,
    lead_to_the_translation,
    lead_to_the_signatures,
)
