"""No computed value reveals the number of people behind a ratio if they are few."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import compare_years, read_ratio, score_criterion, score_recommendation, sensitivity
from evaluation.values import Kind
from tests.factories.scoring import past, ratio, spec
from tests.factories.strategies import Case, counts, recommendations, thoroughly

persons = spec("5.3", Kind.RATIO, target=Fraction(95), about_persons=True)


def ratios_of_few(width: int, *, is_low: bool) -> list[tuple[int, int]]:
    """Group the ratios over 5 to 120 people with 1-4 people, or all but 1-4, that read the same; 0 is withheld."""
    bases = {0: range(5, 21), 20: range(21, 41), 10: range(41, 121)}[width]
    return [(few if is_low else base - few, base) for base in bases for few in range(1, 5)]


GROUPS = [[*ratios_of_few(0, is_low=True), *ratios_of_few(0, is_low=False)]]
GROUPS += [ratios_of_few(width, is_low=is_low) for width in (10, 20) for is_low in (True, False)]
in_any_band = st.sampled_from([each for group in GROUPS for each in group])
in_one_band = st.sampled_from(GROUPS).flatmap(lambda group: st.tuples(st.sampled_from(group), st.sampled_from(group)))


@thoroughly
@given(one=in_any_band, other=in_any_band)
def test_answers_about_few_people_in_one_range_have_the_same_score(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    readings = [read_ratio(persons, ratio(*each)) for each in (one, other)]
    scores = [score_criterion(persons, ratio(*each)) for each in (one, other)]
    is_one_group = any(one in group and other in group for group in GROUPS)

    assert (readings[0] == readings[1]) is is_one_group
    assert (scores[0] == scores[1]) is is_one_group
    for reading in readings:
        assert reading is None or (reading.numerator, reading.denominator) == (None, None)


@thoroughly
@given(pair=in_one_band, rest=recommendations())
def test_nothing_computed_from_a_score_reveals_few_people(
    pair: tuple[tuple[int, int], tuple[int, int]], rest: Case
) -> None:
    """Band, recommendation, progress and scenarios are the same for both numbers."""
    assert read_ratio(persons, ratio(*pair[0])) == read_ratio(persons, ratio(*pair[1]))
    specs, given_answers = rest
    specs = [*specs, replace(persons, series_id="7.8", recommendation=7)]
    first, second = ({**given_answers, "7.8": ratio(*each)} for each in pair)
    before = score_recommendation(specs, given_answers)

    assert score_recommendation(specs, first) == score_recommendation(specs, second)
    assert compare_years(score_recommendation(specs, first), before) == compare_years(
        score_recommendation(specs, second), before
    )
    assert sensitivity(specs, first) == sensitivity(specs, second)


@thoroughly
@given(now=st.tuples(counts, counts), years=st.lists(st.tuples(counts, counts), max_size=3))
def test_pooled_ratio_shows_no_numerator_or_remainder_of_one_to_four_people(
    now: tuple[Fraction, Fraction], years: list[tuple[Fraction, Fraction]]
) -> None:
    history = [past(ago, persons, ratio(*sorted(each))) for ago, each in enumerate(years, start=1)]

    reading = read_ratio(persons, ratio(*sorted(now)), history)

    if reading is None or reading.numerator is None or reading.denominator is None:
        return
    assert reading.numerator not in range(1, 5)
    assert reading.denominator - reading.numerator not in range(1, 5)
    assert reading.denominator >= 5
