"""What languages call themselves, and in which of them something is shown."""

from collections.abc import Iterable
from typing import Any

from babel.languages import get_official_languages
from django.conf import settings
from django.utils.translation import get_language, get_language_info

from networkapp.host import host_accounts

UNKNOWN_TO_DJANGO = {"zh": "中文"}
OF_THE_REGION = ("en", "da", "de", "et", "fi", "is", "lt", "lv", "nb", "pl", "ru", "sv")
"""In these parliaments of the region are asked; others are not offered."""
OF_MEETINGS = "en"
"""In it agendas and minutes are kept, whoever keeps them."""


def own_name(code: str) -> str:
    """The language's own name for itself, as "Русский" for "ru"; its code where Django does not know it."""
    if code in UNKNOWN_TO_DJANGO:
        return UNKNOWN_TO_DJANGO[code]
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def name_for_reader(code: str) -> str:
    """What the language is called in the language that is active; its code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return own_name(code)


def languages_of_country(country: str) -> tuple[str, ...]:
    """The official languages of a country (two letters) in which this site speaks."""
    official = get_official_languages(country, de_facto=True)
    return tuple(code for code, _name in settings.LANGUAGES if code in official)


def choose_language(*, person: Any, language: str) -> None:
    """The interface speaks `language` to this person from now on, where her account can remember it."""
    if person.is_authenticated:
        host_accounts().choose_language(person, language)


def known_language(code: str) -> bool:
    """Whether it is a language that parliaments of the region are asked in."""
    return code in OF_THE_REGION


def each_once(pages: Iterable[Any]) -> list[Any]:
    """Of the language versions of a page one: in the reader's language, else the original, which is in English."""
    wanted = (get_language() or "en", "en")
    versions: dict[Any, list[Any]] = {}
    for page in pages:
        versions.setdefault(page.translation_key, []).append(page)
    return [
        min(of_one, key=lambda page: wanted.index(code) if (code := page.locale.language_code) in wanted else 2)
        for of_one in versions.values()
    ]
