"""Awareness days: when they come next, and what each network did on them in a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from networkapp.campaigns.models import AwarenessDay, Campaign, DayActivity, NoActivity
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry.days import DayEntry, day_sources
from networkapp.users import AnyUser

ORIGINAL = "en"


def list_days() -> QuerySet[AwarenessDay]:
    """Return all awareness days, beginning with January."""
    return AwarenessDay.objects.prefetch_related("translations")


def list_activities(*, user: AnyUser) -> QuerySet[DayActivity]:
    """Return the activities on awareness days of networks that `user` can see, with the newest year first."""
    seen: QuerySet[DayActivity] = DayActivity.objects.where(user, may=Action.SEE)
    return seen.select_related("network", "day").prefetch_related("translations")


def next_date(*, day: AwarenessDay, today: date) -> date:
    """Return the next date of the awareness day, today included."""
    this_year = day.in_year(today.year)
    return this_year if this_year >= today else day.in_year(today.year + 1)


def days_ahead(*, today: date) -> list[tuple[date, AwarenessDay]]:
    """Return each awareness day with its next date, the nearest first."""
    return sorted(((next_date(day=day, today=today), day) for day in list_days()), key=lambda one: one[0])


def has_year(*, day: AwarenessDay, year: int, today: date) -> bool:
    """Return whether the awareness day takes place in this year, in the past or as the next one."""
    return day.since <= year <= next_date(day=day, today=today).year


@dataclass(frozen=True, kw_only=True)
class NetworkEntries:
    """The activities of one network on an awareness day."""

    network: Network
    entries: Sequence[DayEntry]


@dataclass(frozen=True, kw_only=True)
class DayEntries:
    """Return the entries of a day in one year: by network in alphabetical order, and those of others as networks record
    them.

    Networks without an activity are left out.
    """

    year: int
    networks: Sequence[NetworkEntries]
    others: Sequence[DayEntry]


def entries_of_day(*, day: AwarenessDay, user: AnyUser) -> list[DayEntries]:
    """Return the entries that `user` can know of, of every year that has any, the newest first."""
    return entries_of_days(days=[day], user=user)[day.pk]


def entries_of_days(*, days: Sequence[AwarenessDay], user: AnyUser) -> dict[int, list[DayEntries]]:
    """Return the entries about each of these days by primary key, in a constant number of queries."""
    entries = [entry for _order, source in day_sources for entry in source(days, user)]
    seen = Network.objects.where(user, may=Action.SEE).filter(pk__in={entry.network for entry in entries})
    networks = alphabetical(seen, name=lambda network: network.local_name)
    return {day.pk: _entries_by_year([entry for entry in entries if entry.day == day.pk], networks) for day in days}


def _entries_by_year(entries: Sequence[DayEntry], networks: Sequence[Network]) -> list[DayEntries]:
    years = sorted({entry.year for entry in entries}, reverse=True)
    by_year = (_entries_of_year(year, [entry for entry in entries if entry.year == year], networks) for year in years)
    return [one for one in by_year if one.networks or one.others]


def _entries_of_year(year: int, entries: Sequence[DayEntry], networks: Iterable[Network]) -> DayEntries:
    doings = (
        NetworkEntries(network=network, entries=[entry for entry in entries if entry.network == network.pk])
        for network in networks
    )
    return DayEntries(
        year=year,
        networks=[doing for doing in doings if doing.entries],
        others=[entry for entry in entries if entry.network is None],
    )


def entries_in_year(*, day: AwarenessDay, year: int, user: AnyUser) -> DayEntries:
    """Return the entries about an awareness day in `year` that `user` can see; they may be empty."""
    found = (entries for entries in entries_of_day(day=day, user=user) if entries.year == year)
    return next(found, DayEntries(year=year, networks=(), others=()))


def used_days(*, days: Iterable[AwarenessDay]) -> QuerySet[AwarenessDay]:
    """Return those of `days` that belong to their networks, too: days for which a network has an entry, stated that
    there is nothing, or ran a campaign.
    """
    reported = Q(pk__in=DayActivity.objects.values("day")) | Q(pk__in=NoActivity.objects.values("day"))
    made = Q(pk__in=Campaign.days.through.objects.values("awarenessday"))
    return AwarenessDay.objects.filter(reported | made, pk__in=[day.pk for day in days])
