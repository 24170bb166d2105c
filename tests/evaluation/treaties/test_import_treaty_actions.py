"""The command that imports treaty actions: its output and its exit codes."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import TreatyAction
from tests.factories.treaties import palermo, un

pytestmark = pytest.mark.django_db


def test_command_prints_the_numbers_of_imported_actions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    palermo()
    file = tmp_path / "list.csv"
    file.write_bytes(un("Bahrain,,2004-06-07,accession"))
    call_command("import_treaty_actions", str(file), "--checked", "2015-03-31")
    text = capsys.readouterr().out
    assert text == (
        "1 rows read: 1 actions added, 0 already recorded, 0 marked as checked, 0 replaced, "
        "0 older than the recorded ones.\n"
    )


def test_command_ends_with_2_and_lists_rows_that_were_not_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    palermo()
    file = tmp_path / "list.csv"
    file.write_bytes(un("Bahrain,,2004-06-07,accession", "Atlantis,2000-12-12,,"))
    with pytest.raises(CommandError) as end:
        call_command("import_treaty_actions", str(file))
    assert end.value.returncode == 2
    assert "  list.csv:3: unknown state “Atlantis”" in capsys.readouterr().out.splitlines()
    assert TreatyAction.objects.count() == 1


def test_command_ends_with_1_and_names_the_expected_columns(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"country,year\nEE,2004\n")
    with pytest.raises(CommandError, match=r"Found: country, year\. Expected: a status table") as end:
        call_command("import_treaty_actions", str(file))
    assert end.value.returncode == 1


def test_command_ends_with_1_if_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as end:
        call_command("import_treaty_actions", str(tmp_path / "none.csv"))
    assert end.value.returncode == 1
