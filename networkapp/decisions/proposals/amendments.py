"""Amendments: delegations propose other words for a text; the rapporteur or a leading seat decides about them.

Every act locks the proposal first, so that of two at once one comes after the other, and neither is lost.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import (
    AMENDMENT_TRANSITIONS,
    Amendment,
    AmendmentState,
    Proposal,
    ProposalState,
    ProposalVersion,
)
from networkapp.decisions.procedures.positions import break_silence_by_amendment, open_silence_procedures
from networkapp.decisions.procedures.proposal_notices import (
    notify_amendment_decided,
    notify_amendment_proposed,
    resolve_amendment_notices,
)
from networkapp.decisions.proposals.conflicts import conflict_text
from networkapp.decisions.proposals.versions import (
    checked_reason,
    lock_proposal,
    newest_version,
    require_draft,
    require_newest,
)
from networkapp.decisions.rules.amending import (
    ParagraphChange,
    change_fits,
    changes_nothing,
    conflict_between,
    count_words,
)
from networkapp.decisions.rules.paragraphs import split_paragraphs, tidy_paragraph
from networkapp.errors import Refused
from networkapp.models import Seat
from networkapp.networks.queries.delegations import require_one_seat, require_seat_for_delegation
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.cleaning import clean_text
from networkapp.users import User

AMENDMENT_PROPOSED = "amendment.proposed"
AMENDMENT_DECIDED = "amendment.settled"
AMENDMENT_WITHDRAWN = "amendment.withdrawn"
MAX_REPLACEMENT_LENGTH = 20_000
MAX_OPEN_AMENDMENTS = 500


@transaction.atomic
def propose_amendment(
    *,
    version: ProposalVersion,
    user: User,
    change: ParagraphChange,
    reason: str,
    client_key: UUID,
    drafted_by: Seat | None = None,
    instead_of: Amendment | None = None,
    delegation: int | None = None,
    breaks_silence: bool = False,
) -> Amendment:
    """Propose the change for the delegation of `user`, under the next number of the proposal; open pages show it.

    It breaks a silence that runs on the text, if `breaks_silence` states that this was confirmed. The people who decide
    about amendments and the proposer are notified. The number in `change` is ignored; `drafted_by` is the seat that
    wrote it for the person, `instead_of` an open one of their delegation, which is withdrawn with it. The same
    `client_key` sent twice by the same person is one amendment. Refused: `newer_version` (carrying.carry_over returns
    what became of the words), `not_a_draft`, `being_decided` (in another procedure, or not on its roll),
    `not_confirmed` (it would break a silence), `closed`, `out_of_range`, `no_change`, `more_than_one` (paragraph),
    `replacement_too_long`, `no_reason`, `reason_too_long`, `too_many_amendments`, `too_fast`, `key_used`,
    `delegation_label` (the person acts for several and `delegation`, a primary key, is not given); NotAllowed without
    voting rights, or without those of that delegation.
    """
    locked = lock_proposal(version.proposal)
    seat = require_one_seat(network=locked.network, user=user, action=Action.AMEND, delegation=delegation)
    assert seat.delegation_id is not None
    known: Amendment | None = Amendment.objects.filter(proposed_by=user, client_key=client_key).first()
    if known is not None:
        return _require_same_proposal(known, locked)
    check_rate_limit(user=user, act="proposals", field="reason")
    why = checked_reason(reason)
    if locked.state != ProposalState.OPEN:
        require_draft(locked)
    elif not breaks_silence:
        require_silence(locked, seat)
        raise Refused(
            "not_confirmed",
            _("A silence procedure is running on this text. Confirm that your amendment should end it."),
        )
    newest = require_newest(locked, version.number)
    checked = checked_change(newest, change)
    amendment = _create_numbered(
        newest,
        checked,
        reason=why,
        delegation_id=seat.delegation_id,
        seat=seat,
        proposed_by=user,
        drafted_by=drafted_by,
        client_key=client_key,
    )
    amendment.version.proposal = locked
    _record(AMENDMENT_PROPOSED, amendment, user)
    _require_silence_broken(amendment)
    notify_amendment_proposed(amendment)
    if instead_of is not None and instead_of.version.proposal_id == locked.pk:
        withdraw_amendment(amendment=instead_of, user=user)
    return amendment


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, user: User) -> Amendment:
    """Withdraw the amendment for the delegation; it can still be read. Withdrawn again, it stays as it is.

    Refused: `settled` (it was accepted, rejected or carried over); NotAllowed without voting rights for that
    delegation.
    """
    locked = _lock_amendment(amendment)
    network = locked.version.proposal.network
    require_seat_for_delegation(network=network, user=user, action=Action.AMEND, delegation=locked.delegation)
    if locked.state != AmendmentState.WITHDRAWN:
        _change_state(locked, AmendmentState.WITHDRAWN, user, "")
        _record(AMENDMENT_WITHDRAWN, locked, user)
        resolve_amendment_notices(locked)
    return locked


@transaction.atomic
def decide_amendment(*, amendment: Amendment, user: User, state: AmendmentState, words: str = "") -> Amendment:
    """Accept the amendment, or reject it with a reason; its author is notified.

    Deciding the same again changes nothing. Refused: `not_a_draft`, `older_version` (it needs its author first),
    `conflicts` (with an accepted one, with an explanation), `words_needed`, `settled` (otherwise, or withdrawn);
    NotAllowed without a seat that consolidates.
    """
    locked = _lock_amendment(amendment)
    proposal = locked.version.proposal
    require_permitted_seat(network=proposal.network, user=user, action=Action.CONSOLIDATE)
    if locked.state == state:
        return locked
    require_draft(proposal)
    if state == AmendmentState.ACCEPTED:
        _require_on_newest(locked)
        _require_no_conflict(locked)
    text = checked_rejection_reason(words) if state == AmendmentState.SET_ASIDE else clean_text(words).strip()
    _change_state(locked, state, user, text)
    _record(AMENDMENT_DECIDED, locked, user)
    resolve_amendment_notices(locked)
    notify_amendment_decided(locked, user)
    return locked


@transaction.atomic
def reopen_amendment(*, amendment: Amendment, user: User) -> Amendment:
    """Reopen an accepted or rejected amendment, on the version on which it was decided.

    Refused: `not_a_draft`, `older_version` (there is a newer text), `settled`; NotAllowed without a seat that
    consolidates.
    """
    locked = _lock_amendment(amendment)
    proposal = locked.version.proposal
    require_permitted_seat(network=proposal.network, user=user, action=Action.CONSOLIDATE)
    if locked.state == AmendmentState.OPEN:
        return locked
    require_draft(proposal)
    _require_on_newest(locked)
    _change_state(locked, AmendmentState.OPEN, user, "")
    _record(AMENDMENT_DECIDED, locked, user)
    return locked


def checked_change(version: ProposalVersion, change: ParagraphChange) -> ParagraphChange:
    """Return the change as it is saved. Refused: `out_of_range`, `no_change`, `more_than_one`,
    `replacement_too_long`."""
    put = clean_text(change.replacement)
    if len(put) > MAX_REPLACEMENT_LENGTH:
        words = _("The text has %(size)s characters. Use %(limit)s or fewer.")
        values = {"size": len(put), "limit": MAX_REPLACEMENT_LENGTH}
        raise Refused("replacement_too_long", words % values, field="replacement")
    if len(split_paragraphs(typed=put)) > 1:
        words = _("Enter one paragraph only. Propose the others as new paragraphs.")
        raise Refused("more_than_one", words, field="replacement")
    checked = ParagraphChange(
        number=0,
        key=change.key,
        start=change.start,
        end=change.end,
        replacement=tidy_paragraph(text=put),
        new=change.new,
    )
    text = version.text
    if not change_fits(change=checked, paragraphs=text):
        raise Refused("out_of_range", _("Choose words that are in the paragraph."), field="end")
    if changes_nothing(change=checked, paragraphs=text):
        raise Refused("no_change", _("The amendment does not change the text."), field="replacement")
    return checked


def checked_rejection_reason(words: str) -> str:
    """Return the reason for rejecting an amendment. Refused: `words_needed`."""
    text = clean_text(words).strip()
    if not text:
        raise Refused("words_needed", _("Enter a reason."), field="words")
    return text


def _create_numbered(version: ProposalVersion, change: ParagraphChange, **fields: Any) -> Amendment:
    """Return the amendment under the next number of its proposal. Refused: `too_many_amendments`."""
    mine = Amendment.objects.filter(version__proposal=version.proposal_id)
    if mine.filter(state=AmendmentState.OPEN).count() >= MAX_OPEN_AMENDMENTS:
        raise Refused("too_many_amendments", _("There are too many open amendments. Accept or reject some first."))
    made: Amendment = Amendment.objects.create(
        version=version,
        number=(mine.aggregate(newest=Max("number"))["newest"] or 0) + 1,
        kind=Amendment.Kind.NEW if change.new else Amendment.Kind.WORDS,
        key=change.key,
        start=change.start,
        end=change.end,
        replacement=change.replacement,
        **fields,
    )
    return made


def require_silence(proposal: Proposal, seat: Seat) -> None:
    """Check that an amendment from this seat would break the silence procedure on the text.

    Refused: `being_decided`, where another procedure runs or the delegation is not on the roll.
    """
    if not open_silence_procedures(proposal=proposal.pk, delegations=[seat.delegation_id]).exists():
        raise _being_decided_refusal()


def _require_silence_broken(amendment: Amendment) -> None:
    """Check that an amendment to a text under decision breaks its silence procedure. Refused: `being_decided`."""
    if (
        amendment.version.proposal.state == ProposalState.OPEN
        and break_silence_by_amendment(amendment=amendment) is None
    ):
        raise _being_decided_refusal()


def _being_decided_refusal() -> Refused:
    words = _("You cannot amend the text while it is being decided. Record a position and explain what would help.")
    return Refused("being_decided", words)


def _require_on_newest(amendment: Amendment) -> None:
    if amendment.version_id != newest_version(amendment.version.proposal).pk:
        raise Refused(
            "older_version",
            _("There is a newer version of the text, so you can no longer accept or reopen this amendment."),
        )


def _require_no_conflict(amendment: Amendment) -> None:
    lengths = {each.key: count_words(text=each.text) for each in amendment.version.text}
    others = amendment.version.amendments.filter(state=AmendmentState.ACCEPTED).order_by("number")
    for other in others:
        kind = conflict_between(one=amendment.change, other=other.change, lengths=lengths)
        if kind is not None:
            reason = conflict_text(kind, other.number)
            words = _("You cannot accept both amendments. %(why)s") % {"why": reason}
            raise Refused("conflicts", words)


def _lock_amendment(amendment: Amendment) -> Amendment:
    """Return the amendment as it is now, its proposal locked."""
    proposal = lock_proposal(Proposal.objects.get(versions=amendment.version_id))
    locked: Amendment = Amendment.objects.select_related("version", "delegation").get(pk=amendment.pk)
    locked.version.proposal = proposal
    return locked


def _change_state(amendment: Amendment, state: AmendmentState, user: User, words: str) -> None:
    if state not in AMENDMENT_TRANSITIONS[AmendmentState(amendment.state)]:
        message = _("This amendment is already %(state)s.") % {"state": amendment.get_state_display()}
        raise Refused("settled", message)
    settled = state != AmendmentState.OPEN
    amendment.state, amendment.settled_words = state, words
    amendment.settled_by, amendment.settled_at = (user, timezone.now()) if settled else (None, None)
    amendment.save(update_fields=["state", "settled_words", "settled_by", "settled_at"])


def _record(kind: str, amendment: Amendment, user: User) -> None:
    proposal = amendment.version.proposal
    payload = {"proposal": proposal.pk, "amendment": amendment.pk, "state": str(amendment.state)}
    events.record(proposal.network, kind, payload, actor=user)


def _require_same_proposal(amendment: Amendment, proposal: Proposal) -> Amendment:
    if amendment.version.proposal_id != proposal.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."))
    return amendment
