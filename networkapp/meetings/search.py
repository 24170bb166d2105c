"""Minutes in the search: by their text, for people who can open their page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from networkapp.discussion.search import NO_NARROWING
from networkapp.meetings.models import Minutes, MinutesState
from networkapp.registry import Narrowing, SearchHit
from networkapp.search.words import excerpt, having_words
from networkapp.text.markdown import to_html, to_plain
from networkapp.users import AnyUser


def find_minutes(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    """Return those in which all words occur, of the newest meeting first."""
    within = {
        "meeting__network": narrowing.network,
        "drafted_by": narrowing.author,
        "meeting__date__gte": narrowing.since,
        "meeting__date__lte": narrowing.until,
    }
    given = {name: value for name, value in within.items() if value is not None}
    readable = Minutes.objects.shown_to(user).filter(**given).select_related("meeting")
    found = having_words(readable.prefetch_related("meeting__translations"), query, "text")
    for minutes in found.order_by("-meeting__date", "-pk")[:limit]:
        title = _("Minutes of meeting %(number)s") % {"number": minutes.meeting.number}
        draft = f" ({minutes.get_state_display()})" if minutes.state == MinutesState.DRAFT else ""
        yield SearchHit(
            kind="minutes",
            title=f"{title}{draft}: {minutes.meeting.local_title}",
            url=minutes.get_absolute_url(),
            excerpt=excerpt(to_plain(to_html(minutes.text)), query),
            date=minutes.sent_at or minutes.changed_at,
        )
