"""Check whether sums over years reveal a small number of persons in one of them (method 3.8).

The reader is assumed to know every year without few persons, and every base of five and more. For each small count at
least three values must be left that agree with all published sums.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from evaluation.scoring.linear import Equation, Range
from evaluation.scoring.ratios import MIN_BASE_ALONE, reveals_small_count
from evaluation.scoring.suppression import MIN_POSSIBLE_VALUES, SMALL_MAX, SMALL_MIN, is_small_count
from evaluation.scoring.worlds import revealed_unknowns

RatioYear = tuple[int, Fraction, Fraction]
"""A year, and its own numerator and denominator."""
YearCount = tuple[RatioYear, str]
NUMERATOR, REST, BASE = "numerator", "rest", "base"


def sums_reveal_small_counts(sums: Collection[frozenset[RatioYear]], *, is_share: bool) -> bool:
    """Return whether `sums`, each published as two totals, leave fewer than three values for a small count.

    Persons are whole numbers; for other numbers nothing is worked out and the result is True.
    """
    hidden = {part for total in sums for part in total if reveals_small_count(*part[1:], is_share=is_share)}
    if not hidden:
        return False
    if any(number.denominator != 1 for part in hidden for number in part[1:]):
        return True
    known = {count: found for part in hidden for count, found in _ranges(part, is_share=is_share)}
    equations = [equation for part in hidden if is_share for equation in [_year_equation(part)]]
    equations += [equation for total in sums if total & hidden for equation in _sum_equations(total & hidden)]
    enough = {count: MIN_POSSIBLE_VALUES for part in hidden for count in _small_counts(part, is_share=is_share)}
    return bool(revealed_unknowns(equations, known, enough, may_contradict=False))


def _ranges(part: RatioYear, *, is_share: bool) -> Iterator[tuple[YearCount, Range]]:
    """Yield the range of each count of one year that follows from the year alone, before any sum."""
    _year, numerator, base = part
    rest = base - numerator
    top = max(int(base), int(numerator), SMALL_MAX)
    is_plain = base >= MIN_BASE_ALONE
    least = SMALL_MIN if base > SMALL_MAX else 0
    few: Range = (SMALL_MIN, SMALL_MAX)
    yield (part, NUMERATOR), few if is_plain and is_small_count(numerator) else (least, top)
    if is_share:
        yield (part, REST), few if is_plain and is_small_count(rest) else (least, top)
    yield (part, BASE), few if is_small_count(base) else (int(base), int(base))


def _year_equation(part: RatioYear) -> Equation[YearCount]:
    """Return the equation that numerator and rest of a share add up to its base."""
    return Equation(terms={(part, NUMERATOR): 1, (part, REST): 1, (part, BASE): -1}, equals=0)


def _sum_equations(hidden: Collection[RatioYear]) -> Iterator[Equation[YearCount]]:
    """Yield what a published sum says about its protected years, once all others are subtracted."""
    yield Equation(terms={(part, NUMERATOR): 1 for part in hidden}, equals=int(sum(part[1] for part in hidden)))
    yield Equation(terms={(part, BASE): 1 for part in hidden}, equals=int(sum(part[2] for part in hidden)))


def _small_counts(part: RatioYear, *, is_share: bool) -> Iterator[YearCount]:
    _year, numerator, base = part
    if is_small_count(numerator):
        yield part, NUMERATOR
    if is_share and is_small_count(base - numerator):
        yield part, REST
    if is_small_count(base):
        yield part, BASE
