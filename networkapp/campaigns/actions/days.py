"""Record a network's activities on an awareness day, or that there were none, and send the reminder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, CharField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.campaigns.models import AwarenessDay, Campaign, DayActivity, NoActivity
from networkapp.campaigns.queries.campaigns import own_campaigns, years_on
from networkapp.campaigns.queries.days import list_days, next_date
from networkapp.db.unions import union_of
from networkapp.errors import Refused
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.models.translations import join_mixed
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

BEFORE = timedelta(weeks=4)
AFTER = timedelta(weeks=2)
"""How long before a day its networks are asked what they will do, and how long after it what they did."""
Key = tuple[int, int, int]
"""Network and day, by primary key, and the year."""
MAX_NAMED = 3
"""The maximum number of networks that a line of the desk names."""


def is_open(*, day: AwarenessDay, year: int, today: date) -> bool:
    """Return whether activities can be recorded for the day of this year: from four weeks before it."""
    return day.since <= year <= today.year + 1 and day.in_year(year) - BEFORE <= today


@transaction.atomic
def record_activity(
    *,
    network: Network,
    day: AwarenessDay,
    year: int,
    user: User,
    title: str,
    text: str = "",
    language: str = "en",
    link: str = "",
    client_key: UUID | None = None,
) -> DayActivity:
    """Record what the network did; a record of "nothing" is removed. The same key writes once.

    Refuses (NotAllowed) people who do not manage its campaigns, and a day that is more than four weeks ahead.
    """
    network.require(user, Action.EDIT_CAMPAIGNS)
    _require_open(day, year)
    NoActivity.objects.filter(network=network, day=day, year=year).delete()
    about = {"network": network, "day": day, "year": year, "title": title, "text": text}
    fields = {**about, "language": language, "link": link, "written_by": user}
    if client_key is None:
        return DayActivity.objects.create(**fields)
    activity, _made = DayActivity.objects.get_or_create(written_by=user, client_key=client_key, defaults=fields)
    return activity


@transaction.atomic
def mark_no_activity(*, network: Network, day: AwarenessDay, year: int, user: User) -> None:
    """Record that the network does nothing on the day in this year, so that it gets no more reminders.

    Refuses (NotAllowed) people who do not manage its campaigns; if there is an entry already; and a day too far ahead.
    """
    network.require(user, Action.EDIT_CAMPAIGNS)
    _require_open(day, year)
    if (network.pk, day.pk, year) in _keys_with_entries([day], [network.pk]):
        raise Refused("something_is_told", _("Your network has already recorded an activity for this day."))
    NoActivity.objects.get_or_create(network=network, day=day, year=year, defaults={"recorded_by": user})


def _require_open(day: AwarenessDay, year: int) -> None:
    if not is_open(day=day, year=year, today=timezone.localdate()):
        raise Refused("too_early", _("You can record activities from four weeks before the day."))


def _keys_with_entries(days: Sequence[AwarenessDay], networks: Sequence[int]) -> set[Key]:
    """Return the keys with an entry: the network recorded one, or ran a campaign of its own."""
    return _keys_in(days, networks, DayActivity)


def _quiet_keys(days: Sequence[AwarenessDay], networks: Sequence[int]) -> set[Key]:
    no_activities = NoActivity.objects.filter(day__in=days, network__in=networks)
    return set(no_activities.values_list("network", "day", "year"))


def _answered_keys(days: Sequence[AwarenessDay], networks: Sequence[int]) -> set[Key]:
    """Return the keys that have an entry or are marked as quiet."""
    return _keys_in(days, networks, DayActivity, NoActivity)


def _keys_in(days: Sequence[AwarenessDay], networks: Sequence[int], *models: Any) -> set[Key]:
    """Return what rows of these models have, and when own campaigns ran; one query."""
    known, here = {day.pk: day for day in days}, {"day__in": days, "network__in": networks}
    of_none = (Value("", CharField()), Value("", CharField()), Value(False, BooleanField()))
    entries = [model.objects.filter(**here).values_list("network", "day", "year", *of_none) for model in models]
    ran = own_campaigns(days=days, networks=networks).values_list(
        "campaign__network", "awarenessday", Value(0), "campaign__begins", "campaign__ends", "campaign__still_runs"
    )
    found = set()
    for network, day, year, begins, ends, still_runs in union_of(ran, *entries, duplicates=False):
        campaign = Campaign(begins=begins, ends=ends, still_runs=still_runs)
        found |= {(network, day, each) for each in ([year] if year else years_on(campaign=campaign, day=known[day]))}
    return found


@dataclass(frozen=True, kw_only=True)
class NetworkDayStatus:
    """A network that is asked about a day: whether it has an entry, or does nothing."""

    network: Network
    has_report: bool
    is_quiet: bool

    @property
    def is_waiting(self) -> bool:
        return not (self.has_report or self.is_quiet)


def networks_managed_by(*, user: AnyUser) -> list[Network]:
    """Return the networks whose campaigns `user` manages, by their current seats, by name."""
    return alphabetical(Network.objects.where(user, may=Action.EDIT_CAMPAIGNS), name=lambda network: network.local_name)


def network_statuses(*, day: AwarenessDay, year: int, networks: Sequence[Network]) -> list[NetworkDayStatus]:
    """Return the status of these networks for the day in this year; the same queries for any number."""
    keys = [network.pk for network in networks]
    with_entries, quiet = _keys_with_entries([day], keys), _quiet_keys([day], keys)
    keys_by_network = ((network, (network.pk, day.pk, year)) for network in networks)
    return [
        NetworkDayStatus(network=network, has_report=key in with_entries, is_quiet=key in quiet)
        for network, key in keys_by_network
    ]


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of secretariats and editors: to record plans from four weeks before an awareness day, and
    activities until two weeks after it, unless there is an entry or they have recorded that there is none."""
    today = timezone.localdate()
    years = {day: year for day in list_days() if (year := reporting_year(day=day, today=today))}
    networks = networks_managed_by(user=user) if years else []
    keys = [network.pk for network in networks]
    settled = _answered_keys(list(years), keys) if networks else set()
    for day, year in years.items():
        waiting = [network for network in networks if (network.pk, day.pk, year) not in settled]
        if waiting:
            yield _item(day, year, waiting, today)


def reporting_year(*, day: AwarenessDay, today: date) -> int | None:
    """Return the year for which networks are asked about the day: the next from four weeks before, else the last."""
    ahead = next_date(day=day, today=today)
    if ahead - BEFORE <= today:
        return ahead.year
    last = day.in_year(ahead.year - 1)
    return last.year if last.year >= day.since and last + AFTER <= today else None


def _item(day: AwarenessDay, year: int, networks: Sequence[Network], today: date) -> DeskItem:
    is_ahead = day.in_year(year) >= today
    ask = _("Record what your network plans for %(day)s") if is_ahead else _("Record what your network did on %(day)s")
    rest = len(networks) - MAX_NAMED
    more = ngettext("%(n)s more", "%(n)s more", rest) % {"n": rest} if rest > 0 else ""
    named = join_mixed(*(network.local_name for network in networks[:MAX_NAMED]), more, between=", ")
    return DeskItem(
        title=ask % {"day": day.label},
        detail=join_mixed(day.local_title, named, between=": "),
        url=f"{reverse('networkapp:day_in_year', args=[day.slug, year])}#yours",
        key=f"day-{day.pk}-{year}-{'ahead' if is_ahead else 'past'}",
    )
