"""Inputs of the scoring engine: adopted criteria and given answers, in exact numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from evaluation.values.codes import Flag, Grade, Kind, Status, TreatyStatus

SCORABLE = frozenset({Kind.LEVEL, Kind.RATIO, Kind.NUMBER, Kind.YES_NO, Kind.MULTI_CHOICE, Kind.TREATY})
WITH_GOALPOSTS = frozenset({Kind.RATIO, Kind.NUMBER})


def exact(value: object) -> Fraction:
    """Return the number as a fraction. Refuses floats and booleans (TypeError), NaN and infinity (ValueError)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"an exact number must be an int, a Decimal or a Fraction, not {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("an exact number must be finite")
    return Fraction(value)


def _make_exact(instance: object, *names: str) -> None:
    for name in names:
        value = getattr(instance, name)
        if value is not None:
            object.__setattr__(instance, name, exact(value))


@dataclass(frozen=True, kw_only=True)
class CriterionSpec:
    """An adopted criterion as the scoring engine needs it.

    `floor` scores 0 and `target` 100, in the criterion's own unit; a ratio is read as `per` x numerator / denominator,
    so with the usual `per=100` its goalposts are percent and `target=80` means 80 %. `options` are the options that
    qualify, `instruments` the keys of the listed treaties. `in_shadow`: in this year it is answered and not scored yet,
    whatever its other fields are. `population` names what a ratio is a share of: ratios over one population have the
    same. Refuses (ValueError) what could not be scored: a scored kind that has no score, a weight outside 1-3, missing
    or equal goalposts, an empty list of options or instruments, an essential criterion that is not scored.
    """

    series_id: str
    recommendation: int
    kind: Kind
    version: int = 1
    scored: bool = True
    weight: int = 1
    essential: bool = False
    floor: Fraction | None = None
    target: Fraction | None = None
    per: Fraction = Fraction(100)
    is_share: bool = True
    about_persons: bool = False
    options: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    compatible_with_previous: bool = True
    in_shadow: bool = False
    population: str = ""

    def __post_init__(self) -> None:
        _make_exact(self, "floor", "target", "per")
        problem = self._problem()
        if problem:
            raise ValueError(f"criterion {self.series_id}: {problem}")

    def _problem(self) -> str:
        if self.in_shadow and self.scored:
            return "a criterion in shadow must not be scored"
        if not self.scored:
            return "only a scored criterion can be essential" if self.essential else ""
        if self.kind not in SCORABLE:
            return f"criteria of the kind {self.kind.value} are context and never scored"
        if self.weight not in (1, 2, 3):
            return "the weight must be 1, 2 or 3"
        if self.kind in WITH_GOALPOSTS and (self.floor is None or self.target is None or self.floor == self.target):
            return "floor and target must be two different numbers"
        if self.kind is Kind.MULTI_CHOICE and not self.options:
            return "no option qualifies"
        if self.kind is Kind.TREATY and not self.instruments:
            return "no treaty is listed"
        return ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """The definition of a criterion by which two years are compared, and the year from which it is scored."""

    series_id: str
    kind: Kind
    version: int = 1
    compatible_with_previous: bool = True
    scored_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerValue:
    """One country's answer to one criterion in one year. Only the field of the criterion's kind is read.

    `na_confirmed`: a reviewer confirmed that the criterion does not apply. `treaties` gives the state of each listed
    instrument; one that is not named counts as without a record. `is_guarded`: beside other published numbers this
    one would give few persons away, so it is withheld. Refuses a level outside 0-4 (ValueError) and any number that is
    not exact (TypeError).
    """

    status: Status
    level: int | None = None
    number: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    yes: bool | None = None
    options: frozenset[str] = frozenset()
    treaties: Mapping[str, TreatyStatus] = field(default_factory=dict, hash=False)
    flags: frozenset[Flag] = frozenset()
    na_confirmed: bool = False
    grade: Grade = Grade.V0
    is_guarded: bool = False

    def __post_init__(self) -> None:
        _make_exact(self, "number", "numerator", "denominator")
        if self.level is not None and self.level not in (0, 1, 2, 3, 4):
            raise ValueError("the level must be 0 to 4")


UNANSWERED = AnswerValue(status=Status.UNANSWERED)


@dataclass(frozen=True, kw_only=True)
class PastAnswer:
    """The answer of the same series `years_ago` (1 is last year), and the criterion that it answered then."""

    years_ago: int
    spec: CriterionSpec
    answer: AnswerValue
