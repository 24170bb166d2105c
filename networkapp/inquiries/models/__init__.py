"""The models of inquiries, one file per topic."""

from typing import Any

from networkapp.inquiries.models.answers import Reply, ReplyFiling
from networkapp.inquiries.models.inquiries import (
    INQUIRY_TRANSITIONS,
    Inquiry,
    InquiryQuestion,
    InquiryQuestionText,
    InquiryState,
)
from networkapp.inquiries.models.parliament_cases import (
    CAST_TRANSITIONS,
    CaseDocument,
    CaseState,
    CaseStep,
    ParliamentCase,
)
from networkapp.inquiries.models.parliaments import ParliamentInstrument, ParliamentPeriod

__all__ = [
    "CAST_TRANSITIONS",
    "INQUIRY_TRANSITIONS",
    "CaseDocument",
    "CaseState",
    "CaseStep",
    "Inquiry",
    "InquiryQuestion",
    "InquiryQuestionText",
    "InquiryState",
    "ParliamentCase",
    "ParliamentInstrument",
    "ParliamentPeriod",
    "Reply",
    "ReplyFiling",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    ParliamentCase,
    CaseStep,
    Inquiry,
    InquiryQuestion,
    InquiryQuestionText,
    Reply,
    ReplyFiling,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
