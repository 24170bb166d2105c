"""Pages in Wagtail's admin: it names those of others before it asks whose they are; here an editor finds her own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from networkapp.domain.handbooks.readers import readable_pages
from networkapp.domain.news.mirrors import require_no_foreign_mirror
from networkapp.models.barriers import unbarred

LONGEST_NUMBER = 18


def offer_links_to_readable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """An editor links to what she edits or may read; not even titles are shown of other networks' closed pages."""
    offered = _offered(request.user) | Q(depth=1)
    parent = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if parent and not Page.objects.filter(offered, pk=parent).exists():
        raise Http404
    return pages.filter(offered)


def tell_of_offered_pages(
    get: Callable[[Any, HttpRequest], HttpResponse],
) -> Callable[[Any, HttpRequest], HttpResponse]:
    """The view that says what pages of any numbers are called, for numbers of those that are offered."""

    @wraps(get)
    def told(view: Any, request: HttpRequest) -> HttpResponse:
        asked = [pk for pk in request.GET.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_NUMBER]
        offered = Page.objects.filter(_offered(request.user), pk__in=asked, depth__gt=1)
        given = request.GET.copy()
        given.setlist("id", [str(pk) for pk in offered.values_list("pk", flat=True)])
        request.GET = given  # type: ignore[assignment]
        return get(view, request)

    return told


def _offered(editor: Any) -> Q:
    explorable = policy_registry.get_by_type(Page).explorable_instances(editor)
    readable = unbarred(readable_pages(pages=Page.objects.live(), user=editor), editor)
    return Q(pk__in=explorable.values("pk")) | Q(pk__in=readable.values("pk"))


def explore_own_pages(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Who edits handbooks in two languages would find any page below what both stand under, with its title."""
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    if not own.filter(pk=parent_page.pk).exists():
        raise Http404
    return pages


def name_only_own_pages_before_a_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail asks for confirmation, with both titles, before it asks whether the editor may move the page."""
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    if own.filter(pk__in=[page.pk, destination.pk]).count() < len({page.pk, destination.pk}):
        raise PermissionDenied


def name_only_own_pages_before_a_copy(request: HttpRequest, page: Page) -> None:
    """Wagtail says what the page is called below which an editor may put no copy, whatever number she gives."""
    given = request.POST.get("new_parent_page", "")
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    if not given:
        return
    parent = own.filter(pk=int(given[:LONGEST_NUMBER])).first() if given.isascii() and given.isdigit() else None
    if parent is None:
        raise PermissionDenied
    if request.POST.get("alias"):
        require_no_foreign_mirror(page=page.specific, parent=parent)


GUARDS = {
    "construct_page_chooser_queryset": offer_links_to_readable_pages,
    "construct_explorer_page_queryset": explore_own_pages,
    "before_move_page": name_only_own_pages_before_a_move,
    "before_copy_page": name_only_own_pages_before_a_copy,
}
"""By Wagtail's hook."""
