"""What is published of a few persons: nothing, whatever one adds and subtracts over the years and versions."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.domain.assessments.suppression import Told, basis_of, protected
from evaluation.models import Answer, AssessmentVersion, Cycle, Evidence
from evaluation.scoring import read_ratio
from evaluation.values import AnswerValue, Kind, Status
from tests.factories.networks import NetworkFactory
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.scoring import past, ratio, spec

Part = tuple[int, Fraction, Fraction]
persons = spec("5.3", Kind.RATIO, target=Fraction(100), about_persons=True)
NOTHING_TOLD = Told(sums={})


def rank(rows: Sequence[Sequence[Fraction]]) -> int:
    """Of a matrix, by elimination in exact fractions."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((place for place in range(found, len(left)) if left[place][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for place in range(found + 1, len(left)):
            factor = left[place][column] / left[found][column]
            left[place] = [mine - factor * top for mine, top in zip(left[place], left[found], strict=True)]
        found += 1
    return found


def worked_out(published: Sequence[frozenset[Part]]) -> list[Part]:
    """The years of few persons whose numbers follow from the published sums: e lies in the row space of the sums."""
    unknown = sorted({part for told in published for part in told})
    rows = [[Fraction(part in told) for part in unknown] for told in published]
    few = [part for part in unknown if 0 < part[1] < 5 or 0 < part[2] - part[1] < 5]
    alone = {part: [Fraction(part == other) for other in unknown] for part in few}
    return [part for part in few if rank([*rows, alone[part]]) == rank(rows)]


def publish_all(answers: Sequence[tuple[int, int, int]], *, is_protected: bool = True) -> list[frozenset[Part]]:
    """Year, numerator and denominator, published one after the other, some of them again: the sums that are shown."""
    standing: dict[int, tuple[int, int]] = {}
    told: list[frozenset[Part]] = []
    for year, numerator, denominator in answers:
        history = [past(ago, persons, ratio(*standing[year - ago])) for ago in (1, 2) if year - ago in standing]
        standing[year] = (numerator, denominator)
        before = Told(sums={"5.3": told}) if is_protected else NOTHING_TOLD
        value = protected(persons, ratio(numerator, denominator), history, year=year, told=before)
        basis = basis_of([persons], {"5.3": value}, {"5.3": history}, year=year)
        told += [frozenset((y, Fraction(n), Fraction(d)) for y, n, d in parts) for parts in basis.values()]
    return told


counted = st.integers(min_value=1, max_value=14).flatmap(
    lambda whole: st.tuples(st.integers(min_value=0, max_value=whole), st.just(whole))
)
publications = st.lists(st.tuples(st.integers(min_value=2020, max_value=2025), counted), min_size=1, max_size=9)


@given(publications)
@settings(deadline=None, max_examples=400)
def test_no_year_of_few_persons_follows_from_all_that_is_published(items: list[tuple[int, tuple[int, int]]]) -> None:
    assert worked_out(publish_all([(year, *numbers) for year, numbers in items])) == []


POOLED = [(2023, 5, 11), (2024, 6, 12), (2025, 2, 4)]


def test_without_looking_at_other_years_the_attacker_wins() -> None:
    assert worked_out(publish_all(POOLED, is_protected=False)) == [(2025, 2, 4)]
    assert worked_out(publish_all(POOLED)) == []


def test_a_year_that_is_published_late_gives_no_other_away() -> None:
    late = [(2023, 5, 11), (2025, 2, 4), (2024, 6, 12)]
    assert worked_out(publish_all(late)) == []


def test_a_band_is_shown_instead_and_its_middle_is_scored() -> None:
    history = [past(1, persons, ratio(6, 12)), past(2, persons, ratio(5, 11))]
    before = [frozenset({(2024, Fraction(6), Fraction(12))}), frozenset({(2023, Fraction(5), Fraction(11))})]
    told = Told(sums={"5.3": before})
    reading = read_ratio(persons, protected(persons, ratio(2, 4), history, year=2025, told=told), history)
    assert reading is not None
    assert (reading.value, reading.band, reading.numerator) == (45, (40, 50), None)


def test_what_gives_nobody_away_stays_exact() -> None:
    history = [past(1, persons, ratio(1, 3)), past(2, persons, ratio(2, 5))]
    told = Told(sums={})
    value = protected(persons, ratio(2, 4), history, year=2025, told=told)
    assert not value.is_guarded


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_small_number_of_persons_is_no_value_any_more(number: int) -> None:
    counts = spec("6.1", Kind.NUMBER, scored=False, about_persons=True)
    given_value = AnswerValue(status=Status.VALUE, number=Fraction(number))
    found = protected(counts, given_value, (), year=2025, told=NOTHING_TOLD)
    assert (found.status, found.number) == (Status.SUPPRESSED_SMALL, None)


@pytest.fixture
def published(db: None) -> AssessmentVersion:
    """XA in three years: the last has two of four persons, and is added up with the years before."""
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
def test_neither_the_few_nor_what_gives_them_away_goes_out(
    client: Client, published: AssessmentVersion, place: str
) -> None:
    """13 of 27 would be the sum, 48.1 per cent and points what follows from it, 3 the number of persons."""
    answer = client.get(place)
    assert answer.status_code == 200
    body = answer.getvalue().decode()
    for bait in ("13/27", "48.1", "48.148", "13 of 27", '"numerator": 13', ",13,27,"):
        assert bait not in body


def test_each_form_of_the_answer_is_withheld_alike(client: Client, published: AssessmentVersion) -> None:
    rows: dict[str, Any] = {
        row["criterion"]: row for row in client.get("/api/v1/evaluation/results/XA/answers/").json()["items"]
    }
    assert [Fraction(rows["1.4"][name]) for name in ("low", "high")] == [40, 50]
    assert [rows["1.4"][name] for name in ("value", "numerator", "denominator", "comment")] == [None, None, None, ""]
    assert (rows["1.5"]["status"], rows["1.5"]["number"]) == ("suppressed_small", None)
    data = json.loads(client.get("/evaluation/data/answers.json").getvalue())["rows"]
    [told] = [row for row in data if row["criterion"] == "1.4" and row["year"] == 2025]
    assert [told[name] for name in ("value", "numerator", "denominator")] == [None, None, None]


def test_what_the_sums_are_made_of_is_kept_and_never_published(client: Client, published: AssessmentVersion) -> None:
    first = AssessmentVersion.objects.order_by("assessment__cycle__year").first()
    assert first is not None
    assert first.basis == {"1.4": [[2023, "5", "11"]]}
    assert published.basis == {}
    for place in PLACES:
        assert "basis" not in client.get(place).getvalue().decode().replace("on the basis", "")


def test_what_another_network_published_gives_no_year_away(db: None) -> None:
    """9 of 9 there, and 11 of 20 for two years here, would tell of 2 in 11 in the year before."""
    framework = make_framework()
    here, there = NetworkFactory(slug="here"), NetworkFactory(slug="there")
    for network, year, part, whole in ((here, 2024, 2, 11), (there, 2025, 9, 9), (here, 2025, 9, 9)):
        cycle = make_cycle(framework=framework, countries=["XA"], year=year, network=network)
        version = make_published(cycle, "XA", c4={"numerator": part, "denominator": whole})
    said = version.answers["1.4"]
    assert (said["numerator"], said["band"]) == (None, ["50", "60"])


def test_no_title_of_a_document_tells_of_the_few(db: None) -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    for answer in Answer.objects.filter(assessment__delegation__code="XA", criterion__series_id__in=("1.2", "1.4")):
        paper = Evidence.objects.create(delegation=answer.assessment.delegation, title="Two", url="https://a.example/")
        answer.rests_on.create(evidence=paper)
    said = make_published(cycle, "XA", c4={"numerator": 2, "denominator": 43}).answers
    assert [len(said[series]["evidence"]) for series in ("1.2", "1.4")] == [1, 0]
