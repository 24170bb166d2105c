"""Whether something still stands where evidence is said to be: asked once a week, in the background.

What the site finds never stops a signature: it is a mark beside the document, a hint and a gap. A person who knows
better keeps a copy, or says that the address leads nowhere.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from evaluation.conf import setting
from evaluation.models import Evidence
from networkapp.weblinks import LinkState

AGAIN_AFTER = timedelta(days=7)
FAILING_AGAIN_AFTER = timedelta(days=1)
IN_A_MINUTE = 10
"""So many are asked for at once, each by a task of its own: what else waits for the worker goes in between."""
YEARS = 1
"""Documents behind answers of this year and of so many before it are asked for."""


def ask_for_links(now: datetime) -> int:
    """Addresses that are due are asked in the background; how many these are. Each is asked for once."""
    if not setting("LINK_READER"):
        return 0
    with transaction.atomic():
        chosen = list(due(now).select_for_update(of=("self",)).values_list("pk", flat=True)[:IN_A_MINUTE])
        Evidence.objects.filter(pk__in=chosen).update(asked_at=now)
        for pk in chosen:
            transaction.on_commit(partial(look_up_link.enqueue, pk))
    return len(chosen)


def due(now: datetime) -> QuerySet[Evidence]:
    """Documents behind answers of late, whose addresses were not asked for a week, or fail and were not for a day."""
    behind = Q(supports__answer__assessment__cycle__year__gte=timezone.localdate(now).year - YEARS)
    late = Q(asked_at=None) | Q(asked_at__lte=now - AGAIN_AFTER)
    failing = Q(failing_since__isnull=False, asked_at__lte=now - FAILING_AGAIN_AFTER)
    recent = Evidence.objects.filter(behind).values("pk")
    found = Evidence.objects.filter(late | failing, pk__in=recent, gone_on=None).exclude(url="")
    return found.order_by(F("asked_at").asc(nulls_first=True), "pk")


@task()
def look_up_link(pk: int) -> None:
    """The address was asked. May be called any number of times."""
    check_links(Evidence.objects.filter(pk=pk))


def check_links(evidence: Iterable[Evidence], *, at: datetime | None = None) -> dict[LinkState, int]:
    """What stands at these addresses is known, as of when they were asked for; how many are what."""
    read: Callable[[str], LinkState] = import_string(setting("LINK_READER"))
    counted = dict.fromkeys(LinkState, 0)
    for item in evidence:
        state = read(item.url)
        counted[state] += 1
        _record(item, state, at=at or item.asked_at or timezone.now())
    return counted


def _record(item: Evidence, state: LinkState, *, at: datetime) -> None:
    """What was found at the address; that nothing could be found out changes nothing."""
    found: dict[str, Any] = {"asked_at": at}
    if state is LinkState.THERE:
        found |= {"failing_since": None, "failed_on": None}
    if state is LinkState.NOWHERE:
        day = timezone.localdate(at)
        found |= {"failing_since": item.failing_since or day, "failed_on": day}
    Evidence.objects.filter(pk=item.pk, url=item.url).update(**found)
