"""What is shown along a subject, a country or a network, and where on its page."""

from networkapp.hotlines import queries
from networkapp.news import overviews as news
from networkapp.overviews import contacts, delegations
from networkapp.registrations import network_links
from networkapp.registrations import overviews as parts
from networkapp.registry.network_links import register_network_link
from networkapp.registry.overviews import Along, register_strand

SUBJECT, COUNTRY, NETWORK, BRIEF = Along.SUBJECT, Along.COUNTRY, Along.NETWORK, Along.BRIEF
STRANDS = (
    (news.press, 5, [NETWORK]),
    (delegations.delegations, 10, [COUNTRY]),
    (queries.on_the_strand, 15, [BRIEF, COUNTRY]),
    (contacts.own_sections, 20, [BRIEF]),
    (parts.chapters, 40, [SUBJECT]),
    (parts.handbooks, 40, [NETWORK]),
    (parts.library, 45, [SUBJECT]),
    (delegations.follow_ups, 50, [COUNTRY]),
    (parts.decisions, 50, [SUBJECT, NETWORK]),
    (delegations.answers, 60, [COUNTRY]),
    (parts.inquiries, 60, [SUBJECT, NETWORK]),
    (parts.meetings, 70, [SUBJECT, COUNTRY, NETWORK]),
    (news.news, 72, [SUBJECT, COUNTRY, NETWORK]),
    (parts.campaigns, 75, [SUBJECT, COUNTRY, NETWORK]),
    (parts.organisations, 95, [SUBJECT]),
)


def register_all() -> None:
    for source, order, along in STRANDS:
        register_strand(source, along=along, order=order)
    register_network_link(network_links.meetings, order=10)
    register_network_link(network_links.inquiries, order=20)
