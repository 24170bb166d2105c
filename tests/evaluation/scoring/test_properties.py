"""Properties of scoring that are true for all answers."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.scoring import (
    band_of,
    between_goalposts,
    cap_band,
    compare_years,
    geometric_mean,
    round_for_display,
    score_country,
    score_criterion,
    score_recommendation,
    sensitivity,
    weighted_mean,
)
from evaluation.values import (
    AnswerValue,
    Band,
    CriterionSpec,
    ResultLabel,
    ScoringRole,
    Status,
)
from tests.factories.scoring import NOT_APPLICABLE, NOT_AVAILABLE, UNCONFIRMED, spec
from tests.factories.strategies import Case, answers, criteria, exact_numbers, recommendations, thoroughly


@thoroughly
@given(value=exact_numbers, floor=exact_numbers, target=exact_numbers)
def test_score_is_between_0_and_100(value: Fraction, floor: Fraction, target: Fraction) -> None:
    assume(floor != target)

    score = between_goalposts(value, floor=floor, target=target)

    assert 0 <= score <= 100
    assert between_goalposts(floor, floor=floor, target=target) == 0
    assert between_goalposts(target, floor=floor, target=target) == 100


@thoroughly
@given(low=exact_numbers, high=exact_numbers, floor=exact_numbers, target=exact_numbers)
def test_value_nearer_to_the_target_never_scores_less(
    low: Fraction, high: Fraction, floor: Fraction, target: Fraction
) -> None:
    assume(floor != target)
    low, high = sorted((low, high))
    worse, better = (low, high) if target > floor else (high, low)

    assert between_goalposts(worse, floor=floor, target=target) <= between_goalposts(better, floor=floor, target=target)


@thoroughly
@given(criterion=criteria("7.1"), answer=answers())
def test_every_answer_has_one_scoring_role_and_a_score_only_if_scored(
    criterion: CriterionSpec, answer: AnswerValue
) -> None:
    score = score_criterion(criterion, answer)

    assert (score.score is not None) == (score.place is ScoringRole.SCORED)
    assert (score.place is ScoringRole.CONTEXT) == (not criterion.scored)
    assert score.score is None or (isinstance(score.score, Fraction) and 0 <= score.score <= 100)


@thoroughly
@given(case=recommendations())
def test_score_range_and_coverage_of_a_recommendation_are_consistent(case: Case) -> None:
    result = score_recommendation(*case)

    if result.coverage is None or result.lo is None or result.hi is None or result.completeness is None:
        assert (result.label, result.applicable_weight, result.point) == (ResultLabel.NOT_APPLICABLE, 0, None)
        return
    mean = weighted_mean(result.scores)
    assert 0 <= result.coverage <= result.completeness <= 1
    assert 0 <= result.lo <= result.hi <= 100
    assert mean is None or result.lo <= mean <= result.hi
    assert result.point in (None, mean)
    assert result.hi - result.lo == 100 * (1 - result.coverage)


@thoroughly
@given(case=recommendations())
def test_band_needs_a_score_and_is_capped_by_a_failed_essential_criterion(case: Case) -> None:
    result = score_recommendation(*case)

    assert (result.band is not None) == (result.label is ResultLabel.OK)
    assert not result.uncertain or result.band is not None
    if result.band is None or result.point is None:
        return
    assert result.band_before_cap is band_of(result.point)
    assert result.band is (cap_band(band_of(result.point)) if result.band_capped_by else band_of(result.point))


@thoroughly
@given(case=recommendations())
def test_weakest_criterion_has_the_lowest_score(case: Case) -> None:
    result = score_recommendation(*case)
    scores = [score.score for score in result.scores if score.score is not None]

    assert (None if result.weakest is None else result.weakest.score) == min(scores, default=None)


@thoroughly
@given(case=recommendations(), data=st.data())
def test_order_of_criteria_and_answers_does_not_change_the_result(case: Case, data: st.DataObject) -> None:
    specs, given_answers = case
    shuffled = data.draw(st.permutations(specs))
    turned = dict(data.draw(st.permutations(list(given_answers.items()))))

    assert score_recommendation(shuffled, turned) == score_recommendation(specs, given_answers)


@thoroughly
@given(case=recommendations(), data=st.data())
def test_answering_a_missing_criterion_gives_a_range_within_the_earlier_one(case: Case, data: st.DataObject) -> None:
    """Whatever the answer is, the new range lies inside the old one."""
    specs, given_answers = case
    before = score_recommendation(specs, given_answers)
    gaps = [score.spec for score in before.scores if score.place is ScoringRole.MISSING]
    assume(gaps)
    gap = data.draw(st.sampled_from(gaps))
    after = score_recommendation(specs, {**given_answers, gap.series_id: data.draw(answers())})
    assume(after.applicable_weight == before.applicable_weight)

    assert before.lo is not None
    assert before.hi is not None
    assert after.lo is not None
    assert after.hi is not None
    assert before.lo <= after.lo <= after.hi <= before.hi


@thoroughly
@given(case=recommendations(), data=st.data())
def test_higher_level_never_lowers_the_score(case: Case, data: st.DataObject) -> None:
    specs, given_answers = case
    low, high = sorted(data.draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    specs = [*specs, spec("7.9", weight=data.draw(st.integers(1, 3)))]

    def with_level(value: int) -> Fraction:
        answer = AnswerValue(status=Status.VALUE, level=value)
        return weighted_mean(score_recommendation(specs, {**given_answers, "7.9": answer}).scores) or Fraction(0)

    assert with_level(low) <= with_level(high)


@thoroughly
@given(case=recommendations())
def test_not_applicable_changes_nothing_until_it_is_confirmed(case: Case) -> None:
    specs, given_answers = case
    extra = [*specs, spec("7.9", weight=2)]

    unanswered, unavailable, claimed, confirmed = (
        score_recommendation(extra, {**given_answers, **item})
        for item in ({}, {"7.9": NOT_AVAILABLE}, {"7.9": UNCONFIRMED}, {"7.9": NOT_APPLICABLE})
    )

    assert (claimed.coverage, claimed.point, claimed.lo, claimed.hi, claimed.band) == (
        unavailable.coverage,
        unavailable.point,
        unavailable.lo,
        unavailable.hi,
        unavailable.band,
    )
    assert (claimed.lo, claimed.hi, claimed.coverage) == (unanswered.lo, unanswered.hi, unanswered.coverage)
    without = score_recommendation(specs, given_answers)
    assert (confirmed.coverage, confirmed.lo, confirmed.hi, confirmed.applicable_weight) == (
        without.coverage,
        without.lo,
        without.hi,
        without.applicable_weight,
    )


@thoroughly
@given(ours=recommendations(), theirs=recommendations(), changed=recommendations())
def test_result_of_a_country_does_not_depend_on_other_countries(ours: Case, theirs: Case, changed: Case) -> None:
    """A country has the same result alone and between two other countries."""
    alone = score_recommendation(*ours)

    among = [score_recommendation(*case) for case in (theirs, ours, changed)]

    assert among[1] == alone
    assert score_country([among[1]]) == score_country([alone])


@thoroughly
@given(case=recommendations(), other=recommendations())
def test_progress_is_the_mean_of_the_changes_of_matched_criteria(case: Case, other: Case) -> None:
    specs, given_answers = case
    now, before = score_recommendation(specs, given_answers), score_recommendation(specs, other[1])

    change = compare_years(now, before)

    assert 0 <= change.matched <= change.applicable
    assert change.matched_weight <= change.applicable_weight
    assert (change.delta is not None) == (change.matched >= 2 and 2 * change.matched_weight >= change.applicable_weight)
    assert change.delta is None or -100 <= change.delta <= 100
    assert all(not each.difference for each in compare_years(now, now).changes)


@thoroughly
@given(case=recommendations())
def test_sensitivity_range_covers_all_its_scenarios(case: Case) -> None:
    result = sensitivity(*case)
    base = score_recommendation(*case)

    assert (result is None) == (base.band is None)
    if result is None or base.point is None:
        return
    points = [each.point for each in result.scenarios if each.point is not None]
    assert result.kept == sum(each.band is result.band for each in result.scenarios)
    assert result.is_robust == (10 * result.kept >= 9 * len(result.scenarios))
    assert (result.lowest, result.highest) == (min(points), max(points))
    assert result.lowest <= base.point <= result.highest
    assert all(0 <= point <= 100 for point in points)


@thoroughly
@given(case=recommendations())
def test_geometric_mean_does_not_exceed_the_arithmetic_mean(case: Case) -> None:
    scores = score_recommendation(*case).scores
    mean = weighted_mean(scores)
    assume(mean is not None)
    floored = weighted_mean(
        replace(score, score=None if score.score is None else max(score.score, Fraction(1))) for score in scores
    )

    assert floored is not None
    assert 1 <= geometric_mean(scores) <= floored + Fraction(1, 10**30)


@thoroughly
@given(value=exact_numbers)
def test_displayed_value_is_rounded_symmetrically_to_one_decimal(value: Fraction) -> None:
    assert abs(Fraction(round_for_display(value)) - value) <= Fraction(1, 20)
    assert round_for_display(-value) == -round_for_display(value)


@thoroughly
@given(points=st.lists(st.fractions(min_value=0, max_value=100, max_denominator=50), min_size=2, max_size=2))
def test_bands_rise_with_the_score_and_a_cap_never_raises_one(points: list[Fraction]) -> None:
    order = list(Band)
    low, high = sorted(points)

    assert order.index(band_of(low)) <= order.index(band_of(high))
    assert order.index(cap_band(band_of(high))) == min(order.index(band_of(high)), order.index(Band.DEVELOPING))
