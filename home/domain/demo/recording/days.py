"""Awareness days, what networks did on them, and campaigns of the demonstration, as they are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from networkapp.campaigns.models import (
    AwarenessDay,
    AwarenessDayTranslation,
    Campaign,
    CampaignCountry,
    CampaignMaterial,
    CampaignTranslation,
    DayActivity,
    DayActivityTranslation,
)
from networkapp.campaigns.queries.campaigns import ORIGINAL, OWN_WORDS, Words
from networkapp.library.models import Organisation
from networkapp.models import Delegation, Network, Subject


@dataclass(frozen=True, kw_only=True)
class AwarenessDayFields:
    """The date of an awareness day, since when, and its source: see the fields of
    networkapp.campaigns.models.AwarenessDay.
    """

    month: int
    day: int
    since: int
    source: str
    source_link: str = ""
    read_on: date | None = None


@transaction.atomic
def record_day(
    *, slug: str, title: Mapping[str, str], text: Mapping[str, str], kept: AwarenessDayFields
) -> AwarenessDay:
    """Record the awareness day as given here; "en" is the original.

    Refuses, by ValidationError, a day that does not exist every year.
    """
    day = AwarenessDay.objects.filter(slug=slug).first() or AwarenessDay(slug=slug)
    for name, value in {**vars(kept), "title": title[ORIGINAL], "text": text.get(ORIGINAL, "")}.items():
        setattr(day, name, value)
    day.translations.set(
        AwarenessDayTranslation(
            language=language, title=title[language], text=text.get(language, ""), source_hash=day.source_hash
        )
        for language in sorted(title.keys() - {ORIGINAL})
    )
    day.full_clean()
    day.save()
    return day


@transaction.atomic
def record_activity(
    *, network: Network, day: AwarenessDay, year: int, title: Mapping[str, str], text: Mapping[str, str], link: str = ""
) -> DayActivity:
    """The network did this on the day of that year, in every language in which it has a title; "en" is the original."""
    activity = DayActivity(
        network=network, day=day, year=year, title=title[ORIGINAL], text=text.get(ORIGINAL, ""), link=link
    )
    activity.translations.set(
        DayActivityTranslation(
            language=language, title=title[language], text=text.get(language, ""), source_hash=activity.source_hash
        )
        for language in sorted(title.keys() - {ORIGINAL})
    )
    activity.full_clean()
    activity.save()
    return activity


@dataclass(frozen=True, kw_only=True)
class Material:
    """Material of a campaign: a document of the network's collection, or a web address.

    `kind` is one of CampaignMaterial.Kind.
    """

    title: str
    link: str = ""
    document: Any = None
    kind: str = CampaignMaterial.Kind.MATERIAL
    language: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class CampaignFields:
    """What is the same in every language: see the fields of networkapp.campaigns.models.Campaign."""

    begins: str
    ends: str = ""
    still_runs: bool = False
    own: bool = True
    tested: str = Campaign.YesNoUnknown.UNKNOWN
    evaluated: str = Campaign.YesNoUnknown.UNKNOWN
    link: str = ""
    source: str = ""
    source_link: str = ""
    read_on: date | None = None
    countries: Sequence[str] = field(default=())


@dataclass(frozen=True, kw_only=True)
class CampaignLinks:
    """What it is about, who takes part, and which awareness days it was made for."""

    subjects: Iterable[Subject] = ()
    organisations: Iterable[Organisation] = ()
    delegations: Iterable[Delegation] = ()
    days: Iterable[AwarenessDay] = ()


@transaction.atomic
def record_campaign(
    *,
    network: Network,
    slug: str,
    words: Mapping[str, Words],
    plain: CampaignFields,
    ties: CampaignLinks = CampaignLinks(),
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
