"""The list of imports that run the wrong way only gets shorter, and an app imports only from apps that it needs."""

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from importlib import import_module
from pathlib import Path

import pytest

from networkapp import SUITE

ROOT = Path(__file__).resolve().parents[1]
MOST = {
    "Order of the apps": 35,
    "Inside dossiers": 3,
    "Inside inquiries": 1,
    "Inside decisions": 5,
    "Inside discussion": 3,
    "Inside meetings": 2,
    "Inside handbooks": 6,
    "Inside news": 4,
    "Inside evaluation": 23,
    "Inside the core": 38,
}
PUBLIC = {"models", "queries", "actions", "signals", "registry"}
"""The modules of an app, or folders in it, that other plugins and hosts may rely on."""


@pytest.mark.parametrize("app", [app for app in SUITE if "." in app])
def test_every_app_has_a_contract_of_its_own_and_leaves_the_channel_layer_alone(app: str) -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    named = {contracts[section].get("name", ""): contracts[section] for section in contracts.sections()}
    assert f"Inside {app.rpartition('.')[2]}" in named
    forbidden = named["Only events, sockets and their consumers touch the channel layer"]["source_modules"]
    assert app in forbidden.split()


def test_no_import_contract_has_more_exceptions_than_before() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    listed = {
        contracts[section]["name"]: len(contracts[section]["ignore_imports"].split("\n")) - 1
        for section in contracts.sections()
        if contracts.has_option(section, "ignore_imports")
    }
    assert listed == MOST


@pytest.mark.parametrize("app", SUITE)
def test_an_app_imports_only_apps_that_it_needs(app: str) -> None:
    allowed = needed_by(app)
    assert {(path, other) for path, other in imported_apps(app) if other not in allowed} == set()


def test_evaluation_imports_only_public_modules_of_apps() -> None:
    imported = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "evaluation").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in names_in(node)[1:] or names_in(node)
        if app_of(name) != "networkapp" and PUBLIC.isdisjoint(name.split("."))
    }
    assert imported == set()


def needed_by(app: str) -> set[str]:
    """Return this app and the apps of the suite that must be installed with it; the core and discussion need each
    other."""
    known, left = {app}, [app]
    while left:
        more = named_by(left.pop()) - known
        known |= more
        left.extend(more)
    return known


def named_by(app: str) -> set[str]:
    """Return the apps of the suite that this one names as needed."""
    module = import_module(f"{app}.apps")
    (config,) = [one for one in vars(module).values() if getattr(one, "name", None) == app]
    return {name for name in config.needs if name in SUITE}


def imported_apps(app: str) -> Iterator[tuple[str, str]]:
    """Yield each file of the app with every app of the suite that it imports from."""
    folder = ROOT / app.replace(".", "/")
    others = [ROOT / other.replace(".", "/") for other in SUITE if other.startswith(f"{app}.")]
    for path in folder.rglob("*.py"):
        if not any(path.is_relative_to(other) for other in others):
            for node in ast.walk(ast.parse(path.read_text())):
                for name in names_in(node):
                    yield str(path.relative_to(ROOT)), app_of(name)


def names_in(node: ast.AST) -> list[str]:
    """Return the modules of the suite that this statement imports."""
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("networkapp"):
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.startswith("networkapp")]
    return []


def app_of(module: str) -> str:
    """Return the app of the suite in which the module is."""
    return max((app for app in SUITE if f"{module}.".startswith(f"{app}.")), key=len)
