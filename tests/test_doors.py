"""Everything that the domain writes, and every model, can be reached without the demonstration."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.urls import get_resolver
from modelcluster.fields import ParentalKey
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from networkapp.registry.plugins import plugin_apps
from tests.layers import is_domain

ROOT = Path(settings.ROOT)
PLUGINS = ("networkapp", "evaluation")
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("record", "record_bulk"),
}
MAKES = {"create", "get_or_create", "update_or_create", "bulk_create"}
WITHOUT_A_DOOR = {"has_readable_network": "only reads, for the menu of the site; models that it names have a save()"}
"""Functions that write and that only the demonstration or the tests call, each with the reason."""
MADE_BY_NOBODY: dict[str, str] = {
    "HandbookFile": "domain/made_files.py makes it, by the class that it is given",
    "MeetingPack": "domain/made_files.py makes it, by the class that it is given",
    "CaseDocument": "made as case.documents, a name that others share",
    "CaseStep": "made as case.steps, a name that others share",
    "CardImage": "domain/made_files.py makes it, by the class that it is given",
    "MessageDraft": "four_eyes.py makes it, by the class that it is given",
    "PositionDraft": "four_eyes.py makes it, by the class that it is given",
    "AmendmentDraft": "four_eyes.py makes it, by the class that it is given",
    "StatementDraft": "four_eyes.py makes it, by the class that it is given",
    "Report": "made as message.reports, a name that others share",
}
"""Models that no function and no admin screen outside the demonstration names as made, each with the reason."""

Node = tuple[str, str]
"""A module, and what is defined at its top."""
WHOLE = "*"
"""Beside the name of a module: the module itself."""


class Code:
    """The modules of the plugins and the code around them, and which definitions use which."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.trees = {name: ast.parse(source) for name, source in sources.items()}
        self.definitions = {name: dict(_definitions(tree)) for name, tree in self.trees.items()}
        self.imports = {name: dict(_imports(tree)) for name, tree in self.trees.items()}
        self.reached = self._reached()

    def functions_of_the_domain(self) -> Iterator[Node]:
        for module in filter(is_domain, self.trees):
            for name, definition in self.definitions[module].items():
                if isinstance(definition, ast.FunctionDef) and not name.startswith("_"):
                    yield module, name

    def writes(self, node: Node) -> bool:
        """Return whether the function writes to the database, directly or through functions that it calls."""
        return any(_calls(self.definitions[module].get(name), WRITES) for module, name in self._from([node]))

    def made(self) -> set[str]:
        """Return the names of all models and accessors with which the reached code creates rows."""
        found = {name for module, name in self.reached for name in _made(self.definitions[module].get(name))}
        outside = (tree for module, tree in self.trees.items() if not is_domain(module) and not is_home(module))
        return found.union(*(_made(tree) for tree in outside))

    def _reached(self) -> set[Node]:
        roots: set[Node] = set()
        for module, tree in self.trees.items():
            if not is_domain(module) and not is_home(module):
                roots |= {*self._used(module, tree), *((module, name) for name in self.definitions[module])}
        return self._from(roots)

    def _from(self, nodes: Iterable[Node]) -> set[Node]:
        seen, waiting = set(nodes), list(nodes)
        while waiting:
            module, name = waiting.pop()
            new = self._used_by(module, name) - seen
            seen |= new
            waiting += new
        return seen

    @cache  # noqa: B019  (one instance, for the session)
    def _used_by(self, module: str, name: str) -> frozenset[Node]:
        return frozenset(self._used(module, self.definitions[module].get(name)))

    def _used(self, module: str, tree: ast.AST | None) -> Iterator[Node]:
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Name):
                found = self._resolved(module, node.id)
                if found and found[1] != WHOLE:
                    yield found
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found = self._resolved(module, node.value.id)
                inside = self._resolved(found[0], node.attr) if found and found[1] == WHOLE else None
                if inside:
                    yield inside

    @cache  # noqa: B019  (one instance, for the session)
    def _resolved(self, module: str, name: str) -> Node | None:
        """Return the definition that a name means in a module, followed through imports; None if it is not ours."""
        if name in self.definitions[module]:
            return module, name
        source, original = self.imports[module].get(name, ("", ""))
        if f"{source}.{original}" in self.trees:
            return f"{source}.{original}", WHOLE
        return self._resolved(source, original) if source in self.trees and source != module else None


def is_home(module: str) -> bool:
    return module.split(".")[0] == "home"


def _modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of our code by its dotted name, without migrations."""
    for top in (*PLUGINS, "accounts", "home", "site"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT / "site" if top == "site" else ROOT).with_suffix("").parts
            if "migrations" not in parts:
                yield ".".join(parts).removesuffix(".__init__"), path


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node) for target in targets if isinstance(target, ast.Name))


def _imports(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)


def _calls(tree: ast.AST | None, names: set[str]) -> bool:
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call)) if tree is not None else ()
    return any(isinstance(one, ast.Attribute) and one.attr in names for one in called)


def _made(tree: ast.AST | None) -> set[str]:
    """Return names that are called like a class, and accessors whose manager creates rows."""
    found: set[str] = set()
    for node in ast.walk(tree) if tree is not None else ():
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in MAKES:
            found |= set(ast.unparse(node.func.value).replace("(", ".").split("."))
    return found


@cache
def code() -> Code:
    return Code({name: path.read_text() for name, path in _modules()})


def has_a_screen(model: type[Model]) -> bool:
    """Return whether rows are created in Wagtail's or Django's admin, as a snippet or page or with one."""
    if model in get_snippet_models() or model in admin.site._registry:
        return True
    if issubclass(model, Page):
        return bool(model.is_creatable)
    return any(isinstance(field, ParentalKey) and has_a_screen(field.related_model) for field in _fields(model))


def _fields(model: type[Model]) -> Iterable[Any]:
    return model._meta.get_fields()


def accessors(model: type[Model]) -> set[str]:
    """Return the names of relations to the model on the models that it belongs to."""
    keys = [field for field in _fields(model) if field.is_relation and not field.auto_created and field.remote_field]
    return {model.__name__, *(str(field.remote_field.get_accessor_name()) for field in keys)}


def shared_accessors() -> set[str]:
    """Return accessors such as `translations` that several models share."""
    models = [model for app in plugin_apps() for model in app.get_models()]
    counted = Counter(name for model in models for name in accessors(model))
    return {name for name, number in counted.items() if number > 1 and name.islower()}


def test_every_writing_domain_function_is_used_outside_the_demonstration() -> None:
    unreached = set(code().functions_of_the_domain()) - code().reached
    assert {name for module, name in unreached if code().writes((module, name))} == set(WITHOUT_A_DOOR)


def test_every_model_is_created_outside_the_demonstration() -> None:
    assert get_resolver().url_patterns  # Loads the hooks, which register snippets.
    made = code().made() - shared_accessors()
    models = [model for app in plugin_apps() for model in app.get_models()]
    unmade = {model.__name__ for model in models if not (accessors(model) & made or has_a_screen(model))}
    assert unmade == set(MADE_BY_NOBODY)


def test_function_called_only_by_the_demonstration_is_detected() -> None:
    used, lost = (("networkapp.discussion.actions.posts", name) for name in ("post", "lose"))
    small = Code(
        {
            used[0]: "def post():\n    Thing.objects.create()\n\ndef lose():\n    post()\n",
            "networkapp.discussion.views": "from networkapp.discussion.actions.posts import post\n\npost()\n",
            "home.demo": "from networkapp.discussion.actions.posts import lose\n\nlose()\n",
        }
    )
    assert set(small.functions_of_the_domain()) - small.reached == {lost}
    assert small.writes(lost)
