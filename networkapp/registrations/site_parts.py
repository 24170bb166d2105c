"""Which code of networkapp belongs to a part of the site that can be switched off."""

from networkapp.registry.site_parts import SitePart, register_site_part

NAMES = {
    SitePart.HELP: (
        "networkapp.api.hotlines",
        "networkapp.domain.countries.hotline_keeping",
        "networkapp.domain.countries.hotlines",
        "networkapp.views.hotlines",
    ),
    SitePart.CAMPAIGNS: (
        "networkapp.api.campaigns",
        "networkapp.domain.days.campaigns",
        "networkapp.domain.subjects.parts.campaigns",
        "networkapp.views.campaigns",
    ),
    # The list of dead links in views/library.py stays open: handbooks have links, too.
    SitePart.LIBRARY: (
        "networkapp.api.library",
        "networkapp.domain.search._find_in_library",
        "networkapp.domain.search._find_organisations",
        "networkapp.domain.subjects.parts.library",
        "networkapp.domain.subjects.parts.organisations",
        "networkapp.views.library.Matters",
        "networkapp.views.library.organisation",
        "networkapp.views.library.organisations",
        "networkapp.views.library.publication",
        "networkapp.views.library.publications",
        "networkapp.views.library_exchange",
    ),
    SitePart.INQUIRIES: (
        "networkapp.api.inquiries",
        "networkapp.domain.inquiries",
        "networkapp.domain.meetings.agenda_sources.answers_due",
        "networkapp.domain.subjects.countries.answers",
        "networkapp.domain.subjects.network_links.inquiries",
        "networkapp.domain.subjects.parts.inquiries",
        "networkapp.views.casts",
        "networkapp.views.inquiries",
        "networkapp.views.making.InquireFrom",
        "networkapp.views.replies",
    ),
}


def register_all() -> None:
    for part, names in NAMES.items():
        register_site_part(part, *names)
