"""Subjects, as they are chosen and found."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.models import Subject


def list_subjects() -> QuerySet[Subject]:
    """Return the subjects that can be chosen, in their order."""
    found: QuerySet[Subject] = Subject.objects.offered().prefetch_related("translations")
    return found


def find_subject(*, slug: str) -> Subject | None:
    """Return the subject with this slug, or the one it was merged into; None if "". Refused: `unknown_subject`."""
    if not slug:
        return None
    found: Subject | None = Subject.objects.at_address(slug)
    if found is None:
        raise Refused("unknown_subject", _("Subject not found. Choose another."), field="subject")
    return found
