"""An uploaded emblem: a still picture of known kind, drawn anew without what a camera or a program wrote into it."""

from io import BytesIO
from secrets import token_hex
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

MOST_BYTES = 4_000_000
KINDS = ("PNG", "JPEG", "WEBP")
SIDE = 512
"""The longest side of an emblem as it is stored, in pixels."""


class EmblemField(forms.FileField):
    """A PNG, JPEG or WebP picture, as PNG of at most SIDE pixels; anything else is refused with what to do."""

    def to_python(self, data: Any) -> Any:
        uploaded: UploadedFile | None = super().to_python(data)
        if uploaded is None:
            return None
        if (uploaded.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The picture is larger than 4 MB. Upload a smaller picture."))
        return ContentFile(_drawn_anew(uploaded), name=f"emblem-{token_hex(6)}.png")


def _drawn_anew(uploaded: UploadedFile) -> bytes:
    made = BytesIO()
    try:
        with Image.open(uploaded, formats=KINDS) as opened:
            opened.thumbnail((SIDE, SIDE))
            opened.convert("RGBA").save(made, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        words = _("“%(name)s” is not a picture that can be shown. Upload a PNG, JPEG or WebP file.")
        raise forms.ValidationError(words % {"name": uploaded.name}) from broken
    return made.getvalue()
