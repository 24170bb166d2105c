"""A second implementation of the method, written without looking at the engine.

Slow and plain on purpose. It takes the same values as the engine and shares no arithmetic with it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

from evaluation.values import AnswerValue, CriterionSpec, Flag, Kind, PastAnswer, Status, TreatyStatus

LADDER = ("early", "developing", "substantial", "advanced")
STEPS = {TreatyStatus.NONE: 0, TreatyStatus.SIGNED: 50, TreatyStatus.RATIFIED: 75, TreatyStatus.IN_FORCE: 100}
UNLIKE = {Flag.B, Flag.D}
History = Mapping[str, Sequence[PastAnswer]]


class Line(NamedTuple):
    """One criterion of a year: `base` states whether it counts in A; `score` is None if it has none."""

    spec: CriterionSpec
    base: bool
    score: Fraction | None
    flags: frozenset[Flag] = frozenset()


def lines(specs: Sequence[CriterionSpec], answers: Mapping[str, AnswerValue], history: History) -> list[Line]:
    """Return the scored criteria of a recommendation."""
    found = []
    for spec in specs:
        answer = answers.get(spec.series_id, AnswerValue(status=Status.UNANSWERED))
        if spec.scored:
            found.append(line(spec, answer, history.get(spec.series_id, ())))
    return found


def line(spec: CriterionSpec, answer: AnswerValue, past: Sequence[PastAnswer]) -> Line:
    if answer.status is Status.NOT_APPLICABLE:
        return Line(spec, not answer.na_confirmed, None, answer.flags)
    nobody = answer.status is Status.UNDEFINED or (answer.status is Status.VALUE and answer.denominator == 0)
    if spec.kind is Kind.RATIO and nobody:
        return Line(spec, False, None, answer.flags)
    score = points(spec, answer, past) if answer.status is Status.VALUE else None
    return Line(spec, True, score, answer.flags)


def points(spec: CriterionSpec, answer: AnswerValue, past: Sequence[PastAnswer]) -> Fraction | None:
    match spec.kind:
        case Kind.LEVEL:
            return None if answer.level is None else Fraction(25) * answer.level
        case Kind.YES_NO:
            return None if answer.yes is None else Fraction(100 if answer.yes else 0)
        case Kind.MULTI_CHOICE:
            return Fraction(100 * len(answer.options & set(spec.options)), len(spec.options))
        case Kind.TREATY:
            standing = [STEPS.get(answer.treaties.get(key, TreatyStatus.NO_RECORD)) for key in spec.instruments]
            return None if None in standing else Fraction(sum(filter(None, standing)), len(standing))
        case Kind.NUMBER:
            return None if spec.about_persons and few(answer.number) else between(spec, answer.number)
        case _:
            return between(spec, share(spec, answer, past))


def between(spec: CriterionSpec, value: Fraction | None) -> Fraction | None:
    if value is None or spec.floor is None or spec.target is None:
        return None
    way = (value - spec.floor) / (spec.target - spec.floor)
    return Fraction(0) if way < 0 else Fraction(100) if way > 1 else 100 * way


def share(spec: CriterionSpec, answer: AnswerValue, past: Sequence[PastAnswer]) -> Fraction | None:
    """Return the share: pooled over three years if below ten; with few people the middle of the range, or nothing."""
    if answer.numerator is None or answer.denominator is None:
        return None
    of, whole, years = answer.numerator, answer.denominator, 1
    if whole < 10:
        if not spec.about_persons and any(tells(one.spec, one.answer) for one in earlier_years(spec, answer, past)):
            return None
        for earlier in poolable(spec, answer, past):
            of, whole, years = of + (earlier.numerator or 0), whole + (earlier.denominator or 0), years + 1
        if whole < 5:
            return None
    if spec.about_persons and (few(of) or few(whole) or (spec.is_share and few(whole - of))):
        if years > 1 or whole < 21 or not spec.is_share or answer.denominator < 10:
            return None
        width = 20 if whole <= 40 else 10
        return Fraction(width, 2) if few(of) else Fraction(100) - Fraction(width, 2)
    return spec.per * of / whole


def few(count: Fraction | None) -> bool:
    return count is not None and 1 <= count <= 4


def tells(spec: CriterionSpec, answer: AnswerValue) -> bool:
    of, whole = answer.numerator or Fraction(0), answer.denominator or Fraction(0)
    return spec.about_persons and (few(of) or few(whole) or few(whole - of))


def poolable(spec: CriterionSpec, answer: AnswerValue, past: Sequence[PastAnswer]) -> list[AnswerValue]:
    return [one.answer for one in earlier_years(spec, answer, past)]


def earlier_years(spec: CriterionSpec, answer: AnswerValue, past: Sequence[PastAnswer]) -> list[PastAnswer]:
    """Return the two years before, as far as no break or incompatible version separates them from this one."""
    if answer.flags & UNLIKE:
        return []
    found, newer = [], spec
    for earlier in sorted(past, key=lambda one: one.years_ago):
        if earlier.years_ago > 2 or not goes_on(newer, earlier.spec):
            break
        newer, past = earlier.spec, earlier.answer
        if past.status is Status.VALUE and past.numerator is not None and past.denominator and Flag.D not in past.flags:
            found.append(earlier)
        if Flag.B in past.flags:
            break
    return found


def goes_on(newer: CriterionSpec, older: CriterionSpec) -> bool:
    steps = newer.version - older.version
    return steps == 0 or (steps == 1 and newer.compatible_with_previous)


def year(found: Sequence[Line]) -> dict[str, Any]:
    """Return A, B, score, range, weakest criterion, label, band with its cap, and whether it is uncertain."""
    applies, valued = [one for one in found if one.base], [one for one in found if one.score is not None]
    a, b = weight(applies), weight(valued)
    if not a:
        return {"a": 0, "b": 0, "label": "not_applicable"}
    earned = sum((one.spec.weight * (one.score or 0) for one in valued), Fraction(0))
    fields: dict[str, Any] = {"a": a, "b": b, "lo": earned / a, "hi": (earned + 100 * (a - b)) / a}
    if valued:
        fields["weakest"] = min(valued, key=lambda one: (one.score, numbers(one.spec.series_id))).spec.series_id
    if 3 * b >= 2 * a and len(valued) >= 2:
        fields["point"] = earned / b
    if 2 * a < weight(found):
        return {**fields, "label": "narrow_base"}
    if "point" not in fields:
        return {**fields, "label": "insufficient"}
    is_capped = any(one.spec.essential and (one.score or 0) < 25 for one in valued)
    fields["band"], low, high = (band(fields[name], is_capped=is_capped) for name in ("point", "lo", "hi"))
    return {**fields, "label": "ok", "uncertain": low != high, "held": is_capped}


def band(point: Fraction, *, is_capped: bool) -> str:
    step = 0 if point < 25 else 1 if point < 50 else 2 if point < 75 else 3
    return LADDER[min(step, 1) if is_capped else step]


def other_ways(found: Sequence[Line], ask_again: Any) -> list[tuple[str, str, Fraction | None, str | None]]:
    """Return each scenario, its score and band; `ask_again(spec)` gives the line of a criterion with another target."""
    value = year(found)
    ways = [("equal_weights", "", year([one._replace(spec=alike(one.spec)) for one in found]))]
    base = sorted((one for one in found if one.base), key=lambda one: numbers(one.spec.series_id))
    ways += [("dropped", one.spec.series_id, year([each for each in found if each is not one])) for one in base]
    for one in base:
        target, floor = one.spec.target, one.spec.floor
        if one.score is None or one.spec.kind not in (Kind.RATIO, Kind.NUMBER) or not target or floor is None:
            continue
        for name, moved in (("target_lower", target * Fraction(9, 10)), ("target_higher", target * Fraction(11, 10))):
            if (moved - floor) * (target - floor) > 0:
                again = ask_again(changed(one.spec, target=moved))
                ways.append((name, one.spec.series_id, year([again if each is one else each for each in found])))
    made = [(name, series_id, way.get("point"), way.get("band")) for name, series_id, way in ways]
    ends = [("geometric_mean", geometric(found)), ("low", value["lo"]), ("high", value["hi"])]
    return [*made, *((name, "", point, band(point, is_capped=value["held"])) for name, point in ends)]


def geometric(found: Sequence[Line]) -> Fraction:
    valued = [one for one in found if one.score is not None]
    with localcontext(prec=60):
        logs = [(one.spec.weight, max(one.score or Fraction(0), Fraction(1))) for one in valued]
        whole = sum((part * (Decimal(x.numerator) / x.denominator).ln() for part, x in logs), Decimal(0))
        return Fraction((whole / weight(valued)).exp().quantize(Decimal("1e-40")))


def changes(now: Sequence[Line], then: Sequence[Line]) -> dict[str, Any]:
    """Return the outcomes, the numbers in "based on m of n", and the difference of the matched means."""
    before = {one.spec.series_id: one for one in then}
    outcomes, matched = {}, []
    for one in now:
        last = before.get(one.spec.series_id)
        outcomes[one.spec.series_id] = outcome = outcome_of(one, last)
        if outcome in ("improved", "declined", "unchanged") and last is not None:
            matched.append((one.spec.weight, (one.score or 0) - (last.score or 0)))
    parts, applies = sum(part for part, _by in matched), [one for one in now if one.base]
    values: dict[str, Any] = {"outcomes": outcomes, "m": len(matched), "n": len(applies)}
    if len(matched) >= 2 and 2 * parts >= weight(applies):
        values["delta"] = sum((part * by for part, by in matched), Fraction(0)) / parts
    return values


def outcome_of(now: Line, last: Line | None) -> str:
    if last is None or (now.score is None and last.score is None):
        return "not_comparable"
    if now.score is None or last.score is None:
        return "newly_reported" if last.score is None else "no_longer_reported"
    if (now.flags | last.flags) & UNLIKE or not goes_on(now.spec, last.spec):
        return "not_comparable"
    by = now.score - last.score
    return "improved" if by >= 5 else "declined" if by <= -5 else "unchanged"


def weight(found: Sequence[Line]) -> int:
    return sum(one.spec.weight for one in found)


def alike(spec: CriterionSpec) -> CriterionSpec:
    return changed(spec, weight=1)


def changed(spec: CriterionSpec, **fields: Any) -> CriterionSpec:
    names = CriterionSpec.__dataclass_fields__
    return CriterionSpec(**{name: getattr(spec, name) for name in names} | fields)


def numbers(series_id: str) -> list[int]:
    return [int(part) for part in series_id.split(".")]
