"""What a network asked governments and published, for its reports: inquiries, handbooks, articles, awareness days."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.campaigns.models import Campaign, Deed
from networkapp.handbooks.editions.queries import editions_told_of
from networkapp.handbooks.models import Edition, EditionText
from networkapp.inquiries.models import Cast, CastState, Inquiry
from networkapp.inquiries.queries.answers import Reach, Standing, standings, with_answers
from networkapp.languages.languages import each_once
from networkapp.models.view_restrictions import unbarred
from networkapp.news.models import ArticlePage
from networkapp.registrations.report_parts import end_of
from networkapp.registry.reports import Reported, ReportPart, ReportRow, ReportTable
from networkapp.text.partial_dates import read_partial

ANSWERED = frozenset({CastState.ANSWERED, CastState.PARTLY, CastState.EVASIVE, CastState.SUPPLEMENTARY})


def inquiries(of: Reported) -> ReportPart:
    """What governments were asked in the period, and how many answered, evasively or late, as far as that is public."""
    casts = with_answers(tabled_in(of).select_related("inquiry__network").order_by("inquiry__number", "pk"))
    asked: dict[Inquiry, list[Standing]] = defaultdict(list)
    for standing in standings(casts=casts, reach=Reach()):
        asked[standing.cast.inquiry].append(standing)
    rows = tuple(
        ReportRow(
            cells=(str(inquiry), *map(str, _numbers(told))), url=inquiry.get_absolute_url(), language=inquiry.language
        )
        for inquiry, told in asked.items()
    )
    columns = (_("Inquiry"), _("Parliaments"), _("Answered"), _("Evasive"), _("Late"), _("Not answered yet"))
    return ReportPart(
        title=_("Inquiries"),
        tables=(ReportTable(columns=columns, rows=rows),),
        missing=tuple(
            _("%(inquiry)s: no answer yet from the government asked by %(delegation)s.")
            % {"inquiry": inquiry.label, "delegation": one.cast.delegation.label}
            for inquiry, told in asked.items()
            for one in told
            if one.is_overdue
        ),
    )


def tabled_in(of: Reported) -> QuerySet[Cast]:
    """Return the questions that were tabled in the period, one for each inquiry and parliament."""
    asked = Cast.objects.filter(inquiry__network=of.network, inquiry__approved_at__isnull=False)
    return asked.filter(tabled_on__range=of.days).exclude(state=CastState.WITHDRAWN)


def _numbers(told: list[Standing]) -> tuple[int, int, int, int, int]:
    answered = [one for one in told if one.state in ANSWERED]
    evasive = [one for one in answered if one.state == CastState.EVASIVE]
    return len(told), len(answered), len(evasive), sum(map(_is_late, told)), len(told) - len(answered)


def _is_late(one: Standing) -> bool:
    due = one.cast.due_on
    return one.is_overdue or (one.answered_on is not None and due is not None and one.answered_on > due)


def published(of: Reported) -> ReportPart:
    """Editions of handbooks, articles, campaigns, and what was done on awareness days."""
    tables = (
        ReportTable(title=_("Handbook editions"), columns=(_("Handbook"), _("Published")), rows=_editions(of)),
        ReportTable(title=_("Articles"), columns=(_("Article"), _("Date")), rows=_articles(of)),
        ReportTable(title=_("Campaigns"), columns=(_("Campaign"), _("When")), rows=_campaigns(of)),
        ReportTable(title=_("Awareness days"), columns=(_("Activities"), _("Day")), rows=_deeds(of)),
    )
    return ReportPart(title=_("Publications"), tables=tuple(table for table in tables if table.rows))


def editions_in(of: Reported) -> list[tuple[Edition, EditionText]]:
    """The editions of the period, each with its text in the report's language, else in English or any other."""
    made = editions_told_of(of.network).filter(published_at__lt=end_of(of)).prefetch_related("texts")
    within = [one for one in made.order_by("published_at", "pk") if timezone.localdate(one.published_at) >= of.since]
    wanted = (get_language() or "en", "en")
    return [
        (one, min(found, key=lambda text: wanted.index(text.language) if text.language in wanted else 2))
        for one in within
        if (found := list(one.texts.all()))
    ]


def _editions(of: Reported) -> tuple[ReportRow, ...]:
    return tuple(
        ReportRow(
            cells=(f"{text.title}, {edition.label}", date_format(timezone.localdate(edition.published_at))),
            url=text.get_absolute_url(),
            language=text.language,
        )
        for edition, text in editions_in(of)
    )


def _articles(of: Reported) -> tuple[ReportRow, ...]:
    written = ArticlePage.objects.live().filter(alias_of=None, network=of.network, date__range=of.days)
    live = unbarred(written, AnonymousUser())
    found = live.to_list().order_by("date", "pk")
    return tuple(
        ReportRow(cells=(one.title, date_format(one.date)), url=one.get_url() or "", language=one.locale.language_code)
        for one in each_once(found)
    )


def _campaigns(of: Reported) -> tuple[ReportRow, ...]:
    run = Campaign.objects.filter(network=of.network).prefetch_related("translations").order_by("begins", "title")
    told = [one for one in run if of.since <= read_partial(one.begins).first <= of.until]
    return tuple(
        ReportRow(
            cells=((said := one.said["title"]).text, one.when), url=one.get_absolute_url(), language=said.language
        )
        for one in told
    )


def _deeds(of: Reported) -> tuple[ReportRow, ...]:
    years = range(of.since.year, of.until.year + 1)
    done = Deed.objects.filter(network=of.network, year__in=years).select_related("day").order_by("year", "pk")
    kept = done.prefetch_related("translations", "day__translations")
    return tuple(
        ReportRow(
            cells=(deed.local_title, date_format(deed.day.in_year(deed.year))),
            url=deed.get_absolute_url(),
            language=deed.title_language,
        )
        for deed in kept
        if of.since <= deed.day.in_year(deed.year) <= of.until
    )
