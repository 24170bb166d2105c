"""Names of languages in themselves, and the languages in which something is shown."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, get_language_info

from networkapp.host import host_accounts
from networkapp.languages.codes import UnknownLanguageError, language_tag, name_in
from networkapp.languages.codes import own_name as own_name
from networkapp.models.content_languages import content_languages as content_languages
from networkapp.users import User

OF_MEETINGS = "en"
"""The language of agendas and minutes, whoever writes them."""


def name_for_reader(code: str) -> str:
    """Return what the language is called in the active language; in English where that is not known, else its code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return name_in(code, get_language() or "en")


def choose_language(*, user: User, language: str) -> None:
    """Show the interface in `language` to this person from now on, if their account can store it."""
    if user.is_authenticated:
        host_accounts().choose_language(user, language)


def known_language(code: str) -> bool:
    """Return whether texts can be filed under this code: it is the tag of a language of ISO 639."""
    try:
        return language_tag(code) == code
    except UnknownLanguageError:
        return False


def unique_languages(pages: Iterable[Any]) -> list[Any]:
    """Return each page once: in the reader's language if it exists, else the original, which is in English."""
    wanted = (get_language() or "en", "en")
    versions: dict[Any, list[Any]] = {}
    for page in pages:
        versions.setdefault(page.translation_key, []).append(page)
    return [
        min(of_one, key=lambda page: wanted.index(code) if (code := page.locale.language_code) in wanted else 2)
        for of_one in versions.values()
    ]
