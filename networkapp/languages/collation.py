"""The order of alphabets, after the tailorings of the Unicode Common Locale Data Repository.

Only characters that a language counts as letters of its alphabet are named here. Elsewhere an accent merely decides
between words that are otherwise the same.
"""

import unicodedata
from functools import cache

from networkapp.text.folding import WITHOUT_STROKE

# In each group the characters after the first follow it, in this order, as letters of their own.
_FOLLOWING = {
    "da": ("zæøå",),
    "et": ("sšzž", "wõäöüxy"),
    "fi": ("zåäö",),
    "hr": ("cčć", "dđ", "sš", "zž"),
    "is": ("aá", "dð", "eé", "ií", "oó", "uú", "yý", "zþæöå"),
    "lt": ("cč", "sš", "zž"),
    "lv": ("cč", "gģ", "iy", "kķ", "lļ", "nņ", "rŗ", "sš", "zž"),
    "nb": ("zæøå",),
    "pl": ("aą", "cć", "eę", "lł", "nń", "oó", "sś", "zźż"),
    "sl": ("cčć", "dđ", "sš", "zž"),
    "sv": ("zåäö",),
}
# Characters that are sorted as another one.
_AS = {
    "da": {"ä": "æ", "ö": "ø", "ü": "y"},
    "fi": {"æ": "ä", "ø": "ö", "ü": "y"},
    "lt": {"y": "i"},
    "nb": {"ä": "æ", "ö": "ø", "ü": "y"},
    "sv": {"æ": "ä", "ø": "ö", "ü": "y"},
}
_EVERYWHERE = {**WITHOUT_STROKE, "þ": "th", "æ": "ae"}

Places = tuple[tuple[int, int], ...]
Key = tuple[Places, str]


def sorting_key(name: str, language: str) -> Key:
    """Return the sort key of `name` in the alphabet of `language` ("sv"); codes as "sv-fi" and unknown ones are
    accepted.

    Characters are compared without regard to case, accents and punctuation, then the names as they are written.
    """
    alphabet = _alphabet(language.partition("-")[0])
    letters: list[tuple[int, int]] = []
    for sign in unicodedata.normalize("NFC", name.casefold()):
        letters.extend(alphabet.get(sign) or _plain(sign))
    return tuple(letters), name


@cache
def _alphabet(language: str) -> dict[str, Places]:
    places: dict[str, Places] = {
        letter: ((ord(group[0]), rank),) for group in _FOLLOWING.get(language, ()) for rank, letter in enumerate(group)
    }
    for letter, other in _AS.get(language, {}).items():
        places[letter] = places.get(other) or _plain(other)
    return places


@cache
def _plain(sign: str) -> Places:
    written = _EVERYWHERE.get(sign) or unicodedata.normalize("NFKD", sign)
    return tuple((ord(part), 0) for part in written if part.isalnum() or part == " ")
