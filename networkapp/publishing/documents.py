"""HTML of ours as a document to keep: PDF (PDF/UA-1), DOCX or Markdown, by pandoc and typst, which fetch nothing."""

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


def make_document(*, html: str, title: str, language: str, form: Form) -> bytes:
    """`html`, whose headings begin at level 2 below the title, as a document in this form.

    `language` is an IETF tag, by which words are parted and read out. RuntimeError, where the HTML cannot be converted.
    """
    return {Form.PDF: _pdf, Form.DOCX: _docx, Form.MARKDOWN: _markdown}[form](html, title, language)


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
    made = typst.compile(
        TEMPLATE.replace("BODY", body).encode(),
        format="pdf",
        pdf_standards=PDF_STANDARD,
        sys_inputs={"title": title, "language": language.partition("-")[0]},
    )
    return bytes(made)


TEMPLATE = """
#let title = sys.inputs.title
#set document(title: title)
#set text(lang: sys.inputs.language, font: ("Libertinus Serif", "New Computer Modern"), size: 10.5pt, hyphenate: true)
#set page(paper: "a4", margin: (x: 25mm, y: 25mm), numbering: "1", number-align: center)
#set par(justify: false, leading: 0.7em)
#set table(stroke: 0.5pt, inset: 5pt)
#show heading: set block(above: 1.6em, below: 0.7em)
#show link: underline
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#block(below: 1.5em, text(size: 20pt, title))

BODY
"""
