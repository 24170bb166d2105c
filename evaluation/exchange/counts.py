"""Numbers as statistical tables write them: exact, grouped in thousands, kept back as "<5", or missing.

Nothing is guessed: "1,011" is one thousand and eleven where persons are counted, since there is no part of a person,
and is refused where it could be one and a bit.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import BrokenRow

WHOLE_DIGITS = 16
DECIMAL_PLACES = 4
MISSING = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", ":", "na", "n/a", "n.a.", "nan", "null", "none", "not available"}
    | {"no data", "missing", "m"}
)
_SPACES = " '’_"
_GROUPED = re.compile(rf"[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SMALLER = re.compile(r"(?:<|less than|fewer than|under|below)\s*(.+)", re.I)
_AT_MOST = re.compile(r"(?:<=|≤|at most|up to)\s*(.+)", re.I)
_LARGER = re.compile(r"(?:>|more than|over)\s*(.+)", re.I)
_AT_LEAST = re.compile(r"(?:>=|≥|at least)\s*(.+)", re.I)
_OR_MORE = re.compile(r"(.+?)\s*(?:\+|or more)", re.I)
_BETWEEN = re.compile(r"([0-9][0-9., ]*?)\s*(?:-|–|to)\s*([0-9][0-9., ]*)", re.I)


@dataclass(frozen=True, kw_only=True)
class ParsedCount:
    """The content of a cell: `value`, or that the number is smaller than `below` or at least `at_least`, or both."""

    value: Decimal | None = None
    at_least: Decimal | None = None
    below: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether the source has no number here, which is not zero."""
        return self.value is None and self.at_least is None and self.below is None


def read_count(text: str, *, is_whole: bool = True) -> ParsedCount:
    """Return the number or range in `text`, empty if it states that there is none; `is_whole` for counted things.

    Raises BrokenRow for anything that is no number, could be two, is below zero, is not whole although things are
    counted, or has more digits than can be stored.
    """
    if any(unicodedata.category(sign) == "No" for sign in text):
        raise _no_number(text)  # "22¹" is 22 with a footnote and not 221
    plain = " ".join(unicodedata.normalize("NFKC", html.unescape(text)).split())
    if plain.casefold() in MISSING:
        return ParsedCount()
    step = Decimal(1) if is_whole else None
    if found := _AT_MOST.fullmatch(plain):
        return ParsedCount(below=_number(found[1], is_whole) + _whole_step(step, text))
    if found := _AT_LEAST.fullmatch(plain) or _OR_MORE.fullmatch(plain):
        return ParsedCount(at_least=_number(found[1], is_whole))
    if found := _SMALLER.fullmatch(plain):
        return ParsedCount(below=_number(found[1], is_whole))
    if found := _LARGER.fullmatch(plain):
        return ParsedCount(at_least=_number(found[1], is_whole) + _whole_step(step, text))
    if found := _BETWEEN.fullmatch(plain):
        return _between(_number(found[1], is_whole), _number(found[2], is_whole), _whole_step(step, text), text)
    return ParsedCount(value=_number(plain, is_whole))


def _whole_step(step: Decimal | None, text: str) -> Decimal:
    """Return the step between "at most 4" and "smaller than 5". Refuses measured values, which have none."""
    if step is None:
        raise BrokenRow(_("“%(text)s”: ranges are possible for whole numbers only") % {"text": text})
    return step


def _between(low: Decimal, high: Decimal, step: Decimal, text: str) -> ParsedCount:
    if low > high:
        raise BrokenRow(_("“%(text)s”: the range ends before it begins") % {"text": text})
    return ParsedCount(value=low) if low == high else ParsedCount(at_least=low, below=high + step)


def _number(text: str, is_whole: bool) -> Decimal:
    number = _exact(text.strip(), is_whole)
    if number >= 10**WHOLE_DIGITS:
        raise BrokenRow(_("“%(text)s” is too large") % {"text": _excerpt(text)})
    if is_whole and number != number.to_integral_value():
        raise BrokenRow(_("“%(text)s” is not a whole number; numbers of people must be") % {"text": _excerpt(text)})
    if number != round(number, DECIMAL_PLACES):
        raise BrokenRow(_("“%(text)s” has more than four decimals") % {"text": _excerpt(text)})
    return number


def _exact(text: str, is_whole: bool) -> Decimal:
    if re.fullmatch(r"[-−]\s*[0-9].*", text):
        raise BrokenRow(_("“%(text)s” is below zero") % {"text": _excerpt(text)})
    if not text.isascii() and any(sign.isdigit() and not "0" <= sign <= "9" for sign in text):
        raise _no_number(text)
    if len(text) > 60:
        raise _too_long(text)
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(rf"[{_SPACES}]", "", text).replace(",", "."))
    if _COMMAS.fullmatch(text) or _DOTS.fullmatch(text):
        return _in_thousands(text, is_whole)
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise _no_number(text)


def _in_thousands(text: str, is_whole: bool) -> Decimal:
    """Return "1,011" or "1.011" as thousands if things are counted or both separators occur; else it is refused."""
    group = "," if _COMMAS.fullmatch(text) else "."
    decimal = "." if group == "," else ","
    if not is_whole and text.count(group) == 1 and decimal not in text:
        raise BrokenRow(_("“%(text)s” could be two numbers") % {"text": text})
    return Decimal(text.replace(group, "").replace(decimal, "."))


def _no_number(text: str) -> BrokenRow:
    return BrokenRow(_("“%(text)s” is not a number") % {"text": _excerpt(text)})


def _too_long(text: str) -> BrokenRow:
    if not text.isdigit():
        return _no_number(text)
    return BrokenRow(_("“%(text)s” is too large") % {"text": _excerpt(text)})


def _excerpt(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
