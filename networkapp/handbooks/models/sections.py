"""Published sections: what annotations, citations and permanent addresses point to."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.law_references import CitedLaw


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections of chapters, with annotations about language and translation."""

    def current(self) -> Self:
        """Return those that are in the published version of their chapter."""
        return self.filter(withdrawn_at__isnull=True)

    def with_language(self) -> Self:
        """Annotate the `language` of the chapter, its locale, and the key that its translations share."""
        return self.annotate(
            language=models.F("page__locale__language_code"),
            page_locale=models.F("page__locale"),
            chapter_key=models.F("page__translation_key"),
        )

    def with_translation(self) -> Self:
        """Annotate the translation status of each section's text."""
        return self.annotate(
            of_wording=models.F("translation__wording__fingerprint"),
            machine=models.F("translation__machine"),
            engine=models.F("translation__engine"),
            verified_at=models.F("translation__verified_at"),
            verified_office=models.F("translation__verified_office"),
        )

    def matching_in_language(self, wanted: Iterable[int], locale: int, blocks: Iterable[str] = ()) -> models.Q:
        """Return a condition: those of `wanted` that are among these, and the same sections in the language of
        `locale`.

        Wanted are also those with the ids `blocks`, in any chapter.
        """
        named = models.Q(pk__in=wanted) | models.Q(block_id__in=blocks)
        same = Section.objects.filter(
            named,
            block_id=models.OuterRef("block_id"),
            page__translation_key=models.OuterRef("page__translation_key"),
        )
        translated = models.Q(models.Exists(same), page__locale=locale)
        return models.Q(named | translated, pk__in=self.order_by().values("pk"))


class Section(models.Model):
    """A published section: what other things point to. Its row and id stay when it is edited, moved or withdrawn.

    `changed_at` is when its title, words or law date last changed after it was first published.
    `fingerprint` is the hash of what it says; `translation` is what is known of this very text, where it is one.
    """

    has_causes: bool
    chapter_key: UUID
    page = models.ForeignKey(
        "networkapp_handbooks.ChapterPage", on_delete=models.CASCADE, related_name="published_sections"
    )
    block_id = models.CharField(max_length=36, editable=False)
    chapter_number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    law_as_of = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    law = models.JSONField(default=dict, editable=False)
    """The law that it names, with the days on which somebody looked; see `CitedLaw`."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    translation = models.ForeignKey(
        "networkapp_handbooks.SectionTranslation",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[Any] = SectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["page", "position"]
        verbose_name = _("section")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "block_id"], name="a_section_has_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the permanent address of the section, which redirects to the current address of its chapter."""
        return reverse("networkapp:section", args=[self.pk])

    @property
    def number(self) -> str:
        return f"{self.chapter_number}.{self.position}"

    @property
    def law_named(self) -> CitedLaw:
        return CitedLaw.from_json(self.law)

    @property
    def anchor(self) -> str:
        return f"s{self.pk}"
