"""Publish and unpublish, by the clock, what editors have scheduled in Wagtail."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

NOT_PUBLISHED = "networkapp.not_published"
"""What the history of a page says where its day came and it could not be published."""


def publish_due(*, now: datetime) -> int:
    """Publish what is scheduled until now, for the clock, and return the number of pages.

    An incomplete draft is not published, and its schedule is removed; its history states why.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    return _process_each(_publish, due.values_list("pk", flat=True), now)


def unpublish_due(*, now: datetime) -> int:
    """Unpublish pages and other content that are due to be unpublished; return their number. A job of the clock."""
    done = 0
    for kind in _publishable_models():
        past = kind._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at")
        done += _process_each(partial(_unpublish, kind), past.values_list("pk", flat=True), now)
    return done


def _publishable_models() -> list[type[Any]]:
    """Return all pages as one, and each other model that Wagtail publishes and takes down."""
    drafted = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in drafted if not issubclass(model, Page))]


def _process_each(act: Callable[[int, datetime], int], keys: Iterable[int], now: datetime) -> int:
    """Process each item, and return the number of successes. A failure does not stop the others, and is retried."""
    done = 0
    for pk in list(keys):
        try:
            done += act(pk, now)
        except Exception:
            logger.exception("Scheduled publication failed for page %s. Trying again in a minute.", pk)
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
def _unpublish(kind: type[Any], pk: int, now: datetime) -> int:
    found = kind._default_manager.select_for_update().filter(pk=pk, live=True, expire_at__lte=now).first()
    if found is None:
        return 0
    (found.specific if isinstance(found, Page) else found).unpublish(
        set_expired=True, log_action="wagtail.unpublish.scheduled"
    )
    return 1
