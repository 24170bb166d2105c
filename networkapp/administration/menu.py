"""The menu of site administrators in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from networkapp.administration.first_steps import steps_on_desk
from networkapp.administration.views import administrators, first_seats
from networkapp.models import SiteSettings


class AdministratorsMenuItem(MenuItem):
    """Shown to site administrators alone, by a right of theirs that Django has read with the others of the account."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("networkapp.add_network"))


def addresses() -> list[URLPattern]:
    """Return the URL patterns of the pages about administrators and first seats, for Wagtail's administration."""
    return [*administrators.in_wagtail(), *first_seats.in_wagtail()]


def site_administrators() -> MenuItem:
    """Return the item of the settings menu that opens the list of site administrators."""
    address = reverse("networkapp_administrators")
    return AdministratorsMenuItem(_("Site administrators"), address, icon_name="key", order=50)


def first_steps() -> MenuItem:
    """Return the item of the settings menu that opens the first steps."""
    return AdministratorsMenuItem(_("First steps"), reverse("networkapp:first_steps"), icon_name="list-ol", order=5)


def redirect_to_first_steps(request: HttpRequest, setting: Any) -> HttpResponse | None:
    """Redirect to the first steps after "This site" was saved, while some of them are open."""
    if not isinstance(setting, SiteSettings) or steps_on_desk(user=request.user) is None:
        return None
    messages.success(request, _("Settings saved."))
    return redirect("networkapp:first_steps")


def register_all() -> None:
    """Register the addresses and menu items of site administration with Wagtail."""
    hooks.register("after_edit_setting", redirect_to_first_steps)
    hooks.register("register_admin_urls", addresses)
    for item in (site_administrators, first_steps):
        hooks.register("register_settings_menu_item", item)
