"""A country's year at a glance: what was reported, what was checked, what is unknown, and what changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluation.results.country_profile import Profile
from evaluation.results.published_versions import PublishedCriterion, PublishedResult
from evaluation.values import CriterionOutcome, Grade, Status

Shares = Mapping[Grade, Fraction]
UNKNOWN = (
    Status.UNANSWERED,
    Status.NOT_AVAILABLE,
    Status.NOT_APPLICABLE,
    Status.CONFIDENTIAL,
    Status.SUPPRESSED_SMALL,
    Status.UNDEFINED,
    Status.VALUE,
)


@dataclass(frozen=True, kw_only=True)
class CountrySummary:
    """Counts of criteria, and shares of the weight that has a value.

    `unknown` counts, by the state of their answer, the scored criteria that apply and have no score; `without_band`
    are the recommendations that therefore have no band. `changes` is None where the year before was not published.
    """

    answered: int
    asked: int
    completeness: Fraction | None
    grades: Shares
    scored: int
    unknown: Mapping[Status, int]
    without_band: tuple[int, ...]
    changes: Mapping[CriterionOutcome, int] | None

    @property
    def unknown_in_all(self) -> int:
        return sum(self.unknown.values())

    @property
    def checked(self) -> Fraction:
        """Return the share of the weight with a value that peers or an independent source confirm."""
        return self.grades.get(Grade.V2, Fraction(0)) + self.grades.get(Grade.V3, Fraction(0))


def summarise(profile: Profile) -> CountrySummary:
    """Return the counts and shares over all rows of `profile`; never a mean over recommendations."""
    results = [row.result for row in profile.rows]
    criteria = [item for result in results for item in result.criteria]
    missing = Counter(Status(item.status) for item in criteria if item.place == "missing")
    return CountrySummary(
        answered=sum(result.answered for result in results),
        asked=sum(result.asked for result in results),
        completeness=profile.published.completeness,
        grades=grade_shares(criteria),
        scored=sum(item.place in ("scored", "missing") for item in criteria),
        unknown={status: missing[status] for status in UNKNOWN if missing[status]},
        without_band=tuple(result.code for result in results if result.band is None),
        changes=_changes(profile) if profile.has_previous else None,
    )


def grade_shares(criteria: Iterable[PublishedCriterion]) -> dict[Grade, Fraction]:
    """Return the share of each grade of verification in the weight that has a value; the shares add up to 1."""
    weights: Counter[Grade] = Counter()
    for item in criteria:
        if item.place == "scored":
            weights[Grade(item.grade)] += item.weight
    whole = sum(weights.values())
    return {grade: Fraction(weights[grade], whole) for grade in Grade if weights[grade]}


def grades_of(result: PublishedResult) -> dict[Grade, Fraction]:
    """Return the share of each grade of verification in one recommendation."""
    return grade_shares(result.criteria)


def _changes(profile: Profile) -> dict[CriterionOutcome, int]:
    found = Counter(
        change.outcome for row in profile.rows if row.progress is not None for change in row.progress.changes
    )
    return {outcome: found[outcome] for outcome in CriterionOutcome if found[outcome]}
