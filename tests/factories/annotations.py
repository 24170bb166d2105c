"""Notes on sections to test with."""

from typing import Any
from uuid import uuid4

from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, Section
from networkapp.handbooks.notes.actions import QuotedWords, find_noted_section, write_note


def sections_of(chapter: ChapterPage) -> list[Section]:
    return list(Section.objects.filter(page=chapter).order_by("position"))


def note_on(section: Section, writer: Any, quote: str = "", **kwargs: Any) -> Annotation:
    """Create a note of `writer` on these words of the section, private unless `audience` says otherwise."""
    values = {"audience": NoteAudience.PRIVATE, "body": "Ask about this.", "client_key": uuid4(), **kwargs}
    found = find_noted_section(pk=section.pk, user=writer)
    return write_note(section=found, user=writer, words=QuotedWords(quote=quote), **values)


def rewrite(chapter: ChapterPage, *texts: str) -> ChapterPage:
    """The sections of the chapter are published with these texts, one paragraph each; those beyond are taken out."""
    blocks = list(chapter.sections.raw_data)[: len(texts)]
    for block, text in zip(blocks, texts, strict=True):
        html = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        block["value"]["body"] = [{"type": "text", "value": html}]
    chapter.sections = blocks
    chapter.save_revision().publish()
    return ChapterPage.objects.get(pk=chapter.pk)
