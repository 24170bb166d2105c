"""Return the number of recommendations in a band, in words."""

from django.utils.translation import ngettext


def band_count_text(code: str, number: int) -> str:
    """Return a part of a list within a sentence: "5 substantial", "2 with insufficient data"."""
    words = {
        "early": ngettext("%(number)d early", "%(number)d early", number),
        "developing": ngettext("%(number)d developing", "%(number)d developing", number),
        "substantial": ngettext("%(number)d substantial", "%(number)d substantial", number),
        "advanced": ngettext("%(number)d advanced", "%(number)d advanced", number),
        "insufficient": ngettext("%(number)d with insufficient data", "%(number)d with insufficient data", number),
        "not_applicable": ngettext("%(number)d not applicable", "%(number)d not applicable", number),
    }
    return words[code] % {"number": number}
