"""Search for recommendations, criteria, treaties, and countries with results."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Criterion, Framework, Instrument, Recommendation
from evaluation.results.published_versions import newest_versions
from evaluation.sources.observations import observed_countries
from networkapp.models.translations import Translatable
from networkapp.networks.queries.countries import country_name, country_names
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt
from networkapp.users import AnyUser

KIND = "evaluation"


def search_evaluation(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return up to `limit` things that contain every word of `query`, in the reader's language or the original.

    Countries are found once something about them is published that `user` can read; earlier answers are nowhere here.
    """
    words = query.casefold().split()
    if not words:
        return []
    newest = _newest(user)
    hits = (*_countries(user, words), *_recommendations(newest, words), *_criteria(newest, words), *_instruments(words))
    return hits[:limit]


def _countries(user: AnyUser, words: list[str]) -> Iterator[SearchHit]:
    codes = newest_versions(user).order_by().values_list("assessment__delegation__country", flat=True)
    with_results = set(codes)
    languages = [code for code, _name in settings.LANGUAGES]
    for code in sorted({*with_results, *observed_countries()}):
        if _contains_words(" ".join(country_names(code=code, languages=languages)), words):
            results, counts = _("%(country)s: published results"), _("%(country)s: data from independent sources")
            title = (results if code in with_results else counts) % {"country": country_name(code=code)}
            yield SearchHit(kind=KIND, title=title, url=reverse("evaluation:profile", args=[code]))


def _recommendations(newest: Framework | None, words: list[str]) -> Iterator[SearchHit]:
    for item in Recommendation.objects.filter(framework=newest).prefetch_related("translations"):
        if _is_found(item, words, str(item.code)):
            title = capfirst(
                _("recommendation %(number)s: %(title)s") % {"number": item.code, "title": item.local_title}
            )
            yield _hit(item, words, title, reverse("evaluation:recommendation", args=[item.code]))


def _criteria(newest: Framework | None, words: list[str]) -> Iterator[SearchHit]:
    found = Criterion.objects.filter(recommendation__framework=newest)
    for item in found.select_related("recommendation").prefetch_related("translations"):
        if _is_found(item, words, item.series_id):
            address = reverse("evaluation:recommendation", args=[item.recommendation.code])
            yield _hit(item, words, f"{item.series_id} {item.local_title}", f"{address}#c-{item.series_id}")


def _instruments(words: list[str]) -> Iterator[SearchHit]:
    for item in Instrument.objects.prefetch_related("translations"):
        if _is_found(item, words, item.symbol):
            address = reverse("evaluation:instrument", args=[item.key])
            yield _hit(item, words, f"{item.symbol}: {item.local_title}", address)


def _newest(user: AnyUser) -> Framework | None:
    """Return the newest adopted version of criteria that `user` can read; older ones are found through results."""
    found: Framework | None = frameworks_for(user=user).order_by("-first_year", "-pk").first()
    return found


def _is_found(item: Translatable, words: list[str], *more: str) -> bool:
    return _contains_words(" ".join((item.title, item.text, item.local_title, item.local_text, *more)), words)


def _contains_words(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _hit(item: Translatable, words: list[str], title: str, url: str) -> SearchHit:
    return SearchHit(kind=KIND, title=title, url=url, excerpt=excerpt(item.local_text, " ".join(words)))
