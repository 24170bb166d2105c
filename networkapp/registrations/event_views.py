"""What open pages show of each kind of event."""

from collections.abc import Mapping

from networkapp.decisions.date_polls import actions
from networkapp.decisions.live import decisions, procedures, proposals
from networkapp.decisions.procedures import notices as procedure_notices
from networkapp.decisions.procedures import positions
from networkapp.decisions.procedures.proposal_notices import PROPOSAL_CHANGED
from networkapp.decisions.proposals.actions import PROPOSAL_MADE
from networkapp.decisions.proposals.amendments import AMENDMENT_DECIDED, AMENDMENT_PROPOSED, AMENDMENT_WITHDRAWN
from networkapp.discussion.actions import message_drafts, receipts
from networkapp.discussion.actions.attachment_versions import PAPER_ADDED, PAPER_DESCRIBED
from networkapp.discussion.actions.messages import MESSAGE_EDITED, MESSAGE_REACTED, MESSAGE_WITHDRAWN
from networkapp.discussion.actions.moderation import MESSAGE_HIDDEN, MESSAGE_RESTORED
from networkapp.discussion.actions.moderation_notices import ORDER_CHANGED
from networkapp.discussion.actions.post import MESSAGE_POSTED, TOPIC_OPENED
from networkapp.discussion.actions.topics import TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED
from networkapp.discussion.live import moderation, topics
from networkapp.inquiries import live as live_inquiries
from networkapp.inquiries.actions import approval, inquiries
from networkapp.inquiries.queries import case_status
from networkapp.meetings import live as live_meetings
from networkapp.meetings.actions import speaking_list
from networkapp.registry import EventView, register_event_view

ADDING: Mapping[str, EventView] = {
    TOPIC_OPENED: topics.topic_opened,
    MESSAGE_POSTED: topics.message_posted,
    PROPOSAL_MADE: proposals.proposal_made,
}
CHANGING: Mapping[EventView, tuple[str, ...]] = {
    topics.wording_changed: (MESSAGE_EDITED, MESSAGE_WITHDRAWN),
    topics.message_changed: (MESSAGE_REACTED, PAPER_ADDED, PAPER_DESCRIBED),
    topics.receipts_changed: (receipts.RECEIPT_ASKED, receipts.MESSAGE_ACKNOWLEDGED),
    topics.message_drafts_changed: tuple(message_drafts.EVENT_KINDS.values()),
    topics.topic_changed: (TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED),
    moderation.message_hidden_or_restored: (MESSAGE_HIDDEN, MESSAGE_RESTORED),
    moderation.moderation_changed: (ORDER_CHANGED,),
    procedures.procedure_changed: (
        positions.POSITION_STATED,
        actions.DATES_ANSWERED,
        *procedure_notices.CHANGES,
    ),
    procedures.procedure_opened: (procedure_notices.OPENED,),
    decisions.decision_changed: tuple(decisions.PARTS),
    proposals.proposal_changed: (PROPOSAL_CHANGED,),
    proposals.amendment_changed: (AMENDMENT_PROPOSED, AMENDMENT_DECIDED, AMENDMENT_WITHDRAWN),
    live_meetings.floor_changed: tuple(speaking_list.KINDS),
    live_inquiries.inquiry_changed: (*inquiries.EVENTS, approval.APPROVED, *case_status.EVENTS.values()),
}


def register_all() -> None:
    for kind, view in ADDING.items():
        register_event_view(kind, view, adds=True)
    for view, kinds in CHANGING.items():
        for kind in kinds:
            register_event_view(kind, view)
