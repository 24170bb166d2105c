"""Reminders of assigned sections, and what of them needs somebody: on the desk, by e-mail, by the clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.assessments.notices import full_title
from evaluation.assessments.section_emails import send_invitation, send_reminder
from evaluation.assessments.sections import renew_link
from evaluation.models import Assessment, SectionAssignment, SectionHolder, SectionReady, Stage
from evaluation.permissions import Action
from networkapp.models import ParticipationRecord
from networkapp.models.translations import format_mixed
from networkapp.notifications.email import absolute
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

REMIND_BEFORE = timedelta(days=3)
REMIND_UNTIL = timedelta(days=14)
"""How long after its day a section is still reminded of."""


def send_section_reminders(*, now: datetime) -> int:
    """Remind contributors whose section is not ready once three days before its due date, and once after; return how
    many.

    People who have not opened their e-mail yet get it again, with a new link. Sections assigned later than three days
    before were just announced. An e-mail that could not be sent is tried again in a minute.
    """
    waiting = _unready(now)
    soon = Q(
        reminded_before_at=None,
        due_at__gt=now,
        due_at__lte=now + REMIND_BEFORE,
        given_at__lt=F("due_at") - REMIND_BEFORE,
    )
    late = Q(reminded_after_at=None, due_at__lte=now, due_at__gt=now - REMIND_UNTIL)
    sent = _remind(waiting.filter(soon), "reminded_before_at", now, is_late=False)
    return sent + _remind(waiting.filter(late), "reminded_after_at", now, is_late=True)


def sections_to_complete(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for sections that are assigned to the reader and not marked as ready, with due dates."""
    for one in _unready(timezone.now()).filter(holder__user=user):
        assessment = one.holder.assessment
        yield DeskItem(
            title=format_mixed(_("Answer section: %(section)s"), section=one.recommendation.local_title),
            email_title=_("A section of an assessment is assigned to you"),
            detail=f"{assessment.delegation.label}, {assessment.cycle.year}",
            url=reverse("evaluation:section", args=[assessment.pk, one.recommendation.code]),
            deadline=one.due_at,
            key=f"section-{one.pk}",
        )


def sections_overdue(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who can assign sections: the number of overdue sections that are not ready."""
    giving = Assessment.objects.where(user, may=Action.GIVE_SECTIONS).values("pk")
    late = _unready(timezone.now()).filter(due_at__lte=timezone.now(), holder__assessment__in=giving)
    by_assessment = sorted(late, key=lambda one: one.holder.assessment_id)
    for _pk, found in groupby(by_assessment, key=lambda one: one.holder.assessment_id):
        ones = list(found)
        assessment = ones[0].holder.assessment
        words = ngettext(
            "Follow up %(n)s overdue section: %(name)s", "Follow up %(n)s overdue sections: %(name)s", len(ones)
        )
        yield DeskItem(
            title=words % {"n": len(ones), "name": full_title(assessment)},
            email_title=_("%(network)s: sections of an assessment are overdue")
            % {"network": assessment.cycle.network.local_name},
            detail=", ".join(sorted({str(one.holder) for one in ones})),
            url=reverse("evaluation:sections_given", args=[assessment.pk]),
            deadline=min(one.due_at for one in ones),
            key=f"sections-overdue-{assessment.pk}",
        )


def _unready(now: datetime) -> QuerySet[SectionAssignment]:
    """Return the assigned sections of open drafts that nobody has marked as ready.

    Without those of delegations that are suspended or have withdrawn.
    """
    ready = SectionReady.objects.filter(
        assessment=OuterRef("holder__assessment"), recommendation=OuterRef("recommendation"), taken_back_at__isnull=True
    )
    drafts = Q(holder__assessment__stage=Stage.DRAFT, holder__assessment__versions__isnull=True)
    opened = Q(holder__assessment__cycle__opens_at__lte=now, holder__assessment__cycle__locks_at__gt=now)
    absences = ParticipationRecord.objects.absences(now).of_row(
        network="holder__assessment__cycle__network", delegation="holder__assessment__delegation"
    )
    found: QuerySet[SectionAssignment] = (
        SectionAssignment.objects.current()
        .filter(drafts, opened)
        .exclude(Exists(ready))
        .exclude(Exists(absences))
        .select_related(
            "recommendation", "holder__user", "holder__assessment__cycle__network", "holder__assessment__delegation"
        )
        .prefetch_related("recommendation__translations")
        .order_by("holder", "recommendation__code")
    )
    return found


def _remind(due: QuerySet[SectionAssignment], mark: str, now: datetime, *, is_late: bool) -> int:
    sent = 0
    for _pk, found in groupby(due, key=lambda one: one.holder_id):
        ones = list(found)
        # The process that marks the rows sends the e-mail: two clocks at once send one.
        unmarked = SectionAssignment.objects.filter(pk__in=[one.pk for one in ones], **{mark: None})
        if not unmarked.update(**{mark: now}):
            continue
        if _send_email(ones[0].holder, ones, is_late=is_late):
            sent += 1
        else:
            SectionAssignment.objects.filter(pk__in=[one.pk for one in ones]).update(**{mark: None})
    return sent


def _send_email(holder: SectionHolder, ones: list[SectionAssignment], *, is_late: bool) -> bool:
    if holder.user_id:
        return send_reminder(holder=holder, assignments=ones, base_url=absolute(""), is_late=is_late)
    return send_invitation(holder=holder, token=renew_link(holder=holder), base_url=absolute(""))
