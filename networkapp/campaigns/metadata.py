"""Metadata of campaigns and awareness days for search engines and link previews."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from networkapp.campaigns.models import AwarenessDay, Campaign
from networkapp.campaigns.queries.days import entries_of_days, list_days, next_date
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.metadata.pages import organisation
from networkapp.registry.metadata import Card

MAX_KEY_LENGTH = 19


@dataclass(frozen=True, kw_only=True)
class DayInYear:
    """A day in one year."""

    day: AwarenessDay
    year: int

    @property
    def key(self) -> str:
        return f"{self.day.pk}-{self.year}"


def campaign_card(campaign: Campaign) -> Card:
    """Return the metadata of the page of a campaign."""
    texts = campaign.texts
    where = [str(country.name) for country in campaign.country_list]
    return Card(
        title=texts["title"].text,
        description=texts["text"].text,
        path=campaign.get_absolute_url(),
        language=texts["title"].language,
        over=campaign.network.local_name,
        under=", ".join([campaign.when, *where]),
        way=breadcrumbs_to("networkapp:campaigns"),
        facts={"@type": "CreativeWork", "publisher": organisation(campaign.network)},
    )


def day_card(day: AwarenessDay) -> Card:
    """Return the metadata of the page of an awareness day."""
    words = day.in_language()
    return Card(
        title=words.title,
        description=words.text,
        path=day.get_absolute_url(),
        over=day.label,
        way=breadcrumbs_to("networkapp:days"),
        facts={"@type": "WebPage"},
    )


def year_card(shown: DayInYear) -> Card:
    """Return the metadata of the page of an awareness day in one year."""
    words = shown.day.in_language()
    return Card(
        title=f"{words.title} {shown.year}",
        description=words.text,
        path=reverse("networkapp:day_in_year", args=[shown.day.slug, shown.year]),
        over=date_format(shown.day.in_year(shown.year)),
        way=(*breadcrumbs_to("networkapp:days"), (words.title, shown.day.get_absolute_url())),
        facts={"@type": "WebPage"},
    )


def public_years() -> Iterator[DayInYear]:
    """Yield the years of each awareness day about which everybody can see something, and the next one."""
    yield from _years_of(list(list_days()))


def find_year(key: str) -> DayInYear | None:
    """Return the public page of a day in a year by its key, "primary key-year"; None if there is none."""
    pk, _dash, _year = key.partition("-")
    days = list_days().filter(pk=pk) if pk.isdecimal() and len(pk) < MAX_KEY_LENGTH else ()
    return next((one for one in _years_of(list(days)) if one.key == key), None)


def _years_of(days: Sequence[AwarenessDay]) -> Iterator[DayInYear]:
    entries, today = entries_of_days(days=days, user=AnonymousUser()), timezone.localdate()
    for day in days:
        for year in sorted({*(one.year for one in entries[day.pk]), next_date(day=day, today=today).year}):
            yield DayInYear(day=day, year=year)
