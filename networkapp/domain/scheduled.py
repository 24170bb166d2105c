"""What editors have put off to a day in Wagtail: published then, and taken down then, by the clock."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

NOT_PUBLISHED = "networkapp.not_published"
"""What the history of a page says where its day came and it could not be published."""


def publish_due(now: datetime) -> int:
    """For the clock: what was to be published by now is; how many.

    A draft with holes is not, and waits for its day no more: its history says why.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    return _each(_publish, due.values_list("pk", flat=True), now)


def unpublish_due(now: datetime) -> int:
    """For the clock: pages that were to be taken down by now are; how many."""
    past = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    return _each(_unpublish, past.values_list("pk", flat=True), now)


def _each(act: Callable[[int, datetime], int], keys: Iterable[int], now: datetime) -> int:
    """How much was done. What fails leaves the others their turn, whosever they are, and has its own again."""
    done = 0
    for pk in list(keys):
        try:
            done += act(pk, now)
        except Exception:
            logger.exception("What was put off to a day failed for %s; it is tried again in a minute.", pk)
    return done


@transaction.atomic
def _publish(pk: int, now: datetime) -> int:
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lte=now).first()
    if revision is None:
        return 0
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as holes:
        Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
        log(instance=revision.content_object, action=NOT_PUBLISHED, data={"why": holes.messages}, revision=revision)
        return 0
    return 1


@transaction.atomic
def _unpublish(pk: int, now: datetime) -> int:
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lte=now).first()
    if page is None:
        return 0
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
