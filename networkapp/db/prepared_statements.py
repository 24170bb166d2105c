"""SQL that Django compiles once, for queries so frequent that compiling would cost more than the answer.

newest = CompiledQuery(lambda: Topic.objects.filter(network=Param("network")).values_list("pk"))
newest.rows(network=7)

open_ones = CompiledObjects(lambda: Topic.objects.filter(network=Param("network")).select_related("opened_by"))
open_ones.all(network=7)

counted = CompiledUpdate(lambda: Topic.objects.filter(pk=Param("topic")), length=F("length") + 1)
counted.run(topic=3)
counted = CompiledUpdate(lambda: Topic.objects.filter(pk=Param("topic")), returning="length", length=F("length") + 1)
[length] = counted.values(topic=3)
counted.run_many([{"topic": 3}, {"topic": 4}])

kept = CompiledInsert(Message)
kept.insert(message)
kept.insert_many([Message(...), Message(...)])

Whatever changes from one execution to the next is a `Param`, above all the time: a condition that compares with the
clock takes it as `at=Param("now")`. Any other time would stay that of the first execution, so it is refused. A query
that locks rows is executed inside a transaction: outside of one it would lock nothing.

A connection to PostgreSQL keeps the statement under a name (`PREPARE`), so that the database need not plan it each
time: with many joined tables, planning takes longer than the answer. Behind a pooler that gives a connection for one
transaction alone, nothing can be kept; there Django's DISABLE_SERVER_SIDE_CURSORS has the full SQL executed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections, models, router, transaction
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery
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
    locks_rows: bool
    name: str = field(default_factory=lambda: f"networkapp_{next(_numbers)}")

    @classmethod
    def of(cls, query: Any, using: str) -> "_Statement":
        compiler = query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        if any(map(_is_datetime, parameters)):
            raise ValueError(f"A compiled query needs the time as a parameter: {sql}")
        return cls(using, compiler, sql, tuple(parameters), getattr(query, "select_for_update", False))

    def bind(self, given: Mapping[str, Any], connection: Any) -> list[Any]:
        """Return the parameters of the SQL with these values for each `Param`."""
        if self.locks_rows and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked inside a transaction")
        return [
            each.to_database(given[each.name], connection) if isinstance(each, Param) else each
            for each in self.parameters
        ]

    def to_execute(self, given: Mapping[str, Any], connection: Any) -> tuple[str, list[Any]]:
        """Return the SQL and parameters to execute with these values for each `Param`."""
        bound = self.bind(given, connection)
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

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values of each `Param`; KeyError if one is missing."""
        statement, converters = self._compiled
        connection = connections[statement.using]
        with connection.cursor() as cursor:
            cursor.execute(*statement.to_execute(given, connection))
            rows = cursor.fetchall()
        return [_convert_row(row, converters, connection) for row in rows] if converters else rows

    def sql_and_params(self, **given: Any) -> tuple[str, list[Any]]:
        """Return the statement and its parameters, for use inside another one that is written by hand."""
        statement, _converters = self._compiled
        return statement.sql, statement.bind(given, connections[statement.using])

    @cached_property
    def _compiled(self) -> tuple[_Statement, dict[int, Any]]:
        queryset = self._make()
        statement = _Statement.of(queryset.query, queryset.db)
        return statement, statement.converters()


class CompiledObjects:
    """A queryset of objects whose SQL is compiled at first use."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def all(self, **given: Any) -> list[Any]:
        """Return the objects for these values of each `Param`; KeyError if one is missing."""
        queryset_template, statement, converters = self._compiled
        compiler = copy(statement.compiler)
        compiler.connection = connections[statement.using]
        execution = statement.to_execute(given, compiler.connection)
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


class CompiledUpdate:
    """An update of the rows that a queryset finds, whose SQL is compiled at first use.

    With `returning` it returns the new value of the field with that name; PostgreSQL and SQLite both support this.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]], *, returning: str = "", **values: Any) -> None:
        self._make = make
        self._returning = returning
        self._values = values

    def run(self, **given: Any) -> int:
        """Run the update with these values of each `Param`, and return how many rows changed; KeyError if one is
        missing."""
        with self._execute(given) as cursor:
            return int(cursor.rowcount)

    def run_many(self, given: Iterable[Mapping[str, Any]]) -> None:
        """Run the update once for each set of values."""
        statement = self._compiled
        connection = connections[statement.using]
        rows = [statement.bind(one, connection) for one in given]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement.sql, rows)

    def values(self, **given: Any) -> list[Any]:
        """Run the statement, and return the new value of the returned field in each changed row."""
        with self._execute(given) as cursor:
            return [value for (value,) in cursor.fetchall()]

    @contextmanager
    def _execute(self, given: Mapping[str, Any]) -> Iterator[Any]:
        statement = self._compiled
        connection = connections[statement.using]
        with connection.cursor() as cursor:
            cursor.execute(*statement.to_execute(given, connection))
            yield cursor

    @cached_property
    def _compiled(self) -> _Statement:
        queryset = self._make().order_by()
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(self._values)
        statement = _Statement.of(query, router.db_for_write(queryset.model))
        if not self._returning:
            return statement
        column = connections[statement.using].ops.quote_name(queryset.model._meta.get_field(self._returning).column)
        return replace(statement, sql=f"{statement.sql} RETURNING {column}")


class CompiledInsert:
    """Inserts rows of a model, one or tens of thousands, without Django's model signals, as `bulk_create` does.

    A host listens to `networkapp.signals` instead.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    def insert(self, row: models.Model) -> None:
        """Insert a row for this object, and set its primary key."""
        statement = self._compiled
        connection = connections[statement.using]
        given = {field.attname: self._field_value(field, row, connection) for field in self._fields}
        with connection.cursor() as cursor:
            cursor.execute(*statement.to_execute(given, connection))
            [row.pk] = cursor.fetchone()
        row._state.adding, row._state.db = False, statement.using

    def insert_many(self, rows: Iterable[models.Model]) -> None:
        """Insert a row for each of these objects, without setting their primary keys."""
        statement = self._compiled
        connection = connections[statement.using]
        bound_rows = [[self._field_value(field, row, connection) for field in self._fields] for row in rows]
        if bound_rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement.sql.partition(" RETURNING ")[0], bound_rows)

    @cached_property
    def _fields(self) -> "list[models.Field[Any, Any]]":
        return [field for field in self._model._meta.concrete_fields if not field.primary_key]

    def _field_value(self, field: "models.Field[Any, Any]", row: models.Model, connection: Any) -> Any:
        return field.get_db_prep_save(field.pre_save(row, True), connection)

    @cached_property
    def _compiled(self) -> _Statement:
        using = router.db_for_write(self._model)
        name, meta = connections[using].ops.quote_name, self._model._meta
        columns, values = ", ".join(name(field.column) for field in self._fields), ", ".join(["%s"] * len(self._fields))
        sql = f"INSERT INTO {name(meta.db_table)} ({columns}) VALUES ({values}) RETURNING {name(meta.pk.column)}"
        return _Statement(using, None, sql, tuple(Param(field.attname) for field in self._fields), False)


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
