"""Interpretative statements of delegations; advisers draft them, and members with voting rights approve."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from networkapp import events, four_eyes
from networkapp.decisions.models import Decision, InterpretativeStatement, StatementDraft
from networkapp.decisions.models.statements import StatementDraftQuerySet
from networkapp.errors import Refused, refuse_longer
from networkapp.four_eyes import DraftKind, Side
from networkapp.models import Delegation, DraftState, Network, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.networks.queries.delegations import require_seat_for_delegation, seats_for_delegations
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.cleaning import clean_text, has_visible_text
from networkapp.users import User

STATEMENT_MADE = "decision.statement_made"
STATEMENT_PREPARED = "decision.statement_prepared"
MAX_STATEMENT_LENGTH = 5_000


@transaction.atomic
def make_statement(
    *, decision: Decision, delegation: Delegation, user: User, text: str, client_key: UUID, language: str = ""
) -> InterpretativeStatement:
    """Publish the delegation's statement with the decision, as visible as the decision.

    The same `client_key` makes one. Refused: `no_text`, `too_long`, `key_used` (with another decision); NotAllowed
    without a seat that states for the delegation.
    """
    seat = require_seat_for_delegation(network=decision.network, user=user, action=Action.STATE, delegation=delegation)
    return _record_statement(decision, seat, user, checked_statement(text), language, client_key)


@transaction.atomic
def prepare_statement(
    *, decision: Decision, delegation: Delegation, user: User, text: str, client_key: UUID, language: str = ""
) -> StatementDraft:
    """Submit the draft to the people who state for the delegation; nobody outside the delegation sees it.

    The same `client_key` prepares one. Refused as in `make_statement`; NotAllowed without a seat that drafts for it.
    """
    seat = require_seat_for_delegation(
        network=decision.network, user=user, action=Action.DRAFT_STATEMENT, delegation=delegation
    )
    return four_eyes.prepare(
        kind=STATEMENTS,
        seat=seat,
        user=user,
        client_key=client_key,
        about={"decision": decision},
        fill=lambda: {"delegation": delegation, "text": checked_statement(text), "language": language},
    )


def release_statement(*, draft: StatementDraft, user: User, text: str) -> InterpretativeStatement:
    """Publish the statement with the decision, in the name of the person who approves it, naming its drafter. Approving
    twice is approving once.

    `text` is what this person saw or changed it to. Refused as in `four_eyes.release`, and texts as in
    `make_statement`; NotAllowed without a seat that states for the delegation.
    """
    checked = checked_statement(text)

    def state(draft: StatementDraft, seat: Seat) -> InterpretativeStatement:
        key = uuid5(draft.client_key, f"release {draft.pk}")
        return _record_statement(draft.decision, seat, user, checked, draft.language, key, drafted_by=draft.prepared_by)

    return four_eyes.release(
        kind=STATEMENTS, draft=draft, user=user, publish=state, is_same=lambda statement: statement.text == checked
    )


def revise_statement(*, draft: StatementDraft, user: User, text: str) -> StatementDraft:
    """Submit the changed text for approval again. Refused: `settled`, and texts as in `make_statement`."""
    checked = checked_statement(text)
    return four_eyes.revise(
        kind=STATEMENTS, draft=draft, user=user, change=lambda draft, seat: {"text": checked, "prepared_by": seat}
    )


def checked_statement(text: str) -> str:
    """Return the text as it is saved. Refused: `no_text`, `too_long`."""
    cleaned = clean_text(text).strip()
    if not has_visible_text(cleaned):
        raise Refused("no_text", _("Enter some text."), field="text")
    refuse_longer(cleaned, limit=MAX_STATEMENT_LENGTH, field="text")
    return cleaned


def statement_drafts_for(user: User) -> StatementDraftQuerySet:
    """Return the drafts that exist for this person, who currently drafts or states for the delegation."""
    return _draft_queryset().of_delegations_of(user)


def stating_seats(*, decision: Decision, user: User) -> list[Seat]:
    """Return the seats from which the person can make an interpretative statement on the decision."""
    return seats_for_delegations(network=decision.network, user=user, action=Action.STATE)


def drafting_seats(*, decision: Decision, user: User) -> list[Seat]:
    """Return the seats from which the person can draft such a statement for somebody else to approve."""
    return seats_for_delegations(network=decision.network, user=user, action=Action.DRAFT_STATEMENT)


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for drafts that await the reader's approval, and for returned drafts of the reader."""
    states = Network.objects.where(user, may=Action.STATE)
    hers = Q(decision__network__in=states, state=DraftState.WAITING)
    hers |= Q(prepared_by__user=user, state=DraftState.RETURNED)
    for draft in statement_drafts_for(user).filter(hers):
        waits = draft.state == DraftState.WAITING
        words = _("Approve a statement: %(title)s") if waits else _("Revise the returned statement: %(title)s")
        yield DeskItem(
            title=format_mixed(words, title=LocalText(draft.decision.title, draft.decision.language)),
            email_title=_("Review a draft statement"),
            detail=join_mixed(draft.delegation.label, draft.decision.network.local_name),
            url=draft.get_absolute_url(),
            since=draft.prepared_at,
            key=f"statement-{draft.pk}",
        )


def _record_statement(
    decision: Decision, seat: Seat, user: User, text: str, language: str, key: UUID, drafted_by: Seat | None = None
) -> InterpretativeStatement:
    fields = {
        "decision": decision, "delegation": seat.delegation, "text": text, "language": language, "seat": seat,
        "drafted_by": drafted_by,
    }  # fmt: skip
    made, is_new = InterpretativeStatement.objects.get_or_create(made_by=user, client_key=key, defaults=fields)
    if made.decision_id != decision.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="text")
    if is_new:
        payload = {"decision": decision.pk, "statement": made.pk, "delegation": made.delegation_id}
        events.record(decision.network, STATEMENT_MADE, payload, actor=user)
    return made


class DelegationSeats:
    """The seats of a delegation that can draft or state for it."""

    def sides(self, draft: StatementDraft, user: User) -> frozenset[Side]:
        """Return the sides for a draft of `statement_drafts_for`: everyone who finds it can write."""
        states = stating_seats(decision=draft.decision, user=user)
        releases = draft.delegation_id in {seat.delegation_id for seat in states}
        return frozenset(Side) if releases else frozenset({Side.AUTHOR})

    def require(self, draft: StatementDraft, user: User, side: Side) -> Seat:
        action = Action.STATE if side is Side.RELEASER else Action.DRAFT_STATEMENT
        network = draft.decision.network
        return require_seat_for_delegation(network=network, user=user, action=action, delegation=draft.delegation)


def _draft_queryset() -> StatementDraftQuerySet:
    rows: StatementDraftQuerySet = StatementDraft.objects.select_related(
        "decision__network", "delegation", "prepared_by__delegation", "prepared_by__user", "statement"
    )
    return rows


def _notify(draft: StatementDraft, user: User) -> None:
    """Notify the delegation; of what is released, the statement itself does."""
    if draft.state != DraftState.RELEASED:
        payload = {"decision": draft.decision_id, "prepared": draft.pk}
        events.record(draft.decision.network, STATEMENT_PREPARED, payload, actor=user, delegation=draft.delegation)


STATEMENTS = DraftKind(
    model=StatementDraft, result="statement", seats=DelegationSeats(), rows=_draft_queryset, notify=_notify
)
