"""Whether sums over years reveal the few persons of one of them, whatever one adds and subtracts (method 3.8).

The reader is assumed to know every year without few persons, and every base of five and more. For each small count at
least three values must be left that agree with all published sums.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from evaluation.scoring.linear import Equation, Range
from evaluation.scoring.ratios import PLAIN_FROM, tells_of_few
from evaluation.scoring.suppression import ENOUGH_VALUES, FEW_FROM, FEW_TO, is_few
from evaluation.scoring.worlds import too_certain

Part = tuple[int, Fraction, Fraction]
"""A year, and its own numerator and denominator."""
Count = tuple[Part, str]
NUMERATOR, REST, BASE = "numerator", "rest", "base"


def tell_of_few(sums: Collection[frozenset[Part]], *, is_share: bool) -> bool:
    """Whether `sums`, each published as its two totals, leave a small count of a year fewer than three values.

    Persons are whole; of numbers that are not, nothing is worked out and the answer is yes.
    """
    hidden = {part for told in sums for part in told if tells_of_few(*part[1:], is_share=is_share)}
    if not hidden:
        return False
    if any(number.denominator != 1 for part in hidden for number in part[1:]):
        return True
    known = {count: found for part in hidden for count, found in _ranges(part, is_share=is_share)}
    equations = [equation for part in hidden if is_share for equation in [_of_year(part)]]
    equations += [equation for told in sums if told & hidden for equation in _of_sum(told & hidden)]
    enough = {count: ENOUGH_VALUES for part in hidden for count in _small_counts(part, is_share=is_share)}
    return bool(too_certain(equations, known, enough, may_contradict=False))


def _ranges(part: Part, *, is_share: bool) -> Iterator[tuple[Count, Range]]:
    """What is known of the counts of one year before any sum: from 10 on, at which end of the scale it lies."""
    _year, numerator, base = part
    rest = base - numerator
    top = max(int(base), int(numerator), FEW_TO)
    is_plain = base >= PLAIN_FROM
    least = FEW_FROM if base > FEW_TO else 0
    few: Range = (FEW_FROM, FEW_TO)
    yield (part, NUMERATOR), few if is_plain and is_few(numerator) else (least, top)
    if is_share:
        yield (part, REST), few if is_plain and is_few(rest) else (least, top)
    yield (part, BASE), few if is_few(base) else (int(base), int(base))


def _of_year(part: Part) -> Equation[Count]:
    """Numerator and rest of a share make up its base."""
    return Equation(terms={(part, NUMERATOR): 1, (part, REST): 1, (part, BASE): -1}, equals=0)


def _of_sum(hidden: Collection[Part]) -> Iterator[Equation[Count]]:
    """The remainder of a published sum for its protected years once all others are subtracted."""
    yield Equation(terms={(part, NUMERATOR): 1 for part in hidden}, equals=int(sum(part[1] for part in hidden)))
    yield Equation(terms={(part, BASE): 1 for part in hidden}, equals=int(sum(part[2] for part in hidden)))


def _small_counts(part: Part, *, is_share: bool) -> Iterator[Count]:
    _year, numerator, base = part
    if is_few(numerator):
        yield part, NUMERATOR
    if is_share and is_few(base - numerator):
        yield part, REST
    if is_few(base):
        yield part, BASE
