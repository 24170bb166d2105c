"""Uploaded files; what is accepted is decided by their content."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.conf import setting
from networkapp.files.inspection import KINDS

ACCEPT = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))
"""What a browser offers to choose from; what is taken is seen by the content."""


class FileInput(forms.FileInput):
    """A file input that states the accepted types and the size limit."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attributes = {"accept": ACCEPT, "data-max-bytes": setting("ATTACHMENT_MAX_BYTES"), **(attrs or {})}
        return super().get_context(name, value, attributes)


class FilesInput(FileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field for any number of files, including none."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"required": False, "label": _("Attachments"), "allow_empty_file": True, "max_length": None}
        super().__init__(**{**defaults, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data or ()
        return [super(FilesField, self).clean(file, initial) for file in files]
