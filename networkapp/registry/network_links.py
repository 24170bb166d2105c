"""Pages that the page of a network leads to, beside its topics, proposals and procedures. Plugins register links.

    register_network_link(meetings, order=10)

A link is `link(network, reader)`, or None where its reader would find nothing there. Links of parts that are
switched off are not asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


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
    if source not in {known for _order, known in network_links}:
        network_links.append((order, source))
        network_links.sort(key=lambda known: known[0])
