"""Numbers as people write them, read exactly or refused."""

import re
from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from networkapp.errors import Refused

WHOLE_DIGITS = 16
DECIMAL_PLACES = 4
SPACES = " \u00a0\u202f\u2009"
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
_BY_POINTS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)")
_BY_COMMAS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|,[0-9]{3}\.[0-9]+)")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def thousands() -> str:
    """Return what separates thousands in numbers as the reader's language shows them: "," in English, "." in German."""
    return str(get_format("THOUSAND_SEPARATOR"))


def exact_number(text: str, *, field: str | None = None, groups: str = "") -> Decimal:
    """Return the number in `text`: digits, one decimal point or comma, groups of three separated by spaces.

    Points or commas part groups, too, where nothing else can be meant: "1.234,5" and "1,234,567"; and `groups` does,
    which separates thousands where the reader sees numbers, so that what is shown ("1,240") can be entered.

    Refuses text, what could be two numbers ("1.234" is one thousand and more to some, one and a bit to others), and
    more digits than can be kept exactly.
    """
    wanted = text.strip().replace("−", "-")
    if groups in (".", ",") and _AMBIGUOUS.fullmatch(wanted):
        wanted = wanted.replace(groups, "")
    if _AMBIGUOUS.fullmatch(wanted):
        words = _("This number can be read in two ways. Enter %(thousands)s or %(fraction)s.")
        meant = {
            "thousands": re.sub("[.,]", groups or " ", wanted),
            "fraction": number_as_typed(Decimal(wanted.replace(",", "."))),
        }
        raise Refused("ambiguous", words % meant, field=field)
    if _BY_POINTS.fullmatch(wanted):
        wanted = wanted.replace(".", "")
    elif _BY_COMMAS.fullmatch(wanted):
        wanted = wanted.replace(",", "")
    if not (_PLAIN.fullmatch(wanted) or _GROUPED.fullmatch(wanted)):
        raise Refused("not_a_number", _("Enter a number, such as 12, 12 000 or 12.5."), field=field)
    number = Decimal(re.sub(rf"[{SPACES}]", "", wanted).replace(",", "."))
    return storable_number(number, field=field)


def storable_number(number: Decimal, *, field: str | None = None) -> Decimal:
    """Return `number` in its shortest form. Refuses infinite numbers, and more digits than can be stored exactly."""
    if not number.is_finite():
        raise Refused("not_a_number", _("Enter a number, such as 12, 12 000 or 12.5."), field=field)
    if abs(number) >= 10**WHOLE_DIGITS:
        raise Refused("too_large", _("The number is too large."), field=field)
    if number != round(number, DECIMAL_PLACES):
        raise Refused("too_precise", _("Use up to four decimal places."), field=field)
    return shortest(number)


def shortest(number: Decimal) -> Decimal:
    """Return the number without trailing zeros and without an exponent: 12.5000 is 12.5, 100 stays 100."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def number_as_typed(number: Decimal | None) -> str:
    """Return a number as its field shows it, such that `exact_number` reads the same again."""
    text = spelled(number) or ""
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text


def spelled(number: Decimal | None) -> str | None:
    """Return a number for JSON: a plain decimal text; None stays None."""
    return None if number is None else format(shortest(number), "f")
