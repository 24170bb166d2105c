"""Migrations whose models need not be rendered after every step."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


def combine_create_models(operations: Iterable[Operation]) -> list[Operation]:
    """Return the operations with each run of CreateModel combined into one."""
    combined: list[Operation] = []
    for is_create_model, group in groupby(operations, lambda operation: isinstance(operation, CreateModel)):
        group_operations = list(group)
        combined += [CombinedOperations(group_operations)] if is_create_model else group_operations
    return combined


class CombinedOperations(Operation):
    """Several operations that do not depend on each other: models are rendered once, after all of them.

    Django renders a model, and all related ones, after each operation: on an empty database, most of the time.
    For models that are created, also if they refer to each other, and for fields of which only form texts change.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)
