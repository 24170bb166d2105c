"""Positions: what a delegation on the roll states while a procedure runs. The last act before it closes counts.

Every act locks the procedure first, so that the order of an objection and the deadline is certain, even between
processes. An act has the time at which the request arrived, unless it waited too long for the lock
(docs/decisions/0025).
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import Amendment, PositionAct, Procedure, ProcedureKind
from networkapp.decisions.procedures.notices import notify_members_of_substitute, resolve_reminder
from networkapp.decisions.procedures.outcomes import action_time, lock_procedure, open_outcome
from networkapp.decisions.procedures.results import record_result
from networkapp.decisions.procedures.roll import VotingSeat, require_voting_seat
from networkapp.decisions.rules.outcomes import BREAKS_SILENCE, POSITIONS, DecisionRule, PositionStatus, Stance
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Seat
from networkapp.received_at import received_at
from networkapp.text.cleaning import clean_text, has_visible_text
from networkapp.users import User

POSITION_STATED = "procedure.position"
MAX_TEXT_LENGTH = 10_000


@transaction.atomic
def state_position(
    *,
    procedure: Procedure,
    user: User,
    stance: str,
    client_key: UUID,
    words: str = "",
    counter_text: str = "",
    delegation: int | None = None,
    drafted_by: Seat | None = None,
) -> PositionAct:
    """Record this position of the delegation of `user` (`delegation`, by primary key, if they have several).

    Earlier acts stay on record. To agree with a text is to agree with a statement. An objection breaks a silence
    immediately and permanently, and everybody is notified. The same `client_key` is one act. NotAllowed without voting
    rights on the roll. Refused: `delegation_label`, if the person has several and names none; `closed`, at the deadline
    and after; `no_such_position`, `words_needed`, `too_long`, `dates_asked` (a date poll asks for no position),
    `key_used`.
    """
    locked = lock_procedure(procedure)
    known = _existing_act(locked, user, client_key)
    if known is not None:
        return known
    voice = require_voting_seat(procedure=locked, user=user, delegation=delegation)
    now = action_time(locked, received_at())
    if locked.kind == ProcedureKind.DATE_POLL:
        raise Refused("dates_asked", _("You cannot record a position in a date poll. Choose dates instead."))
    position = check_position(stance=stance, words=words, counter_text=counter_text)
    return _record_act(locked, voice, user, now, client_key, drafted_by, None, **position)


@transaction.atomic
def withdraw_objection(
    *, procedure: Procedure, user: User, client_key: UUID, words: str = "", delegation: int | None = None
) -> PositionAct:
    """Withdraw the delegation's objection, so that it abstains until it states a new position.

    A broken silence procedure stays broken.
    The same `client_key` is one act. NotAllowed as in `state_position`. Refused: `closed`, `no_objection`, `too_long`.
    """
    locked = lock_procedure(procedure)
    known = _existing_act(locked, user, client_key)
    if known is not None:
        return known
    voice = require_voting_seat(procedure=locked, user=user, delegation=delegation)
    found = open_outcome(locked, received_at())
    if found.statuses[voice.entry.delegation_id] != PositionStatus.OBJECT:
        raise Refused("no_objection", _("Your delegation has no objection to withdraw."))
    fields = {"stance": Stance.WITHDRAW.value, "words": _require_short(words, "words"), "counter_text": ""}
    return _record_act(locked, voice, user, found.at or locked.opened_at, client_key, None, None, **fields)


def break_silence_by_amendment(*, amendment: Amendment) -> PositionAct | None:
    """Break the open silence procedure on the text by this new amendment; return None if there is no such procedure.

    Call it with the proposal's row locked. An amendment of a delegation that is not on the roll breaks nothing.
    Refused `closed`, where the silence has ended by the clock: then the text is adopted, and there is no amendment.
    """
    delegations = [amendment.delegation_id]
    found = open_silence_procedures(proposal=amendment.version.proposal_id, delegations=delegations).first()
    if found is None:
        return None
    locked = lock_procedure(found)
    now = action_time(locked, received_at())
    voice = VotingSeat(entry=locked.roll.get(delegation=amendment.delegation_id), seat=amendment.seat)
    return _record_act(
        locked,
        voice,
        amendment.proposed_by,
        now,
        uuid5(amendment.client_key, f"amendment {amendment.pk}"),
        amendment.drafted_by,
        amendment,
        stance=Stance.AMEND.value,
        words=amendment.reason,
        counter_text=amendment.replacement,
    )


def open_silence_procedures(*, proposal: int, delegations: Iterable[int | None]) -> QuerySet[Procedure]:
    """Return the silence procedures on the proposal that run, with one of the delegations on the roll."""
    running: QuerySet[Procedure] = Procedure.objects.unrecorded().filter(
        kind=ProcedureKind.SILENCE, proposal=proposal, roll__delegation__in=list(delegations)
    )
    return running


def check_position(*, stance: str, words: str, counter_text: str) -> dict[str, str]:
    """Return the position as it is saved. Refused: `no_such_position`, `words_needed`, `too_long`."""
    if stance not in {position.value for position in POSITIONS}:
        raise Refused("no_such_position", _("Choose a position."), field="stance")
    text, instead = _require_short(words, "words"), _require_short(counter_text, "counter_text")
    if stance == Stance.AGREE and text:
        stance = Stance.EXPLAIN.value
    if stance == Stance.OBJECT and not text:
        raise Refused("words_needed", _("Enter a reason."), field="words")
    if stance == Stance.EXPLAIN and not text:
        raise Refused("words_needed", _("Enter an explanation, or agree without one."), field="words")
    return {"stance": stance, "words": text, "counter_text": instead if stance == Stance.OBJECT else ""}


def _record_act(
    procedure: Procedure,
    voice: VotingSeat,
    user: User,
    now: datetime,
    client_key: UUID,
    drafted_by: Seat | None,
    amendment: Amendment | None,
    *,
    stance: str,
    words: str,
    counter_text: str,
) -> PositionAct:
    act = PositionAct.objects.create(
        entry=voice.entry,
        stance=stance,
        words=words,
        counter_text=counter_text,
        language=get_language() or "",
        seat=voice.seat,
        capacity=voice.seat.capacity,
        stated_by=user,
        drafted_by=drafted_by,
        amendment=amendment,
        stated_at=now,
        client_key=client_key,
    )
    # Never what was stated: the log outlives the hiding of positions, and the page shows them when they may be seen.
    payload = {"procedure": procedure.pk, "delegation": voice.entry.delegation_id}
    events.record(procedure.network, POSITION_STATED, payload, actor=user)
    resolve_reminder(procedure, voice.entry.delegation_id)
    notify_members_of_substitute(act)
    if procedure.rule == DecisionRule.SILENCE and Stance(stance) in BREAKS_SILENCE:
        record_result(procedure=procedure, now=act.stated_at, user=user)
    return act


def _existing_act(procedure: Procedure, user: User, client_key: UUID) -> PositionAct | None:
    known: PositionAct | None = PositionAct.objects.filter(stated_by=user, client_key=client_key).first()
    if known is not None and known.entry.procedure_id != procedure.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."))
    return known


def _require_short(text: str, where: str) -> str:
    cleaned = clean_text(text).strip()
    visible = cleaned if has_visible_text(cleaned) else ""
    refuse_longer(visible, limit=MAX_TEXT_LENGTH, field=where)
    return visible
