"""Campaigns: which ones somebody may know of, what the list can be narrowed by, and how one is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from networkapp.campaigns.models import AwarenessDay, Campaign, CampaignCountry
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network, Subject
from networkapp.permissions import Action
from networkapp.registry import SearchHit
from networkapp.search.words import excerpt, with_all_words
from networkapp.text.partial_dates import is_before
from networkapp.users import AnyUser

ORIGINAL = "en"
SEARCHED = ("title", "text", "target_group", "places")
OWN_WORDS = ("target_group", "places", "tested_how", "tested_with", "tested_found", "evaluated_how", "evaluated_found")

Words = Mapping[str, str]


def list_campaigns(
    *,
    user: AnyUser,
    subject: Subject | None = None,
    country: str | None = None,
    year: int | None = None,
    network: Network | None = None,
) -> QuerySet[Campaign]:
    """Return the campaigns that `user` can see, newest first.

    Filtered by `subject`, `country` (two letters of ISO 3166-1), `year` in which they ran and `network`, if given.
    """
    seen = Campaign.objects.where(user, may=Action.SEE).of_network(network)
    found: QuerySet[Campaign] = seen.about(subject).held_in(country).running_in(year)
    return found.select_related("network").prefetch_related("translations", "countries", "subjects__translations")


def campaigns_with_related(*, user: AnyUser) -> QuerySet[Campaign]:
    """Return the campaigns that `user` can see, with organisations, delegations and material."""
    return list_campaigns(user=user).prefetch_related(
        "organisations__translations", "delegations", "material__document"
    )


@dataclass(frozen=True, kw_only=True)
class CampaignFilterChoices:
    """The filters with results among the campaigns that a reader can see; countries are codes."""

    networks: Sequence[Network]
    subjects: Sequence[Subject]
    countries: Sequence[str]
    years: Sequence[int]


def filter_choices_for(*, user: AnyUser) -> CampaignFilterChoices:
    """Return the networks, subjects, countries and years by which `user` can filter campaigns with a result."""
    seen = Campaign.objects.where(user, may=Action.SEE)
    subjects = Subject.objects.filter(campaigns__in=seen.values("pk")).distinct()
    countries = CampaignCountry.objects.filter(campaign__in=seen.values("pk")).order_by("country").distinct()
    spans = seen.order_by().values_list("begins", "ends", "still_runs")
    years = {year for span in spans for year in _years_of(*span)}
    networks = Network.objects.filter(campaigns__in=seen.values("pk")).distinct()
    return CampaignFilterChoices(
        networks=alphabetical(networks, name=lambda network: network.local_name),
        subjects=list(subjects.prefetch_related("translations")),
        countries=[str(code) for code in countries.values_list("country", flat=True)],
        years=sorted(years, reverse=True),
    )


def _years_of(begins: str, ends: str, still_runs: bool) -> range:
    first = int(begins[:4])
    last = timezone.localdate().year if still_runs else int((ends or begins)[:4])
    return range(first, max(first, last) + 1)


def find_campaigns(*, user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    """Return those with the words of the query in any language, for the search."""
    fields = [*SEARCHED, *(f"translations__{name}" for name in SEARCHED), "organisations__title"]
    for campaign in with_all_words(list_campaigns(user=user), query, *fields)[:limit]:
        texts = campaign.texts
        yield SearchHit(
            kind="campaigns",
            title=texts["title"].text,
            url=campaign.get_absolute_url(),
            excerpt=excerpt(texts["text"].text, query),
            language=texts["title"].language,
        )


def years_on(*, campaign: Campaign, day: AwarenessDay) -> list[int]:
    """Return the years in which the campaign certainly ran on an awareness day."""
    years = _years_of(campaign.begins, campaign.ends, campaign.still_runs)
    days = {year: day.in_year(year).isoformat() for year in years}
    return [
        year
        for year, on in days.items()
        if not is_before(on, campaign.begins) and not (campaign.ends and is_before(campaign.ends, on))
    ]


def own_campaigns(*, days: Sequence[AwarenessDay], networks: Sequence[int]) -> QuerySet[Any]:
    """Return the campaigns of `networks` that belong to one of `days`, each with its day."""
    found: QuerySet[Any] = Campaign.days.through.objects.filter(
        awarenessday__in=days, campaign__own=True, campaign__network__in=networks
    )
    return found.order_by()
