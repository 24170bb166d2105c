"""A subject: everything about it on the site, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from networkapp.models import Subject
from networkapp.networks.queries.subjects import list_subjects
from networkapp.overviews.entries import overview_parts
from networkapp.registry.overviews import Overview, OverviewKind, OverviewPart
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class SubjectPage:
    """A subject with what its reader may see about it, and the subjects beside it."""

    subject: Subject
    parts: Sequence[OverviewPart]
    before: Subject | None
    after: Subject | None

    @property
    def kicker(self) -> str:
        """Return the line above the title, such as the number of the recommendation; "" if there is none."""
        return next((part.kicker for part in self.parts if part.kicker), "")

    @property
    def standfirst(self) -> str:
        """Return its description: its own text, or that of the first thing about it."""
        return self._said[0]

    @property
    def standfirst_language(self) -> str:
        return self._said[1]

    @property
    def _said(self) -> tuple[str, str]:
        if self.subject.local_text:
            return self.subject.local_text, self.subject.text_language
        standfirsts = ((part.standfirst, part.language) for part in self.parts if part.standfirst)
        return next(standfirsts, ("", ""))


def subject_page(*, slug: str, user: AnyUser) -> SubjectPage:
    """Return the page of the subject with this slug, or of the one it was merged into, for `user`; else Http404.

    A retired subject has no neighbours.
    """
    subjects = list(list_subjects())
    place = next((place for place, subject in enumerate(subjects) if subject.slug == slug), None)
    found: Subject | None
    if place is not None:
        found = subjects[place]
        before = subjects[place - 1] if place else None
        after = subjects[place + 1] if place + 1 < len(subjects) else None
    elif (found := Subject.objects.at_address(slug)) is not None:
        before = after = None
    else:
        raise Http404
    parts = overview_parts(Overview(kind=OverviewKind.SUBJECT, reader=user, subject=found))
    return SubjectPage(subject=found, parts=parts, before=before, after=after)
