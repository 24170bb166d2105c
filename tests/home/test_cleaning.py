"""The clock job that deletes finished tasks and expired sessions."""

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from home.domain.cleaning import delete_expired
from networkapp import registry
from tests.worlds import world

NOON = datetime(2026, 3, 1, 12, 0, 7, tzinfo=UTC)


@world
def rows(db: None) -> None:
    for status, days in (("SUCCESSFUL", 2), ("SUCCESSFUL", 0), ("FAILED", 2), ("FAILED", 15), ("READY", None)):
        DBTaskResult.objects.create(
            status=status,
            finished_at=None if days is None else NOON - timedelta(days=days),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="networkapp.tasks.any",
            backend_name="default",
            exception_class_path="",
            traceback="",
        )
    for key, hours in (("expired", -1), ("valid", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOON + timedelta(hours=hours))


def test_finished_tasks_and_expired_sessions_are_deleted_once_an_hour(rows: None) -> None:
    assert [delete_expired(now=NOON + timedelta(minutes=1)), delete_expired(now=NOON)] == [0, 3]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
    assert [session.session_key for session in Session.objects.all()] == ["valid"]


def test_deletion_of_expired_rows_is_a_clock_job() -> None:
    assert registry.clock_jobs["expired sessions and finished tasks"] is delete_expired
