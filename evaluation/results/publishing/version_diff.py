"""A published version beside the one before it: what changed, answer by answer and result by result, and the remarks.

Only frozen versions are compared, and only for people who can read both, so nothing unpublished is revealed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluation.models import AssessmentVersion, Criterion, Recommendation
from evaluation.results.comparison import recommendations_with_translations
from evaluation.results.published_versions import PublishedAssessment, PublishedResult, read_version, versions_of
from evaluation.results.publishing.publish import is_unaltered
from evaluation.scoring import round_for_display, series_order
from evaluation.values import Grade
from networkapp.networks.queries.countries import country_name
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser

# The answer itself, without the comments and documents beside it and without the results computed from it.
BESIDE = frozenset({"comment", "evidence", "grade", "not_applicable_confirmed", "notes"})
Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class AnswerChange:
    """One answer that two versions do not say alike; None where one of them has none."""

    criterion: Criterion
    before: Answer | None
    after: Answer | None

    @property
    def says_other(self) -> bool:
        """Return whether the answer itself changed, and not only what is beside it."""
        return _core(self.before) != _core(self.after)

    @property
    def comment(self) -> tuple[Segment, ...]:
        """Return how the comment changed, word by word; empty if it did not."""
        changed = _pair(self.before, self.after, "comment")
        return differences(*changed) if changed else ()

    @property
    def grades(self) -> tuple[Grade, Grade] | None:
        changed = _pair(self.before, self.after, "grade")
        return (Grade(changed[0]), Grade(changed[1])) if changed and all(changed) else None

    @property
    def has_other_notes(self) -> bool:
        """Return whether the comments beside the answer differ."""
        return bool((self.before or {}).get("notes", []) != (self.after or {}).get("notes", []))

    @property
    def evidence_added(self) -> list[Mapping[str, Any]]:
        return _without(self.after, self.before)

    @property
    def removed_evidence(self) -> list[Mapping[str, Any]]:
        return _without(self.before, self.after)


@dataclass(frozen=True, kw_only=True)
class ResultChange:
    """One recommendation whose result differs between two versions."""

    recommendation: Recommendation
    before: PublishedResult | None
    after: PublishedResult | None


@dataclass(frozen=True, kw_only=True)
class RemarkChange:
    """Remarks of peers on one answer, with the country's replies, as published."""

    criterion: Criterion
    answer: Answer | None
    remarks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class VersionPage:
    """One version; `previous` is the one before it, where the reader may read that, and was there one."""

    version: AssessmentVersion
    published: PublishedAssessment
    previous: AssessmentVersion | None
    versions: tuple[AssessmentVersion, ...]
    answers: tuple[AnswerChange, ...]
    results: tuple[ResultChange, ...]
    remarked: tuple[RemarkChange, ...]
    is_unaltered: bool

    @property
    def is_newest(self) -> bool:
        return bool(self.versions[0].pk == self.version.pk)

    @property
    def reviewed_by(self) -> list[str]:
        """Return the names of the countries that reviewed it."""
        return [country_name(code=code) for code in self.version.review.get("countries", ())]


def version_list(*, country: str, year: int, user: AnyUser) -> list[AssessmentVersion]:
    """Return the versions of one country and year that `user` can read, the newest first, without their content."""
    readable = AssessmentVersion.objects.readable_by(user).filter(
        assessment__delegation__country=country.upper(),
        assessment__delegation__assessed=True,
        assessment__cycle__year=year,
    )
    newest = readable.order_by("-published_at", "-pk").values_list("assessment", flat=True).first()
    found = readable.filter(assessment=newest).select_related("assessment__cycle__network", "assessment__delegation")
    return list(found.defer("answers", "results", "review", "basis").order_by("-number"))


def version_page(*, country: str, year: int, number: int, user: AnyUser) -> VersionPage | None:
    """Return one version beside the one before it; None if there is none that `user` can read."""
    versions = version_list(country=country, year=year, user=user)
    wanted = {version.number: version.pk for version in versions if version.number in (number, number - 1)}
    if number not in wanted:
        return None
    loaded = {one.pk: one for one in _in_full(wanted.values())}
    version, before = loaded[wanted[number]], loaded.get(wanted.get(number - 1, 0))
    criteria = _criteria(version.assessment.cycle.framework_id)
    return VersionPage(
        version=version,
        published=read_version(version),
        previous=before,
        versions=tuple(versions),
        answers=_answers(before, version, criteria) if before else (),
        results=_results(before, version) if before else (),
        remarked=_remarked(version, criteria),
        is_unaltered=is_unaltered(version),
    )


def _in_full(keys: Iterable[int]) -> Sequence[AssessmentVersion]:
    return list(versions_of(list(keys)))


def _criteria(framework: int) -> dict[str, Criterion]:
    rows = Criterion.objects.filter(recommendation__framework=framework).prefetch_related("translations")
    return {row.series_id: row for row in sorted(rows, key=lambda row: series_order(row.series_id))}


def _answers(
    before: AssessmentVersion, after: AssessmentVersion, criteria: Mapping[str, Criterion]
) -> tuple[AnswerChange, ...]:
    changes = (
        AnswerChange(criterion=criterion, before=before.answers.get(series_id), after=after.answers.get(series_id))
        for series_id, criterion in criteria.items()
    )
    return tuple(change for change in changes if change.before != change.after)


def _results(before: AssessmentVersion, after: AssessmentVersion) -> tuple[ResultChange, ...]:
    old, new = read_version(before).results, read_version(after).results
    changes = (
        ResultChange(recommendation=one, before=old.get(one.code), after=new.get(one.code))
        for one in recommendations_with_translations([after.assessment.cycle.framework_id])
    )
    return tuple(change for change in changes if _shown(change.before) != _shown(change.after))


def _shown(result: PublishedResult | None) -> tuple[Any, ...] | None:
    """Return the answer as readers see it, with numbers rounded for display."""
    if result is None:
        return None
    numbers = (result.point, result.lo, result.hi, *(_percent(result.coverage),), result.weakest_score)
    rounded = tuple(None if number is None else round_for_display(number) for number in numbers)
    return (result.shown, result.uncertain, result.capped_by, result.weakest, *rounded)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else 100 * share


def _remarked(version: AssessmentVersion, criteria: Mapping[str, Criterion]) -> tuple[RemarkChange, ...]:
    remarks = version.review.get("remarks", {})
    return tuple(
        RemarkChange(criterion=criterion, answer=version.answers.get(series_id), remarks=tuple(remarks[series_id]))
        for series_id, criterion in criteria.items()
        if series_id in remarks
    )


def _core(answer: Answer | None) -> dict[str, Any] | None:
    return None if answer is None else {name: value for name, value in answer.items() if name not in BESIDE}


def _pair(before: Answer | None, after: Answer | None, name: str) -> tuple[str, str] | None:
    old, new = (before or {}).get(name, ""), (after or {}).get(name, "")
    return None if old == new else (old, new)


def _without(these: Answer | None, those: Answer | None) -> list[Mapping[str, Any]]:
    known = (those or {}).get("evidence", [])
    return [item for item in (these or {}).get("evidence", []) if item not in known]
