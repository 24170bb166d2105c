"""Count the possible values of an unknown number, by finding assignments in which all that is shown is true."""

from collections.abc import Collection, Mapping, Sequence

from evaluation.scoring.linear import Equation, EquationSystem, Name, Range

MAX_STEPS = 300
Assignment = dict[Name, int]


def revealed_unknowns(
    equations: Sequence[Equation[Name]],
    known: Mapping[Name, Range],
    enough: Mapping[Name, int],
    *,
    may_contradict: bool = True,
) -> dict[Name, frozenset[int]]:
    """Return the unknowns for which fewer values were found than `enough` names for them, each with the found values.

    A reader who knows the bounds finds nothing else: if a world with another value was found, that value is possible.
    If none was found within the maximum number of steps, there may still be one, and the number counts as revealed.
    Contradictory equations reveal nothing; if they cannot contradict each other, finding no world at all is too few as
    well.
    """
    system = EquationSystem(equations, is_solved=False)
    first = _find_assignment(system, dict(known), {})
    if first is None:
        return {} if may_contradict else dict.fromkeys(enough, frozenset())
    values = {name: {first[name]} for name in enough}
    for name, found in values.items():
        while len(found) < enough[name] and (other := _other_assignment(system, known, name, found, first)) is not None:
            for each, those in values.items():
                those.add(other[each])
    return {name: frozenset(found) for name, found in values.items() if len(found) < enough[name]}


def _other_assignment(
    system: EquationSystem[Name],
    known: Mapping[Name, Range],
    name: Name,
    found: Collection[int],
    first: Mapping[Name, int],
) -> Assignment[Name] | None:
    """Return an assignment that gives `name` a new value, and differs from `first` as little as possible."""
    low, high = known[name]
    least = low
    for value in sorted(found):
        if least < value:
            world = _find_assignment(system, {**known, name: (least, value - 1)}, first)
            if world is not None:
                return world
        least = value + 1
    return _find_assignment(system, {**known, name: (least, high)}, first) if high is None or least <= high else None


def _find_assignment(
    system: EquationSystem[Name], known: dict[Name, Range], other: Mapping[Name, int]
) -> Assignment[Name] | None:
    """Return numbers for all unknowns that satisfy everything; None if there are none, or it takes too long."""
    waiting = [known] if system.narrow(known, is_strict=True) else []
    for _step in range(MAX_STEPS):
        if not waiting:
            return None
        found = waiting.pop()
        open_still = [name for name, (low, high) in found.items() if low != high]
        if not open_still:
            return {name: low for name, (low, _high) in found.items()}
        name = min(open_still, key=lambda name: _width(found[name]))
        for choice in _choices(found[name], other.get(name)):
            narrower = {**found, name: choice}
            if system.narrow(narrower, changed=name, is_strict=True):
                waiting.append(narrower)
    return None


def _width(known: Range) -> float:
    low, high = known
    return float("inf") if high is None else high - low


def _choices(known: Range, avoided: int | None) -> list[Range]:
    """Return the range in parts, the first to try last: its lowest number, or the next if that is avoided."""
    low, high = known
    tried = low + 1 if avoided == low else low
    parts: list[Range] = [(tried + 1, high)] if high is None or tried < high else []
    return [*parts, *([(low, low)] if tried > low else []), (tried, tried)]
