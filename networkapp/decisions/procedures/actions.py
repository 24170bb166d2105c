"""Procedures: a network's leading seats open one, put off its expiry, withdraw it, close it at a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import (
    DateOption,
    Extension,
    Procedure,
    ProcedureKind,
    Proposal,
    ProposalState,
    ProposalVersion,
)
from networkapp.decisions.models.procedures import BINDING
from networkapp.decisions.procedures.amendments_beside import require_amendments_applied
from networkapp.decisions.procedures.notices import EXTENDED, OPENED, notify_delegations
from networkapp.decisions.procedures.outcomes import action_time, lock_procedure
from networkapp.decisions.procedures.proposal_notices import record_proposal_change
from networkapp.decisions.procedures.results import record_expired_procedures, record_result
from networkapp.decisions.procedures.roll import freeze_roll, voting_delegations
from networkapp.decisions.procedures.terms import (
    check_expiry,
    check_length,
    check_quorum,
    check_translations,
    default_quorum,
    other_required_languages,
)
from networkapp.errors import Refused, refuse_longer
from networkapp.meetings.models import Meeting
from networkapp.models import Network, Seat
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

MAX_TITLE_LENGTH, MAX_TEXT_LENGTH, MAX_DATES = 200, 5_000, 20
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class ProcedureTerms:
    """The terms of a procedure, which stay as they were at its opening; without a quorum, it is more than half.

    `base` is the number of the version that the person who opens it has read, None for the newest; `despite_changes`
    confirms a text in which words of accepted amendments were changed again.
    """

    kind: str
    expires_at: datetime | None = None
    quorum: int | None = None
    hidden_until_closed: bool = False
    required_languages: Sequence[str] = ()
    meeting: Meeting | None = None
    title: str = ""
    text: str = ""
    dates: Sequence[datetime] = field(default=())
    base: int | None = None
    despite_changes: bool = False


@transaction.atomic
def open_procedure(
    *, network: Network, user: User, client_key: UUID, terms: ProcedureTerms, proposal: Proposal | None = None
) -> Procedure:
    """Open a procedure on the newest version of the proposal, or on a question, and fix its roll.

    If it is binding, the proposal is open from now on, and all delegations are notified. The same `client_key` opens it
    once. NotAllowed without a seat that leads. Refused: `no_such_kind`, `no_proposal`, `not_a_draft`, `no_text`,
    `newer_version`, `accepted_amendments`, `accepted_changed`, `title_needed`, `no_meeting`, `no_roll`, what terms.py
    refuses for expiry, length, quorum and languages, and for a date poll `no_dates`, `date_past`.
    """
    seat = require_permitted_seat(network=network, user=user, action=Action.OPEN_PROCEDURE)
    if terms.kind not in ProcedureKind.values:
        raise Refused("no_such_kind", _("Choose a procedure."), field="kind")
    proposal = _lock_proposal(network, proposal)
    network = Network.objects.select_for_update().get(pk=network.pk)
    known: Procedure | None = Procedure.objects.filter(opened_by=user, client_key=client_key).first()
    if known is not None:
        return known
    now = timezone.now()
    made = _build_procedure(network, proposal, terms, now)
    made.seat, made.opened_by, made.opened_at, made.client_key = seat, user, now, client_key
    made.save(force_insert=True)
    dates = sorted(set(terms.dates)) if terms.kind == ProcedureKind.DATE_POLL else []
    DateOption.objects.bulk_create(DateOption(procedure=made, starts_at=date) for date in dates)
    freeze_roll(made, now)
    if proposal is not None and terms.kind in BINDING:
        proposal.state, proposal.changed_at = ProposalState.OPEN, now
        proposal.save(update_fields=["state", "changed_at"])
        record_proposal_change(proposal, "opened", user)
    events.record(made.network, OPENED, {"procedure": made.pk, "proposal": made.proposal_id}, actor=user)
    notify_delegations(made, OPENED, key=str(made.pk), except_user=user)
    return made


@transaction.atomic
def extend_procedure(*, procedure: Procedure, user: User, expires_at: datetime, reason: str) -> Procedure:
    """Extend the procedure, which is logged with the reason, and notify; it is never shortened.

    NotAllowed without a seat that leads. Refused: `closed`, `no_expiry` (at a meeting it closes by hand), `not_later`,
    `reason_needed`, and what `check_expiry` refuses.
    """
    locked, seat, now = _lock_open_procedure(procedure, user)
    if locked.expires_at is None:
        raise Refused("no_expiry", _("A procedure at a meeting has no deadline: the chair closes it."))
    check_expiry(expires_at, now)
    if expires_at <= locked.expires_at:
        raise Refused("not_later", _("Choose a later deadline. Deadlines can only be extended."), field="expires_at")
    text = _require_text(reason, "reason", _("Enter a reason."))
    extension = Extension.objects.create(
        procedure=locked, before=locked.expires_at, after=expires_at, reason=text, seat=seat, extended_by=user,
        extended_at=now,
    )  # fmt: skip
    locked.expires_at, locked.reminded_at = expires_at, None
    locked.save(update_fields=["expires_at", "reminded_at"])
    events.record(locked.network, EXTENDED, {"procedure": locked.pk}, actor=user)
    notify_delegations(locked, EXTENDED, key=f"{locked.pk}-{extension.pk}", except_user=user)
    return locked


@transaction.atomic
def withdraw_procedure(*, procedure: Procedure, user: User, words: str) -> Procedure:
    """End the procedure without a result, and make its proposal a draft again; all delegations are notified.

    NotAllowed without a seat that leads. Refused: `closed`, `reason_needed`.
    """
    locked, _seat, now = _lock_open_procedure(procedure, user)
    locked.withdrawn_words = _require_text(words, "words", _("Enter a reason."))
    # After whatever was stated before, so that it is kept as stated while it ran.
    locked.withdrawn_at, locked.withdrawn_by = now + INSTANT, user
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
    record_result(procedure=locked, now=locked.withdrawn_at, user=user)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def close_at_meeting(*, procedure: Procedure, user: User) -> Procedure:
    """Close a procedure at a meeting now, and record its result.

    NotAllowed without a seat that leads. Refused: `closed`, `has_expiry` (it closes by itself).
    """
    locked, _seat, now = _lock_open_procedure(procedure, user)
    if locked.kind != ProcedureKind.MEETING:
        raise Refused("has_expiry", _("Only a procedure at a meeting can be closed by hand."))
    locked.expires_at = now + INSTANT
    locked.save(update_fields=["expires_at"])
    record_result(procedure=locked, now=locked.expires_at, user=user)
    locked.refresh_from_db()
    return locked


def _lock_proposal(network: Network, proposal: Proposal | None) -> Proposal | None:
    """Lock the proposal, record its procedures that have ended by their deadline, and return it."""
    if proposal is None:
        return None
    locked: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.network_id != network.pk:
        raise Refused("no_proposal", _("The item belongs to another network."))
    record_expired_procedures(proposal=locked)
    return locked


def _lock_open_procedure(procedure: Procedure, user: User) -> tuple[Procedure, Seat, datetime]:
    """Lock the procedure and check that it is open; return it, the acting seat of `user` and the time."""
    seat = require_permitted_seat(network=procedure.network, user=user, action=Action.OPEN_PROCEDURE)
    locked = lock_procedure(procedure)
    return locked, seat, action_time(locked)


def _build_procedure(network: Network, proposal: Proposal | None, terms: ProcedureTerms, now: datetime) -> Procedure:
    """Return the procedure as it will be saved, with a quorum from the current number of delegations."""
    kind = ProcedureKind(terms.kind)
    version = _version_to_decide(kind, proposal, terms)
    title = (terms.title.strip() or (version.title if version else ""))[:MAX_TITLE_LENGTH]
    if not title:
        raise Refused("title_needed", _("Enter some text."), field="title")
    if kind == ProcedureKind.MEETING:
        _check_meeting(network, terms)
    else:
        check_expiry(terms.expires_at, now)
        check_length(kind, terms.expires_at, now, network)
    if kind == ProcedureKind.DATE_POLL:
        _check_dates(terms.dates, now)
    delegations = voting_delegations(network).count()
    if not delegations:
        raise Refused("no_roll", _("No delegation in this network can vote."))
    quorum = default_quorum(kind, delegations) if terms.quorum is None else terms.quorum
    check_quorum(quorum, delegations)
    languages = other_required_languages(terms.required_languages, proposal) if version else []
    if version is not None:
        check_translations(version, languages)
    return Procedure(
        network=network, kind=kind, proposal=proposal, version=version, meeting=terms.meeting, title=title,
        text=terms.text.strip()[:MAX_TEXT_LENGTH],
        expires_at=terms.expires_at if kind != ProcedureKind.MEETING else None,
        quorum=quorum, hidden_until_closed=terms.hidden_until_closed, required_languages=languages,
    )  # fmt: skip


def _version_to_decide(kind: ProcedureKind, proposal: Proposal | None, terms: ProcedureTerms) -> ProposalVersion | None:
    """Return the newest version, which a binding procedure needs to contain all accepted amendments."""
    if proposal is None:
        if kind in BINDING:
            raise Refused("no_proposal", _("This type of procedure needs a proposal."))
        return None
    allowed = {ProposalState.DRAFT} if kind in BINDING else {ProposalState.DRAFT, ProposalState.OPEN}
    if proposal.state not in allowed:
        raise Refused("not_a_draft", _("The proposal is no longer a draft."))
    newest = proposal.versions.order_by("-number").first()
    if newest is None or not newest.paragraphs:
        raise Refused("no_text", _("Add a text to the proposal first."))
    if terms.base not in (None, newest.number):
        words = _("Version %(number)s is now the newest. Check its text, then open the procedure.")
        raise Refused("newer_version", words % {"number": newest.number})
    if kind in BINDING:
        require_amendments_applied(newest, despite_changes=terms.despite_changes)
    return newest


def _check_meeting(network: Network, terms: ProcedureTerms) -> None:
    if terms.meeting is None or terms.meeting.network_id != network.pk:
        raise Refused("no_meeting", _("Choose a meeting of this network."), field="meeting")


def _check_dates(dates: Iterable[datetime], now: datetime) -> None:
    unique = set(dates)
    if not unique or len(unique) > MAX_DATES:
        raise Refused("no_dates", _("Enter between 1 and 20 dates."), field="dates")
    if min(unique) <= now:
        raise Refused("date_past", _("Choose dates in the future."), field="dates")


def _require_text(text: str, where: str, message: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise Refused("reason_needed", message, field=where)
    refuse_longer(stripped, limit=MAX_TEXT_LENGTH, field=where)
    return stripped
