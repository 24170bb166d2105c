"""The modules of the installed plugins, and the texts in them."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from networkapp.registry.plugins import plugins


def modules(*packages: str) -> Iterator[tuple[str, str]]:
    """Yield the dotted name and the source of every module of the packages, without migrations."""
    for package in packages or sorted(plugins):
        folder = Path(str(import_module(package).__file__)).parent
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            if "migrations" not in parts:
                yield ".".join(parts).removesuffix(".__init__"), path.read_text()


@cache
def texts() -> tuple[str, ...]:
    """Return all texts in the plugins' code that are constants; of texts with values in them, the parts between."""
    trees = (ast.parse(source) for _name, source in modules())
    return tuple(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def is_importable(name: str) -> bool:
    """Return whether a module has this dotted name, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False
