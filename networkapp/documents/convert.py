"""HTML of ours as a document to keep: PDF (PDF/UA-1), DOCX or Markdown, by pandoc and typst, which fetch nothing."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
import typst
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from networkapp.documents.book.docx import finish_plain_docx
from networkapp.documents.tables.widths import with_widths
from networkapp.documents.typst import typeset_accessible_pdf

# Pandoc reads no file and no address while it converts.
CLOSED = ("--sandbox", "--wrap=none")
RAISED = "--shift-heading-level-by=-1"
READ = "html-native_spans"
"""A <div> is one, so that the language in which it is written is kept; spans are of the page alone."""


class DocumentFormat(StrEnum):
    """The file format of a document; the value is its file name extension."""

    PDF = "pdf"
    EPUB = "epub"
    DOCX = "docx"
    MARKDOWN = "md"
    ZIP = "zip"

    @property
    def content_type(self) -> str:
        return {
            DocumentFormat.PDF: "application/pdf",
            DocumentFormat.EPUB: "application/epub+zip",
            DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            DocumentFormat.MARKDOWN: "text/markdown; charset=utf-8",
            DocumentFormat.ZIP: "application/zip",
        }[self]


class ConversionError(Exception):
    """The document cannot be made in this form."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing (SVG, self-contained) that replaces a paragraph of the HTML with nothing but `token`, which is made of
    capital letters and digits; `words` describe it."""

    token: str
    svg: str
    words: str


Pictures = Sequence[Drawing]


def make_document(
    *,
    html: str,
    title: str,
    site: str,
    language: str,
    form: DocumentFormat,
    pictures: Pictures = (),
    dated: datetime | None = None,
    landscape: bool = False,
) -> bytes:
    """Return `html`, whose headings begin at level 2 below the title, as a document of this format, on A4.

    It begins with the name of the `site` (empty: it names none), which is also in its properties. `language` is an IETF
    tag, by which words are parted and read out; a <div> may have its own. With `dated` it says that it was made then,
    and the same HTML makes the same bytes. NotMade, where the HTML cannot be converted, and as EPUB and ZIP, which are
    for books.
    """
    if form in {DocumentFormat.EPUB, DocumentFormat.ZIP}:
        raise ConversionError
    html = with_site(html, site)
    try:
        if form is DocumentFormat.PDF:
            return _pdf(html, title, site, language, pictures, dated, landscape)
        if form is DocumentFormat.DOCX:
            made = _docx(with_widths(_with_images(html, pictures)), title, language)
            return finish_plain_docx(made, site=site, dated=dated or timezone.now(), landscape=landscape)
        return _markdown(_with_words(html, pictures), title, language)
    except (RuntimeError, typst.TypstError) as failure:
        raise ConversionError from failure


def with_site(html: str, site: str) -> str:
    """Return `html` after a paragraph that names the site, in the active language; alone where the site has no name."""
    return f"<p>{escape(site_line(site))}</p>{html}" if site else html


def site_line(site: str) -> str:
    """Return the line of a file that names the site, in the active language."""
    return f"{_('Site')}: {site}"


def _with_words(html: str, pictures: Pictures) -> str:
    for picture in pictures:
        html = html.replace(f"<p>{picture.token}</p>", f"<p>{escape(picture.words)}</p>")
    return html


def _with_images(html: str, pictures: Pictures) -> str:
    """Return the HTML with pixel images instead of drawings, which not every program can show."""
    for picture in pictures:
        page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
        made = typst.compile(page.encode(), format="png", ppi=PIXELS_AN_INCH, sys_inputs={"svg": picture.svg})
        source = f"data:image/png;base64,{base64.b64encode(bytes(made)).decode()}"
        image = f'<p><img src="{source}" alt="{escape(picture.words)}" style="width: 6.2in"></p>'
        html = html.replace(f"<p>{picture.token}</p>", image)
    return html


def _markdown(html: str, title: str, language: str) -> bytes:
    whole: str = pypandoc.convert_text(f"<h1>{escape(title)}</h1>{html}", "gfm", format=READ, extra_args=CLOSED)
    return whole.encode()


def _docx(html: str, title: str, language: str) -> bytes:
    arguments = [*CLOSED, RAISED, "--standalone", f"--metadata=title:{title}", f"--metadata=lang:{language}"]
    with TemporaryDirectory() as folder:
        made = Path(folder) / "document.docx"
        pypandoc.convert_text(html, "docx", format=READ, outputfile=str(made), extra_args=arguments)
        return made.read_bytes()


def _pdf(
    html: str, title: str, site: str, language: str, pictures: Pictures, dated: datetime | None, landscape: bool
) -> bytes:
    body: str = pypandoc.convert_text(html, "typst", format=READ, extra_args=[*CLOSED, RAISED])
    body = LEADS_NOWHERE.sub("#", body)
    given = {
        "title": title.replace("\ufeff", ""),
        "site": site,
        "language": language.partition("-")[0],
        "dated": "" if dated is None else "yes",
        "landscape": "yes" if landscape else "",
    }
    for picture in pictures:
        given |= {f"svg-{picture.token}": picture.svg, f"words-{picture.token}": picture.words}
        body = re.sub(rf"(?m)^{picture.token}$", lambda found: f'#picture("{found[0]}")', body)
    return typeset_accessible_pdf(TEMPLATE, body, given)


PIXELS_AN_INCH = 144.0
LEADS_NOWHERE = re.compile(r'#link\((?:""|<[^>]*>)\)')

TEMPLATE = """
#let title = sys.inputs.title
#let site = sys.inputs.site
#set document(title: title, description: if site == "" { none } else { site })
#set document(date: if sys.inputs.at("dated", default: "") == "yes" { none } else { auto })
#let picture(token) = image(
  bytes(sys.inputs.at("svg-" + token)), format: "svg", width: 100%, alt: sys.inputs.at("words-" + token),
)
#let faces = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#set text(lang: sys.inputs.language, font: faces, size: 10.5pt, hyphenate: true)
#let across = sys.inputs.landscape == "yes"
#set page(paper: "a4", flipped: across, margin: (x: 25mm, y: 25mm), numbering: "1", number-align: center)
#set par(justify: false, leading: 0.7em)
#set table(stroke: 0.5pt, inset: 5pt)
#show figure.where(kind: table): set block(breakable: true)
#show table.cell: set align(start)
#show heading: set block(above: 1.6em, below: 0.7em)
#show link: underline
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#block(below: 1.5em, text(size: 20pt, title))

BODY
"""
