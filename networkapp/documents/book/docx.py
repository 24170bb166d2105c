"""Finish Word documents after pandoc: A4 pages and table lines; for books also contents, running heads and styles."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.html import escape

from networkapp.documents.zip_packages import rebuild_package

if TYPE_CHECKING:
    from networkapp.documents.book.book import Book

HEADING = re.compile(
    r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)" />\s*'
    r'<w:p><w:pPr><w:pStyle w:val="Heading(\d)" />.*?</w:pPr>(.*?)</w:p>',
    re.DOTALL,
)
TITLE = re.compile(r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="Title" />.*?</w:p>', re.DOTALL)
TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
DATA = re.compile(r' descr="data:[^"]*"')
END = re.compile(r"<w:sectPr>(.*?)</w:sectPr>", re.DOTALL)
SPACE = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
NAMES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACE.items())
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><w:{0} ' + NAMES + ">{1}</w:{0}>"
FOOT = (
    '<w:p><w:pPr><w:pStyle w:val="Footer" /></w:pPr><w:r><w:fldChar w:fldCharType="begin" /></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end" /></w:r></w:p>'
)
AS_WIDE_AS_IT_IS, AS_WIDE_AS_THE_PAGE = '<w:tblW w:type="auto" w:w="0" />', '<w:tblW w:type="pct" w:w="5000" />'
INDENT = '<w:tblInd w:type="dxa" w:w="0" />'
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="777777" />'
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 2))
)
FIRST_ROW = '<w:tblStylePr w:type="firstRow">'
HEAD_IN_BOLD = "<w:rPr><w:b /></w:rPr>"
NEW_PAGE = '<w:p><w:r><w:br w:type="page" /></w:r></w:p>'
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
CELL = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Cell"><w:name w:val="Cell" />'
    '<w:basedOn w:val="Compact" />'
    '<w:pPr><w:spacing w:before="20" w:after="20" /></w:pPr><w:rPr><w:sz w:val="18" /></w:rPr></w:style>'
)
A4 = (
    '<w:pgSz w:w="11906" w:h="16838" /><w:pgMar w:top="1530" w:right="1417" w:bottom="1417" w:left="1417" '
    'w:header="708" w:footer="708" w:gutter="0" />'
)
A4_ACROSS = A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}" /><w:basedOn w:val="Normal" />'
    f"<w:pPr>{shape}</w:pPr>{letters}</w:style>"
    for key, name, shape, letters in (
        ("TOC1", "toc 1", '<w:spacing w:before="120" w:after="40" />', ""),
        ("TOC2", "toc 2", '<w:spacing w:after="20" /><w:ind w:left="360" />', ""),
        ("TOC3", "toc 3", '<w:spacing w:after="20" /><w:ind w:left="720" />', ""),
        (
            "Header",
            "header",
            '<w:spacing w:after="0" />',
            '<w:rPr><w:color w:val="555555" /><w:sz w:val="17" /></w:rPr>',
        ),
        ("Footer", "footer", '<w:spacing w:after="0" /><w:jc w:val="center" />', '<w:rPr><w:sz w:val="17" /></w:rPr>'),
    )
)


def finish_docx(made: bytes, *, book: "Book") -> bytes:
    """Return the document on A4, with contents that link to their headings, running heads, and tables with lines."""
    changes = {
        "word/document.xml": lambda part: _document(part.decode(), book).encode(),
        "word/styles.xml": lambda part: _styles(part.decode(), book.whole).encode(),
        "word/settings.xml": lambda part: _settings(part.decode(), book).encode(),
        "word/_rels/document.xml.rels": lambda part: _relations(part.decode()).encode(),
        "[Content_Types].xml": lambda part: _types(part.decode()).encode(),
        "docProps/app.xml": lambda part: _properties(part.decode(), book.site).encode(),
    }
    head = f'<w:p><w:pPr><w:pStyle w:val="Header" /></w:pPr>{_run(escape(book.running))}</w:p>'
    more = {
        "word/header1.xml": HEAD.format("hdr", head).encode(),
        "word/footer1.xml": HEAD.format("ftr", FOOT).encode(),
    }
    return rebuild_package(made, dated=book.dated, changes=changes, more=more)


def finish_plain_docx(made: bytes, *, site: str, dated: datetime, landscape: bool = False, contents: str = "") -> bytes:
    """Return the document on A4, upright or across, with page numbers, its tables with lines and their heads in bold,
    which every page repeats; a row stays on one page if it can. The `site` is in its properties.

    With a heading for its `contents`, title and what comes before the first heading are a cover without a number, and
    the contents follow.
    """
    size = A4_ACROSS if landscape else A4
    changes = {
        "word/document.xml": lambda part: _plain_document(part.decode(), size, contents).encode(),
        "word/styles.xml": lambda part: _plain_styles(part.decode()).encode(),
        "word/settings.xml": lambda part: _updated(part.decode()).encode() if contents else part,
        "word/_rels/document.xml.rels": lambda part: _relations(part.decode(), ("footer",)).encode(),
        "[Content_Types].xml": lambda part: _types(part.decode(), ("footer",)).encode(),
        "docProps/app.xml": lambda part: _properties(part.decode(), site).encode(),
    }
    return rebuild_package(
        made, dated=dated, changes=changes, more={"word/footer1.xml": HEAD.format("ftr", FOOT).encode()}
    )


def _plain_document(part: str, size: str, contents: str) -> str:
    part = _rows_whole(part)
    headings = [found for found in HEADING.finditer(part) if int(found[2]) <= 2] if contents else []
    if headings:
        start = headings[0].start()
        part = f"{part[:start]}{NEW_PAGE}{_contents(contents, headings)}{NEW_PAGE}{part[start:]}"
    title_page = "<w:titlePg />" if headings else ""
    foot = '<w:footerReference w:type="default" r:id="rIdFoot" />'
    return END.sub(lambda found: f"<w:sectPr>{foot}{found[1]}{size}{title_page}</w:sectPr>", part)


def _properties(part: str, site: str) -> str:
    """Return the properties of the program, with the publisher as Word's "company"; unchanged without a name."""
    if not site:
        return part
    return part.replace("</Properties>", f"<Company>{escape(site)}</Company></Properties>")


def _rows_whole(part: str) -> str:
    part = part.replace("<w:trPr>", "<w:trPr><w:cantSplit />")
    part = part.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>")
    return TABLE.sub(lambda found: found[0].replace('w:val="Compact"', 'w:val="Cell"'), part)


def _plain_styles(part: str) -> str:
    part = _ruled(part).replace(FIRST_ROW, f"{FIRST_ROW}{HEAD_IN_BOLD}")
    return part.replace("</w:styles>", f"{CELL}{STYLES}</w:styles>")


def _ruled(part: str) -> str:
    return part.replace(INDENT, f"{INDENT}<w:tblBorders>{LINES}</w:tblBorders>", 1)


def _document(part: str, book: "Book") -> str:
    part = DATA.sub("", part).replace(AS_WIDE_AS_IT_IS, AS_WIDE_AS_THE_PAGE)
    if not book.whole:
        # It is the first heading already.
        part = TITLE.sub("", part, count=1)
    headings = [found for found in HEADING.finditer(part) if int(found[2]) <= (3 if book.in_parts else 2)]
    if headings and not book.is_section:
        start = headings[0].start()
        part = part[:start] + _contents(book.contents, headings) + part[start:]
    return END.sub(lambda found: _page(found[1], book.whole), part)


def _contents(title: str, headings: list[re.Match[str]]) -> str:
    """Return a field that Word brings up to date with the numbers of pages, and that can be followed as it is."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" /></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate" /></w:r>'
    )
    rows = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{found[2]}" /></w:pPr>{begin if place == 0 else ""}'
        f'<w:hyperlink w:anchor="{found[1]}" w:history="1">{_run("".join(TEXT.findall(found[3])))}</w:hyperlink></w:p>'
        for place, found in enumerate(headings)
    ]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents" /><w:docPartUnique /></w:docPartObj>'
    heading = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading" /></w:pPr>{_run(escape(title))}</w:p>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="end" /></w:r></w:p>'
    inside = f"<w:sdtContent>{heading}{''.join(rows)}{end}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>{inside}</w:sdt>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _page(before: str, whole: bool) -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHead" />'
        f'<w:footerReference w:type="default" r:id="rIdFoot" />{before}'
        f"{A4}{'<w:titlePg />' if whole else ''}</w:sectPr>"
    )


def _styles(part: str, whole: bool) -> str:
    if whole:
        part = _in_style(part, "Heading1", "<w:keepLines />", "<w:keepLines /><w:pageBreakBefore />")
        part = _in_style(part, "TOCHeading", "<w:pPr>", '<w:pPr><w:pageBreakBefore w:val="off" />')
    return _ruled(part).replace("</w:styles>", f"{STYLES}</w:styles>")


def _in_style(part: str, key: str, before: str, after: str) -> str:
    head, style, tail = part.partition(f'w:styleId="{key}"')
    return head + style + tail.replace(before, after, 1)


def _settings(part: str, book: "Book") -> str:
    """Let Word update the table of contents at opening, if there is one, so that it gets page numbers."""
    part = re.sub(r"<w:defaultTabStop [^>]*/>", r"\g<0><w:autoHyphenation />", part)
    if not book.is_section:
        part = _updated(part)
    return part.replace('<w:themeFontLang w:val="en-US" />', f'<w:themeFontLang w:val="{book.language}" />')


def _updated(part: str) -> str:
    """Return the settings with fields that Word updates when it opens the document."""
    return part.replace("<w:savePreviewPicture />", '<w:savePreviewPicture /><w:updateFields w:val="true" />')


def _relations(part: str, kinds: Sequence[str] = ("header", "footer")) -> str:
    more = "".join(
        f'<Relationship Type="{SPACE["r"]}/{kind}" Id="{key}" Target="{kind}1.xml" />'
        for kind, key in (("header", "rIdHead"), ("footer", "rIdFoot"))
        if kind in kinds
    )
    return part.replace("</Relationships>", f"{more}</Relationships>")


def _types(part: str, kinds: Sequence[str] = ("header", "footer")) -> str:
    more = "".join(f'<Override PartName="/word/{kind}1.xml" ContentType="{KIND}.{kind}+xml" />' for kind in kinds)
    return part.replace("</Types>", f"{more}</Types>")
