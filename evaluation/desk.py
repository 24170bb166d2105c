"""Desk items: open assessments, signatures, comments, confirmations and publications."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.assessments.comments import assessments_awaiting_civil_society
from evaluation.assessments.lists import AssessmentSummary, assessments_awaiting_signature, summaries_of
from evaluation.assessments.notices import full_title
from evaluation.assessments.signing import SIGNS_BY
from evaluation.models import ANSWERING_STAGES, Assessment, Stage
from evaluation.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User


def open_assessments(*, user: AnyUser) -> Iterable[DeskItem]:
    """Yield the assessments that the reader can answer and that accept answers today, with their due dates."""
    now = timezone.now()
    running = Q(cycle__locks_at__gt=now) | Q(versions__isnull=False) | Q(reviews__closed_at=None, reviews__isnull=False)
    answering = Assessment.objects.where(user, may=Action.ANSWER).filter(
        running, stage__in=ANSWERING_STAGES, cycle__opens_at__lte=now
    )
    for line in summaries_of(answering):
        answered = {"n": line.answered, "m": line.asked}
        yield DeskItem(
            title=_("Answer the assessment: %(name)s") % {"name": full_title(line.assessment)},
            detail=_("%(n)s of %(m)s answered") % answered,
            url=line.assessment.get_absolute_url(),
            deadline=line.assessment.cycle.due_at,
            key=f"assessment-{line.assessment.pk}",
        )


def signatures_needed(*, user: AnyUser) -> Iterable[DeskItem]:
    """Yield the assessments that the other side has signed and the reader can sign."""
    for role, action in SIGNS_BY.items():
        for assessment in assessments_awaiting_signature(user, role, action):
            yield DeskItem(
                title=_("Sign the assessment: %(name)s") % {"name": full_title(assessment)},
                detail=_("The other side has signed. You sign as %(role)s.") % {"role": role.label},
                url=reverse("evaluation:sign", args=[assessment.pk]),
                deadline=assessment.cycle.due_at,
                key=f"signature-{assessment.pk}",
            )


def to_confirm_or_publish(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who oversee a cycle: assessments that both sides have signed and that are not
    public."""
    signed = Assessment.objects.where(user, may=Action.OVERSEE).filter(stage__in=(Stage.SIGNED, Stage.FINAL))
    for line in summaries_of(signed):
        is_final = line.assessment.stage == Stage.FINAL
        title = _("Publish after peer review: %(name)s") if is_final else _("Review or publish: %(name)s")
        yield DeskItem(
            title=title % {"name": full_title(line.assessment)},
            detail=_remaining_work(line),
            url=reverse("evaluation:review", args=[line.assessment.pk]),
            key=f"publish-{line.assessment.pk}",
        )


def comments_to_write(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items of civil society: signed assessments, until it has commented or the review period is
    over."""
    for assessment in assessments_awaiting_civil_society(user):
        yield DeskItem(
            title=_("Comment on the assessment: %(name)s") % {"name": full_title(assessment)},
            detail=_("Read what would be published and comment where you disagree."),
            url=reverse("evaluation:voices", args=[assessment.pk]),
            deadline=assessment.voices_until,
            key=f"voice-{assessment.pk}",
        )


def _remaining_work(line: AssessmentSummary) -> str:
    if not line.unconfirmed:
        is_final = line.assessment.stage == Stage.FINAL
        return (
            _("Ready to publish.")
            if is_final
            else _("Signed by both sides. Ready for peer review, or to publish without one.")
        )
    words = ngettext(
        "Confirm %(n)s answer marked “not applicable”.",
        "Confirm %(n)s answers marked “not applicable”.",
        line.unconfirmed,
    )
    return words % {"n": line.unconfirmed}
