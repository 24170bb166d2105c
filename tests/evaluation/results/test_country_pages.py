"""The country page: results at a glance, context figures, comments of reviewers, and its cache key."""

from fractions import Fraction
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation.models import (
    Answer,
    AssessmentVersion,
    Criterion,
    Cycle,
    ExternalObservation,
    Recommendation,
    SeriesSource,
    VoiceNote,
)
from evaluation.results.country_pages import CountryPage, country_page
from evaluation.results.peer_remarks import PublishedRemark
from evaluation.values import CriterionOutcome, Grade, Status
from networkapp.models import PageState
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import SeatFactory
from tests.factories.observations import observe
from tests.factories.results import (
    answer_all,
    copy_year,
    make_cycle,
    make_framework,
    make_published,
    publish_as_it_stands,
)
from tests.factories.treaties import ActionFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
GONE = {"status": "not_available", "reason": "late", "numerator": None, "denominator": None}


@world
def cycle() -> Cycle:
    return make_cycle(framework=make_framework(), countries=["XA"])


def page(year: int | None = None, user: object = None) -> CountryPage:
    found = country_page(country="xa", year=year, user=user or AnonymousUser())
    assert found is not None
    return found


class TestCountryAtAGlance:
    def test_glance_counts_reported_and_missing_criteria_with_reasons(self, cycle: Cycle) -> None:
        make_published(cycle, "XA", c2=GONE, c4={"status": "unanswered", "numerator": None, "denominator": None})
        glance = page().summary
        assert (glance.answered, glance.asked, glance.scored) == (4, 5, 4)
        assert glance.unknown == {Status.UNANSWERED: 1, Status.NOT_AVAILABLE: 1}
        assert (glance.unknown_in_all, glance.without_band) == (2, (1,))

    def test_grades_are_shares_of_the_weight_that_has_a_value(self, cycle: Cycle) -> None:
        answers = Answer.objects.filter(assessment__cycle=cycle)
        answers.filter(criterion__series_id="1.2").update(grade="V2")
        make_published(cycle, "XA")
        glance = page().summary
        assert glance.grades == {Grade.V0: Fraction(3, 5), Grade.V2: Fraction(2, 5)}
        assert glance.checked == Fraction(2, 5)

    def test_glance_counts_changes_of_comparable_criteria(self, cycle: Cycle) -> None:
        before = make_cycle(framework=cycle.framework, countries=["XA"], year=2024, network=cycle.network)
        make_published(before, "XA", c1={"level": 2}, c2=GONE)
        make_published(cycle, "XA")
        assert page().summary.changes == {
            CriterionOutcome.IMPROVED: 1,
            CriterionOutcome.UNCHANGED: 2,
            CriterionOutcome.NEWLY_REPORTED: 1,
        }
        assert page(2024).summary.changes is None


class TestStabilityOfBands:
    @pytest.mark.parametrize(
        ("is_robust", "decisive", "text"),
        [
            (True, [], "stable"),
            (True, ["1.1"], "depends on: 1.1"),
            (False, ["1.1", "1.2"], "depends on: 1.1, 1.2"),
            (False, [], "same in 3 of 8 calculations"),
        ],
    )
    def test_stable_bands_and_those_that_depend_on_something_add_up_to_all(
        self, client: Client, is_robust: bool, decisive: list[str], text: str
    ) -> None:
        version = make_published(make_cycle(framework=make_framework(recommendations=2), countries=["XA"]), "XA")
        results = version.results
        results["sensitivity"]["1"] |= {"kept": 3, "of": 8, "is_robust": is_robust, "decisive": decisive}
        results["sensitivity"]["2"] |= {"is_robust": True, "decisive": []}
        AssessmentVersion.objects.filter(pk=version.pk).update(results=results)
        profile = page().profile
        stable = [row.recommendation.code for row in profile.stable]
        leaning = [row.recommendation.code for row in profile.leaning]
        assert (stable, leaning) == (([1, 2], []) if text == "stable" else ([2], [1]))
        page_text = text_of(client.get("/evaluation/countries/xa/"))
        assert f"Stable bands: {len(stable)} of 2." in page_text
        assert f"Substantial {text} " in page_text


class TestContextFigures:
    def test_context_figures_are_shown_by_year_beside_figures_of_sources(self, cycle: Cycle) -> None:
        make_published(cycle, "XA")
        copy_year(cycle, 2023)
        observe("XA", 2020, below=5)
        found = ExternalObservation.objects.get()
        SeriesSource.objects.create(
            series_id="1.5", source=found.source, dataset=found.dataset, indicator=found.indicator
        )
        context = page().context
        [row] = context.rows
        assert (row.criterion.series_id, context.years) == ("1.5", (2020, 2023, 2025))
        assert [entry.answer and entry.answer["number"] for entry in row.values] == [None, "40", "40"]
        [(_source, cells)] = row.beside
        assert [[item.below for item in items] for _year, items in cells] == [[5], [], []]

    def test_small_count_is_withheld_in_context_figures_of_every_year(self, cycle: Cycle) -> None:
        make_published(cycle, "XA", c5={"number": 3})
        [result] = page().context.rows[0].values
        assert result.answer is not None
        assert (result.answer["status"], result.answer["number"]) == ("suppressed_small", None)

    def test_break_flag_separates_a_context_figure_from_the_year_before(self, cycle: Cycle) -> None:
        before = make_cycle(framework=cycle.framework, countries=["XA"], year=2024, network=cycle.network)
        make_published(before, "XA")
        make_published(cycle, "XA", c5={"number": 60, "flags": ["B"]})
        assert [item.is_break for item in page().context.rows[0].values] == [False, True]


def test_remarks_of_peer_reviewers_are_shown_as_published(cycle: Cycle) -> None:
    version = make_published(cycle, "XA")
    assert page().remarks is None
    values = {"country": "XB", "text": "See the act.", "reply": "We did.", "is_of_earlier_answer": False}
    review = {"countries": ["XC", "XB"], "by_both": True, "remarks": {"1.2": [values]}}
    AssessmentVersion.objects.filter(pk=version.pk).update(review=review)
    remarks = page().remarks
    assert remarks is not None
    assert (remarks.by, remarks.number) == (("Sample country B", "Sample country C"), 1)
    [(criterion, found)] = remarks.rows
    assert criterion.series_id == "1.2"
    assert found == (PublishedRemark(country="XB", text="See the act.", reply="We did.", is_of_earlier_answer=False),)


class TestCacheKeyOfCountryPage:
    def test_cache_key_is_unchanged_while_nothing_is_published(self, cycle: Cycle) -> None:
        version = make_published(cycle, "XA")
        before = page().key
        answer_all(version.assessment, c1={"level": 0})
        assert page().key == before

    def test_cache_key_changes_with_every_publication_and_import(self, cycle: Cycle) -> None:
        version = make_published(cycle, "XA")
        keys = [page().key]
        publish_as_it_stands(version.assessment, reason="One answer was corrected.")
        keys.append(page().key)
        copy_year(cycle, 2024)
        keys.append(page().key)
        observe("XA", 2020, value=9)
        keys.append(page().key)
        ActionFactory(country="XA")
        keys.append(page().key)
        assert len(set(keys)) == len(keys)

    def test_manual_change_of_a_title_invalidates_cached_pages_without_extra_queries(
        self, cycle: Cycle, client: Client, django_capture_on_commit_callbacks: Any, django_assert_num_queries: Any
    ) -> None:
        make_published(cycle, "XA")
        shown = (
            ("/evaluation/countries/xa/", Recommendation.objects.filter(framework=cycle.framework)),
            ("/evaluation/", Recommendation.objects.filter(framework=cycle.framework)),
            ("/evaluation/recommendations/1/", Criterion.objects.filter(recommendation__framework=cycle.framework)),
        )
        for address, rows in shown:
            client.get(address)
            with CaptureQueriesContext(connection) as kept:
                assert f"Told anew by {rows.model.__name__}" not in client.get(address).content.decode()
            cost = len(kept)
            connection.run_on_commit.clear()  # Changes of the fixtures, whose transaction never ends
            with django_capture_on_commit_callbacks(execute=True) as called:
                for title in ("At first", f"Told anew by {rows.model.__name__}"):
                    row = rows.order_by("pk")[0]
                    row.title = title
                    row.save()
            assert len(called) == 1
            assert f"Told anew by {rows.model.__name__}" in client.get(address).content.decode()
            with django_assert_num_queries(cost):
                client.get(address)
            rows.update(title="Previous conclusion")
            PageState.objects.filter(part="evaluation").update(number=F("number") + 1)

    def test_cache_key_differs_for_readers_of_another_version(self, cycle: Cycle) -> None:
        version = make_published(cycle, "XA")
        member = SeatFactory(network=cycle.network).user
        assert page(user=member).key == page().key
        publish_as_it_stands(version.assessment, for_everybody=False)
        assert page(user=member).key != page().key


def test_country_page_shows_comments_beside_an_answer_without_scoring_them(cycle: Cycle, client: Client) -> None:
    make_published(cycle, "XA")
    answer = Answer.objects.get(criterion__series_id="1.1")
    seat = SeatFactory(network=cycle.network, capacity="observer", organisation="A shelter")
    facts = {"seat": seat, "written_by": seat.user, "number": 1}
    fields = {"body": "A shelter", "text": "Not in <practice>.", "disputes": True}
    VoiceNote.objects.create(answer=answer, voice="civil_society", **fields, **facts)
    VoiceNote.objects.create(answer=answer, voice="government", text="We hold it.", **facts)
    assert page().answers[1].comments == 0
    before = page().published.results
    version = publish_as_it_stands(answer.assessment, reason="With its voices")
    assert page().published.results == before
    assert (page().answers[1].comments, page().answers[1].is_disputed) == (2, True)
    report = f"/evaluation/reports/countries/sample/xa/2025/{version.number}/"
    for place, begins in {"/evaluation/countries/XA/": "Answers (5)", report: "Comments beside the answer"}.items():
        text = text_of(client.get(place)).partition(begins)[2]
        wanted = ("Government", "We hold it.", "A shelter", "disputes this answer", "Not in &lt;practice&gt;.")
        assert [words for words in wanted if words not in text] == []
