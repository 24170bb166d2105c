"""Registration of what reports add to other apps, and of the evaluation's parts of reports."""

from django.utils.translation import gettext_lazy as _

from evaluation.reports import annexes, context_events, search
from evaluation.reports.archive import published_reports
from evaluation.reports.models import Report
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.metadata.pages import organisation
from networkapp.registry import register_feed, register_search
from networkapp.registry.metadata import Card, register_cards, register_fixed_page
from networkapp.registry.reports import KnownPart, register_report_part

FIRST_ANNEX = 900


def register_all() -> None:
    """Register what reports add to search, feeds and metadata, and their own parts."""
    register_search(kind=search.KIND, label=_("Reports"), find=search.search_reports, order=32)
    register_feed(search.feed_entries)
    register_fixed_page(
        "evaluation:reports",
        title=_("Reports"),
        description=_("Reports by a rapporteur, with figures only from published versions."),
        above="evaluation:overview",
    )
    register_cards(
        "report",
        view="evaluation:report",
        shown="composed.report",
        card=_metadata_for_report,
        public=published_reports,
        find=lambda key: next((report for report in published_reports() if str(report.pk) == key), None),
    )
    _register_parts()


def _register_parts() -> None:
    for order, key, label, source in (
        (20, "treaty-acts", _("Treaty actions in the period"), context_events.treaty_acts),
        (21, "findings", _("Findings of independent bodies in the period"), context_events.findings),
        (950, "criteria", _("Annex: the criteria"), annexes.criteria),
    ):
        register_report_part(KnownPart(key=key, label=label, build=source, order=order, is_annex=order >= FIRST_ANNEX))


def _metadata_for_report(report: Report) -> Card:
    return Card(
        title=report.title,
        description=report.standfirst,
        path=report.get_absolute_url(),
        language=report.language,
        over=report.network.local_name,
        under=str(report.year),
        way=breadcrumbs_to("evaluation:reports"),
        facts={"@type": "Report", "publisher": organisation(report.network)},
    )
