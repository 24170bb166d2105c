"""Wagtail's admin for an editor whose own things link to a closed network and are used in it."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.utils import quote
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from evaluation.reports.models import Report
from networkapp.campaigns.models.campaign_parts import CampaignMaterial
from networkapp.handbooks.models import Section
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.restricted_words import bait
from tests.access.test_editors import ELSEWHERE, NAMED, addresses, revealed

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's thumbnails
NAMELESS = "Item you do not have access to"


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def links(place: Place) -> dict[str, Any]:
    """Return a paragraph with links to a page and a document of this network."""
    return block(
        "text",
        f'<p><a linktype="page" id="{place.chapter.pk}">a page</a> and '
        f'<a linktype="document" id="{place.document.pk}">a document</a></p>',
    )


def figure(image: Any) -> dict[str, Any]:
    return block("figure", {"image": image.pk if image else None, "alternative": "A door", "caption": ""})


def written_twice(thing: Any, field: str, first: Any, second: Any) -> None:
    """Publish the first text, and save the second as a draft."""
    setattr(thing, field, json.dumps(first))
    thing.save_revision().publish()
    setattr(thing, field, json.dumps(second))
    thing.save_revision()


def as_a_colleague_wrote(own: Place, foreign: Place) -> Report:
    """Link everything of one network that can have a link to the other, as somebody with seats in both can."""
    section = Section.objects.filter(page=foreign.chapter).earliest("pk")
    picture, elsewhere = figure(foreign.image), figure(own.image)
    written_twice(own.article, "body", [links(foreign), picture], [links(own), {**elsewhere, "id": picture["id"]}])
    [raw] = own.chapter.sections.raw_data
    leads = block("cross_reference", section.pk)
    bodies = [links(foreign), figure(foreign.image), leads], [{**leads, "value": own.section.pk}, figure(foreign.image)]
    written_twice(own.chapter, "sections", *([{**raw, "value": {**raw["value"], "body": body}}] for body in bodies))
    fields = {"title": "Mine", "slug": "mine", "kind": "regional", "year": 2011, "issued": "2011"}
    report = Report(network=own.network, paper=foreign.document, **fields)
    report.save()
    written_twice(report, "body", [links(foreign)], [])
    report.paper = own.document
    report.save_revision()
    CampaignMaterial.objects.create(campaign=own.campaign, title="Leaflet", document=foreign.document)
    [there] = foreign.chapter.sections.raw_data
    body = [links(own), figure(own.image), block("cross_reference", own.section.pk)]
    written_twice(foreign.chapter, "sections", [{**there, "value": {**there["value"], "body": body}}], [])
    return report


def of_the_report(report: Report) -> list[str]:
    """Return the admin addresses of the report that the URL patterns do not yield."""
    base, key = "/admin/snippets/evaluation/report", quote(report.pk)
    compared = [f"{base}/history/{key}/revisions/compare/{a}...latest/" for a in ("live", "earliest")]
    return [f"{base}/{view}/{key}/" for view in ("edit", "copy", "delete", "usage", "history")] + compared


def test_admin_shows_an_editor_nothing_of_a_closed_network_that_their_pages_link_to(world: World) -> None:
    own, foreign, client = world.elsewhere, world.closed, world.clients[ELSEWHERE]
    report = as_a_colleague_wrote(own, foreign)
    client.raise_request_exception = False
    actual = [address for name in sorted(NAMED) for address in addresses(name, NAMED[name], own)]
    words = bait(foreign.network)
    found = [page for address in [*actual, *of_the_report(report)] for page in revealed(client, address, words)]
    assert found == []


def test_comparison_of_versions_hides_the_name_of_an_inaccessible_item(world: World) -> None:
    own, client = world.elsewhere, world.clients[ELSEWHERE]
    report = as_a_colleague_wrote(own, world.closed)
    article = client.get(f"/admin/pages/{own.article.pk}/revisions/compare/live...latest/").content.decode()
    assert re.findall(r'preview-image (\w+)">\s*(?:(Item.*)|<img alt="([^"]*)")', article) == [
        ("deletion", NAMELESS, ""),
        ("addition", "", own.image.title),
    ]
    named = client.get(of_the_report(report)[-2]).content.decode()
    assert f'<span class="deletion">{NAMELESS}</span><span class="addition">{own.document.title}</span>' in named


@pytest.mark.parametrize("whose", ["elsewhere", "closed"])
def test_campaign_document_of_another_network_is_refused_without_naming_it(world: World, whose: str) -> None:
    own, client = world.elsewhere, world.clients[ELSEWHERE]
    sent = {"elsewhere": own, **world.places}[whose].document
    material = inline_formset([{"title": "Leaflet", "kind": "material", "document": sent.pk}])
    formsets = {"material": material, **dict.fromkeys(("countries", "translations"), inline_formset([]))}
    data = nested_form_data({"title": "", "network": own.network.pk, **formsets})
    page = client.post(f"/admin/snippets/networkapp/campaign/edit/{own.campaign.pk}/", data).content.decode()
    assert (sent.title in page, NAMELESS in page) == (whose == "elsewhere", whose == "closed")
