"""Campaigns of the networks that the reader may see."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from networkapp.campaigns.forms.campaigns import COUNTRY, NETWORK, SUBJECT, YEAR, CampaignFilter
from networkapp.campaigns.models import CampaignMaterial
from networkapp.campaigns.queries.campaigns import (
    CampaignFilterChoices,
    campaigns_with_related,
    filter_choices_for,
    list_campaigns,
)
from networkapp.editing.permission_policies import networks_edited
from networkapp.networks.queries.countries import countries_to_choose
from networkapp.permissions import Action


class FilterLink(NamedTuple):
    """A link by which the list is narrowed."""

    label: str
    href: str
    is_current: bool


def campaigns(request: HttpRequest) -> HttpResponse:
    """Show the campaigns that the reader can see, filtered by the query string."""
    form = CampaignFilter(request.GET, user=request.user)
    chosen = form.chosen()
    context = {
        "campaigns": list_campaigns(user=request.user, **chosen),
        "groups": filter_links(filter_choices_for(user=request.user), chosen),
        "is_narrowed": any(chosen.values()),
        "may_add": networks_edited(user=request.user, may=Action.EDIT_CAMPAIGNS).exists(),
    }
    return render(request, "networkapp/campaigns/campaigns.html", context)


def filter_links(choices: CampaignFilterChoices, chosen: dict[str, Any]) -> list[tuple[str, list[FilterLink]]]:
    """Return the links that filter by subject, country, year and network; each keeps the other filters."""
    slugs = {name: chosen[name] and chosen[name].slug for name in (SUBJECT, NETWORK)}
    selected = {**chosen, **slugs, COUNTRY: chosen[COUNTRY] and chosen[COUNTRY].lower()}
    named = [(name, code) for code, name in countries_to_choose(codes=choices.countries)]
    networks = [(network.local_name, network.slug) for network in choices.networks]
    return [
        (
            _("Subject"),
            _links(selected, SUBJECT, _("All subjects"), [(s.local_title, s.slug) for s in choices.subjects]),
        ),
        (_("Country"), _links(selected, COUNTRY, _("All countries"), named)),
        (_("Year"), _links(selected, YEAR, _("All years"), [(str(year), year) for year in choices.years])),
        (_("Network"), _links(selected, NETWORK, _("All networks"), networks)),
    ]


def _links(selected: dict[str, Any], name: str, every: str, values: Iterable[tuple[str, Any]]) -> list[FilterLink]:
    return [_link(selected, name, label, value) for label, value in [(every, None), *values]]


def _link(selected: dict[str, Any], name: str, label: str, value: Any) -> FilterLink:
    query = urlencode({key: one for key, one in {**selected, name: value}.items() if one})
    href = reverse("networkapp:campaigns")
    return FilterLink(label, f"{href}?{query}" if query else href, selected[name] == value)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign with its material to readers who can see it."""
    found = get_object_or_404(campaigns_with_related(user=request.user), slug=slug)
    kinds = CampaignMaterial.Kind
    context = {
        "campaign": found,
        "texts": found.texts,
        "material": {kind.value: [one for one in found.material.all() if one.kind == kind] for kind in kinds},
        "may_edit": networks_edited(user=request.user, may=Action.EDIT_CAMPAIGNS).filter(pk=found.network_id).exists(),
    }
    return render(request, "networkapp/campaigns/campaign.html", context)


urlpatterns = [
    path("campaigns/", campaigns, name="campaigns"),
    path("campaigns/<slug:slug>/", campaign, name="campaign"),
]
