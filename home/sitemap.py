"""What search engines get: the addresses of public pages, and that the others are off limits."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page

from networkapp.metadata.cards import SitemapEntry, listed_pages
from networkapp.metadata.pages import public_pages

CLOSED_TO_ROBOTS = ("/account/", "/admin/", "/desk/", "/django-admin/", "/search/")


class Addresses(Sitemap):
    """Public pages by their address below the host that was asked; each with those of its other languages."""

    def __init__(self, request: HttpRequest) -> None:
        self.host = f"{request.scheme}://{request.get_host()}"

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        return [self.entry(one) for one in self.paginator.page(page).object_list]

    def entry(self, one: SitemapEntry) -> dict[str, Any]:
        versions = one.versions if len(one.versions) > 1 else {}
        alternates = [{"lang_code": code, "location": f"{self.host}{path}"} for code, path in versions.items()]
        if "en" in versions:
            alternates.append({"lang_code": "x-default", "location": f"{self.host}{versions['en']}"})
        return {"location": f"{self.host}{one.path}", "lastmod": one.changed, "alternates": alternates}


class PublicPages(Addresses):
    """Pages of Wagtail that anybody may read, in all languages."""

    def items(self) -> list[SitemapEntry]:
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        found = [(page, page.get_url()) for page in public_pages()]
        for page, path in found:
            if path:
                versions[page.translation_key][page.locale.language_code] = path
        return [
            SitemapEntry(path=path, changed=changed_at(page), versions=versions[page.translation_key])
            for page, path in found
            if path
        ]


class PublicContent(Addresses):
    """What the plugins have for everybody, and the places where it is listed."""

    def items(self) -> list[SitemapEntry]:
        return list(listed_pages())


def changed_at(page: Page) -> datetime | None:
    changed: datetime | None = page.last_published_at or page.latest_revision_created_at
    return changed


@csp_update({"style-src": [SELF, UNSAFE_INLINE]})  # type: ignore[untyped-decorator]
def show_sitemap(request: HttpRequest) -> HttpResponse:
    """The list for search engines; browsers put a style of their own into XML, which is allowed here."""
    return sitemap(request, {"pages": PublicPages(request), "things": PublicContent(request)})


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
