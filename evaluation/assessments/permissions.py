"""A person's permissions on one assessment now; pages offer exactly these actions."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from evaluation.assessments.sections import assigned_section_codes
from evaluation.assessments.signing import SIGNS_BY
from evaluation.models import ANSWERING_STAGES, AnswerEvidence, Assessment, Evidence, Signature, Stage
from evaluation.permissions import Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class AssessmentPermissions:
    """The domain checks again when the person acts; this only decides what is offered."""

    may_answer: bool
    may_care: bool
    sections: frozenset[int]
    """The codes of sections that were assigned to the person, if their seat does not let them answer."""
    signs_as: tuple[Signature.Role, ...]
    may_reopen: bool
    may_oversee: bool
    may_give_sections: bool
    may_read_history: bool

    @property
    def may_answer_anything(self) -> bool:
        return self.may_answer or bool(self.sections)

    def may_answer_in(self, code: int) -> bool:
        return self.may_answer or code in self.sections


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """The valid ones, and the last voided one of each role that was not renewed."""

    valid: tuple[Signature, ...]
    spent: tuple[Signature, ...]


def permissions_of(user: User, assessment: Assessment, signatures: Signatures) -> AssessmentPermissions:
    """Return what is offered to `user`, in one query for their seats, and one for sections if these do not let them
    answer."""
    actions = assessment.actions_of(user)
    answering = assessment.stage in ANSWERING_STAGES
    signed = {signature.role for signature in signatures.valid}
    may_care = Action.ANSWER in actions
    may_answer = answering and may_care
    return AssessmentPermissions(
        may_answer=may_answer,
        may_care=may_care,
        sections=frozenset() if may_answer else assigned_section_codes(user, assessment),
        signs_as=tuple(
            role for role, action in SIGNS_BY.items() if answering and role not in signed and action in actions
        ),
        may_reopen=assessment.stage in (Stage.SIGNED, Stage.PUBLISHED) and Action.REOPEN in actions,
        may_oversee=Action.OVERSEE in actions,
        may_give_sections=assessment.stage == Stage.DRAFT and Action.GIVE_SECTIONS in actions,
        may_read_history=Action.READ in actions,
    )


def signatures_of(assessment: Assessment) -> Signatures:
    """Return all signatures of the assessment, in one query."""
    newest: dict[str, Signature] = {}
    for signature in assessment.signatures.select_related("seat__delegation", "signed_by").order_by("signed_at", "pk"):
        newest[signature.role] = signature
    ordered = [newest[role] for role in Signature.Role if role in newest]
    return Signatures(
        valid=tuple(signature for signature in ordered if signature.withdrawn_at is None),
        spent=tuple(signature for signature in ordered if signature.withdrawn_at is not None),
    )


def known_evidence(assessment: Assessment, *, only: Collection[int] | None = None) -> QuerySet[Evidence]:
    """Return the documents that the country has given in the network, newest first; `only` of these sections."""
    resting = AnswerEvidence.objects.filter(answer__assessment__cycle__network=assessment.cycle.network_id)
    if only is not None:
        resting = resting.filter(answer__criterion__recommendation__code__in=only)
    known = Evidence.objects.filter(delegation=assessment.delegation_id, pk__in=resting.values("evidence"))
    return known.order_by("-pk")
