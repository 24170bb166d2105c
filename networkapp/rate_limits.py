"""Rate limits of a person: so many actions within a minute and a day, counted in the cache."""

import logging
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.text.clocks import format_in_zone
from networkapp.users import AnyUser

logger = logging.getLogger(__name__)


def check_rate_limit(*, user: AnyUser, act: str, field: str | None = None) -> None:
    """Count one more `act` of `user` against the limits of NETWORKAPP_PACE; spans begin on the clock, not with the
    person.

    Refused: `too_fast`, with the time from which they can continue. Without a cache, there is no limit.
    """
    now = timezone.now()
    passed = [
        _end_of(now, span)
        for number, span in setting("PACE").get(act, ())
        if _count_acts(user, act, now, span) > number
    ]
    if passed:
        raise Refused("too_fast", _words(max(passed)), field=field, again_at=max(passed))


def _count_acts(user: AnyUser, act: str, now: datetime, span: timedelta) -> int:
    """Return how often the person has done it in the span of `now`, this time included."""
    key = f"networkapp.pace.{act}.{user.pk}.{span.total_seconds():.0f}.{_end_of(now, span).timestamp():.0f}"
    try:
        cache.add(key, 0, span.total_seconds())
        return int(cache.incr(key))
    except Exception as problem:
        logger.warning("Rate limits do not work, because the cache is not available: %s", problem)
        return 0


def _end_of(now: datetime, span: timedelta) -> datetime:
    seconds = span.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, UTC)


def _words(moment: datetime) -> str:
    return _("Too many attempts in a short time. Try again after %(moment)s.") % {"moment": format_in_zone(moment)}
