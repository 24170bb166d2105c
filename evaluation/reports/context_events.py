"""Parts of a network's report about events outside it: treaty actions of states, and findings of bodies."""

from collections import Counter

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.models import Finding, TreatyAction
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation
from networkapp.networks.queries.countries import country_name
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable


def treaty_acts(of: ReportScope) -> ReportPart:
    """Return the treaty actions in the period, each once whatever the number of its sources, for a report."""
    acts = TreatyAction.objects.current().filter(country__in=_countries(of), date__range=of.days)
    actions = {
        (act.date, act.instrument.symbol, str(act.country), str(act.label), act.articles): act
        for act in acts.with_kinds().select_related("instrument", "own_kind").order_by("-pk")
    }
    rows = tuple(
        ReportRow(
            cells=(country_name(code=country), symbol, f"{kind} {articles}".strip(), date_format(day) if day else ""),
            url=reverse("evaluation:treaty_country", args=[country.lower()]),
        )
        for day, symbol, country, kind, articles in sorted(actions)
    )
    columns = (_("Country"), _("Treaty"), _("Event"), _("Date"))
    return ReportPart(title=_("Treaty actions"), tables=(ReportTable(columns=columns, rows=rows),))


def findings(of: ReportScope) -> ReportPart:
    """Return the number of findings of independent bodies in the period, by country and document, for a report."""
    found = Finding.objects.filter(country__in=_countries(of), date__range=of.days)
    number = Counter((str(one.country), one.body, one.document) for one in found.only("country", "body", "document"))
    rows = tuple(
        ReportRow(
            cells=(country_name(code=country), body, document or "–", str(number[country, body, document])),
            url=reverse("evaluation:findings", args=[country.lower()]),
        )
        for country, body, document in alphabetical(number, name=lambda key: f"{country_name(code=key[0])} {key[1:]}")
    )
    columns = (_("Country"), _("Body"), _("Document"), _("Findings"))
    return ReportPart(title=_("Findings of independent bodies"), tables=(ReportTable(columns=columns, rows=rows),))


def _countries(of: ReportScope) -> list[str]:
    members = of.network.delegations.filter(kind__in=Delegation.OF_A_COUNTRY)
    return [str(code) for code in members.values_list("country", flat=True) if code]
