"""Sections in other languages: which text of the original each was made from, and who has compared the two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.sections import Section
from networkapp.models.seats import Office, Seat


class SectionWording(models.Model):
    """A text under which a section of an original was published; `value` is the block as it is stored."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="wordings")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    value = models.JSONField(encoder=DjangoJSONEncoder)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "fingerprint"], name="a_wording_of_a_section_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.title


class SectionTranslation(models.Model):
    """A text of a translated section, identified by its fingerprint, and the wording of the original that it
    translates.

    A changed text is another one; records about the old one do not apply to it. `page` and `block_id` name the section,
    because a text may be written before its section is published.
    """

    page = models.ForeignKey(
        "networkapp_handbooks.ChapterPage", on_delete=models.CASCADE, related_name="translated_texts"
    )
    block_id = models.CharField(max_length=36, editable=False)
    fingerprint = models.CharField(max_length=64)
    wording = models.ForeignKey(SectionWording, on_delete=models.CASCADE, related_name="translations")
    machine = models.BooleanField(default=False)
    engine = models.CharField(max_length=100, blank=True)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Translated by")
    )
    translated_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Verified by")
    )
    verified_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    verified_office = models.CharField(max_length=24, choices=Office, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("section translation")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "block_id", "fingerprint"], name="a_translated_text_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.block_id}"


class TranslationState(StrEnum):
    """The status of a section of a translation."""

    CURRENT = "current"
    UNVERIFIED = "unverified"
    BEHIND = "behind"
    UNTRANSLATED = "untranslated"
    ORPHANED = "orphaned"
    MISSING = "missing"


STATE_LABELS = {
    TranslationState.CURRENT: _("up to date"),
    TranslationState.UNVERIFIED: _("not verified"),
    TranslationState.BEHIND: _("outdated"),
    TranslationState.UNTRANSLATED: _("not translated yet"),
    TranslationState.ORPHANED: _("not in the original"),
    TranslationState.MISSING: _("missing in the translation"),
}


@dataclass(frozen=True, kw_only=True)
class SectionRow:
    """A published section in one language, with its translation status."""

    page: int
    locale: int
    block_id: str
    pk: int
    number: str
    withdrawn: bool
    fingerprint: str
    of_wording: str | None
    machine: bool
    engine: str
    verified_at: datetime | None
    verified_office: str

    @property
    def office(self) -> str:
        """Return the office of the person who verified the translation, in words."""
        return str(Office(self.verified_office).label) if self.verified_office else ""


@dataclass(frozen=True, kw_only=True)
class TranslationStatus:
    """The status of a translated section: its own row, that of its original if there is one, and the result."""

    state: TranslationState
    row: SectionRow
    source: SectionRow | None

    @property
    def words(self) -> str:
        return str(STATE_LABELS[self.state])


def state_of(row: SectionRow, source: SectionRow | None) -> TranslationState:
    """Return the translation status of a section; no other code decides it. An unknown hash counts as not verified."""
    if source is None or source.withdrawn:
        return TranslationState.ORPHANED
    if row.fingerprint and row.fingerprint == source.fingerprint:
        return TranslationState.UNTRANSLATED
    if row.of_wording is not None and row.of_wording != source.fingerprint:
        return TranslationState.BEHIND if row.of_wording != row.fingerprint else TranslationState.UNTRANSLATED
    return TranslationState.CURRENT if row.of_wording and row.verified_at else TranslationState.UNVERIFIED


def in_all_languages(page: Any, key: Any) -> models.Q:
    """Return the condition for sections of the chapter in all its published languages, and of `page` in any case."""
    return models.Q(page=page) | models.Q(page__translation_key=key, page__live=True)


def section_rows_of(chapter: Any) -> list[SectionRow]:
    """Return the sections of the chapter in all its languages; one query."""
    found = (
        Section.objects.filter(in_all_languages(chapter.pk, chapter.translation_key))
        .with_language()
        .with_translation()
        .defer("text")
    )
    return section_rows_among(found.order_by("page", "position"), chapter)


def section_rows_among(found: Iterable[Any], chapter: Any) -> list[SectionRow]:
    """Return the rows in `found` that are sections of the chapter, in any language."""
    return [
        SectionRow(
            page=section.page_id,
            locale=section.page_locale,
            block_id=section.block_id,
            pk=section.pk,
            number=section.number,
            withdrawn=section.withdrawn_at is not None,
            fingerprint=section.fingerprint,
            of_wording=section.of_wording,
            machine=bool(section.machine),
            engine=section.engine or "",
            verified_at=section.verified_at,
            verified_office=section.verified_office or "",
        )
        for section in found
        if section.chapter_key == chapter.translation_key
    ]


def translation_statuses(rows: list[SectionRow], *, page: int, original: int | None) -> dict[str, TranslationStatus]:
    """Return by block id the translation status of the sections of one page, compared with the page in the locale
    `original`; nothing if it is that."""
    if original is None:
        return {}
    sources = {row.block_id: row for row in rows if row.locale == original and row.page != page}
    own = (row for row in rows if row.page == page)
    return {
        row.block_id: TranslationStatus(state=state_of(row, source), row=row, source=source)
        for row, source in ((row, sources.get(row.block_id)) for row in own)
    }


@dataclass(frozen=True, kw_only=True)
class TranslationCounts:
    """The number of sections of a translated chapter by status; `total` are those of the original."""

    total: int
    counts: Mapping[TranslationState, int]

    @property
    def behind(self) -> int:
        """Return how many sections differ from the current original: outdated, missing, or not translated."""
        return sum(
            self.counts.get(state, 0)
            for state in (TranslationState.BEHIND, TranslationState.MISSING, TranslationState.UNTRANSLATED)
        )

    @property
    def current(self) -> int:
        return self.counts.get(TranslationState.CURRENT, 0)

    @property
    def unverified(self) -> int:
        return self.counts.get(TranslationState.UNVERIFIED, 0)


def count_translations(rows: list[SectionRow], *, page: int, original: int) -> TranslationCounts:
    """Return the current sections of the page, and those of the original that it lacks, counted by status."""
    here = {
        key: one
        for key, one in translation_statuses(rows, page=page, original=original).items()
        if not one.row.withdrawn
    }
    sources = {row.block_id for row in rows if row.locale == original and row.page != page and not row.withdrawn}
    counts: dict[TranslationState, int] = {TranslationState.MISSING: len(sources - here.keys())}
    for one in here.values():
        counts[one.state] = counts.get(one.state, 0) + 1
    return TranslationCounts(total=len(sources), counts=counts)
