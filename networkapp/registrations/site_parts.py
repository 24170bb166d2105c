"""Which code of networkapp belongs to a part of the site that can be switched off."""

from networkapp.registry.site_parts import SitePart, register_site_part

NAMES = {
    SitePart.HELP: ("networkapp.hotlines",),
    SitePart.CAMPAIGNS: (
        "networkapp.campaigns.api.campaigns",
        "networkapp.campaigns.queries.campaigns",
        "networkapp.campaigns.overviews.campaigns",
        "networkapp.campaigns.views.campaigns",
    ),
    SitePart.LIBRARY: ("networkapp.library",),
    SitePart.INQUIRIES: (
        "networkapp.inquiries",
        "networkapp.dossiers.views.conversions.InquireFromCause",
    ),
}


def register_all() -> None:
    for part, names in NAMES.items():
        register_site_part(part, *names)
