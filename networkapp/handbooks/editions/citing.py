"""Citations of a section: in an edition, which stays, or in the current text, with a date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from networkapp.handbooks.editions.queries import editions_of, find_edition_section
from networkapp.handbooks.editions.whole_texts import WholeSection, WholeText
from networkapp.handbooks.models import ChapterPage, EditionSection
from networkapp.handbooks.pages.access import find_section
from networkapp.models.view_restrictions import unrestricted
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A section in one wording. `edition` is its label, empty for the current text; `day` is its date."""

    section: int
    handbook: str
    language: str
    network: str
    number: str
    title: str
    edition: str
    day: date
    address: str
    licence: str = ""

    def item(self, address: str) -> dict[str, Any]:
        """Return CSL-JSON, with the complete `address`. The number is in the title: not every format has a field for
        it."""
        found = {
            "id": f"section-{self.section}-{self.edition or self.day}",
            "type": "chapter",
            "title": f"{self.number} {self.title}",
            "container-title": self.handbook,
            "author": [{"literal": self.network}],
            "publisher": self.network,
            "edition": self.edition,
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "URL": address,
            "language": self.language,
            "license": self.licence,
        }
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, kw_only=True)
class SectionCitations:
    """The citations of a section: in its newest edition, in the current text, or both.

    `is_same` where both say the same in words. A section that was withdrawn has no text of today.
    """

    edition: Citation | None
    today: Citation | None
    is_same: bool = False

    @property
    def section(self) -> Citation:
        """Return the citation in the edition if there is one, otherwise that of the current text."""
        found = self.edition or self.today
        assert found is not None
        return found


def cite_section(*, pk: int, user: AnyUser) -> SectionCitations:
    """Return the section in its newest edition and as it is today; 404 if there is neither, or not for `user`.

    Also if Wagtail would require more before it shows the chapter: a citation contains the title of a section.
    """
    section = find_section(pk=pk, user=user)
    if not unrestricted(ChapterPage.objects.filter(pk=section.page_id), user).exists():
        raise Http404
    handbook = section.page.handbook
    readable = editions_of(handbook=handbook.translation_key, user=user)
    frozen = EditionSection.objects.filter(section=pk, chapter__text__edition__in=readable)
    newest = (
        frozen.select_related("chapter__text__edition__network").order_by("-chapter__text__edition__number").first()
    )
    today = Citation(
        section=section.pk,
        handbook=handbook.title,
        language=handbook.locale.language_code,
        network=handbook.network.name,
        number=section.number,
        title=section.title,
        edition="",
        day=timezone.localdate(),
        address=section.get_absolute_url(),
        licence=str(handbook.licensed or ""),
    )
    return SectionCitations(
        edition=_in_edition(newest) if newest else None,
        today=None if section.withdrawn_at else today,
        is_same=newest is not None and (newest.title, newest.plain) == (section.title, section.text),
    )


def cite_in_edition(*, edition: int, section: int, user: AnyUser) -> SectionCitations:
    """Return how to cite the section in this edition; Http404 if it is not in it, or `user` cannot read it."""
    found = find_edition_section(edition=edition, section=section, user=user)
    return SectionCitations(edition=_in_edition(found), today=None)


def cite_in_full_text(*, text: WholeText, section: WholeSection) -> Citation:
    """Return how to cite the section in this whole text."""
    return Citation(
        section=section.pk,
        handbook=text.title,
        language=text.language,
        network=text.network.name,
        number=section.number,
        title=section.title,
        edition=text.edition,
        day=timezone.localdate(text.day),
        address=section.address,
    )


def _in_edition(section: EditionSection) -> Citation:
    text = section.chapter.text
    return Citation(
        section=section.section,
        handbook=text.title,
        language=text.language,
        network=text.edition.network.name,
        number=section.number,
        title=section.title,
        edition=text.edition.label,
        day=timezone.localdate(text.edition.published_at),
        address=section.get_absolute_url(),
        licence=str(text.licensed or ""),
    )
