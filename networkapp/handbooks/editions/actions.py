"""Publishing an edition: the whole handbook, in every language, frozen as it is read on that day."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from networkapp import events
from networkapp.errors import Refused
from networkapp.handbooks.editions.documents import with_stored_documents
from networkapp.handbooks.editions.links import edition_paths, link_within_edition
from networkapp.handbooks.editions.pictures import store_pictures
from networkapp.handbooks.glossary.actions import terms_of
from networkapp.handbooks.models import (
    ChapterPage,
    Edition,
    EditionChapter,
    EditionPicture,
    EditionSection,
    EditionTerm,
    EditionText,
    HandbookPage,
    Section,
)
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.models.sections import SectionQuerySet
from networkapp.handbooks.pages.plain_text import plain_text
from networkapp.handbooks.rules.term_matching import TermEntry
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.signals import edition_published
from networkapp.text.passages import without_block_keys
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class UnsavedEditionText:
    """One language of a handbook, as rows that are not saved yet."""

    text: EditionText
    chapters: list[tuple[EditionChapter, list[EditionSection]]]
    terms: list[EditionTerm]
    pictures: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    """Return by primary key what was stored for the edition: an address that an editor typed adds nothing."""

    def content_for_digest(self) -> list[Any]:
        """Return everything that readers read, without the editor's note on changes."""
        terms = [[each.term, each.title, each.definition, each.taken_from] for each in self.terms]
        return [
            *(self.text.language, self.text.title, self.text.standfirst),
            [
                [
                    *(chapter.page, chapter.number, chapter.part, chapter.title, chapter.standfirst),
                    [
                        [
                            *(section.section, section.title, str(section.law_as_of or ""), section.html),
                            *([section.state, section.machine] if section.state else []),
                        ]
                        for section in sections
                    ],
                ]
                for chapter, sections in self.chapters
            ],
            # Editions without a glossary or a licence keep the hash that they had before there were any.
            *([terms] if terms else []),
            *([{"licence": [licence.name, licence.link]}] if (licence := self.text.licensed) else []),
        ]


def publish_edition(*, handbook: HandbookPage, user: User, changes: Mapping[str, str]) -> Edition:
    """Publish the handbook as an edition in all its languages: numbered, dated and never changed later.

    `changes` is what the editor says has changed, by language. Refused: `nothing_published`; `kept_from_some`, if
    Wagtail restricts a chapter to some readers of the handbook, since an edition would show it to all;
    `nothing_changed` since the previous edition. NotAllowed without PUBLISH_HANDBOOKS.
    """
    handbook.network.require(user, Action.PUBLISH_HANDBOOKS)
    # Before anything is locked: while a long handbook is drawn, the network goes on talking.
    frozen = _freeze(handbook, changes)
    if not any(language.chapters for language in frozen):
        raise Refused("nothing_published", _("You can publish an edition once at least one chapter is published."))
    return _publish(handbook, frozen, user)


@transaction.atomic
def _publish(handbook: HandbookPage, frozen: list[UnsavedEditionText], user: User) -> Edition:
    # One at a time, so that numbers follow each other.
    network = Network.objects.select_for_update().get(pk=handbook.network_id)
    digest = _digest(frozen)
    before = Edition.objects.filter(handbook=handbook.translation_key).newest_first().first()
    if before is not None and before.digest == digest:
        words = _("No changes have been published since edition %(edition)s.") % {"edition": before.label}
        raise Refused("nothing_changed", words)
    edition = Edition.objects.create(
        network=network,
        handbook=handbook.translation_key,
        number=before.number + 1 if before else 1,
        label=_label(handbook.translation_key),
        published_at=timezone.now(),
        published_by=user,
        digest=digest,
    )
    _save(edition, frozen)
    facts = {"edition": edition.pk, "label": edition.label, "handbook": str(edition.handbook)}
    events.record(network, "handbook.edition_published", facts, actor=user)
    transaction.on_commit(lambda: edition_published.send(sender=Edition, edition=edition), robust=True)
    return edition


def digest_of(*, edition: Edition) -> str:
    """Return the hash of the edition's content: the published one, unless somebody has changed its rows."""
    return _digest(
        [
            UnsavedEditionText(
                text=text,
                chapters=[(chapter, list(chapter.sections.all())) for chapter in text.chapters.all()],
                terms=list(text.terms.order_by("term")),
            )
            for text in edition.texts.prefetch_related("chapters__sections")
        ]
    )


def _digest(frozen: list[UnsavedEditionText]) -> str:
    spelled = json.dumps(
        [language.content_for_digest() for language in frozen], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(spelled.encode()).hexdigest()


def _label(handbook: UUID) -> str:
    """Return the label of a new edition: "2026-05"; for a second one in a month "2026-05-2"."""
    month = f"{timezone.localdate():%Y-%m}"
    taken = Edition.objects.filter(handbook=handbook, label__startswith=month).count()
    return f"{month}-{taken + 1}" if taken else month


def _freeze(handbook: HandbookPage, changes: Mapping[str, str]) -> list[UnsavedEditionText]:
    versions = HandbookPage.objects.filter(
        translation_key=handbook.translation_key, network=handbook.network_id, live=True
    ).select_related("locale")
    ordered = sorted(versions, key=lambda version: version.locale.language_code)
    kept = {chapter.pk for version in ordered for chapter in version.chapters()}
    places = edition_paths(ordered)
    return [
        _freeze_language(version, changes.get(version.locale.language_code, ""), kept, places) for version in ordered
    ]


def _freeze_language(
    handbook: HandbookPage, changes: str, kept: set[int], places: Mapping[str, str]
) -> UnsavedEditionText:
    language = handbook.locale.language_code
    licence = handbook.licensed
    text = EditionText(
        language=language,
        title=handbook.title,
        standfirst=handbook.standfirst,
        changes=changes.strip(),
        licence_name=licence.name if licence else "",
        licence_link=licence.link if licence else "",
    )
    _require_no_restricted_pages(handbook)
    found = [
        (chapter, group.part.title if group.part else "") for group in handbook.contents() for chapter in group.chapters
    ]
    full = ChapterPage.objects.in_bulk([chapter.pk for chapter, _part in found])
    frozen = UnsavedEditionText(text=text, chapters=[], terms=[])
    with translation.override(language):
        for position, (listed, part) in enumerate(found, start=1):
            chapter = full[listed.pk]
            row = EditionChapter(
                page=chapter.pk,
                position=position,
                number=chapter.number,
                part=part,
                title=chapter.title,
                label=chapter.label,
                standfirst=chapter.standfirst,
            )
            sections = list(_freeze_sections(chapter, handbook.network, kept, places, frozen))
            frozen.chapters.append((row, sections))
    frozen.terms.extend(_used_terms((each.html for _chapter, found in frozen.chapters for each in found), handbook))
    return frozen


def _used_terms(texts: Iterable[str], handbook: HandbookPage) -> list[EditionTerm]:
    """Return the terms that are found in these texts of the handbook, as the glossary has them today, by number."""
    terms = terms_of(network=handbook.network_id, language=handbook.locale.language_code)
    used: dict[int, TermEntry] = {}
    for html in texts:
        terms.mark(html, used)
    return [
        EditionTerm(
            term=entry.key,
            title=entry.title,
            definition=entry.text,
            forms="\n".join(entry.forms),
            taken_from=entry.taken_from,
            link=entry.link,
        )
        for _key, entry in sorted(used.items())
    ]


def _require_no_restricted_pages(handbook: HandbookPage) -> None:
    """Refuse a handbook in which Wagtail restricts a page to some of the handbook's readers."""
    barred = PageViewRestriction.objects.filter(page__path__startswith=handbook.path).exclude(page=handbook)
    barred = barred.filter(page__live=True).select_related("page").first()
    if barred is not None:
        words = _(
            "“%(page)s” is restricted in Wagtail, but an edition would show it to all readers. "
            "Remove the restriction first."
        )
        raise Refused("kept_from_some", words % {"page": barred.page.title})


def _freeze_sections(
    chapter: ChapterPage, network: Network, kept: set[int], places: Mapping[str, str], frozen: UnsavedEditionText
) -> Iterator[EditionSection]:
    known = sections_for_all_readers(kept=kept)
    for position, written in enumerate(chapter.written_sections(known=known), start=1):
        pictures = store_pictures(section=written.value, network=network)
        if written.pk is None:
            continue
        html, documents = with_stored_documents(link_within_edition(_html(written, pictures, kept), places), network)
        frozen.pictures.update(picture.pk for picture in pictures.values())
        frozen.documents.update(documents)
        yield EditionSection(
            section=written.pk,
            position=position,
            title=written.value["title"],
            law_as_of=written.law.as_of,
            sources=written.value.sources(),
            law=written.law.as_json(),
            html=html,
            plain=plain_text(written.value),
            **_translation_status(written),
        )


def sections_for_all_readers(*, kept: Iterable[int]) -> SectionQuerySet:
    """Return the sections that an edition can name to all its readers: of its own chapters, and of public ones."""
    public = readable_sections(AnonymousUser()).order_by().values("pk")
    found: SectionQuerySet = Section.objects.filter(Q(page__in=kept) | Q(pk__in=public))
    return found


def _translation_status(written: WrittenSection) -> dict[str, Any]:
    """Return the status of a translated section on this day."""
    one = written.translation_status
    if one is None:
        return {}
    original = one.source.pk if one.source and not one.source.withdrawn else None
    return {"state": one.state.value, "machine": one.row.machine, "original": original}


def _html(written: WrittenSection, pictures: Mapping[int, EditionPicture], kept: set[int]) -> str:
    """Return the HTML of a section; its links to sections of the edition lead to the chapters in `kept`."""
    context = {"section": written, "frozen": pictures, "kept": kept, "LANGUAGE_CODE": translation.get_language()}
    html = render_to_string("networkapp/handbooks/section_text.html", context).strip()
    return without_block_keys(html)


def _save(edition: Edition, frozen: list[UnsavedEditionText]) -> None:
    for language in frozen:
        language.text.edition = edition
        language.text.save()
        for term in language.terms:
            term.text = language.text
        EditionTerm.objects.bulk_create(language.terms)
        for chapter, sections in language.chapters:
            chapter.text = language.text
            chapter.save()
            for section in sections:
                section.chapter = chapter
            EditionSection.objects.bulk_create(sections)
        edition.pictures.add(*language.pictures)
        edition.documents.add(*language.documents)
