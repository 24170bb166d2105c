"""Series of criteria by number and title, to choose from."""

from django.db.models import Q

from evaluation.frameworks.adopting import drafts_for, frameworks_for
from evaluation.models import Criterion, Framework
from evaluation.scoring import series_order
from networkapp.users import AnyUser


def series_choices(user: AnyUser) -> list[tuple[str, str]]:
    """Return number and newest title of each series in versions of criteria that `user` can read, by number."""
    adopted, drafts = frameworks_for(user=user), drafts_for(user=user)
    readable = Framework.objects.filter(Q(pk__in=adopted.values("pk")) | Q(pk__in=drafts.values("pk")))
    found = (
        Criterion.objects.filter(recommendation__framework__in=readable)
        .order_by("recommendation__framework__first_year", "pk")
        .values_list("series_id", "title")
    )
    return [(series_id, f"{series_id} {title}") for series_id, title in sorted(dict(found).items(), key=_order)]


def _order(item: tuple[str, str]) -> tuple[object, ...]:
    return (series_order(item[0]),)
