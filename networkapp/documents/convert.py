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
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from networkapp.documents.book.docx import finish_plain_docx
from networkapp.documents.tables.widths import has_tall_rows, with_widths
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
    has_cover: bool = False,
) -> bytes:
    """Return `html`, whose headings begin at level 2 below the title, as a document of this format, on A4.

    It begins with the name of the `site` (empty: it names none), which is also in its properties. `language` is an IETF
    tag, by which words are parted and read out; a <div> may have its own. With `dated` it says that it was made then,
    and the same HTML makes the same bytes. With `has_cover` title and what comes before the first heading are on a page
    of their own, and contents follow. NotMade, where the HTML cannot be converted, and as EPUB and ZIP, which are
    for books.
    """
    if form in {DocumentFormat.EPUB, DocumentFormat.ZIP}:
        raise ConversionError
    html, contents = with_site(html, site), _("Contents") if has_cover else ""
    try:
        if form is DocumentFormat.PDF:
            return _pdf(html, title, site, language, pictures, dated, landscape, contents)
        if form is DocumentFormat.DOCX:
            made = _docx(with_widths(_with_images(html, pictures)), title, language)
            moment = dated or timezone.now()
            return finish_plain_docx(made, site=site, dated=moment, landscape=landscape, contents=contents)
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
    html: str,
    title: str,
    site: str,
    language: str,
    pictures: Pictures,
    dated: datetime | None,
    landscape: bool,
    contents: str,
) -> bytes:
    html = with_widths(html)
    parts = [part for part in _cover_and_rest(html) if part] if contents else [html]
    typst_parts = [pypandoc.convert_text(part, "typst", format=READ, extra_args=[*CLOSED, RAISED]) for part in parts]
    body = LEADS_NOWHERE.sub("#", CONTENTS_HERE.join(typst_parts))
    tall = iter(has_tall_rows(html))
    body = TABLE_BEGINS.sub(lambda found: TALL_TABLE if next(tall, True) else found[0], body)
    inputs = {
        "title": title.replace("\ufeff", ""),
        "site": site,
        "language": language.partition("-")[0],
        "dated": "" if dated is None else "yes",
        "landscape": "yes" if landscape else "",
        "contents": contents,
    }
    for picture in pictures:
        inputs |= {f"svg-{picture.token}": picture.svg, f"words-{picture.token}": picture.words}
        body = re.sub(rf"(?m)^{picture.token}$", lambda found: f'#picture("{found[0]}")', body)
    return typeset_accessible_pdf(TEMPLATE, body, inputs)


def _cover_and_rest(html: str) -> tuple[str, str]:
    """Return what comes before the first heading, and the rest."""
    tree = BeautifulSoup(html, "html.parser")
    parts = list(tree.children)
    first = next((place for place, part in enumerate(parts) if _has_heading(part)), len(parts))
    return "".join(map(str, parts[:first])), "".join(map(str, parts[first:]))


def _has_heading(part: PageElement) -> bool:
    return isinstance(part, Tag) and (part.name == "h2" or part.find("h2") is not None)


PIXELS_AN_INCH = 144.0
TABLE_BEGINS, TALL_TABLE = re.compile(r"#table\("), "#tall-table("
CONTENTS_HERE = "\n\n#contents-on-pages()\n\n"
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
#let contents = sys.inputs.contents
#let has-cover = contents != ""
#set text(lang: sys.inputs.language, font: faces, size: 10.5pt, hyphenate: true)
#let across = sys.inputs.landscape == "yes"
#set page(
  paper: "a4", flipped: across, margin: (x: 25mm, y: 25mm), numbering: "1", number-align: center,
  header: context if has-cover and here().page() > 1 { text(size: 8.5pt, fill: luma(90))[#title] },
  footer: context if not has-cover or here().page() > 1 { align(center, counter(page).display("1")) },
)
#set par(justify: false, leading: 0.7em)
#set table(stroke: none, inset: (x: 4pt, y: 4pt))
#set table(stroke: (_, y) => if y == 0 { (top: 0.8pt, bottom: 0.5pt) } else { (bottom: 0.25pt + luma(150)) })
#show table: set text(size: 9pt, hyphenate: false)
#show table: set par(leading: 0.5em)
#show figure.where(kind: table): set block(breakable: true)
#show table.cell: set align(start)
#set table.cell(breakable: false)
// A row that a page cannot hold would be cut off.
#let tall-table(..cells) = {
  set table.cell(breakable: true)
  table(..cells)
}
#show heading: set block(above: 1.6em, below: 0.7em, sticky: true)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 14pt, weight: "regular")
#show heading.where(level: 2): set text(size: 11.5pt)
#let contents-on-pages() = {
  pagebreak()
  outline(title: contents, depth: 2, indent: 1.2em)
  pagebreak()
}
#show link: underline
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#if has-cover { v(30mm) }
#block(below: 1.5em, text(size: if has-cover { 28pt } else { 20pt }, hyphenate: false, title))

BODY
"""
