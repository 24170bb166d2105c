"""The lists to which the page of a network leads: its meetings and inquiries, and what plugins registered."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.models import Network, is_open
from networkapp.registry import network_links
from networkapp.registry.network_links import NetworkLink
from networkapp.users import AnyUser


def links_for(*, network: Network, user: AnyUser) -> list[NetworkLink]:
    """Return the links of the page of the network that `user` can follow, without parts that are switched off."""
    asked = (source(network, user) for _order, source in network_links.network_links if is_open(source))
    return [link for link in asked if link is not None]


def meetings(network: Network, user: AnyUser) -> NetworkLink:
    return NetworkLink(title=_("Meetings"), url=_list("networkapp:meetings", network))


def inquiries(network: Network, user: AnyUser) -> NetworkLink:
    return NetworkLink(title=_("Inquiries"), url=_list("networkapp:inquiries", network))


def _list(name: str, network: Network) -> str:
    return f"{reverse(name)}?{urlencode({'network': network.slug})}"
