"""The chapters of handbooks about a subject; a site without networkapp.handbooks has none."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from networkapp.pages.access import readable_pages
from networkapp.users import AnyUser

HAS_HANDBOOKS = apps.is_installed("networkapp.handbooks")
if HAS_HANDBOOKS:
    from networkapp.handbooks.models import ChapterPage


def chapters_about(*, subject: int | None, user: AnyUser) -> QuerySet[Any] | Sequence[Any]:
    """Return the live chapters about the subject with this primary key that `user` may read."""
    if subject is None or not HAS_HANDBOOKS:
        return ()
    about = ChapterPage.objects.live().filter(subjects=subject)
    chapters: QuerySet[Any] = readable_pages(pages=about, user=user)
    return chapters.select_related("locale").order_by("locale__language_code", "path")
