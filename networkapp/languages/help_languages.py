"""Languages of the help pages: those of the interface, and those that people in danger speak beside them.

Their texts are in the catalogues of the host (`LOCALE_PATHS`), because the plugins have catalogues of the interface
languages alone.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from networkapp.conf import setting
from networkapp.languages.codes import own_name, primary

ORIGINAL = "en"


def help_languages() -> tuple[str, ...]:
    """Return the codes of the languages of the help pages, in the order in which they are offered."""
    return tuple(dict.fromkeys([*setting("HELP_LANGUAGES"), *(code for code, _name in settings.LANGUAGES)]))


def help_language_choices() -> list[tuple[str, str]]:
    """Return the languages of the help pages, each under its own name."""
    return [(code, own_name(code)) for code in help_languages()]


def help_language_of_page() -> str:
    """Return the active language, which links to help keep; the site's own language where help lacks it."""
    return _first_offered(get_language() or "")


def help_language_asked_for(accept_language: str) -> str:
    """Return the language of help that a browser prefers; the site's own language where help has none of them."""
    return _first_offered(*(code for code, _weight in parse_accept_lang_header(accept_language)))


def is_read_by_native_speaker(language: str, translations: Iterable[Any]) -> bool:
    """Return whether native speakers have read the texts of the help pages in this language, and these translations."""
    return language in {ORIGINAL, *setting("HELP_LANGUAGES_READ")} and all(
        one.read_by_native_speaker for one in translations
    )


def _first_offered(*codes: str) -> str:
    """Return the language of help for the first code that has one, such as "nb" for "no" and "pt" for "pt-br"."""
    offered = help_languages()
    similar = (one for code in (*codes, str(settings.LANGUAGE_CODE)) for one in _similar(code))
    return next((one for one in similar if one in offered), offered[0])


def _similar(code: str) -> tuple[str, ...]:
    return (code, *LANG_INFO.get(code, {}).get("fallback", ()), primary(code))
