"""The way of an assessment through its stages: who may make which move."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments import notices
from evaluation.models import TRANSITIONS, Assessment, Stage
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.users import User

# Beside TRANSITIONS: which action of the permission table makes the move. The second signature after a correction lets
# a review go on that has rested.
MOVES: Mapping[tuple[Stage, Stage], frozenset[Action]] = {
    (Stage.DRAFT, Stage.COUNTRY_CHECK): frozenset({Action.ANSWER}),
    (Stage.COUNTRY_CHECK, Stage.DRAFT): frozenset({Action.ANSWER}),
    (Stage.COUNTRY_CHECK, Stage.SIGNED): frozenset({Action.SIGN_FOR_PARLIAMENT, Action.SIGN_FOR_GOVERNMENT}),
    (Stage.SIGNED, Stage.DRAFT): frozenset({Action.REOPEN, Action.SEND_BACK}),
    (Stage.SIGNED, Stage.PEER_REVIEW): frozenset(
        {Action.CONDUCT_REVIEW, Action.SIGN_FOR_PARLIAMENT, Action.SIGN_FOR_GOVERNMENT}
    ),
    (Stage.SIGNED, Stage.FINAL): frozenset({Action.PUBLISH}),
    (Stage.PEER_REVIEW, Stage.DRAFT): frozenset({Action.REOPEN, Action.SEND_BACK}),
    (Stage.PEER_REVIEW, Stage.FINAL): frozenset({Action.CONDUCT_REVIEW}),
    (Stage.FINAL, Stage.PUBLISHED): frozenset({Action.PUBLISH}),
    (Stage.PUBLISHED, Stage.DRAFT): frozenset({Action.REOPEN}),
}


def lock_assessment(assessment: Assessment) -> Assessment:
    """Return the assessment as it is now, its row locked until the transaction ends."""
    rows = Assessment.objects.select_for_update(of=("self",))
    fresh: Assessment = rows.select_related("cycle__network", "cycle__framework", "delegation").get(pk=assessment.pk)
    return fresh


def move_to_stage(*, assessment: Assessment, to: Stage, user: User) -> None:
    """Move `assessment`, whose row is locked, to the stage `to`. Refuses moves that do not exist, and people who may
    not make them."""
    before = Stage(assessment.stage)
    if to not in TRANSITIONS[before]:
        raise Refused("no_such_move", _("This is not possible at the current stage."))
    if not any(assessment.allows(user, action) for action in MOVES[before, to]):
        raise NotAllowed(to)
    assessment.stage = to
    assessment.save(update_fields=["stage"])
    facts = {"assessment": assessment.pk, "from": before.value, "to": to.value}
    record(assessment.cycle.network, "assessment.moved", facts, actor=user, delegation=assessment.delegation)


def reopen(*, assessment: Assessment, user: User, reason: str, at: datetime | None = None) -> Assessment:
    """Make the assessment a draft again and void its signatures: withdrawn or returned if signed, revised if published.

    What was published stays public until the next version replaces it. A review that is open rests until both have
    signed again. Refuses an empty reason.
    """
    if not reason.strip():
        raise Refused("reason_needed", _("Enter a reason."), field="reason")
    with transaction.atomic():
        current = lock_assessment(assessment)
        move_to_stage(assessment=current, to=Stage.DRAFT, user=user)
        current.reason, current.peer_reviewed = reason.strip(), False
        current.save(update_fields=["reason", "peer_reviewed"])
        current.reviews.filter(closed_at=None).update(paused_at=at or timezone.now())
        void_signatures(assessment=current, user=user, at=at)
    return current


def void_signatures(*, assessment: Assessment, user: User, at: datetime | None = None) -> int:
    """Void all signatures of `assessment`, whose row is locked; return how many there were.

    The signatories are notified, except `user`, who has just caused it.
    """
    signatures = assessment.signatures.filter(withdrawn_at__isnull=True)
    signers = set(signatures.values_list("signed_by", flat=True))
    moment = at or timezone.now()
    if not signers:
        return 0
    spent: int = signatures.update(withdrawn_at=moment)
    if spent:
        stamp = f"{moment:%Y%m%d%H%M%S%f}"
        notices.notify(notices.SIGNATURE_VOIDED, assessment, people=signers - {user.pk}, stamp=stamp, at=at)
        facts = {"assessment": assessment.pk, "signatures": spent}
        record(
            assessment.cycle.network, "assessment.signatures_spent", facts, actor=user, delegation=assessment.delegation
        )
    return spent
