"""Pages in Wagtail's admin: Wagtail names those of others before it checks permissions; here an editor finds their
own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.query import PageQuerySet

from networkapp.models.view_restrictions import unrestricted
from networkapp.pages.access import readable_pages, require_valid_parent
from networkapp.policies import policy_of
from networkapp.text.keys import as_key
from networkapp.users import AnyUser

Actionable = tuple[list[Any], dict[str, Any]]


def linkable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages that an editor can link to: those that they edit or can read.

    Http404 below a page that is none of them: not even titles of other networks' closed pages are shown.
    """
    offered = _offered(request.user) | Q(depth=1)
    parent = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if parent and not Page.objects.filter(offered, pk=parent).exists():
        raise Http404
    return pages.filter(offered)


def restrict_page_titles(
    get: Callable[[Any, HttpRequest], HttpResponse],
) -> Callable[[Any, HttpRequest], HttpResponse]:
    """Wrap the view that returns titles of pages by number: it returns those that the editor can link to."""

    @wraps(get)
    def guarded(view: Any, request: HttpRequest) -> HttpResponse:
        keys = [pk for one in request.GET.getlist("id") if (pk := as_key(one)) is not None]
        offered = Page.objects.filter(_offered(request.user), pk__in=keys, depth__gt=1)
        params = request.GET.copy()
        params.setlist("id", [str(pk) for pk in offered.values_list("pk", flat=True)])
        request.GET = params  # type: ignore[assignment]
        return get(view, request)

    return guarded


def hide_invisible_page_titles(get: Callable[[Any], Actionable]) -> Callable[[Any], Actionable]:
    """Wrap a bulk action: among pages that it refuses, it names those that the editor can find in Wagtail."""

    @wraps(get)
    def guarded(action: Any) -> Actionable:
        able, refused = get(action)
        pages = [thing for thing in refused["items_with_no_access"] if isinstance(thing, Page)]
        own = policy_of(Page).explorable_instances(action.request.user)
        found = set(own.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
        return able, {**refused, "items_with_no_access": [page for page in pages if page.pk in found]}

    return guarded


def restrict_move_destination(get_form: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the form that moves several pages: PermissionDenied for a destination that the editor cannot find."""

    @wraps(get_form)
    def made(action: Any, *arguments: Any, **kwargs: Any) -> Any:
        chosen = action.request.POST.get("chooser", "")
        if chosen and _own_page(chosen, action.request.user) is None:
            raise PermissionDenied
        return get_form(action, *arguments, **kwargs)

    return made


def _own_page(number: str, user: AnyUser) -> Page | None:
    own = policy_of(Page).explorable_instances(user)
    page: Page | None = own.filter(pk=as_key(number)).first()
    return page


def _offered(user: AnyUser) -> Q:
    explorable = policy_of(Page).explorable_instances(user)
    readable = unrestricted(readable_pages(pages=Page.objects.live(), user=user), user)
    return Q(pk__in=explorable.values("pk")) | Q(pk__in=readable.values("pk"))


def require_explorable_parent(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return `pages`; Http404 below a page that the editor cannot find.

    Otherwise people who edit handbooks in two languages would see all pages below the common ancestor of both.
    """
    own = policy_of(Page).explorable_instances(request.user)
    if not own.filter(pk=parent_page.pk).exists():
        raise Http404
    return pages


def refuse_move_to_hidden_page(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse a move of or to pages that the editor cannot find: Wagtail's confirmation would reveal their titles."""
    own = policy_of(Page).explorable_instances(request.user)
    if own.filter(pk__in=[page.pk, destination.pk]).count() < len({page.pk, destination.pk}):
        raise PermissionDenied


def refuse_copy_to_hidden_page(request: HttpRequest, page: Page) -> None:
    """Refuse a copy below a page that the editor cannot find: Wagtail's own refusal would reveal its title."""
    parent_key = request.POST.get("new_parent_page", "")
    if not parent_key:
        return
    parent = _own_page(parent_key, request.user)
    if parent is None:
        raise PermissionDenied
    if request.POST.get("alias"):
        require_valid_parent(page=page.specific, parent=parent)


GUARDS = {
    "construct_page_chooser_queryset": linkable_pages,
    "construct_explorer_page_queryset": require_explorable_parent,
    "before_move_page": refuse_move_to_hidden_page,
    "before_copy_page": refuse_copy_to_hidden_page,
}
"""By Wagtail's hook."""
