"""A user's own clock: when their digest is due, and when their quiet hours end."""

from datetime import datetime, time, timedelta

from networkapp.models import EmailFrequency, NotificationSettings
from networkapp.notifications.email import zone_of
from networkapp.users import AnyUser


def last_digest(wishes: NotificationSettings, now: datetime) -> datetime | None:
    """Return when the user's last digest was due; None if they have chosen none.

    An hour that the clock skips in spring is the one after it; one that comes twice in autumn is the first.
    """
    here = _local(wishes.user, now)
    today = datetime.combine(here.date(), time(wishes.digest_hour), here.tzinfo)
    last = today if today <= here else today - timedelta(days=1)
    if wishes.mail == EmailFrequency.DAILY:
        return last
    if wishes.mail == EmailFrequency.WEEKLY:
        return last - timedelta(days=(last.weekday() - wishes.digest_weekday) % 7)
    return None


def after_quiet_hours(wishes: NotificationSettings, now: datetime) -> datetime:
    """Return the end of the user's quiet hours, if `now` is in them; otherwise `now` itself. They may span midnight."""
    begin, end = wishes.quiet_from, wishes.quiet_until
    if begin is None or end is None:
        return now
    here = _local(wishes.user, now)
    is_quiet = begin <= here.time() < end if begin <= end else here.time() >= begin or here.time() < end
    if not is_quiet:
        return now
    day = here.date() + timedelta(days=1) if here.time() >= end else here.date()
    return datetime.combine(day, end, here.tzinfo)


def _local(user: AnyUser, moment: datetime) -> datetime:
    return moment.astimezone(zone_of(user))
