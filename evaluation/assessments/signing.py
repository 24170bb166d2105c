"""Two signatures over the same answers: for parliament and for the government."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments import notices
from evaluation.assessments.answer_digests import signed_answers
from evaluation.assessments.cycles import require_open
from evaluation.assessments.review_rounds import resume_review
from evaluation.assessments.transitions import lock_assessment, move_to_stage
from evaluation.assessments.worksheet import Worksheet, load_worksheet, require_complete
from evaluation.frameworks.adopting import require_unaltered
from evaluation.models import ANSWERING_STAGES, Answer, Assessment, Signature, Stage
from evaluation.permissions import ALLOWED, Action
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.models import Seat
from networkapp.text.canonical_json import content_hash
from networkapp.users import User

SIGNS_BY: Mapping[Signature.Role, Action] = {
    Signature.Role.DELEGATE: Action.SIGN_FOR_PARLIAMENT,
    Signature.Role.GOVERNMENT: Action.SIGN_FOR_GOVERNMENT,
}


def sign(*, assessment: Assessment, role: str, user: User, answers_hash: str, at: datetime | None = None) -> Signature:
    """Sign for `user` exactly the answers whose hash is `answers_hash`; with the second role all is signed.

    The first signature passes the country check; after the second, a paused review continues. Refuses (NotAllowed)
    people who may not sign in this role; (Blocked) while blockers are open; (Refused) answers that are not those that
    the person saw, a role that has signed, the same person twice, and a stage, cycle or criteria that accept no
    signature.
    """
    signs_as = Signature.Role(role)
    with transaction.atomic():
        current = lock_assessment(assessment)
        current.require(user, SIGNS_BY[signs_as])
        _require_signable(current, at)
        sheet = load_worksheet(current)
        if answers_hash != sheet_hash(sheet):
            raise Refused(
                "answers_changed", _("An answer has changed since you opened this page. Check the answers again.")
            )
        signatures = list(current.signatures.filter(withdrawn_at__isnull=True))
        _require_new_signature(signatures, signs_as, user, answers_hash)
        require_complete(sheet)
        signature = _add(current, signs_as, user, answers_hash, at)
        notices.resolve(notices.SIGNATURE_VOIDED, current, people=[user.pk])
        if current.stage == Stage.DRAFT:
            move_to_stage(assessment=current, to=Stage.COUNTRY_CHECK, user=user)
        if len(signatures) + 1 == len(Signature.Role):
            move_to_stage(assessment=current, to=Stage.SIGNED, user=user)
            resume_review(assessment=current, user=user, at=at)
    return signature


def signing_refusal(
    *, sheet: Worksheet, signatures: Iterable[Signature], role: Signature.Role, user: User, at: datetime | None = None
) -> Refused | None:
    """Return the refusal that `sign` would raise for `user` in `role` over the answers on `sheet`; None if none."""
    try:
        _require_signable(sheet.assessment, at)
        _require_new_signature(signatures, role, user, sheet_hash(sheet))
        require_complete(sheet)
    except Refused as refusal:
        return refusal
    return None


def answers_hash(assessment: Assessment) -> str:
    """Return the hash of all that is signed: each answer, its comment and evidence, and the criteria's own hash."""
    return sheet_hash(load_worksheet(assessment))


def sheet_hash(sheet: Worksheet) -> str:
    """Return the hash of the answers on `sheet`, without those that the platform fills in."""
    return content_hash(
        {
            "assessment": sheet.assessment.pk,
            "framework": sheet.assessment.cycle.framework.content_hash,
            "answers": signed_answers(sheet.questions),
        }
    )


def confirm_not_applicable(*, assessment: Assessment, criterion: Any, user: User, at: datetime | None = None) -> Answer:
    """Confirm that `criterion` does not apply to this country, so that it leaves the base of the score.

    Refuses (NotAllowed) people who may not confirm: the secretariat may, and the reviewers while they review; (Refused)
    what is not signed or is published already, and an answer that is not marked as not applicable.
    """
    with transaction.atomic():
        current = lock_assessment(assessment)
        if not current.allows(user, Action.REVIEW):
            current.require(user, Action.CONFIRM)
        if current.stage not in (Stage.SIGNED, Stage.PEER_REVIEW):
            raise Refused("not_signed", _("Answers can be confirmed only after both sides have signed."))
        answer = Answer.objects.select_for_update().get(assessment=current, criterion=criterion)
        if answer.status != Answer.Status.NOT_APPLICABLE:
            raise Refused("says_otherwise", _("Only answers marked “not applicable” can be confirmed."))
        answer.confirmed_at, answer.confirmed_by = at or timezone.now(), user
        answer.save(update_fields=["confirmed_at", "confirmed_by"])
        facts = {"assessment": current.pk, "answer": answer.pk, "series_id": answer.criterion.series_id}
        record(current.cycle.network, "assessment.confirmed", facts, actor=user, delegation=current.delegation)
    return answer


def _require_signable(assessment: Assessment, at: datetime | None) -> None:
    if assessment.stage not in ANSWERING_STAGES:
        raise Refused("not_open_for_signing", _("The assessment cannot be signed at its current stage."))
    require_open(assessment, at=at)
    require_unaltered(assessment.cycle.framework)


def _require_new_signature(
    signatures: Iterable[Signature], signs_as: Signature.Role, user: User, answers_hash: str
) -> None:
    for signature in signatures:
        if signature.role == signs_as:
            raise Refused("already_signed", _("Your side has already signed."))
        if signature.signed_by_id == user.pk:
            raise Refused("one_person", _("The second signature must come from a different person."))
        if signature.answers_hash != answers_hash:
            raise Refused(
                "answers_changed", _("An answer has changed since the first signature. The first side must sign again.")
            )


def _add(
    assessment: Assessment, signs_as: Signature.Role, user: User, answers_hash: str, at: datetime | None
) -> Signature:
    of_country = Seat.objects.current().filter(
        user=user, network=assessment.cycle.network_id, delegation=assessment.delegation_id
    )
    seat = of_country.with_role(ALLOWED[SIGNS_BY[signs_as]]).order_by("pk")[0]
    signature = Signature.objects.create(
        assessment=assessment,
        role=signs_as,
        seat=seat,
        signed_by=user,
        signed_at=at or timezone.now(),
        answers_hash=answers_hash,
    )
    facts = {"assessment": assessment.pk, "role": signs_as.value}
    record(assessment.cycle.network, "assessment.signed", facts, actor=user, delegation=assessment.delegation)
    return signature
