"""Reading and formatting numbers as people write them."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.translation import override

from evaluation.models import Criterion
from evaluation.numbers import exact_number, number_as_typed, spelled, thousands
from evaluation.templatetags.evaluation_answers import group_digits, public_answer
from networkapp.errors import Refused


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        ("12 000", "12000"),
        ("1\u00a0234\u202f567,25", "1234567.25"),
        ("  0 ", "0"),
        ("−3", "-3"),
        ("100", "100"),
        ("0,125", "0.125"),
        ("12,3450", "12.345"),
        ("1 234.567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12.345.678,9", "12345678.9"),
        ("1,234,567", "1234567"),
        ("9999999999999999,9999", "9999999999999999.9999"),
    ],
)
def test_written_number_is_read_exactly(text: str, number: str) -> None:
    assert spelled(exact_number(text)) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("twelve", "not_a_number"),
        ("1.234,5.6", "not_a_number"),
        ("1,23,567", "not_a_number"),
        ("0.123,5", "not_a_number"),
        ("1 2", "not_a_number"),
        ("12 %", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("٣", "not_a_number"),
        ("", "not_a_number"),
        ("1.234", "ambiguous"),
        ("12,345", "ambiguous"),
        ("0,00001", "too_precise"),
        ("10000000000000000", "too_large"),
    ],
)
def test_ambiguous_or_unreadable_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        exact_number(text, field="number")
    assert (refusal.value.code, refusal.value.field) == (code, "number")


def test_error_on_an_ambiguous_number_offers_both_readings() -> None:
    for text, both in (("1.234", "1 234 or 1.2340"), ("3,000", "3 000 or 3")):
        with pytest.raises(Refused) as refusal:
            exact_number(text)
        assert str(refusal.value) == f"This number can be read in two ways. Enter {both}."


def test_number_is_formatted_in_its_shortest_form() -> None:
    assert [spelled(Decimal(text)) for text in ("1E+3", "12.5000", "0.0", "-0.50")] == ["1000", "12.5", "0", "-0.5"]
    assert spelled(None) is None


@pytest.mark.parametrize("text", ["12.345", "0.125", "1234.567", "-1.001", "12000", "0.5"])
def test_number_shown_in_a_field_is_read_back_unchanged(text: str) -> None:
    assert exact_number(number_as_typed(Decimal(text))) == Decimal(text)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "1,240", "1240"),
        ("de", "1.240", "1240"),
        ("da", "1.240", "1240"),
        ("fi", "1 240", "1240"),
        ("lv", "1 240", "1240"),
        ("en", "1,240.5", "1240.5"),
        ("de", "1.240,5", "1240.5"),
    ],
)
def test_number_is_read_with_the_separators_of_the_language(language: str, text: str, number: str) -> None:
    with override(language):
        assert spelled(exact_number(text, groups=thousands())) == number


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_number_shown_in_any_language_can_be_entered_again(language: str) -> None:
    with override(language):
        for number in ("1240", "1234567", "12.5", "1240.25"):
            assert exact_number(group_digits(Decimal(number)), groups=thousands()) == Decimal(number)


def test_other_separator_before_three_digits_is_ambiguous() -> None:
    with override("en"), pytest.raises(Refused) as refusal:
        exact_number("1.240", groups=thousands())
    assert str(refusal.value) == "This number can be read in two ways. Enter 1,240 or 1.24."


def test_published_choice_names_the_options_that_apply_in_the_language_of_the_reader() -> None:
    criterion = Criterion(kind="multi_choice", options=[{"key": "a", "en": "A", "de": "Ä"}, {"key": "b", "en": "B"}])
    answer = {"status": "value", "ticks": ["a"]}
    assert public_answer(criterion, answer) == "1 of 2 apply: A"
    with override("de"):
        assert public_answer(criterion, answer).endswith(": Ä")
