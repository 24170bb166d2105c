"""Small graphics of the evaluation, and texts that say the same."""

from fractions import Fraction

from django.template import Context, Template
from django.utils.translation import override

from evaluation.templatetags.evaluation_parts import (
    band_bar,
    interval,
    one_decimal,
    percent,
    range_text,
    score_in_words,
    signed,
)


def rendered(source: str, **context: object) -> str:
    return Template("{% load evaluation_parts %}" + source).render(Context(context))


def test_half_is_rounded_up_and_formatted_for_the_language() -> None:
    assert one_decimal(Fraction(5375, 100)) == "53.8"
    with override("de"):
        assert one_decimal(Fraction(5375, 100)) == "53,8"


def test_missing_number_is_a_dash_and_zero_is_a_number() -> None:
    assert [one_decimal(None), one_decimal(0), percent(None), percent(0)] == ["–", "0.0", "–", "0 %"]


def test_share_is_shown_in_whole_per_cent() -> None:
    assert percent(Fraction(2, 3)) == "67 %"


def test_difference_has_a_sign_unless_it_is_zero() -> None:
    assert [signed(Fraction(25, 2)), signed(-3), signed(0)] == ["+12.5", "−3.0", "0.0"]


def test_band_has_a_name_a_gauge_and_a_fill() -> None:
    html = rendered('{% band "substantial" %}')
    assert (">Substantial<" in html.replace("svg>", ">"), "#g-substantial" in html, "fill-substantial" in html) == (
        True,
        True,
        True,
    )


def test_uncertain_band_has_a_question_mark() -> None:
    assert ">?</abbr>" in rendered('{% band "early" True %}')


def test_bar_of_counts_leaves_out_empty_bands_and_has_a_description() -> None:
    assert band_bar({"early": 1, "developing": 0, "substantial": 5}, 2) == {
        "shares": [
            {"texture": "e", "number": 1},
            {"texture": "s", "number": 5},
            {"texture": "n", "number": 2},
        ],
        "words": "1 early, 5 substantial, 2 with insufficient data",
    }


def test_range_is_drawn_between_its_ends_with_the_score_in_it() -> None:
    shape = interval(Fraction(100, 3), Fraction(200, 3), 50)
    assert (shape["left"], shape["width"], shape["at"], shape["is_open"]) == ("81.3", "77.3", "120.0", False)


def test_range_without_a_score_is_drawn_open_and_labelled_no_score() -> None:
    html = rendered("{% interval 10 90 %}")
    assert ("span--open" in html, 'class="point"' in html, "no score" in html) == (True, False, True)


def test_range_of_one_value_has_no_bar() -> None:
    html = rendered("{% interval 62.5 62.5 62.5 %}")
    assert ("<rect" in html, "no answers missing" in html) == (False, True)


def test_range_whose_ends_round_to_the_same_number_is_one_number() -> None:
    assert [range_text(40, 60), range_text(60, 60), range_text(Fraction(6018, 100), Fraction(6022, 100))] == [
        "between 40.0 and 60.0",
        "60.0",
        "60.2",
    ]
    assert [score_in_words(50, 40, 60), score_in_words(50, 50, 50), score_in_words(None, None, None)] == [
        "50.0, between 40.0 and 60.0",
        "50.0",
        "not applicable",
    ]
    narrow = rendered("{% interval lo hi 60.2 %}", lo=Fraction(6018, 100), hi=Fraction(6022, 100))
    assert ("60.2" in narrow, "between" in narrow, "no answers missing" in narrow) == (True, False, False)


def test_svg_coordinates_use_decimal_points_in_every_language() -> None:
    with override("de"):
        html = rendered("{% interval lo hi 50 %}", lo=Fraction(100, 3), hi=Fraction(200, 3))
    assert ('x="81.3"' in html, "33,3" in html) == (True, True)
