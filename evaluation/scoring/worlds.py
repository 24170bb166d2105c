"""Whether an unknown number could be another one: a second world is looked for in which all that is shown is true."""

from collections.abc import Collection, Mapping, Sequence

from evaluation.scoring.linear import Equation, Name, Range, System

MOST_STEPS = 300
World = dict[Name, int]


def without_choice(
    equations: Sequence[Equation[Name]], known: Mapping[Name, Range], secret: Collection[Name]
) -> dict[Name, int]:
    """Those of `secret` for which no second value was found, each with its only one.

    Whoever knows the bounds finds no more: where a second world was found, both can be. Where none was found in so many
    steps, there may be one all the same, and the number counts as given away. Equations that cannot all be true say
    nothing of anything.
    """
    system = System(equations, is_solved=False)
    first = _world(system, dict(known), {})
    if first is None:
        return {}
    left, found = list(secret), {}
    while left:
        name = left[0]
        second = _world_without(system, known, name, first)
        if second is None:
            found[name] = first[name]
        left = [other for other in left[1:] if second is None or second[other] == first[other]]
    return found


def _world_without(
    system: System[Name], known: Mapping[Name, Range], name: Name, first: Mapping[Name, int]
) -> World[Name] | None:
    """A world in which `name` has more or less than in the first, and as many others as may be differ too."""
    low, high = known[name]
    for low_end, high_end in ((first[name] + 1, high), (low, first[name] - 1)):
        if high_end is None or low_end <= high_end:
            second = _world(system, {**known, name: (low_end, high_end)}, first)
            if second is not None:
                return second
    return None


def _world(system: System[Name], known: dict[Name, Range], other: Mapping[Name, int]) -> World[Name] | None:
    """Numbers for everything, such that all holds; none where there are none, or it takes too many steps."""
    waiting = [known] if system.narrow(known, is_strict=True) else []
    for _step in range(MOST_STEPS):
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
    """The range in parts, the first to be tried as the last: its lowest number, or the next where that is avoided."""
    low, high = known
    tried = low + 1 if avoided == low else low
    parts: list[Range] = [(tried + 1, high)] if high is None or tried < high else []
    return [*parts, *([(low, low)] if tried > low else []), (tried, tried)]
