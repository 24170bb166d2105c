"""Campaigns: which ones somebody may know of, what the list can be narrowed by, and how one is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from networkapp.domain.alphabets import alphabetical
from networkapp.domain.search_words import excerpt, having_words
from networkapp.models import (
    Campaign,
    CampaignCountry,
    CampaignMaterial,
    CampaignTranslation,
    DayOfYear,
    Delegation,
    Network,
    Organisation,
    Subject,
)
from networkapp.permissions import Action
from networkapp.registry import SearchHit
from networkapp.rules.partial_dates import is_before

ORIGINAL = "en"
SEARCHED = ("title", "text", "target_group", "places")
OWN_WORDS = ("target_group", "places", "tested_how", "tested_with", "tested_found", "evaluated_how", "evaluated_found")

Words = Mapping[str, str]


def list_campaigns(
    *,
    user: Any,
    subject: Subject | None = None,
    country: str | None = None,
    year: int | None = None,
    network: Network | None = None,
) -> QuerySet[Campaign]:
    """The campaigns of the networks that `user` may see, the newest first.

    Narrowed to those on `subject`, held in `country` (two letters of ISO 3166-1), running in `year` and recorded by
    `network`, where these are named.
    """
    seen = Campaign.objects.where(user, may=Action.SEE).of_network(network)
    found: QuerySet[Campaign] = seen.about(subject).held_in(country).running_in(year)
    return found.select_related("network").prefetch_related("translations", "countries", "subjects__translations")


def whole_campaigns(*, user: Any) -> QuerySet[Campaign]:
    """What `list_campaigns` gives, each with who took part and its material."""
    return list_campaigns(user=user).prefetch_related(
        "organisations__translations", "delegations", "material__document"
    )


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What occurs in the campaigns that a reader may see; subjects in their order, countries as codes."""

    networks: Sequence[Network]
    subjects: Sequence[Subject]
    countries: Sequence[str]
    years: Sequence[int]


def choices_for(*, user: Any) -> Choices:
    """What the list of campaigns can be narrowed by without being empty."""
    seen = Campaign.objects.where(user, may=Action.SEE)
    subjects = Subject.objects.filter(campaigns__in=seen.values("pk")).distinct()
    countries = CampaignCountry.objects.filter(campaign__in=seen.values("pk")).order_by("country").distinct()
    spans = seen.order_by().values_list("begins", "ends", "still_runs")
    years = {year for span in spans for year in _years_of(*span)}
    networks = Network.objects.filter(campaigns__in=seen.values("pk")).distinct()
    return Choices(
        networks=alphabetical(networks, name=lambda network: network.local_name),
        subjects=list(subjects.prefetch_related("translations")),
        countries=[str(code) for code in countries.values_list("country", flat=True)],
        years=sorted(years, reverse=True),
    )


def _years_of(begins: str, ends: str, still_runs: bool) -> range:
    first = int(begins[:4])
    last = timezone.localdate().year if still_runs else int((ends or begins)[:4])
    return range(first, max(first, last) + 1)


def find_campaigns(user: Any, query: str, limit: int) -> Iterable[SearchHit]:
    """Those that have the words of the query in any language, for the search box."""
    fields = [*SEARCHED, *(f"translations__{name}" for name in SEARCHED), "organisations__title"]
    for campaign in having_words(list_campaigns(user=user), query, *fields)[:limit]:
        said = campaign.said
        yield SearchHit(
            kind="campaigns",
            title=said["title"].text,
            url=campaign.get_absolute_url(),
            excerpt=excerpt(said["text"].text, query),
            language=said["title"].language,
        )


@dataclass(frozen=True, kw_only=True)
class Material:
    """Something of a campaign: a document of the network's collection, or an address on the web.

    `kind` is one of CampaignMaterial.Kind.
    """

    title: str
    link: str = ""
    document: Any = None
    kind: str = CampaignMaterial.Kind.MATERIAL
    language: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What is the same in every language: see the fields of networkapp.models.Campaign."""

    begins: str
    ends: str = ""
    still_runs: bool = False
    own: bool = True
    tested: str = Campaign.Asked.UNKNOWN
    evaluated: str = Campaign.Asked.UNKNOWN
    link: str = ""
    source: str = ""
    source_link: str = ""
    read_on: date | None = None
    countries: Sequence[str] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What it is about, who takes part, and which days of the year it was made for."""

    subjects: Iterable[Subject] = ()
    organisations: Iterable[Organisation] = ()
    delegations: Iterable[Delegation] = ()
    days: Iterable[DayOfYear] = ()


@transaction.atomic
def record_campaign(
    *,
    network: Network,
    slug: str,
    words: Mapping[str, Words],
    plain: Plain,
    ties: Ties = Ties(),
    material: Iterable[Material] = (),
) -> Campaign:
    """The network has this campaign, as it is given here. `words` are its texts by language, "en" being the original.

    Refuses, by ValidationError, dates that are none, a campaign of others without a source, and words on a test or an
    evaluation that there was not.
    """
    values = {name: value for name, value in vars(plain).items() if name != "countries"}
    campaign = Campaign.objects.filter(slug=slug).first() or Campaign(slug=slug)
    for name, value in {**values, **_texts(words[ORIGINAL]), "network": network, "language": ORIGINAL}.items():
        setattr(campaign, name, value)
    campaign.translations.set(
        CampaignTranslation(language=language, source_hash=campaign.source_hash, **_texts(words[language]))
        for language in sorted(words.keys() - {ORIGINAL})
    )
    campaign.countries.set(CampaignCountry(country=code) for code in plain.countries)
    campaign.material.set(CampaignMaterial(**vars(each)) for each in material)
    campaign.full_clean()
    campaign.save()
    for name, things in vars(ties).items():
        getattr(campaign, name).set(things)
    return campaign


def _texts(words: Words) -> dict[str, str]:
    return {name: words.get(name, "") for name in ("title", "text", *OWN_WORDS)}


def years_on(campaign: Campaign, day: DayOfYear) -> list[int]:
    """The years in which a campaign ran on a day, as far as it is known when it ran."""
    years = _years_of(campaign.begins, campaign.ends, campaign.still_runs)
    days = {year: day.in_year(year).isoformat() for year in years}
    return [
        year
        for year, on in days.items()
        if not is_before(on, campaign.begins) and not (campaign.ends and is_before(campaign.ends, on))
    ]


def own_campaigns(*, days: Sequence[DayOfYear], networks: Sequence[int]) -> QuerySet[Any]:
    """The own campaigns of `networks` that belong to one of `days`, each beside its day."""
    found: QuerySet[Any] = Campaign.days.through.objects.filter(
        dayofyear__in=days, campaign__own=True, campaign__network__in=networks
    )
    return found.order_by()
