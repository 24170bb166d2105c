"""Search for meetings and minutes that the reader can open."""

from collections.abc import Iterable

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from networkapp.meetings.models import Minutes, MinutesState
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry import NO_NARROWING, SearchFilters, SearchHit
from networkapp.search.words import excerpt, matching, with_all_words
from networkapp.text.markdown import to_html, to_plain
from networkapp.users import AnyUser


def find_meetings(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Yield the meetings that `user` can see and that contain all words of `query`, at most `limit`.

    Internal agenda items match only for readers of the network.
    """
    fields = ("title", "place", "translations__title", "known_item__title", "guests__name")
    # An item that is internal finds nothing for who does not read the network.
    read = list(Network.objects.where(user, may=Action.READ).order_by().values_list("pk", flat=True))
    known = FilteredRelation("agenda", condition=Q(agenda__internal=False) | Q(network__in=read))
    meetings = list_meetings(user=user).alias(known_item=known)
    meetings = meetings if narrowing.author is None else meetings.none()
    filters = {"network": narrowing.network, "date__gte": narrowing.since, "date__lte": narrowing.until}
    for meeting in with_all_words(matching(meetings, filters), query, *fields)[:limit]:
        yield SearchHit(
            kind="meetings",
            title=f"{meeting.label}: {meeting.local_title}",
            url=meeting.get_absolute_url(),
            excerpt=f"{meeting.place}, {meeting.country.name}" if meeting.country else meeting.place,
        )


def search_minutes(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Return those in which all words occur, of the newest meeting first."""
    filters = {
        "meeting__network": narrowing.network,
        "drafted_by": narrowing.author,
        "meeting__date__gte": narrowing.since,
        "meeting__date__lte": narrowing.until,
    }
    readable = matching(Minutes.objects.shown_to(user), filters).select_related("meeting")
    found = with_all_words(readable.prefetch_related("meeting__translations"), query, "text")
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
