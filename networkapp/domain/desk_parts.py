"""The items of our desk, each with the roles for which there can be any; None: for everyone with an account."""

from collections.abc import Mapping

from networkapp.domain import desk
from networkapp.domain.countries import hotline_keeping
from networkapp.domain.days import deeds
from networkapp.domain.decisions import desk as procedure_desk
from networkapp.domain.decisions import proposal_telling, statements
from networkapp.domain.discussion import drafts, message_drafts, moderation_cases, receipts, telling
from networkapp.domain.follow_ups import telling as follow_up_telling
from networkapp.domain.handbooks import cross_references, parts
from networkapp.domain.handbooks import reviews as handbook_reviews
from networkapp.domain.inquiries import telling as inquiry_telling
from networkapp.domain.inquiries.cast_standing import ACTING
from networkapp.domain.library import dead_links, law_checks
from networkapp.domain.meetings import actions
from networkapp.domain.meetings import briefs as meeting_briefs
from networkapp.domain.meetings import telling as meeting_telling
from networkapp.domain.news import signature_telling
from networkapp.domain.notes import telling as annotation_telling
from networkapp.domain.proposals import amendment_drafts
from networkapp.domain.translations import desk as translation_desk
from networkapp.permissions import ALLOWED, CAPACITIES, OF_A_DELEGATION, VOICES, Action, Role
from networkapp.registry import DeskSource, register_attention, register_news

Roles = frozenset[Role] | None


def _allowed(*actions: Action) -> frozenset[Role]:
    return frozenset[Role]().union(*(ALLOWED[action] for action in actions))


_KEYS = _allowed(Action.PREPARE, Action.RELEASE)
_EDITORS = _allowed(Action.EDIT_HANDBOOKS)
ATTENTION: Mapping[DeskSource, Roles] = {
    deeds.on_the_desk: _allowed(Action.EDIT_CAMPAIGNS),
    desk.invitations_that_expire: _allowed(Action.INVITE),
    message_drafts.on_the_desk: _KEYS,
    receipts.on_the_desk: _allowed(Action.ACKNOWLEDGE),
    procedure_desk.needs_your_voice: VOICES,
    procedure_desk.drafts_on_the_desk: _allowed(Action.PREPARE_POSITION, Action.TAKE_POSITION),
    moderation_cases.on_the_desk: _allowed(Action.MODERATE),
    annotation_telling.on_the_desk: None,
    statements.on_the_desk: _allowed(Action.STATE, Action.DRAFT_STATEMENT),
    follow_up_telling.on_the_desk: _allowed(Action.STATE),
    signature_telling.on_the_desk: _allowed(Action.SIGN_NEWS),
    drafts.unfinished: _allowed(Action.OPEN_TOPIC, Action.POST),
    inquiry_telling.on_the_desk: ACTING,
    inquiry_telling.to_be_approved: _allowed(Action.KEEP_INQUIRIES),
    meeting_briefs.on_the_desk: _allowed(Action.READ),
    dead_links.on_the_desk: _allowed(Action.EDIT_LIBRARY, Action.EDIT_HOTLINES, Action.EDIT_HANDBOOKS),
    hotline_keeping.on_the_desk: _allowed(Action.EDIT_HOTLINES),
    cross_references.lead_nowhere: _EDITORS,
    parts.left_in_draft: _allowed(Action.PUBLISH_HANDBOOKS),
    translation_desk.on_the_desk: _EDITORS,
    law_checks.on_the_desk: _EDITORS | OF_A_DELEGATION,
    handbook_reviews.to_review: _EDITORS,
    handbook_reviews.sent_back: _EDITORS,
    proposal_telling.on_the_desk: _allowed(Action.CONSOLIDATE),
    proposal_telling.hers_on_the_desk: _allowed(Action.AMEND),
    amendment_drafts.on_the_desk: _KEYS,
    meeting_telling.on_the_desk: _allowed(Action.CORRECT_MINUTES) | VOICES,
    actions.on_the_desk: CAPACITIES,
}
NEWS: Mapping[DeskSource, Roles] = {
    handbook_reviews.handed_in: _EDITORS,
    moderation_cases.hidden_from: _allowed(Action.READ),
    telling.names_you: None,
    desk.unread: _allowed(Action.READ),
}


def register_parts() -> None:
    for source, roles in ATTENTION.items():
        register_attention(source, roles=roles)
    for source, roles in NEWS.items():
        register_news(source, roles=roles)
