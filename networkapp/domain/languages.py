"""What languages call themselves."""

from django.utils.translation import get_language_info


def own_name(code: str) -> str:
    """The language's own name for itself, as "Русский" for "ru"; its code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
