"""Snippets of the suite in Wagtail's admin, and the menu that several apps share."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.views.snippets import SnippetViewSet

LIBRARY_MENU = "register_networkapp_library_menu_item"
"""The hook of Wagtail for entries of the menu "Library and meetings". A viewset names it as its `menu_hook`."""


def library_menu() -> SubmenuMenuItem:
    """Return the menu with what apps have registered for `LIBRARY_MENU`; hidden from people who may see none of it."""
    entries = Menu(register_hook_name=LIBRARY_MENU)
    return SubmenuMenuItem(_("Library and meetings"), entries, icon_name="folder-open-inverse", order=8999)


class SuiteViewSet(SnippetViewSet):
    """Addresses that name the plugin, not the app of it that a model is in."""

    def get_admin_url_namespace(self) -> str:
        return f"wagtailsnippets_networkapp_{self.model_name}"

    def get_admin_base_path(self) -> str:
        return f"snippets/networkapp/{self.model_name}"

    def get_chooser_admin_url_namespace(self) -> str:
        return f"wagtailsnippetchoosers_networkapp_{self.model_name}"

    def get_chooser_admin_base_path(self) -> str:
        return f"snippets/choose/networkapp/{self.model_name}"
