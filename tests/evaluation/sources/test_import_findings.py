"""The command that imports findings: its output and its exit codes."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import MonitoringEvent
from tests.factories.findings import greta

pytestmark = pytest.mark.django_db

VISIT = "EST,Estonia,1,visit_start,2017-05-15,,https://www.coe.int/estonia"


def test_command_prints_the_numbers_of_imported_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(greta(VISIT))
    call_command("import_findings", str(file), "--as-of", "2024-06-30")
    assert capsys.readouterr().out == (
        "1 rows read: 1 events and findings added, 0 revised, 0 already recorded, 0 older than the recorded ones; "
        "0 replies and measures added.\n"
    )


def test_command_ends_with_2_and_lists_rows_that_were_not_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(greta(VISIT, ",Atlantis,1,visit_start,2017-05-15,,"))
    with pytest.raises(CommandError) as end:
        call_command("import_findings", str(file))
    assert end.value.returncode == 2
    assert "  list.csv:3: unknown state “Atlantis”" in capsys.readouterr().out.splitlines()
    assert MonitoringEvent.objects.count() == 1


def test_command_ends_with_1_if_the_file_cannot_be_read(tmp_path: Path) -> None:
    for content in (b"country,year\nEE,2004\n", None):
        file = tmp_path / "list.csv"
        file.unlink(missing_ok=True)
        if content:
            file.write_bytes(content)
        with pytest.raises(CommandError) as end:
            call_command("import_findings", str(file))
        assert end.value.returncode == 1
