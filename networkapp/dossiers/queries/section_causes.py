"""The origins of a handbook section, shown beside its text in each language and edition to people who can see them.

A section is one thing in all its languages, with a row in each, and a consequence is linked to one row alone. An answer
appears beside each text whose country note contains it. Anything else, such as a decision after which editors changed
the original, appears beside texts that are up to date with the original.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from networkapp.dossiers.actions.country_boxes import is_in_country_note, is_in_frozen_country_note
from networkapp.handbooks.models import EditionSection, Section
from networkapp.handbooks.models.section_translations import TranslationState
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.pages.queries import sections_for
from networkapp.inquiries.models import Reply
from networkapp.models import CausalLink
from networkapp.provenance.links import Key, LinkedThing, links_to
from networkapp.users import AnyUser

FOLLOWS_ORIGINAL = frozenset({TranslationState.CURRENT, TranslationState.UNVERIFIED})


@dataclass(frozen=True, kw_only=True)
class SectionCauses:
    """The origins of a section that the reader can see; `dossier` is the number of its dossier, None without any."""

    links: list[LinkedThing]
    dossier: int | None


@dataclass(frozen=True, kw_only=True)
class _SectionText:
    """A section as it is read: its number, that of the original which it says again, and whether it has an answer."""

    number: int
    rows: Sequence[int]
    original: int | None
    contains_answer: Callable[..., bool]

    def came_of(self, row: int, link: LinkedThing) -> bool:
        return (
            self.contains_answer(reply=link.it) if isinstance(link.it, Reply) else row in (self.number, self.original)
        )


def section_causes(*, sections: Iterable[WrittenSection], user: AnyUser) -> dict[int, SectionCauses]:
    """Return the causes of the sections of one chapter that `user` can see, by primary key of the section.

    Takes one query, and one more for each kind of cause; no query if no section has a cause.
    """
    texts = [
        _SectionText(
            number=section.pk,
            rows=section.caused,
            original=_original(section),
            contains_answer=partial(is_in_country_note, section=section),
        )
        for section in sections
        if section.pk and section.caused
    ]
    return _causes_by_section(texts, CausalLink.objects.all(), user)


def section_causes_in_edition(*, sections: Sequence[EditionSection], user: AnyUser) -> dict[int, SectionCauses]:
    """Return the causes of sections in an edition that `user` can see today, by their permanent numbers.

    Causes that were linked after publication are left out. Takes one query more than `causes_of`; no query if no
    section has a cause.
    """
    with_causes = [section for section in sections if section.has_causes]
    if not with_causes:
        return {}
    rows = _rows([section.section for section in with_causes])
    texts = [
        _SectionText(
            number=section.section,
            rows=rows.get(section.section, ()),
            original=section.original if section.state in FOLLOWS_ORIGINAL else None,
            contains_answer=partial(is_in_frozen_country_note, html=section.html),
        )
        for section in with_causes
    ]
    frozen_at = with_causes[0].chapter.text.edition.published_at
    return _causes_by_section(texts, CausalLink.objects.filter(made_at__lte=frozen_at), user)


def _original(section: WrittenSection) -> int | None:
    one = section.translation_status
    return one.source.pk if one and one.source and one.state in FOLLOWS_ORIGINAL else None


def _rows(numbers: Sequence[int]) -> dict[int, list[int]]:
    """Return by the numbers of these sections their rows in all languages, as far as they still exist."""
    same = Section.objects.filter(
        pk__in=numbers, block_id=OuterRef("block_id"), page__translation_key=OuterRef("page__translation_key")
    )
    found = list(Section.objects.filter(Exists(same)).values_list("pk", "block_id", "page__translation_key"))
    by_key: dict[tuple[Any, Any], list[int]] = {}
    for pk, block, chapter in found:
        by_key.setdefault((block, chapter), []).append(pk)
    return {pk: rows for rows in by_key.values() for pk in rows if pk in numbers}


def _causes_by_section(
    texts: Sequence[_SectionText], drawn: QuerySet[CausalLink], user: AnyUser
) -> dict[int, SectionCauses]:
    if not texts:
        return {}
    lines = _linked_rows(texts, drawn, user)
    links = links_to({cause for _row, _there, cause in lines}, user=user)
    causes = {}
    for text in texts:
        shown = [
            (links[cause], row if is_there else None)
            for row, is_there, cause in lines
            if row in text.rows and cause in links and text.came_of(row, links[cause])
        ]
        if shown:
            rows = [row for _link, row in shown if row is not None]
            dossier = text.number if text.number in rows else next(iter(rows), None)
            causes[text.number] = SectionCauses(
                links=list({link.place: link for link, _row in shown}.values()), dossier=dossier
            )
    return causes


def _linked_rows(
    texts: Sequence[_SectionText], drawn: QuerySet[CausalLink], user: AnyUser
) -> list[tuple[int, bool, Key]]:
    """Return the rows to which something was linked, whether `user` can see them today, and what was linked.

    A row in another language counts only if they can: nothing is reached through what they cannot read.
    """
    rows = {row for text in texts for row in text.rows}
    there = Exists(sections_for(user=user).order_by().filter(pk=OuterRef("effect_id")))
    lines = drawn.filter(effect_type=ContentType.objects.get_for_model(Section), effect_id__in=rows)
    lines = lines.annotate(there=there).filter(Q(there=True) | Q(effect_id__in=[text.number for text in texts]))
    found = lines.values_list("effect_id", "there", "cause_type", "cause_id")
    return [(row, is_there, (kind, pk)) for row, is_there, kind, pk in found]
