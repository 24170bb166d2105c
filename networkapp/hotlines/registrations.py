"""Registration of what hotlines add to the core and other apps."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.hotlines import actions, queries
from networkapp.hotlines.models import HotlineLink
from networkapp.permissions import Action, roles_with
from networkapp.registry import register_api, register_attention, register_search
from networkapp.registry.links import CorrectedLinks, LinkLocation, register_links
from networkapp.registry.metadata import register_listed_pages
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.users import AnyUser


def register_all() -> None:
    """Register what hotlines add to link checks, overviews, listed pages, search, desk and API."""
    register_links(
        HotlineLink, which=_given_out, corrected=CorrectedLinks(rows=_corrected_by, place=_place_of, order=30)
    )
    register_overview(queries.hotlines_part, kinds=[OverviewKind.BRIEF, OverviewKind.COUNTRY], order=15)
    register_listed_pages(queries.start_pages)
    register_search(kind="hotlines", label=_("Hotlines"), find=queries.find_hotlines, order=5)
    _register_desk()
    register_api("networkapp.hotlines.api.router", order=30)
    register_site_part(SitePart.HELP, "networkapp.hotlines")


def _given_out(now: datetime) -> "QuerySet[HotlineLink]":
    """Return the addresses of hotlines that are given out."""
    return HotlineLink.objects.filter(hotline__withdrawn_at=None)


def _corrected_by(user: AnyUser) -> "QuerySet[HotlineLink]":
    kept = actions.hotlines_managed_by(user=user).order_by().values("pk")
    return _given_out(timezone.now()).filter(hotline__in=kept).select_related("hotline")


def _place_of(link: HotlineLink) -> LinkLocation:
    place = reverse("wagtailsnippets_networkapp_hotline:edit", args=[link.hotline_id])
    return LinkLocation(title=link.hotline.title, language="en", url=place)


def _register_desk() -> None:
    register_attention(actions.desk_items, roles=roles_with(Action.EDIT_HOTLINES), order=52)
