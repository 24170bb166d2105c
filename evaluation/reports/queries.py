"""The data of a report: the newest public versions of a network, as they are now.

Countries are in the alphabetical order of the report's language. Nothing is ranked, and no mean over countries is
computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evaluation.models import Assessment, AssessmentVersion, Criterion, Framework, Recommendation
from evaluation.reports.rows import (
    AnswerRow,
    ChangedResult,
    CountryReportRow,
    CountryResultRow,
    RecommendationRows,
    RecommendationYears,
)
from evaluation.results.comparison import recommendations_with_translations
from evaluation.results.country_profile import progress_between
from evaluation.results.open_data.tables import adopted_criteria
from evaluation.results.public_figures import answers_of
from evaluation.results.published_versions import PublishedAssessment, newest_versions, numbered_versions, read_version
from evaluation.results.publishing.left_out import unscored_published_answers
from evaluation.results.result_rows import VersionSummary, newest_summaries, result_summaries, summaries_of
from evaluation.results.trends import marks_of, measures_of
from evaluation.wording import LEFT_OUT_WORDS
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.models.translations import LocalText
from networkapp.networks.queries.countries import country_name


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """All that the parts of a report show."""

    network: Network
    year: int
    years: range
    published: tuple[PublishedAssessment, ...]
    before: Mapping[str, PublishedAssessment]
    waiting: tuple[str, ...]
    frameworks: tuple[Framework, ...]
    version_ids: tuple[int, ...]
    is_first_year: bool
    """Whether none of its countries has published an earlier year, so that there is nothing to compare with."""

    @property
    def is_sample(self) -> bool:
        return bool(self.network.kind == Network.Kind.SAMPLE)

    @cached_property
    def criteria(self) -> Mapping[int, Mapping[str, Criterion]]:
        return adopted_criteria()

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return list(recommendations_with_translations({item.framework_id for item in self.published}))

    @cached_property
    def rows(self) -> tuple[RecommendationRows, ...]:
        """Return all countries of the cycle by recommendation."""
        return tuple(
            RecommendationRows(recommendation=item, lines=tuple(self._lines(item))) for item in self.recommendations
        )

    @cached_property
    def not_reviewed(self) -> list[PublishedAssessment]:
        return [item for item in self.published if not item.peer_reviewed]

    @property
    def first(self) -> PublishedAssessment | None:
        """Return the country of a country report; None for others."""
        return self.published[0] if self.published else None

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the codes of all countries in the report."""
        return tuple(sorted({item.country for item in self.published} | set(self.waiting)))

    @property
    def not_reviewed_names(self) -> list[str]:
        return [item.name for item in self.not_reviewed]

    @property
    def waiting_names(self) -> list[str]:
        return alphabetical((country_name(code=code) for code in self.waiting), name=str)

    @cached_property
    def own_rows(self) -> list[CountryReportRow]:
        """Return the results of the country of a country report, by recommendation."""
        if self.first is None:
            return []
        sensitivity, found = self.first.sensitivity, []
        for item in self.recommendations:
            line = self._line(self.first, item)
            title = LocalText(item.local_title, item.title_language)
            found.append(CountryReportRow(title=title, line=line, sensitivity=sensitivity.get(item.code)))
        return [line for line in found if line.result is not None]

    @cached_property
    def changed(self) -> list[ChangedResult]:
        """Return what changed, by country and recommendation, if the year before is published."""
        return [
            ChangedResult(name=item.name, recommendation=recommendation, progress=line.progress)
            for item in self.published
            for recommendation in self.recommendations
            if (line := self._line(item, recommendation)).progress is not None
        ]

    @cached_property
    def answers(self) -> list[AnswerRow]:
        """Return what the country of a country report published about each criterion."""
        if self.first is None:
            return []
        known = self.criteria.get(self.first.framework_id, {})
        reasons = unscored_published_answers(self.first)
        words = {series: str(LEFT_OUT_WORDS[reason]) for series, reason in reasons.items()}
        return [
            AnswerRow(
                answer=item,
                frozen=self.first.answers[item.criterion],
                criterion=known[item.criterion],
                left_out=words.get(item.criterion, ""),
            )
            for item in answers_of(self.first)
            if item.criterion in known
        ]

    @property
    def voiced(self) -> list[AnswerRow]:
        """Return the answers with a comment."""
        return [row for row in self.answers if row.answer.notes]

    @cached_property
    def over_years(self) -> list[tuple[PublishedAssessment, list[RecommendationYears]]]:
        """Return the points of each country by recommendation, with a break wherever years cannot be compared."""
        which = {"assessment__cycle__network": self.network, "assessment__cycle__year__in": list(self.years)}
        earlier = {item.version_id for item in newest_summaries(None, **which) if item.year != self.year}
        kept = {(item.country, item.year): item for item in summaries_of(earlier | set(self.version_ids))}
        summaries = result_summaries([item.version_id for item in kept.values()])
        measures = measures_of({item.framework_id for item in kept.values()})
        return [(item, self._year_rows(item.country, kept, summaries, measures)) for item in self.published]

    def _year_rows(
        self, country: str, kept: Mapping[tuple[str, int], VersionSummary], summaries: Any, measures: Any
    ) -> list[RecommendationYears]:
        published = {
            year: (brief.framework_id, summaries.get(brief.version_id, {}))
            for (whose, year), brief in kept.items()
            if whose == country
        }
        return [
            RecommendationYears(recommendation=item, marks=marks_of(item.code, self.years, published, measures))
            for item in self.recommendations
        ]

    def _lines(self, recommendation: Recommendation) -> list[CountryResultRow]:
        found = [self._line(item, recommendation) for item in self.published]
        empty = [
            CountryResultRow(
                code=code, name=country_name(code=code), published=None, result=None, progress=None, weakest=None
            )
            for code in self.waiting
        ]
        return alphabetical([*found, *empty], name=lambda line: line.name)

    def _line(self, item: PublishedAssessment, recommendation: Recommendation) -> CountryResultRow:
        code, before = recommendation.code, self.before.get(item.country)
        result = item.results.get(code) if item.framework_id == recommendation.framework_id else None
        known = self.criteria.get(item.framework_id, {})
        return CountryResultRow(
            code=item.country,
            name=item.name,
            published=item,
            result=result,
            progress=progress_between(code, item, before, self.criteria) if result and before else None,
            weakest=known.get(result.weakest) if result else None,
        )


def network_data(
    *, network: Network, year: int, first_year: int | None = None, country: str = "", number: int | None = None
) -> ReportData:
    """Return what is published for everybody by the countries of `network` in `year`, or by one country (two letters).

    Of their versions the newest, or the one with this `number`.
    """
    of_country = {"assessment__delegation__country": country} if country else {}
    which = {"assessment__cycle__network": network, "assessment__cycle__year": year, **of_country}
    versions = list(newest_versions().filter(**which) if number is None else numbered_versions(number).filter(**which))
    assessments = Assessment.objects.filter(cycle__network=network, cycle__year=year)
    known = {item.assessment_id for item in versions}
    missing = {
        str(item.delegation.country) for item in assessments.select_related("delegation") if item.pk not in known
    }
    waiting = () if country else tuple(sorted(missing))
    return _data(network, year, range(first_year or year, year + 1), versions, waiting)


def version_data(*, version: AssessmentVersion) -> ReportData:
    """Return the data of a report about one published version, with what the country published in earlier years."""
    network, country, year = (
        version.assessment.cycle.network,
        str(version.assessment.delegation.country),
        version.assessment.cycle.year,
    )
    which = {"assessment__cycle__network": network, "assessment__delegation__country": country}
    years = [item.year for item in newest_summaries(None, **which) if item.year <= year]
    return _data(network, year, range(max(min([year, *years]), year - 9), year + 1), [version], ())


def _data(
    network: Network,
    year: int,
    years: range,
    versions: list[AssessmentVersion],
    waiting: tuple[str, ...],
) -> ReportData:
    published = [read_version(version) for version in versions]
    earlier = newest_versions().filter(
        assessment__cycle__network=network,
        assessment__cycle__year__lt=year,
        assessment__delegation__country__in=[item.country for item in published],
    )
    before = {item.country: item for item in map(read_version, earlier.filter(assessment__cycle__year=year - 1))}
    frameworks = Framework.objects.filter(pk__in={item.framework_id for item in published}).order_by("pk")
    return ReportData(
        network=network,
        year=year,
        years=years,
        published=tuple(alphabetical(published, name=lambda item: item.name)),
        before=before,
        waiting=waiting,
        frameworks=tuple(frameworks),
        version_ids=tuple(sorted(version.pk for version in versions)),
        is_first_year=bool(published) and not before and not earlier.exists(),
    )
