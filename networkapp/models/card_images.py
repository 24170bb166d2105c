"""Pictures of public pages, for link previews."""

from typing import ClassVar

from django.db import models

from networkapp.models.file_storage import private_storage
from networkapp.models.generated_files import GeneratedFile


def place_of_picture(picture: "CardImage", name: str) -> str:
    """Return the path at which a picture of a card is stored (`upload_to`)."""
    return f"cards/{picture.digest[:2]}/{name}"


class CardImage(GeneratedFile):
    """The picture of a card, once for each state of its text: `digest` is the hash of the `facts` that it shows."""

    facts = models.JSONField(default=dict)
    file = models.FileField(storage=private_storage, upload_to=place_of_picture, max_length=255, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "form"], name="a_picture_of_a_page_is_drawn_once")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="pictures_of_pages_to_draw")]

    def __str__(self) -> str:
        return f"{self.digest[:8]}.{self.form}"
