"""The published answers behind each recommendation of a country, with last year's, as its frozen versions have them.

They are taken from `public_figures`, as the open data are: nothing is shown here that is not published there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluation.models import Answer, Criterion
from evaluation.results.country_profile import Profile, ProfileRow
from evaluation.results.public_figures import PublicAnswer, answers_of, points
from evaluation.results.published_versions import PublishedAssessment
from evaluation.values import CriterionOutcome, ScoringRole, Status


@dataclass(frozen=True, kw_only=True)
class EarlierAnswer:
    """Last year's answer to a criterion; `is_comparable` unless two scores rest on another definition or basis."""

    criterion: Criterion
    frozen: Mapping[str, Any]
    points: Decimal | None
    is_comparable: bool


@dataclass(frozen=True, kw_only=True)
class ProfileAnswer:
    """The answer to one criterion, as published; `frozen` is its stored form, of which the value is put into words.

    `remarks` is the number of comments of peer reviewers.
    """

    criterion: Criterion
    answer: PublicAnswer
    frozen: Mapping[str, Any]
    place: str
    points: Decimal | None
    before: EarlierAnswer | None
    remarks: int

    @property
    def is_context(self) -> bool:
        return self.place in (ScoringRole.CONTEXT, ScoringRole.SHADOW)

    @property
    def is_withheld(self) -> bool:
        """Return whether few people are protected, so that the criterion counts as missing."""
        return self.place == ScoringRole.MISSING and self.answer.status == Status.SUPPRESSED_SMALL

    @property
    def since(self) -> str:
        """Return what the country says about its answer of last year; "" if nothing."""
        return str(Answer.Since(self.answer.since).label) if self.answer.since else ""


@dataclass(frozen=True, kw_only=True)
class RecommendationAnswers:
    """The answers to the criteria of one recommendation, in the order of the criteria."""

    answers: tuple[ProfileAnswer, ...]

    @property
    def comments(self) -> int:
        """Return the number of comments of government, parliament and civil society."""
        return sum(len(row.answer.notes) for row in self.answers)

    @property
    def is_disputed(self) -> bool:
        return any(note.disputes for row in self.answers for note in row.answer.notes)


def answers_by_recommendation(profile: Profile) -> dict[int, RecommendationAnswers]:
    """Return the published answers of the year shown, by the number of the recommendation."""
    found: dict[int, list[ProfileAnswer]] = {row.recommendation.code: [] for row in profile.rows}
    rows = {row.recommendation.code: row for row in profile.rows}
    for answer in answers_of(profile.published):
        criterion = profile.criteria.get(answer.criterion)
        if criterion is not None and answer.recommendation in found:
            found[answer.recommendation].append(_answer(profile, rows[answer.recommendation], answer, criterion))
    return {code: RecommendationAnswers(answers=tuple(answers)) for code, answers in found.items()}


def _answer(profile: Profile, row: ProfileRow, answer: PublicAnswer, criterion: Criterion) -> ProfileAnswer:
    scored = {item.series_id: item for item in row.result.criteria}.get(answer.criterion)
    return ProfileAnswer(
        criterion=criterion,
        answer=answer,
        frozen=profile.published.answers[answer.criterion],
        place=scored.place if scored else ScoringRole.CONTEXT,
        points=points(scored.score) if scored else None,
        before=_before(profile, row, answer.criterion),
        remarks=len(profile.published.review.get("remarks", {}).get(answer.criterion, ())),
    )


def _before(profile: Profile, row: ProfileRow, series: str) -> EarlierAnswer | None:
    published, criterion = profile.before, profile.criteria_before.get(series)
    if published is None or criterion is None or series not in published.answers:
        return None
    changes = {change.series_id: change.outcome for change in row.progress.changes} if row.progress else {}
    then, now = _score(published, criterion), _score(profile.published, criterion)
    has_both = then is not None and now is not None
    return EarlierAnswer(
        criterion=criterion,
        frozen=published.answers[series],
        points=points(then),
        is_comparable=not (has_both and changes.get(series) is CriterionOutcome.NOT_COMPARABLE),
    )


def _score(published: PublishedAssessment, criterion: Criterion) -> Fraction | None:
    result = published.results.get(criterion.recommendation.code)
    scored = result.criteria if result else ()
    return next((item.score for item in scored if item.series_id == criterion.series_id), None)
