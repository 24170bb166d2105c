"""A migrated database: created once per run by the first test that needs one, and copied from then on.

On SQLite it is kept in var/migrated/ for later runs, until a migration changes. `python -m tests.migrated` creates it
beside the tests that need no database.

On SQLite a database is a file; otherwise its name on the server of DATABASE_URL.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "migrated"
KEPT_DATABASES = 3
DATABASE_URL = os.environ.get("DATABASE_URL", "")
# Migrations allocate many objects that are soon freed, and this process is short.
MIGRATE = """
import gc

import django

gc.disable()
django.setup()

from home.management.commands.prepare import migrate

migrate()
"""
# Test data need not survive a power failure.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")


def environment_of(data: Path, database: str) -> dict[str, str]:
    """Return the environment of a process of the site: the folder of its files, and its database.

    Without a name of a database, it is on SQLite below `data`, whatever DATABASE_URL says.
    """
    fields = {"DATA_DIR": str(data), "PYTHONPATH": "site", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    if DATABASE_URL and database:
        fields["DATABASE_URL"] = f"{DATABASE_URL.rpartition('/')[0]}/{database}"
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **fields}


def make_database(factory: pytest.TempPathFactory, name: str) -> None:
    """Create a database of this name, migrated and empty."""
    with _shared(factory) as folder:
        template = _template(folder)
        if not (folder / "done").exists():
            _migrate(folder, template)
        drop_database(name)
        if DATABASE_URL:
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        else:
            shutil.copy(folder / "db.sqlite3", name)


def drop_database(name: str) -> None:
    if DATABASE_URL:
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)


def empty_by_deleting(connection: Any) -> None:
    """Let tests that commit empty their tables without creating new files.

    PostgreSQL makes new files for every table that it truncates, and these hold next to nothing. Foreign keys are
    looked at when the transaction ends, so the order does not matter.
    """

    def sql_flush(style: Any, tables: Iterable[str], **kwargs: bool) -> list[str]:
        assert not kwargs["reset_sequences"]
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]

    connection.ops.sql_flush = sql_flush


def restore_after_commits(connection: Any, factory: pytest.TempPathFactory) -> None:
    """Restore the migrated database after tests that commit, in milliseconds.

    Django deletes everything and has permissions and content types made anew, which takes a quarter of a second. On
    SQLite the migrated file is copied back instead. Numbers of rows go on, since a process may remember an old one.
    """
    if connection.vendor != "sqlite":
        return empty_by_deleting(connection)
    with _shared(factory) as folder:
        migrated = folder / "db.sqlite3"

    def restore(_test: TransactionTestCase) -> None:
        with connection.cursor() as cursor, closing(sqlite3.connect(f"file:{migrated}?mode=ro", uri=True)) as source:
            numbers = cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
            source.backup(connection.connection)
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", numbers)

    TransactionTestCase._fixture_teardown = restore  # type: ignore[method-assign]


def drop_template(factory: pytest.TempPathFactory) -> None:
    """Drop the template database after the last test; files are deleted with their folder."""
    with _shared(factory) as folder:
        if DATABASE_URL and (folder / "done").exists():
            drop_database(_template(folder))


def _migrate(folder: Path, template: str) -> None:
    """Create the template: on SQLite from an earlier run with the same migrations, otherwise by migrating."""
    if DATABASE_URL:
        drop_database(template)
        _on_server(f'CREATE DATABASE "{template}"')
        _run_migrations(folder, template)
    else:
        shutil.copy(keep_migrated(), folder / "db.sqlite3")
    (folder / "done").touch()


def keep_migrated() -> Path:
    """Return the migrated SQLite file in var/migrated/; a few are kept for other versions of Python and packages."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{_fingerprint()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not kept.exists():
            with TemporaryDirectory(dir=KEPT) as folder:
                _run_migrations(Path(folder), "")
                for older in sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT_DATABASES]:
                    older.unlink()
                (Path(folder) / "db.sqlite3").rename(kept)
    return kept


def _run_migrations(folder: Path, database: str) -> None:
    command = [sys.executable, "-c", MIGRATE]
    subprocess.run(command, cwd=ROOT, env=environment_of(folder, database), check=True)


def _fingerprint() -> str:
    """Return a hash that changes with our migrations, with Python, and with the installed packages."""
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]
    contents = (path.name.encode() + path.read_bytes() for path in sorted(files))
    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    return hashlib.sha256(b"".join(contents) + " ".join([sys.version, *packages]).encode()).hexdigest()[:16]


@contextmanager
def _shared(factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder shared by all processes of this run, to one of them at a time."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "migrated"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield folder


def _template(folder: Path) -> str:
    return f"migrated_{folder.stat().st_ino}"


def _on_server(statement: str) -> None:
    with psycopg.connect(DATABASE_URL, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


if __name__ == "__main__":
    keep_migrated()
