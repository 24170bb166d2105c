"""Pages that were moved or renamed redirect from their old address, but only readers who can read them.

For hosts with `wagtail.contrib.redirects`: this middleware replaces Wagtail's own, which would reveal the new address
of a closed page to everybody.
"""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from networkapp.models.view_restrictions import unrestricted
from networkapp.pages.access import readable_pages


class MovedPagesMiddleware(RedirectMiddleware):  # type: ignore[misc]
    """Redirect addresses of moved pages: an old address leads to the page again, all others stay 404."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if answer is response:
            return response
        page = moved_to(request)
        return answer if page is None or may_read(page, request) else response


def moved_to(request: HttpRequest) -> Page | None:
    """Return the page that the redirect at this address leads to; None without one, or if it leads to an address."""
    for path in (request.get_full_path(), request.path):
        redirect = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
        if redirect is not None:
            page: Page | None = redirect.redirect_page
            return page
    return None


def may_read(page: Page, request: HttpRequest) -> bool:
    """Return whether the reader can see the page that a redirect leads to."""
    there = unrestricted(Page.objects.live().filter(pk=page.pk), request.user)
    return bool(readable_pages(pages=there, user=request.user).exists())
