"""Campaigns: those that the report of the working group names, with their source, and invented ones of samples."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from home.domain.demo.content import by_key, day, items
from home.domain.demo.recording.days import CampaignFields, CampaignLinks, Material, record_campaign
from networkapp.campaigns.models import AwarenessDay, Campaign
from networkapp.editing.group_rights import collection_of
from networkapp.library.models import Organisation
from networkapp.models import Delegation, Network, Subject

SAME_IN_ALL = ("begins", "ends", "still_runs", "own", "tested", "evaluated", "link", "source", "source_link")


def make_campaigns() -> None:
    """Every campaign of the data file is there; one that exists is left as it is."""
    networks, subjects = by_key(Network.objects.all(), "slug"), by_key(Subject.objects.all(), "slug")
    organisations = by_key(Organisation.objects.all(), "slug")
    delegations = by_key(Delegation.objects.all(), "code")
    days = by_key(AwarenessDay.objects.all(), "slug")
    there = set(Campaign.objects.values_list("slug", flat=True))
    for item in items("campaigns"):
        if item["slug"] in there:
            continue
        network = networks[item["network"]]
        record_campaign(
            network=network,
            slug=item["slug"],
            words=item["words"],
            plain=_plain(item),
            ties=CampaignLinks(
                subjects=[subjects[slug] for slug in item["subjects"]],
                organisations=[organisations[slug] for slug in item["organisations"]],
                delegations=[delegations[code] for code in item["delegations"]],
                days=[days[slug] for slug in item["days"]],
            ),
            material=[_material(network, each) for each in item["material"]],
        )


def _plain(item: dict[str, Any]) -> CampaignFields:
    same = {name: item[name] for name in SAME_IN_ALL}
    return CampaignFields(**same, read_on=day(item["read_on"] or ""), countries=item["countries"])


def _material(network: Network, item: dict[str, Any]) -> Material:
    document = None
    if "file" in item:
        file = ContentFile(item["body"].encode(), item["file"])
        kept = {"collection": collection_of(network=network), "file_size": file.size}
        document = get_document_model().objects.create(title=item["title"], file=file, **kept)
    about = {name: item[name] for name in ("title", "kind", "language", "licence")}
    return Material(**about, link=item.get("link", ""), document=document)
