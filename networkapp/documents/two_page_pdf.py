"""A short document that has to fit two pages of A4: set in two columns, as large as possible (PDF/UA)."""

import pypandoc
import typst

from networkapp.documents.convert import CLOSED, LEADS_NOWHERE, RAISED, READ, ConversionError, with_site
from networkapp.documents.typst import typeset_accessible_pdf


def make_two_page_pdf(*, html: str, title: str, site: str, language: str) -> bytes:
    """Return `html`, whose headings begin at level 2 below the title, as a PDF of at most two pages.

    It has more pages only if its text would be smaller than 6.5 points. It names the `site`. Raises NotMade if it
    cannot be converted.
    """
    inputs = {"title": title, "site": site, "language": language.partition("-")[0]}
    try:
        body: str = pypandoc.convert_text(with_site(html, site), "typst", format=READ, extra_args=[*CLOSED, RAISED])
        return typeset_accessible_pdf(TEMPLATE, LEADS_NOWHERE.sub("#", body), inputs)
    except (RuntimeError, typst.TypstError) as failure:
        raise ConversionError from failure


TEMPLATE = """
#let title = sys.inputs.title
#set document(title: title, description: sys.inputs.site)
#let faces = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#set page(paper: "a4", margin: (x: 16mm, top: 15mm, bottom: 15mm), numbering: "1 / 1", columns: 2)
#set text(lang: sys.inputs.language, font: faces, hyphenate: true)
#set par(justify: false, leading: 0.5em, spacing: 0.7em)
#set columns(gutter: 8mm)
#let sized(size, body) = {
  set text(size: size)
  set list(spacing: 0.5em)
  show heading: set text(size: size * 1.1)
  show heading: set block(above: 1em, below: 0.5em)
  body
}
#let body = [BODY]
#let heading-block = [#heading(level: 1, title)]
#place(top, scope: "parent", float: true, clearance: 4mm, heading-block)
#context {
  let width = 85mm
  // Four columns of 267 mm, less the title and what the ends of columns lose.
  let room = 4 * 267mm - 70mm
  let chosen = 6.5pt
  for size in (6.5pt, 7pt, 7.5pt, 8pt, 8.5pt, 9pt, 9.5pt, 10pt) {
    if measure(block(width: width, sized(size, body))).height <= room { chosen = size }
  }
  sized(chosen, body)
}
"""
