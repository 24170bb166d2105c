"""Small Word documents, written part by part, with whatever a test needs in them."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from networkapp.handbooks.word_import.reader.outline import Levels, OutlineChapter, arrange_chapters, guess_levels
from networkapp.handbooks.word_import.reader.values import WordDocument

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Runs, or plain text where one is no XML."""
    inside = "".join(part if part.startswith("<") else run(part) for part in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def heading(level: int, text: str) -> str:
    return paragraph(text, style=f"Heading{level}")


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def link(relation: str, text: str) -> str:
    return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'


def inner(name: str, text: str) -> str:
    """A link to what has this bookmark."""
    return f'<w:hyperlink w:anchor="{name}">{run(text)}</w:hyperlink>'


def mark(name: str) -> str:
    """A bookmark."""
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/><w:bookmarkEnd w:id="7"/>'


def field(name: str, text: str) -> str:
    """A cross-reference as Word writes it: a field that shows something of what has this bookmark."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' for part in ("begin", "separate", "end"))
    page_text = f'<w:r><w:instrText xml:space="preserve"> REF {name} \\r \\h </w:instrText></w:r>'
    return f"{begin}{page_text}{separate}{run(text)}{end}"


def item(text: str, numbering: int = 1, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>')


def cell(*paragraphs: str, wide: int = 1, down: str = "") -> str:
    merged = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    merged += {"": "", "begins": '<w:vMerge w:val="restart"/>', "goes on": "<w:vMerge/>"}[down]
    inside = "".join(part if part.startswith("<") else paragraph(part) for part in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{merged}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str], columns: int = 0, head: int = 0) -> str:
    grid = '<w:gridCol w:w="1000"/>' * (columns or len(rows[0]))
    marked = "<w:trPr><w:tblHeader/></w:trPr>"
    lines = "".join(
        f"<w:tr>{marked if place < head else ''}"
        f"{''.join(part if part.startswith('<w:tc') else cell(part) for part in row)}</w:tr>"
        for place, row in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def picture(relation: str = "p1", words: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{escape(words)}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def drawn(width: int = 8, height: int = 8, form: str = "PNG") -> bytes:
    saved = BytesIO()
    Image.new("RGB", (width, height), (30, 90, 120)).save(saved, format=form)
    return saved.getvalue()


def styles(more: str = "") -> str:
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 7)
    )
    others = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "caption", "toc 1")
    )
    return f"{HEAD}<w:styles {W}>{named}{others}{more}</w:styles>"


def _mark(form: str, depth: int) -> str:
    return "•" if form == "bullet" else f"%{depth + 1}."


def numbering(*formats: str) -> str:
    """A numbering for each format ("decimal", "bullet", "lowerLetter"), numbered from 1."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{_mark(form, depth)}"/></w:lvl>'
            for depth in range(3)
        )
        + "</w:abstractNum>"
        for n, form in enumerate(formats, start=1)
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(formats) + 1))
    return f"{HEAD}<w:numbering {W}>{kinds}{used}</w:numbering>"


def document(
    *body: str,
    notes: Mapping[int, str] | None = None,
    links: Mapping[str, str] | None = None,
    pictures: Mapping[str, bytes] | None = None,
    more: Mapping[str, Any] | None = None,
    more_styles: str = "",
) -> bytes:
    """A .docx. `links` are addresses, `pictures` PNG by relation; `more` are parts of the archive by name."""
    relations = [("styles", "styles.xml", ""), ("numbering", "numbering.xml", "")]
    parts: dict[str, Any] = {
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": styles(more_styles),
        "word/numbering.xml": numbering("decimal", "bullet", "lowerLetter"),
    }
    if notes:
        result = "".join(f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in notes.items())
        parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {W}>{result}</w:footnotes>"
        relations.append(("footnotes", "footnotes.xml", ""))
    written = [(f"s{n}", *relation) for n, relation in enumerate(relations)]
    written += [(name, "hyperlink", escape(address), "External") for name, address in (links or {}).items()]
    for name, content in (pictures or {}).items():
        parts[f"word/media/{name}.png"] = content
        written.append((name, "image", f"media/{name}.png", ""))
    parts["word/_rels/document.xml.rels"] = _relations(written)
    parts["_rels/.rels"] = _relations([("d", "officeDocument", "word/document.xml", "")])
    return pack({"[Content_Types].xml": _types(), **parts, **(more or {})})


def pack(parts: Mapping[str, Any]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _relations(relations: list[tuple[str, str, str, str]]) -> str:
    result = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode or "Internal"}"/>'
        for name, kind, target, mode in relations
    )
    of_packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{of_packages}">{result}</Relationships>'


def _types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{base}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{parts}</Types>'
    )


def blocks(document: WordDocument) -> list[tuple[str, Any]]:
    return [(block.kind, dict(block.value)) for piece in document.pieces for block in piece.blocks]


def html(document: WordDocument) -> str:
    return "".join(value["html"] for kind, value in blocks(document) if kind == "text")


def lost(document: WordDocument) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.where, loss.detail) for loss in document.losses]


def chapters(document: WordDocument, levels: Levels | None = None) -> list[OutlineChapter]:
    return arrange_chapters(document, levels or guess_levels(document), name="brought")
