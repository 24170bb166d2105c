"""Recognise files by content, whatever their names, and remove camera data from pictures."""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import filetype
from PIL import Image, ImageCms, ImageOps

from networkapp.files.kinds import KINDS, RejectedFile
from networkapp.files.legacy_office import OLE, kind_of_old_office
from networkapp.files.office_archives import kind_of_archive
from networkapp.files.pdf_actions import has_automatic_actions

NAME_LENGTH = 200

# Four bytes each while it is drawn, and many times that for a WebP, which a few thousand bytes can make as large; a PNG
# takes ten times as long as a JPEG. Telephones make pictures of 50 million, and photos of them alone, as JPEG.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 30_000_000, "WEBP": 17_000_000}
_OTHERS = {
    **dict.fromkeys(("exe", "elf", "swf", "wasm", "class"), "program"),
    **dict.fromkeys(("heic", "avif", "gif", "bmp", "tif", "ico", "jxr", "jpx", "psd", "cr2", "dwg", "jxl"), "picture"),
    "apng": "moving",
}
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# A progressive JPEG is drawn once for each of its scans, and some twenty bytes make one of them; cameras make ten.
_MOST_DRAWN = 10 * MOST_PIXELS["JPEG"]
_SCAN = b"\xff\xda"
# Twice what the style sheet gives a picture beside words, for screens with small dots.
_SHOWN = (960, 720)
_WEB = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|object|embed)\b", re.IGNORECASE)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class InspectedDocument:
    """A file as it is kept: `kind` is a key of KINDS, `harmless` says that a browser may show it by itself."""

    name: str
    kind: str
    content: bytes
    harmless: bool

    @property
    def content_type(self) -> str:
        return KINDS[self.kind]


def inspect_file(*, name: str, content: bytes) -> InspectedDocument:
    """Return an uploaded file as it is stored: its kind by content, a clean name, pictures without metadata.

    Raises RejectedFile for everything else.
    """
    kind = kind_of(content, name)
    if kind in _FORMATS:
        content = without_metadata(content, _FORMATS[kind])
    harmless = kind in _FORMATS or (kind == "pdf" and not has_automatic_actions(content))
    return InspectedDocument(name=clean_name(name, kind), kind=kind, content=content, harmless=harmless)


@dataclass(frozen=True, kw_only=True)
class InspectedPicture:
    """An attachment as it is shown beside a message: a WebP, with its size in pixels."""

    content: bytes
    width: int
    height: int
    kind: str = "webp"


def preview_picture(paper: InspectedDocument) -> InspectedPicture | None:
    """Return the attachment as a picture small enough to be shown in a message; None if it is not a picture."""
    if paper.kind not in _FORMATS:
        return None
    with Image.open(BytesIO(paper.content), formats=[_FORMATS[paper.kind]]) as image:
        image.thumbnail(_SHOWN)
        saved = BytesIO()
        image.convert("RGBA" if image.has_transparency_data else "RGB").save(saved, format="WEBP", quality=80)
        return InspectedPicture(content=saved.getvalue(), width=image.width, height=image.height)


def kind_of(content: bytes, name: str = "") -> str:
    """Return the key of KINDS for the content; the name only distinguishes tables from other texts. RejectedFile for
    the rest."""
    if content.startswith(OLE):
        return kind_of_old_office(content)
    if content.startswith(b"PK\x03\x04"):
        return kind_of_archive(content)
    guessed = filetype.guess(content)
    if guessed is None:
        return _kind_of_text(content, name)
    if guessed.extension in {"pdf", "jpg", "png", "webp"}:
        return str(guessed.extension)
    raise RejectedFile(_OTHERS.get(guessed.extension, "unknown"))


def clean_name(name: str, kind: str) -> str:
    """Return the name of an attachment: one line of visible characters, with the ending of its kind.

    >>> clean_name("..\\\\up/Stellung\\u202enahme .DOCX", "docx"), clean_name("", "pdf"), clean_name("a.exe", "pdf")
    ('Stellungnahme.docx', 'paper.pdf', 'a.pdf')
    """
    last = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    visible = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " * (sign.isspace()) for sign in last)
    stem = re.sub(r"\.\w{1,5}$", "", visible)
    stem = " ".join(re.sub(r'[<>:"|?*]', " ", stem).split()).strip(". ")
    return f"{stem[: NAME_LENGTH - 6].strip() or 'paper'}.{kind}"


def without_metadata(content: bytes, form: str) -> bytes:
    """Return the picture drawn again, upright and in standard colours, without location, camera data and comments.

    Raises RejectedFile: `broken` (also if it is too large to be drawn), `moving`.
    """
    try:
        with Image.open(BytesIO(content), formats=[form]) as image:
            if is_too_large(image, content):
                raise RejectedFile("broken")
            if form != "JPEG" and getattr(image, "is_animated", False):
                raise RejectedFile("moving")
            # In place, and written without a copy: a picture that fits once need not fit three times.
            ImageOps.exif_transpose(image, in_place=True)
            drawn = _in_usual_colours(image)
            if form == "JPEG" and drawn.mode not in {"L", "RGB"}:
                drawn = drawn.convert("L" if drawn.mode in {"1", "LA"} else "RGB")
            drawn.info = {}
            saved = BytesIO()
            drawn.save(saved, format=form, **({} if form == "PNG" else {"quality": 90}))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise RejectedFile("broken") from broken
    return saved.getvalue()


def is_too_large(image: Image.Image, content: bytes) -> bool:
    """Return whether drawing the picture, of which only the head has been read, would occupy a server too long."""
    form, pixels = image.format or "", image.width * image.height
    drawn = pixels * content.count(_SCAN) if form == "JPEG" else 0
    return pixels > MOST_PIXELS.get(form, MOST_PIXELS["PNG"]) or drawn > _MOST_DRAWN


def _in_usual_colours(image: Image.Image) -> Image.Image:
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        usual = ImageCms.createProfile("sRGB")
        drawn = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(BytesIO(profile)), usual, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return drawn or image


def _kind_of_text(content: bytes, name: str) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        plain = content.decode("utf-16").encode() if wide else content
    except UnicodeDecodeError as broken:
        raise RejectedFile("unknown") from broken
    if not plain.strip() or _NO_TEXT.search(plain) or plain.lstrip().startswith(b"{\\rt"):
        raise RejectedFile("unknown")
    ending = PurePath(name.lower()).suffix
    if _WEB.search(plain[:4096]) or ending in {".html", ".htm", ".xhtml", ".svg", ".xml", ".mht"}:
        raise RejectedFile("web_page")
    if plain.startswith(b"#!") or ending in _PROGRAMS:
        raise RejectedFile("program")
    return "csv" if ending == ".csv" else "txt"


_PROGRAMS = {
    ".bat", ".cmd", ".com", ".hta", ".js", ".jse", ".mjs", ".php", ".pl", ".ps1", ".py", ".rb", ".reg", ".scr", ".sh",
    ".url", ".vb", ".vbs", ".wsf",
}  # fmt: skip
