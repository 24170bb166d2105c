"""Languages as references name them: by code, in English, by the names of TeX's babel, or by three letters."""

import re
from functools import cache

from django.conf.locale import LANG_INFO

THREE_LETTERS = {
    **{"eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "rus": "ru", "spa": "es", "ara": "ar"},
    **{"chi": "zh", "zho": "zh", "dan": "da", "est": "et", "fin": "fi", "ice": "is", "isl": "is", "lav": "lv"},
    **{"lit": "lt", "nor": "no", "nob": "nb", "nno": "nn", "pol": "pl", "swe": "sv", "ita": "it", "por": "pt"},
    **{"dut": "nl", "nld": "nl", "ukr": "uk", "gre": "el", "ell": "el", "cze": "cs", "ces": "cs", "hun": "hu"},
}
BABEL = {
    **dict.fromkeys(("american", "british", "ukenglish", "usenglish", "canadian", "australian"), "en"),
    **dict.fromkeys(("ngerman", "austrian", "naustrian", "nswissgerman", "swissgerman"), "de"),
    **dict.fromkeys(("norsk", "bokmal"), "nb"),
    **{"nynorsk": "nn", "francais": "fr", "canadien": "fr", "chinese": "zh", "brazilian": "pt"},
}
PARTED = re.compile(r"[,;/&|]| and ")
CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*")


def language_codes(named: str) -> list[str]:
    """Return the two-letter codes of all named languages, each once, in order; unknown names are left out."""
    parts = (part.strip() for part in PARTED.split(named.casefold()))
    return list(dict.fromkeys(code for code in map(_code_of, parts) if code))


def _code_of(name: str) -> str:
    code = CODE.fullmatch(name)
    if code:
        return code[1] if code[1] in _known() else ""
    return _names().get(name, "")


@cache
def _known() -> frozenset[str]:
    return frozenset(code for code in LANG_INFO if len(code) == 2) | frozenset(THREE_LETTERS.values())


@cache
def _names() -> dict[str, str]:
    by_name = {
        info[field].casefold(): code
        for code, info in LANG_INFO.items()
        if len(code) == 2
        for field in ("name_local", "name")
        if field in info
    }
    return {**by_name, **BABEL, **THREE_LETTERS}
