"""The gaps of a draft, for who may read it; and those of published versions, from what these say and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from evaluation.assessments.answer_content import Content
from evaluation.assessments.cross_checks import Outside, outside_numbers
from evaluation.assessments.validation import measured
from evaluation.assessments.worksheet import Question, Sheet, can_be_compared, load_sheet
from evaluation.models import Assessment, Criterion, Instrument, Recommendation
from evaluation.results.country_profile import as_of
from evaluation.results.gaps.rules import Asked, Gap, Proof, Told, gaps_in
from evaluation.results.published_versions import Published, newest_versions, read
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
    version: Published | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return country_name(self.country)

    @property
    def sections(self) -> list[tuple[Recommendation, list[Gap]]]:
        """Return the gaps grouped by recommendation."""
        groups = (list(found) for _code, found in groupby(self.gaps, key=lambda gap: gap.recommendation))
        return [(gaps[0].criterion.recommendation, gaps) for gaps in groups]


def draft_gaps(assessment: Assessment, *, sheet: Sheet | None = None, today: date | None = None) -> GapPage:
    """The gaps of an assessment as it is now, in `sheet` where it is loaded; for people who can read it."""
    sheet, day = sheet or load_sheet(assessment), today or timezone.localdate()
    country, year = str(assessment.delegation.country), assessment.cycle.year
    return GapPage(
        country=country,
        year=year,
        published=None,
        is_sample=assessment.cycle.network.kind == assessment.cycle.network.Kind.SAMPLE,
        gaps=_by_symbol(gaps_in(_of_sheet(sheet, country, day), country=country, year=year, today=day)),
        assessment=assessment.pk,
    )


def published_gaps(
    *, country: str, year: int | None = None, user: AnyUser | None = None, today: date | None = None
) -> GapPage | None:
    """The gaps of what `country` published for `year`, or of its latest; None where nothing of it is for `user`."""
    versions = newest_versions(user).filter(
        assessment__delegation__country=country.upper(), assessment__delegation__assessed=True
    )
    kept = {version.assessment.cycle.year: version for version in versions.order_by("assessment__cycle__year")}
    chosen = max(kept, default=0) if year is None else year
    if chosen not in kept:
        return None
    by_year = {seen: read(version) for seen, version in kept.items() if chosen - YEARS_BACK < seen <= chosen}
    now = by_year[chosen]
    sources = outside_numbers(kept[chosen].assessment)
    asked = _of_published(by_year, chosen, _criteria(by_year.values()), sources)
    return GapPage(
        country=now.country,
        year=chosen,
        published=now.number,
        is_sample=now.is_sample,
        gaps=_by_symbol(gaps_in(asked, country=now.country, year=chosen, today=today or timezone.localdate())),
        assessment=kept[chosen].assessment_id,
        years=tuple(sorted(kept, reverse=True)),
        version=now,
    )


def _by_symbol(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps, with instruments by the symbols under which people know them; a query, where any are named."""
    found = tuple(gaps)
    keys = {key for gap in found for key in gap.named}
    symbols = dict(Instrument.objects.filter(key__in=keys).values_list("key", "symbol")) if keys else {}
    return tuple(replace(gap, named=tuple(symbols.get(key) or key for key in gap.named)) for gap in found)


def _of_sheet(sheet: Sheet, country: str, today: date) -> Iterator[Asked]:
    register = register_of(countries=[country], on=as_of(sheet.assessment.cycle.year))
    for question in sheet.questions:
        criterion = question.criterion
        yield Asked(
            criterion=criterion,
            recommendation=criterion.recommendation.code,
            now=_now(question, today, {key: register.standing(country, key).status for key in criterion.instruments}),
            before=[None if content is None else _then(criterion, content) for content in question.case.earlier],
            sources=_named(question.case.sources),
        )


def _now(question: Question, today: date, treaties: Mapping[str, str]) -> Told:
    content = question.content
    return Told(
        status=content.status,
        reason=content.reason,
        level=content.level,
        confirmed=question.answer.confirmed_at is not None,
        value=measured(question.criterion, content),
        proofs=tuple(
            Proof(dated=item.dated, stands=item.stands(today) and not item.cannot_be_read)
            for item in question.case.evidence
        ),
        treaties=treaties,
    )


def _then(criterion: Criterion, content: Content) -> Told:
    """An answer of an earlier year; a criterion that was marked as not applicable then is not asked about again."""
    value = measured(criterion, content)
    return Told(status=content.status, reason=content.reason, level=content.level, confirmed=True, value=value)


Criteria = Mapping[tuple[int, str], Criterion]


def _of_published(
    by_year: Mapping[int, Published], year: int, criteria: Criteria, sources: Mapping[str, Sequence[Outside]]
) -> Iterator[Asked]:
    now = by_year[year]
    for series, answer in now.answers.items():
        criterion = criteria.get((now.framework_id, series))
        if criterion is None:
            continue
        yield Asked(
            criterion=criterion,
            recommendation=answer["recommendation"],
            now=_told(answer),
            before=list(_earlier(by_year, year, criterion, criteria)),
            sources=_named(sources.get(series, ())),
        )


def _earlier(
    by_year: Mapping[int, Published], year: int, newer: Criterion, criteria: Criteria
) -> Iterator[Told | None]:
    """What was published in the years before, until one is missing or cannot be compared."""
    while (year := year - 1) in by_year:
        published = by_year[year]
        answer = published.answers.get(newer.series_id)
        older = criteria.get((published.framework_id, newer.series_id))
        if answer is None or older is None or not can_be_compared(newer, older):
            return
        yield _told(answer)
        newer = older


def _told(answer: Mapping[str, Any]) -> Told:
    """A published answer. Whether a document is still valid is not published, and so not known here."""
    return Told(
        status=answer["status"],
        reason=answer["reason"],
        level=answer["level"],
        confirmed=answer["not_applicable_confirmed"],
        value=answer["value"] or answer["number"],
        proofs=tuple(Proof(dated=parse_date(item["dated"]) if item["dated"] else None) for item in answer["evidence"]),
        treaties=answer["treaties"],
    )


def _criteria(years: Iterable[Published]) -> Criteria:
    found = Criterion.objects.filter(recommendation__framework__in={item.framework_id for item in years})
    rows = found.select_related("recommendation").prefetch_related("translations", "recommendation__translations")
    return {(row.recommendation.framework_id, row.series_id): row for row in rows}


def _named(sources: Iterable[Outside]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.publisher.name for source in sources))
