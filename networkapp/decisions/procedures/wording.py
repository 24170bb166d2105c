"""The paragraph that an amendment changes, word by word."""

from dataclasses import dataclass

from networkapp.decisions.models import Amendment, ProposalVersion
from networkapp.decisions.rules.amending import ParagraphChange, diff_paragraph
from networkapp.text.diff import Segment


@dataclass(frozen=True, kw_only=True)
class AmendedParagraph:
    """The whole paragraph under an amendment; `number` is its own, or for a new one that of the paragraph before."""

    amendment: Amendment
    number: int
    segments: tuple[Segment, ...]


def amended_paragraph(amendment: Amendment) -> AmendedParagraph:
    """Return the paragraph as in the version of the amendment, with the changes of the amendment."""
    keys = [each.key for each in amendment.version.text]
    number = keys.index(amendment.key) + 1 if amendment.key in keys else 0
    segments = change_segments(amendment.version, amendment.change)
    return AmendedParagraph(amendment=amendment, number=number, segments=segments)


def change_segments(version: ProposalVersion, change: ParagraphChange) -> tuple[Segment, ...]:
    """Return the paragraph under the change: what stays, what is struck, what is put in."""
    if change.new:
        return (Segment("added", change.replacement),)
    text = next((each.text for each in version.text if each.key == change.key), "")
    wording = diff_paragraph(text=text, change=change)
    parts = (
        Segment("equal", wording.before),
        Segment("removed", wording.struck),
        Segment("added", wording.put),
        Segment("equal", wording.after),
    )
    return tuple(part for part in parts if part.text)
