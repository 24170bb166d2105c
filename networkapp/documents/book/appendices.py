"""Uploaded documents as parts of a pack: shown if possible, page by page if they have pages."""

import json
import subprocess
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from django.utils.html import escape
from PIL import Image, ImageOps, ImageStat

from networkapp.documents.convert import CLOSED, DocumentFormat
from networkapp.documents.typst import TypstError, draw_pages, python_command
from networkapp.text.cleaning import clean_text

PROGRAM = Path(__file__).parents[2] / "files/pdf_text.py"
MAX_PAGES = 40
"""The most pages shown of one document; the others are in the original."""
MAX_TEXT_LENGTH = 200_000
SECONDS = 60.0
INCH = 110.0
COLOURED = 6.0
"""How far the colours of a page may lie from grey on the average until it is kept in colour."""
TEXT_FORMATS = {"docx": "docx", "odt": "odt"}


@dataclass(frozen=True, kw_only=True)
class AppendixContent:
    """The part of a pack about one document: `html`, with pictures by their names in it; `pages` of a document that has
    some.

    `shown` is the number of these that are shown; a document that cannot be shown has neither.
    """

    html: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    pages: int = 0
    shown: int = 0

    @property
    def is_shown(self) -> bool:
        return bool(self.html)


def appendix_content(*, kind: str, content: bytes, title: str, name: str, form: DocumentFormat) -> AppendixContent:
    """Return a pack's content for the document in this format, whose kind is a key of KINDS; `name` is its own in the
    pack.

    A picture of each page of a PDF, with its text as the description, as PDF; its text as EPUB. The text of a Word
    document. Nothing for what cannot be shown, or is broken.
    """
    try:
        match kind:
            case "pdf":
                return _pages(content, name, form)
            case "docx" | "odt":
                return AppendixContent(html=_written(content, kind))
            case "txt":
                return AppendixContent(html=_plain(content))
            case "jpg" | "png" | "webp":
                return AppendixContent(html=_picture(name, title), pictures={name: content})
    except (TypstError, RuntimeError, OSError, ValueError, subprocess.SubprocessError):
        return AppendixContent()
    return AppendixContent()


def _pages(content: bytes, name: str, form: DocumentFormat) -> AppendixContent:
    done = subprocess.run(
        [python_command(), "-I", str(PROGRAM), str(MAX_PAGES)], input=content, capture_output=True, timeout=SECONDS,
        check=True,
    )  # fmt: skip
    read = json.loads(done.stdout)
    texts = [clean_text(text) for text in read["texts"]]
    if form is not DocumentFormat.PDF:
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
        return AppendixContent(html=paragraphs, pages=read["pages"], shown=len(texts))
    drawn = [_small(page) for page in draw_pages(content, most=len(texts), ppi=INCH)]
    names = [f"{name}-{number}" for number in range(1, len(drawn) + 1)]
    html = "".join(_picture(one, text or one) for one, text in zip(names, texts, strict=True))
    return AppendixContent(
        html=html, pictures=dict(zip(names, drawn, strict=True)), pages=read["pages"], shown=len(drawn)
    )


def _picture(name: str, words: str) -> str:
    return f'<figure><img src="{name}" alt="{escape(words)}"></figure>'


def _small(page: bytes) -> bytes:
    """Return the page as a smaller file: in sixteen greys, or as JPEG if it has colours."""
    made = BytesIO()
    with Image.open(BytesIO(page)) as opened:
        picture = opened.convert("RGB")
        if ImageStat.Stat(picture.resize((64, 64)).convert("HSV")).mean[1] > COLOURED:
            picture.save(made, "JPEG", quality=65)
        else:
            ImageOps.posterize(picture.convert("L"), 4).save(made, "PNG")
    return made.getvalue()


def _written(content: bytes, kind: str) -> str:
    """Return the text of a document, without its pictures, which are replaced by their descriptions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{kind}"
        path.write_bytes(content)
        arguments = [*CLOSED, "--track-changes=accept"] if kind == "docx" else [*CLOSED]
        html: str = pypandoc.convert_file(str(path), "html", format=TEXT_FORMATS[kind], extra_args=arguments)
    if len(html) > MAX_TEXT_LENGTH * 10:
        raise ValueError("It is too long.")
    return html


def _plain(content: bytes) -> str:
    text = clean_text(content[: MAX_TEXT_LENGTH * 4].decode("utf-8-sig", errors="replace"))[:MAX_TEXT_LENGTH]
    return "".join(f"<p>{'<br>'.join(map(escape, part.split(chr(10))))}</p>" for part in text.split("\n\n") if part)
