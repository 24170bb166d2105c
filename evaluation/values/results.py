"""Results of the scoring engine. Scores, points and ranges run from 0 to 100, shares from 0 to 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from evaluation.values.codes import Band, CriterionOutcome, Flag, Grade, ResultLabel, ScenarioKind, ScoringRole, Status
from evaluation.values.inputs import CriterionSpec


@dataclass(frozen=True, kw_only=True)
class RatioReading:
    """The value of a ratio to show and to score, after pooling and suppression (method 3.4, 3.8).

    `value` is in the unit of the goalposts. If it is about few persons, `band` gives the bounds that are shown instead,
    `value` their midpoint, and numerator and denominator are withheld: two answers in the same band read the same.
    `parts` are what numerator and denominator are sums of, if they are shown: how many years ago, and that year's own
    two numbers. They are for the protection of few persons alone, and are shown to nobody.
    """

    value: Fraction
    numerator: Fraction | None
    denominator: Fraction | None
    band: tuple[Fraction, Fraction] | None
    pooled: bool
    parts: tuple[tuple[int, Fraction, Fraction], ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class CriterionScore:
    """One criterion in one year: its place in the base and, where `place` is scored, its score from 0 to 100."""

    spec: CriterionSpec
    status: Status
    place: ScoringRole
    score: Fraction | None = None
    level: int | None = None
    reading: RatioReading | None = None
    flags: frozenset[Flag] = frozenset()
    grade: Grade = Grade.V0


@dataclass(frozen=True, kw_only=True)
class RecommendationResult:
    """One recommendation of one country in one year (method 3.5).

    `applicable_weight` is A, `valued_weight` B, `outside_weight` what left the base; `coverage` is B/A. `point` is None
    unless it may be published; `lo` and `hi` are set whenever A > 0. `band` is None unless `label` is ok;
    `band_before_cap` is what the point alone would give, `band_capped_by` names the essential criteria below 25.
    `uncertain` is the "?". `completeness` is the share of A with any reasoned status, value or not; `answered` of
    `asked` counts all criteria, context included. `scores` are in the order of their series ids.
    """

    recommendation: int
    label: ResultLabel
    scores: tuple[CriterionScore, ...] = ()
    applicable_weight: int = 0
    valued_weight: int = 0
    outside_weight: int = 0
    coverage: Fraction | None = None
    point: Fraction | None = None
    lo: Fraction | None = None
    hi: Fraction | None = None
    weakest: CriterionScore | None = None
    band: Band | None = None
    band_before_cap: Band | None = None
    band_capped_by: tuple[str, ...] = ()
    uncertain: bool = False
    completeness: Fraction | None = None
    answered: int = 0
    asked: int = 0

    @property
    def pooled(self) -> tuple[str, ...]:
        """Return the series ids of the criteria scored over three pooled years."""
        return tuple(score.spec.series_id for score in self.scores if Flag.POOLED in score.flags)

    @property
    def width(self) -> Fraction | None:
        """Return the width of the range in points."""
        return None if self.lo is None or self.hi is None else self.hi - self.lo


@dataclass(frozen=True, kw_only=True)
class CountryResult:
    """The number of a country's recommendations in each band (method 3.6). There is no public total.

    `insufficient` counts the narrow bases too. `internal_mean` is for that country's own team only and belongs in no
    export, page for others or stored public version; it stays out of the printed form for that reason.
    `has_wide_intervals`: the median interval is wider than 30 points, and the country page says so first.
    """

    bands: Mapping[Band, int]
    insufficient: int
    not_applicable: int
    median_width: Fraction | None
    has_wide_intervals: bool
    internal_mean: Fraction | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class CriterionChange:
    """The change of one criterion since last year; `difference` in points, for matched criteria only."""

    series_id: str
    outcome: CriterionOutcome
    difference: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A recommendation against last year, on the matched criteria alone (method 3.7).

    `delta` is None unless it may be published. To be shown only with "based on `matched` of `applicable`", which
    count criteria; the weights behind them are `matched_weight` and `applicable_weight` (A of this year).
    """

    changes: tuple[CriterionChange, ...]
    matched: int
    applicable: int
    matched_weight: int
    applicable_weight: int
    delta: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One other way of computing the point. `band` is capped, None where the scenario becomes insufficient."""

    kind: ScenarioKind
    point: Fraction | None
    band: Band | None
    keeps_band: bool
    series_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """The stability of a band (method 3.11). `decisive`: criteria whose removal changes the band."""

    band: Band
    scenarios: tuple[Scenario, ...]
    kept: int
    lowest: Fraction
    highest: Fraction
    is_robust: bool
    decisive: tuple[str, ...]
