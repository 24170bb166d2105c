"""Importing counts of independent sources from their tables."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision
from evaluation.sources.observations_upsert import LISTED
from tests.evaluation.observation_tables import convicted, doubts, glotip, kept, problems, take, tidy, values

pytestmark = pytest.mark.django_db


def test_every_breakdown_of_a_table_is_stored() -> None:
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


def test_each_stored_number_has_its_source_file_and_line() -> None:
    take(convicted("2017,Counts,12"), name="data_glotip.csv", retrieved_on=date(2023, 1, 24))
    [row] = ExternalObservation.objects.select_related("file")
    assert (row.source, row.dataset, row.url) == ("UNODC", "GLOTIP", "https://dataunodc.un.org/dp-trafficking-persons")
    assert (row.line, row.retrieved_on, row.file.name) == (2, date(2023, 1, 24), "data_glotip.csv")
    assert (row.file.rows, row.file.added, len(row.file.sha256)) == (1, 1, 64)


def test_second_import_changes_no_number_but_records_that_it_was_seen_again() -> None:
    content = convicted("2016,Counts,<5", "2017,Counts,12")
    take(content)
    before = kept()
    report = take(content)
    assert (report.added, report.revised, report.known) == (0, 0, 2)
    assert kept() == before
    assert not ObservationRevision.objects.exists()
    assert set(ExternalObservation.objects.values_list("seen_in", flat=True)) == {ObservationFile.objects.first().pk}


def test_changed_number_is_a_revision_and_the_old_one_is_stored() -> None:
    take(convicted("2017,Counts,<5"), name="old.csv", retrieved_on=date(2022, 1, 1))
    report = take(convicted("2016,Counts,7", "2017,Counts,12"), name="new.csv", retrieved_on=date(2023, 1, 1))
    assert (report.added, report.revised) == (1, 1)
    row = ExternalObservation.objects.get(year=2017)
    assert (row.value, row.below, row.revision, row.line, row.file.name) == (12, None, 2, 3, "new.csv")
    [old] = row.revisions.all()
    assert (old.number, old.value, old.below, old.line, old.file.name) == (1, None, 5, 2, "old.csv")
    assert old.retrieved_on == date(2022, 1, 1)


def test_older_file_does_not_overwrite_a_newer_number() -> None:
    take(convicted("2017,Counts,12"), retrieved_on=date(2023, 1, 1))
    report = take(convicted("2017,Counts,11"), retrieved_on=date(2022, 1, 1))
    assert (report.revised, report.older, values()) == (0, 1, [12])


def test_number_confirmed_by_a_later_file_is_not_overwritten_by_one_in_between() -> None:
    for year in (2021, 2023):
        take(convicted("2017,Counts,12"), retrieved_on=date(year, 1, 1))
    report = take(convicted("2017,Counts,11"), retrieved_on=date(2022, 1, 1))
    assert (report.revised, report.older, values()) == (0, 1, [12])
    assert ExternalObservation.objects.get().retrieved_on == date(2023, 1, 1)


def test_two_numbers_for_one_country_year_and_measure_are_both_stored_and_reported() -> None:
    dimension = "by form of exploitation,Other forms of exploitation"
    row = f"DNK,Denmark,Detected trafficking victims,{dimension},Total,Total,2017"
    content = glotip(f"{row},Counts,11", f"{row},Counts,<5", f"{row},Counts,<5")
    report = take(content)
    assert values() == [11, "<5"]
    assert doubts(report) == [
        (3, "differs from line 2 about the same thing; both are recorded"),
        (4, "duplicates line 3; stored once"),
    ]
    again = take(content)
    assert (again.added, again.revised, again.known, again.repeated) == (0, 0, 2, 1)
    later = take(content.replace(",11", ",12"))
    assert (later.added, later.revised, values()) == (0, 1, [12, "<5"])


def test_rows_that_cannot_be_imported_are_reported_by_line_and_the_others_are_imported() -> None:
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
            f'EST,Estonia,{place},2017,"Rate per 100,000 population",0.23',
            f"EST,Estonia,{place},2018,Counts,6",
        )
    )
    assert problems(report) == [
        (2, "“XKX” is not an ISO 3166-1 code"),
        (3, "“GBR_E_W” is not an ISO 3166-1 code"),
        (4, "the code EST and the name “Latvia” belong to different states"),
        (5, "“20117” is not a year"),
        (6, "the year 2999 is in the future"),
        (7, "“Persons arrested” is not an indicator of this table"),
        (8, "“by shoe size” is not a known breakdown"),
        (9, "“Blue” is not a known sex category"),
        (10, "“about 30” is not a known age group"),
        (11, "“many” is not a number"),
        (12, "“-3” is below zero"),
        (13, f"“{10**30}” is too large"),
        (14, "“2.5” is not a whole number; numbers of people must be"),
        (15, "has 9 cells; the header has 10"),
        (16, "contains a null character"),
        (17, "has the unit “Rate per 100,000 population”; only numbers can be imported for this indicator"),
    ]
    assert (report.rows, report.added) == (17, 1)
    assert kept()[0][1] == 2018


def test_sample_countries_can_be_imported_by_code() -> None:
    take(tidy("XA,Persons convicted,2017,12"), source="A body")
    assert kept()[0][0] == "XA"


def test_all_problems_are_counted_and_only_the_first_are_listed() -> None:
    report = take(tidy(*(f"Atlantis,x,2017,{number}" for number in range(LISTED + 5))), source="A body")
    assert (report.unplaced.number, len(report.unplaced.listed)) == (LISTED + 5, LISTED)


def test_command_reports_its_import_and_fails_if_rows_are_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(convicted("2017,Counts,12", "2018,Counts,many"))
    with pytest.raises(CommandError, match="1 row could not be imported; all others were") as failure:
        call_command("import_observations", file)
    assert failure.value.returncode == 2
    text = capsys.readouterr().out
    assert "table.csv:3: “many” is not a number" in text
    assert "2 numbers read: 1 added, 0 revised, 0 already known, 0 repeated" in text
    with pytest.raises(CommandError, match="No such file") as failure:
        call_command("import_observations", tmp_path / "none.csv")
    assert failure.value.returncode == 1
