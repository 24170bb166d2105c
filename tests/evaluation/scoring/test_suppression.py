"""Numbers of 1 to 4 people cannot be derived from what is shown, over breakdowns, totals, years and versions.

The attacker here is not the code's own solver: it tries every whole number that fits what is published.
"""

from collections.abc import Mapping, Sequence
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.scoring.suppression import CountCell, CountSum, small_cells, withheld_cells

Table = tuple[dict[str, int], list[CountSum[str]]]


def possible(
    values: Mapping[str, int], sums: Sequence[CountSum[str]], hidden: frozenset[str], most: int
) -> dict[str, set[int]]:
    """Return for each small hidden cell the numbers it can have in a world that agrees with everything shown, three at
    most.

    The attacker knows that a hidden number is 1 or more, because zero is shown, and that sums are sums; it assumes that
    no number is larger than `most`, which is beyond all existing ones.
    """
    order = sorted(hidden)
    domain = range(1, most + 1)

    def fits(world: dict[str, int]) -> bool:
        for item in sums:
            if any(name in hidden and name not in world for name in item.cells):
                continue
            read = {name: world.get(name, values[name]) for name in item.cells}
            if read[item.total] != sum(read[part] for part in item.parts):
                return False
        return True

    def forced(world: dict[str, int]) -> tuple[str, int] | None:
        """Return a cell that a sum leaves no choice."""
        for item in sums:
            unknown = [name for name in item.cells if name in hidden and name not in world]
            if len(unknown) != 1:
                continue
            [name] = unknown
            read = {cell: world.get(cell, values[cell]) for cell in item.cells if cell != name}
            if name == item.total:
                return name, sum(read[part] for part in item.parts)
            return name, read[item.total] - sum(read[part] for part in item.parts if part != name)
        return None

    def any_world(world: dict[str, int]) -> bool:
        """Return whether all numbers can be chosen such that everything agrees."""
        if not fits(world):
            return False
        if len(world) == len(order):
            return True
        choice = forced(world)
        if choice is not None:
            name, number = choice
            return number in domain and any_world({**world, name: number})
        name = next(cell for cell in order if cell not in world)
        return any(any_world({**world, name: number}) for number in domain)

    small = [name for name in order if 1 <= values[name] <= 4]
    return {
        name: set(islice((number for number in domain if any_world({name: number})), 3))  # Three are as good as many.
        for name in small
    }


def derived_numbers(values: Mapping[str, int], sums: Sequence[CountSum[str]], hidden: frozenset[str]) -> list[str]:
    """Return the numbers of 1 to 4 that are shown, or for which fewer than three numbers fit."""
    small = [name for name, value in values.items() if 1 <= value <= 4]
    worlds = possible(values, sums, hidden, max(values.values(), default=0) + 6)
    return [name for name in small if name not in hidden or len(worlds[name]) < 3]


def cells_of(values: Mapping[str, int]) -> dict[str, CountCell]:
    return {name: CountCell(value) for name, value in values.items()}


def crossed(numbers: Sequence[Sequence[int]]) -> Table:
    """Return a table with totals of rows, columns and all: countries by form, women and men by age."""
    values: dict[str, int] = {}
    sums: list[CountSum[str]] = []
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    for row, column in product(rows, columns):
        values[f"{row}{column}"] = numbers[row][column]
    for row in rows:
        values[f"{row}+"] = sum(numbers[row])
        sums.append(CountSum(f"{row}+", tuple(f"{row}{column}" for column in columns)))
    for column in columns:
        values[f"+{column}"] = sum(numbers[row][column] for row in rows)
        sums.append(CountSum(f"+{column}", tuple(f"{row}{column}" for row in rows)))
    values["++"] = sum(map(sum, numbers))
    sums.append(CountSum("++", tuple(f"{row}+" for row in rows)))
    sums.append(CountSum("++", tuple(f"+{column}" for column in columns)))
    return values, sums


def by_three(numbers: Sequence[Sequence[Sequence[int]]]) -> Table:
    """Return a table by form, sex and age, with all totals."""
    sides = (len(numbers), len(numbers[0]), len(numbers[0][0]))
    values: dict[str, int] = {}
    sums: list[CountSum[str]] = []
    for place in product(*(["+", *map(str, range(side))] for side in sides)):
        among = [range(side) if at == "+" else [int(at)] for at, side in zip(place, sides, strict=True)]
        values["".join(place)] = sum(numbers[form][sex][age] for form, sex, age in product(*among))
        for axis in (axis for axis, at in enumerate(place) if at == "+"):
            parts = tuple("".join((*place[:axis], str(part), *place[axis + 1 :])) for part in range(sides[axis]))
            sums.append(CountSum("".join(place), parts))
    return values, sums


small_tables = st.integers(min_value=2, max_value=3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(min_value=0, max_value=9), min_size=columns, max_size=columns), min_size=1, max_size=2
    )
)


@given(small_tables)
@settings(deadline=None, max_examples=150, derandomize=True)
def test_small_numbers_of_a_table_with_totals_cannot_be_derived(numbers: list[list[int]]) -> None:
    values, sums = crossed(numbers)
    assert derived_numbers(values, sums, withheld_cells(cells_of(values), sums)) == []


@given(st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=5))
@settings(deadline=None, max_examples=300, derandomize=True)
def test_small_numbers_beside_one_total_cannot_be_derived(numbers: list[int]) -> None:
    values, sums = crossed([numbers])
    assert derived_numbers(values, sums, withheld_cells(cells_of(values), sums)) == []


def test_small_numbers_determined_only_by_whole_numbers_cannot_be_derived() -> None:
    """Solving sums and narrowing bounds alone would not show that one cell here has only one possible value."""
    values, sums = by_three([[[1, 2], [1, 2]], [[2, 0], [1, 2]]])
    assert derived_numbers(values, sums, withheld_cells(cells_of(values), sums)) == []


@pytest.mark.parametrize(
    "numbers",
    [[[22, 3]], [[1, 1, 20]], [[1, 1, 1, 7]], [[3, 8, 12], [7, 9, 30]], [[2, 30], [40, 50]]],
)
def test_small_numbers_can_be_derived_without_complementary_suppression(numbers: list[list[int]]) -> None:
    values, sums = crossed(numbers)
    assert derived_numbers(values, sums, small_cells(cells_of(values)))
    assert derived_numbers(values, sums, withheld_cells(cells_of(values), sums)) == []


def test_next_smallest_number_is_withheld_with_a_small_one_and_others_are_shown() -> None:
    sums = [CountSum("all", ("a", "b", "c"))]
    cells = cells_of({"a": 3, "b": 8, "c": 22, "all": 33})
    assert withheld_cells(cells, sums) == {"a", "b"}


def test_table_without_small_numbers_is_shown_in_full() -> None:
    values, sums = crossed([[0, 8, 22], [5, 6, 0]])
    assert withheld_cells(cells_of(values), sums) == frozenset()


def test_number_withheld_by_the_source_is_protected_too() -> None:
    sums = [CountSum("all", ("women", "men", "others"))]
    cells = {"all": CountCell(25), "women": CountCell(15), "men": CountCell(8), "others": CountCell(None)}
    assert withheld_cells(cells, sums) == {"others", "men"}


def test_parts_that_do_not_add_up_to_the_total_withhold_only_the_small_one() -> None:
    sums = [CountSum("all", ("women", "men"))]
    assert withheld_cells({"all": CountCell(10), "women": CountCell(15), "men": CountCell(None)}, sums) == {"men"}
