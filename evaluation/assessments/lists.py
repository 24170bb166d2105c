"""Lists of assessments: those of a reader's own countries, and those whose cycle they oversee."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from evaluation.models import ANSWERING_STAGES, SIGNED_STAGES, Answer, Assessment, Criterion, Signature
from evaluation.permissions import Action
from networkapp.languages.sorting import alphabetical
from networkapp.users import AnyUser

ASKED_CRITERIA = Q(answers__criterion__computed=False) & ~Q(answers__criterion__kind=Criterion.Kind.TREATY)


@dataclass(frozen=True, kw_only=True)
class AssessmentSummary:
    """One assessment with its progress. `unconfirmed` is the number of answers that wait for a confirmation."""

    assessment: Assessment
    asked: int
    answered: int
    unconfirmed: int
    signatures: int
    versions: int

    @property
    def is_open(self) -> bool:
        return self.assessment.stage in ANSWERING_STAGES

    @property
    def is_signed(self) -> bool:
        return self.assessment.stage in SIGNED_STAGES


def assessments_of(user: AnyUser) -> list[AssessmentSummary]:
    """Return the assessments of the countries for which `user` holds a seat; one query."""
    return summaries_of(Assessment.objects.where(user, may=Action.READ))


def has_assessments(user: AnyUser) -> bool:
    """Return whether the reader can see an assessment that is not public yet."""
    return bool(Assessment.objects.where(user, may=Action.READ).exists())


def assessments_overseen_by(user: AnyUser) -> list[AssessmentSummary]:
    """Return the progress of the countries in the cycles that `user` oversees, in one query; their answers are not in
    it.

    By cycle, and within it by the country's name in the reader's language.
    """
    found = summaries_of(Assessment.objects.where(user, may=Action.OVERSEE))
    by_name = {line.assessment.pk: place for place, line in enumerate(alphabetical(found, name=_name))}
    cycles = {line.assessment.cycle_id: place for place, line in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda line: (cycles[line.assessment.cycle_id], by_name[line.assessment.pk]))


def _name(line: AssessmentSummary) -> str:
    return str(line.assessment.delegation.label)


def summaries_of(assessments: QuerySet[Assessment]) -> list[AssessmentSummary]:
    """Return the assessments with their counts, the newest year first, then by country."""
    waiting = Q(answers__status=Answer.Status.NOT_APPLICABLE, answers__confirmed_at__isnull=True)
    counted = (
        assessments.select_related("cycle__network", "delegation")
        .annotate(
            asked=Count("answers", filter=ASKED_CRITERIA, distinct=True),
            answered=Count(
                "answers", filter=ASKED_CRITERIA & ~Q(answers__status=Answer.Status.UNANSWERED), distinct=True
            ),
            unconfirmed=Count("answers", filter=waiting, distinct=True),
            signature_count=Count("signatures", filter=Q(signatures__withdrawn_at__isnull=True), distinct=True),
            published=Count("versions", distinct=True),
        )
        .order_by("-cycle__year", "cycle__network__name", "delegation__code")
    )
    return [
        AssessmentSummary(
            assessment=assessment,
            asked=assessment.asked,
            answered=assessment.answered,
            unconfirmed=assessment.unconfirmed,
            signatures=assessment.signature_count,
            versions=assessment.published,
        )
        for assessment in counted
    ]


def assessments_awaiting_signature(user: AnyUser, role: Signature.Role, action: Action) -> QuerySet[Assessment]:
    """Return those that the other role has signed and `user` has not, if they may sign in `role`."""
    valid = Signature.objects.filter(withdrawn_at__isnull=True)
    found: QuerySet[Assessment] = (
        Assessment.objects.where(user, may=action)
        .filter(stage__in=ANSWERING_STAGES, signatures__in=valid.exclude(role=role))
        .exclude(signatures__in=valid.filter(role=role))
        .select_related("cycle__network", "delegation")
    )
    return found
