"""What search engines are told: the addresses of public pages, and that the rest is none of theirs."""

from datetime import datetime
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap as Addresses
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from networkapp.domain.campaigns import list_campaigns
from networkapp.domain.decision_register import list_decisions
from networkapp.domain.handbooks import readable_pages
from networkapp.models import Campaign, Decision

CLOSED_TO_ROBOTS = ("/account/", "/admin/", "/desk/", "/django-admin/", "/search/")


class PublicPages(Sitemap):
    """Pages of Wagtail that anybody may read, in all languages."""

    def items(self) -> Any:
        pages = Page.objects.live().public().filter(depth__gt=1).order_by("path")
        return readable_pages(pages=pages, user=AnonymousUser())

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        found = self.paginator.page(page).object_list
        return [
            {"location": address, "lastmod": self.lastmod(item)}
            for item in found
            if (address := item.get_full_url(self.request))
        ]


class PublicDecisions(Addresses):
    """Decisions of the networks that anybody may see."""

    def items(self) -> Any:
        return list_decisions(user=AnonymousUser())

    def lastmod(self, decision: Decision) -> datetime:
        return decision.adopted_at


class PublicCampaigns(Addresses):
    """Campaigns of the networks that anybody may see."""

    def items(self) -> Any:
        return list_campaigns(user=AnonymousUser())

    def lastmod(self, campaign: Campaign) -> datetime:
        return campaign.changed_at


@csp_update({"style-src": [SELF, UNSAFE_INLINE]})  # type: ignore[untyped-decorator]
def show_sitemap(request: HttpRequest) -> HttpResponse:
    """The list for search engines; browsers put a style of their own into XML, which is allowed here."""
    return sitemap(
        request, {"pages": PublicPages(request), "decisions": PublicDecisions(), "campaigns": PublicCampaigns()}
    )


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
