"""What handbooks add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.editions import reports
from networkapp.handbooks.models import Annotation, Section, SectionLink
from networkapp.handbooks.notes import provenance
from networkapp.handbooks.pages import overviews, section_links
from networkapp.handbooks.pages.queries import sections_for
from networkapp.registry.links import CorrectedLinks, register_links
from networkapp.registry.overviews import Along, register_strand
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import register_report_table


def register_all() -> None:
    corrected = CorrectedLinks(rows=section_links.links_corrected_by, place=section_links.place_of, order=40)
    register_links(SectionLink, which=section_links.published_links, corrected=corrected)
    register_report_table("published", reports.published, order=10)
    register_report_table("documents", reports.documents, order=30)
    _register_dossiers()
    register_strand(overviews.chapters, along=[Along.SUBJECT], order=40)
    register_strand(overviews.handbooks, along=[Along.NETWORK], order=40)


def _register_dossiers() -> None:
    register_dossier_part(
        Annotation,
        network="network_id",
        label=_("change request"),
        where=provenance.notes_for,
        name=provenance.name_note,
        tell=provenance.tell_notes,
        effects=("section",),
        order=26,
    )
    register_dossier_part(
        Section, label=_("handbook section"), where=sections_for, tell=provenance.tell_sections, order=28
    )
