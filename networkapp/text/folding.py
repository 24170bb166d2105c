"""Characters that are the same in a search: people leave out marks and strokes on phones and foreign keyboards.

`fold_case` does so for a text, `spelled` as a regular expression; discussion/models/search_index.py does the same in
both databases. Double characters (æ, þ, ß) stay what they are, and so do marks of other scripts, except for the
Russian ё, which most people write е.
"""

import re
import unicodedata

WITHOUT_STROKE = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ё": "е"}
"""What Unicode does not decompose into a character and its mark, or where a mark of another script is left out."""

_TABLE = str.maketrans(WITHOUT_STROKE)
_MARKED = re.compile("([a-z])[\u0300-\u036f]+")
_RANGES = (range(0xE0, 0x250), range(0x1E00, 0x1F00))


def fold_case(text: str) -> str:
    """Return the text in lower case, the same for all of its spellings.

    >>> fold_case("Łódź"), fold_case("LODZ"), fold_case("Ещё мой")
    ('lodz', 'lodz', 'еще мой')
    """
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", _MARKED.sub(r"\1", apart)).translate(_TABLE)


def spelling_pattern(word: str) -> str:
    """Return a regular expression for every spelling of the lower-case word; Python and both databases read it.

    >>> spelled("Bṕ.")
    '[bḃḅḇ][pṕṗ]\\\\.'
    """
    return "".join(f"[{sign}{_MARKED_AS[sign]}]" if sign in _MARKED_AS else re.escape(sign) for sign in fold_case(word))


def _marked_letters() -> dict[str, str]:
    known: dict[str, str] = {}
    for sign in sorted({*(chr(code) for codes in _RANGES for code in codes), *WITHOUT_STROKE}):
        plain = fold_case(sign)
        if sign == sign.lower() and plain != sign and len(plain) == 1:
            known[plain] = known.get(plain, "") + sign
    return known


_MARKED_AS = _marked_letters()
