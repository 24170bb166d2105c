"""What languages call themselves."""

from typing import Any

from django.utils.translation import get_language_info

from networkapp.host import host_accounts

UNKNOWN_TO_DJANGO = {"zh": "中文"}
OF_THE_REGION = ("en", "da", "de", "et", "fi", "is", "lt", "lv", "nb", "pl", "ru", "sv")
"""In these parliaments of the region are asked; others are not offered."""


def own_name(code: str) -> str:
    """The language's own name for itself, as "Русский" for "ru"; its code where Django does not know it."""
    if code in UNKNOWN_TO_DJANGO:
        return UNKNOWN_TO_DJANGO[code]
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def choose_language(*, person: Any, language: str) -> None:
    """The interface speaks `language` to this person from now on, where her account can remember it."""
    if person.is_authenticated:
        host_accounts().choose_language(person, language)


def known_language(code: str) -> bool:
    """Whether it is a language that parliaments of the region are asked in."""
    return code in OF_THE_REGION
