"""Changes of an open cycle: its due date is extended, it is locked, unlocked and closed.

Each act has a reason and is in the record of the cycle, and people who still have to answer are notified.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.assessments import notices
from evaluation.assessments.cycles import locked_cycle, record_step, require_may_run
from evaluation.models import ANSWERING_STAGES, Assessment, AssessmentVersion, Cycle, CycleState, CycleStep, Stage
from networkapp.errors import Refused
from networkapp.users import User

Kind = CycleStep.Kind
ENDED = (CycleState.LOCKED, CycleState.CLOSED)


def extend_due_date(
    *,
    cycle: Cycle,
    due_at: datetime,
    locks_at: datetime | None = None,
    reason: str,
    user: User,
    at: datetime | None = None,
) -> Cycle:
    """Set the due date to `due_at` and the lock date to `locks_at`, and notify people who still have to answer.

    Without `locks_at` the lock date stays, or moves to the due date if it would be before it. Refuses (NotAllowed)
    users who may not run cycles; (Refused) no reason, a cycle that is locked or closed, a due date that is over or not
    later than the one before, and a lock date before it.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = _lock_and_authorize(cycle, user, reason)
        _require_running(current, moment)
        if due_at <= current.due_at or due_at <= moment:
            day = {"day": date_format(current.due_at.astimezone(current.network.zone), "DATE_FORMAT")}
            words = _("Answers are due on %(day)s. Choose a later date that has not passed.") % day
            raise Refused("not_later", words, field="due_at")
        current.due_at, current.locks_at = due_at, locks_at or max(current.locks_at, due_at)
        _require_order(current)
        _save_step(current, Kind.EXTENDED, user=user, at=moment, reason=reason)
        notify_respondents(notices.EXTENDED, current, at=moment)
    return current


def lock_cycle(*, cycle: Cycle, reason: str, user: User, at: datetime | None = None) -> Cycle:
    """Lock the cycle: it can no longer be answered, and people who still had to answer are notified. The due date
    stays.

    Refuses (NotAllowed) users who may not run cycles; (Refused) no reason, a cycle that has not opened, is locked or
    closed, and an early lock while a country still answers.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = _lock_and_authorize(cycle, user, reason)
        _require_running(current, moment)
        if moment <= current.opens_at:
            raise Refused("not_open_yet", _("The cycle is not open yet."))
        if moment < current.due_at and unsigned_assessments(current).exists():
            day = {"day": date_format(current.due_at.astimezone(current.network.zone), "DATE_FORMAT")}
            words = (
                _(
                    "Countries can answer until %(day)s. Lock the cycle after that date, or when all countries have "
                    "signed."
                )
                % day
            )
            raise Refused("still_answering", words)
        current.locks_at = moment
        _save_step(current, Kind.LOCKED, user=user, at=moment, reason=reason)
        notify_respondents(notices.LOCKED, current, at=moment)
    return current


def unlock_cycle(*, cycle: Cycle, locks_at: datetime, reason: str, user: User, at: datetime | None = None) -> Cycle:
    """Accept answers again until `locks_at`, and notify the people who can answer. The due date stays.

    Refuses (NotAllowed) users who may not run cycles; (Refused) no reason, a cycle that is not locked or is closed, a
    lock date that is over or before the due date, and where the cycle of a later year has begun from these answers.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = _lock_and_authorize(cycle, user, reason)
        state = current.state_at(moment)
        if state == CycleState.CLOSED:
            raise Refused("closed", _("The cycle is closed for good."))
        if state != CycleState.LOCKED:
            raise Refused("not_locked", _("Only a locked cycle can be unlocked."))
        later = Cycle.objects.filter(network=current.network, year__gt=current.year).order_by("year").first()
        if later is not None:
            words = _("You cannot unlock this cycle: the %(year)s cycle has started and shows its answers.")
            raise Refused("next_has_begun", words % {"year": later.year})
        if locks_at <= moment:
            raise Refused("lock_in_the_past", _("Choose a date that has not passed."), field="locks_at")
        current.locks_at = locks_at
        _require_order(current)
        _save_step(current, Kind.UNLOCKED, user=user, at=moment, reason=reason)
        notify_respondents(notices.UNLOCKED, current, at=moment)
    return current


def close_cycle(*, cycle: Cycle, reason: str, user: User, at: datetime | None = None) -> Cycle:
    """Close the cycle: unpublished assessments stay unpublished, published results can still be corrected.

    Refuses (NotAllowed) users who may not run cycles; (Refused) no reason, a cycle that is not locked or is closed
    already, and while an assessment is signed and not published, under review, or being corrected, naming them.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = _lock_and_authorize(cycle, user, reason)
        state = current.state_at(moment)
        if state == CycleState.CLOSED:
            raise Refused("closed", _("The cycle is already closed."))
        if state != CycleState.LOCKED:
            raise Refused("not_locked", _("Lock the cycle before you close it."))
        waiting = [str(one.delegation.label) for one in unfinished_assessments(current.assessments.all())]
        if waiting:
            words = _(
                "These assessments are signed, under review or being corrected: %(names)s. "
                "Publish them, or return them to draft."
            )
            raise Refused("unfinished", words % {"names": ", ".join(waiting)})
        current.closed_at = moment
        _save_step(current, Kind.CLOSED, user=user, at=moment, reason=reason)
    return current


def unsigned_assessments(cycle: Cycle) -> QuerySet[Assessment]:
    """Return the assessments of `cycle` that are not signed yet."""
    found: QuerySet[Assessment] = cycle.assessments.filter(stage__in=ANSWERING_STAGES)
    return found.select_related("cycle__network", "delegation")


def unfinished_assessments(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Return those of `assessments` that are between signing and publication, or published and open again."""
    published = AssessmentVersion.objects.filter(assessment=OuterRef("pk"))
    found = assessments.exclude(stage=Stage.PUBLISHED).exclude(~Exists(published), stage__in=ANSWERING_STAGES)
    return found.select_related("delegation")


def notify_respondents(kind: str, cycle: Cycle, *, at: datetime) -> None:
    """Notify people who can answer an unsigned assessment of `cycle`; each further time again."""
    for assessment in unsigned_assessments(cycle):
        notices.notify(kind, assessment, stamp=f"{at:%Y%m%d%H%M%S%f}", at=at)


def _lock_and_authorize(cycle: Cycle, user: User, reason: str) -> Cycle:
    current = locked_cycle(cycle)
    require_may_run(network=current.network, user=user)
    if not reason.strip():
        raise Refused("reason_needed", _("Enter a reason."), field="reason")
    return current


def _require_running(cycle: Cycle, at: datetime) -> None:
    if cycle.state_at(at) == CycleState.CLOSED:
        raise Refused("closed", _("The cycle is closed for good."))
    if cycle.state_at(at) == CycleState.LOCKED:
        raise Refused("locked", _("The cycle is locked. Unlock it to allow more time."))


def _require_order(cycle: Cycle) -> None:
    if cycle.locks_at < cycle.due_at:
        words = _("Choose a lock date on or after the due date.")
        raise Refused("dates_out_of_order", words, field="locks_at")


def _save_step(cycle: Cycle, kind: CycleStep.Kind, *, user: User, at: datetime, reason: str) -> None:
    cycle.save(update_fields=["due_at", "locks_at", "closed_at"])
    record_step(cycle, kind, user=user, at=at, reason=reason.strip())
