"""Languages that a text can be written in: all of ISO 639, as BCP 47 tags in lower case, and their names.

A language has its two-letter code if there is one ("it"), otherwise its three-letter code ("lld"). A script and a
region may follow: "sr-latn", "pt-br".
"""

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from django.conf.locale import LANG_INFO
from iso639 import ALL_LANGUAGES, Language

TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?")
SPECIAL = "S"
"""The scope of codes that name no language: several, undetermined, no linguistic content."""


class UnknownLanguageError(ValueError):
    """Raised for a code or name that is no language."""


def language_tag(code: str) -> str:
    """Return the tag under which texts in this language are stored: "it" for "ITA", "sr-latn" for "sr_Latn".

    Raises UnknownLanguageError for what ISO 639, ISO 15924 (scripts) or ISO 3166-1 (regions) does not have.
    """
    found = TAG.fullmatch(code.strip().replace("_", "-").lower())
    language = _languages().get(found[1]) if found else None
    if found is None or language is None:
        raise UnknownLanguageError(code)
    script, region = found[2] or "", found[3] or ""
    english = Locale("en")
    if (script and script.title() not in english.scripts) or (region and region.upper() not in english.territories):
        raise UnknownLanguageError(code)
    return "-".join(part for part in (_shortest(language), script, region) if part)


def find_language(typed: str, *, reader: str = "en") -> str:
    """Return the tag of the language with this code or name.

    A name is one in the language `reader`, in English, or what the language calls itself; case and accents make no
    difference. Raises UnknownLanguageError.
    """
    try:
        return language_tag(typed)
    except UnknownLanguageError:
        wanted = _folded(typed)
        # One after the other: the last costs most of a second in each process.
        for names in (lambda: _names_in(primary(reader)), lambda: _names_in("en"), _iso_names, _own_names):
            if wanted in names():
                return names()[wanted]
        raise


def primary(tag: str) -> str:
    """Return the tag without script and region."""
    return tag.partition("-")[0]


def own_name(tag: str) -> str:
    """Return what the language calls itself, as "Русский" for "ru"; its English name where that is not known.

    What is no language is returned as it is.
    """
    locale = _locale(tag)
    known = LANG_INFO.get(tag, {}).get("name_local")
    name = known or (locale.get_display_name() if locale else "") or _english_name(tag)
    # Django has Vietnamese with combining marks, which fonts and searches handle worse.
    return name if name == tag else unicodedata.normalize("NFC", name[:1].upper() + name[1:])


def name_in(tag: str, reader: str) -> str:
    """Return what the language is called in the language `reader`; in English where that is not known, else the tag."""
    locale, asking = _locale(tag), _locale(reader) or Locale("en")
    if locale is None or locale.language not in asking.languages:
        return _english_name(tag)
    return locale.get_display_name(asking) or _english_name(tag)


def _english_name(tag: str) -> str:
    language = _languages().get(primary(tag))
    if language is None:
        return tag
    return " ".join((language.name, *tag.split("-")[1:]))


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _shortest(language: Language) -> str:
    return str(language.part1 or language.part3)


@cache
def _languages() -> dict[str, Language]:
    """Return all languages by every code that ISO 639 has for them."""
    found: dict[str, Language] = {}
    for language in ALL_LANGUAGES:
        if language.status == "A" and language.scope != SPECIAL:
            codes = (language.part1, language.part3, language.part2b, language.part2t)
            found.update({code: language for code in codes if code})
    return found


@cache
def _names_in(reader: str) -> dict[str, str]:
    locale = _locale(reader)
    found: dict[str, str] = {}
    for code, name in (locale.languages if locale else {}).items():
        try:
            found.setdefault(_folded(name), language_tag(code))
        except UnknownLanguageError:
            continue
    return found


@cache
def _iso_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _languages().values():
        names = [language.name, *(name.print for name in language.other_names or ())]
        for name in names:
            found.setdefault(_folded(name), _shortest(language))
    return found


@cache
def _own_names() -> dict[str, str]:
    """Return the names of the few hundred languages that Unicode names; all of ISO 639 would take many seconds."""
    found: dict[str, str] = {}
    for code in (known for known in locale_identifiers() if known in _languages()):
        locale = _locale(code)
        name = locale.get_display_name() if locale else None
        if name:
            found.setdefault(_folded(name), language_tag(code))
    return found


def _folded(name: str) -> str:
    marks = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(sign for sign in marks if not unicodedata.combining(sign))
