"""Reading a ratio: whether it can be scored, over how many years, and what may be shown of it (3.4, 3.8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.values import AnswerValue, CriterionSpec, Flag, PastAnswer, RatioReading, Status

PLAIN_FROM = 10
POOLED_FROM = 5
YEARS_POOLED = 3
FEW_PERSONS = 5
PERSONS_BAND = Fraction(1, 10)


def is_same_measure(newer: CriterionSpec, older: CriterionSpec) -> bool:
    """Both are one series with a definition that the network calls compatible.

    Only neighbouring versions can vouch for each other: a version says whether it goes with the one before it, so two
    versions apart the answer is no.
    """
    if newer.series_id != older.series_id or newer.kind is not older.kind:
        return False
    if newer.version == older.version:
        return True
    return newer.compatible_with_previous and newer.version == older.version + 1


def read_ratio(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer] = ()) -> RatioReading | None:
    """What may be scored and shown of a ratio whose status is `value` and whose denominator is above 0.

    A denominator from 10 stands by itself. A smaller one is pooled with up to two earlier years (sums of numerators
    over sums of denominators); None where even the pool stays below 5. Fewer than three years pool what there is.
    The rule asks for a count from 1 to 9; a denominator between 0 and 1 or 9 and 10, which no count has, is pooled
    too. Then the persons rule: a numerator, or the complement of a share, of 1-4 persons gives a band of 10 points.
    """
    if answer.numerator is None or answer.denominator is None or answer.denominator <= 0:
        return None
    if answer.denominator >= PLAIN_FROM or not spec.scored:
        return _shown(spec, _Sum(answer.numerator, answer.denominator), pooled=False)
    numerator, denominator = answer.numerator, answer.denominator
    for past in _years_to_pool(spec, answer, history):
        numerator += past.numerator or 0
        denominator += past.denominator or 0
    if denominator < POOLED_FROM:
        return None
    return _shown(spec, _Sum(numerator, denominator), pooled=True)


@dataclass(frozen=True)
class _Sum:
    numerator: Fraction
    denominator: Fraction


def _years_to_pool(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer]) -> Iterator[AnswerValue]:
    """The earlier answers that measure the same, newest first.

    A break ends the pool: what lies before the year flagged B, or before an incompatible version, measures something
    else. A year flagged D is left out, and one that is itself flagged D pools with nothing.
    """
    newer_spec, newer = spec, answer
    if Flag.D in answer.flags:
        return
    for past in sorted(history, key=lambda past: past.years_ago):
        if not 0 < past.years_ago < YEARS_POOLED:
            continue
        if Flag.B in newer.flags or not is_same_measure(newer_spec, past.spec):
            return
        newer_spec, newer = past.spec, past.answer
        if _can_be_pooled(past.answer):
            yield past.answer


def _can_be_pooled(answer: AnswerValue) -> bool:
    if answer.status is not Status.VALUE or Flag.D in answer.flags:
        return False
    return answer.numerator is not None and answer.denominator is not None and answer.denominator > 0


def _shown(spec: CriterionSpec, total: _Sum, *, pooled: bool) -> RatioReading:
    share = total.numerator / total.denominator
    if not _few_persons(spec, total):
        return RatioReading(
            value=share * spec.per,
            numerator=total.numerator,
            denominator=total.denominator,
            band=None,
            pooled=pooled,
        )
    low = share // PERSONS_BAND * PERSONS_BAND
    high = low + PERSONS_BAND
    return RatioReading(
        value=(low + high) / 2 * spec.per,
        numerator=None,
        denominator=None,
        band=(low * spec.per, high * spec.per),
        pooled=pooled,
    )


def _few_persons(spec: CriterionSpec, total: _Sum) -> bool:
    if not spec.about_persons:
        return False
    complement = total.denominator - total.numerator if spec.is_share else Fraction(0)
    return 0 < total.numerator < FEW_PERSONS or 0 < complement < FEW_PERSONS
