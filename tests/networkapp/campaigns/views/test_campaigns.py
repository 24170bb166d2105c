"""The list of campaigns, the page of a campaign, and its form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.domain.demo.recording.days import CampaignLinks
from networkapp.campaigns.models import Campaign
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.campaigns import make_campaign
from tests.factories.handbooks import make_document
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def make_campaigns(number: int) -> None:
    network = NetworkFactory(slug="public", visibility="public")
    for n in range(number):
        more = {"slug": f"campaign-{n}", "ties": CampaignLinks(subjects=[SubjectFactory(slug=f"subject-{n}")])}
        make_campaign(network, f"Campaign {n}", more=more)


def test_campaign_filter_links_keep_the_other_filters(client: Client) -> None:
    make_campaigns(2)
    page = client.get("/campaigns/", {"country": "lv", "year": "2025", "subject": "subject-0"})
    assert [campaign.title for campaign in page.context["campaigns"]] == ["Campaign 0"]
    hrefs = {way.label: way.href for _heading, ways in page.context["groups"] for way in ways}
    assert hrefs["2026"] == "/campaigns/?subject=subject-0&year=2026&country=lv"
    assert hrefs["All years"] == "/campaigns/?subject=subject-0&country=lv"
    current = [way.label for _heading, ways in page.context["groups"] for way in ways if way.is_current]
    assert current[1:] == ["Latvia", "2025", "All networks"]


def test_campaigns_can_be_filtered_only_by_networks_that_the_reader_sees(client: Client) -> None:
    for slug, visibility in (("open", "public"), ("shut", "closed")):
        make_campaign(NetworkFactory(slug=slug, visibility=visibility), f"Campaign {slug}")
    assert [one.title for one in client.get("/campaigns/?network=open").context["campaigns"]] == ["Campaign open"]
    page = client.get("/campaigns/?network=shut")
    assert [one.title for one in page.context["campaigns"]] == ["Campaign open"]
    assert "shut" not in [way.label.lower() for _heading, ways in page.context["groups"] for way in ways]


@pytest.mark.parametrize("query", [{"year": "x"}, {"country": "<b>"}, {"subject": "none"}, {"year": "99999"}])
def test_invalid_campaign_filter_is_ignored(client: Client, query: dict[str, str]) -> None:
    make_campaigns(2)
    assert len(client.get("/campaigns/", query).context["campaigns"]) == 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("no", ("The campaign was not tested.", "The campaign was not evaluated.")),
        (
            "unknown",
            ("Not known", "Not known"),
        ),
    ],
)
def test_campaign_page_states_that_it_was_not_tested_or_evaluated(
    client: Client, query: str, words: tuple[str, str]
) -> None:
    campaign = make_campaign(NetworkFactory(visibility="public"), tested=query, evaluated=query)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert [one in page for one in words] == [True, True]


def test_document_of_a_closed_network_is_named_only_to_its_readers(client: Client) -> None:
    network = NetworkFactory(visibility="closed")
    campaign = make_campaign(network, document=make_document(network))
    assert client.get(campaign.get_absolute_url()).status_code == 404
    client.force_login(SeatFactory(network=network).user)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Leaflet of A campaign" in page
    assert "No licence stated." in page


def test_sample_campaign_says_that_it_is_invented(client: Client) -> None:
    campaign = make_campaign(NetworkFactory(visibility="public", kind="sample"))
    assert "countries and data are invented" in client.get(campaign.get_absolute_url()).content.decode()
    assert "sample" in client.get("/campaigns/").content.decode()


def form_of(page: Any, **changes: Any) -> dict[str, Any]:
    """Return the form in Wagtail's admin as a browser would send it, with these changes."""
    form = page.context["form"]
    fields = [*form, *(field for formset in form.formsets.values() for child in formset.forms for field in child)]
    values = {field.html_name: field.value() for field in fields}
    for formset in form.formsets.values():
        values |= {field.html_name: field.value() for field in formset.management_form}
    flat = {name: value for name, value in values.items() if value not in (None, False)}
    return {**flat, **changes}


def make_editor(network: Network, **seat: Any) -> Any:
    user = SeatFactory(network=network, **seat).user
    sync_groups(user=user)
    return user


@pytest.fixture
def edited(client: Client) -> Callable[..., Any]:
    network = NetworkFactory(slug="own", visibility="public")
    campaign = make_campaign(network, document=make_document(network))
    client.force_login(make_editor(network, capacity="adviser", offices=["editor"]))
    address = reverse("wagtailsnippets_networkapp_campaign:edit", args=[campaign.pk])

    def send(**changes: Any) -> Any:
        return client.post(address, form_of(client.get(address), **changes))

    return send


def test_editor_changes_a_campaign_of_their_network(edited: Callable[..., Any]) -> None:
    assert edited(title="Another name", ends="", still_runs="on").status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.title, campaign.still_runs) == ("Another name", True)
    assert [row.source_hash for row in campaign.translations.all()] != [campaign.source_hash]


def test_renamed_campaign_keeps_its_address(edited: Callable[..., Any]) -> None:
    before = Campaign.objects.get().get_absolute_url()
    assert edited(title="Another name", slug="another-name").status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.title, campaign.get_absolute_url()) == ("Another name", before)


def test_address_of_a_new_campaign_is_suggested_from_its_name(client: Client, edited: Callable[..., Any]) -> None:
    add = reverse("wagtailsnippets_networkapp_campaign:add")
    edit = reverse("wagtailsnippets_networkapp_campaign:edit", args=[Campaign.objects.get().pk])
    named = [client.get(address).context["form"]["title"].field.widget.attrs for address in (add, edit)]
    assert ["keyup->w-sync#apply" in attributes.get("data-action", "") for attributes in named] == [True, False]
    assert client.get(add).context["form"]["subjects"].field.widget.input_type == "checkbox"


def test_end_of_a_campaign_before_its_start_is_refused(edited: Callable[..., Any]) -> None:
    assert "The end cannot be before the start." in edited(ends="2024").content.decode()


def test_campaign_material_must_be_in_the_collection_of_the_network(edited: Callable[..., Any]) -> None:
    strange = make_document(NetworkFactory(slug="strange", visibility="closed"))
    page = edited(**{"material-0-document": strange.pk})
    assert "network’s own collection" in page.content.decode()
    assert str(strange.pk) not in {str(one.document_id) for one in Campaign.objects.get().material.all()}


@pytest.mark.parametrize(("role", "answer"), [("secretariat", 200), ("member", 302)])
def test_secretariats_can_edit_campaigns_and_members_cannot(client: Client, role: str, answer: int) -> None:
    network = NetworkFactory(visibility="public")
    campaign = make_campaign(network)
    client.force_login(make_editor(network, capacity=role))
    assert client.get(reverse("wagtailsnippets_networkapp_campaign:edit", args=[campaign.pk])).status_code == answer
    shown = reverse("wagtailsnippets_networkapp_campaign:edit", args=[campaign.pk])
    assert (shown in client.get(campaign.get_absolute_url()).content.decode()) is (role == "secretariat")


def test_api_gives_campaign_dates_as_far_as_they_are_known(client: Client) -> None:
    make_campaign(NetworkFactory(slug="p", visibility="public"), begins="2010-10-18", ends="")
    make_campaign(NetworkFactory(slug="c", visibility="closed"))
    listed = client.get("/api/v1/campaigns/", {"country": "lv"}).json()
    assert [(one["slug"], one["begins"], one["ends"], one["tested"]) for one in listed["items"]] == [
        ("campaign-p", "2010-10-18", "", "unknown")
    ]
    whole = client.get("/api/v1/campaigns/campaign-p/").json()
    assert (whole["material"], whole["findings"]["tested_how"]) == ([], "")
    assert client.get("/api/v1/campaigns/campaign-c/").status_code == 404
    assert client.get("/api/v1/campaigns/", {"year": "1"}).status_code == 422
