"""The progress of an assessment's sections: contributor, due date, whether ready, and last activity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Max
from django.utils import timezone

from evaluation.assessments.section_ready import hash_of_section
from evaluation.assessments.worksheet import Section, Worksheet
from evaluation.models import AnswerRevision, Assessment, SectionAssignment, SectionReady


class AssignmentState(StrEnum):
    """The status of an assigned section."""

    READY = "ready"
    CHANGED = "changed"
    """Marked as ready, and an answer has changed since."""
    UNSENT = "unsent"
    EXPIRED = "expired"
    """The link in the contributor's e-mail has expired."""
    WAITS = "waits"
    """The e-mail was sent, and the contributor has not opened it."""
    OVERDUE = "overdue"
    WORKING = "working"


@dataclass(frozen=True, kw_only=True)
class AssignmentProgress:
    """One section in one person's hands. `is_overdue` where its day has passed and it is not ready."""

    assignment: SectionAssignment
    state: AssignmentState
    last_active: datetime | None
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class SectionProgress:
    """One section with its contributor, and with the mark that it is ready."""

    section: Section
    hands: tuple[AssignmentProgress, ...]
    ready: SectionReady | None
    is_changed: bool

    @property
    def is_ready(self) -> bool:
        return self.ready is not None and not self.is_changed


def progress_of(sheet: Worksheet) -> list[SectionProgress]:
    """Return the progress of every section of `sheet`; three queries."""
    hands: dict[int, list[SectionAssignment]] = {}
    for assignment in _assignments(sheet.assessment):
        hands.setdefault(assignment.recommendation_id, []).append(assignment)
    marks = ready_marks(sheet.assessment)
    active = _last_active(sheet.assessment)
    return [_progress(section, hands.get(section.recommendation.pk, []), marks, active) for section in sheet.sections]


def progress_in(assessment: Assessment, section: Section) -> SectionProgress:
    """Return whether `section` is ready and to whom it is assigned, without their last activity; two queries."""
    hands = list(_assignments(assessment).filter(recommendation=section.recommendation))
    return _progress(section, hands, ready_marks(assessment), {})


def ready_marks(assessment: Assessment) -> dict[int, SectionReady]:
    """Return the valid marks, by the primary key of the recommendation."""
    marks = assessment.sections_ready.filter(taken_back_at__isnull=True).select_related("marked_by")
    return {mark.recommendation_id: mark for mark in marks}


def _assignments(assessment: Assessment) -> Any:
    found = SectionAssignment.objects.current().filter(holder__assessment=assessment)
    return found.select_related("holder__user", "recommendation")


def _last_active(assessment: Assessment) -> dict[tuple[int, int], datetime]:
    """Return when each account last changed something in each recommendation."""
    rows = (
        AnswerRevision.objects.filter(answer__assessment=assessment, changed_by__isnull=False)
        .order_by()
        .values_list("changed_by", "answer__criterion__recommendation")
        .annotate(last=Max("changed_at"))
    )
    return {(user, section): last for user, section, last in rows}


def _progress(
    section: Section,
    assignments: list[SectionAssignment],
    marks: Mapping[int, SectionReady],
    active: Mapping[tuple[int, int], datetime],
) -> SectionProgress:
    mark = marks.get(section.recommendation.pk)
    is_changed = mark is not None and mark.answers_hash != hash_of_section(section)
    done = None if mark is None else AssignmentState.CHANGED if is_changed else AssignmentState.READY
    hands = tuple(
        AssignmentProgress(
            assignment=one,
            state=done or _state(one),
            last_active=active.get((one.holder.user_id or 0, section.recommendation.pk)),
            is_overdue=done is not AssignmentState.READY and one.is_overdue(),
        )
        for one in assignments
    )
    return SectionProgress(section=section, hands=hands, ready=mark, is_changed=is_changed)


def _state(assignment: SectionAssignment) -> AssignmentState:
    holder = assignment.holder
    if holder.user_id:
        return AssignmentState.OVERDUE if assignment.is_overdue() else AssignmentState.WORKING
    if holder.sent_at is None:
        return AssignmentState.UNSENT
    return AssignmentState.EXPIRED if holder.expires_at <= timezone.now() else AssignmentState.WAITS
