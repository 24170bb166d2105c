"""The access matrix covers every action, address, socket and search source."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from evaluation import permissions as evaluation
from evaluation import routing as evaluation_routing
from evaluation import urls as evaluation_urls
from networkapp import permissions as networks
from networkapp import routing as networkapp_routing
from networkapp import urls as networkapp_urls
from networkapp.search.search import sources
from tests.access.addresses import (
    ADDRESSES,
    BY_SECRET,
    FOR_TWO,
    FOUND,
    OVERSEERS,
    OWN,
    OWN_ACTS,
    PUBLIC,
    PUBLIC_REDIRECTS,
    PUBLIC_THINGS,
    SOCKETS,
)

# The first part of every address of the site, and the test module that covers it.
ROOTS = {
    "robots.txt": "public",
    "sitemap.xml": "test_published.py",
    "app.webmanifest": "public, the same for all",
    "guide/": "public, of demonstration content alone",
    "api/": "test_api.py",
    "account/": "allauth's and accounts': the account of whoever is signed in",
    "admin/": "test_editors.py",
    "django-admin/": "test_editors.py",
    "^(?:admin|django-admin)/password_reset/": "leads to /account/",
    "invitations/": "accounts': to whoever has the link; tests/accounts/single_sign_on/",
    "documents/": "document in the matrix",
    "evaluation.urls": "below",
    "networkapp.urls": "below",
    "wagtail.urls": "handbook and chapter in the matrix",
}


def test_every_permission_action_is_tried_at_an_address() -> None:
    needed = {action for address in ADDRESSES for action in address.needs}
    assert needed == set(networks.Action) | (set(evaluation.Action))


def test_every_permission_action_has_a_row_in_a_table() -> None:
    assert set(networks.ALLOWED) == set(networks.Action)
    assert set(evaluation.ALLOWED) == set(evaluation.SCOPES) == set(evaluation.Action)


@pytest.mark.parametrize("urls", [networkapp_urls, evaluation_urls], ids=["networkapp", "evaluation"])
def test_every_plugin_address_is_in_the_access_matrix_or_classified_outside_it(urls: Any) -> None:
    names = {f"{urls.app_name}:{pattern.name}" for pattern in urls.urlpatterns}
    shown = {address.name for address in ADDRESSES} | set(PUBLIC) | set(PUBLIC_REDIRECTS) | PUBLIC_THINGS
    classified = shown | OWN | set(OWN_ACTS) | OVERSEERS | BY_SECRET | FOR_TWO
    assert {name for name in classified if name.startswith(f"{urls.app_name}:")} == names


def test_root_url_patterns_are_the_ones_that_the_matrix_covers() -> None:
    assert set(_roots(get_resolver().url_patterns)) == set(ROOTS)


def _roots(patterns: Iterable[URLPattern | URLResolver]) -> Iterable[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            module = getattr(pattern.urlconf_name, "__name__", "")
            if module in {"evaluation.urls", "networkapp.urls", "wagtail.urls"}:
                yield module
            else:
                yield from _roots(pattern.url_patterns)
        elif isinstance(pattern, URLResolver):
            yield str(pattern.pattern).partition("/")[0] + "/"
        else:
            route = str(pattern.pattern)
            yield route if route.startswith("^") else route.partition("/")[0] + ("/" if "/" in route else "")


@pytest.mark.usefixtures("help_on")
def test_every_search_source_has_an_expected_permission() -> None:
    assert {source.kind for source in sources()} == set(FOUND)


def test_every_websocket_path_is_in_the_access_tests() -> None:
    patterns = [*networkapp_routing.websocket_urlpatterns, *evaluation_routing.websocket_urlpatterns]
    assert {str(pattern.pattern) for pattern in patterns} == set(SOCKETS)
