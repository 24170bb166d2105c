"""Every action has a door: what the domain can do is done somewhere outside the demonstration, and nothing is made by it
alone."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

ROOT = Path(settings.ROOT)
PLUGINS = ("networkapp", "evaluation")
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "set"),
    *("add", "record", "record_many", "run"),
}
WITHOUT_A_DOOR = {
    "a screen is being built: opening and closing cycles, and the lot of the peer review": "open_cycle draw_again",
}
"""Functions that write and that nothing reaches outside the demonstration and the tests, by reason."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of our code by its dotted name: plugins, accounts and home, without migrations."""
    for top in (*PLUGINS, "accounts", "home", "site"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT / "site" if top == "site" else ROOT).with_suffix("").parts
            if "migrations" not in parts:
                yield ".".join(parts).removesuffix(".__init__"), path


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text()) for name, path in modules()}


def is_demo(module: str) -> bool:
    return module.startswith("home.domain.demo") or module == "home.management.commands.load_demo"


def is_domain(module: str) -> bool:
    return any(module.startswith(f"{plugin}.domain.") for plugin in PLUGINS)


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
