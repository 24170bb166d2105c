"""What handbooks add to pages of others, registered when the site starts."""

from networkapp.handbooks.editions import reports
from networkapp.handbooks.models import SectionLink
from networkapp.handbooks.pages import section_links
from networkapp.registry.links import CorrectedLinks, register_links
from networkapp.registry.reports import register_report_table


def register_all() -> None:
    corrected = CorrectedLinks(rows=section_links.links_corrected_by, place=section_links.place_of, order=40)
    register_links(SectionLink, which=section_links.published_links, corrected=corrected)
    register_report_table("published", reports.published, order=10)
    register_report_table("documents", reports.documents, order=30)
