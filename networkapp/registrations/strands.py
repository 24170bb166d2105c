"""What is shown along a subject, a country or a network, and where on its page."""

from networkapp.domain.countries import hotlines
from networkapp.domain.subjects import brief_sections, countries, network_links, news, parts
from networkapp.registry.network_links import register_network_link
from networkapp.registry.strands import Along, register_strand

SUBJECT, COUNTRY, NETWORK, BRIEF = Along.SUBJECT, Along.COUNTRY, Along.NETWORK, Along.BRIEF
STRANDS = (
    (news.press, 5, [NETWORK]),
    (countries.delegations, 10, [COUNTRY]),
    (hotlines.on_the_strand, 15, [BRIEF, COUNTRY]),
    (brief_sections.own_sections, 20, [BRIEF]),
    (parts.chapters, 40, [SUBJECT]),
    (parts.handbooks, 40, [NETWORK]),
    (parts.library, 45, [SUBJECT]),
    (countries.follow_ups, 50, [COUNTRY]),
    (parts.decisions, 50, [SUBJECT, NETWORK]),
    (countries.answers, 60, [COUNTRY]),
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
