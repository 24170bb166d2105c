"""News about a subject, of a country or a network, and on an awareness day; and the press contact of a network."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.languages.languages import unique_languages
from networkapp.models import Network
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.overviews.entries import first_entries
from networkapp.permissions import Action
from networkapp.registry.days import DayEntry, days_on, days_with_entries
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewKind, OverviewPart
from networkapp.users import AnyUser


def news_parts(*, overview: Overview) -> list[OverviewPart]:
    """Return the newest articles about a subject, of a network, or of the national networks of a country.

    In the reader's language; in English if there is none.
    """
    found: list[Any] = []
    number, language = 0, ""
    for language in _languages():
        found, number = first_entries(_articles(overview, language), overview)
        if number:
            break
    entries = tuple(
        OverviewEntry(
            title=article.title,
            url=article.get_url() or "",
            detail=article.standfirst or ("" if overview.network else article.network.local_name),
            language=article.locale.language_code,
            detail_language=article.locale.language_code if article.standfirst else "",
            date=article.date,
        )
        for article in found
    )
    address = _list_page(overview, language) if number > len(found) else ""
    return [OverviewPart(key="news", title=_("News"), entries=entries, number=number, url=address)]


def press_parts(*, overview: Overview) -> list[OverviewPart]:
    """Return the press contact of a network that shows the reader its news, as its writers entered it."""
    readable = Network.objects.where(overview.reader, may=Action.READ_NEWS).filter(pk=overview.network.pk)
    places = NetworkNewsPage.objects.live().written_in().filter(network__in=readable).select_related("locale")
    with_details = [place for place in places if place.press_office or place.press_mail or place.press_phone]
    wanted = _languages()
    place = min(with_details, key=lambda one: (one.locale.language_code not in wanted[:1], one.pk), default=None)
    return [OverviewPart(key="press", title=_("Press contact"), entries=_contact(place) if place else ())]


def _contact(place: NetworkNewsPage) -> tuple[OverviewEntry, ...]:
    ways = (
        (place.press_office, "", place.locale.language_code),
        (place.press_mail, f"mailto:{place.press_mail}", ""),
        (place.press_phone, f"tel:{place.press_phone.replace(' ', '')}", ""),
    )
    return tuple(OverviewEntry(title=title, url=url, language=language) for title, url, language in ways if title)


def _languages() -> list[str]:
    return list(dict.fromkeys(((get_language() or "en").partition("-")[0], "en")))


def _articles(overview: Overview, language: str) -> QuerySet[Any]:
    found = list_articles(user=overview.reader, network=overview.network, subject=overview.subject, language=language)
    return found.filter(network__in=_national(overview)) if overview.kind == OverviewKind.COUNTRY else found


def _national(overview: Overview) -> QuerySet[Network]:
    of_it: QuerySet[Network] = Network.objects.filter(kind=Network.Kind.NATIONAL, delegations__country=overview.country)
    return of_it


def _list_page(overview: Overview, language: str) -> str:
    """Return the address of the full list: a network's own page of news, or all news filtered by the subject."""
    if overview.kind == OverviewKind.SUBJECT:
        index = NewsPage.objects.live().filter(alias_of=None, locale__language_code=language).first()
        return overview.listed_at(index.get_url() or "") if index else ""
    places = NetworkNewsPage.objects.live().written_in().filter(locale__language_code=language)
    owned = (
        places.filter(network=overview.network) if overview.network else places.filter(network__in=_national(overview))
    )
    place = owned.first()
    return place.get_url() or "" if place else ""


def articles_on_days(days: Sequence[Any], user: AnyUser) -> Iterable[DayEntry]:
    """Yield the articles of networks dated on these days, each in one language."""
    for article in unique_languages(list_articles(user=user).filter(days_with_entries(days))):
        for day in days_on(article.date, days):
            yield _of_article(article, day)


def _of_article(article: ArticlePage, day: Any) -> DayEntry:
    return DayEntry(
        day=day.pk,
        network=article.network_id,
        year=article.date.year,
        kind=_("Article"),
        title=article.title,
        language=article.locale.language_code,
        url=article.get_url() or "",
    )
