"""The order of alphabets, after the tailorings of the Unicode Common Locale Data Repository.

Only letters that a language counts as letters of their own are named here. Elsewhere an accent merely decides between
words that are otherwise the same.
"""

import unicodedata
from functools import cache

from networkapp.rules.folding import WITHOUT_STROKE

# In each group the letters after the first stand behind it, in this order, as letters of their own.
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
# Letters that are looked for where another stands.
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
    """Where `name` stands in the alphabet of `language` ("sv"); codes as "sv-fi" and unknown ones will do.

    Compared letter by letter without regard to case, accents and what is no letter, then by the name as it is written.
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
