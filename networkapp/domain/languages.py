"""What languages call themselves."""

from typing import Any

from django.utils.translation import get_language_info


def own_name(code: str) -> str:
    """The language's own name for itself, as "Русский" for "ru"; its code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def choose_language(*, person: Any, language: str) -> None:
    """The interface speaks `language` to this person from now on, where her account can remember it."""
    if person.is_authenticated and hasattr(person, "language"):
        person.language = language
        person.save(update_fields=["language"])
