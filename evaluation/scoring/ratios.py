"""Reading a ratio: whether it can be scored, over how many years, and what may be shown of it (3.4, 3.8).

Everybody is taken to know every base of five persons and more: it may be published beside another criterion, by an
independent source, or next year. So what is shown of few persons is the same for 1, 2, 3 and 4 of them over that base.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.scoring.suppression import is_small_count
from evaluation.values import AnswerValue, CriterionSpec, Flag, Measure, PastAnswer, RatioReading, Status

MIN_BASE_ALONE = 10
MIN_BASE_POOLED = 5
MAX_POOLED_YEARS = 3
PERCENT = 100
BANDS = ((41, Fraction(1, 10)), (21, Fraction(1, 5)))
"""From which base on a share of 1 to 4 persons is shown, and as how wide a band: 4 of 41 are within a tenth, 4 of 21
within a fifth."""


def is_same_measure(newer: CriterionSpec | Measure, older: CriterionSpec | Measure) -> bool:
    """Return whether both are one series with definitions that the network calls compatible.

    Only neighbouring versions can be compatible, because a version states only whether it can be compared with the one
    before it.
    """
    if newer.series_id != older.series_id or newer.kind is not older.kind:
        return False
    if newer.version == older.version:
        return True
    return newer.compatible_with_previous and newer.version == older.version + 1


def read_ratio(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer] = ()) -> RatioReading | None:
    """Return what may be scored and shown of a ratio whose status is `value` and whose denominator is above 0.

    A denominator from 10 is used as it is. A smaller one is pooled with up to two earlier years (sums of numerators
    over sums of denominators); None if even the pool stays below 5. With fewer than three years, the available ones are
    pooled. The rule asks for a count from 1 to 9; a denominator between 0 and 1 or 9 and 10, which no count has, is
    pooled too. Then the persons rule: a ratio about few persons is shown as a band, or None if it is withheld.
    """
    if answer.numerator is None or answer.denominator is None or answer.denominator <= 0:
        return None
    if answer.denominator >= MIN_BASE_ALONE or not spec.scored:
        if is_protected(spec, answer):
            return _banded(spec, answer)
        return _exact(spec, (_YearOfRatio(0, answer.numerator, answer.denominator),), pooled=False)
    years = list(_years_to_pool(spec, answer, history))
    parts = (_YearOfRatio(0, answer.numerator, answer.denominator), *map(_part, years))
    if sum(part.denominator for part in parts) < MIN_BASE_POOLED or _is_withheld(spec, answer, years, parts):
        return None
    return _exact(spec, parts, pooled=True)


def is_protected(spec: CriterionSpec, answer: AnswerValue) -> bool:
    """Return whether a ratio of one year is about few persons, or protected because of numbers beside it."""
    if not spec.about_persons or answer.numerator is None or answer.denominator is None:
        return False
    return answer.is_guarded or reveals_small_count(answer.numerator, answer.denominator, is_share=spec.is_share)


def reveals_small_count(numerator: Fraction, denominator: Fraction, *, is_share: bool) -> bool:
    """Return whether the numerator, the base or, of a share, the rest is 1 to 4 persons."""
    return (
        is_small_count(numerator)
        or is_small_count(denominator)
        or (is_share and is_small_count(denominator - numerator))
    )


@dataclass(frozen=True)
class _YearOfRatio:
    """One year's own two numbers."""

    years_ago: int
    numerator: Fraction
    denominator: Fraction


def _part(past: PastAnswer) -> _YearOfRatio:
    return _YearOfRatio(past.years_ago, past.answer.numerator or Fraction(0), past.answer.denominator or Fraction(0))


def _is_withheld(
    spec: CriterionSpec, answer: AnswerValue, years: Sequence[PastAnswer], parts: Sequence[_YearOfRatio]
) -> bool:
    """Return whether a sum over years is about few persons itself, or is guarded because it reveals single years.

    A year that counted persons when it was asked stays protected if today's question does not.
    """
    if not spec.about_persons:
        return any(is_protected(past.spec, past.answer) for past in years)
    if answer.is_guarded or any(past.answer.is_guarded for past in years):
        return True
    return reveals_small_count(*_sums(parts), is_share=spec.is_share)


def _years_to_pool(spec: CriterionSpec, answer: AnswerValue, history: Sequence[PastAnswer]) -> Iterator[PastAnswer]:
    """Yield the earlier answers that measure the same, newest first.

    A break ends the pool: what lies before the year flagged B, or before an incompatible version, measures something
    else. A year flagged D is left out, and one that is itself flagged D pools with nothing.
    """
    newer_spec, newer = spec, answer
    if Flag.D in answer.flags:
        return
    for past in sorted(history, key=lambda past: past.years_ago):
        if not 0 < past.years_ago < MAX_POOLED_YEARS:
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


def _sums(parts: Sequence[_YearOfRatio]) -> tuple[Fraction, Fraction]:
    return (
        sum((part.numerator for part in parts), Fraction(0)),
        sum((part.denominator for part in parts), Fraction(0)),
    )


def _exact(spec: CriterionSpec, parts: Sequence[_YearOfRatio], *, pooled: bool) -> RatioReading:
    numerator, denominator = _sums(parts)
    return RatioReading(
        value=numerator / denominator * spec.per,
        numerator=numerator,
        denominator=denominator,
        band=None,
        pooled=pooled,
        parts=tuple((part.years_ago, part.numerator, part.denominator) for part in parts),
    )


def _banded(spec: CriterionSpec, answer: AnswerValue) -> RatioReading | None:
    """Return the band at the end of the scale in which a ratio of few persons lies; None if four might exceed it.

    Its width follows from the base alone, never from the numerator, so that the band is the same for 1, 2, 3 and 4.
    """
    numerator, denominator = answer.numerator or Fraction(0), answer.denominator or Fraction(0)
    width = next((width for least, width in BANDS if denominator >= least), None)
    if width is None or answer.is_guarded or not spec.is_share or spec.per != PERCENT:
        return None
    low = Fraction(0) if is_small_count(numerator) else 1 - width
    high = low + width
    return RatioReading(
        value=(low + high) / 2 * spec.per,
        numerator=None,
        denominator=None,
        band=(low * spec.per, high * spec.per),
        pooled=False,
    )
