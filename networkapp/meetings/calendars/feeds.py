"""The address at which a person's calendar is followed from elsewhere. Its owner creates, renews and revokes it.

A subscription leaves the site for other calendars, which store it and may share it. So it shows what is not public
without titles, unless the owner asked for them, and checks what the owner can see at each request.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from networkapp.meetings.calendars.entries import (
    PAST_PERIOD,
    deadline_entries,
    meeting_entry,
    meetings_of_seats,
    with_absolute_urls,
)
from networkapp.meetings.calendars.ical import CalendarEntry, write_calendar
from networkapp.meetings.models import CalendarFeed
from networkapp.models import Network, this_site
from networkapp.notifications.email import activate_for_user
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
EntryRevisions = dict[str, tuple[str, int]]
"""When each entry of a feed begins, as text, and how often that has changed, by the UID of the entry."""


@dataclass(frozen=True, kw_only=True)
class FeedContent:
    """The content of a subscription at this moment: `digest` stands for it, `changed_at` is when it was first found."""

    content: bytes
    digest: str
    changed_at: datetime


@transaction.atomic
def create_feed(*, user: User, tells_titles: bool = False) -> str:
    """Create a calendar subscription for `user` and return its secret, which is shown only now; an earlier one stops
    working."""
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    secret = token_urlsafe(32)
    fields = {"token_hash": _hash_secret(secret), "tells_titles": tells_titles, "made_at": timezone.now(), "digest": ""}
    CalendarFeed.objects.update_or_create(user=user, defaults=fields)
    return secret


@transaction.atomic
def revoke_feed(*, user: User) -> None:
    """Delete the calendar subscription of `user`, so that its address stops working."""
    CalendarFeed.objects.filter(user=user).delete()


@transaction.atomic
def set_feed_titles(*, user: User, with_titles: bool) -> None:
    """Include titles of what is not public in the person's subscription, or leave them out. Nothing happens without
    one."""
    CalendarFeed.objects.filter(user=user).update(tells_titles=with_titles)


def feed_of(*, user: User) -> CalendarFeed | None:
    """Return the subscription of `user`, without the secret, which only its holders know."""
    found: CalendarFeed | None = CalendarFeed.objects.filter(user=user).first()
    return found


def read_feed(*, secret: str) -> FeedContent | None:
    """Return the calendar for the subscription with this secret, by the current seats of its owner; None if there is
    none.

    A closed account has none. Refused: `too_fast`.
    """
    feed = CalendarFeed.objects.filter(token_hash=_hash_secret(secret)).select_related("user").first()
    if feed is None or not feed.user.is_active:
        return None
    check_rate_limit(user=feed.user, act="calendars")
    with activate_for_user(feed.user):
        found = with_absolute_urls(
            [*_meeting_entries(feed), *deadline_entries(user=feed.user, titled=feed.tells_titles)]
        )
        revisions = _updated_revisions(feed.revisions, found)
        entries = [_with_sequence(entry, revisions) for entry in found]
        digest = sha256(_feed_bytes(entries, EPOCH)).hexdigest()
        changed_at = _record_content(feed, digest, revisions)
        return FeedContent(content=_feed_bytes(entries, changed_at), digest=digest, changed_at=changed_at)


def _meeting_entries(feed: CalendarFeed) -> list[CalendarEntry]:
    read = set(Network.objects.where(feed.user, may=Action.READ).values_list("pk", flat=True))
    public = Network.Visibility.PUBLIC
    return [
        meeting_entry(
            meeting,
            titled=feed.tells_titles or meeting.network.visibility == public,
            inside=feed.tells_titles and meeting.network_id in read,
        )
        for meeting in meetings_of_seats(user=feed.user)
    ]


def _updated_revisions(known: EntryRevisions, entries: list[CalendarEntry]) -> EntryRevisions:
    """Return for each entry without a sequence of its own when it begins and how often that has changed.

    A removed entry stays known until its day is long past: it may come back at another time.
    """
    since = (timezone.now() - PAST_PERIOD).isoformat()
    current = {uid: (begins, sequence) for uid, (begins, sequence) in known.items() if begins >= since}
    for entry in entries:
        if entry.sequence is None:
            begins = _begin_key(entry)
            before, sequence = known.get(entry.uid, (begins, 0))
            current[entry.uid] = (begins, sequence + (begins != before))
    return current


def _begin_key(entry: CalendarEntry) -> str:
    """Return when the entry begins as text that sorts by time: UTC for a moment, the date for a day."""
    begins = entry.begins
    return begins.astimezone(UTC).isoformat() if isinstance(begins, datetime) else begins.isoformat()


def _with_sequence(entry: CalendarEntry, revisions: EntryRevisions) -> CalendarEntry:
    return entry if entry.sequence is not None else replace(entry, sequence=revisions[entry.uid][1])


def _feed_bytes(entries: list[CalendarEntry], stamp: datetime) -> bytes:
    return write_calendar(
        entries=entries,
        name=str(this_site().local_name),
        stamp=stamp,
        language=get_language() or "en",
    )


def _record_content(feed: CalendarFeed, digest: str, revisions: EntryRevisions) -> datetime:
    """Record the content of the subscription and return since when: now, if it differs from the last time."""
    if feed.digest == digest:
        return feed.changed_at
    now = timezone.now().replace(microsecond=0)
    CalendarFeed.objects.filter(pk=feed.pk, token_hash=feed.token_hash).update(
        digest=digest, changed_at=now, revisions=revisions
    )
    return now


def _hash_secret(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
