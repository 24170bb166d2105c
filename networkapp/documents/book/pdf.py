"""The pages of a book: title page, contents, running heads, footnotes, set by typst as PDF/UA-1."""

import json
import re
from typing import TYPE_CHECKING

from networkapp.documents.book.pictures import ShownPictures
from networkapp.documents.typst import typeset_accessible_pdf

if TYPE_CHECKING:
    from networkapp.documents.book.book import Book

# No text can hold this mark: pandoc escapes the signs of typst in it.
IMAGE = re.compile(r'image\("(picture-\d+-of-this-book)"[^()]*\)')
LABEL = re.compile(r"(?m)^<([^<>\s]+)>$")
LEADS = re.compile(r"#link\(<([^<>]*)>\)")
REGION = re.compile(r"-([A-Z]{2})$")
CENTRED, STARTING = "  align(center)[#table(", "  align(start)[#table("


def typeset_book(book: "Book", body: str, shown: ShownPictures) -> bytes:
    """Return the PDF of `body`, which pandoc made. Raises NotSet if it cannot be typeset."""
    known = set(LABEL.findall(body))
    body = IMAGE.sub(r'picture("\1")', body.replace(CENTRED, STARTING))
    body = LEADS.sub(lambda found: found[0] if found[1] in known else "#", body)
    inputs = {
        "title": book.title,
        "of": book.of,
        "standfirst": book.standfirst,
        "network": book.network,
        "site": book.site,
        "running": book.running,
        "language": book.language.partition("-")[0],
        "region": region[0] if (region := REGION.findall(book.language)) else "",
        "contents": book.contents,
        "depth": "3" if book.in_parts else "2",
        "whole": "yes" if book.whole else "",
        "is_section": "yes" if book.is_section else "",
        "facts": json.dumps([list(fact) for fact in book.facts]),
        "originals": json.dumps([[one.name, one.content_type, one.words] for one in book.originals]),
        "shown": json.dumps({name: [picture.width, words] for name, (picture, words) in shown.items()}),
    }
    files = {name: picture.content for name, (picture, _words) in shown.items()}
    files |= {f"original-{number}": one.content for number, one in enumerate(book.originals)}
    return typeset_accessible_pdf(TEMPLATE, body, inputs, files)


TEMPLATE = """
#let given = sys.inputs
#let facts = json(bytes(given.facts))
#let shown = json(bytes(given.shown))
#let whole = given.whole == "yes"
#set document(title: given.title, author: given.network, description: given.site, date: none)
#for (number, (name, kind, words)) in json(bytes(given.originals)).enumerate() {
  let content = read("original-" + str(number), encoding: none)
  pdf.attach(name, content, relationship: "supplement", mime-type: kind, description: words)
}
#let faces = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#set text(lang: given.language, region: if given.region == "" { none } else { given.region })
#set text(font: faces, size: 10.5pt, hyphenate: true)
#set par(justify: false, leading: 0.7em)
#set page(
  paper: "a4", margin: (x: 25mm, top: 27mm, bottom: 25mm), numbering: "1", number-align: center,
  header: context if here().page() > 1 { text(size: 8.5pt, fill: luma(90))[#given.running] },
)
#set table(stroke: none, inset: (x: 4pt, y: 4pt))
#set table(stroke: (_, y) => if y == 0 { (top: 0.8pt, bottom: 0.5pt) } else { (bottom: 0.25pt + luma(150)) })
#show table: set text(size: 9pt)
#show table: set par(leading: 0.5em)
#show figure.where(kind: table): set block(breakable: true)
#show figure.where(kind: table): set figure.caption(position: top)
#show table.cell: set align(start)
#set figure(numbering: none, gap: 0.7em)
#show figure.caption: set text(size: 9pt, style: "italic")
#show figure.caption: set align(start)
#show figure.where(kind: table): it => { show figure.caption: set block(sticky: true); it }
#show figure: set align(start)
#set footnote.entry(separator: line(length: 25%, stroke: 0.5pt))
#show heading: set block(above: 1.6em, below: 0.8em)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 18pt, weight: "regular")
#show heading.where(level: 1): it => if whole { pagebreak(weak: true); it } else { it }
#show heading.where(level: 2): set text(size: 14pt, weight: "regular")
#show heading.where(level: 3): set text(size: 11.5pt)
#show link: underline
#show terms: set terms(separator: linebreak())
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#let picture(name) = image(name, width: shown.at(name).at(0) * 1mm, alt: shown.at(name).at(1))
#let facts-told = for (what, how) in facts [#par[#text(size: 9pt, fill: luma(90))[#what] \\ #how]]

#if whole [
  #v(30mm)
  #text(size: 11pt)[#given.network]
  #block(above: 1.2em, below: 1.2em, text(size: 28pt, hyphenate: false, given.title))
  #if given.standfirst != "" [#text(size: 13pt, style: "italic")[#given.standfirst]]
  #v(20mm)
  #facts-told
  #pagebreak()
  #outline(title: given.contents, depth: int(given.depth), indent: 1.2em)
] else [
  #text(size: 9pt, fill: luma(90))[#given.network]
  #block(above: 0.6em, below: 0.8em, text(size: 13pt, hyphenate: false, given.of))
  #facts-told
  #line(length: 100%, stroke: 0.5pt)
  #if given.is_section != "yes" { outline(title: given.contents, depth: 2, indent: 1.2em) }
]

BODY
"""
