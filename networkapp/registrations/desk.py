"""The items of our desk, each with the roles for which there can be any; None: for everyone with an account."""

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
ATTENTION: tuple[tuple[DeskSource, int, Roles], ...] = (
    (days.desk_items, 20, _allowed(Action.EDIT_CAMPAIGNS)),
    (desk.invitations_that_expire, 22, _allowed(Action.INVITE)),
    (message_drafts.desk_items, 24, _KEYS),
    (receipts.desk_items, 26, _allowed(Action.ACKNOWLEDGE)),
    (procedure_desk.position_desk_items, 28, VOICES),
    (procedure_desk.draft_desk_items, 30, _allowed(Action.PREPARE_POSITION, Action.TAKE_POSITION)),
    (moderation.desk_items, 32, _allowed(Action.MODERATE)),
    (annotation_notices.desk_items, 34, None),
    (statements.desk_items, 36, _allowed(Action.STATE, Action.DRAFT_STATEMENT)),
    (follow_up_notices.desk_items, 38, _allowed(Action.STATE)),
    (signature_notices.desk_items, 40, _allowed(Action.SIGN_NEWS)),
    (drafts.desk_items, 42, _allowed(Action.OPEN_TOPIC, Action.POST)),
    (inquiry_notices.on_the_desk, 44, ACTING),
    (inquiry_notices.to_be_approved, 46, _allowed(Action.KEEP_INQUIRIES)),
    (meeting_briefs.on_the_desk, 48, _allowed(Action.READ)),
    (dead_links.desk_items, 50, _allowed(Action.EDIT_LIBRARY, Action.EDIT_HOTLINES, Action.EDIT_HANDBOOKS)),
    (hotline_keeping.on_the_desk, 52, _allowed(Action.EDIT_HOTLINES)),
    (broken_references.broken_reference_items, 54, _EDITORS),
    (parts.unpublished_part_items, 56, _allowed(Action.PUBLISH_HANDBOOKS)),
    (translation_desk.desk_items, 58, _EDITORS),
    (law_checks.desk_items, 60, _EDITORS | OF_A_DELEGATION),
    (handbook_reviews.review_items, 62, _EDITORS),
    (handbook_reviews.returned_draft_items, 64, _EDITORS),
    (proposal_notices.desk_items, 66, _allowed(Action.CONSOLIDATE)),
    (proposal_notices.author_desk_items, 68, _allowed(Action.AMEND)),
    (amendment_drafts.desk_items, 70, _KEYS),
    (meeting_notices.on_the_desk, 72, _allowed(Action.CORRECT_MINUTES) | VOICES),
    (actions.on_the_desk, 74, CAPACITIES),
)
NEWS: tuple[tuple[DeskSource, int, Roles], ...] = (
    (handbook_reviews.submitted_draft_items, 10, _EDITORS),
    (moderation.desk_items_of_author, 20, _allowed(Action.READ)),
    (telling.desk_items, 30, None),
    (desk.unread, 40, _allowed(Action.READ)),
)


def register_parts() -> None:
    for source, order, roles in ATTENTION:
        register_attention(source, roles=roles, order=order)
    for source, order, roles in NEWS:
        register_news(source, roles=roles, order=order)
