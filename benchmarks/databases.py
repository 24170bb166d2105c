"""A migrated database for each run.

Migrations take more than a minute, so they run once: the migrated database is stored until a migration changes, for
SQLite in var/migrated/, for PostgreSQL beside the database of DATABASE_URL, and every run gets a copy.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "migrated"
# The process ends soon, and collecting garbage among live models would take most of its time.
MIGRATE = """
import gc

import django

gc.disable()
django.setup()

from home.management.commands.prepare import migrate

migrate()
"""


def environment_in(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with a new, migrated database: SQLite in `folder`, or `<name>_bench` on the server."""
    made = {**environment, "DATA_DIR": str(folder)}
    if url := made.get("DATABASE_URL"):
        made["DATABASE_URL"] = _copy_on_server(url, made)
    else:
        shutil.copy(_migrated_file(made), folder / "db.sqlite3")
    return made


@contextmanager
def own_database() -> Iterator[None]:
    """Give this process its own database until the end. Call after django.setup() and before the first query."""
    from django.db import connection  # noqa: PLC0415  (after setup)

    with TemporaryDirectory() as folder:
        environment = environment_in(Path(folder), {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"})
        url = environment.get("DATABASE_URL")
        connection.settings_dict["NAME"] = _name(url) if url else str(Path(folder) / "db.sqlite3")
        with closing(connection):
            yield


def _copy_on_server(url: str, environment: Mapping[str, str]) -> str:
    name, copy = f"{_name(url)}_migrated_{_fingerprint()}", f"{_name(url)}_bench"
    with psycopg.connect(_beside(url, "postgres"), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _drop(server, f"{_name(url)}\\_migrated\\_%")
            # Under another name until it is whole.
            _anew(server, f"{name}_being")
            _migrate({**environment, "DATABASE_URL": _beside(url, f"{name}_being")})
            server.execute(f'ALTER DATABASE "{name}_being" RENAME TO "{name}"'.encode())
        _anew(server, copy, template=name)
    return _beside(url, copy)


def _anew(server: psycopg.Connection, name: str, template: str = "template1") -> None:
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())


def _drop(server: psycopg.Connection, pattern: str) -> None:
    for (name,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]).fetchall():
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _migrated_file(environment: Mapping[str, str]) -> Path:
    kept = KEPT / f"bench_{_fingerprint()}.db"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for older in KEPT.glob("bench_*.db"):
            older.unlink()
        with TemporaryDirectory(dir=KEPT) as folder:
            _migrate({**environment, "DATA_DIR": folder})
            (Path(folder) / "db.sqlite3").rename(kept)
    return kept


def _migrate(environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=dict(environment), check=True)


def _fingerprint() -> str:
    """Changes with every migration of ours and with the packages that bring others."""
    files = sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py"), ROOT / "requirements.txt"])
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:12]


def _name(url: str) -> str:
    return urlsplit(url).path.strip("/")


def _beside(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()
