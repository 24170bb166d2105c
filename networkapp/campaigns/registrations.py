"""Registration of what campaigns and awareness days add to the core and other apps."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networkapp.campaigns import days_sources, metadata, overviews, search
from networkapp.campaigns.actions import days
from networkapp.campaigns.models import Campaign, DayActivity
from networkapp.campaigns.queries.campaigns import find_campaigns, list_campaigns
from networkapp.campaigns.queries.days import list_days
from networkapp.permissions import Action, roles_with
from networkapp.registry import register_api, register_attention, register_search
from networkapp.registry.days import register_day_source
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.reports import ReportRow, ReportScope, ReportTable, register_report_table
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.registry.subject_uses import register_subject_use
from networkapp.text.partial_dates import read_partial


def register_all() -> None:
    """Register what campaigns and awareness days add to reports, overviews, metadata, search, desk and API."""
    register_report_table("published", _campaigns, order=30)
    register_report_table("published", _activities, order=40)
    register_overview(
        overviews.campaigns, kinds=[OverviewKind.SUBJECT, OverviewKind.COUNTRY, OverviewKind.NETWORK], order=75
    )
    _register_metadata()
    register_search(kind="campaigns", label=_("Campaigns"), find=find_campaigns, order=37)
    register_search(kind=search.KIND, label=_("Awareness days"), find=search.find_days, order=38)
    _register_desk()
    register_api("networkapp.campaigns.api.campaigns.router", order=60)
    register_api("networkapp.campaigns.api.days.router", order=61)
    register_subject_use(Campaign, where=partial(Campaign.objects.where, may=Action.SEE))
    _register_site_parts()
    register_day_source(days_sources.activities_on_days, order=10)
    register_day_source(days_sources.campaigns_on_days, order=20)


def _campaigns(of: ReportScope) -> ReportTable:
    """Return the campaigns that began in the period."""
    run = Campaign.objects.filter(network=of.network).prefetch_related("translations").order_by("begins", "title")
    in_period = [one for one in run if of.since <= read_partial(one.begins).first <= of.until]
    rows = tuple(
        ReportRow(
            cells=((title := one.texts["title"]).text, one.when), url=one.get_absolute_url(), language=title.language
        )
        for one in in_period
    )
    return ReportTable(title=gettext("Campaigns"), columns=(gettext("Campaign"), gettext("When")), rows=rows)


def _activities(of: ReportScope) -> ReportTable:
    """Return the activities on awareness days in the period, for a report."""
    years = range(of.since.year, of.until.year + 1)
    done = DayActivity.objects.filter(network=of.network, year__in=years).select_related("day").order_by("year", "pk")
    kept = done.prefetch_related("translations", "day__translations")
    rows = tuple(
        ReportRow(
            cells=(activity.local_title, date_format(activity.day.in_year(activity.year))),
            url=activity.get_absolute_url(),
            language=activity.title_language,
        )
        for activity in kept
        if of.since <= activity.day.in_year(activity.year) <= of.until
    )
    return ReportTable(title=gettext("Awareness days"), columns=(gettext("Activities"), gettext("Day")), rows=rows)


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:campaigns",
        title=_("Campaigns"),
        description=_("Activities to raise awareness: target groups, material and results."),
    )
    register_fixed_page(
        "networkapp:days",
        title=_("Awareness days"),
        description=_("Days on which the networks raise awareness of the subject."),
    )
    register_cards(
        "campaign",
        view="networkapp:campaign",
        shown="campaign",
        card=metadata.campaign_card,
        public=lambda: list_campaigns(user=AnonymousUser()),
        changed=lambda campaign: campaign.changed_at,
    )
    register_cards("day", view="networkapp:day", shown="day", card=metadata.day_card, public=list_days)
    register_cards(
        "year-of-a-day",
        view="networkapp:day_in_year",
        shown="in_year",
        card=metadata.year_card,
        public=metadata.public_years,
        find=metadata.find_year,
        key=lambda shown: str(shown.key),
    )


def _register_desk() -> None:
    register_attention(days.desk_items, roles=roles_with(Action.EDIT_CAMPAIGNS), order=20)


def _register_site_parts() -> None:
    """Assign campaigns to their part of the site; awareness days are always open."""
    register_site_part(
        SitePart.CAMPAIGNS,
        "networkapp.campaigns.api.campaigns",
        "networkapp.campaigns.overviews.campaigns",
        "networkapp.campaigns.queries.campaigns",
        "networkapp.campaigns.views.campaigns",
    )
