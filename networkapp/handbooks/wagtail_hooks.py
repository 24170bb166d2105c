"""Handbooks, the glossary and legal sources in Wagtail's admin, and how Wagtail serves pages of handbooks."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets import Button
from wagtail.models import Locale, Page
from wagtail.snippets.models import register_snippet

from networkapp.addresses import is_own_page, is_own_view
from networkapp.conf import setting
from networkapp.editing.files import EditableViewSet
from networkapp.editing.group_rights import sync_group_permissions
from networkapp.editing.permission_policies import TablePolicy
from networkapp.editing.viewsets import LIBRARY_MENU
from networkapp.handbooks.glossary.forms import GlossaryTermForm
from networkapp.handbooks.law.forms import LegalSourceForm
from networkapp.handbooks.models import (
    ChapterPage,
    GlossaryTerm,
    HandbookIndexPage,
    HandbookPage,
    LegalSource,
    PartPage,
)
from networkapp.handbooks.pages.access import IN_HANDBOOKS, require_readable
from networkapp.handbooks.pages.editing.content_checks import HandbookContentChecks
from networkapp.handbooks.pages.editing.page_translations import submit_page_translation
from networkapp.handbooks.pages.editing.section_chooser import SectionChooserViewSet, section_chooser
from networkapp.handbooks.pages.editing.style_guide import style_guide
from networkapp.handbooks.pages.forms import ChapterForm
from networkapp.handbooks.pages.page_links import LocalizedPageLinkHandler
from networkapp.handbooks.pages.scheduling import NOT_PUBLISHED
from networkapp.handbooks.translations.progress import translation_progress
from networkapp.middleware import shared_by_visitors
from networkapp.pages.cache import HANDBOOKS
from networkapp.permissions import Action
from networkapp.policies import register_policy
from networkapp.users import AnyUser

# Here, since models know no forms.
ChapterPage.base_form_class = ChapterForm
GlossaryTerm.base_form_class = GlossaryTermForm
LegalSource.base_form_class = LegalSourceForm
# Editors find parts and chapters in the order in which they are read.
HandbookPage.admin_default_ordering = PartPage.admin_default_ordering = "ord"

register_policy(GlossaryTerm, TablePolicy(GlossaryTerm, may=Action.EDIT_GLOSSARY, network="network", shared=True))
register_policy(LegalSource, TablePolicy(LegalSource, may=Action.EDIT_HANDBOOKS, network="network", shared=True))


class GlossaryViewSet(EditableViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_hook = LIBRARY_MENU
    menu_order = 4
    list_display = ["title", "network", "taken_from"]
    search_fields = ["title", "text", "forms"]


class LegalSourceViewSet(EditableViewSet):
    model = LegalSource
    icon = "doc-full"
    menu_hook = LIBRARY_MENU
    menu_order = 5
    list_display = ["identifier", "title", "amended_on", "amended_by", "network", "checked_on"]
    search_fields = ["identifier", "title", "also_called"]


register_snippet(GlossaryViewSet)
register_snippet(LegalSourceViewSet)


@hooks.register("register_rich_text_features", order=100)
def register_localized_page_links(features: Any) -> None:
    """Register the link type that leads to the translation of a page in the language of the text."""
    features.register_link_type(LocalizedPageLinkHandler)


@hooks.register("before_serve_page", order=-100)
def require_readable_handbook(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Refuse a page of a handbook to people who cannot read it."""
    require_readable(page=page, user=request.user)


@hooks.register("on_serve_page")
def cache_pages_for_visitors(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap the serving of pages, so that all visitors share the pages of handbooks."""
    shared = shared_by_visitors(HANDBOOKS)(lambda request, page, args, kwargs: serve(page, request, args, kwargs))

    def served(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, (HandbookIndexPage, *IN_HANDBOOKS)):
            return shared(request, page, args, kwargs)
        return serve(page, request, args, kwargs)

    return served


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_copy_page")
def sync_permissions_of_handbook(request: HttpRequest, page: Page, new_page: Page | None = None) -> None:
    """Give the editing groups of the network their rights on a new, copied or edited handbook."""
    handbook = new_page or page
    if isinstance(handbook, HandbookPage):
        sync_group_permissions(network=handbook.network)


@hooks.register("register_admin_viewset")
def register_section_chooser() -> SectionChooserViewSet:
    """Return the chooser of sections for Wagtail's administration."""
    return section_chooser


@hooks.register("register_admin_urls")
def register_style_guide_url() -> list[URLPattern]:
    """Return the URL pattern of the style guide."""
    return [path("style-guide/", style_guide, name="networkapp_style_guide")]


@hooks.register("register_admin_urls", order=-1)
def register_translation_view() -> list[URLPattern]:
    """Put our view in front of Wagtail's, at the same address: it also offers languages the interface does not have."""
    return [path("translation/submit/page/<int:page_id>/", submit_page_translation)]


@hooks.register("register_admin_menu_item")
def register_style_guide_menu_item() -> MenuItem:
    """Return the menu item of the style guide."""
    return MenuItem(_("Style guide"), reverse("networkapp_style_guide"), icon_name="openquote", order=950)


@hooks.register("construct_wagtail_userbar")
def replace_content_checks(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Replace Wagtail's checks by ours, which include them, on pages of the plugins, or on all if the site says so.

    The request of a preview, which Wagtail makes itself, leads to no view.
    """
    match = request.resolver_match
    is_own = is_own_page(page) if page is not None else match is not None and is_own_view(match.func, request)
    if not (is_own or setting("INTERFACE_EVERYWHERE")):
        return
    items[:] = [
        HandbookContentChecks(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Register the names of our actions in Wagtail's history of a page."""
    actions.register_action(
        NOT_PUBLISHED, capfirst(_("not published")), _("Not published on the scheduled day because content is missing")
    )


@hooks.register("register_page_header_buttons")
def editions_button(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button on the page of a handbook that leads to its editions."""
    if isinstance(page, HandbookPage):
        address = reverse("networkapp:editions", args=[page.translation_key])
        yield Button(_("Editions"), address, icon_name="history", priority=70)


@hooks.register("register_page_header_buttons")
def word_import_button(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button on the page of a handbook or part that leads to the import of a Word document."""
    if isinstance(page, HandbookPage | PartPage):
        handbook = page if isinstance(page, HandbookPage) else page.handbook
        if handbook.network.allows(user, Action.EDIT_HANDBOOKS):
            address = reverse("networkapp:word_imports", args=[page.pk])
            yield Button(_("Import from Word"), address, icon_name="upload", priority=75)


@hooks.register("register_page_header_buttons")
def translate_handbook_button(
    page: Page, user: AnyUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the button on the page of a handbook that creates a draft in another language.

    Wagtail has such a button itself if the page lacks a language in which the site has pages already.
    """
    if not isinstance(page, IN_HANDBOOKS) or not user.has_perm("simple_translation.submit_translation"):
        return
    there = page.get_translations(inclusive=True).values("locale")
    if not Locale.objects.exclude(pk__in=there).exists():
        address = reverse("networkapp:translate_page", args=[page.pk])
        yield Button(_("Translate"), address, icon_name="globe", priority=80)


@hooks.register("register_page_header_buttons")
def translation_status_button(
    page: Page, user: AnyUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the button on a translated chapter that leads to the status of its sections."""
    if not isinstance(page, ChapterPage):
        return
    handbook = page.handbook
    if handbook.translated_from_id and handbook.network.allows(user, Action.EDIT_HANDBOOKS):
        address = reverse("networkapp:translation", args=[page.pk])
        yield Button(_("Translation"), address, icon_name="globe", priority=70)


class OwnHandbooksPanel(Component):
    """Return the handbooks that the editor writes, in all their languages. Nothing for people who write none."""

    name = "networkapp_handbooks"
    template_name = "networkapp/editors/handbooks.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        editor = parent_context["request"].user
        own = HandbookPage.objects.where(editor, may=Action.EDIT_HANDBOOKS)
        handbooks = list(own.select_related("locale", "network").order_by("network__name", "title"))
        return {"handbooks": handbooks, "counted": translation_progress(handbooks=handbooks, user=editor)}


@hooks.register("construct_homepage_panels")
def add_handbooks_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel with the editor's handbooks to the home page of the administration."""
    panels.append(OwnHandbooksPanel())
