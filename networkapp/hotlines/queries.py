"""Hotlines in each country, as every reader sees them: in the reader's language, otherwise in English.

Everybody sees the same. Functions here take no reader, so that nothing about one can be stored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.hotlines.models import Hotline, HotlineLink
from networkapp.languages.languages import languages_of_country, name_for_reader
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.networks.queries.countries import countries_named, country_name, is_sample
from networkapp.registry import SearchHit
from networkapp.registry.overviews import Strand, StrandEntry, StrandPart
from networkapp.search.words import beginnings, excerpt, word_in, words_of
from networkapp.users import AnyUser

ORIGINAL = "en"
KINDS = list(Hotline.Kind)
SEARCHED = ("title", "text", "whom", "number", "translations__title", "translations__text", "translations__whom")


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text, and its language."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address on the web, and the site that it is on, as it is shown."""

    link: str
    site: str


@dataclass(frozen=True, kw_only=True)
class ToldHotline:
    """A hotline as readers see it. `dial` is what a phone calls; empty for a sample, which nobody answers.

    `is_due` is true if it was not checked for too long, or never. `kept_by` names a network only if it is public.
    """

    pk: int
    kind: str
    name: Words
    whom: Words
    hours: Words
    happens: Words
    number: str
    dial: str
    languages: tuple[str, ...]
    cost: str
    website: Address | None
    sources: tuple[Address, ...]
    checked_on: date | None
    is_due: bool
    kept_by: str

    @property
    def languages_in_words(self) -> str:
        return ", ".join(self.languages)


@dataclass(frozen=True, kw_only=True)
class Card:
    """The printed sheet in a language of the country in which at least one of its hotlines is described."""

    language: str
    hotlines: tuple[ToldHotline, ...]


@dataclass(frozen=True, kw_only=True)
class CountryHelp:
    """A country (two letters), its name and hotlines, and a card in each of its languages except the reader's."""

    country: str
    name: str
    hotlines: tuple[ToldHotline, ...]
    cards: tuple[Card, ...]

    @property
    def anchor(self) -> str:
        return self.country.lower()

    @property
    def is_sample(self) -> bool:
        return is_sample(self.country)


def help_by_country(*, language: str) -> list[CountryHelp]:
    """Return every country with a parliament here or with a hotline, by its name in the active language; samples last.

    In five queries at most. A country without a hotline is included: the page says so, too.
    """
    found: dict[str, list[Hotline]] = {code: [] for code in _countries()}
    for hotline in _standing():
        found.setdefault(str(hotline.country), []).append(hotline)
    told = [_country(code, hotlines, language) for code, hotlines in found.items()]
    listed = alphabetical(told, name=lambda each: each.name)
    return sorted(listed, key=lambda each: each.is_sample)


def given_out(*, country: str = "") -> "QuerySet[Hotline]":
    """Return the hotlines that are shown, of one country (two letters, in either case) if it is given."""
    return _standing().filter(country=country.upper()) if country else _standing()


def is_due(hotline: Hotline) -> bool:
    """Whether it was not checked for too long, or never."""
    return hotline.checked_on is None or hotline.checked_on < due_before()


def due_before() -> date:
    """What was last checked before this day is to be checked again."""
    day: date = timezone.localdate() - setting("HOTLINE_CHECK_TIME")
    return day


def on_the_strand(strand: Strand) -> list[StrandPart]:
    """The hotlines of a country: each with its number, and whether somebody should look at it again."""
    found = _in_order(given_out(country=strand.country))
    told = [tell(hotline, language=get_language() or ORIGINAL) for hotline in found]
    return [
        StrandPart(
            key="hotlines",
            title=_("Hotlines"),
            url=f"{reverse('networkapp:help')}#{strand.country.lower()}",
            entries=tuple(_entry(hotline) for hotline in found),
            template="networkapp/help/of_country.html" if told else "",
            context={"hotlines": told},
        )
    ]


def find_hotlines(user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return hotlines with the words in name, text or number, in any language, or in a country that a word names.

    A word that means "hotline" is ignored; alone, it finds all.
    """
    meant = [word for word in words_of(query) if not _means_hotlines(word)]
    sought = [word_in(word, *SEARCHED) | Q(country__in=countries_named(word)) for word in meant]
    for hotline in _standing().filter(*sought).distinct()[:limit]:
        words: Any = hotline.in_language()
        yield SearchHit(
            kind="hotlines",
            title=f"{country_name(str(hotline.country))}: {words.title}, {hotline.number}",
            url=hotline.get_absolute_url(),
            excerpt=excerpt(f"{words.whom} {words.text}", query),
            language=getattr(words, "language", ORIGINAL),
        )


def _means_hotlines(word: str) -> bool:
    called = [*_("Hotlines").lower().split(), "hotline"]
    return beginnings(word.lower())[0] in {start for name in called for start in beginnings(name)}


def tell(hotline: Hotline, *, language: str) -> ToldHotline:
    """Return this hotline in the words of `language`. Prefetch its translations and links for several."""
    links = [(link.kind, _address(link.link)) for link in hotline.links.all()]
    network: Network | None = hotline.network
    return ToldHotline(
        pk=hotline.pk,
        kind=hotline.kind,
        name=_words(hotline, "title", language),
        whom=_words(hotline, "whom", language),
        hours=_words(hotline, "hours", language),
        happens=_words(hotline, "text", language),
        number=hotline.number,
        dial="" if is_sample(str(hotline.country)) else re.sub(r"[^0-9+]", "", hotline.number),
        languages=tuple(name_for_reader(code) for code in hotline.languages.split()),
        cost=str(Hotline.Cost(hotline.cost).label) if hotline.cost else "",
        website=next((address for kind, address in links if kind == HotlineLink.Kind.WEBSITE), None),
        sources=tuple(address for kind, address in links if kind == HotlineLink.Kind.SOURCE),
        checked_on=hotline.checked_on,
        is_due=is_due(hotline),
        kept_by=network.local_name if network and network.visibility == Network.Visibility.PUBLIC else "",
    )


def _standing() -> "QuerySet[Hotline]":
    found: QuerySet[Hotline] = Hotline.objects.standing()
    return found.select_related("network").prefetch_related("translations", "links")


def _countries() -> Iterable[str]:
    national = Delegation.objects.filter(kind__in=Delegation.OF_A_COUNTRY).exclude(country="")
    codes: Iterable[str] = national.values_list("country", flat=True)
    return codes


def _country(code: str, hotlines: Iterable[Hotline], language: str) -> CountryHelp:
    listed = list(hotlines)
    described = {words.language for hotline in listed for words in hotline.translations.all()}
    own = [each for each in languages_of_country(code) if each in described - {language}]
    return CountryHelp(
        country=code,
        name=country_name(code),
        hotlines=tuple(_told(listed, language)),
        cards=tuple(_card(listed, each) for each in own),
    )


def _card(hotlines: Iterable[Hotline], language: str) -> Card:
    with override(language):
        return Card(language=language, hotlines=tuple(_told(hotlines, language)))


def _told(hotlines: Iterable[Hotline], language: str) -> list[ToldHotline]:
    return [tell(hotline, language=language) for hotline in _in_order(hotlines)]


def _in_order(hotlines: Iterable[Hotline]) -> list[Hotline]:
    return sorted(hotlines, key=lambda hotline: (KINDS.index(Hotline.Kind(hotline.kind)), hotline.pk))


def _words(hotline: Any, field: str, language: str) -> Words:
    """Return a text of the hotline, in English if the translation lacks it."""
    translated = hotline.in_language(language)
    text = getattr(translated, field)
    if text and translated is not hotline:
        return Words(text=text, language=language)
    return Words(text=getattr(hotline, field), language=ORIGINAL)


def _address(link: str) -> Address:
    return Address(link=link, site=urlsplit(link).hostname or link)


def _entry(hotline: Hotline) -> StrandEntry:
    words: Any = hotline.in_language()
    detail = hotline.number
    if hotline.checked_on is None:
        detail = _("%(number)s, not checked yet") % {"number": hotline.number}
    elif is_due(hotline):
        detail = _("%(number)s, check overdue") % {"number": hotline.number}
    return StrandEntry(title=words.title, detail=detail, language=getattr(words, "language", ORIGINAL))
