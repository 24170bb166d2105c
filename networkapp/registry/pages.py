"""Registry of apps with Wagtail pages: who can read and edit them, and where they can be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from networkapp.registry.ordered import add_in_order

ClosedPaths = Callable[..., QuerySet[Any, Any]]
PageRule = Callable[..., None]
HiddenRows = Callable[..., set[str]]


@dataclass(frozen=True, kw_only=True)
class EditedPages:
    """Pages of a network on which its groups get rights.

    `pages_of(network=)` returns them, and makes those that are missing; a role with one of `actions` gets that action's
    rights (editing/group_rights.py) on them. `prepare(network=, pages=, editors=)` is called afterwards with the group
    of the editors.
    """

    pages_of: Callable[..., Sequence[Any]]
    actions: tuple[Any, ...]
    prepare: Callable[..., None] | None = None


closed_paths: list[tuple[int, ClosedPaths]] = []
reading_rules: list[PageRule] = []
parent_rules: list[PageRule] = []
hidden_rows: dict[type[Model], HiddenRows] = {}
edited_pages: list[tuple[int, EditedPages]] = []
review_tasks: list[type[Model]] = []


def register_closed_pages(paths: ClosedPaths, *, order: int = 100) -> None:
    """Hide what is at or below the paths that `paths(user=user)` returns, as a queryset of values, from `user`."""
    add_in_order(closed_paths, paths, order=order)


def register_reading_rule(rule: PageRule) -> None:
    """Call `rule(page=, user=)` before somebody is led to a page; it raises Http404 if they cannot read it."""
    if rule not in reading_rules:
        reading_rules.append(rule)


def register_parent_rule(rule: PageRule) -> None:
    """Call `rule(page=, parent=)` before a page is mirrored below another. It raises PermissionDenied where that would
    show it to other readers."""
    if rule not in parent_rules:
        parent_rules.append(rule)


def register_hidden_rows(model: type[Model], hidden: HiddenRows) -> None:
    """Let texts point to rows of this model. `hidden(keys=, user=)` returns the keys that exist and `user` cannot
    see."""
    hidden_rows[model] = hidden


def register_edited_pages(edited: EditedPages, *, order: int = 100) -> None:
    """Give the groups of each network rights on these pages."""
    add_in_order(edited_pages, edited, order=order)


def register_review_task(model: type[Model]) -> None:
    """Hide tasks of this kind in Wagtail from people who cannot see the networks of their `groups`."""
    if model not in review_tasks:
        review_tasks.append(model)
