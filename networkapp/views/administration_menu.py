"""Where site administrators find their screens in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from networkapp.views import administrators, first_seats


class AdministratorsMenuItem(MenuItem):
    """Shown to site administrators alone, by a right of theirs that Django has read with the others of the account."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("networkapp.add_network"))


def addresses() -> list[URLPattern]:
    return [*administrators.in_wagtail(), *first_seats.in_wagtail()]


def site_administrators() -> MenuItem:
    address = reverse("networkapp_administrators")
    return AdministratorsMenuItem(_("Site administrators"), address, icon_name="key", order=50)


def first_steps() -> MenuItem:
    return AdministratorsMenuItem(_("First steps"), reverse("networkapp:first_steps"), icon_name="list-ol", order=5)


def register_all() -> None:
    hooks.register("register_admin_urls", addresses)
    for item in (site_administrators, first_steps):
        hooks.register("register_settings_menu_item", item)
