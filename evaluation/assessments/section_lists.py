"""The sections of a contributor, open ones first, and those whose time is over."""

from dataclasses import dataclass

from django.db.models import Count, Q

from evaluation.models import Answer, Assessment, Criterion, SectionAssignment, SectionReady
from evaluation.permissions import Action
from networkapp.users import User

ASKED_CRITERIA = Q(criterion__computed=False) & ~Q(criterion__kind=Criterion.Kind.TREATY)


@dataclass(frozen=True, kw_only=True)
class AssignedSection:
    """One section of a contributor. While it is not open they see nothing more of it than this line."""

    assignment: SectionAssignment
    is_open: bool
    is_ready: bool
    asked: int
    answered: int

    @property
    def assessment(self) -> Assessment:
        found: Assessment = self.assignment.holder.assessment
        return found


def sections_assigned_to(user: User) -> list[AssignedSection]:
    """Return the sections assigned to `user` now, open ones first, by due date; four queries."""
    assignments = list(
        SectionAssignment.objects.current()
        .filter(holder__user=user)
        .select_related("recommendation", "holder__assessment__cycle", "holder__assessment__delegation")
        .prefetch_related("recommendation__translations")
    )
    assessments = {one.holder.assessment_id for one in assignments}
    workable = Assessment.objects.where(user, may=Action.WORK_ON_SECTION).filter(pk__in=assessments)
    is_open = set(workable.values_list("pk", flat=True))
    marks = SectionReady.objects.filter(assessment__in=assessments, taken_back_at__isnull=True)
    ready = set(marks.values_list("assessment", "recommendation"))
    counts = _counts(assignments)
    lines = [
        AssignedSection(
            assignment=one,
            is_open=one.holder.assessment_id in is_open,
            is_ready=(one.holder.assessment_id, one.recommendation_id) in ready,
            asked=counts.get((one.holder.assessment_id, one.recommendation_id), (0, 0))[0],
            answered=counts.get((one.holder.assessment_id, one.recommendation_id), (0, 0))[1],
        )
        for one in assignments
    ]
    return sorted(lines, key=lambda line: (not line.is_open, line.assignment.due_at, line.assignment.pk))


def _counts(assignments: list[SectionAssignment]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how many questions are asked and answered, by assessment and recommendation."""
    rows = (
        Answer.objects.filter(
            assessment__in={one.holder.assessment_id for one in assignments},
            criterion__recommendation__in={one.recommendation_id for one in assignments},
        )
        .order_by()
        .values_list("assessment", "criterion__recommendation")
        .annotate(
            asked=Count("pk", filter=ASKED_CRITERIA),
            answered=Count("pk", filter=ASKED_CRITERIA & ~Q(status=Answer.Status.UNANSWERED)),
        )
    )
    return {(assessment, section): (total, answered) for assessment, section, total, answered in rows}
