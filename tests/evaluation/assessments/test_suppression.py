"""Published data reveal no count of a few people, by no sum or difference over years and versions."""

import json
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from evaluation.assessments.pooled import EarlierPublications, guard_pooled_ratio
from evaluation.assessments.suppression import counting_persons, mark_revealing_values
from evaluation.models import Answer, AssessmentVersion, Cycle, Evidence
from evaluation.scoring import score_criterion
from evaluation.values import UNANSWERED, AnswerValue, Kind, Status
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.scoring import number, past, ratio, spec
from tests.worlds import world

persons = spec("5.3", Kind.RATIO, target=Fraction(100), about_persons=True)
NOTHING_TOLD = EarlierPublications(sums={})


POOLED = [(2023, 5, 11), (2024, 6, 12), (2025, 2, 4)]


def test_sum_over_years_that_would_reveal_a_small_year_is_withheld() -> None:
    """13 of 27 over three years, with 5 of 11 and 6 of 12 published for two of them, would reveal 2 of 4."""
    history = [past(1, persons, ratio(6, 12)), past(2, persons, ratio(5, 11))]
    value = guard_pooled_ratio(persons, ratio(2, 4), history, year=2025, published=NOTHING_TOLD)
    assert value.is_guarded
    assert score_criterion(persons, value, history).status is Status.SUPPRESSED_SMALL


def test_sum_that_leaves_only_two_values_for_a_small_year_is_withheld() -> None:
    """4 of 12 and 3 of 5 would leave only 3 and 4, in either order; 1 of 12 and 4 of 5 leave all numbers from 1 to
    4."""
    for before, now, is_guarded in ((4, 3, True), (1, 4, False)):
        history = [past(1, persons, ratio(before, 12))]
        value = guard_pooled_ratio(persons, ratio(now, 5), history, year=2025, published=NOTHING_TOLD)
        assert value.is_guarded is is_guarded


def test_sum_that_reveals_no_small_year_is_published_exactly() -> None:
    history = [past(1, persons, ratio(2, 8)), past(2, persons, ratio(2, 8))]
    value = guard_pooled_ratio(persons, ratio(2, 8), history, year=2025, published=NOTHING_TOLD)
    assert not value.is_guarded


def test_sum_that_reveals_a_base_of_few_persons_is_withheld() -> None:
    """If 12 people are counted in three years and 5 of them in a known year, 3 and 4 are left for the others."""
    history = [past(1, persons, ratio(1, 3)), past(2, persons, ratio(2, 5))]
    value = guard_pooled_ratio(persons, ratio(2, 4), history, year=2025, published=NOTHING_TOLD)
    assert value.is_guarded


def numbers(**counts: int) -> set[str]:
    """Return which of these counts of people, all of one recommendation, are withheld."""
    specs = {name: spec(name, Kind.NUMBER, scored=False, about_persons=True) for name in counts}
    values = {name: number(count) for name, count in counts.items()}
    found = mark_revealing_values(specs, values, published={})
    return {name for name in counts if score_criterion(specs[name], found[name]).status is Status.SUPPRESSED_SMALL}


def test_parts_of_a_total_that_would_reveal_a_small_part_are_withheld() -> None:
    assert numbers(all=12, women=9, men=3) == {"women", "men"}
    assert numbers(all=23, women=1, men=2, others=20) == {"women", "men", "others"}
    assert numbers(all=31, women=14, men=17) == set()


def test_number_that_leaves_a_small_remainder_of_another_is_withheld() -> None:
    assert numbers(all=12, women=9) == {"women"}
    assert numbers(all=12, women=7) == set()
    assert numbers(all=12, women=0) == set()


def test_corrected_number_reveals_no_small_count_of_an_earlier_version() -> None:
    """First 9 and 3 of 12, after a correction 9 and 5 of 14: if 9 were shown now, the earlier 3 would follow."""
    names = ("all", "women", "men")
    specs = {name: spec(name, Kind.NUMBER, scored=False, about_persons=True) for name in names}
    first = {"all": (12, True), "women": (9, False), "men": (3, False)}
    values = {name: number(count) for name, count in zip(names, (14, 9, 5), strict=True)}
    found = mark_revealing_values(specs, values, published={}, before=[first])
    assert {name for name in names if found[name].is_guarded} == {"women", "men"}
    assert not any(value.is_guarded for value in mark_revealing_values(specs, values, published={}).values())


def test_published_number_reveals_no_small_count_of_a_later_version() -> None:
    """First 9 women and 5 men were published. Of 12 with 3 men, the total must be withheld too."""
    names = ("all", "women", "men")
    specs = {name: spec(name, Kind.NUMBER, scored=False, about_persons=True) for name in names}
    first = {"all": (14, True), "women": (9, True), "men": (5, True)}
    values = {name: number(count) for name, count in zip(names, (12, 9, 3), strict=True)}
    found = mark_revealing_values(specs, values, published={}, before=[first])
    scores = {name: score_criterion(specs[name], found[name]).status for name in names}
    assert {name for name, status in scores.items() if status is Status.SUPPRESSED_SMALL} == {"all", "men"}


def test_all_shares_of_a_population_count_persons_if_one_of_them_does() -> None:
    """ "With help" counts persons, "without help" does not: 9 of 12 would reveal 3."""
    marked = spec("7.0", Kind.RATIO, about_persons=True, population="all victims")
    specs = {"7.0": marked, "7.1": spec("7.1", Kind.RATIO, population="all victims")}
    for unmarked, is_about_persons in ((9, True), (8, False)):
        found = counting_persons(specs, {"7.0": ratio(3, 12), "7.1": ratio(unmarked, 12)})
        assert found["7.1"].about_persons is is_about_persons


def shares(*counts: tuple[int, int], population: str = "all victims", told_of_first: int = 0, **more: int) -> set[str]:
    """Return which of these shares of one population, and of the numbers beside them, are withheld."""
    rows = {"7.0": [Fraction(told_of_first)]}
    specs = {
        f"7.{place}": spec(f"7.{place}", Kind.RATIO, about_persons=True, population=population)
        for place, _count in enumerate(counts)
    }
    values = {f"7.{place}": ratio(*count) for place, count in enumerate(counts)}
    specs |= {name: spec(name, Kind.NUMBER, scored=False, about_persons=True) for name in more}
    found = mark_revealing_values(specs, values | {name: number(count) for name, count in more.items()}, published=rows)
    scores = {name: score_criterion(specs[name], found[name]) for name in specs}
    return {name for name, score in scores.items() if score.status is Status.SUPPRESSED_SMALL}


def test_shares_that_would_reveal_a_small_share_of_the_same_population_are_withheld() -> None:
    """All three are withheld: if 5 of 12 were shown beside a withheld 3 and 4, the rules would leave only these two."""
    assert shares((6, 12), (5, 12), (1, 12)) == {"7.0", "7.1", "7.2"}
    assert shares((5, 12), (3, 12), (4, 12)) == {"7.0", "7.1", "7.2"}
    assert shares((1, 21), (5, 21), (15, 21)) == {"7.0", "7.1", "7.2"}
    assert shares((6, 12), (5, 12), (1, 12), population="") == {"7.2"}
    assert shares((6, 12), (6, 12)) == set()


def test_share_that_would_reveal_what_the_country_withholds_is_withheld() -> None:
    names = ("7.0", "7.1", "7.2")
    specs = {name: spec(name, Kind.RATIO, about_persons=True, population="all victims") for name in names}
    values = {"7.0": ratio(6, 12), "7.1": ratio(5, 12), "7.2": AnswerValue(status=Status.SUPPRESSED_SMALL)}
    found = mark_revealing_values(specs, values, published={})
    assert [name for name in names if found[name].is_guarded] == ["7.0", "7.1"]


def test_shares_that_leave_few_persons_to_an_unanswered_share_are_withheld() -> None:
    names = ("7.0", "7.1", "7.2")
    specs = {name: spec(name, Kind.RATIO, about_persons=True, population="all victims") for name in names}
    for second, is_withheld in ((5, True), (0, False)):
        values = {"7.0": ratio(6, 12), "7.1": ratio(second, 12), "7.2": UNANSWERED}
        found = mark_revealing_values(specs, values, published={})
        assert found["7.0"].is_guarded is is_withheld


def test_share_that_an_earlier_version_withheld_stays_withheld() -> None:
    """First 1, 5 and 6 of 12; if 5 and 6 were shown without the first share later, 1 would follow."""
    names = ("7.0", "7.1", "7.2")
    specs = {name: spec(name, Kind.RATIO, about_persons=True, population="all victims") for name in names}
    hidden = {("7.0", 1, 12), ("7.1", 5, 12), ("7.2", 6, 12)}
    values = {"7.1": ratio(5, 12), "7.2": ratio(6, 12)}
    found = mark_revealing_values(specs, values, published={}, hidden_before=hidden)
    assert [name for name in values if found[name].is_guarded] == ["7.1", "7.2"]


def test_number_equal_to_a_part_of_a_withheld_share_is_withheld() -> None:
    assert shares((9, 12), helped=9) == {"7.0", "helped"}
    assert shares((9, 12), found=12) == {"7.0"}


def test_range_is_withheld_if_a_source_publishes_its_numerator() -> None:
    """A published 37 and a range of ten points would reveal a base of 41 or more, so that 4 are left."""
    assert shares((37, 41)) == set()
    assert shares((37, 41), told_of_first=37) == {"7.0"}


@world
def published(db: None) -> AssessmentVersion:
    """Publish three years of XA: the last one has two of four people, and is pooled with the years before."""
    framework = make_framework()
    network = NetworkFactory(slug="sample", name="Sample network", kind="sample")
    cycles: list[Cycle] = [
        make_cycle(framework=framework, countries=["XA"], year=year, network=network) for year, _n, _d in POOLED
    ]
    versions = [
        make_published(cycle, "XA", c4={"numerator": part, "denominator": whole}, c5={"number": 3})
        for cycle, (_year, part, whole) in zip(cycles, POOLED, strict=True)
    ]
    return versions[-1]


PLACES = (
    "/evaluation/countries/XA/",
    "/evaluation/recommendations/1/",
    "/evaluation/",
    "/evaluation/data/answers.csv",
    "/evaluation/data/answers.json",
    "/evaluation/data/results.csv",
    "/evaluation/data/results.json",
    "/api/v1/evaluation/results/",
    "/api/v1/evaluation/results/XA/",
    "/api/v1/evaluation/results/XA/answers/",
    "/evaluation/data/series.json",
    "/evaluation/data/series.sdmx.csv",
    "/evaluation/countries/XA/2025/versions/1/",
    "/evaluation/reports/countries/sample/xa/2025/1/",
    "/search/?query=XA",
)


@pytest.mark.parametrize("place", PLACES)
def test_published_pages_and_files_contain_neither_small_counts_nor_sums_that_reveal_them(
    client: Client, published: AssessmentVersion, place: str
) -> None:
    """13 of 27 would be the sum, 48.1 per cent and scores follow from it, and 3 is the number of people."""
    answer = client.get(place)
    assert answer.status_code == 200
    body = answer.getvalue().decode()
    for bait in ("13/27", "48.1", "48.148", "13 of 27", '"numerator": 13', ",13,27,"):
        assert bait not in body


def test_small_count_is_withheld_in_every_format_of_the_api(client: Client, published: AssessmentVersion) -> None:
    rows: dict[str, Any] = {
        row["criterion"]: row for row in client.get("/api/v1/evaluation/results/XA/answers/").json()["items"]
    }
    withheld = ("value", "low", "high", "numerator", "denominator", "number")
    for series in ("1.4", "1.5"):
        assert [rows[series][name] for name in ("status", "comment", "flags")] == ["suppressed_small", "", []]
        assert [rows[series][name] for name in withheld] == [None] * 6
    data = json.loads(client.get("/evaluation/data/answers.json").getvalue())["rows"]
    [actual] = [row for row in data if row["criterion"] == "1.4" and row["year"] == 2025]
    assert [actual[name] for name in ("value", "numerator", "denominator")] == [None, None, None]


def test_numbers_behind_published_sums_are_stored_but_not_published(
    client: Client, published: AssessmentVersion
) -> None:
    first = AssessmentVersion.objects.order_by("assessment__cycle__year").first()
    assert first is not None
    numbers = {"1.5": [3, False]}
    assert first.basis == {"numbers": numbers, "1.4": [[2023, "5", "11"]]}
    published.refresh_from_db()
    assert published.basis == {"numbers": numbers, "shares": [["1.4", 2, 4]]}
    for place in PLACES:
        assert "basis" not in client.get(place).getvalue().decode().replace("on the basis", "")


def test_results_published_in_another_network_reveal_no_small_year(db: None) -> None:
    """9 of 9 there, and 11 of 20 for two years here, would reveal 2 of 11 in the year before."""
    framework = make_framework()
    here, there = NetworkFactory(slug="here"), NetworkFactory(slug="there")
    for network, year, part, whole in ((here, 2024, 2, 11), (there, 2025, 9, 9), (here, 2025, 9, 9)):
        cycle = make_cycle(framework=framework, countries=["XA"], year=year, network=network)
        version = make_published(cycle, "XA", c4={"numerator": part, "denominator": whole})
    result = version.answers["1.4"]
    assert (result["status"], result["numerator"], result["band"]) == ("suppressed_small", None, None)


def test_documents_of_an_answer_with_few_persons_are_not_published(db: None) -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    for answer in Answer.objects.filter(assessment__delegation__code="XA", criterion__series_id__in=("1.2", "1.4")):
        paper = Evidence.objects.create(delegation=answer.assessment.delegation, title="Two", url="https://a.example/")
        answer.rests_on.create(evidence=paper)
    answers = make_published(cycle, "XA", c4={"numerator": 2, "denominator": 43}).answers
    assert [len(answers[series]["evidence"]) for series in ("1.2", "1.4")] == [1, 0]


SAYS_SO = (
    "/evaluation/countries/XA/",
    "/evaluation/recommendations/1/",
    "/evaluation/reports/countries/sample/xa/2025/1/",
)


@pytest.mark.parametrize(
    ("data", "words", "field"),
    [
        ({"numerator": 3, "denominator": 43}, "few people: 1.4 scored at the middle of the range", "banded"),
        ({"numerator": 3, "denominator": 12}, "few people: 1.4 withheld and treated as missing", "withheld"),
        ({"numerator": 5, "denominator": 12}, "", ""),
    ],
)
def test_results_changed_by_protection_are_marked(
    client: Client, db: None, data: dict[str, int], words: str, field: str
) -> None:
    network = NetworkFactory(slug="sample", name="Sample network", kind="sample")
    make_published(make_cycle(framework=make_framework(), countries=["XA"], network=network), "XA", c4=data)
    for place in SAYS_SO:
        body = client.get(place).getvalue().decode()
        assert ("few people: 1.4" in body) is bool(words), place
        assert words in body, place
    [row] = client.get("/api/v1/evaluation/results/XA/").json()["rows"]
    [response_data] = json.loads(client.get("/evaluation/data/results.json").getvalue())["rows"]
    for name in ("banded", "withheld"):
        series = ["1.4"] if name == field else []
        assert (row["result"][name], response_data[name]) == (series, " ".join(series))


def test_results_of_a_known_population_reveal_no_small_count_in_it(client: Client, db: None) -> None:
    """6 of 12 of the population is public; a range of "20 to 30 %" for another part of it can only be 3 of 12."""
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    make_published(cycle, "XA", c2={"numerator": 6, "denominator": 12}, c4={"numerator": 3, "denominator": 12})
    rows = client.get("/api/v1/evaluation/results/XA/answers/").json()["items"]
    [actual] = [row for row in rows if row["criterion"] == "1.4"]
    assert (actual["status"], actual["low"], actual["high"], actual["value"]) == ("suppressed_small", None, None, None)
