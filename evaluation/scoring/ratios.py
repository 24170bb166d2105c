"""Reading a ratio: whether it can be scored, over how many years, and what may be shown of it (3.4, 3.8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.scoring.suppression import is_few
from evaluation.values import AnswerValue, CriterionSpec, Flag, Measure, PastAnswer, RatioReading, Status

PLAIN_FROM = 10
POOLED_FROM = 5
YEARS_POOLED = 3
PERSONS_BAND = Fraction(1, 10)


def is_same_measure(newer: CriterionSpec | Measure, older: CriterionSpec | Measure) -> bool:
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
    own = _Part(0, answer.numerator, answer.denominator)
    if answer.denominator >= PLAIN_FROM or not spec.scored:
        return _shown(spec, (own,), pooled=False, is_guarded=answer.is_guarded)
    parts = (own, *_parts(_years_to_pool(spec, answer, history)))
    if sum(part.denominator for part in parts) < POOLED_FROM:
        return None
    return _shown(spec, parts, pooled=True, is_guarded=answer.is_guarded)


@dataclass(frozen=True)
class _Part:
    """One year's own two numbers."""

    years_ago: int
    numerator: Fraction
    denominator: Fraction


def _parts(pooled: Iterable[PastAnswer]) -> Iterator[_Part]:
    for past in pooled:
        yield _Part(past.years_ago, past.answer.numerator or Fraction(0), past.answer.denominator or Fraction(0))


def _years_to_pool(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer]) -> Iterator[PastAnswer]:
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
            yield past


def _can_be_pooled(answer: AnswerValue) -> bool:
    if answer.status is not Status.VALUE or Flag.D in answer.flags:
        return False
    return answer.numerator is not None and answer.denominator is not None and answer.denominator > 0


def _shown(spec: CriterionSpec, parts: Sequence[_Part], *, pooled: bool, is_guarded: bool) -> RatioReading:
    numerator = sum((part.numerator for part in parts), Fraction(0))
    denominator = sum((part.denominator for part in parts), Fraction(0))
    share = numerator / denominator
    if not spec.about_persons or not (is_guarded or tells_of_few(numerator, denominator, is_share=spec.is_share)):
        return RatioReading(
            value=share * spec.per,
            numerator=numerator,
            denominator=denominator,
            band=None,
            pooled=pooled,
            parts=tuple((part.years_ago, part.numerator, part.denominator) for part in parts),
        )
    low = share // PERSONS_BAND * PERSONS_BAND
    if spec.is_share:
        low = min(low, 1 - PERSONS_BAND)
    high = low + PERSONS_BAND
    return RatioReading(
        value=(low + high) / 2 * spec.per,
        numerator=None,
        denominator=None,
        band=(low * spec.per, high * spec.per),
        pooled=pooled,
    )


def tells_of_few(numerator: Fraction, denominator: Fraction, *, is_share: bool) -> bool:
    """Whether 1 to 4 persons are the numerator, or of a share all the others."""
    return is_few(numerator) or (is_share and is_few(denominator - numerator))
