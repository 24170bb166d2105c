"""Files of handbooks, for readers to download."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.editions import EditionText
from networkapp.models.file_storage import private_storage
from networkapp.models.generated_files import GeneratedFile


def place_of_file(file: "HandbookFile", name: str) -> str:
    """Return the path at which a file of a handbook is stored (`upload_to`)."""
    return f"handbooks/{file.digest[:2]}/{name}"


class HandbookFile(GeneratedFile):
    """A handbook, a chapter or a section of it in one format, created once for each state of its text and stored.

    It is of an edition in a language (`text`), or of what was published on some day (`page`, the handbook). `subject`
    is the page of the chapter or the permanent number of the section, and 0 for a whole handbook. `digest` stands for
    its whole content. `step` is the progress of a file that is being created.
    """

    class Scope(models.TextChoices):
        HANDBOOK = "handbook", _("whole handbook")
        CHAPTER = "chapter", _("Chapter")
        SECTION = "section", _("section")

    text = models.ForeignKey(EditionText, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    page = models.ForeignKey(
        "networkapp_handbooks.HandbookPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(max_length=8, choices=Scope)
    subject = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=120)
    file = models.FileField(storage=private_storage, upload_to=place_of_file, max_length=255, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("handbook file")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "form"], name="a_file_of_a_handbook_is_made_once"),
            models.CheckConstraint(
                condition=Q(text__isnull=True) | Q(page__isnull=True), name="a_file_is_of_an_edition_or_of_today"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="files_of_handbooks_to_make")]

    def __str__(self) -> str:
        return f"{self.name}.{self.form}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:handbook_file", args=[self.pk, str(self)])
