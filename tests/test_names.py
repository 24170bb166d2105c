"""Names, signatures and docstrings follow the rules of CONTRIBUTING.md; the numbers of exceptions only get smaller."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ("networkapp", "evaluation")
FOLDERS = ("actions", "queries", "rules")
FRAMEWORK_NAMES = {"Command"}
"""Names that Django looks for."""
VAGUE_BEGINNINGS = ("The same", "Those", "As ", "Who ", "Whoever", "How ", "What ", "For who", "Of what")
MOST = {"repeated": 0, "positional": 0, "untyped": 0, "undocumented": 0, "undocumented classes": 223, "vague": 0}


@cache
def modules(plugin: str) -> list[tuple[Path, ast.Module]]:
    paths = [path for path in sorted((ROOT / plugin).rglob("*.py")) if "migrations" not in path.parts]
    return [(path.relative_to(ROOT), ast.parse(path.read_text())) for path in paths]


@pytest.fixture(scope="module", autouse=True)
def _modules_are_forgotten() -> Iterator[None]:
    yield
    modules.cache_clear()


def public_functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield the functions that other modules call to read or to change something."""
    for plugin in PLUGINS:
        for path, tree in modules(plugin):
            if not {*path.parts, path.stem}.isdisjoint(FOLDERS):
                for one in tree.body:
                    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and not one.name.startswith("_"):
                        yield f"{path}:{one.name}", one


def repeated_classes(plugin: str) -> list[str]:
    names = Counter(one.name for _path, tree in modules(plugin) for one in tree.body if isinstance(one, ast.ClassDef))
    return sorted(name for name, number in names.items() if number > 1 and name not in FRAMEWORK_NAMES)


def has_any(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether a parameter or the result is simply Any."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    notes = [*(one.annotation for one in arguments), function.returns]
    return any(note is not None and ast.unparse(note) in ("Any", "Any | None") for note in notes)


def documented_things() -> Iterator[tuple[str, str]]:
    """Yield every public function at the top of a module, with its docstring."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    for plugin in PLUGINS:
        for path, tree in modules(plugin):
            for one in tree.body:
                if isinstance(one, kinds) and not one.name.startswith("_"):
                    yield f"{path}:{one.name}", ast.get_docstring(one) or ""


def undocumented_classes() -> Iterator[str]:
    """Yield the public classes at the top of a module without a docstring, except commands and app configurations."""
    for plugin in PLUGINS:
        for path, tree in modules(plugin):
            for one in tree.body:
                is_public = isinstance(one, ast.ClassDef) and not one.name.startswith("_")
                is_known = path.name == "apps.py" or "commands" in path.parts
                if is_public and not is_known and not ast.get_docstring(one):
                    yield f"{path}:{one.name}"


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield every docstring: of modules, classes, functions and methods, public or not."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for plugin in PLUGINS:
        for path, tree in modules(plugin):
            for one in ast.walk(tree):
                if isinstance(one, kinds) and (words := ast.get_docstring(one)):
                    yield f"{path}:{getattr(one, 'name', '')}", words


FOUND = {
    "repeated": lambda: [f"{plugin}: {name}" for plugin in PLUGINS for name in repeated_classes(plugin)],
    "positional": lambda: [name for name, one in public_functions() if one.args.args or one.args.posonlyargs],
    "untyped": lambda: [name for name, one in public_functions() if has_any(one)],
    "undocumented": lambda: [name for name, words in documented_things() if not words],
    "undocumented classes": lambda: list(undocumented_classes()),
    "vague": lambda: [name for name, words in docstrings() if words.startswith(VAGUE_BEGINNINGS)],
}


@pytest.mark.parametrize("rule", FOUND)
def test_number_of_exceptions_to_each_rule_does_not_grow(rule: str) -> None:
    found = FOUND[rule]()
    assert len(found) == MOST[rule], "\n".join(found)
