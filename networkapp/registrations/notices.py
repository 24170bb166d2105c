"""The texts of notices."""

from collections.abc import Iterable, Mapping

from networkapp.domain.decisions import proposal_telling
from networkapp.domain.decisions import telling as procedure_telling
from networkapp.domain.follow_ups import telling as follow_up_telling
from networkapp.domain.handbooks import review_telling
from networkapp.domain.inquiries import telling as inquiry_telling
from networkapp.domain.meetings import actions
from networkapp.domain.meetings import telling as meeting_telling
from networkapp.domain.news import signature_telling
from networkapp.domain.notes import telling as annotation_telling
from networkapp.registry import NoticeSource, register_notice

IN_WORDS: Mapping[NoticeSource, Iterable[str]] = {
    meeting_telling.meetings_in_words: meeting_telling.OF_MEETINGS,
    meeting_telling.minutes_in_words: meeting_telling.OF_MINUTES,
    actions.in_words: [actions.ACTION_DUE],
    annotation_telling.in_words: [annotation_telling.LOST, annotation_telling.ASSIGNED],
    procedure_telling.in_words: procedure_telling.NOTICES,
    signature_telling.in_words: [signature_telling.ASKED],
    inquiry_telling.in_words: [inquiry_telling.REMINDER],
    review_telling.in_words: [review_telling.OVERDUE],
    proposal_telling.in_words: proposal_telling.KINDS,
    follow_up_telling.in_words: follow_up_telling.KINDS,
}


def register_all() -> None:
    for source, kinds in IN_WORDS.items():
        for kind in kinds:
            register_notice(kind, source)
