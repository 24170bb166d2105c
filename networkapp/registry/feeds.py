"""At which address the news feed of a network or a subject is. `register_feed` (in registry itself) adds entries."""

from collections.abc import Callable
from typing import Any

FeedAddress = Callable[..., str]

feed_addresses: list[FeedAddress] = []


def register_feed_address(address: FeedAddress) -> None:
    """Link the feed at `address(network=, subject=)` on pages of networks and subjects; one of the two is given.

    It is empty where there is no such feed.
    """
    if address not in feed_addresses:
        feed_addresses.append(address)


def feed_address(*, network: Any = None, subject: Any = None) -> str:
    """Return the address of the feed of this network or subject; empty for none."""
    found = (address(network=network, subject=subject) for address in feed_addresses)
    return next(filter(None, found), "")
