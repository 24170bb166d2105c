"""Code lists: those of SDMX, as far as they are used here, and our own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

SDMX = "SDMX"


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """Labels by code. `agency` is who maintains the list: SDMX, or the host if empty."""

    id: str
    name: str | Promise
    codes: Mapping[str, str | Promise]
    version: str = "1.0.0"
    agency: str = ""

    @property
    def is_of_sdmx(self) -> bool:
        return self.agency == SDMX

    def in_plain_words(self) -> "CodeList":
        codes = {code: str(label) for code, label in self.codes.items()}
        return replace(self, name=str(self.name), codes=codes)


# The words are those of the published lists, SDMX:CL_OBS_STATUS(2.2) and SDMX:CL_CONF_STATUS(1.3), and so stay English.
OBS_STATUS = CodeList(
    id="CL_OBS_STATUS",
    name="Observation status",
    version="2.2",
    agency=SDMX,
    codes={
        "A": "Normal value",
        "B": "Time series break",
        "D": "Definition differs",
        "E": "Estimated value",
        "L": "Missing value; data exist but were not collected",
        "M": "Missing value; data cannot exist",
        "O": "Missing value",
        "P": "Provisional value",
        "Q": "Missing value; suppressed",
    },
)
CONF_STATUS = CodeList(
    id="CL_CONF_STATUS",
    name="Confidentiality status",
    version="1.3",
    agency=SDMX,
    codes={
        "A": "Primary confidentiality due to small counts",
        "C": "Confidential statistical information",
        "F": "Free (free for publication)",
        "N": "Not for publication, restricted for internal use only",
    },
)
SEX = CodeList(
    id="CL_SEX",
    name=_("Sex"),
    codes={"_T": _("Total, or not broken down"), "F": capfirst(_("female")), "M": capfirst(_("male"))},
)
AGE = CodeList(
    id="CL_AGE",
    name=_("Age"),
    codes={"_T": _("Total, or not broken down"), "Y0T17": _("0 to 17 years"), "Y_GE18": _("18 years or over")},
)
EXPLOITATION = CodeList(
    id="CL_EXPLOITATION",
    name=_("Form of exploitation"),
    codes={
        "_T": _("Total, or not broken down"),
        "SEX": _("Sexual exploitation"),
        "LAB": _("Forced labour"),
        "OTH": _("Other forms of exploitation"),
    },
)
GRADE = CodeList(
    id="CL_GRADE",
    name=_("How the answer was checked"),
    codes={
        "V0": capfirst(_("stated")),
        "V1": capfirst(_("evidence attached")),
        "V2": capfirst(_("checked by peers")),
        "V3": capfirst(_("agrees with an external source")),
    },
)
# Files are in English for everyone, so lists that are used in files only are not translated.
STATUS = CodeList(
    id="CL_ANSWER_STATUS",
    name="Status of an answer",
    codes={
        "value": "Value; zero is a value",
        "not_available": "Not available, see the reason; counts as missing",
        "not_applicable": "Does not apply; not part of the score once confirmed",
        "confidential": "Confidential; never scored or published",
        "suppressed_small": "1 to 4 persons, or beside such a number; withheld",
        "undefined": "The denominator is 0; not part of the score",
        "unanswered": "Not answered; counts as missing",
    },
)
REASON = CodeList(
    id="CL_REASON",
    name="Why a value is not available",
    codes={
        "not_collected": "Not collected",
        "late": "Available later",
        "not_compiled": "Collected but not yet compiled",
        "other": "Another reason, see the comment",
    },
)
KIND = CodeList(
    id="CL_KIND",
    name="Kind of answer",
    codes={
        "level": "A level from 0 to 4; each level includes all lower ones",
        "ratio": "A numerator and a denominator",
        "number": "A number",
        "yes_no": "Yes or no",
        "multi_choice": "Options; several can apply",
        "treaty": "Status of the state for a list of treaties",
        "money": "An amount of money",
        "date": "A date",
        "narrative": "A text",
    },
)
PLACE = CodeList(
    id="CL_PLACE",
    name="How a criterion counts in the score",
    codes={
        "scored": "Scored",
        "missing": "Applies but has no score",
        "outside": "Does not apply, or the denominator is 0",
        "context": "Context, never scored",
        "shadow": "Scored from a later year on",
    },
)
LABEL = CodeList(
    id="CL_LABEL",
    name="Label of a result",
    codes={
        "ok": "Score and band",
        "insufficient": "Less than two-thirds of the weight, or fewer than two criteria, have a value",
        "narrow_base": "More than half of the weight does not apply; no band",
        "not_applicable": "None of the criteria apply",
    },
)
BAND = CodeList(
    id="CL_BAND",
    name="Band",
    codes={
        "early": "Score below 25",
        "developing": "Score from 25 to below 50, or higher but lowered by an essential criterion below 25",
        "substantial": "Score from 50 to below 75",
        "advanced": "Score of 75 or more",
    },
)
SINCE = CodeList(
    id="CL_SINCE",
    name="Change since last year",
    codes={"still_true": "Unchanged", "changed": "Changed", "retired": "Discontinued"},
)
OF_ANSWERS = (STATUS, REASON, KIND, PLACE, LABEL, BAND, SINCE)
FIXED = (SEX, AGE, EXPLOITATION, OBS_STATUS, CONF_STATUS, GRADE, *OF_ANSWERS)

# What is measured where a criterion does not count in a unit of its own, by its kind.
KIND_UNITS: Mapping[str, tuple[str, str | Promise]] = {
    "level": ("LEVEL", _("Level, 0 to 4")),
    "yes_no": ("YES_NO", _("1 is yes, 0 is no")),
    "multi_choice": ("PT", _("Per cent")),
    "treaty": ("POINTS", _("Points, 0 to 100")),
    "date": ("DATE", _("Date; see COMMENT")),
    "narrative": ("TEXT", _("Text; see COMMENT")),
}
# Units as the criteria name them, by the codes that statistical offices use for them.
PERSONS = "PS"
UNIT_CODES = {"%": "PT", "persons": PERSONS, "EUR": "EUR", "months": "MO", "years": "YR"}


def unit_code(unit: str) -> str:
    """Return the SDMX code of a unit: `PT` for %, otherwise its words in capitals.

    >>> unit_code("per 10,000 employed")
    'PER_10000_EMPLOYED'
    """
    known = UNIT_CODES.get(unit)
    return known or re.sub(r"[^A-Z0-9]+", "_", unit.upper().replace(",", "")).strip("_") or "_Z"
