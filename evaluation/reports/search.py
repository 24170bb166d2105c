"""Reports where people look for what is new or for a word: in the search, and in the feeds of news."""

from collections.abc import Callable, Iterable
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Max, Min, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from evaluation.reports.archive import published_filter
from evaluation.reports.document import TO_THE_CONFERENCE
from evaluation.reports.models import Report, ReportVersion
from networkapp.metadata.atom import Entry
from networkapp.models import Network
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, with_all_words
from networkapp.users import AnyUser

KIND = "reports"
ENTRIES = 30
REPORTS = UUID("5f0b7f3c-6a0e-4f7e-9d5c-1c2b8d0e4a61")
"""The namespace in which the key of a report becomes the id of its entry in feeds."""


def search_reports(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return those that `user` can see, by their title, standfirst, and the text of their newest published version."""
    newest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number").values("words")[:1]
    frozen = Case(When(kind__in=TO_THE_CONFERENCE, then=Subquery(newest)))
    found = published_filter(user).annotate(said=Coalesce(frozen, Value(""), output_field=TextField()))
    for report in with_all_words(found, query, "title", "standfirst", "said")[:limit]:
        yield SearchHit(
            kind=KIND,
            title=report.title,
            url=report.get_absolute_url(),
            excerpt=excerpt(f"{report.standfirst} {report.said}", query),
            language=report.language,
        )


def feed_entries(*, language: str, network: Network | None, absolute: Callable[[str], str]) -> list[Entry]:
    """Return a feed entry for each report to the conference in `language` that everybody can see."""
    of_network = {"network": network} if network else {}
    found: Iterable[Report] = (
        published_filter(AnonymousUser())
        .filter(kind__in=TO_THE_CONFERENCE, language=language, versions__isnull=False, **of_network)
        .annotate(first=Min("versions__published_at"), last=Max("versions__published_at"))
        .order_by("-first", "-pk")
        .defer("body")[:ENTRIES]
    )
    return [
        Entry(
            key=uuid5(REPORTS, str(report.pk)).urn,
            title=report.title,
            address=absolute(report.get_absolute_url()),
            published=report.first,
            updated=report.last,
            summary=report.standfirst,
            language=report.language,
            authors=(report.network.local_name,),
        )
        for report in found
    ]
