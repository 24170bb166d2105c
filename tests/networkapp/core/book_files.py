"""A book of one section, and what its files contain."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from PIL import Image

from networkapp.documents.book.book import Book, BookChapter, BookSection
from networkapp.documents.book.sections import BookLabels, BookSettings
from networkapp.documents.convert import DocumentFormat

WORDS = BookLabels(
    figure="Figure %(number)s.",
    table="Table %(number)s.",
    part_of_table="(columns %(first)s to %(last)s of %(of)s)",
    column_of_table="(column %(first)s of %(of)s)",
    picture="[Picture: %(words)s]",
    sources="Legal sources",
)


NOTE = (
    '<section class="margin-note footnote" id="fn-s1-1"><h3><span>Note 1</span></h3><p>Said in 2009.</p>'
    '<a class="footnote-back" href="#fnref-s1-1">↩</a></section>'
)


SIGN = '<sup class="footnote-ref" id="fnref-s1-1"><a href="#fn-s1-1" role="doc-noteref">1</a></sup>'


def picture(wide: int = 30, high: int = 20, form: str = "PNG") -> bytes:
    result = BytesIO()
    Image.new("RGB", (wide, high), "teal").save(result, form)
    return result.getvalue()


def book(html: str = "<p>Text</p>", **fields: Any) -> Book:
    section = BookSection(number="1.1", title="First", anchor="s1", law="Law as of 1 May 2026", html=html)
    values: dict[str, Any] = {
        "title": "Handbook", "standfirst": "To read.", "language": "en", "network": "Joint network",
        "site": "Alpine & Baltic networks",
        "edition": "edition 2026-05", "facts": [("Edition", "2026-05"), ("Hash", "ab12")],
        "chapters": [BookChapter(number=1, title="One", standfirst="", sections=[section])],
        "contents": "Contents", "about": "About this file", "glossary": "Words used", "words": WORDS,
        "dated": datetime(2026, 5, 1, tzinfo=UTC), "identifier": "https://networks.example/1/",
    }  # fmt: skip
    return Book(**values | fields)


def setting(form: DocumentFormat = DocumentFormat.EPUB, **fields: Any) -> BookSettings:
    values: dict[str, Any] = {"language": "en", "words": WORDS, "find": lambda href: href, "pictures": ()}
    return BookSettings(form=form, **values | fields)


def parts(package: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(package)) as opened:
        return {name: opened.read(name).decode(errors="replace") for name in opened.namelist()}


def words_in(package: bytes) -> str:
    return " ".join(parts(package).values())


def pages(pdf: bytes) -> int:
    [count] = re.findall(rb"/Type/Pages/Count (\d+)", pdf)
    return int(count)
