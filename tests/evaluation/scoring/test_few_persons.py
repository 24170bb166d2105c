"""Nothing that is computed tells how many persons stand behind a ratio, where they are few."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import progress, read_ratio, score_criterion, score_recommendation, sensitivity
from evaluation.values import Kind
from tests.factories.scoring import past, ratio, spec
from tests.factories.strategies import Case, counts, recommendations, thoroughly

persons = spec("5.3", Kind.RATIO, target=Fraction(95), about_persons=True)


def ratios_of_few(band: int) -> list[tuple[int, int]]:
    """Every ratio over 10 to 120 persons in this tenth of the scale with 1-4 persons in it, or all but 1-4."""
    return [
        (numerator, denominator)
        for denominator in range(10, 121)
        for numerator in sorted({1, 2, 3, 4, *range(denominator - 4, denominator)})
        if 10 * numerator // denominator == band
    ]


in_any_band = st.sampled_from([each for band in range(10) for each in ratios_of_few(band)])
in_one_band = st.sampled_from([each for each in map(ratios_of_few, range(10)) if each]).flatmap(
    lambda group: st.tuples(st.sampled_from(group), st.sampled_from(group))
)


@thoroughly
@given(one=in_any_band, other=in_any_band)
def test_two_answers_about_few_persons_in_one_band_cannot_be_told_apart(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    readings = [read_ratio(persons, ratio(*each)) for each in (one, other)]
    scores = [score_criterion(persons, ratio(*each)) for each in (one, other)]

    assert readings[0] is not None
    assert readings[1] is not None
    assert (readings[0].band == readings[1].band) == (scores[0] == scores[1])
    assert scores[0].score is not None
    for value in one:
        assert Fraction(value) not in (readings[0].numerator, readings[0].denominator)


@thoroughly
@given(pair=in_one_band, rest=recommendations())
def test_nothing_computed_from_a_score_leaks_few_persons(
    pair: tuple[tuple[int, int], tuple[int, int]], rest: Case
) -> None:
    """Same band, same recommendation, same progress, same scenarios: whichever of the two numbers is behind it."""
    assert read_ratio(persons, ratio(*pair[0])) == read_ratio(persons, ratio(*pair[1]))
    specs, given_answers = rest
    specs = [*specs, replace(persons, series_id="7.8", recommendation=7)]
    first, second = ({**given_answers, "7.8": ratio(*each)} for each in pair)
    before = score_recommendation(specs, given_answers)

    assert score_recommendation(specs, first) == score_recommendation(specs, second)
    assert progress(score_recommendation(specs, first), before) == progress(score_recommendation(specs, second), before)
    assert sensitivity(specs, first) == sensitivity(specs, second)


@thoroughly
@given(now=st.tuples(counts, counts), years=st.lists(st.tuples(counts, counts), max_size=3))
def test_after_pooling_no_shown_numerator_or_complement_is_one_to_four_persons(
    now: tuple[Fraction, Fraction], years: list[tuple[Fraction, Fraction]]
) -> None:
    history = [past(ago, persons, ratio(*sorted(each))) for ago, each in enumerate(years, start=1)]

    reading = read_ratio(persons, ratio(*sorted(now)), history)

    if reading is None or reading.numerator is None or reading.denominator is None:
        return
    assert reading.numerator not in range(1, 5)
    assert reading.denominator - reading.numerator not in range(1, 5)
    assert reading.denominator >= 5
