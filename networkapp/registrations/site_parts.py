"""Which code of networkapp belongs to a part of the site that can be switched off."""

from networkapp.registry.site_parts import SitePart, register_site_part

NAMES = {
    SitePart.HELP: (
        "networkapp.hotlines.api",
        "networkapp.hotlines.actions",
        "networkapp.hotlines.queries",
        "networkapp.hotlines.views",
    ),
    SitePart.CAMPAIGNS: (
        "networkapp.campaigns.api.campaigns",
        "networkapp.campaigns.queries.campaigns",
        "networkapp.registrations.overviews.campaigns",
        "networkapp.campaigns.views.campaigns",
    ),
    SitePart.LIBRARY: (
        "networkapp.library.api",
        "networkapp.search.search._find_in_library",
        "networkapp.search.search._find_organisations",
        "networkapp.registrations.overviews.library",
        "networkapp.registrations.overviews.organisations",
        "networkapp.library.views.library.Matters",
        "networkapp.library.views.library.organisation",
        "networkapp.library.views.library.organisations",
        "networkapp.library.views.library.publication",
        "networkapp.library.views.library.publications",
        "networkapp.library.views.exchange",
    ),
    SitePart.INQUIRIES: (
        "networkapp.inquiries.api",
        "networkapp.inquiries",
        "networkapp.meetings.queries.agenda_suggestions.answers_due",
        "networkapp.overviews.delegations.answers",
        "networkapp.registrations.network_links.inquiries",
        "networkapp.registrations.overviews.inquiries",
        "networkapp.inquiries.views.cases",
        "networkapp.inquiries.views.inquiries",
        "networkapp.dossiers.views.conversions.InquireFrom",
        "networkapp.inquiries.views.answers",
    ),
}


def register_all() -> None:
    for part, names in NAMES.items():
        register_site_part(part, *names)
