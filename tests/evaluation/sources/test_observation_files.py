"""File formats of sources: encodings, workbooks, wide and tidy tables."""

import io
from datetime import date
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from evaluation.exchange.delimited import decode_text
from evaluation.models import ExternalObservation, ObservationFile
from networkapp.errors import Refused
from tests.evaluation.observation_tables import PORTAL, TIDY, kept, problems, take, tidy, values

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-16-le-marked")],
)
def test_table_is_read_with_any_encoding_and_delimiter_of_spreadsheets(delimiter: str, encoding: str) -> None:
    text = tidy("Österreich,Persons convicted,2017,12", "", "LV,Persons convicted,2017,<5").replace(",", delimiter)
    text = text.replace("Österreich", "Türkiye").replace("\n", "\r\n")
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-marked" else text.encode(encoding)
    report = take(raw, source="A body")
    assert (problems(report), sorted(map(str, values()))) == ([], ["12.0000", "<5"])


def test_named_encoding_is_used_and_an_unknown_one_refused() -> None:
    raw = tidy("Türkiye,Persons convicted,2017,12").encode("cp1252")
    take(raw, source="A body", encoding="cp1252")
    assert kept()[0][0] == "TR"
    with pytest.raises(Refused) as refusal:
        take(raw, source="A body", encoding="klingon")
    assert refusal.value.code == "unknown_encoding"


def test_file_that_changes_encoding_is_refused_as_a_whole() -> None:
    rows = "".join(f"EE,Persons convicted,{2000 + number % 20},{number}\n" for number in range(5000))
    with pytest.raises(Refused, match=r"Line 5002 is not utf-8 text\."):
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
def test_file_that_is_no_table_of_counts_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        take(content)
    assert refusal.value.code == code
    assert not ExternalObservation.objects.exists()


def test_title_rows_of_a_portal_file_are_skipped_and_give_the_date() -> None:
    row = "EST,Estonia,Europe,Northern Europe,Persons convicted,Total,Total,Total,Total,2021,Counts,<5,GLOTIP"
    take(f"Trafficking in persons{',' * 12}\n,Last update,24/01/2023{',' * 10}\n{PORTAL}\n{row}\n")
    [kept_row] = ExternalObservation.objects.all()
    assert (kept_row.year, kept_row.below, kept_row.line) == (2021, 5, 4)
    assert (kept_row.retrieved_on, kept_row.dataset) == (date(2023, 1, 24), "GLOTIP")


def test_workbook_of_the_portal_is_imported() -> None:
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


def test_workbook_that_unpacks_to_too_much_is_refused() -> None:
    saved = io.BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as strings:
        for _part in range(210):
            strings.write(b" " * 1_000_000)
    with pytest.raises(Refused) as refusal:
        take(saved.getvalue(), name="bomb.xlsx")
    assert (len(saved.getvalue()) < 1_000_000, refusal.value.code) == (True, "too_large")


@pytest.mark.parametrize("encoding", ["punycode", "idna", "undefined", "unicode_escape", "zlib", "none such"])
def test_encodings_that_no_spreadsheet_uses_are_refused(encoding: str) -> None:
    with pytest.raises(Refused) as refusal:
        take(b"iso3,country,indicator,year,value\n", encoding=encoding)
    assert refusal.value.code == "unknown_encoding"
    with pytest.raises(Refused) as refusal:
        decode_text(b"country,instrument\n", encoding)
    assert refusal.value.code == "unknown_encoding"


def test_table_with_a_column_per_year_is_read_and_empty_cells_are_not_zero() -> None:
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
def test_headings_in_two_rows_are_combined(header: str) -> None:
    take(f"{header}EE,Persons convicted,1,2,3,<5\n", source="A body")
    assert [(row[1], row[5], row[-2], row[-1]) for row in kept()] == [
        (2019, "female", 1, None),
        (2019, "male", 2, None),
        (2020, "female", 3, None),
        (2020, "male", None, 5),
    ]


def test_tidy_table_with_every_column_is_imported() -> None:
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
        (5, "is broken down by both form and citizenship"),
        (6, "“Z” are not valid flags; use E, P, B or D"),
        (7, "has no source"),
        (8, "“javascript:x” is not a web address"),
        (9, "“1.5.2022” is not a date; use the form 2005-05-16"),
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
