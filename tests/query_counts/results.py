"""Published results, treaties, findings, figures of sources, and the evaluation's API."""

from datetime import date
from typing import Any

from django.core.cache import cache

from evaluation.assessments.cross_checks import observations_by_series
from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Answer, Assessment, Recommendation, SeriesSource
from evaluation.sources.findings_import import import_findings
from evaluation.treaties.importing import import_treaty_actions
from evaluation.treaties.status import statuses_of
from tests.evaluation.observation_tables import convicted, take
from tests.factories.findings import greta, make_finding
from tests.factories.networks import DelegationFactory, SeatFactory, SubjectFactory
from tests.factories.observations import observe
from tests.factories.results import (
    answer_all,
    copy_year,
    make_cycle,
    make_framework,
    make_published,
    publish_as_it_stands,
)
from tests.factories.treaties import ActionFactory, InstrumentFactory, palermo, un
from tests.query_counts.table import ROWS, Call, Case, Page

CODES = ("XA", "XB", "XC")
KEYS = ("cets-197", "cets-198", "cets-201")


def _pages_of_results() -> list[Page | Call]:
    """Return the pages of results: first read after a publication, then read again."""
    return [
        Page(8, "/evaluation/", first=13),
        Page(4, "/evaluation/countries/XA/", first=15, grows=False),
        Page(8, "/evaluation/recommendations/1/", first=15),
        Page(0, "/evaluation/method/", first=0, grows=False),
        Page(0, "/evaluation/data/", first=0, grows=False),
    ]


def results() -> Case:
    for number, key in zip(ROWS, KEYS, strict=True):
        ActionFactory(instrument=InstrumentFactory(key=key), country="XA")
        framework = make_framework(recommendations=number, version=f"{number}")
        for year in (2020 + 2 * number, 2021 + 2 * number):
            cycle = make_cycle(framework=framework, countries=list(CODES[:number]), year=year)
            for code in CODES[:number]:
                make_published(cycle, code)
        yield _pages_of_results()


def results_of_ten_and_of_thirty_years() -> Case:
    newest = make_cycle(framework=make_framework(), countries=["XA"], year=2035)
    make_published(newest, "XA")
    ActionFactory(country="XA")
    for number in ROWS:
        for year in range(2035 - 10 * number, 2045 - 10 * number):
            if year != 2035:
                copy_year(newest, year)
        cache.clear()
        yield _pages_of_results()


def results_about_a_subject() -> Case:
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=list(CODES))
    Recommendation.objects.filter(code=2).update(subject=SubjectFactory(slug="help"))
    for code in CODES:
        make_published(cycle, code)
        yield [Page(26, "/subjects/help/")]


def gaps_of_published_answers() -> Case:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    assessment = Assessment.objects.get(cycle=cycle)
    answer_all(assessment, c1={"level": 2})
    nothing = {"status": "unanswered", "level": None, "numerator": None, "denominator": None, "choice": None}
    for answer in Answer.objects.filter(assessment=assessment).order_by("pk")[:3]:
        Answer.objects.filter(pk=answer.pk).update(**nothing)
        publish_as_it_stands(assessment)
        yield [Page(8, "/evaluation/countries/xa/gaps/")]


def treaties() -> Case:
    for number, code in zip(ROWS, ("EE", "LV", "LT"), strict=True):
        DelegationFactory(code=code)
        for other in ("EE", "LV", "LT")[:number]:
            for key in KEYS[:number]:
                ActionFactory(instrument=InstrumentFactory(key=key), country=other, source=f"{other} {key} {number}")
        yield [
            Page(5, "/treaties/"),
            Page(6, "/treaties/?states=all&instruments=all"),
            Page(7, "/treaties/cets-197/"),
            Page(7, "/treaties/countries/ee/"),
            Call(3, statuses_of, country="EE", keys=KEYS[:number], on=date(2020, 1, 1)),
        ]


def findings() -> Case:
    make_published(make_cycle(framework=make_framework(), countries=["XA"]), "XA")
    for number in ROWS:
        make_finding(country="XA", reference=f"§ {number}", series_id=f"1.{number}", recommendation=1)
        import_findings(content=greta(f"EST,Estonia,{number},visit_start,2017-05-15,,"))
        yield [Page(7, "/evaluation/countries/xa/findings/"), Page(4, "/evaluation/countries/ee/findings/")]


def follow_up_of_a_recommendation() -> Case:
    cycle = make_cycle(framework=make_framework(), countries=list(CODES))
    clerk = SeatFactory(network=cycle.network, capacity="secretariat", delegation=None).user
    for code in CODES:
        words = {"says": "partly", "reason": "Half is done.", "decision": "Meeting 3", "decided_on": date(2025, 11, 20)}
        about = {"network": cycle.network, "delegation": DelegationFactory(code=code), "recommendation": 1}
        record_verdict(**about, **words, user=clerk)
        make_finding(country=code, recommendation=1)
        yield [Page(22, "/evaluation/recommendations/1/follow-up/", clerk)]


def observations_of_others() -> Case:
    SeriesSource.objects.create(series_id="1.5", source="A body of the UN", indicator="persons_convicted")
    for number, code in zip(ROWS, CODES, strict=True):
        DelegationFactory(code=code)
        for year in range(2000, 2000 + 10 * number):
            observe("FI", year, value=year + number, source=f"Body {number}")
        observe(code, 2010, value=number)
        yield [
            Page(3, "/evaluation/countries/fi/sources/"),
            Call(2, _rows_beside, CODES),
        ]


def _rows_beside(countries: tuple[str, ...]) -> list[Any]:
    return [
        row for series in observations_by_series(["1.5", "1.4"], countries=countries).values() for row in series.rows
    ]


def imported_observations() -> Case:
    for number in ROWS:
        rows = [f"{year},Counts,{year}" for year in range(1900 + 40 * number, 1900 + 40 * number + 13 * number)]
        yield [Call(12, take, convicted(*rows), grows=False)]


def imported_treaty_actions() -> Case:
    palermo()
    states = ["Lithuania", "Estonia", "Latvia", "Norway", "Sweden", "Poland", "Finland", "Denmark", "Iceland"]
    for number in ROWS:
        rows = [f"{state},,2004-05-{number:02},ratification" for state in states[: 3 * number]]
        yield [Call(10, import_treaty_actions, content=un(*rows), checked_on=date(2015, 3, 31), grows=False)]


def api() -> Case:
    cycle = make_cycle(framework=make_framework(recommendations=2), countries=list(CODES))
    for code in CODES:
        make_published(cycle, code)
        ActionFactory(country=code, instrument=InstrumentFactory(key=f"key-{code.lower()}"))
        make_finding(country=code)
        yield [
            Page(2, "/api/v1/evaluation/results/"),
            Page(3, "/api/v1/evaluation/findings/"),
            Page(2, "/api/v1/treaties/actions/"),
            Page(3, "/api/v1/treaties/instruments/"),
            Page(5, f"/api/v1/evaluation/frameworks/{cycle.framework_id}/", grows=False),
        ]
