"""The gaps of a draft, for who may read it; and those of published versions, from what these say and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.cross_checks import SourceFigure, source_figures_for
from evaluation.assessments.validation import exact_value
from evaluation.assessments.worksheet import Question, Worksheet, can_be_compared, load_worksheet
from evaluation.models import Assessment, Criterion, Instrument, Recommendation
from evaluation.results.country_profile import treaty_date
from evaluation.results.gaps.rules import CriterionHistory, EvidenceAge, Gap, YearAnswer, find_gaps
from evaluation.results.published_versions import PublishedAssessment, newest_versions, read_version
from evaluation.treaties.status import register_of
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser

YEARS_BACK = 10


@dataclass(frozen=True, kw_only=True)
class GapPage:
    """The gaps of a country in one year; `published` is the number of the version, or None for a draft."""

    country: str
    year: int
    published: int | None
    is_sample: bool
    gaps: tuple[Gap, ...]
    assessment: int
    years: tuple[int, ...] = ()
    version: PublishedAssessment | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return country_name(code=self.country)

    @property
    def sections(self) -> list[tuple[Recommendation, list[Gap]]]:
        """Return the gaps grouped by recommendation."""
        groups = (list(found) for _code, found in groupby(self.gaps, key=lambda gap: gap.recommendation))
        return [(gaps[0].criterion.recommendation, gaps) for gaps in groups]


def draft_gaps(*, assessment: Assessment, sheet: Worksheet | None = None, today: date | None = None) -> GapPage:
    """Return the current gaps of an assessment, for people who can read it; `sheet` is its worksheet, if loaded."""
    sheet, day = sheet or load_worksheet(assessment), today or timezone.localdate()
    country, year = str(assessment.delegation.country), assessment.cycle.year
    return GapPage(
        country=country,
        year=year,
        published=None,
        is_sample=assessment.cycle.network.kind == assessment.cycle.network.Kind.SAMPLE,
        gaps=_with_symbols(
            find_gaps(histories=_histories_of_sheet(sheet, country, day), country=country, year=year, today=day)
        ),
        assessment=assessment.pk,
    )


def published_gaps(
    *, country: str, year: int | None = None, user: AnyUser | None = None, today: date | None = None
) -> GapPage | None:
    """Return the gaps in what `country` published for `year`, or its latest; None if `user` can read nothing."""
    versions = newest_versions(user).filter(
        assessment__delegation__country=country.upper(), assessment__delegation__assessed=True
    )
    kept = {version.assessment.cycle.year: version for version in versions.order_by("assessment__cycle__year")}
    chosen = max(kept, default=0) if year is None else year
    if chosen not in kept:
        return None
    by_year = {seen: read_version(version) for seen, version in kept.items() if chosen - YEARS_BACK < seen <= chosen}
    now = by_year[chosen]
    sources = source_figures_for(kept[chosen].assessment)
    histories = _histories_of_published(by_year, chosen, _criteria(by_year.values()), sources)
    return GapPage(
        country=now.country,
        year=chosen,
        published=now.number,
        is_sample=now.is_sample,
        gaps=_with_symbols(
            find_gaps(histories=histories, country=now.country, year=chosen, today=today or timezone.localdate())
        ),
        assessment=kept[chosen].assessment_id,
        years=tuple(sorted(kept, reverse=True)),
        version=now,
    )


def _with_symbols(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the gaps, with instruments by the symbols under which people know them; a query, where any are named."""
    found = tuple(gaps)
    keys = {key for gap in found for key in gap.named}
    symbols = dict(Instrument.objects.filter(key__in=keys).values_list("key", "symbol")) if keys else {}
    return tuple(replace(gap, named=tuple(symbols.get(key) or key for key in gap.named)) for gap in found)


def _histories_of_sheet(sheet: Worksheet, country: str, today: date) -> Iterator[CriterionHistory]:
    register = register_of(countries=[country], on=treaty_date(sheet.assessment.cycle.year))
    for question in sheet.questions:
        criterion = question.criterion
        yield CriterionHistory(
            criterion=criterion,
            recommendation=criterion.recommendation.code,
            now=_current_answer(
                question, today, {key: register.record(country, key).status for key in criterion.instruments}
            ),
            before=[
                None if content is None else _earlier_answer(criterion, content) for content in question.case.earlier
            ],
            sources=_named(question.case.sources),
        )


def _current_answer(question: Question, today: date, treaties: Mapping[str, str]) -> YearAnswer:
    content = question.content
    return YearAnswer(
        status=content.status,
        reason=content.reason,
        level=content.level,
        confirmed=question.answer.confirmed_at is not None,
        value=exact_value(question.criterion, content),
        proofs=tuple(
            EvidenceAge(dated=item.dated, stands=item.stands(today) and not item.cannot_be_read)
            for item in question.case.evidence
        ),
        treaties=treaties,
    )


def _earlier_answer(criterion: Criterion, content: AnswerContent) -> YearAnswer:
    """Return an answer of an earlier year; one marked as not applicable then is not asked about again."""
    value = exact_value(criterion, content)
    return YearAnswer(status=content.status, reason=content.reason, level=content.level, confirmed=True, value=value)


Criteria = Mapping[tuple[int, str], Criterion]


def _histories_of_published(
    by_year: Mapping[int, PublishedAssessment],
    year: int,
    criteria: Criteria,
    sources: Mapping[str, Sequence[SourceFigure]],
) -> Iterator[CriterionHistory]:
    now = by_year[year]
    for series, answer in now.answers.items():
        criterion = criteria.get((now.framework_id, series))
        if criterion is None:
            continue
        yield CriterionHistory(
            criterion=criterion,
            recommendation=answer["recommendation"],
            now=_published_answer(answer),
            before=list(_earlier_published_answers(by_year, year, criterion, criteria)),
            sources=_named(sources.get(series, ())),
        )


def _earlier_published_answers(
    by_year: Mapping[int, PublishedAssessment], year: int, newer: Criterion, criteria: Criteria
) -> Iterator[YearAnswer | None]:
    """Return the published answers of earlier years, until one is missing or cannot be compared."""
    while (year := year - 1) in by_year:
        published = by_year[year]
        answer = published.answers.get(newer.series_id)
        older = criteria.get((published.framework_id, newer.series_id))
        if answer is None or older is None or not can_be_compared(newer, older):
            return
        yield _published_answer(answer)
        newer = older


def _published_answer(answer: Mapping[str, Any]) -> YearAnswer:
    """Return a published answer. It is unknown whether a document is still valid, since that is not published."""
    return YearAnswer(
        status=answer["status"],
        reason=answer["reason"],
        level=answer["level"],
        confirmed=answer["not_applicable_confirmed"],
        value=answer["value"] or answer["number"],
        proofs=tuple(
            EvidenceAge(dated=parse_date(item["dated"]) if item["dated"] else None) for item in answer["evidence"]
        ),
        treaties=answer["treaties"],
    )


def _criteria(years: Iterable[PublishedAssessment]) -> Criteria:
    found = Criterion.objects.filter(recommendation__framework__in={item.framework_id for item in years})
    rows = found.select_related("recommendation").prefetch_related("translations", "recommendation__translations")
    return {(row.recommendation.framework_id, row.series_id): row for row in rows}


def _named(sources: Iterable[SourceFigure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.publisher.name for source in sources))
