"""What campaigns and awareness days add to pages of others, registered when the site starts."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.campaigns import overviews
from networkapp.campaigns.models import Campaign, Deed
from networkapp.registry.overviews import Along, register_strand
from networkapp.registry.reports import Reported, ReportRow, ReportTable, register_report_table
from networkapp.text.partial_dates import read_partial


def register_all() -> None:
    register_report_table("published", _campaigns, order=30)
    register_report_table("published", _deeds, order=40)
    register_strand(overviews.campaigns, along=[Along.SUBJECT, Along.COUNTRY, Along.NETWORK], order=75)


def _campaigns(of: Reported) -> ReportTable:
    """The campaigns that began in the period."""
    run = Campaign.objects.filter(network=of.network).prefetch_related("translations").order_by("begins", "title")
    told = [one for one in run if of.since <= read_partial(one.begins).first <= of.until]
    rows = tuple(
        ReportRow(
            cells=((said := one.said["title"]).text, one.when), url=one.get_absolute_url(), language=said.language
        )
        for one in told
    )
    return ReportTable(title=_("Campaigns"), columns=(_("Campaign"), _("When")), rows=rows)


def _deeds(of: Reported) -> ReportTable:
    """What was done on awareness days in the period."""
    years = range(of.since.year, of.until.year + 1)
    done = Deed.objects.filter(network=of.network, year__in=years).select_related("day").order_by("year", "pk")
    kept = done.prefetch_related("translations", "day__translations")
    rows = tuple(
        ReportRow(
            cells=(deed.local_title, date_format(deed.day.in_year(deed.year))),
            url=deed.get_absolute_url(),
            language=deed.title_language,
        )
        for deed in kept
        if of.since <= deed.day.in_year(deed.year) <= of.until
    )
    return ReportTable(title=_("Awareness days"), columns=(_("Activities"), _("Day")), rows=rows)
