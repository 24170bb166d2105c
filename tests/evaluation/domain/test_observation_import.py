"""Counts of independent sources, taken over from tables as they publish them."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from evaluation.domain.observation_import import ObservationReport, import_observations
from evaluation.domain.observation_keeping import LISTED
from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision
from networkapp.errors import Refused

GLOTIP = "iso3,country,indicator,dimension,category,sex,age,year,unit,value_text"
PORTAL = (
    "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source"
)
TIDY = "country,indicator,year,value"

pytestmark = pytest.mark.django_db


def take(content: str | bytes, name: str = "table.csv", **given: Any) -> ObservationReport:
    raw = content if isinstance(content, bytes) else content.encode()
    return import_observations(file=io.BytesIO(raw), name=name, **given)


def glotip(*rows: str) -> str:
    return "\n".join((GLOTIP, *rows, ""))


def convicted(*years_and_values: str) -> str:
    return glotip(*(f"EST,Estonia,Persons convicted,Total,Total,Total,Total,{row}" for row in years_and_values))


def tidy(*rows: str) -> str:
    return "\n".join((TIDY, *rows, ""))


def kept() -> list[tuple[Any, ...]]:
    rows = ExternalObservation.objects.order_by("year", "dimension", "category", "sex", "age", "occurrence")
    names = ("country", "year", "indicator", "dimension", "category", "sex", "age", "value", "below")
    return [tuple(row) for row in rows.values_list(*names)]


def values() -> list[Any]:
    return [row[-2] if row[-2] is not None else f"<{row[-1]:f}".rstrip("0").rstrip(".") for row in kept()]


def problems(report: ObservationReport) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in report.unplaced.listed]


def doubts(report: ObservationReport) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in report.doubts.listed]


def test_every_breakdown_of_the_table_is_kept_in_its_place() -> None:
    report = take(
        glotip(
            'FIN,Finland,Detected trafficking victims,Total,Total,Total,Total,2018,Counts,"1,011"',
            "FIN,Finland,Detected trafficking victims,Total,Total,Female,0 to 17 years,2018,Counts,<5",
            "FIN,Finland,Detected trafficking victims,by citizenship,Viet Nam,Total,Total,2018,Counts,30",
            "FIN,Finland,Detected trafficking victims,by citizenship,TÃ¼rkiye,Total,Total,2018,Counts,12",
            "FIN,Finland,Detected trafficking victims,by citizenship,Europe others,Total,Total,2018,Counts,9",
            "FIN,Finland,Detected trafficking victims,by form of exploitation,Forced labour,Male,18 years or over,2018,"
            "Counts,44",
            "FIN,Finland,Offences of trafficking in persons,Total,Total,Total,Total,2018,Counts,0",
        )
    )
    assert kept() == [
        ("FI", 2018, "detected_victims", "citizenship", "Europe others", "total", "total", 9, None),
        ("FI", 2018, "detected_victims", "citizenship", "TR", "total", "total", 12, None),
        ("FI", 2018, "detected_victims", "citizenship", "VN", "total", "total", 30, None),
        ("FI", 2018, "detected_victims", "form", "forced_labour", "male", "adult", 44, None),
        ("FI", 2018, "detected_victims", "total", "", "female", "child", None, 5),
        ("FI", 2018, "detected_victims", "total", "", "total", "total", 1011, None),
        ("FI", 2018, "offences", "total", "", "total", "total", 0, None),
    ]
    assert (report.rows, report.added, problems(report), doubts(report)) == (7, 7, [], [])


def test_each_number_says_where_it_came_from() -> None:
    take(convicted("2017,Counts,12"), name="data_glotip.csv", retrieved_on=date(2023, 1, 24))
    [row] = ExternalObservation.objects.select_related("file")
    assert (row.source, row.dataset, row.url) == ("UNODC", "GLOTIP", "https://dataunodc.un.org/dp-trafficking-persons")
    assert (row.line, row.retrieved_on, row.file.name) == (2, date(2023, 1, 24), "data_glotip.csv")
    assert (row.file.rows, row.file.added, len(row.file.sha256)) == (1, 1, 64)


def test_a_second_run_changes_nothing_but_says_that_the_numbers_still_stand() -> None:
    content = convicted("2016,Counts,<5", "2017,Counts,12")
    take(content)
    before = kept()
    report = take(content)
    assert (report.added, report.revised, report.known) == (0, 0, 2)
    assert kept() == before
    assert not ObservationRevision.objects.exists()
    assert set(ExternalObservation.objects.values_list("seen_in", flat=True)) == {ObservationFile.objects.first().pk}


def test_a_changed_number_is_a_revision_and_the_old_one_can_be_read() -> None:
    take(convicted("2017,Counts,<5"), name="old.csv", retrieved_on=date(2022, 1, 1))
    report = take(convicted("2016,Counts,7", "2017,Counts,12"), name="new.csv", retrieved_on=date(2023, 1, 1))
    assert (report.added, report.revised) == (1, 1)
    row = ExternalObservation.objects.get(year=2017)
    assert (row.value, row.below, row.revision, row.line, row.file.name) == (12, None, 2, 3, "new.csv")
    [old] = row.revisions.all()
    assert (old.number, old.value, old.below, old.line, old.file.name) == (1, None, 5, 2, "old.csv")
    assert old.retrieved_on == date(2022, 1, 1)


def test_an_older_file_puts_nothing_back() -> None:
    take(convicted("2017,Counts,12"), retrieved_on=date(2023, 1, 1))
    report = take(convicted("2017,Counts,11"), retrieved_on=date(2022, 1, 1))
    assert (report.revised, report.older, values()) == (0, 1, [12])


def test_two_numbers_for_one_thing_are_both_kept_and_named() -> None:
    dimension = "by form of exploitation,Other forms of exploitation"
    row = f"DNK,Denmark,Detected trafficking victims,{dimension},Total,Total,2017"
    content = glotip(f"{row},Counts,11", f"{row},Counts,<5", f"{row},Counts,<5")
    report = take(content)
    assert values() == [11, "<5"]
    assert doubts(report) == [
        (3, "says something else of the same thing than line 2; both are kept"),
        (4, "says the same of the same thing as line 3; it is kept once"),
    ]
    again = take(content)
    assert (again.added, again.revised, again.known, again.repeated) == (0, 0, 2, 1)
    later = take(content.replace(",11", ",12"))
    assert (later.added, later.revised, values()) == (0, 1, [12, "<5"])


def test_what_cannot_be_placed_is_reported_with_its_line_and_the_rest_goes_in() -> None:
    place = "Persons convicted,Total,Total,Total,Total"
    report = take(
        glotip(
            f"XKX,Atlantis,{place},2017,Counts,6",
            f"GBR_E_W,United Kingdom (England and Wales),{place},2017,Counts,6",
            f"EST,Latvia,{place},2017,Counts,6",
            f"EST,Estonia,{place},20117,Counts,6",
            f"EST,Estonia,{place},2999,Counts,6",
            "EST,Estonia,Persons arrested,Total,Total,Total,Total,2017,Counts,6",
            "EST,Estonia,Persons convicted,by shoe size,44,Total,Total,2017,Counts,6",
            "EST,Estonia,Persons convicted,Total,Total,Blue,Total,2017,Counts,6",
            "EST,Estonia,Persons convicted,Total,Total,Total,about 30,2017,Counts,6",
            f"EST,Estonia,{place},2017,Counts,many",
            f"EST,Estonia,{place},2017,Counts,-3",
            f"EST,Estonia,{place},2017,Counts,{10**30}",
            f"EST,Estonia,{place},2017,Counts,2.5",
            f"EST,Estonia,{place},2017,Counts",
            f"EST,Estonia,{place},2017,Counts,6\0",
            f"EST,Estonia,{place},2018,Counts,6",
        )
    )
    assert problems(report) == [
        (2, "“XKX” is no code of ISO 3166-1"),
        (3, "“GBR_E_W” is no code of ISO 3166-1"),
        (4, "the code EST and the name “Latvia” are of two states"),
        (5, "“20117” is not a year"),
        (6, "the year 2999 is still to come"),
        (7, "“Persons arrested” is no indicator of this table"),
        (8, "“by shoe size” is no breakdown that is known here"),
        (9, "“Blue” is no sex that is known here"),
        (10, "“about 30” is no age group that is known here"),
        (11, "“many” is no number"),
        (12, "“-3” is below zero"),
        (13, f"“{10**30}” is too large to be kept"),
        (14, "“2.5” is no whole number, and persons are counted"),
        (15, "has 9 cells where the header has 10"),
        (16, "holds a NUL, which no text has"),
    ]
    assert (report.rows, report.added) == (16, 1)
    assert kept()[0][1] == 2018


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-16-le-marked")],
)
def test_it_does_not_matter_how_a_spreadsheet_saved_it(delimiter: str, encoding: str) -> None:
    text = tidy("Österreich,Persons convicted,2017,12", "", "LV,Persons convicted,2017,<5").replace(",", delimiter)
    text = text.replace("Österreich", "Türkiye").replace("\n", "\r\n")
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-marked" else text.encode(encoding)
    report = take(raw, source="A body")
    assert (problems(report), sorted(map(str, values()))) == ([], ["12.0000", "<5"])


def test_a_named_encoding_is_used_and_an_unknown_one_refused() -> None:
    raw = tidy("Türkiye,Persons convicted,2017,12").encode("cp1252")
    take(raw, source="A body", encoding="cp1252")
    assert kept()[0][0] == "TR"
    with pytest.raises(Refused) as refusal:
        take(raw, source="A body", encoding="klingon")
    assert refusal.value.code == "unknown_encoding"


def test_nothing_of_a_file_that_ends_in_another_encoding_is_kept() -> None:
    rows = "".join(f"EE,Persons convicted,{2000 + number % 20},{number}\n" for number in range(5000))
    with pytest.raises(Refused, match=r"Line 5002 is not text in utf-8\."):
        take(f"{TIDY}\n{rows}".encode() + b"T\xfcrkiye,Persons convicted,2017,12\n", source="A body")
    assert (ExternalObservation.objects.count(), ObservationFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b,c\n1,2,3\n", "columns"),
        (b"country,indicator,value\nEE,x,1\n", "columns"),
        (b"country,country,indicator,year,value\nEE,EE,x,2017,1\n", "column_twice"),
        (b"PK\x03\x04 nothing of a workbook", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
        (b"country,indicator,year,value\nEE,x,2017,1\n", "source_unnamed"),
        (b'country,indicator,year,value\nEE,"x,2017,1\n' + b"EE,y,2018,2\n" * 20_000, "endless_row"),
        (b"country,indicator,year,value\n" + b"x" * 1_100_000, "endless_line"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        take(content)
    assert refusal.value.code == code
    assert not ExternalObservation.objects.exists()


def test_title_rows_of_the_portal_are_passed_over_and_tell_the_day() -> None:
    row = "EST,Estonia,Europe,Northern Europe,Persons convicted,Total,Total,Total,Total,2021,Counts,<5,GLOTIP"
    take(f"Trafficking in persons{',' * 12}\n,Last update,24/01/2023{',' * 10}\n{PORTAL}\n{row}\n")
    [kept_row] = ExternalObservation.objects.all()
    assert (kept_row.year, kept_row.below, kept_row.line) == (2021, 5, 4)
    assert (kept_row.retrieved_on, kept_row.dataset) == (date(2023, 1, 24), "GLOTIP")


def test_the_workbook_of_the_portal_is_read_as_it_is() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["UNODC", None, "24/01/2023"])
    sheet.append([])
    sheet.append(PORTAL.split(","))
    place = ["Total", "Total", "Total", "Total"]
    sheet.append(["EST", "Estonia", "Europe", "Northern", "Persons convicted", *place, 2021, "Counts", 7, "GLOTIP"])
    sheet.append(["EST", "Estonia", "Europe", "Northern", "Persons convicted", *place, 2022.0, "Counts", "<5", "x"])
    saved = io.BytesIO()
    book.save(saved)
    report = take(saved.getvalue(), name="data_glotip.xlsx")
    assert (problems(report), values()) == ([], [7, "<5"])
    assert list(ExternalObservation.objects.order_by("year").values_list("line", flat=True)) == [4, 5]


def test_a_column_for_each_year_is_read_and_an_empty_cell_is_no_zero() -> None:
    report = take(
        "iso3,country,indicator,dimension,category,sex,age,unit,2019,2020,2021\n"
        "EST,Estonia,Persons convicted,Total,Total,Total,Total,Counts,7,,<5\n"
    )
    assert [(row[1], row[-2], row[-1]) for row in kept()] == [(2019, 7, None), (2021, None, 5)]
    assert (report.rows, report.added, report.without_value) == (3, 2, 1)


@pytest.mark.parametrize(
    "header",
    [
        ",,2019,,2020,\ncountry,indicator,Female,Male,Female,Male\n",
        "country,indicator,2019,,2020,\n,,Female,Male,Female,Male\n",
        "country,indicator,2019 Female,2019 Male,2020 Female,2020 Male\n",
    ],
)
def test_headings_in_two_rows_are_read_together(header: str) -> None:
    take(f"{header}EE,Persons convicted,1,2,3,<5\n", source="A body")
    assert [(row[1], row[5], row[-2], row[-1]) for row in kept()] == [
        (2019, "female", 1, None),
        (2019, "male", 2, None),
        (2020, "female", 3, None),
        (2020, "male", None, 5),
    ]


def test_a_tidy_table_says_all_there_is_to_say() -> None:
    header = "country,indicator,year,value,sex,age,form,citizenship,unit,flags,source,dataset,url,retrieved"
    report = take(
        f"{header}\n"
        "LVA,Suspects,2020,1 234,f,adults,Forced labour,,persons,P,Eurostat,crim_thb_sex,https://e.example/,2022-05-01\n"
        'Latvia,Share of women,2020,"12,5",,,,,per cent,,Eurostat,crim,,\n'
        'Latvia,Share of women,2021,"1,234",,,,,per cent,,Eurostat,crim,,\n'
        "Latvia,Suspects,2020,6,,,Forced labour,Estonia,,,Eurostat,crim,,\n"
        "Latvia,Suspects,2020,6,,,,,,Z,Eurostat,crim,,\n"
        "Latvia,Suspects,2020,6,,,,,,,,crim,,\n"
        "Latvia,Suspects,2020,6,,,,,,,Eurostat,crim,javascript:x,\n"
        "Latvia,Suspects,2020,6,,,,,,,Eurostat,crim,,1.5.2022\n"
    )
    assert problems(report) == [
        (4, "“1,234” could be two numbers"),
        (5, "is broken down by form and by citizenship at once"),
        (6, "“Z” are no flags; known are E, P, B and D"),
        (7, "names no source"),
        (8, "“javascript:x” is no address"),
        (9, "“1.5.2022” is not a day; write it as 2005-05-16"),
    ]
    share, suspects = ExternalObservation.objects.order_by("indicator")
    assert (share.indicator, share.unit, share.value) == ("Share of women", "per cent", Decimal("12.5"))
    assert (suspects.indicator, suspects.value, suspects.flags, suspects.source) == ("Suspects", 1234, "P", "Eurostat")
    assert (suspects.dimension, suspects.category, suspects.sex, suspects.age) == (
        "form",
        "forced_labour",
        "female",
        "adult",
    )
    assert (suspects.url, suspects.retrieved_on) == ("https://e.example/", date(2022, 5, 1))


def test_sample_countries_have_their_codes() -> None:
    take(tidy("XA,Persons convicted,2017,12"), source="A body")
    assert kept()[0][0] == "XA"


def test_of_very_many_problems_all_are_counted_and_the_first_are_listed() -> None:
    report = take(tidy(*(f"Atlantis,x,2017,{number}" for number in range(LISTED + 5))), source="A body")
    assert (report.unplaced.number, len(report.unplaced.listed)) == (LISTED + 5, LISTED)


def test_a_chunk_costs_the_same_however_many_rows_are_in_it() -> None:
    def queries(rows: int, start: int) -> int:
        content = convicted(*(f"{year},Counts,{year}" for year in range(start, start + rows)))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            take(content)
        return len(caught)

    assert queries(1, 1950) == queries(40, 1960)


def test_the_command_tells_what_it_did_and_fails_where_rows_are_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(convicted("2017,Counts,12", "2018,Counts,many"))
    with pytest.raises(CommandError, match="1 row could not be placed; all others are in") as failure:
        call_command("import_observations", file)
    assert failure.value.returncode == 2
    said = capsys.readouterr().out
    assert "table.csv:3: “many” is no number" in said
    assert "2 numbers read: 1 added, 0 revised, 0 known already, 0 said twice" in said
    with pytest.raises(CommandError, match="No such file") as failure:
        call_command("import_observations", tmp_path / "none.csv")
    assert failure.value.returncode == 1
