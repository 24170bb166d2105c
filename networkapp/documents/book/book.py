"""A handbook, a chapter or a section of one as a file to download: PDF/UA-1, EPUB 3 or DOCX, from one HTML."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pypandoc
from django.utils.html import escape

from networkapp.db.low_priority import ReportProgress, run_at_low_priority
from networkapp.documents.book.docx import finish_docx
from networkapp.documents.book.pdf import typeset_book
from networkapp.documents.book.pictures import ShownPictures, prepare_pictures
from networkapp.documents.book.sections import BookLabels, BookSettings, render_section
from networkapp.documents.convert import CLOSED, ConversionError, DocumentFormat
from networkapp.documents.zip_packages import make_package, rebuild_package
from networkapp.languages.collation import sorting_key

READ = "html+epub_html_exts-auto_identifiers"
STEPS = 2
"""How often `make_book` reports its progress."""
STYLES = (Path(__file__).parent / "book.css").read_bytes()


@dataclass(frozen=True, kw_only=True)
class BookSection:
    """A section: `law` is its law date and its translation status, in words; `html` is what readers see."""

    number: str
    title: str
    anchor: str
    law: str
    html: str


@dataclass(frozen=True, kw_only=True)
class BookChapter:
    """A chapter; without a `number` (0) it comes before those that have one."""

    number: int
    title: str
    standfirst: str
    sections: Sequence[BookSection]
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class OriginalFile:
    """A file that is attached to a handbook file and not, or not completely, part of its text; `words` describe it."""

    name: str
    words: str
    content_type: str
    content: bytes


class BookTerm(NamedTuple):
    """A word of the glossary, and what it means here."""

    term: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """The content of one file, in one language, with every word that it adds itself.

    `network` is its author, and `site` publishes it. `facts` are the lines of the title page, as (what, how). `running`
    is above every page. One that is `whole` has a title page and a list of contents; otherwise it holds one chapter,
    and if `is_section`, one section of it. `originals` are attached to a PDF, and are beside the EPUB in a ZIP.
    """

    title: str
    standfirst: str
    language: str
    network: str
    site: str
    edition: str
    facts: Sequence[tuple[str, str]]
    chapters: Sequence[BookChapter]
    contents: str
    about: str
    glossary: str
    words: BookLabels
    dated: datetime
    identifier: str
    of: str = ""
    licence: str = ""
    whole: bool = True
    is_section: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    terms: Sequence[BookTerm] = ()
    originals: Sequence[OriginalFile] = ()
    find: Callable[[str], str] = str

    @property
    def running(self) -> str:
        return f"{self.of or self.title}, {self.edition}"

    @property
    def in_parts(self) -> bool:
        return self.whole and any(chapter.part for chapter in self.chapters)


def make_book(*, book: Book, form: DocumentFormat, report_progress: ReportProgress = lambda: None) -> bytes:
    """Return the file. `report_progress` is called when the text is ready, and when it is in its format.

    The same book makes the same bytes.

    It is created with a lower priority than everything else on the machine. NotMade if it cannot be.
    """
    try:
        return run_at_low_priority(lambda step: _make(book, form, step), report_progress)
    except (RuntimeError, OSError) as failure:
        raise ConversionError from failure


def _make(book: Book, form: DocumentFormat, report_progress: ReportProgress) -> bytes:
    if form is DocumentFormat.ZIP:
        beside = {f"originals/{one.name}": one.content for one in book.originals}
        return make_package(
            {"pack.epub": _make(book, DocumentFormat.EPUB, report_progress), **beside}, dated=book.dated
        )
    pictures = prepare_pictures(book.pictures)
    setting = BookSettings(form=form, language=book.language, words=book.words, find=book.find, pictures=pictures)
    html = "\n".join(_html_pieces(book, setting))
    report_progress()
    shown = {name: (pictures[one.address], one.words) for name, one in setting.shown.items()}
    if form is DocumentFormat.PDF:
        return _pdf(book, html, shown, report_progress)
    made = _package(book, html, form, shown)
    report_progress()
    if form is DocumentFormat.DOCX:
        return finish_docx(made, book=book)
    return rebuild_package(made, dated=book.dated, changes={"EPUB/styles/stylesheet1.css": lambda _pandoc: STYLES})


def _html_pieces(book: Book, setting: BookSettings) -> Iterator[str]:
    if setting.form is not DocumentFormat.PDF:
        yield from _facts(book, setting.form)
    part = ""
    for chapter in book.chapters:
        if book.in_parts and chapter.part != part:
            part = chapter.part
            yield f'<h1 id="part{chapter.number}">{escape(part)}</h1>' if part else ""
        # A chapter without a part is beside the parts, not in the one before.
        yield from _chapter(book, chapter, 2 if book.in_parts and part else 1, setting)
    if book.terms:
        yield f'<h1 id="glossary">{escape(book.glossary)}</h1><dl>'
        for term in sorted(set(book.terms), key=lambda one: (sorting_key(one.term, book.language), one.definition)):
            yield f"<dt>{escape(term.term)}</dt><dd><p>{escape(term.definition)}</p></dd>"
        yield "</dl>"


def _facts(book: Book, form: DocumentFormat) -> Iterator[str]:
    style = ' data-custom-style="Imprint"' if form is DocumentFormat.DOCX else ' class="imprint"'
    if form is DocumentFormat.EPUB:
        yield f'<h1 id="about">{escape(book.about)}</h1>'
    facts = "".join(f"<p><b>{escape(what)}:</b> {escape(how)}</p>" for what, how in book.facts)
    yield f"<div{style}>{facts}</div>"


def _chapter(book: Book, chapter: BookChapter, level: int, setting: BookSettings) -> Iterator[str]:
    if not book.is_section:
        title = f"{chapter.number or ''} {escape(chapter.title)}".strip()
        yield f'<h{level} id="c{chapter.number}">{title}</h{level}>'
        if chapter.standfirst:
            yield f"<p><em>{escape(chapter.standfirst)}</em></p>"
        level += 1
    for section in chapter.sections:
        title = f"{section.number} {escape(section.title)}".strip()
        yield f'<h{level} id="{section.anchor}">{title}</h{level}>'
        if section.law:
            yield f"<p><em>{escape(section.law)}</em></p>"
        yield render_section(section.html, level=level, setting=setting)


def _pdf(book: Book, html: str, shown: ShownPictures, report_progress: ReportProgress) -> bytes:
    body: str = pypandoc.convert_text(html, "typst", format=READ, extra_args=CLOSED)
    report_progress()
    return typeset_book(book, body, shown)


def _package(book: Book, html: str, form: DocumentFormat, shown: ShownPictures) -> bytes:
    for name, (picture, _words) in shown.items():
        data = f"data:{picture.content_type};base64,{base64.b64encode(picture.content).decode()}"
        width = f' style="width: {picture.width / 25.4:.2f}in"' if form is DocumentFormat.DOCX else ""
        html = html.replace(f'src="{name}"', f'src="{data}"{width}')
    metadata = {"title": book.title, "lang": book.language, "author": book.network, "date": f"{book.dated:%Y-%m-%d}"}
    arguments = [*CLOSED, "--standalone"]
    if form is DocumentFormat.EPUB:
        metadata |= {"identifier": book.identifier, "publisher": book.site, "toc-title": book.contents}
        metadata["rights"] = book.licence
        metadata["subtitle"] = ", ".join(filter(None, (book.of, book.edition)))
        depth = 3 if book.in_parts else 2
        arguments += ["--toc", f"--toc-depth={depth}", f"--split-level={depth - 1}"]
    else:
        metadata |= {"subtitle": book.of or book.standfirst, "date": book.edition}
    arguments += [f"--metadata={name}:{value}" for name, value in metadata.items() if value]
    with TemporaryDirectory() as folder:
        made = Path(folder) / f"book.{form}"
        pypandoc.convert_text(html, form.value, format=READ, outputfile=str(made), extra_args=arguments)
        return made.read_bytes()
