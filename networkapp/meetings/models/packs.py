"""Meeting packs: all documents of one meeting in one file, for readers with the same access."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.meetings.models.meetings import Meeting
from networkapp.models.file_storage import private_storage
from networkapp.models.generated_files import GeneratedFile


def pack_path(pack: "MeetingPack", name: str) -> str:
    """Return the path at which a meeting pack is stored (`upload_to`)."""
    return f"meetings/{pack.digest[:2]}/{name}"


class MeetingPack(GeneratedFile):
    """A file with all that a reader can see of a meeting, in one format and language, for equal readers.

    It is created with the access of `asked_by`, who is deleted as soon as it is ready; others who get it have exactly
    the same access, because `digest` stands for its whole content. `parts` name its items, documents and topics.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    language = models.CharField(max_length=12)
    parts = models.JSONField(default=list)
    asked_by: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    file = models.FileField(storage=private_storage, upload_to=pack_path, max_length=255, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Meeting pack")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "digest", "form"], name="a_pack_of_a_meeting_is_made_once")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="packs_of_meetings_to_make")]

    def __str__(self) -> str:
        return f"{self.meeting.slug}-{self.digest[:8]}.{self.form}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:meeting_pack_file", args=[self.meeting.slug, self.pk, str(self)])
