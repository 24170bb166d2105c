"""Refuse requests for what is never computed: an order of countries by result, one score, a mean, a rate.

Countries are in alphabetical order everywhere. An address that asks for something else is refused with an explanation,
instead of being answered as if it had not asked: a reader who sorted a list would believe that it is sorted.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy

from networkapp.errors import Refused

# fmt: off
ORDER = frozenset({
    "asc", "best", "bottom", "desc", "dir", "direction", "league", "o", "top", "worst",
})
FIGURES = frozenset({
    "average", "avg", "capita", "composite", "growth", "index", "inhabitant", "inhabitants", "mean", "normalise",
    "normalize", "overall", "percapita", "population", "rate", "rates",
})
# Written in one word they still ask for an order: sortfield, orderdir, ranklist.
BEGINNINGS = ("order", "rank", "sort")
# For parameters whose value contains the request.
CHOOSING = frozenset({
    "agg", "aggregate", "by", "columns", "compute", "fields", "group", "groupby", "metric", "show", "statistic", "view",
})
# fmt: on
WORDS = {
    "never_ranked": gettext_lazy("Results are listed in alphabetical order and never ranked."),
    "never_computed": gettext_lazy(
        "The site calculates no overall score, no average of countries or context numbers, "
        "no per-capita figure and no growth rate."
    ),
}


def refuse_rankings(params: Mapping[str, Iterable[str]]) -> None:
    """Refuse parameters of an address (with their values) that ask for an order or a figure that is never computed.

    Refused: `without_ranking`, `never_computed`.
    """
    words = _words(params)
    if _orders(words):
        raise Refused("never_ranked", WORDS["never_ranked"])
    if words & FIGURES:
        raise Refused("never_computed", WORDS["never_computed"])


def is_ranking_parameter(name: str) -> bool:
    """Return whether a parameter with this name asks for a ranking, which is never computed."""
    words = _split(name)
    return bool(_orders(words) or words & FIGURES)


def _orders(words: set[str]) -> bool:
    return bool(words & ORDER) or any(word.startswith(BEGINNINGS) for word in words)


def _words(params: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    for name, values in params.items():
        own = _split(name)
        found |= own
        if own & CHOOSING:
            for value in values:
                found |= _split(value)
    return found


def _split(text: str) -> set[str]:
    """Return the words of a name such as `sort_by`, `sort[point]` or `sortBy`."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return {word for word in re.split(r"[^a-z]+", spaced.lower()) if word}
