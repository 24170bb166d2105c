"""Queries that Django compiles once: for what is asked so often that making the SQL would cost more than the answer.

newest = Prepared(lambda: Topic.objects.filter(network=Given("network")).values_list("pk"))
newest.rows(network=7)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connections, models
from django.db.models import QuerySet


class Given(models.Expression):
    """A value that is named when the query is made, and given each time it is asked."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # type: ignore[override]
        return "%s", (self,)


class GivenUser(Given):
    """An account that is signed in and active, whichever is given; for conditions that ask who it is."""

    is_authenticated = True
    is_active = True


@dataclass(frozen=True)
class _Compiled:
    using: str
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]


class Prepared:
    """A queryset of values, made at its first use and then only asked."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows for these values of every `Given`; a KeyError where one is missing."""
        known = self._compiled
        connection = connections[known.using]
        values = {name: self._adapted(value, connection) for name, value in given.items()}
        parameters = [values[each.name] if isinstance(each, Given) else each for each in known.parameters]
        with connection.cursor() as cursor:
            cursor.execute(known.sql, parameters)
            found = cursor.fetchall()
        return [self._converted(row, connection) for row in found]

    @cached_property
    def _compiled(self) -> _Compiled:
        queryset = self._make()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        columns = [column for column, *_rest in compiler.select]
        return _Compiled(queryset.db, sql, tuple(parameters), compiler.get_converters(columns))

    @staticmethod
    def _adapted(value: Any, connection: Any) -> Any:
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

    def _converted(self, row: tuple[Any, ...], connection: Any) -> tuple[Any, ...]:
        values = list(row)
        for position, (converters, column) in self._compiled.converters.items():
            for convert in converters:
                values[position] = convert(values[position], column, connection)
        return tuple(values)
