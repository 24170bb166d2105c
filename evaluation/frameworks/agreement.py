"""The way of a draft framework to adoption: proposals opened and closed, the text submitted to the countries."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.bridges.decisions import require_undecided
from evaluation.frameworks.adopting import require_adoptable
from evaluation.frameworks.agreement_notices import notify_countries, resolve_position_notices
from evaluation.frameworks.agreement_roll import open_consultation
from evaluation.frameworks.content_hash import framework_hash
from evaluation.frameworks.transitions import change_status, locked_framework
from evaluation.models import Consultation, Framework, FrameworkStatus, Proposal, RollEntry
from evaluation.permissions import Action
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.users import User

SILENCE = timedelta(days=14)


def open_proposals(*, framework: Framework, user: User, at: datetime | None = None) -> Framework:
    """Open the proposal period of a draft. NotAllowed without permission; refuses versions that are no draft."""
    return _move(framework, FrameworkStatus.PROPOSALS, user, at)


def close_proposals(*, framework: Framework, user: User, at: datetime | None = None) -> Framework:
    """Close the proposal period: nobody can propose or amend, and the rapporteur decides on what was proposed."""
    return _move(framework, FrameworkStatus.DRAFT, user, at, only_from=FrameworkStatus.PROPOSALS)


def ask_for_positions(
    *,
    framework: Framework,
    user: User,
    without_essential: Collection[int] | None = None,
    due_at: datetime | None = None,
    at: datetime | None = None,
) -> Consultation:
    """Ask each assessed delegation of the network for its position on the current text, for 14 days.

    The roll and the hash of the text are frozen. Refuses (NotAllowed) people who may not; (Refused) an open proposal
    without a decision, a text that could not be adopted, less than 14 days, and a network without such delegations.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        draft = locked_framework(framework)
        draft.require(user, Action.KEEP_FRAMEWORK)
        require_undecided(draft)
        if without_essential is not None:
            draft.without_essential = sorted(without_essential)
        change_status(framework=draft, to=FrameworkStatus.POSITIONS, user=user, at=moment)
        _require_all_decided(draft)
        require_adoptable(draft)
        consultation = Consultation.objects.create(
            framework=draft,
            number=draft.consultations.count() + 1,
            content_hash=framework_hash(draft),
            asked_at=moment,
            asked_by=user,
            due_at=_silence_end(moment, due_at),
        )
        _write_roll(consultation)
        notify_countries(consultation, at=moment)
        facts = {"framework": draft.pk, "version": draft.version, "consultation": consultation.pk}
        record(draft.network, "framework.positions_asked", facts, actor=user)
    return consultation


def return_to_draft(*, framework: Framework, user: User, reason: str, at: datetime | None = None) -> Framework:
    """Make the text a draft again; the countries' positions stay on record. Refuses an empty reason."""
    if not reason.strip():
        raise Refused("reason_needed", _("Enter a reason."), field="reason")
    with transaction.atomic():
        locked = locked_framework(framework)
        locked.require(user, Action.KEEP_FRAMEWORK)
        consultation = open_consultation(locked)
        if consultation is None:
            raise Refused("not_asked", _("This text is not open for positions."))
        moment = at or timezone.now()
        consultation.ended_at = moment
        consultation.save(update_fields=["ended_at"])
        resolve_position_notices(consultation)
        change_status(framework=locked, to=FrameworkStatus.DRAFT, user=user, at=moment, words=reason.strip())
        record(locked.network, "framework.taken_back", {"framework": locked.pk, "version": locked.version}, actor=user)
    framework.refresh_from_db()
    return locked


def _move(
    framework: Framework,
    to: FrameworkStatus,
    user: User,
    at: datetime | None,
    only_from: FrameworkStatus | None = None,
) -> Framework:
    with transaction.atomic():
        draft = locked_framework(framework)
        draft.require(user, Action.KEEP_FRAMEWORK)
        require_undecided(draft)
        if only_from is not None and draft.status != only_from:
            raise Refused("not_open", _("Proposals are not open."))
        taken = change_status(framework=draft, to=to, user=user, at=at)
        facts = {"framework": draft.pk, "version": draft.version, "from": taken.before, "to": to.value}
        record(draft.network, "framework.moved", facts, actor=user)
    framework.refresh_from_db()
    return draft


def _silence_end(asked_at: datetime, due_at: datetime | None) -> datetime:
    due = due_at or asked_at + SILENCE
    if due < asked_at + SILENCE:
        raise Refused("too_short", _("Give countries at least 14 days."), field="due_at")
    return due


def _require_all_decided(framework: Framework) -> None:
    open_ones = framework.proposals.filter(state=Proposal.State.OPEN).values_list("number", flat=True)
    if open_ones:
        words = _("Accept or reject these proposals first: %s.") % ", ".join(map(str, open_ones))
        raise Refused("proposals_left", words)


def _write_roll(consultation: Consultation) -> None:
    delegations = consultation.framework.network.participating_delegations().filter(assessed=True)
    entries = [RollEntry(consultation=consultation, delegation=delegation) for delegation in delegations]
    if not entries:
        raise Refused(
            "nobody_to_ask", _("No delegation of this network is assessed. Mark the delegations to be assessed first.")
        )
    RollEntry.objects.bulk_create(entries)
