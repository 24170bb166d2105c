"""Sections that a reader has read or saved for later. Only the reader can see it; nobody counts it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.editions import EditionSection
from networkapp.handbooks.models.sections import Section


class SectionReading(models.Model):
    """One person and one section. `place` is its position on their reading list, None if it is not on it.

    `seen_at` is when they were last at it, `read_at` when they had read it to the end.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="section_readings")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("section read or saved for later")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "section"], name="a_reader_has_one_row_a_section"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.section_id}"

    @property
    def is_changed(self) -> bool:
        """Return whether the text of the section has changed since it was read."""
        changed = self.section.changed_at
        return self.read_at is not None and changed is not None and changed > self.read_at


class EditionReading(models.Model):
    """One person and one section of an edition, whose text stays: when they were last at it, when they had read it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edition_readings")
    section = models.ForeignKey(EditionSection, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("read section of an edition")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "section"], name="a_reader_has_one_row_a_section_of_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.section_id}"


class ReadingWishes(models.Model):
    """A person's choice whether their reading is recorded. Without a row, it is."""

    user: "models.OneToOneField[Any, Any]" = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_wishes"
    )
    notes_progress = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("reading preference")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.notes_progress}"
