"""Pictures of a book, as all its forms can show them: JPEG or PNG, of a size that a page can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_PIXELS = 100_000_000
"""A larger one is not even opened."""
WIDEST, HIGHEST = 1600, 2200
"""In pixels, of a picture as it is kept in the file."""
PAGE = (160.0, 210.0)
"""Millimetres that a picture may take of a page."""
MILLIMETRES = 25.4 / 150


@dataclass(frozen=True, kw_only=True)
class PreparedPicture:
    """`width` is how wide it is shown, in millimetres."""

    content: bytes
    content_type: str
    width: float


ShownPictures = Mapping[str, tuple[PreparedPicture, str]]
"""By the name under which a book shows it: the picture, and what it shows in words."""


def prepare_pictures(pictures: Mapping[str, bytes]) -> dict[str, PreparedPicture]:
    """Return the pictures by address, without those that cannot be opened."""
    found = ((address, _prepared(content)) for address, content in pictures.items())
    return {address: picture for address, picture in found if picture is not None}


def _prepared(content: bytes) -> PreparedPicture | None:
    try:
        with Image.open(BytesIO(content)) as opened:
            kind, (wide, high) = opened.format, opened.size
            if wide * high > MOST_PIXELS:
                return None
            if (
                kind not in {"JPEG", "PNG"}
                or wide > WIDEST
                or high > HIGHEST
                or opened.mode not in {"RGB", "RGBA", "L"}
            ):
                content, kind, (wide, high) = _redrawn(opened)
    # Whatever a damaged picture makes of its decoder, the book is made without it.
    except Exception:
        return None
    scale = min(1.0, PAGE[0] / (wide * MILLIMETRES), PAGE[1] / (high * MILLIMETRES))
    return PreparedPicture(
        content=content,
        content_type="image/jpeg" if kind == "JPEG" else "image/png",
        width=max(wide * MILLIMETRES * scale, 1),
    )


def _redrawn(opened: Image.Image) -> tuple[bytes, str, tuple[int, int]]:
    opened.draft("RGB", (WIDEST, HIGHEST))
    picture = ImageOps.exif_transpose(opened) or opened
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((WIDEST, HIGHEST))
    kind = "JPEG" if opened.format == "JPEG" else "PNG"
    output = BytesIO()
    picture.save(output, kind, **({"quality": 85} if kind == "JPEG" else {"optimize": False}))
    return output.getvalue(), kind, picture.size
