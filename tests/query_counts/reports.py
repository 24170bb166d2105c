"""Reports of networks and of the evaluation, their parts, and the files of the open data."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from evaluation.models import AssessmentVersion
from evaluation.reports.models import Report
from evaluation.reports.versions import freeze
from networkapp.inquiries.models import Inquiry
from networkapp.models import Network
from networkapp.registry.reports import ReportScope, known_parts
from tests.evaluation.results.open_data_files import FILES, FOLDER
from tests.factories.findings import found_and_decided, make_finding
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.news import make_article
from tests.factories.observations import observe
from tests.factories.reported import do_much
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory, InstrumentFactory
from tests.query_counts.table import ROWS, Call, Case, Page, search_hits

CODES = ("XA", "XB", "XC")
QUERIES_OF_PARTS = {
    "criteria": 5, "decisions": 3, "documents": 5, "findings": 2, "follow-up": 2, "inquiries": 3, "meetings": 3,
    "proposals": 1, "published": 11, "statements": 2, "taking-part": 6, "texts-of-decisions": 1, "treaty-acts": 2,
}  # fmt: skip
QUERIES_OF_FILES = {
    "answers": 6, "finding_responses": 2, "findings": 3, "monitoring_events": 2, "observations_of_others": 3,
    "progress": 8, "remarks": 6, "results": 6, "series": 6, "treaty_actions": 2, "conclusions": 2,
}  # fmt: skip


def _report(network: Network, slug: str, **kwargs: object) -> Report:
    body = [{"type": "text", "value": "<p>Nightingales were counted.</p>"}]
    usual = {"title": "To the conference", "kind": "midterm", "year": 2025, "live": True, "body": body}
    made: Report = Report.objects.create(network=network, slug=slug, **{**usual, **kwargs})
    return made


def published_reports() -> Case:
    network = NetworkFactory(slug="joint", visibility="public")
    make_article(network)
    for number in ROWS:
        freeze(_report(network, f"report-{number}"))
        yield [
            Page(3, "/evaluation/reports/"),
            Page(7, "/news/feeds/en.atom"),
            Call(25, search_hits, user=AnonymousUser(), query="nightingales", kind=""),
        ]


def a_report_about_a_region() -> Case:
    network = NetworkFactory(slug="sample", kind="sample", visibility="public")
    framework = make_framework(recommendations=2)
    before, cycle = (
        make_cycle(framework=framework, countries=list(CODES), year=year, network=network) for year in (2024, 2025)
    )
    _report(network, "region", kind="final", first_year=2024)
    for code in CODES:
        make_published(before, code)
        make_published(cycle, code)
        yield [Page(27, "/evaluation/reports/region/")]


def parts_of_reports() -> Case:
    network = NetworkFactory(slug="joint", visibility="public")
    network.delegations.add(DelegationFactory(code="XA"))
    reported = ReportScope(network=network, since=date(2025, 1, 1), until=timezone.localdate())
    for number in ROWS:
        do_much(network, number)
        Inquiry.objects.update(approved_at=datetime(2025, 4, 1, tzinfo=UTC))
        ActionFactory(country="XA", instrument=InstrumentFactory(), kind="ratified", date=date(2025, 3, number))
        make_finding(country="XA", date=date(2025, 3, number), text=f"Found {number}")
        framework = make_framework(version=f"{number}", recommendations=number, network=network)
        make_cycle(framework=framework, countries=["XA"], network=network, year=2024 + number)
        yield [Call(QUERIES_OF_PARTS[key], _part, key, reported, grows=False) for key in sorted(known_parts)]


def _part(key: str, reported: ReportScope) -> object:
    return known_parts[key].build(reported)


def files_of_open_data() -> Case:
    framework = make_framework(recommendations=2)
    before, cycle = (make_cycle(framework=framework, countries=list(CODES), year=year) for year in (2024, 2025))
    for code, country in zip(CODES, ("EE", "FI", "SE"), strict=True):
        make_published(before, code)
        make_published(cycle, code)
        ActionFactory(country=country)
        observe(country, 2016, source="UNODC", value=7)
        remark = {"country": "XB", "text": "Good.", "reply": "Thank you.", "is_of_earlier_answer": False}
        AssessmentVersion.objects.update(review={"countries": ["XB"], "by_both": True, "remarks": {"1.1": [remark]}})
        found_and_decided(cycle, country)
        yield [Page(QUERIES_OF_FILES[name], f"{FOLDER}/{name}.csv") for name in FILES]
