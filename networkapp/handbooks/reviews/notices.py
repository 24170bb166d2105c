"""Reviews of handbooks that are overdue: the reviewers are notified once, by the clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import Page, TaskState

from networkapp.handbooks.models import HandbookPage, HandbookReview
from networkapp.handbooks.reviews.actions import reviews_to_decide
from networkapp.models import Notification, Seat
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser

OVERDUE = "handbook.review_overdue"


def remind_reviewers(*, now: datetime) -> int:
    """Notify the reviewers of each overdue review; return their number. A job of the clock."""
    late = Q(pk__in=[])
    for task, days in HandbookReview.objects.values_list("pk", "days"):
        late |= Q(task=task, started_at__lte=now - timedelta(days=days))
    notifications = Notification.objects.filter(kind=OVERDUE, key=OuterRef("named"))
    waiting = TaskState.objects.filter(late, status=TaskState.STATUS_IN_PROGRESS)
    waiting = waiting.annotate(named=Cast("pk", CharField())).filter(~Exists(notifications))
    return sum(_remind_reviewers_of(state, now) for state in waiting.select_related("workflow_state").order_by("pk"))


def _remind_reviewers_of(state: TaskState, now: datetime) -> int:
    page = Page.objects.filter(pk=state.workflow_state.object_id).first()
    handbook = HandbookPage.objects.around(page).select_related("network").first() if page else None
    if handbook is None:
        return 0
    seats = Seat.objects.current().filter(network=handbook.network, user__is_active=True)
    seats = seats.with_role(ALLOWED[Action.PUBLISH_HANDBOOKS])
    groups = HandbookReview.objects.filter(pk=state.task_id).values("groups")
    people = set(seats.filter(user__groups__in=groups).order_by().values_list("user", flat=True))
    return min(1, notify_people(network=handbook.network, kind=OVERDUE, key=str(state.pk), people=people, at=now))


def render_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of our notices about reviews that `user` still has to decide."""
    notification_ids = {int(one.key): one.pk for one in notifications}
    return {notification_ids[pk]: item for pk, item in reviews_to_decide(user=user).items() if pk in notification_ids}


def on_review_ended(*, instance: TaskState, **message: Any) -> None:
    """Receive Wagtail's task_approved, task_rejected and task_cancelled: stop reminding people of the review."""
    resolve_notices(kind=OVERDUE, key=str(instance.pk))
