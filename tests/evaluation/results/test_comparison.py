"""Published results of countries in overview and profile, without unpublished data."""

import json
from fractions import Fraction
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from evaluation.models import Answer, Assessment, Criterion
from evaluation.results.comparison import latest_version_summaries
from evaluation.results.country_profile import profile
from evaluation.results.overviews import results_overview
from evaluation.results.recommendation import recommendation_page
from evaluation.search import search_evaluation
from networkapp.networks.queries.countries import country_name
from tests.factories.networks import SeatFactory
from tests.factories.results import (
    answer_all,
    make_cycle,
    make_framework,
    make_published,
    publish_as_it_stands,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_published_profile_has_the_result_of_the_worked_example() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    make_published(cycle, "XA")
    found = profile(country="XA")
    assert found is not None
    result = found.rows[0].result
    scores = [item.score for item in result.criteria]
    assert scores == [Fraction(75), Fraction(375, 8), Fraction(100), Fraction(85, 2), None]
    assert result.point == (75 + 2 * Fraction(375, 8) + 100 + Fraction(85, 2)) / 5
    assert (result.lo, result.hi, result.coverage, result.band) == (result.point, result.point, 1, "substantial")
    assert (result.weakest, result.weakest_score) == ("1.4", Fraction(85, 2))


def test_overview_lists_every_country_of_the_cycle_and_results_of_those_published() -> None:
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=["XA", "XB", "XC"])
    make_published(cycle, "XB")
    found = results_overview(year=None, user=NOBODY)
    assert found is not None
    (matrix,) = [sheet.matrix for sheet in found.sheets]
    assert [(column.country, column.published is not None) for column in matrix.columns] == [
        ("XA", False),
        ("XB", True),
        ("XC", False),
    ]
    assert [[cell.result is not None for cell in row.cells] for row in matrix.rows] == [[False, True, False]] * 2
    assert [(count.band, count.numbers) for count in matrix.counts] == [
        ("advanced", (None, 0, None)),
        ("substantial", (None, 2, None)),
        ("developing", (None, 0, None)),
        ("early", (None, 0, None)),
        ("insufficient", (None, 0, None)),
    ]


def test_countries_are_sorted_by_name_in_the_readers_language_whatever_their_results() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["DE", "EE", "SE"])
    make_published(cycle, "SE", c1={"level": 4})
    make_published(cycle, "DE", c1={"level": 0})
    make_published(cycle, "EE", c1={"level": 2})
    orders = {}
    for language in ("en", "de"):
        with translation.override(language):
            found = results_overview(year=None, user=NOBODY)
            assert found is not None
            orders[language] = [column.country for column in found.sheets[0].matrix.columns]
            assert [item.country for item in latest_version_summaries()] == orders[language]
    assert orders == {"en": ["EE", "DE", "SE"], "de": ["DE", "EE", "SE"]}


def test_year_without_published_results_has_no_overview_or_profile() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    assert results_overview(year=2025, user=NOBODY) is None
    make_published(cycle, "XA")
    assert results_overview(year=2025, user=NOBODY) is not None
    assert results_overview(year=0, user=NOBODY) is None
    assert profile(country="XA", year=0) is None


def test_newest_version_is_shown_and_all_versions_are_listed() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    first = make_published(cycle, "XA", c1={"level": 1})
    answer_all(first.assessment, c1={"level": 4})
    second = publish_as_it_stands(first.assessment, reason="A level was wrong.")
    found = profile(country="XA")
    assert found is not None
    assert (found.published.number, found.rows[0].result.criteria[0].score) == (2, 100)
    assert [(version.number, version.reason, version.content_hash) for version in found.versions] == [
        (2, "A level was wrong.", second.content_hash),
        (1, "", first.content_hash),
    ]


def test_answers_changed_after_publication_do_not_change_the_public_profile() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    version = make_published(cycle, "XA", c1={"level": 1})
    answer_all(version.assessment, c1={"level": 4})
    found = profile(country="XA")
    assert found is not None
    assert found.rows[0].result.criteria[0].score == 25


class TestResultsOfClosedNetwork:
    """XA has published twice: the first version for everybody, the second for members of its network."""

    @pytest.fixture
    def reader(self) -> Any:
        cycle = make_cycle(framework=make_framework(), countries=["XA", "XB"])
        make_published(cycle, "XB", for_everybody=False)
        make_published(cycle, "XA")
        publish_as_it_stands(Assessment.objects.get(cycle=cycle, delegation__code="XA"), for_everybody=False)
        return SeatFactory(network=cycle.network).user

    def published_answers(self, user: Any) -> dict[str, Any]:
        found, xa = results_overview(year=None, user=user), profile(country="XA", user=user)
        assert found is not None
        assert xa is not None
        return {
            "overview": [column.country for column in found.sheets[0].matrix.columns if column.published],
            "profiles": [code for code in ("XA", "XB") if profile(country=code, user=user)],
            "counts": [item.country for item in latest_version_summaries(user)],
            "search": [hit.title[:16] for hit in search_evaluation(user=user, query="Sample country", limit=50)],
            "versions": [version.number for version in xa.versions],
        }

    def test_members_read_the_newest_version_and_others_the_last_public_one(self, reader: Any) -> None:
        both, letters = ["XA", "XB"], ["Sample country A", "Sample country B"]
        assert self.published_answers(reader) == {
            "overview": both,
            "profiles": both,
            "counts": both,
            "search": letters,
            "versions": [2, 1],
        }
        for other in (NOBODY, SeatFactory().user):
            assert self.published_answers(other) == {
                "overview": ["XA"],
                "profiles": ["XA"],
                "counts": ["XA"],
                "search": letters[:1],
                "versions": [1],
            }


class TestUnpublishedAssessment:
    """All questions are answered, and nothing is published."""

    @pytest.fixture(autouse=True)
    def answered(self, db: None) -> None:
        cycle = make_cycle(framework=make_framework(), countries=["XA", "XB"])
        answer_all(Assessment.objects.get(cycle=cycle, delegation__code="XB"))
        make_published(cycle, "XA")

    def test_unpublished_assessment_has_no_profile(self) -> None:
        assert profile(country="XB") is None

    def test_unpublished_assessment_is_not_counted(self) -> None:
        assert [item.country for item in latest_version_summaries()] == ["XA"]

    def test_unpublished_assessment_is_not_found_by_search(self) -> None:
        assert [hit.title for hit in search_evaluation(user=NOBODY, query="Sample country", limit=50)] == [
            "Sample country A: published results"
        ]

    def test_unpublished_answers_are_not_on_recommendation_pages(self) -> None:
        page = recommendation_page(code=1, year=None, user=NOBODY)
        assert page is not None
        items = [(item.row.country, item.answer, item.score) for item in page.results[0].criteria[0].answers]
        assert [(country, answer is None, score is None) for country, answer, score in items] == [
            ("XA", False, False),
            ("XB", True, True),
        ]


class TestProgress:
    def years(self, **changes: dict[str, object]) -> None:
        framework = make_framework()
        for year, level in ((2024, 2), (2025, 3)):
            cycle = make_cycle(framework=framework, countries=["XA"], year=year)
            make_published(cycle, "XA", **{"c1": {"level": level}, **(changes if year == 2025 else {})})

    def test_progress_is_computed_over_the_same_criteria_and_states_their_number(self) -> None:
        self.years()
        row = profile(country="XA").rows[0]  # type: ignore[union-attr]
        assert row.progress is not None
        assert (row.progress.delta, row.progress.matched, row.progress.applicable) == (Fraction(5), 4, 4)

    def test_progress_leaves_out_criteria_without_a_value_in_one_year(self) -> None:
        missing = {"status": "not_available", "reason": "late", "choice": None, "numerator": None, "denominator": None}
        self.years(c3=missing)
        row = profile(country="XA").rows[0]  # type: ignore[union-attr]
        assert row.progress is not None
        assert (row.progress.delta, row.progress.matched, row.progress.applicable) == (Fraction(25, 4), 3, 4)

    def test_first_year_has_no_progress(self) -> None:
        make_published(make_cycle(framework=make_framework(), countries=["XA"]), "XA")
        found = profile(country="XA")
        assert found is not None
        assert (found.rows[0].progress, found.has_previous) == (None, False)

    def test_trend_has_a_gap_for_a_missing_year_and_a_break_where_criteria_changed(self) -> None:
        old, new = make_framework(version="1"), make_framework(version="2")
        Criterion.objects.filter(recommendation__framework=new, series_id="1.2").update(
            target="90", version=2, compatible_with_previous=False
        )
        make_published(make_cycle(framework=old, countries=["XA"], year=2022), "XA")
        make_published(make_cycle(framework=old, countries=["XA"], year=2024), "XA")
        cycle = make_cycle(framework=old, countries=["XA"], year=2025)
        type(cycle).objects.filter(pk=cycle.pk).update(framework=new)
        assessment = cycle.assessments.get()
        for answer in assessment.answers.select_related("criterion"):
            twin = Criterion.objects.get(recommendation__framework=new, series_id=answer.criterion.series_id)
            Answer.objects.filter(pk=answer.pk).update(criterion=twin)
        answer_all(assessment)
        publish_as_it_stands(assessment)
        row = profile(country="XA").rows[0]  # type: ignore[union-attr]
        assert [(mark.year, mark.point is not None) for mark in row.marks] == [
            (2022, True),
            (2023, False),
            (2024, True),
            (2025, True),
        ]
        assert row.breaks == (2025,)


class TestWithheldNumbers:
    def test_small_counts_are_published_as_the_same_range_without_the_numbers(self) -> None:
        cycle = make_cycle(framework=make_framework(), countries=["XA", "XB"])
        one = make_published(cycle, "XA", c4={"numerator": 1, "denominator": 4711}, c5={"number": 3})
        other = make_published(cycle, "XB", c4={"numerator": 3, "denominator": 4711}, c5={"number": 4})
        assert one.answers == other.answers
        assert one.results == other.results
        assert "4711" not in json.dumps([one.answers, one.results])

    def test_confidential_value_is_not_scored_and_not_published(self) -> None:
        cycle = make_cycle(framework=make_framework(), countries=["XA"])
        hidden = {"status": "confidential", "numerator": None, "denominator": 4711, "comment": "it is 4711"}
        version = make_published(cycle, "XA", c2=hidden)
        assert "4711" not in json.dumps([version.answers, version.results])
        found = profile(country="XA")
        assert found is not None
        assert found.rows[0].result.criteria[1].score is None


def test_search_finds_recommendations_and_criteria_that_contain_every_word() -> None:
    make_framework(recommendations=2)
    assert [(hit.title, hit.url) for hit in search_evaluation(user=NOBODY, query="SUBJECT 2", limit=10)] == [
        ("Recommendation 2: Recommendation about subject 2", "/evaluation/recommendations/2/")
    ]
    assert [hit.url for hit in search_evaluation(user=NOBODY, query="criterion 3 of 1", limit=10)] == [
        "/evaluation/recommendations/1/#c-1.3"
    ]
    assert list(search_evaluation(user=NOBODY, query=" ", limit=10)) == []
    assert len(list(search_evaluation(user=NOBODY, query="criterion", limit=3))) == 3


def test_search_excerpt_contains_whole_words_around_the_match() -> None:
    recommendation = make_framework().recommendations.get()
    words = " ".join(["convictions"] * 40)
    recommendation.translations.create(language="en", title="Found", text=f"{words} lighthouse {words}")
    [hit] = search_evaluation(user=NOBODY, query="lighthouse", limit=10)
    assert "lighthouse" in hit.excerpt
    assert set(hit.excerpt.split()) == {"…", "convictions", "lighthouse"}


def test_unknown_country_code_is_shown_as_it_is() -> None:
    assert country_name(code="QQ") == "QQ"
