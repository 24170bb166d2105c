"""The names that lists of treaties use for states, resolved once to ISO 3166-1 codes."""

import re
import unicodedata
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

# Names that depositaries use and django-countries does not know in English; written as `plain` writes them.
ALIASES = {
    "cape verde": "CV",
    "cote d'ivoire": "CI",
    "czech republic": "CZ",
    "democratic people's republic of korea": "KP",
    "democratic republic of the congo": "CD",
    "great britain": "GB",
    "holy see": "VA",
    "lao people's democratic republic": "LA",
    "macedonia": "MK",
    "moldova": "MD",
    "netherlands (kingdom of the)": "NL",
    "kingdom of the netherlands": "NL",
    "palestine": "PS",
    "republic of korea": "KR",
    "republic of moldova": "MD",
    "russia": "RU",
    "slovak republic": "SK",
    "st. kitts and nevis": "KN",
    "st. lucia": "LC",
    "st. vincent and the grenadines": "VC",
    "state of palestine": "PS",
    "swaziland": "SZ",
    "the former yugoslav republic of macedonia": "MK",
    "turkey": "TR",
    "united kingdom": "GB",
    "united kingdom of great britain and northern ireland": "GB",
    "united republic of tanzania": "TZ",
    "united states": "US",
    "united states of america": "US",
}
BODIES = {"european union", "european community", "european communities", "european economic community"}
FORMER_STATES = {
    "czechoslovakia",
    "federal republic of yugoslavia",
    "german democratic republic",
    "serbia and montenegro",
    "socialist federal republic of yugoslavia",
    "soviet union",
    "union of soviet socialist republics",
    "yugoslavia",
    "yugoslavia (former)",
}


class UnknownState(Exception):
    """Raised for a name without a code in ISO 3166-1; the reason is for people."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class StateNames:
    """Resolves names to codes, each name once. `union`: the European Union is one of them, as EU."""

    def __init__(self, *, union: bool = False) -> None:
        self.union = union
        self._resolved: dict[tuple[str, str], str] = {}
        # Also remembers unknown names: a table names a region on every other row, and each search reads all countries.
        self._known = cache(_known)

    def code(self, name: str, *, iso3: str = "") -> str:
        """Return the two letters of a state. Refuses (UnknownState) bodies, former states, and unknown names."""
        if (name, iso3) not in self._resolved:
            self._resolved[name, iso3] = self._resolve(name, iso3)
        return self._resolved[name, iso3]

    def _resolve(self, name: str, iso3: str) -> str:
        by_name = self._known(name)
        if not iso3:
            return by_name or self._refuse(name)
        by_code = countries.alpha2(iso3.upper())
        if not by_code:
            raise UnknownState(_("“%(code)s” is not an ISO 3166-1 code") % {"code": iso3})
        if by_name and by_name != by_code:
            words = _("the code %(code)s and the name “%(name)s” belong to different states")
            raise UnknownState(words % {"code": iso3, "name": name})
        return by_code

    def _refuse(self, name: str) -> str:
        if normalised_name(name) in BODIES and self.union:
            return "EU"
        if normalised_name(name) in BODIES:
            raise UnknownState(_("“%(name)s” is not a state") % {"name": name})
        if normalised_name(name) in FORMER_STATES:
            words = _("“%(name)s” is a former state; its actions are not transferred to successors here")
            raise UnknownState(words % {"name": name})
        raise UnknownState(_("unknown state “%(name)s”") % {"name": name})


def normalised_name(name: str) -> str:
    """Return the name without accents, footnote numbers, and differences of case, space or apostrophe."""
    unmarked = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    straight = unmarked.replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[\d\s,]+$", "", straight).casefold().split())


def _known(name: str) -> str:
    """Return the code of a name; two capitals that are a code stand for themselves."""
    if len(name) == 2 and name.isupper():
        return str(countries.alpha2(name))
    unnumbered = re.sub(r"[\d\s,]+$", "", name.replace("’", "'"))
    return ALIASES.get(normalised_name(name), "") or str(countries.by_name(unnumbered, language="en"))
