"""Importing visits, reports and findings of independent bodies from lists."""

from datetime import date

import pytest

from evaluation.models import Finding, FindingResponse, FoundRevision, MonitoringEvent
from evaluation.sources.findings_import import FindingReport, import_findings
from networkapp.errors import Refused
from tests.factories.findings import greta, tidy
from tests.factories.results import make_framework

pytestmark = pytest.mark.django_db

VISIT = "EST,Estonia,1,visit_start,2017-05-15,,http://www.coe.int/estonia"
FINDING = "Estonia,GRETA,1,,It urges.,2018-06-12,GRETA(2018)6,§ 12,urges,1,1.2"


def import_list(content: bytes, day: date | None = None, **kwargs: str) -> FindingReport:
    return import_findings(content=content, name="list.csv", retrieved_on=day, **kwargs)


def problems(report: FindingReport) -> list[tuple[int, str]]:
    return [(item.line, str(item.reason)) for item in report.unplaced]


def test_greta_list_imports_visits_reports_and_recommendations_of_its_committee() -> None:
    report = import_list(
        greta(
            VISIT,
            "SWE,Sweden,2,committee_of_parties_recommendation,2018-11-09,,https://coe.int/sweden",
            "DNK,Denmark,1,report_published,2011-12-20,GRETA(2011)21,http://www.coe.int/denmark",
        )
    )
    rows = MonitoringEvent.objects.order_by("line")
    assert [(row.body, str(row.country), row.round, row.kind, row.date, row.document, row.source) for row in rows] == [
        ("GRETA", "EE", 1, "visit_start", date(2017, 5, 15), "", "Council of Europe"),
        ("Committee of the Parties", "SE", 2, "committee_of_parties_recommendation", date(2018, 11, 9), "",
         "Council of Europe"),
        ("GRETA", "DK", 1, "report_published", date(2011, 12, 20), "GRETA(2011)21", "Council of Europe"),
    ]  # fmt: skip
    assert (report.rows, report.added, report.unplaced) == (3, 3, ())


def test_importing_the_same_list_twice_changes_nothing() -> None:
    make_framework()
    content = tidy(f"{FINDING},We did.,2019-01-01,A law,2019-02-01,done,GRETA")
    import_list(content)
    before = [list(model.objects.values()) for model in (Finding, FindingResponse, FoundRevision)]
    report = import_list(content)
    assert (report.added, report.revised, report.known, report.responses) == (0, 0, 1, 0)
    assert [list(model.objects.values()) for model in (Finding, FindingResponse, FoundRevision)] == before


def test_changed_date_of_an_event_is_a_revision_and_an_older_list_changes_nothing() -> None:
    import_list(greta(VISIT), date(2020, 1, 1))
    report = import_list(greta(VISIT.replace("05-15", "05-16")), date(2021, 1, 1))
    older = import_list(greta(VISIT), date(2020, 1, 1))
    event, revision = MonitoringEvent.objects.get(), FoundRevision.objects.get()
    assert (report.revised, older.older, event.date, event.revision) == (1, 1, date(2017, 5, 16), 2)
    assert (revision.number, revision.content["date"], revision.file.name, revision.line) == (
        1, "2017-05-15", "list.csv", 2,
    )  # fmt: skip


def test_two_visits_of_one_round_are_both_stored_and_reported() -> None:
    report = import_list(greta(VISIT, VISIT.replace("05-15", "09-15")))
    assert MonitoringEvent.objects.count() == 2
    assert [(item.line, str(item.reason)) for item in report.doubts] == [
        (3, "differs from line 2 about the same thing; both are recorded")
    ]


def test_rows_about_one_finding_add_their_replies_and_measures_to_it() -> None:
    make_framework()
    report = import_list(
        tidy(
            f"{FINDING},We did.,2019-01-01,A law,2019-02-01,done,GRETA",
            f"{FINDING},,,A programme,2020-02-01,under way,the government",
        )
    )
    finding = Finding.objects.get()
    actual = [(item.kind, item.text, item.status, item.reported_by) for item in finding.responses.order_by("pk")]
    assert actual == [
        ("reply", "We did.", "", ""),
        ("measure", "A law", "done", "GRETA"),
        ("measure", "A programme", "under_way", "the government"),
    ]
    assert (finding.recommendation, finding.series_id, finding.strength) == (1, "1.2", "urges")
    assert (report.added, report.responses) == (1, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Atlantis,GRETA,1,visit_start", "unknown state “Atlantis”"),
        ("Estonia,,1,visit_start", "no body named: add a column “body”, or name one for the whole"),
        ("Estonia,GRETA,first,visit_start", "“first” is not the number of a round"),
        ("Estonia,GRETA,1,tea party", "unknown event “tea_party”; known events: questionnaire_sent, "),
        ("Estonia,GRETA,1,,,2018-06-12", "needs either an event or a finding, not both"),
        ("Estonia,GRETA,1,visit_start,,12.6.2018", "“12.6.2018” is not a date; use the form 2005-05-16"),
        ("Estonia,GRETA,1,,It begs.,,,,begs", "unknown strength of a finding “begs”; known: urges, considers, "),
        ("Estonia,GRETA,1,,It urges.,,,,,77", "“77” is not an adopted recommendation"),
        ("Estonia,GRETA,1,,It urges.,,,,,,7.7", "“7.7” is not an adopted criterion"),
        ("Estonia,GRETA,1,,It urges.,,,,,2,1.1", "criterion 1.1 belongs to another recommendation"),
        ("Estonia,GRETA,1,,It urges.,,,,,,,,,A law,,soon", "unknown progress of a measure “soon”; known: "),
        ("Estonia,GRETA,1,visit\x00_start", "contains a character that is not text"),
        (f"Estonia,{'x' * 121},1,visit_start", "the cell “body” is longer than 120 characters"),
    ],
)
def test_row_that_cannot_be_imported_is_reported_and_the_others_are_imported(row: str, reason: str) -> None:
    make_framework(recommendations=2)
    report = import_list(tidy(row, "Latvia,GRETA,1,report_published,,2013-01-31"))
    [(line, result)] = problems(report)
    assert (line, result[: len(reason)]) == (2, reason)
    assert [str(event.country) for event in MonitoringEvent.objects.all()] == ["LV"]


def test_country_in_a_row_can_be_given_by_its_code() -> None:
    import_list(tidy("SE,GRETA,1,visit_start", "XB,GRETA,1,visit_start", "ZZ,GRETA,1,visit_start"))
    assert [str(event.country) for event in MonitoringEvent.objects.order_by("line")] == ["SE", "XB"]


def test_body_given_for_the_file_applies_to_rows_without_one() -> None:
    import_list(
        tidy("Estonia,,1,concluding observations", "Latvia,CRC Committee,1,concluding observations"), body="CEDAW"
    )
    assert list(MonitoringEvent.objects.order_by("line").values_list("body", flat=True)) == ["CEDAW", "CRC Committee"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"country,year\nEE,2004\n", "columns"),
        (b"", "columns"),
        (b"\xff\xfa\xfb", "encoding"),
        (b"country,event,event\n", "column_twice"),
    ],
)
def test_file_in_another_format_is_refused_as_a_whole(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        import_list(content)
    assert refusal.value.code == code
