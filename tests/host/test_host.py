"""The plugins in other sites: an existing one, and one that `wagtail start` has just created."""

import ast
import json
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.host.installation import PACKAGED, ROOT, Host

HERE = Path(__file__).parent
OF_NETWORKAPP = ["/networks/", "/library/", "/library/organisations/", "/meetings/"]
SEARCH, MOVED_SEARCH = "/search/?query=hotline", "/find/?query=hotline"
OF_EVALUATION = ["/evaluation/", "/evaluation/method/", "/evaluation/data/", "/treaties/"]
CHECK, MAKE = "check --fail-level WARNING", "makemigrations --check --dry-run"
MIGRATE = "migrate --verbosity 0"
OUR_SKIN = ("skin/masthead.html", "home/css/skin.css", "Baltic Sea networks")


@pytest.fixture(scope="module")
def club(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Return the site of tests/host/elsewhere in a folder of its own, with networkapp alone."""
    folder = tmp_path_factory.mktemp("club") / "site"
    shutil.copytree(HERE / "elsewhere", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HERE / "visit.py", folder)
    environment = {"PLUGINS": "networkapp", "HOST_DATABASE": str(folder / "club.sqlite3")}
    return Host(folder=folder, installed=installed, settings="club.settings", environment=environment)


@pytest.fixture(scope="module")
def fresh(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Return a site as `wagtail start` creates it, changed as docs/install.md says."""
    folder = tmp_path_factory.mktemp("fresh")
    start = "from wagtail.bin.wagtail import main; main()"
    subprocess.run([sys.executable, "-c", start, "start", "fresh"], cwd=folder, check=True, capture_output=True)
    list_apps_of_the_steps(folder / "fresh" / "fresh" / "settings" / "base.py")
    follow_the_instructions(folder / "fresh" / "fresh")
    write_the_plugin(folder / "fresh")
    for script in ("visit.py", "pledging.py"):
        shutil.copy(HERE / script, folder / "fresh")
    return Host(folder=folder / "fresh", installed=installed, settings="fresh.settings.dev")


def list_apps_of_the_steps(settings: Path) -> None:
    """Let the site already use some of the apps that the plugins need, as many sites do."""
    text = settings.read_text()
    for name, listed in {
        "INSTALLED_APPS": ["wagtail.contrib.table_block", "django_htmx"],
        "MIDDLEWARE": ["django_htmx.middleware.HtmxMiddleware"],
    }.items():
        assert f"{name} = [" in text
        text = text.replace(f"{name} = [", f"{name} = [*{listed},")
    settings.write_text(text)


def follow_the_instructions(package: Path) -> None:
    """Carry out every step of docs/install.md in the project's files, with the code of the document."""
    text = (ROOT / "docs" / "install.md").read_text()
    steps = [textwrap.dedent(step) for step in re.findall(r"^ *```python\n(.*?)```", text, re.DOTALL | re.MULTILINE)]
    for file, step in (("settings/base.py", steps[0]), ("urls.py", steps[1]), ("asgi.py", steps[2])):
        path = package / file
        path.write_text((path.read_text() if path.exists() else "") + "\n" + step.replace("yoursite", "fresh"))


def write_the_plugin(site: Path) -> None:
    """Create the plugin of docs/plugin.md beside the site, file by file from the document."""
    result = (ROOT / "docs" / "plugin.md").read_text()
    for name, text in re.findall(r"^`(pledges/[\w./]+)`\n```\w+\n(.*?)```", result, re.DOTALL | re.MULTILINE):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (site / "pledges" / "__init__.py").touch()
    for file, step in zip(
        ("settings/base.py", "urls.py"), re.findall(r"```python\n(\w+ = .*?)```", result, re.DOTALL), strict=True
    ):
        path = site / "fresh" / file
        path.write_text(f"{path.read_text()}\n{step}")


def visit(host: Host, commands: list[str], addresses: list[str], **environment: str) -> dict[str, Any]:
    """Return the output of these command lines and the pages at these addresses."""
    done = host.run(
        "visit.py", COMMANDS=json.dumps([*commands, MIGRATE]), ADDRESSES=json.dumps(addresses), **environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["installed_in"].startswith(str(host.installed))
    return seen


def assert_marks_on_pages(seen: dict[str, Any], marks: tuple[str, ...]) -> None:
    for address, page in {**seen["public"], **seen["member"]}.items():
        assert (address, page["status"]) == (address, 404 if address == "/invitations/none/" else 200)
        assert [mark for mark in marks if mark not in page["html"]] == [], address
        assert [mark for mark in OUR_SKIN if mark in page["html"] or mark in page["templates"]] == [], address
        assert 'class="networkapp"' in page["html"], address
    assert {address: status for address, status in seen["editor"].items() if status != 200} == {}
    assert len(seen["editor"]) == 4
    assert seen["exported"] == 200
    [found] = [page["html"] for address, page in seen["member"].items() if address.endswith("?q=hotlines")]
    assert re.search(r'href="/networks/joint/topics/\d+/"', found)


def test_wheel_contains_templates_static_files_and_migrations_and_nothing_of_the_site(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for package in PACKAGED
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    }
    assert wanted - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == set(PACKAGED)


def test_wheel_contains_every_catalogue_compiled(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())
    catalogues = {name for name in packed if name.endswith(".po")}
    assert {name for name in packed if name.endswith(".mo")} == {f"{name[:-3]}.mo" for name in catalogues}


def test_packages_imported_by_the_plugins_are_declared_as_dependencies() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[^a-z0-9_-]", line.lower())[0].replace("-", "_") for line in declared}
    modules = {
        "markdown_it_py": "markdown_it",
        "django_ninja": "ninja",
        "pypandoc_binary": "pypandoc",
        "python_iso639": "iso639",
    }
    known = {modules.get(name, name) for name in names} | COME_WITH_DECLARED | set(PACKAGED) | sys.stdlib_module_names
    imported = {
        name.split(".")[0]
        for package in PACKAGED
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _modules(node)
    }
    assert imported - known == set()


COME_WITH_DECLARED = {"PIL", "asgiref", "bs4", "modelcluster", "taggit", "treebeard"}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_existing_site_installs_networkapp_alone_and_evaluation_later(club: Host) -> None:
    marks = ('<header id="club-banner">', '<footer id="club-foot">', "| The club</title>")
    own = ["/search/?q=hotline", f"/members/{2**64}/", "/members/?id=7", "/members/?id=x"]
    alone = visit(club, [CHECK, MAKE], [*OF_NETWORKAPP, MOVED_SEARCH], OWN=json.dumps(own))
    assert "no issues" in alone["said"][CHECK]
    assert "No changes" in alone["said"][MAKE]
    assert_marks_on_pages(alone, marks)
    assert (alone["networks"]["count"], alone["networks"]["items"][0]["slug"]) == (1, "joint")
    assert {address.split("/")[3] for address in alone["api"]} & {"networks", "evaluation", "treaties"} == {"networks"}
    assert [status for status, _html in alone["own"].values()] == [200, 200, 200, 500]
    assert [html for _status, html in alone["own"].values()][:2] == ["The club finds hotline", f"Member {2**64}"]
    assert "Call the hotline." in alone["public"][alone["chapter"]]["html"]

    both = {"PLUGINS": "evaluation networkapp"}
    seen = visit(club, [CHECK], OF_NETWORKAPP + OF_EVALUATION, **both)
    assert "no issues" in seen["said"][CHECK]
    assert_marks_on_pages(seen, marks)
    assert {"/data/api/evaluation/results/", "/data/api/treaties/actions/"} - set(seen["api"]) == set()


def test_new_wagtail_site_serves_the_plugins_after_the_steps_of_the_installation_guide(fresh: Host) -> None:
    check = "check --fail-level INFO"
    made = fresh.run("manage.py", "makemigrations", "pledges")
    assert made.returncode == 0, made.stderr
    seen = visit(fresh, [check], [*OF_NETWORKAPP, SEARCH, *OF_EVALUATION])
    assert "no issues" in seen["said"][check]
    assert_marks_on_pages(seen, ("/static/js/fresh.js",))


def test_plugin_of_the_documentation_is_shown_only_to_members_of_its_network(fresh: Host) -> None:
    done = fresh.run("pledging.py")
    assert done.returncode == 0, done.stdout + done.stderr
    pledged = "Pledged: Visit the shelter"
    assert json.loads(done.stdout) == {
        "desk": {"pledger": [pledged], "reader": [], "stranger": []},
        "network": {"pledger": ["Visit the shelter"], "reader": ["Visit the shelter"], "stranger": []},
        "page": {"pledger": ["Visit the shelter"], "reader": ["Visit the shelter"], "stranger": []},
        "search": {"pledger": ["Visit the shelter"], "reader": ["Visit the shelter"], "stranger": []},
        "stranger pledges": "NotAllowed",
    }
