"""What the front page shows of what the networks have published."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Cycle, Recommendation
from evaluation.results.comparison import latest_version_summaries
from home.domain.front_map import countries_part
from networkapp.campaigns.models import AwarenessDay
from networkapp.campaigns.queries.days import days_ahead as dates_of_the_year
from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.register import TEXT_FIELDS, decisions_for
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import list_inquiries
from networkapp.meetings.models import Meeting
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models import Network, Seat, this_site
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage, NewsPage
from networkapp.permissions import Action
from networkapp.registry.site_parts import SitePart
from networkapp.users import AnyUser

SHOWN_TO_READ = 3
SHOWN_DATES = 3
SHOWN_NEWS = 3
SHOWN_DECIDED = 3
VISITOR = AnonymousUser()
OF_SAMPLES = Q(network__kind=Network.Kind.SAMPLE)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date ahead: a meeting of a network, the deadline of a cycle, or an awareness day."""

    date: date
    meeting: Meeting | None = None
    cycle: Cycle | None = None
    of_year: AwarenessDay | None = None


@dataclass(frozen=True, kw_only=True)
class RecentDecision:
    """A decision or an inquiry of a public network, with the date on which it was adopted or approved."""

    date: date
    decision: Decision | None = None
    inquiry: Inquiry | None = None


def front_page_context(*, user: AnyUser, language: str, reads: str) -> dict[str, Any]:
    """The recommendations, results, chapters, networks and dates that `user` can see.

    Countries, decisions, inquiries and people are those that everybody can see.

    Texts are in the language that the user `reads` if they exist in it; otherwise recommendations as they were written,
    and chapters in `language`, that of the page.
    """
    today = timezone.localdate()
    evaluates = this_site().shows(SitePart.EVALUATION)
    networks = [{"network": network, "people": people} for network, people in networks_with_people()]
    return {
        "recommendations": recommendations(user=user, language=reads) if evaluates else [],
        "results": latest_version_summaries(user) if evaluates else [],
        "to_read": newest_chapters(language=language, reads=reads),
        "news": newest_articles(user=user, language=language, reads=reads),
        "news_index": NewsPage.objects.live().filter(locale__language_code=language).first(),
        "networks": networks,
        "countries": countries_part(user=VISITOR),
        "decided": newest_decided(),
        "days": days_ahead(user=user, today=today)[:SHOWN_DATES],
        "last_meeting": list_meetings(user=user)
        .exclude(network__kind=Network.Kind.SAMPLE)
        .filter(date__lt=today)
        .first(),
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
    """The chapters of public handbooks in `language`, the newest first; not those of sample networks."""
    handbooks = HandbookPage.objects.live().filter(locale__language_code=language, network__in=public_networks())
    chapters = ChapterPage.objects.live().filter(locale__language_code=language).defer("sections")
    paths = tuple(handbooks.values_list("path", flat=True))
    newest = chapters.select_related("locale").order_by(TruncDate("first_published_at").desc(), "number")
    return [chapter for chapter in newest if chapter.path.startswith(paths)]


def public_networks() -> list[Network]:
    """The joint network first, then the others that everybody may know of."""
    networks = Network.objects.filter(visibility=Network.Visibility.PUBLIC).exclude(kind=Network.Kind.SAMPLE)
    return sorted(networks, key=lambda network: (network.kind != Network.Kind.JOINT, network.local_name))


def networks_with_people() -> list[tuple[Network, list[PublicSeat]]]:
    """Return the public networks, each with its chairs and rapporteurs who agreed to be named in public."""
    networks = public_networks()
    seats = public_seats(seats=Seat.objects.filter(network__in=networks, named_since__isnull=False))
    named = [seat for seat in seats if seat.offices and seat.holder]
    return [(network, [seat for seat in named if seat.seat.network_id == network.pk]) for network in networks]


def newest_decided() -> list[RecentDecision]:
    """Return the newest decisions and approved inquiries that everybody can see, the newest first."""
    decisions = decisions_for(user=VISITOR).defer(*TEXT_FIELDS)
    asks = this_site().shows(SitePart.INQUIRIES)
    inquiries = list_inquiries(user=VISITOR).filter(approved_at__isnull=False).order_by("-approved_at", "-pk")
    found = [
        *(RecentDecision(date=one.adopted_on, decision=one) for one in decisions[:SHOWN_DECIDED]),
        *(
            RecentDecision(date=timezone.localdate(one.dated_at), inquiry=one)
            for one in (inquiries if asks else inquiries.none())[:SHOWN_DECIDED]
        ),
    ]
    return sorted(found, key=lambda one: one.date, reverse=True)[:SHOWN_DECIDED]


def days_ahead(*, user: AnyUser, today: date) -> list[Day]:
    """Meetings, the ends of cycles of assessment and awareness days, the nearest first; none of sample networks."""
    networks = Network.objects.where(user, may=Action.SEE).exclude(kind=Network.Kind.SAMPLE)
    meetings = list_meetings(user=user).filter(network__in=networks, date__gte=today).order_by("date")[:SHOWN_DATES]
    open_cycles = Cycle.objects.filter(network__in=networks, locks_at__gt=timezone.now())
    due = open_cycles.filter(due_at__date__gte=today).select_related("network")
    cycles = due if this_site().shows(SitePart.EVALUATION) else due.none()
    days = [
        *(Day(date=meeting.date, meeting=meeting) for meeting in meetings),
        *(Day(date=timezone.localdate(cycle.due_at), cycle=cycle) for cycle in cycles.order_by("due_at")[:SHOWN_DATES]),
        *(Day(date=comes, of_year=day) for comes, day in dates_of_the_year(today=today)),
    ]
    return sorted(days, key=lambda day: day.date)
