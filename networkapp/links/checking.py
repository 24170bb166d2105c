"""Checks of web addresses: once a week, in the background.

Models with addresses are registered with networkapp/registry/links.py. The result of a check stops nothing: it is a
mark beside the address and a task for the people who manage it, because a machine can be wrong.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from networkapp.conf import setting
from networkapp.links.http import LinkState
from networkapp.registry.links import LinkSource, link_sources

AGAIN_AFTER = timedelta(days=7)
FAILING_AGAIN_AFTER = timedelta(days=1)
CHECKS_PER_MINUTE = 10
"""This number is requested at once, each by a task of its own: other tasks of the worker run in between."""


def enqueue_due_checks(*, now: datetime) -> int:
    """Enqueue a check of every address that is due, each once; return their number."""
    if not setting("LINK_READER"):
        return 0
    chosen: set[str] = set()
    with transaction.atomic():
        for source in link_sources.values():
            rows = due_links(source, now).select_for_update(of=("self",))[: CHECKS_PER_MINUTE - len(chosen)]
            chosen.update(row.address for row in rows)
        for address in sorted(chosen):
            _record(address, LinkState.UNSURE, at=now)
            transaction.on_commit(partial(look_up_link.enqueue, address, now.isoformat()))
    return len(chosen)


def due_links(source: LinkSource, now: datetime) -> QuerySet[Any]:
    """Return the rows to check: not checked for a week, broken and not checked for a day, or with a changed address."""
    late = Q(asked_at=None) | Q(asked_at__lte=now - AGAIN_AFTER) | ~Q(asked_address=F(source.field))
    failing = Q(failing_since__isnull=False, asked_at__lte=now - FAILING_AGAIN_AFTER)
    found: QuerySet[Any] = source.which(now).filter(late | failing).exclude(**{source.field: ""})
    return found.order_by(F("asked_at").asc(nulls_first=True), "pk")


@task()
def look_up_link(address: str, at: str) -> None:
    """Request the address and record the result for all links to it. Can be called any number of times."""
    check_address(address, at=datetime.fromisoformat(at))


def check_links(*, at: datetime) -> dict[LinkState, int]:
    """Check all addresses that are due; return the number of each result."""
    addresses = {row.address for source in link_sources.values() for row in due_links(source, at)}
    counted = dict.fromkeys(LinkState, 0)
    for address in sorted(addresses):
        counted[check_address(address, at=at)] += 1
    return counted


def check_address(address: str, *, at: datetime) -> LinkState:
    """Record the result for all rows with the address, as of `at`."""
    read: Callable[[str], LinkState] = import_string(setting("LINK_READER"))
    state = read(address)
    _record(address, state, at=at)
    return state


def _record(address: str, state: LinkState, *, at: datetime) -> None:
    """Record the result of a request; if there was none, only the time of the request."""
    day = timezone.localdate(at)
    found: dict[str, Any] = {"asked_at": at}
    if state is LinkState.THERE:
        found |= {"seen_on": day, "failing_since": None, "failed_on": None}
    if state is LinkState.NOWHERE:
        found |= {"failing_since": Coalesce("failing_since", Value(day, DateField())), "failed_on": day}
    afresh = {"asked_address": address, "seen_on": None, "failing_since": None, "failed_on": None}
    for source in link_sources.values():
        rows = source.model._default_manager.filter(**{source.field: address})
        rows.exclude(asked_address=address).update(**afresh)
        rows.update(**found)
