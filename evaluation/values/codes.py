"""The codes of the evaluation, as they are in the database, in exports and here. Words for people are elsewhere."""

from enum import StrEnum


class Status(StrEnum):
    """The state of an answer (method 3.3). Zero is a value."""

    VALUE = "value"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    SUPPRESSED_SMALL = "suppressed_small"
    UNDEFINED = "undefined"
    UNANSWERED = "unanswered"


class Kind(StrEnum):
    """The kind of a criterion. A context figure is an unscored `number`; money, date and narrative never score."""

    LEVEL = "level"
    RATIO = "ratio"
    NUMBER = "number"
    YES_NO = "yes_no"
    MULTI_CHOICE = "multi_choice"
    TREATY = "treaty"
    MONEY = "money"
    DATE = "date"
    NARRATIVE = "narrative"


NUMERIC_KINDS = frozenset({Kind.RATIO, Kind.NUMBER, Kind.MONEY})
"""Kinds whose values are numbers in a unit of their own."""


class Flag(StrEnum):
    """Marks on a value: estimated, provisional, break in the series, definition differs, three years pooled."""

    E = "E"
    P = "P"
    B = "B"
    D = "D"
    POOLED = "POOLED"


class Band(StrEnum):
    """Quarters of the scale, lowest first (method 3.5)."""

    EARLY = "early"
    DEVELOPING = "developing"
    SUBSTANTIAL = "substantial"
    ADVANCED = "advanced"


class Grade(StrEnum):
    """The verification of an answer: stated, evidence attached, checked by peers, agrees with an independent source."""

    V0 = "V0"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"


class CriterionOutcome(StrEnum):
    """The change of a criterion since last year (method 3.7)."""

    IMPROVED = "improved"
    DECLINED = "declined"
    UNCHANGED = "unchanged"
    NEWLY_REPORTED = "newly_reported"
    NO_LONGER_REPORTED = "no_longer_reported"
    NOT_COMPARABLE = "not_comparable"


class TreatyStatus(StrEnum):
    """The status of a state for one treaty. `NONE` is known; `NO_RECORD` means that the system knows nothing."""

    NONE = "none"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    NO_RECORD = "no_record"


class ScoringRole(StrEnum):
    """The position of a criterion in the base of the score: in A and B, in A only, in neither, never, or not yet."""

    SCORED = "scored"
    MISSING = "missing"
    OUTSIDE = "outside"
    CONTEXT = "context"
    SHADOW = "shadow"


class NotScoredReason(StrEnum):
    """The reasons why a given answer is not scored, or not shown as it was given (method 3.4, 3.8)."""

    SMALL_BASE = "small_base"
    EARLIER_YEARS = "earlier_years"
    FEW_PEOPLE = "few_people"
    RANGE = "range"
    NO_CASES = "no_cases"
    NO_RECORD = "no_record"


class ResultLabel(StrEnum):
    """The label of a recommendation. Only `OK` has a band."""

    OK = "ok"
    INSUFFICIENT = "insufficient"
    NARROW_BASE = "narrow_base"
    NOT_APPLICABLE = "not_applicable"


class YearLink(StrEnum):
    """The relation of a year's result to the previously published one (method 3.7, 3.9).

    `JOINED`: both points rest on the same criteria, defined alike; only then a line may lead from one to the other.
    `OTHER_ANSWERS`: the criteria are the same, but not all of them have a value in both years. `BREAK`: a criterion
    came, went or changed, or a value is marked as a break or as defined differently. `APART`: there is no result in the
    year before, or no point in one of the two.
    """

    APART = "apart"
    JOINED = "joined"
    OTHER_ANSWERS = "other_answers"
    BREAK = "break"


class ScenarioKind(StrEnum):
    """One way of computing the point differently (method 3.11)."""

    EQUAL_WEIGHTS = "equal_weights"
    GEOMETRIC_MEAN = "geometric_mean"
    DROPPED = "dropped"
    TARGET_LOWER = "target_lower"
    TARGET_HIGHER = "target_higher"
    LOW = "low"
    HIGH = "high"
