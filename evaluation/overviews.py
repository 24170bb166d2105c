"""The evaluation's parts of the pages of subjects and countries: recommendations and published results.

Countries are in alphabetical order. Nothing is ranked, added up or computed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import AssessmentVersion, Cycle, Recommendation
from evaluation.results.comparison import (
    CycleAssessment,
    assessments_of_year,
    cycles_with_results,
    published_years,
    recommendations_with_translations,
)
from evaluation.results.result_rows import (
    ResultSummary,
    VersionReference,
    VersionSummary,
    newest_summaries,
    result_summaries,
    versions_seen_by,
)
from evaluation.sources.observations import observed_countries
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.users import AnyUser

STYLES = ("evaluation/css/bands.css",)


@dataclass(frozen=True, kw_only=True)
class CountryRecommendation:
    """A country and what it published of a recommendation; None where nothing."""

    country: str
    line: ResultSummary | None

    @property
    def name(self) -> str:
        return country_name(code=self.country)


@dataclass(frozen=True, kw_only=True)
class CycleRecommendation:
    """The countries of a cycle with one recommendation, in alphabetical order."""

    cycle: Cycle
    recommendation: Recommendation
    rows: tuple[CountryRecommendation, ...]

    @property
    def is_sample(self) -> bool:
        return bool(self.cycle.network.kind == Network.Kind.SAMPLE)

    @property
    def published(self) -> list[CountryRecommendation]:
        return [row for row in self.rows if row.line]

    @property
    def waiting(self) -> list[CountryRecommendation]:
        return [row for row in self.rows if not row.line]


@dataclass(frozen=True, kw_only=True)
class RecommendationEntry:
    """A recommendation with a country's published result."""

    recommendation: Recommendation
    line: ResultSummary


def subject_overview(*, overview: Overview) -> list[OverviewPart]:
    """Return the recommendations about a subject, with what countries published in the latest year of results."""
    years = published_years(overview.reader)
    year = next(iter(years), None)
    seen = versions_seen_by(overview.reader, years=range(year, year + 1)) if year else {}
    takings = assessments_of_year(year, seen) if year else []
    cycles = cycles_with_results(takings)
    recommendations = list(_recommendations(overview, cycles))
    if not recommendations:
        return []
    by_cycle = list(_by_cycle(recommendations, cycles, takings, seen))
    newest = _newest_of_each(recommendations)
    codes = ", ".join(str(one.code) for one in newest)
    return [
        OverviewPart(
            key="recommendation",
            title=_("Results by country"),
            template="evaluation/overviews/recommendation.html",
            context={"recommendations": newest, "cycles": by_cycle},
            styles=STYLES,
            kicker=capfirst(_("recommendation %(number)s") % {"number": codes}),
            standfirst=newest[0].local_text,
            language=newest[0].text_language,
        )
    ]


def _recommendations(overview: Overview, cycles: Iterable[Any]) -> QuerySet[Recommendation]:
    """Return those about the subject in the frameworks of the results; if there are none, in all that the reader can
    read."""
    about = Recommendation.objects.filter(subject=overview.subject).select_related("framework")
    frameworks = {cycle.framework_id for cycle in cycles}
    known = about.filter(framework__in=frameworks) if frameworks else about
    if not frameworks:
        known = about.filter(framework__in=frameworks_for(user=overview.reader).order_by().values("pk"))
    found: QuerySet[Recommendation] = known.prefetch_related("translations").order_by("-framework__first_year", "code")
    return found


def _newest_of_each(recommendations: Iterable[Recommendation]) -> list[Recommendation]:
    newest: dict[int, Recommendation] = {}
    for one in recommendations:
        newest.setdefault(one.code, one)
    return sorted(newest.values(), key=lambda one: one.code)


def _by_cycle(
    recommendations: Iterable[Recommendation],
    cycles: Iterable[Any],
    takings: Iterable[CycleAssessment],
    seen: dict[int, tuple[VersionReference, VersionReference]],
) -> Iterable[CycleRecommendation]:
    newest = {assessment: versions[0].version_id for assessment, versions in seen.items()}
    found = result_summaries(list(newest.values()), code__in={one.code for one in recommendations})
    for cycle in cycles:
        here = [taking for taking in takings if taking.cycle_id == cycle.pk]
        for one in recommendations:
            if one.framework_id == cycle.framework_id:
                rows = (
                    CountryRecommendation(
                        country=taking.country,
                        line=found.get(newest.get(taking.assessment_id, 0), {}).get(one.code),
                    )
                    for taking in here
                )
                in_order = tuple(alphabetical(rows, name=lambda row: row.name))
                yield CycleRecommendation(cycle=cycle, recommendation=one, rows=in_order)


def countries_with_results(user: AnyUser) -> list[str]:
    """Return the countries with published results that `user` can read."""
    published = AssessmentVersion.objects.readable_by(user).filter(assessment__delegation__assessed=True).order_by()
    return [str(code) for code in published.values_list("assessment__delegation__country", flat=True).distinct()]


def country_overview(*, overview: Overview) -> list[OverviewPart]:
    """Return the newest published results of a country by recommendation, or else figures of other sources."""
    which = {"assessment__delegation__country": overview.country, "assessment__delegation__assessed": True}
    known = newest_summaries(overview.reader, **which)
    if not known:
        return _observations_only(overview)
    brief = known[-1]
    return [
        OverviewPart(
            key="results",
            title=_("Published results"),
            url=reverse("evaluation:profile", args=[overview.country.lower()]),
            template="evaluation/overviews/results.html",
            context={"brief": brief, "rows": _rows_of(brief)},
            styles=STYLES,
        )
    ]


def _observations_only(overview: Overview) -> list[OverviewPart]:
    """Return the figures of independent sources for a country without published results, if there are any."""
    words = _("%(country)s: data from independent sources") % {"country": country_name(code=overview.country)}
    address = reverse("evaluation:profile", args=[overview.country.lower()])
    seen = overview.country in observed_countries()
    entries = (OverviewEntry(title=words, url=address, detail=capfirst(_("not published yet"))),) if seen else ()
    return [OverviewPart(key="results", title=_("Published results"), entries=entries)]


def _rows_of(brief: VersionSummary) -> list[RecommendationEntry]:
    found = result_summaries([brief.version_id]).get(brief.version_id, {})
    return [
        RecommendationEntry(recommendation=one, line=found[one.code])
        for one in recommendations_with_translations([brief.framework_id])
        if one.code in found
    ]
