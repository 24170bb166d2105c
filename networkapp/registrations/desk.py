"""The items of our desk, each with the roles for which there can be any; None: for everyone with an account."""

from collections.abc import Mapping

from networkapp.campaigns.actions import days
from networkapp.decisions.follow_up import notices as follow_up_notices
from networkapp.decisions.procedures import desk as procedure_desk
from networkapp.decisions.procedures import proposal_notices, statements
from networkapp.decisions.proposals import amendment_drafts
from networkapp.desk import desk
from networkapp.discussion import notices as telling
from networkapp.discussion.actions import drafts, message_drafts, receipts
from networkapp.discussion.queries import moderation
from networkapp.handbooks.law import actions as law_checks
from networkapp.handbooks.notes import notices as annotation_notices
from networkapp.handbooks.pages import broken_references, parts
from networkapp.handbooks.reviews import actions as handbook_reviews
from networkapp.handbooks.translations import desk as translation_desk
from networkapp.hotlines import actions as hotline_keeping
from networkapp.inquiries import notices as inquiry_notices
from networkapp.inquiries.queries.case_status import ACTING
from networkapp.links import dead_links
from networkapp.meetings import notices as meeting_notices
from networkapp.meetings.actions import action_items as actions
from networkapp.meetings.queries import briefing as meeting_briefs
from networkapp.news import notices as signature_notices
from networkapp.permissions import ALLOWED, CAPACITIES, OF_A_DELEGATION, VOICES, Action, Role
from networkapp.registry import DeskSource, register_attention, register_news

Roles = frozenset[Role] | None


def _allowed(*actions: Action) -> frozenset[Role]:
    return frozenset[Role]().union(*(ALLOWED[action] for action in actions))


_KEYS = _allowed(Action.PREPARE, Action.RELEASE)
_EDITORS = _allowed(Action.EDIT_HANDBOOKS)
ATTENTION: Mapping[DeskSource, Roles] = {
    days.on_the_desk: _allowed(Action.EDIT_CAMPAIGNS),
    desk.invitations_that_expire: _allowed(Action.INVITE),
    message_drafts.on_the_desk: _KEYS,
    receipts.on_the_desk: _allowed(Action.ACKNOWLEDGE),
    procedure_desk.needs_your_voice: VOICES,
    procedure_desk.drafts_on_the_desk: _allowed(Action.PREPARE_POSITION, Action.TAKE_POSITION),
    moderation.on_the_desk: _allowed(Action.MODERATE),
    annotation_notices.on_the_desk: None,
    statements.on_the_desk: _allowed(Action.STATE, Action.DRAFT_STATEMENT),
    follow_up_notices.on_the_desk: _allowed(Action.STATE),
    signature_notices.on_the_desk: _allowed(Action.SIGN_NEWS),
    drafts.unfinished: _allowed(Action.OPEN_TOPIC, Action.POST),
    inquiry_notices.on_the_desk: ACTING,
    inquiry_notices.to_be_approved: _allowed(Action.KEEP_INQUIRIES),
    meeting_briefs.on_the_desk: _allowed(Action.READ),
    dead_links.on_the_desk: _allowed(Action.EDIT_LIBRARY, Action.EDIT_HOTLINES, Action.EDIT_HANDBOOKS),
    hotline_keeping.on_the_desk: _allowed(Action.EDIT_HOTLINES),
    broken_references.lead_nowhere: _EDITORS,
    parts.left_in_draft: _allowed(Action.PUBLISH_HANDBOOKS),
    translation_desk.on_the_desk: _EDITORS,
    law_checks.on_the_desk: _EDITORS | OF_A_DELEGATION,
    handbook_reviews.to_review: _EDITORS,
    handbook_reviews.sent_back: _EDITORS,
    proposal_notices.on_the_desk: _allowed(Action.CONSOLIDATE),
    proposal_notices.hers_on_the_desk: _allowed(Action.AMEND),
    amendment_drafts.on_the_desk: _KEYS,
    meeting_notices.on_the_desk: _allowed(Action.CORRECT_MINUTES) | VOICES,
    actions.on_the_desk: CAPACITIES,
}
NEWS: Mapping[DeskSource, Roles] = {
    handbook_reviews.handed_in: _EDITORS,
    moderation.hidden_from: _allowed(Action.READ),
    telling.names_you: None,
    desk.unread: _allowed(Action.READ),
}


def register_parts() -> None:
    for number, (source, roles) in enumerate(ATTENTION.items()):
        register_attention(source, roles=roles, order=20 + 2 * number)
    for number, (source, roles) in enumerate(NEWS.items(), start=1):
        register_news(source, roles=roles, order=10 * number)
