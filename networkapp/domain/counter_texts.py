"""The text that would lift an objection, as what it changes in the text that is decided on."""

from dataclasses import dataclass

from networkapp.models import ProposalVersion
from networkapp.publishing.differences import Segment, differences
from networkapp.rules.paragraphs import counterparts, split_paragraphs


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """A paragraph of a counter-text. `number` is that of the paragraph it says otherwise, `segments` lead from that.

    Without a number it is like no paragraph of the original, and stands as it was written.
    """

    number: int | None
    text: str
    segments: tuple[Segment, ...]


def reworded(version: ProposalVersion | None, counter_text: str) -> tuple[Reworded, ...]:
    """The paragraphs of a counter-text, each against the one of the version that it says otherwise."""
    texts, old = split_paragraphs(counter_text), version.text if version else []
    return tuple(
        Reworded(
            number=None if place is None else place + 1,
            text=text,
            segments=() if place is None else differences(old[place].text, text),
        )
        for text, place in zip(texts, counterparts(old, texts), strict=True)
    )
