"""Production settings: required variables, deployment checks, database options and hashed scripts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from home.checks import check_catalogues, stale_catalogues

ROOT = Path(__file__).resolve().parents[1]
SAFE = {
    "SECRET_KEY": "k3y-of-this-test-alone!" * 4 + "abcdefghij",
    "ALLOWED_HOSTS": "networks.example,.parliaments.example",
}


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "DATA_DIR": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=inherited | own | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("missing", sorted(SAFE))
@pytest.mark.parametrize("empty", [True, False], ids=["empty", "not set"])
def test_production_refuses_to_start_without_a_required_variable_and_names_it(
    missing: str, empty: bool, tmp_path: Path
) -> None:
    fields = {name: value for name, value in SAFE.items() if name != missing} | ({missing: ""} if empty else {})
    done = manage(tmp_path, "check", **fields)
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: "
        f"Set the environment variable {missing}. README.md lists all variables."
    )


def test_deployment_checks_pass_with_production_settings(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **SAFE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


def test_catalogue_that_is_not_compiled_is_reported(tmp_path: Path) -> None:
    for language in ("de", "ru"):
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").touch()
    assert stale_catalogues(tmp_path) == ["locale/de/LC_MESSAGES/django.po", "locale/ru/LC_MESSAGES/django.po"]
    (tmp_path / "locale/ru/LC_MESSAGES/django.mo").touch()
    assert stale_catalogues(tmp_path) == ["locale/de/LC_MESSAGES/django.po"]
    (tmp_path / "locale/de/LC_MESSAGES/django.mo").touch()
    os.utime(tmp_path / "locale/de/LC_MESSAGES/django.mo", (0, 0))
    with override_settings(ROOT=tmp_path):
        (result,) = check_catalogues()
    assert (result.id, result.msg) == (
        "home.W001",
        "Translations are not compiled, or their compiled files are out of date: locale/de/LC_MESSAGES/django.po.",
    )


def test_connection_pool_checks_connections_before_use(tmp_path: Path) -> None:
    show = "from django.db import connection as c; print(c.pool._check.__name__)"
    address = "postgres://nobody@127.0.0.1:1/networks"
    done = manage(tmp_path, "shell", "--no-imports", "-c", show, DATABASE_URL=address, **SAFE)
    assert done.stdout == "check_connection\n"


def test_database_url_options_are_kept_beside_the_pool(tmp_path: Path) -> None:
    address = "postgres://user:p%40ss@db.example:5433/networks?sslmode=require"
    show = "from django.conf import settings as s; print(s.DATABASES['default']['OPTIONS'], s.CSRF_TRUSTED_ORIGINS)"
    done = manage(tmp_path, "shell", "--no-imports", "-c", show, DATABASE_URL=address, DATABASE_POOL="7", **SAFE)
    assert done.stdout == (
        "{'sslmode': 'require', 'options': '-c jit=off', 'pool': {'min_size': 2, 'max_size': 7, 'timeout': 10}} "
        "['https://networks.example', 'https://parliaments.example', 'https://*.parliaments.example']\n"
    )


def test_every_variable_that_settings_read_is_in_the_readme() -> None:
    settings = "".join(path.read_text() for path in (ROOT / "site" / "config" / "settings").glob("*.py"))
    calls = settings.replace("required(name", "").split("env.")[1:] + settings.split("= required(")[1:]
    names = {call.split('"')[1] for call in calls if call.startswith((*READERS, '"'))}
    text = (ROOT / "README.md").read_text()
    assert {name for name in names if f"`{name}`" not in text} == set()
    assert SAFE.keys() < names


READERS = ('str("', 'bool("', 'int("', 'list("', 'db("', 'email_url("')


def test_scripts_import_other_scripts_by_their_hashed_names(tmp_path: Path) -> None:
    done = manage(tmp_path, "collectstatic", "--noinput", **SAFE)
    assert done.returncode == 0, done.stderr
    names = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
    script = (tmp_path / "static" / names["networkapp/js/desk.js"]).read_text()
    assert f'from "./{Path(names["networkapp/js/live.js"]).name}"' in script
    assert 'from "./live.js"' not in script
