"""Reports as page, PDF and DOCX: texts of the rapporteur and numbers of the open data."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypandoc
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Cycle, Instrument
from evaluation.reports.document import compose, render_document, render_report
from evaluation.reports.models import Report
from networkapp.documents.convert import DocumentFormat
from tests.evaluation.reports.report_of_cycle import block_value, report_of
from tests.evaluation.results.open_data_files import fetch
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.results import make_cycle, make_published, publish_as_it_stands
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


COMPARED = ("point", "low", "high", "weakest_score")


def results(client: Client, year: int = 2025) -> list[dict[str, Any]]:
    """Return the rows of the open data for the year, with changes."""
    rows = [row for row in json.loads(fetch(client, "results.json"))["rows"] if row["year"] == year]
    changed = {
        (row["country"], row["recommendation"]): row for row in json.loads(fetch(client, "progress.json"))["rows"]
    }
    return [row | {"changed": changed.get((row["country"], row["recommendation"]), {})} for row in rows]


def lines(html: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the heading before the table, the first cell and the other cells of each row of results."""
    for table in BeautifulSoup(html, "html.parser").find_all("table"):
        head = [cell.get_text(" ", strip=True) for cell in table.find_all("tr")[0].find_all(["th", "td"])]
        if "Score" in head:
            heading = table.find_previous(["h3", "h2"]).get_text(strip=True)
            for row in table.find_all("tr")[1:]:
                first, *cells = [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
                yield heading, first, cells


def expected_cells(row: dict[str, Any]) -> list[str]:
    """Return the cells that a row of the open data should have in a report."""
    changed = row["changed"]
    sign = "−" if changed["difference"].startswith("-") else "" if float(changed["difference"]) == 0 else "+"
    difference = f"{sign}{changed['difference'].lstrip('-')}, based on {changed['based_on']} of {changed['of']}"
    weakest = f"{row['weakest_criterion']} Criterion {row['weakest_criterion'][2]} of {row['weakest_criterion'][0]}"
    return [
        row["band"].capitalize() + (" ?" if row["uncertain"] else ""),
        row["point"],
        row["low"] if row["low"] == row["high"] else f"between {row['low']} and {row['high']}",
        f"{weakest}: {row['weakest_score']}",
        f"{float(row['coverage']):.0f} %",
        difference,
    ]


def docx_as_html(content: bytes, folder: Path) -> str:
    file = folder / "report.docx"
    file.write_bytes(content)
    html: str = pypandoc.convert_file(str(file), "html")
    return html


def test_numbers_in_page_and_docx_of_a_report_equal_those_of_the_open_data(
    client: Client, cycle: Cycle, tmp_path: Path
) -> None:
    report = report_of(cycle)
    wanted = {(str(row["recommendation"]), row["country_name"]): expected_cells(row) for row in results(client)}
    for html in (
        client.get("/evaluation/reports/region/").content.decode(),
        docx_as_html(render_document(compose(report), DocumentFormat.DOCX), tmp_path),
    ):
        rows = {(heading[0], first): cells for heading, first, cells in lines(html) if "Not published" not in cells[0]}
        assert rows == wanted
        assert {cells[2].startswith("between ") for cells in rows.values()} == {True, False}


def test_pdf_of_a_report_is_accessible_and_has_the_numbers_of_the_open_data(client: Client, cycle: Cycle) -> None:
    content = render_document(compose(report_of(cycle)), DocumentFormat.PDF)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    read = pypdf.PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert read.trailer["/Root"]["/Lang"] == "en"
    for row in results(client):
        cells = expected_cells(row)
        line = f"{cells[0]} {cells[1]} {cells[2]}"
        assert line in text
    assert [row["weakest_score"] for row in results(client) if row["weakest_score"] not in text] == []


def test_country_report_of_a_version_has_its_results_and_answers(client: Client, cycle: Cycle) -> None:
    html = client.get("/evaluation/reports/countries/sample/xb/2025/1/").content.decode()
    rows = {first[0]: cells for _heading, first, cells in lines(html)}
    assert rows == {
        str(row["recommendation"]): expected_cells(row) for row in results(client) if row["country"] == "XB"
    }
    assert "10 of 30, 33.3 %" in " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    profile = client.get("/evaluation/countries/XB/").content.decode()
    assert 'href="/evaluation/reports/countries/sample/xb/2025/1/"' in profile


def test_report_puts_answers_into_the_words_of_the_profile_and_comments_on_lines_of_their_own(
    client: Client, cycle: Cycle
) -> None:
    share = {"numerator": 30, "denominator": 60, "comment": "One office reports in March.", "flags": ["P"]}
    make_published(cycle, "XC", c2=share, c3={"choice": True})
    html = client.get("/evaluation/reports/countries/sample/xc/2025/1/").content.decode()
    cells = {row.th.get_text()[:3]: row.td.decode_contents() for row in answer_rows(html)}
    assert cells["1.2"].endswith('30 of 60, 50.0 %, Provisional<br/><span lang="">One office reports in March.</span>')
    assert cells["1.3"].endswith("Yes")
    profile = BeautifulSoup(client.get("/evaluation/countries/XC/").content, "html.parser")
    text = profile.select_one("#a-1\\.2 p.num").get_text()
    assert " ".join(text.split()) == "30 of 60, 50.0 % Provisional 62.5 points"


def answer_rows(html: str) -> list[Any]:
    heading = BeautifulSoup(html, "html.parser").find("h2", string="Answers")
    return list(heading.find_next("table").select("tbody tr"))


FIRST_YEAR = "This is the first year; there is no earlier year to compare with."


@pytest.mark.parametrize("kind", ["regional", "country"])
def test_report_of_a_first_year_names_it_and_shows_values_without_comparison(
    client: Client, cycle: Cycle, kind: str
) -> None:
    report = report_of(cycle, kind=kind, country="XB" if kind == "country" else "", year=2024)
    html = render_report(compose(report), in_document=False)
    by_key = {(heading[0], first): cells for heading, first, cells in lines(html) if cells[0] != "Not published yet"}
    wanted = {row["point"] for row in results(client, 2024) if kind == "regional" or row["country"] == "XB"}
    assert FIRST_YEAR in html
    assert {cells[1] for cells in by_key.values() if len(cells) == 5} == wanted
    assert "Since the year before" not in html


def test_part_about_changes_shows_the_scores_of_a_first_year(client: Client, cycle: Cycle) -> None:
    body = json.dumps([{"type": "part", "value": "changes"}])
    report = report_of(cycle, year=2024, body=body)
    table = BeautifulSoup(render_report(compose(report), in_document=False), "html.parser").find("table")
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert rows[0] == ["Country", "Recommendation", "Score"]
    wanted = {(row["country_name"], str(row["recommendation"]), row["point"]) for row in results(client, 2024)}
    assert {(name, recommendation[0], score) for name, recommendation, score in rows[1:]} == wanted


def test_report_of_a_later_year_does_not_mention_a_first_year(cycle: Cycle) -> None:
    html = render_report(compose(report_of(cycle)), in_document=False)
    assert (FIRST_YEAR in html, "Since the year before" in html) == (False, True)


def test_table_cells_are_labelled_on_a_page_and_not_in_a_document(cycle: Cycle) -> None:
    composed = compose(report_of(cycle))
    page, inside = render_report(composed, in_document=False), render_report(composed, in_document=True)
    assert page.count("<table role=") == page.count("<table") > 3
    assert page.count("<td role=") == page.count("<td") > 10
    assert '<td role="cell" data-label="Weakest criterion">' in page
    assert ("data-label" in inside, 'role="cell"' in inside) == (False, False)


def test_texts_of_the_rapporteur_are_placed_around_the_selected_parts(cycle: Cycle) -> None:
    body = [("text", "<p>Before.</p>"), ("part", "missing"), ("text", "<p>After.</p>")]
    report = report_of(cycle, body=[(kind, block_value(kind, value)) for kind, value in body])
    html = render_report(compose(report), in_document=False)
    places = [html.index(words) for words in ("Before.", "Missing", "Sample country C", "After.")]
    assert places == sorted(places)
    assert "Overview for" not in html


@pytest.mark.parametrize("path", ["region/", "region.pdf", "region.odt", "countries/sample/xc/2025/1/"])
def test_drafts_and_unpublished_reports_return_404(client: Client, cycle: Cycle, path: str) -> None:
    report_of(cycle, live=path.endswith("odt"))
    assert client.get(f"/evaluation/reports/{path}").status_code == 404


def test_results_of_a_closed_network_are_in_no_report(client: Client, cycle: Cycle) -> None:
    closed = NetworkFactory(slug="closed-one", name="Closed one", visibility="closed")
    hidden = make_cycle(framework=cycle.framework, countries=["XA", "XB"], network=closed)
    version = make_published(hidden, "XA", for_everybody=False, c5={"number": 77123})
    report = report_of(hidden)
    html = client.get("/evaluation/reports/region/").content.decode() + render_report(compose(report), in_document=True)
    assert [word for word in (version.content_hash, "77123") if word in html] == []
    assert "No results published yet" in html
    assert client.get("/evaluation/reports/region.pdf").status_code == 404
    assert client.get("/evaluation/reports/countries/closed-one/xa/2025/1/").status_code == 404


def test_report_of_a_version_contains_the_published_country_report_about_it(client: Client, cycle: Cycle) -> None:
    address = "/evaluation/reports/countries/sample/xa/2025/{}/"
    body = [("text", block_value("text", "<p>What we saw.</p>"))]
    fields = {"kind": "country", "country": "XA", "body": body}
    report = report_of(cycle, **fields, title="XA in words", live=False)
    report_of(cycle, **fields | {"country": "XB"}, slug="xb")
    assert "What we saw." not in client.get(address.format(1)).content.decode()
    Report.objects.filter(pk=report.pk).update(live=True)
    html = client.get(address.format(1), headers={"accept-language": "de"}).content.decode()
    assert [words for words in ("XA in words", "What we saw.", "Results for 2025") if words not in html] == []
    publish_as_it_stands(cycle.assessments.get(delegation__code="XA"), reason="A mistake")
    report_of(cycle, **fields, title="The first", slug="first", number=1)
    titles = [BeautifulSoup(client.get(address.format(n)).content, "html.parser").h1.get_text() for n in (1, 2)]
    assert titles == ["The first", "XA in words"]
    assert compose(Report.objects.get(slug="first")).data.published[0].number == 1


def test_treaties_and_conclusions_are_in_reports_and_change_their_hash(client: Client, cycle: Cycle) -> None:
    instrument = InstrumentFactory(group=Instrument.Group.MAIN)
    ActionFactory(country="XA", instrument=instrument)
    ActionFactory(country="XA", instrument=instrument, kind="reserved", articles="31.2")
    cycle.network.visibility = "public"
    cycle.network.save()
    report = report_of(cycle)
    seat = SeatFactory(network=cycle.network, capacity="secretariat", delegation=None)
    digests = [compose(report).digest]
    for says in ("not", "partly"):
        record_verdict(
            network=cycle.network, delegation=cycle.assessments.get(delegation__code="XA").delegation, recommendation=1,
            says=says, reason="Half is done.", decision="Meeting 3", decided_on=date(2025, 11, 20), user=seat.user,
        )  # fmt: skip
        digests.append(compose(report).digest)
    ActionFactory(country="XB", instrument=instrument, kind="signed")
    assert len({*digests, compose(report).digest}) == 4
    for path in ("region/", "countries/sample/xa/2025/1/"):
        html = " ".join(client.get(f"/evaluation/reports/{path}").content.decode().split())
        wanted = ("party since 1 Jun 2015", "articles 31.2", "partly implemented", "Half is done.", "not implemented, ")
        assert [words for words in wanted if words not in html] == []
    cycle.network.visibility = "closed"
    cycle.network.save()
    assert "Half is done." not in client.get("/evaluation/reports/region/").content.decode()


def test_reports_show_no_numbers_of_few_people(client: Client, cycle: Cycle) -> None:
    make_published(cycle, "XC", c4={"numerator": 2, "denominator": 43, "comment": "Two persons"}, c5={"number": 3})
    html = client.get("/evaluation/reports/countries/sample/xc/2025/1/").content.decode()
    assert "Between 0 and 10 %, few people" in " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    assert "Too few to publish" in html
    assert [words for words in ("Two persons", "2 of 43") if words in html] == []


def test_countries_in_a_report_are_sorted_by_name(cycle: Cycle) -> None:
    html = render_report(compose(report_of(cycle)), in_document=True)
    names = re.findall(r">(Sample country [A-Z])</th>", html)
    assert names[:2] == ["Sample country A", "Sample country B"]
    assert names[2:5] == ["Sample country A", "Sample country B", "Sample country C"]


def spoken_as(html: str) -> dict[str, str]:
    """Return the language of each text of the page according to its `lang`."""
    found = BeautifulSoup(html, "html.parser").find_all(string=True)
    within = {str(text).strip(): text.find_parent(lang=True) for text in found if str(text).strip()}
    return {text: element["lang"] for text, element in within.items() if element is not None}


def test_text_in_another_language_than_the_page_is_marked_with_its_language(cycle: Cycle) -> None:
    answer = Client().get("/evaluation/reports/countries/sample/xa/2025/1/", headers={"accept-language": "fi"})
    spoken = spoken_as(answer.content.decode())
    assert (spoken["Recommendation about subject 1"], spoken["Criterion 1 of 1"]) == ("en", "en")
