"""Find out whether a plugin's view answers an address, and refuse values that no address of a plugin can hold."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db import DatabaseError
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, get_urlconf, reverse

from networkapp.languages.help_languages import help_language_of_page
from networkapp.models import is_open
from networkapp.registry.plugins import is_of_plugin, plugins
from networkapp.text.keys import as_key

API_NAMESPACE = "networkapp_api"


def is_own_view(view: Any, request: HttpRequest) -> bool:
    """Return whether `view` is defined in a plugin, or is part of the read API."""
    package = getattr(view, "__module__", "").partition(".")[0]
    return package in plugins or API_NAMESPACE in getattr(request.resolver_match, "namespaces", ())


def is_own_page(page: Any) -> bool:
    """Return whether a page of Wagtail is of a kind that a plugin defines."""
    return is_of_plugin(page)


def require_possible_address(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """Raise Http404 for a null byte, and for a number too large for any primary key: databases fail on both."""
    is_too_large = any(isinstance(value, int) and value > BigIntegerField.MAX_BIGINT for value in kwargs.values())
    if is_too_large or "%00" in request.get_full_path():
        raise Http404


def require_numbers(request: HttpRequest, error: Exception) -> None:
    """Raise Http404 where `error` comes from an `id` or `offset` in the query string that is not a number."""
    values = [value for name in ("id", "offset") for value in request.GET.getlist(name)]
    if isinstance(error, (ValueError, OverflowError, DatabaseError)) and any(as_key(value) is None for value in values):
        raise Http404 from error


def open_path(name: str, *args: Any) -> str:
    """Return the path of the view with this name and these arguments.

    It is empty where the site does not have the view, or its administrators have switched off the part that it is in.
    """
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return path if is_open_view(name) else ""


def help_path() -> str:
    """Return the path of the start page of help in the active language; empty while help is switched off."""
    return open_path("networkapp:help_start", help_language_of_page())


def is_open_view(name: str) -> bool:
    """Return whether the part of the site that the view with this name is in is not switched off."""
    return is_open(_views(get_urlconf()).get(name))


@lru_cache(maxsize=8)
def _views(urlconf: str | None) -> Mapping[str, Callable[..., Any]]:
    """Return all views of the site by name, with the namespaces of each."""
    return dict(_named(get_resolver(urlconf), ""))


def _named(resolver: URLResolver, above: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{above}{pattern.name}", pattern.callback
        else:
            yield from _named(pattern, f"{above}{pattern.namespace}:" if pattern.namespace else above)
