"""Hotlines in each country, as every reader sees them: in the reader's language, otherwise in English.

Everybody sees the same. Functions here take no reader, so that nothing about one can be stored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.hotlines.models import Hotline, HotlineLink, help_address
from networkapp.languages.help_languages import help_languages, is_read_by_native_speaker
from networkapp.languages.languages import name_for_reader
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation
from networkapp.networks.queries.countries import countries_named, country_name, is_sample
from networkapp.registry import SearchHit
from networkapp.registry.metadata import SitemapEntry
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.search.words import excerpt, word_condition, word_stems, words_of
from networkapp.users import AnyUser

ORIGINAL = "en"
SEARCHED = ("title", "text", "whom", "number", "translations__title", "translations__text", "translations__whom")


@dataclass(frozen=True, kw_only=True)
class TextInLanguage:
    """A text, and its language."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class WebLink:
    """An address on the web, and the site that it is on, as it is shown."""

    link: str
    site: str


@dataclass(frozen=True, kw_only=True)
class ShownHotline:
    """A hotline as readers see it. `dial` is what a phone calls.

    `is_due` is true if it was not checked for too long, or never; `is_confirmed` if an operator or an authority
    publishes the number.
    """

    pk: int
    kind: str
    name: TextInLanguage
    whom: TextInLanguage
    hours: TextInLanguage
    happens: TextInLanguage
    number: str
    dial: str
    languages: tuple[str, ...]
    cost: str
    website: WebLink | None
    sources: tuple[WebLink, ...]
    checked_on: date | None
    is_due: bool
    is_confirmed: bool

    @property
    def languages_in_words(self) -> str:
        return ", ".join(self.languages)


@dataclass(frozen=True, kw_only=True)
class CountryHelp:
    """A country (two letters), its name, and its hotlines: confirmed ones first."""

    country: str
    name: str
    hotlines: tuple[ShownHotline, ...]
    is_read: bool
    """Whether a native speaker has read the texts of these hotlines, and all others of the page, in its language."""

    @cached_property
    def confirmed(self) -> tuple[ShownHotline, ...]:
        return tuple(hotline for hotline in self.hotlines if hotline.is_confirmed)

    @cached_property
    def unconfirmed(self) -> tuple[ShownHotline, ...]:
        return tuple(hotline for hotline in self.hotlines if not hotline.is_confirmed)

    @property
    def url(self) -> str:
        return help_address(country=self.country)


def help_by_country(*, language: str) -> list[CountryHelp]:
    """Return every country with a parliament here or with a hotline, by its name in the active language.

    In four queries at most. A country without a hotline is included: the page says so, too. Sample countries are not.
    """
    found: dict[str, list[Hotline]] = {code: [] for code in _countries() if not is_sample(code=code)}
    for hotline in public_hotlines():
        found.setdefault(str(hotline.country), []).append(hotline)
    shown = [_country(code, hotlines, language) for code, hotlines in found.items()]
    return alphabetical(shown, name=lambda each: each.name)


def help_in_country(*, country: str, language: str) -> CountryHelp | None:
    """Return help in this country (two letters), in the words of `language`.

    None if it has neither a parliament here nor a hotline, and for sample countries.
    """
    code = country.upper()
    hotlines = list(public_hotlines(country=code))
    is_known = bool(hotlines) or (not is_sample(code=code) and code in _countries())
    return _country(code, hotlines, language) if is_known else None


def start_pages() -> Iterable[SitemapEntry]:
    """Return the start page of help in each of its languages, for search engines."""
    versions = {code: reverse("networkapp:help_start", args=[code]) for code in help_languages()}
    return [SitemapEntry(path=path, versions=versions) for path in versions.values()]


def public_hotlines(*, country: str = "") -> "QuerySet[Hotline]":
    """Return the hotlines that everyone sees, confirmed ones first, of one country (in either case) if it is given."""
    found: QuerySet[Hotline] = Hotline.objects.public().in_order().prefetch_related("translations", "links")
    return found.filter(country=country.upper()) if country else found


def is_due(*, hotline: Hotline) -> bool:
    """Return whether the hotline was never checked, or too long ago."""
    return hotline.checked_on is None or hotline.checked_on < due_before()


def is_confirmed(*, hotline: Hotline) -> bool:
    """Return whether the number is on a page of the operator or an authority. Prefetch the links for several."""
    return any(link.kind == HotlineLink.Kind.SOURCE for link in hotline.links.all())


def due_before() -> date:
    """Return the day such that hotlines last checked before it are due for a check."""
    day: date = timezone.localdate() - setting("HOTLINE_CHECK_TIME")
    return day


def hotlines_part(*, overview: Overview) -> list[OverviewPart]:
    """Return the confirmed hotlines of a country, each with its number and whether it is due for a check."""
    found = list(public_hotlines(country=overview.country).confirmed())  # type: ignore[attr-defined]
    shown = [render_hotline(hotline=hotline, language=get_language() or ORIGINAL) for hotline in found]
    return [
        OverviewPart(
            key="hotlines",
            title=_("Hotlines"),
            url=help_address(country=overview.country),
            entries=tuple(_entry(hotline) for hotline in found),
            template="networkapp/help/country_hotlines.html" if shown else "",
            context={"hotlines": shown},
        )
    ]


def find_hotlines(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return confirmed hotlines with the words in name, text or number, in any language, or in a country's name.

    A word that means "hotline" is ignored; alone, it finds all.
    """
    meant = [word for word in words_of(query) if not _means_hotlines(word)]
    sought = [word_condition(word, *SEARCHED) | Q(country__in=countries_named(word=word)) for word in meant]
    found: Any = public_hotlines()
    for hotline in found.confirmed().filter(*sought).distinct()[:limit]:
        words: Any = hotline.in_language()
        yield SearchHit(
            kind="hotlines",
            title=f"{country_name(code=str(hotline.country))}: {words.title}, {hotline.number}",
            url=hotline.get_absolute_url(),
            excerpt=excerpt(f"{words.whom} {words.text}", query),
            language=getattr(words, "language", ORIGINAL),
        )


def _means_hotlines(word: str) -> bool:
    called = [*_("Hotlines").lower().split(), "hotline"]
    return word_stems(word.lower())[0] in {start for name in called for start in word_stems(name)}


def render_hotline(*, hotline: Hotline, language: str) -> ShownHotline:
    """Return this hotline in the words of `language`. Prefetch its translations and links for several."""
    links = [(link.kind, _address(link.link)) for link in hotline.links.all()]
    website = next((address for kind, address in links if kind == HotlineLink.Kind.WEBSITE), None)
    return ShownHotline(
        pk=hotline.pk,
        kind=hotline.kind,
        name=_words(hotline, "title", language),
        whom=_words(hotline, "whom", language),
        hours=_words(hotline, "hours", language),
        happens=_words(hotline, "text", language),
        number=hotline.number,
        dial=re.sub(r"[^0-9+]", "", hotline.number),
        languages=tuple(name_for_reader(code) for code in hotline.languages.split()),
        cost=str(Hotline.Cost(hotline.cost).label) if hotline.cost else "",
        website=website,
        # A website that is a source, too, is shown once.
        sources=tuple(address for _kind, address in links if address != website),
        checked_on=hotline.checked_on,
        is_due=is_due(hotline=hotline),
        is_confirmed=is_confirmed(hotline=hotline),
    )


def _countries() -> set[str]:
    national = Delegation.objects.filter(kind__in=Delegation.OF_A_COUNTRY).exclude(country="")
    return {str(code) for code in national.values_list("country", flat=True)}


def _country(code: str, hotlines: Iterable[Hotline], language: str) -> CountryHelp:
    listed = list(hotlines)
    translations = [one for hotline in listed for one in hotline.translations.all() if one.language == language]
    return CountryHelp(
        country=code,
        name=country_name(code=code),
        hotlines=tuple(render_hotline(hotline=hotline, language=language) for hotline in listed),
        is_read=is_read_by_native_speaker(language, translations),
    )


def _words(hotline: Any, field: str, language: str) -> TextInLanguage:
    """Return a text of the hotline, in English if the translation lacks it."""
    translated = hotline.in_language(language)
    text = getattr(translated, field)
    if text and translated is not hotline:
        return TextInLanguage(text=text, language=language)
    return TextInLanguage(text=getattr(hotline, field), language=ORIGINAL)


def _address(link: str) -> WebLink:
    return WebLink(link=link, site=urlsplit(link).hostname or link)


def _entry(hotline: Hotline) -> OverviewEntry:
    words: Any = hotline.in_language()
    detail = hotline.number
    if hotline.checked_on is None:
        detail = _("%(number)s, not checked yet") % {"number": hotline.number}
    elif is_due(hotline=hotline):
        detail = _("%(number)s, check overdue") % {"number": hotline.number}
    return OverviewEntry(title=words.title, detail=detail, language=getattr(words, "language", ORIGINAL))
