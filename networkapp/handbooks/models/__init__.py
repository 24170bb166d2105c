"""The models of handbooks, one file per topic."""

from typing import Any

from networkapp.handbooks.models.book_files import HandbookFile
from networkapp.handbooks.models.editions import (
    Edition,
    EditionChapter,
    EditionDocument,
    EditionPicture,
    EditionRead,
    EditionSection,
    EditionTerm,
    EditionText,
)
from networkapp.handbooks.models.glossary import GlossaryTerm, GlossaryTermTranslation
from networkapp.handbooks.models.law import LawCheck, LegalSource
from networkapp.handbooks.models.notes import (
    IN_PLACE,
    REQUEST_TRANSITIONS,
    Annotation,
    AnnotationMove,
    NoteAudience,
    NotedText,
    NotePlace,
    RequestState,
)
from networkapp.handbooks.models.orphaned_notes import OrphanedNote
from networkapp.handbooks.models.pages import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.handbooks.models.readings import EditionReading, ReadingWishes, SectionReading
from networkapp.handbooks.models.reviews import HandbookReview
from networkapp.handbooks.models.section_links import SectionLink
from networkapp.handbooks.models.section_translations import SectionTranslation, SectionWording
from networkapp.handbooks.models.sections import Section
from networkapp.handbooks.models.word_imports import WordImport

__all__ = [
    "IN_PLACE",
    "REQUEST_TRANSITIONS",
    "Annotation",
    "AnnotationMove",
    "ChapterPage",
    "Edition",
    "EditionChapter",
    "EditionDocument",
    "EditionPicture",
    "EditionRead",
    "EditionReading",
    "EditionSection",
    "EditionTerm",
    "EditionText",
    "GlossaryTerm",
    "GlossaryTermTranslation",
    "HandbookFile",
    "HandbookIndexPage",
    "HandbookPage",
    "HandbookReview",
    "LawCheck",
    "LegalSource",
    "NoteAudience",
    "NotePlace",
    "NotedText",
    "OrphanedNote",
    "PartPage",
    "ReadingWishes",
    "RequestState",
    "Section",
    "SectionLink",
    "SectionReading",
    "SectionTranslation",
    "SectionWording",
    "WordImport",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    Annotation,
    AnnotationMove,
    NotedText,
    ReadingWishes,
    SectionReading,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
