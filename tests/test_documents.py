"""Documents name existing files, and list every setting, message, event kind and class that they should."""

import re
from pathlib import Path

import pytest
from django.apps import apps

import evaluation
import networkapp
from evaluation.conf import DEFAULTS as OF_EVALUATION
from networkapp.conf import DEFAULTS as OF_NETWORKAPP
from networkapp.registry import event_views

ROOT = Path(__file__).parents[1]
FOLDERS = ("bin", "accounts", "benchmarks", "docs", "evaluation", "home", "networkapp", "site", "templates", "tests")
# CHANGELOG.md and docs/decisions/ use the names of their time.
FOLDERS_OF_DOCUMENTS = (ROOT / "docs", ROOT / "docs" / "apps")
DOCUMENTS = [
    *ROOT.glob("[!.]*.md"),
    *(document for folder in FOLDERS_OF_DOCUMENTS for document in folder.glob("*.md")),
    ROOT / "benchmarks" / "README.md",
]
OF_TODAY = sorted(str(document.relative_to(ROOT)) for document in DOCUMENTS if document.name != "CHANGELOG.md")
RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
INSTALL, README = (ROOT / "docs" / "install.md").read_text(), (ROOT / "README.md").read_text()


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Return all files of the project, each with its whole path, which begins with a slash."""
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [f"/{path.relative_to(ROOT)}" for path in [*ROOT.glob("*"), *below] if path.is_file()]


@pytest.mark.parametrize("document", OF_TODAY)
def test_files_named_in_a_document_exist(document: str, files: list[str]) -> None:
    named = re.findall(r"`([\w./-]+\.(?:py|js|css|html|md|toml))`", (ROOT / document).read_text())
    ours = {name for name in named if not name.startswith(("yoursite/", "pledges/"))}
    assert {name for name in ours if not any(file.endswith(f"/{name}") for file in files)} == set()


@pytest.mark.parametrize("document", OF_TODAY)
def test_links_in_a_document_lead_to_a_file(document: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / document).read_text())
    folder = (ROOT / document).parent
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("record", [record.name for record in RECORDS])
def test_decision_record_has_its_three_sections_and_working_links(record: str) -> None:
    text = (ROOT / "docs" / "decisions" / record).read_text()
    assert text.startswith(f"# {int(record[:4])}. ")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequences"]
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not (ROOT / "docs" / "decisions" / link).exists()] == []


def test_index_of_decisions_lists_every_record_by_its_title() -> None:
    titles = sorted(f"[{record.read_text().splitlines()[0][2:]}]({record.name})" for record in RECORDS)
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    assert sorted(re.findall(r"^- (\[.+\]\(.+\))$", index, flags=re.MULTILINE)) == titles


def test_changelog_has_each_section_once_and_in_order() -> None:
    _intro, *releases = re.split(r"^## .+$", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    order = ["Added", "Changed", "Fixed", "Removed", "Security"]
    for release in releases:
        found = re.findall(r"^### (.+)$", release, flags=re.MULTILINE)
        assert found == [section for section in order if section in found]


def test_every_setting_of_the_plugins_is_in_the_installation_guide() -> None:
    names = [*(f"NETWORKAPP_{name}" for name in OF_NETWORKAPP), *(f"EVALUATION_{name}" for name in OF_EVALUATION)]
    assert [name for name in names if f"| `{name}` |" not in INSTALL] == []


def test_every_check_message_is_in_the_installation_guide() -> None:
    made = [ROOT / plugin / "checks.py" for plugin in ("networkapp", "evaluation")]
    ids = {found for path in made for found in re.findall(r'"((?:networkapp|evaluation)\.[EWI]\d+)"', path.read_text())}
    rows = "".join(line for line in INSTALL.splitlines() if line.startswith("| `"))
    assert {one for one in ids if f"`{one}`" not in rows and f"`{one.split('.')[1]}`" not in rows} == set()


def test_every_event_kind_shown_on_open_pages_is_documented() -> None:
    rows = [line for line in (ROOT / "docs" / "realtime.md").read_text().splitlines() if line.startswith("| `")]

    def is_told(kind: str) -> bool:
        """Return whether a row names the kind: in full, by its second word after another of the same first one, or as
        `first.*`."""
        first, _dot, second = kind.partition(".")
        short = f"`{first}.", f"`.{second}`"
        return any(f"`{kind}`" in row or f"`{first}.*`" in row or all(one in row for one in short) for row in rows)

    assert [kind for kind in event_views if not is_told(kind)] == []


def test_every_class_that_the_vocabulary_names_exists() -> None:
    lines = (ROOT / "docs" / "vocabulary.md").read_text().splitlines()
    columns = [line.split("|")[3] for line in lines if line.count("|") == 5]
    named = {name for column in columns for name in re.findall(r"`([A-Z][a-z]\w+)`", column)}
    code = [path for plugin in ("networkapp", "evaluation", "accounts") for path in (ROOT / plugin).rglob("*.py")]
    classes = {name for path in code for name in re.findall(r"^ *class (\w+)", path.read_text(), flags=re.MULTILINE)}
    assert named
    assert named - classes == set()


@pytest.mark.parametrize("app", [*networkapp.SUITE, *evaluation.SUITE])
def test_page_of_an_app_names_each_of_its_models(app: str) -> None:
    first, _dot, last = app.partition(".")
    name = "core" if app == "networkapp" else first if first == "evaluation" else last
    page = (ROOT / "docs" / "apps" / f"{name}.md").read_text()
    models = [model.__name__ for model in apps.get_app_config(app.replace(".", "_")).get_models()]
    assert [one for one in models if not one.endswith("Translation") and f"`{one}`" not in page] == []


@pytest.mark.parametrize("app", [app for app in networkapp.SUITE if "." in app])
def test_app_is_in_the_table_of_hosts_and_in_the_table_of_apps(app: str) -> None:
    assert f"| `{app}` |" in INSTALL
    assert f"({app.rpartition('.')[2]}.md)" in (ROOT / "docs" / "apps" / "README.md").read_text()


def test_every_environment_variable_of_the_settings_is_in_the_readme() -> None:
    read = "".join(path.read_text() for path in (ROOT / "site" / "config" / "settings").glob("[!t]*.py"))
    names = set(re.findall(r'(?:env\.\w+|required)\("([A-Z_]+)"', read))
    assert {name for name in names if f"`{name}`" not in README} == set()
