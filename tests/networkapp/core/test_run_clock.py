"""The clock runs its jobs, and a failing job does not stop the others."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from networkapp import registry
from networkapp.models import Event
from tests.factories.networks import SeatFactory


def run_clock() -> str:
    out = StringIO()
    call_command("run_clock", "--once", stdout=out)
    return out.getvalue().strip()


def test_clock_records_ended_seats_once(db: None) -> None:
    over = timezone.now() - timedelta(days=1)
    seat = SeatFactory(starts_at=over - timedelta(days=9), ends_at=over)
    assert [run_clock(), run_clock()] == ["ended seats: 1", ""]
    assert Event.objects.get().payload == {"seat": seat.pk, "user": seat.user_id}


def test_failing_clock_job_does_not_stop_the_others(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: datetime) -> int:
        raise ValueError

    monkeypatch.setattr(registry, "clock_jobs", {"broken": fail, "whole": lambda now: 2})
    assert run_clock() == "whole: 2"
    assert "Clock job “broken” failed" in caplog.text
