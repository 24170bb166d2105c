"""The picture for link previews: 1200 by 630 pixels, drawn by typst from the page's own text.

It looks like the pages: a dark masthead with the name of the site, paper, a title in serif that is as large as it fits,
and for results a bar of bands with their numbers in words beside it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from networkapp.documents.convert import ConversionError
from networkapp.documents.typst import BYTE_ORDER, TypstError, draw_page
from networkapp.registry.metadata import Band

WIDTH, HEIGHT = 1200, 630
POINTS = 72
LONGEST_TITLE, LONGEST_LINE = 300, 160
RECIPE = 1
"""Of what is drawn today; with another one, pictures are drawn anew."""


@dataclass(frozen=True, kw_only=True)
class CardText:
    """The text on the picture, in one language; its fonts have Latin, Greek and Cyrillic characters."""

    site: str
    title: str
    over: str
    under: str
    language: str
    bands: tuple[Band, ...] = ()

    @property
    def facts(self) -> Mapping[str, object]:
        """Return everything that the picture shows, in types of JSON."""
        return {
            "recipe": RECIPE,
            "site": _clip(self.site, LONGEST_LINE),
            "title": _clip(self.title, LONGEST_TITLE),
            "over": _clip(self.over, LONGEST_LINE),
            "under": _clip(self.under, LONGEST_LINE),
            "language": self.language.partition("-")[0],
            "bands": [asdict(band) for band in self.bands],
        }


def draw_card(facts: Mapping[str, object]) -> bytes:
    """Return the picture of these facts (see `CardText`) as PNG. Raises NotMade."""
    try:
        return draw_page(TEMPLATE, facts, ppi=POINTS)
    except TypstError as failure:
        raise ConversionError(str(failure)) from failure


def _clip(words: str, longest: int) -> str:
    """Return the words on one line, without signs that are not seen; what is too long ends in an ellipsis."""
    flat = " ".join("".join(sign for sign in words if sign.isprintable() or sign.isspace()).split())
    flat = flat.replace(BYTE_ORDER, "")
    return flat if len(flat) <= longest else f"{flat[:longest].rpartition(' ')[0] or flat[:longest]} …"


TEMPLATE = """
#let facts = json("facts.json")
#let (paper, ink, soft, sea, line) = ("#F6F4EE", "#14222B", "#44545E", "#0A3143", "#D6D2C6").map(rgb)
#let fills = (
  early: rgb("#E6EBEC"), developing: rgb("#A3C6D3"), substantial: rgb("#2E728D"), advanced: rgb("#0A3143"),
)
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: paper)
#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), fill: ink, lang: facts.language)
#set par(leading: 0.1em, justify: false)
#let across = 1056pt
#let high = if facts.bands.len() > 0 { 210pt } else { 300pt }
#let titled(size, broken) = block(
  width: across,
  text(size: size, hyphenate: broken, top-edge: "ascender", bottom-edge: "descender", facts.title),
)
#let word-fits(word, size) = measure(text(size: size, hyphenate: false, word)).width <= across
#let fitting = context {
  let sizes = (76pt, 68pt, 60pt, 54pt, 48pt, 42pt, 37pt, 32pt, 28pt, 24pt)
  let fits(size, broken) = measure(titled(size, broken)).height <= high
  let whole = sizes.filter(size => fits(size, false) and facts.title.split(" ").all(word => word-fits(word, size)))
  let broken = sizes.filter(size => fits(size, true))
  if whole.len() > 0 and whole.first() >= 42pt { titled(whole.first(), false) }
  else { titled(broken.at(0, default: 24pt), true) }
}
#place(top, rect(width: 100%, height: 84pt, fill: sea, inset: (x: 72pt))[
  #align(horizon, text(size: 27pt, fill: rgb("#F3F1EA"), facts.site))
])
#place(top + left, dx: 72pt, dy: 122pt, block(width: across)[
  #rect(width: across, height: 4pt, fill: ink, stroke: none)
  #v(14pt)
  #if facts.over != "" { text(size: 27pt, fill: soft, facts.over) }
])
#place(top + left, dx: 72pt, dy: 218pt, block(width: across, height: high, clip: true, fitting))
#if facts.bands.len() > 0 {
  let all = facts.bands.map(band => band.number).sum()
  place(top + left, dx: 72pt, dy: 446pt, block(width: across)[
    #grid(columns: facts.bands.map(band => band.number * 1fr), ..facts.bands.map(band =>
      rect(width: 100%, height: 34pt, fill: fills.at(band.fill, default: paper), stroke: 1pt + soft)))
    #v(8pt)
    #text(size: 24pt, fill: soft, facts.bands.map(band => band.words).join(", "))
  ])
}
#place(bottom + left, dx: 72pt, dy: -42pt, block(width: across)[
  #if facts.under != "" { text(size: 27pt, fill: soft, facts.under) }
])
"""
