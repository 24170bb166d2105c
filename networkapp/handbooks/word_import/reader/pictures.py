"""Pictures of Word documents: which can be shown, and each drawn anew, in bounds, without what a camera wrote."""

from io import BytesIO

from PIL import Image

from networkapp.files.inspection import is_too_large, without_metadata
from networkapp.files.kinds import RejectedFile
from networkapp.handbooks.word_import.reader.archive import Archive

LONGEST_SIDE = 2_400
_SHOWN = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_CONVERTED = ("GIF", "BMP", "TIFF")


def unsupported_reason(archive: Archive, part: str) -> str:
    """Return the key of LOSSES for a picture that cannot be imported, by its first bytes; "" if it can."""
    try:
        content = archive.picture(part)
    except RejectedFile:
        return "picture_unread"
    try:
        with Image.open(BytesIO(content), formats=[*_SHOWN, *_CONVERTED]) as image:
            return "picture_large" if is_too_large(image, content) else ""
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "picture_kind"


def read_picture(archive: Archive, part: str) -> tuple[bytes, str]:
    """Return the picture as it is stored and its file extension. RejectedFile: `broken`, if it cannot be drawn."""
    content = archive.picture(part)
    try:
        with Image.open(BytesIO(content), formats=[*_SHOWN, *_CONVERTED]) as image:
            form = image.format or ""
            if is_too_large(image, content):
                raise RejectedFile("broken")
            if form in _CONVERTED or getattr(image, "is_animated", False):
                content, form = _first_as_png(image), "PNG"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise RejectedFile("broken") from broken
    return _in_bounds(without_metadata(content, form), form), _SHOWN[form]


def _first_as_png(image: Image.Image) -> bytes:
    saved = BytesIO()
    image.convert("RGBA" if image.has_transparency_data else "RGB").save(saved, format="PNG")
    return saved.getvalue()


def _in_bounds(content: bytes, form: str) -> bytes:
    with Image.open(BytesIO(content), formats=[form]) as image:
        if max(image.size) <= LONGEST_SIDE:
            return content
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        saved = BytesIO()
        image.save(saved, format=form, **({} if form == "PNG" else {"quality": 90}))
    return saved.getvalue()
