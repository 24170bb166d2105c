"""Words that occur only in restricted content of a network: a reader who finds one has found too much."""

from networkapp.models import (
    Network,
)

BAIT = "Quetzal"
"""A word that is in everything that a network restricts, and nowhere else."""
SHARED_BAIT = "Takahe"
"""A word that is in what others share with a network, and nowhere else."""
TRANSLATED_BAIT = "Kakapo"
"""A word that is in what a network has translated, and nowhere else."""
NOTE_BAIT = "Axolotl"
"""A word that is in notes on sections, and nowhere else: with their audience and network."""
YEAR = 2025


def bait(network: Network) -> str:
    """Return the word that only things of this network contain."""
    return f"{BAIT}-{network.slug}"


def year_of(network: Network) -> int:
    """Return a year in which only this network has published, by which its results can be recognised."""
    return YEAR + 1 + ["the-public-one", "the-members-one", "the-closed-one", "elsewhere"].index(network.slug)
