"""Words that stand in what a network keeps and nowhere else: whoever finds one has found more than she may."""

from networkapp.models import (
    Network,
)

BAIT = "Quetzal"
"""A word that stands in everything a network keeps, and nowhere else."""
SHARED_BAIT = "Takahe"
"""A word that stands in what others share with a network, and nowhere else."""
TRANSLATED_BAIT = "Kakapo"
"""A word that stands in what a network has translated, and nowhere else."""
NOTE_BAIT = "Axolotl"
"""A word that stands in notes on sections, and nowhere else: with whom it is for, and the network."""
YEAR = 2025


def bait(network: Network) -> str:
    """What stands in the things of this network alone."""
    return f"{BAIT}-{network.slug}"


def year_of(network: Network) -> int:
    """A year in which this network alone has published: its results are known by it."""
    return YEAR + 1 + ["the-public-one", "the-members-one", "the-closed-one", "elsewhere"].index(network.slug)
