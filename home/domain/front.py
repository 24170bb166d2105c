"""What the front page shows of what the networks have published."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Cycle, Recommendation
from evaluation.results.comparison import latest_version_summaries
from networkapp.campaigns.models import AwarenessDay
from networkapp.campaigns.queries.days import days_ahead as dates_of_the_year
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.meetings.models import Meeting
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models import Network, this_site
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage, NewsPage
from networkapp.permissions import Action
from networkapp.registry.site_parts import SitePart
from networkapp.users import AnyUser

SHOWN_TO_READ = 3
SHOWN_DATES = 3
SHOWN_NEWS = 3


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date ahead: a meeting of a network, the deadline of a cycle, or an awareness day."""

    date: date
    meeting: Meeting | None = None
    cycle: Cycle | None = None
    of_year: AwarenessDay | None = None


def what_the_front_page_shows(*, user: AnyUser, language: str, reads: str) -> dict[str, Any]:
    """The recommendations, results, chapters, networks and dates that `user` can see.

    Texts are in the language that the user `reads` if they exist in it; otherwise recommendations as they were written,
    and chapters in `language`, that of the page.
    """
    today = timezone.localdate()
    evaluates = this_site().shows(SitePart.EVALUATION)
    return {
        "recommendations": recommendations(user=user, language=reads) if evaluates else [],
        "results": latest_version_summaries(user) if evaluates else [],
        "to_read": newest_chapters(language=language, reads=reads),
        "news": newest_articles(user=user, language=language, reads=reads),
        "news_index": NewsPage.objects.live().filter(locale__language_code=language).first(),
        "networks": public_networks(),
        "days": days_ahead(user=user, today=today)[:SHOWN_DATES],
        "last_meeting": list_meetings(user=user).filter(date__lt=today).first(),
    }


def recommendations(*, user: AnyUser, language: str) -> list[dict[str, Any]]:
    """Return the recommendations of the newest adopted framework that `user` can read, each with its address.

    With number, title and its language. The address is that of its subject, with everything about it; without one, that
    of the countries' reports.
    """
    adopted = frameworks_for(user=user).order_by("-first_year", "-pk")[:1]
    rows = Recommendation.objects.filter(framework__in=adopted.values("pk")).select_related("subject")
    found = [(row, row.in_language(language)) for row in rows.order_by("code").prefetch_related("translations")]
    return [
        {
            "number": row.code,
            "title": words.title,
            "language": getattr(words, "language", "en"),
            "url": row.subject.get_absolute_url()
            if row.subject
            else reverse("evaluation:recommendation", args=[row.code]),
        }
        for row, words in found
    ]


def newest_chapters(*, language: str, reads: str) -> list[ChapterPage]:
    """Return the newest chapters of public handbooks in `language`, each in its translation to `reads` if any."""
    newest = public_chapters(language=language)[:SHOWN_TO_READ]
    if reads == language:
        return newest
    translated = {chapter.translation_key: chapter for chapter in public_chapters(language=reads)}
    return [translated.get(chapter.translation_key, chapter) for chapter in newest]


def newest_articles(*, user: AnyUser, language: str, reads: str) -> list[ArticlePage]:
    """Return the newest articles in `language` that `user` can read, each in its translation to `reads` if any."""
    newest = list(list_articles(user=user, language=language)[:SHOWN_NEWS])
    if reads == language:
        return newest
    keys = [article.translation_key for article in newest]
    found = list_articles(user=user, language=reads).filter(translation_key__in=keys)
    translated = {article.translation_key: article for article in found}
    return [translated.get(article.translation_key, article) for article in newest]


def public_chapters(*, language: str) -> list[ChapterPage]:
    """The chapters of public handbooks in `language`, the newest first."""
    handbooks = HandbookPage.objects.live().filter(
        locale__language_code=language, network__visibility=Network.Visibility.PUBLIC
    )
    chapters = ChapterPage.objects.live().filter(locale__language_code=language).defer("sections")
    paths = tuple(handbooks.values_list("path", flat=True))
    newest = chapters.select_related("locale").order_by(TruncDate("first_published_at").desc(), "number")
    return [chapter for chapter in newest if chapter.path.startswith(paths)]


def public_networks() -> list[Network]:
    """The joint network first, then the others that everybody may know of."""
    networks = Network.objects.filter(visibility=Network.Visibility.PUBLIC).exclude(kind=Network.Kind.SAMPLE)
    return sorted(networks, key=lambda network: (network.kind != Network.Kind.JOINT, network.local_name))


def days_ahead(*, user: AnyUser, today: date) -> list[Day]:
    """Meetings, the ends of cycles of assessment and awareness days, the nearest first."""
    meetings = list_meetings(user=user).filter(date__gte=today).order_by("date")[:SHOWN_DATES]
    networks = Network.objects.where(user, may=Action.SEE)
    asked = Cycle.objects.filter(network__in=networks, locks_at__gt=timezone.now())
    due = asked.filter(due_at__date__gte=today).select_related("network")
    cycles = due if this_site().shows(SitePart.EVALUATION) else due.none()
    days = [
        *(Day(date=meeting.date, meeting=meeting) for meeting in meetings),
        *(Day(date=timezone.localdate(cycle.due_at), cycle=cycle) for cycle in cycles.order_by("due_at")[:SHOWN_DATES]),
        *(Day(date=comes, of_year=day) for comes, day in dates_of_the_year(today=today)),
    ]
    return sorted(days, key=lambda day: day.date)
