"""A page in other languages."""

from collections.abc import Iterable

from wagtail.models import Page


def also_in(page: Page) -> list[Page]:
    """The published versions of `page` in other languages, each with its `locale`.

    Only those that are for her where `known_readable` says which these are.
    """
    versions = page.get_translations().live()
    if hasattr(page, "known_readable"):
        versions = versions.filter(pk__in=page.known_readable())
    return list(versions.select_related("locale").order_by("locale__language_code"))


def original_among(versions: Iterable[Page], locale: int | None) -> Page | None:
    """That of the versions which is in the language of the original, if it is there."""
    return next((version for version in versions if version.locale_id == locale), None)
