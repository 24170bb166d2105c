"""HTML of ours as a document to keep: PDF (PDF/UA-1), DOCX or Markdown, by pandoc and typst, which fetch nothing."""

import re
import unicodedata
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
import typst
from django.utils.html import escape

PDF_STANDARD = "ua-1"
# Pandoc reads no file and no address while it converts.
CLOSED = ("--sandbox", "--wrap=none")
RAISED = "--shift-heading-level-by=-1"
READ = "html-native_divs-native_spans"


class Form(StrEnum):
    """In which form a document is kept; the value is the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"

    @property
    def content_type(self) -> str:
        return {
            Form.PDF: "application/pdf",
            Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form.MARKDOWN: "text/markdown; charset=utf-8",
        }[self]


class NotMade(Exception):
    """The document cannot be made in this form."""


def make_document(*, html: str, title: str, language: str, form: Form) -> bytes:
    """`html`, whose headings begin at level 2 below the title, as a document in this form.

    `language` is an IETF tag, by which words are parted and read out. NotMade, where the HTML cannot be converted.
    """
    try:
        return {Form.PDF: _pdf, Form.DOCX: _docx, Form.MARKDOWN: _markdown}[form](html, title, language)
    except (RuntimeError, typst.TypstError) as failure:
        raise NotMade from failure


def _markdown(html: str, title: str, language: str) -> bytes:
    whole: str = pypandoc.convert_text(f"<h1>{escape(title)}</h1>{html}", "gfm", format=READ, extra_args=CLOSED)
    return whole.encode()


def _docx(html: str, title: str, language: str) -> bytes:
    arguments = [*CLOSED, RAISED, "--standalone", f"--metadata=title:{title}", f"--metadata=lang:{language}"]
    with TemporaryDirectory() as folder:
        made = Path(folder) / "document.docx"
        pypandoc.convert_text(html, "docx", format=READ, outputfile=str(made), extra_args=arguments)
        return made.read_bytes()


def _pdf(html: str, title: str, language: str) -> bytes:
    body: str = pypandoc.convert_text(html, "typst", format=READ, extra_args=[*CLOSED, RAISED])
    body = LEADS_NOWHERE.sub("#", body)
    given = {"title": title, "language": language.partition("-")[0]}
    try:
        return _set_to_read_out(body, given)
    except typst.TypstError as failure:
        if TOO_DEEP not in str(failure):
            raise
    # Quotations in quotations in quotations become what is moved in, which may go as deep as it likes.
    return _set_to_read_out(body.replace(QUOTATION, MOVED_IN), given)


def _set_to_read_out(body: str, given: dict[str, str]) -> bytes:
    try:
        return _set(body, given, PDF_STANDARD)
    except typst.TypstError as failure:
        if NO_LETTER not in str(failure):
            raise
    # What the fonts cannot show is read out in words, so that it stays accessible; else it is a box.
    try:
        return _set(_in_words(body), {**given, "title": _in_words(given["title"])}, PDF_STANDARD)
    except typst.TypstError:
        return _set(body, given, None)


def _set(body: str, given: dict[str, str], standard: str | None) -> bytes:
    source = TEMPLATE.replace("BODY", body).encode()
    made = typst.compile(source, format="pdf", pdf_standards=standard or [], sys_inputs=given)
    return bytes(made)


def _in_words(text: str) -> str:
    """The text with the names of all signs that are neither letters of Europe nor usual.

    >>> _in_words("Да, 👍")
    'Да, (thumbs up sign)'
    """
    return UNUSUAL.sub(
        lambda sign: f"({unicodedata.name(sign[0], 'sign').lower()})" if sign[0].isprintable() else "", text
    )


LEADS_NOWHERE = re.compile(r'#link\((?:""|<[^>]*>)\)')
NO_LETTER = "could not be displayed"
TOO_DEEP, QUOTATION, MOVED_IN = "depth exceeded", "#quote(block: true)[", "#block(inset: (left: 1em))["
UNUSUAL = re.compile(
    r"[^\n\t\x20-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)

TEMPLATE = """
#let title = sys.inputs.title
#set document(title: title)
#let faces = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#set text(lang: sys.inputs.language, font: faces, size: 10.5pt, hyphenate: true)
#set page(paper: "a4", margin: (x: 25mm, y: 25mm), numbering: "1", number-align: center)
#set par(justify: false, leading: 0.7em)
#set table(stroke: 0.5pt, inset: 5pt)
#show heading: set block(above: 1.6em, below: 0.7em)
#show link: underline
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#block(below: 1.5em, text(size: 20pt, title))

BODY
"""
