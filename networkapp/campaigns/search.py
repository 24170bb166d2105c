"""Search for campaigns, awareness days and activities on them."""

from collections.abc import Iterable
from itertools import chain, islice

from networkapp.campaigns.models import AwarenessDay, DayActivity
from networkapp.campaigns.queries.days import list_activities, list_days
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, with_all_words
from networkapp.users import AnyUser

KIND = "days"
SEARCHED = ("title", "text", "translations__title", "translations__text")


def find_days(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Yield the days that match, then activities on them that `user` can see, by title or text in any language."""
    days = with_all_words(list_days(), query, *SEARCHED)[:limit]
    activities = with_all_words(list_activities(user=user), query, *SEARCHED)[:limit]
    return [_hit(found, query) for found in islice(chain(days, activities), limit)]


def _hit(found: AwarenessDay | DayActivity, query: str) -> SearchHit:
    title = f"{found.local_title}, {found.year}" if isinstance(found, DayActivity) else found.local_title
    return SearchHit(
        kind=KIND,
        title=title,
        url=found.get_absolute_url(),
        excerpt=excerpt(found.local_text, query),
        language=found.title_language,
    )
