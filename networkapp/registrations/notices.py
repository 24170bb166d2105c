"""The texts of notices."""

from collections.abc import Iterable, Mapping

from networkapp.decisions.follow_up import notices as follow_up_notices
from networkapp.decisions.procedures import notices as procedure_notices
from networkapp.decisions.procedures import proposal_notices
from networkapp.handbooks.notes import notices as annotation_notices
from networkapp.handbooks.reviews import notices as review_notices
from networkapp.inquiries import notices as inquiry_notices
from networkapp.inquiries.actions.answers import REMINDER
from networkapp.meetings import notices as meeting_notices
from networkapp.meetings.actions import action_items
from networkapp.news import notices as signature_notices
from networkapp.registry import NoticeSource, register_notice

IN_WORDS: Mapping[NoticeSource, Iterable[str]] = {
    meeting_notices.meetings_in_words: meeting_notices.OF_MEETINGS,
    meeting_notices.minutes_in_words: meeting_notices.OF_MINUTES,
    action_items.in_words: [action_items.ACTION_DUE],
    annotation_notices.render_notices: [annotation_notices.LOST, annotation_notices.ASSIGNED],
    procedure_notices.render_notices: procedure_notices.NOTICES,
    signature_notices.render_notices: [signature_notices.ASKED],
    inquiry_notices.in_words: [REMINDER],
    review_notices.render_notices: [review_notices.OVERDUE],
    proposal_notices.render_notices: proposal_notices.KINDS,
    follow_up_notices.render_notices: follow_up_notices.KINDS,
}


def register_all() -> None:
    for source, kinds in IN_WORDS.items():
        for kind in kinds:
            register_notice(kind, source)
