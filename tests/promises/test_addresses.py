"""Addresses of pages, files, feeds, sockets and the admin do not change, nor do the names that templates use."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from evaluation.routing import websocket_urlpatterns as of_evaluation
from networkapp.registry.plugins import plugins
from networkapp.routing import websocket_urlpatterns as of_networks
from tests.promises.conftest import Compare

OWN = (*plugins, "accounts", "home", "config")


def test_addresses_and_their_names_do_not_change_unnoticed(compare: Compare) -> None:
    sockets = (f"/{pattern.pattern} (socket)" for pattern in (*of_networks, *of_evaluation))
    compare("addresses", {*own_addresses(get_resolver()), *sockets})


def own_addresses(resolver: Any, path: str = "/", namespace: str = "") -> Iterator[str]:
    """Yield path and name of all views of the plugins and the site; of snippets and choosers only the prefix."""
    for entry in resolver.url_patterns:
        here = f"{path}{entry.pattern}"
        if isinstance(entry, URLPattern):
            module = getattr(getattr(entry.callback, "view_class", entry.callback), "__module__", "")
            if module.split(".")[0] in OWN or any(plugin in str(entry.name) for plugin in plugins):
                yield f"{here} {namespace}{entry.name or '(no name)'}"
        elif str(entry.namespace).startswith("wagtailsnippet"):
            yield f"{here} {entry.namespace}:*"
        else:
            yield from own_addresses(entry, here, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
