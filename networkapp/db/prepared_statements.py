"""SQL that Django compiles once, for queries so frequent that compiling would cost more than the answer.

newest = CompiledQuery(lambda: Topic.objects.filter(network=Param("network")).values_list("pk"))
newest.rows(network=7)

open_ones = CompiledObjects(lambda: Topic.objects.filter(network=Param("network")).select_related("opened_by"))
open_ones.all(network=7)

Whatever changes from one execution to the next is a `Param`, above all the time: a condition that compares with the
clock takes it as `at=Param("now")`. Any other time would stay that of the first execution, so it is refused.

Write a plain queryset first. A query is compiled only if a benchmark shows that its page, message or connection would
miss its goal without that (benchmarks/README.md, docs/decisions/0050-prepare-frequent-queries-in-postgresql.md).

A connection to PostgreSQL keeps the statement under a name (`PREPARE`), so that the database need not plan it each
time: with many joined tables, planning takes longer than the answer. Behind a pooler that gives a connection for one
transaction alone, nothing can be kept; there Django's DISABLE_SERVER_SIDE_CURSORS has the full SQL executed.
"""

import re
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections, models
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime


class Param(models.Expression):
    """A parameter of a compiled query, named when the query is made and given at each execution.

    With a field, the value is converted as for that field; without one, it is passed as it is (a time as any time).
    """

    def __init__(self, name: str, output_field: "models.Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name
        self.value_field = output_field

    @property
    def pk(self) -> "Param":
        """Return the parameter itself: conditions on a row use its primary key."""
        return self

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # type: ignore[override]
        return "%s", (self,)

    def to_database(self, value: Any, connection: Any) -> Any:
        """Return the value as the database driver expects it."""
        if self.value_field is not None:
            return self.value_field.get_db_prep_value(value, connection)
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class UserParam(Param):
    """A parameter for a signed-in, active user, for conditions that check who the user is."""

    is_authenticated = True
    is_active = True


def user_param(name: str) -> Any:
    """Return a parameter that stands for a signed-in user in conditions that ask who they are."""
    return UserParam(name)


_numbers = count(1)
_prepared_names: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names of the prepared statements of each connection."""


@dataclass(frozen=True)
class _Statement:
    """Compiled SQL with its parameters; each `Param` among them gets its value at execution."""

    using: str
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    name: str = field(default_factory=lambda: f"networkapp_{next(_numbers)}")

    @classmethod
    def of(cls, query: Any, using: str) -> "_Statement":
        compiler = query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        if any(map(_is_datetime, parameters)):
            raise ValueError(f"A compiled query needs the time as a parameter: {sql}")
        return cls(using, compiler, sql, tuple(parameters))

    def to_execute(self, values: Mapping[str, Any], connection: Any) -> tuple[str, list[Any]]:
        """Return the SQL and parameters to execute with these values for each `Param`."""
        bound = [
            each.to_database(values[each.name], connection) if isinstance(each, Param) else each
            for each in self.parameters
        ]
        if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.sql, bound
        remaining = [value for value, each in zip(bound, self.parameters, strict=True) if isinstance(each, Param)]
        return f"EXECUTE {self._prepared_name(connection)}({', '.join(['%s'] * len(remaining))})", remaining

    def _prepared_name(self, connection: Any) -> str:
        """Return the name under which this PostgreSQL connection keeps the prepared statement."""
        connection.ensure_connection()
        names = _prepared_names.setdefault(connection.connection, set())
        if self.name not in names:
            # Past Django's own cursor, which would count and log it as a question of its own.
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self._prepare_sql(connection)}")
            names.add(self.name)
        return self.name

    def _prepare_sql(self, connection: Any) -> str:
        """Return the SQL as PostgreSQL prepares it: numbered parameters, everything else written out."""
        number, remaining = count(1), iter(self.parameters)

        def replacement(match: re.Match[str]) -> str:
            if match[0] == "%%":
                return "%"
            each = next(remaining)
            return f"${next(number)}" if isinstance(each, Param) else connection.ops.compose_sql("%s", [each])

        return re.sub("%[%s]", replacement, self.sql)

    def converters(self) -> dict[int, Any]:
        """Return the functions that convert selected columns to Python values, by position."""
        columns = [column for column, *_rest in self.compiler.select]
        converters: dict[int, Any] = self.compiler.get_converters(columns)
        return converters


def _is_datetime(parameter: Any) -> bool:
    # SQLite has moments as texts.
    return isinstance(parameter, datetime) or (isinstance(parameter, str) and parse_datetime(parameter) is not None)


class CompiledQuery:
    """A queryset of values whose SQL is compiled at first use."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values of each `Param`; KeyError if one is missing."""
        statement, converters = self._compiled
        connection = connections[statement.using]
        with connection.cursor() as cursor:
            cursor.execute(*statement.to_execute(values, connection))
            rows = cursor.fetchall()
        return [_convert_row(row, converters, connection) for row in rows] if converters else rows

    @cached_property
    def _compiled(self) -> tuple[_Statement, dict[int, Any]]:
        queryset = self._make()
        statement = _Statement.of(queryset.query, queryset.db)
        return statement, statement.converters()


class CompiledObjects:
    """A queryset of objects whose SQL is compiled at first use."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def all(self, **values: Any) -> list[Any]:
        """Return the objects for these values of each `Param`; KeyError if one is missing."""
        queryset_template, statement, converters = self._compiled
        compiler = copy(statement.compiler)
        compiler.connection = connections[statement.using]
        execution = statement.to_execute(values, compiler.connection)
        compiler.as_sql = lambda *_arguments, **_named: execution
        compiler.get_converters = lambda _columns: converters
        queryset = queryset_template.all()
        # Django makes the objects as it always does; only the text is there already.
        queryset.query.get_compiler = lambda *_arguments, **_named: compiler
        return list(queryset)

    @cached_property
    def _compiled(self) -> tuple[QuerySet[Any, Any], _Statement, dict[int, Any]]:
        queryset = self._make()
        statement = _Statement.of(queryset.query, queryset.db)
        return queryset, statement, statement.converters()


def list_params(name: str, size: int) -> list[Any]:
    """Return `size` parameters for an `__in` condition; `list_values` returns their values."""
    return [Param(f"{name}{number}") for number in range(size)]


def list_size_for(values: Collection[Any]) -> int:
    """Return the number of parameters for these values: the next power of two, so that few statements serve all."""
    return 1 << (len(values) - 1).bit_length()


def list_values(name: str, values: Collection[Any], size: int) -> dict[str, Any]:
    """Return the values by the names of `list_params`; the last value fills the remaining ones."""
    filled = list(values)
    filled += filled[-1:] * (size - len(filled))
    return {f"{name}{number}": value for number, value in enumerate(filled)}


def _convert_row(row: tuple[Any, ...], converters: Mapping[int, Any], connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for position, (functions, column) in converters.items():
        for convert in functions:
            values[position] = convert(values[position], column, connection)
    return tuple(values)
