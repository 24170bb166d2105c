"""What open pages show of each kind of event."""

from collections.abc import Mapping

from networkapp.domain.decisions import positions
from networkapp.domain.decisions import telling as procedure_telling
from networkapp.domain.decisions.proposal_telling import PROPOSAL_CHANGED
from networkapp.domain.discussion import message_drafts, receipts
from networkapp.domain.discussion.messages import MESSAGE_EDITED, MESSAGE_REACTED, MESSAGE_WITHDRAWN
from networkapp.domain.discussion.moderation import MESSAGE_HIDDEN, MESSAGE_RESTORED
from networkapp.domain.discussion.moderation_telling import ORDER_CHANGED
from networkapp.domain.discussion.papers import PAPER_ADDED, PAPER_DESCRIBED
from networkapp.domain.discussion.posting import MESSAGE_POSTED, TOPIC_OPENED
from networkapp.domain.discussion.topics import TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED
from networkapp.domain.inquiries import approval, cast_standing, writing
from networkapp.domain.meetings import date_polls, speaking_list
from networkapp.domain.proposals.amendments import AMENDMENT_PROPOSED, AMENDMENT_SETTLED, AMENDMENT_WITHDRAWN
from networkapp.domain.proposals.proposing import PROPOSAL_MADE
from networkapp.registry import EventView, register_event_view
from networkapp.views import (
    live,
    live_decisions,
    live_inquiries,
    live_meetings,
    live_order,
    live_procedures,
    live_proposals,
)

ADDING: Mapping[str, EventView] = {
    TOPIC_OPENED: live.topic_opened,
    MESSAGE_POSTED: live.message_posted,
    PROPOSAL_MADE: live_proposals.proposal_made,
}
CHANGING: Mapping[EventView, tuple[str, ...]] = {
    live.wording_changed: (MESSAGE_EDITED, MESSAGE_WITHDRAWN),
    live.message_changed: (MESSAGE_REACTED, PAPER_ADDED, PAPER_DESCRIBED),
    live.receipts_changed: (receipts.RECEIPT_ASKED, receipts.MESSAGE_ACKNOWLEDGED),
    live.prepared_moved: tuple(message_drafts.EVENTS.values()),
    live.topic_changed: (TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED),
    live_order.sealed_or_shown: (MESSAGE_HIDDEN, MESSAGE_RESTORED),
    live_order.order_changed: (ORDER_CHANGED,),
    live_procedures.procedure_changed: (
        positions.STATED,
        date_polls.DATES_ANSWERED,
        *procedure_telling.CHANGES,
    ),
    live_procedures.procedure_opened: (procedure_telling.OPENED,),
    live_decisions.decision_changed: tuple(live_decisions.PARTS),
    live_proposals.proposal_changed: (PROPOSAL_CHANGED,),
    live_proposals.amendment_changed: (AMENDMENT_PROPOSED, AMENDMENT_SETTLED, AMENDMENT_WITHDRAWN),
    live_meetings.floor_changed: tuple(speaking_list.KINDS),
    live_inquiries.inquiry_changed: (*writing.EVENTS, approval.APPROVED, *cast_standing.EVENTS.values()),
}


def register_all() -> None:
    for kind, view in ADDING.items():
        register_event_view(kind, view, adds=True)
    for view, kinds in CHANGING.items():
        for kind in kinds:
            register_event_view(kind, view)
