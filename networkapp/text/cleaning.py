"""Remove invisible characters that affect the text around them from what people type."""

import re
import unicodedata
from html import unescape

# Spaces, controls, and marks that need a base character; then letters and symbols that are blank by design.
UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
BLANKS = {"\N{BRAILLE PATTERN BLANK}", "\N{HANGUL FILLER}", "\N{HALFWIDTH HANGUL FILLER}"} | {
    "\N{HANGUL CHOSEONG FILLER}",
    "\N{HANGUL JUNGSEONG FILLER}",
}
_TAG = re.compile("<[^>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# They turn the direction of what follows, also of words that are not the writer's: always, or until they are closed.
_OVERRIDES = re.compile("[\u202d\u202e]")
_EMBEDDINGS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Marks stacked on one character cover the lines above and below; no language needs more than a few.
_HEAP = re.compile(f"({_MARK}{{6}}){_MARK}+")


def has_visible_text(text: str) -> bool:
    """Return whether the text has a visible character."""
    return any(unicodedata.category(sign) not in UNSEEN and sign not in BLANKS for sign in text)


def clean_text(text: str) -> str:
    """Return the text with plain line ends, without control characters, direction overrides and stacked accents."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HEAP.sub(r"\1", _OVERRIDES.sub("", _CONTROLS.sub("", lines)))


def one_line(text: str) -> str:
    """Return the text for use in a line with other words; empty if nothing of it is visible.

    >>> one_line("  Two\\n words\\u202e "), one_line("\\u200b")
    ('Two words', '')
    """
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    words = " ".join(_EMBEDDINGS.sub("", clean_text(spaced)).split())
    return words if has_visible_text(words) else ""


def words_of_html(html: str) -> str:
    """Return the text of HTML without its tags, on one line.

    >>> words_of_html("<td>One</td><td>&amp; two</td>")
    'One & two'
    """
    return " ".join(unescape(_TAG.sub(" ", html)).split())
