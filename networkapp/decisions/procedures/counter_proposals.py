"""The text that would resolve an objection, as changes to the text under decision.

An objection is written in the language in which its author read the text. So it is compared with the language version
that is closest to it, the original first; a paragraph that is missing there is shown in the original.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from networkapp.decisions.models import ProposalVersion
from networkapp.decisions.rules.paragraphs import TextParagraph, counterparts, similarity, split_paragraphs
from networkapp.text.diff import Segment, differences


@dataclass(frozen=True, kw_only=True)
class CounterParagraph:
    """A paragraph of a counter-text. `number` is that of the paragraph that it changes, `segments` are the differences.

    Without a number it matches no paragraph of the text, and is shown as it was written; `language` is empty then.
    """

    number: int | None
    language: str
    text: str
    segments: tuple[Segment, ...]


def counter_paragraphs(version: ProposalVersion | None, counter_text: str) -> tuple[CounterParagraph, ...]:
    """Return the paragraphs of a counter-text, each with the paragraph of the version that it replaces."""
    texts = split_paragraphs(typed=counter_text)
    if not texts:
        return ()
    language, old = max(_language_versions(version), key=lambda reading: similarity(old=reading[1], texts=texts))
    return tuple(
        CounterParagraph(
            number=None if place is None else place + 1,
            language="" if place is None else language,
            text=text,
            segments=() if place is None else differences(old[place].text, text),
        )
        for text, place in zip(texts, counterparts(old=old, texts=texts), strict=True)
    )


def _language_versions(version: ProposalVersion | None) -> Iterator[tuple[str, list[TextParagraph]]]:
    """Yield the version in the original language and in each of its translations."""
    if version is None:
        yield "", []
        return
    original = version.text
    yield version.proposal.language, original
    # Asked for once, and only where there is a counter-text.
    prefetch_related_objects([version], "texts")
    for text in version.texts.all():
        paragraphs = {key: words for key, words in text.paragraphs.items() if str(words).strip()}
        yield text.language, [TextParagraph(each.key, str(paragraphs.get(each.key, each.text))) for each in original]
