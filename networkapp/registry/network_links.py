"""Pages that the page of a network leads to, beside its topics, proposals and procedures. Plugins register links.

    register_network_link(meetings, order=10)

A link is `link(network, reader)`, or None where its reader would find nothing there. Links of parts that are
switched off are not asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from networkapp.registry.ordered import add_in_order


@dataclass(frozen=True, kw_only=True)
class NetworkLink:
    """A link on the page of a network."""

    title: str | Promise
    url: str


NetworkLinkSource = Callable[[Any, Any], NetworkLink | None]

network_links: list[tuple[int, NetworkLinkSource]] = []


def register_network_link(source: NetworkLinkSource, *, order: int = 100) -> None:
    """Show a link from `source(network, reader)` on pages of networks, in this order. Registering twice has no
    effect."""
    add_in_order(network_links, source, order=order)
