"""How delegations read a decision. Two keys: an adviser can draft what somebody who can vote approves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.seats.delegations import require_seat_for_delegation, seats_for_delegations
from networkapp.domain.seats.two_keys import checked_note, settled
from networkapp.errors import Refused, refuse_longer
from networkapp.models import (
    DRAFT_TRANSITIONS,
    Decision,
    Delegation,
    InterpretativeStatement,
    Network,
    Seat,
    StatementDraft,
)
from networkapp.models import DraftState as State
from networkapp.models.translations import LocalText, in_a_row, mixed
from networkapp.permissions import Action
from networkapp.publishing.plain import clean_text, is_seen
from networkapp.registry import DeskItem

STATEMENT_MADE = "decision.statement_made"
STATEMENT_PREPARED = "decision.statement_prepared"
LONGEST = 5_000


@transaction.atomic
def make_statement(
    *, decision: Decision, delegation: Delegation, person: Any, text: str, client_key: UUID, language: str = ""
) -> InterpretativeStatement:
    """Publish the delegation's statement with the decision, as visible as the decision.

    The same `client_key` makes one. Refused: `no_text`, `too_long`, `key_used` (with another decision); NotAllowed
    without a seat that states for the delegation.
    """
    seat = require_seat_for_delegation(
        network=decision.network, person=person, action=Action.STATE, delegation=delegation
    )
    return _state(decision, seat, person, checked_statement(text), language, client_key)


@transaction.atomic
def prepare_statement(
    *, decision: Decision, delegation: Delegation, person: Any, text: str, client_key: UUID, language: str = ""
) -> StatementDraft:
    """Submit the draft to the people who state for the delegation; nobody outside the delegation sees it.

    The same `client_key` prepares one. Refused as in `make_statement`; NotAllowed without a seat that drafts for it.
    """
    seat = require_seat_for_delegation(
        network=decision.network, person=person, action=Action.DRAFT_STATEMENT, delegation=delegation
    )
    given = {"decision": decision, "delegation": delegation, "text": checked_statement(text), "language": language}
    key = {"prepared_by": seat, "client_key": client_key}
    prepared, made = StatementDraft.objects.get_or_create(**key, defaults=given)
    if made:
        _tell(prepared, person)
    elif prepared.decision_id != decision.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="text")
    return prepared


@transaction.atomic
def release_statement(*, prepared: StatementDraft, person: Any, text: str) -> InterpretativeStatement:
    """Publish the statement with the decision, in the name of the person who approves it, naming its drafter. Approving
    twice is approving once.

    `text` is what this person saw or changed it to. Refused: `released_already` (with other words), `settled`, and
    texts as in `make_statement`; NotAllowed without a seat that states for the delegation.
    """
    held, seat = _hold(prepared, person, Action.STATE)
    said = checked_statement(text)
    if held.statement is not None:
        if held.statement.text == said:
            return held.statement
        raise Refused(
            "released_already", _("A different text has already been approved. Your text is still in the form.")
        )
    key = uuid5(held.client_key, f"release {held.pk}")
    _move(held, State.RELEASED)
    held.statement = _state(held.decision, seat, person, said, held.language, key, drafted_by=held.prepared_by)
    held.save()
    return held.statement


@transaction.atomic
def send_statement_back(*, prepared: StatementDraft, person: Any, note: str) -> StatementDraft:
    """Return the draft to the delegation's drafters with the note.

    Refused: `note_needed`, `note_too_long`, `settled`.
    """
    held, _seat = _hold(prepared, person, Action.STATE)
    held.note = checked_note(note)
    return _save(held, State.RETURNED, person)


@transaction.atomic
def prepare_statement_again(*, prepared: StatementDraft, person: Any, text: str) -> StatementDraft:
    """Submit the changed text for approval again. Refused: `settled`, and texts as in `make_statement`."""
    held, seat = _hold(prepared, person, Action.DRAFT_STATEMENT)
    held.text, held.note, held.prepared_by, held.prepared_at = checked_statement(text), "", seat, timezone.now()
    return _save(held, State.WAITING, person)


@transaction.atomic
def drop_statement(*, prepared: StatementDraft, person: Any) -> StatementDraft:
    """Drop the draft, so that it waits for nobody. Refused: `settled`."""
    held, _seat = _hold(prepared, person, Action.DRAFT_STATEMENT)
    return _save(held, State.DROPPED, person)


def checked_statement(text: str) -> str:
    """The text as it is kept. Refused: `no_text`, `too_long`."""
    said = clean_text(text).strip()
    if not is_seen(said):
        raise Refused("no_text", _("Enter some text."), field="text")
    refuse_longer(said, limit=LONGEST, field="text")
    return said


def find_prepared_statements(person: Any) -> QuerySet[StatementDraft]:
    """Return the drafts that exist for this person, who currently drafts or states for the delegation."""
    found: QuerySet[StatementDraft] = StatementDraft.objects.of_delegations_of(person).select_related(
        "decision__network", "delegation", "prepared_by__delegation", "prepared_by__user", "statement"
    )
    return found


def states_for(*, decision: Decision, person: Any) -> list[Seat]:
    """Return the seats from which the person can make an interpretative statement on the decision."""
    return seats_for_delegations(network=decision.network, person=person, action=Action.STATE)


def drafts_for(*, decision: Decision, person: Any) -> list[Seat]:
    """Return the seats from which the person can draft such a statement for somebody else to approve."""
    return seats_for_delegations(network=decision.network, person=person, action=Action.DRAFT_STATEMENT)


def on_the_desk(reader: Any) -> Iterable[DeskItem]:
    """Return the desk items for drafts that await the reader's approval, and for returned drafts of the reader."""
    states = Network.objects.where(reader, may=Action.STATE)
    hers = Q(decision__network__in=states, state=State.WAITING) | Q(prepared_by__user=reader, state=State.RETURNED)
    for prepared in find_prepared_statements(reader).filter(hers):
        waits = prepared.state == State.WAITING
        words = _("Approve a statement: %(title)s") if waits else _("Revise the returned statement: %(title)s")
        yield DeskItem(
            title=mixed(words, title=LocalText(prepared.decision.title, prepared.decision.language)),
            letter_title=_("Review a draft statement"),
            detail=in_a_row(prepared.delegation.label, prepared.decision.network.local_name),
            url=prepared.get_absolute_url(),
            since=prepared.prepared_at,
            key=f"statement-{prepared.pk}",
        )


def _state(
    decision: Decision, seat: Seat, person: Any, text: str, language: str, key: UUID, drafted_by: Seat | None = None
) -> InterpretativeStatement:
    given = {
        "decision": decision, "delegation": seat.delegation, "text": text, "language": language, "seat": seat,
        "drafted_by": drafted_by,
    }  # fmt: skip
    made, is_new = InterpretativeStatement.objects.get_or_create(made_by=person, client_key=key, defaults=given)
    if made.decision_id != decision.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="text")
    if is_new:
        payload = {"decision": decision.pk, "statement": made.pk, "delegation": made.delegation_id}
        events.record(decision.network, STATEMENT_MADE, payload, actor=person)
    return made


def _hold(prepared: StatementDraft, person: Any, action: Action) -> tuple[StatementDraft, Seat]:
    shown = StatementDraft.objects.select_related("decision__network", "delegation", "prepared_by", "statement")
    held: StatementDraft = shown.select_for_update(of=("self",)).get(pk=prepared.pk)
    network = held.decision.network
    seat = require_seat_for_delegation(network=network, person=person, action=action, delegation=held.delegation)
    return held, seat


def _save(held: StatementDraft, state: State, person: Any) -> StatementDraft:
    _move(held, state)
    held.save()
    _tell(held, person)
    return held


def _move(held: StatementDraft, state: State) -> None:
    if state not in DRAFT_TRANSITIONS[State(held.state)]:
        raise settled()
    held.state = state


def _tell(held: StatementDraft, person: Any) -> None:
    payload = {"decision": held.decision_id, "prepared": held.pk}
    events.record(held.decision.network, STATEMENT_PREPARED, payload, actor=person, delegation=held.delegation)
