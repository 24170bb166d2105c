"""Statements that Django compiles once: for what is asked so often that making the SQL would cost more than the answer.

newest = Prepared(lambda: Topic.objects.filter(network=Given("network")).values_list("pk"))
newest.rows(network=7)

open_ones = PreparedObjects(lambda: Topic.objects.filter(network=Given("network")).select_related("opened_by"))
open_ones.all(network=7)

counted = PreparedUpdate(lambda: Topic.objects.filter(pk=Given("topic")), length=F("length") + 1)
counted.run(topic=3)
counted = PreparedUpdate(lambda: Topic.objects.filter(pk=Given("topic")), returning="length", length=F("length") + 1)
[length] = counted.values(topic=3)
counted.each([{"topic": 3}, {"topic": 4}])

kept = PreparedInsert(Message)
kept.one(message)
kept.each([Message(...), Message(...)])

What changes from one asking to the next is a `Given`, above all the moment: a condition that compares with the clock
takes it as `at=Given("now")`. A moment that is not given would stay that of the first asking, so it is refused. What
holds rows is asked inside a transaction, each time: outside of one it would hold nothing.

A connection to PostgreSQL keeps such a statement under a name (`PREPARE`), so that the database need not plan it each
time either: where many tables are joined, that takes it longer than to answer. Behind a pooler that gives a connection
for one transaction alone nothing can be kept; there Django's DISABLE_SERVER_SIDE_CURSORS has it asked in full.
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


class Given(models.Expression):
    """A value that is named when the query is made, and given each time it is asked.

    With a field it is given as that field has it; without one, as the database takes it (a moment as any moment).
    """

    def __init__(self, name: str, output_field: "models.Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name
        self.shape = output_field

    @property
    def pk(self) -> "Given":
        """Itself: where a row is meant, its key is what is given."""
        return self

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # type: ignore[override]
        return "%s", (self,)

    def taken(self, value: Any, connection: Any) -> Any:
        """The value as the database takes it."""
        if self.shape is not None:
            return self.shape.get_db_prep_value(value, connection)
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class GivenUser(Given):
    """An account that is signed in and active, whichever is given; for conditions that ask who it is."""

    is_authenticated = True
    is_active = True


def given_user(name: str) -> Any:
    """Return a parameter that stands for a signed-in user in conditions that ask who they are."""
    return GivenUser(name)


_numbers = count(1)
_kept: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What each connection keeps, by the name it has there."""


@dataclass(frozen=True)
class _Compiled:
    """What Django made of a statement: its text, and its parameters with a `Given` wherever one is still to come."""

    using: str
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    holds_rows: bool
    name: str = field(default_factory=lambda: f"networkapp_{next(_numbers)}")

    @classmethod
    def of(cls, query: Any, using: str) -> "_Compiled":
        compiler = query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        if any(map(_is_moment, parameters)):
            raise ValueError(f"A compiled query needs the time as a parameter: {sql}")
        return cls(using, compiler, sql, tuple(parameters), getattr(query, "select_for_update", False))

    def filled(self, given: Mapping[str, Any], connection: Any) -> list[Any]:
        """The parameters of its text for these values of every `Given`."""
        if self.holds_rows and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are held inside a transaction")
        return [
            each.taken(given[each.name], connection) if isinstance(each, Given) else each for each in self.parameters
        ]

    def asked(self, given: Mapping[str, Any], connection: Any) -> tuple[str, list[Any]]:
        """What is to be executed for these values of every `Given`: a text, and its parameters."""
        filled = self.filled(given, connection)
        if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.sql, filled
        left = [value for value, each in zip(filled, self.parameters, strict=True) if isinstance(each, Given)]
        return f"EXECUTE {self._kept_in(connection)}({', '.join(['%s'] * len(left))})", left

    def _kept_in(self, connection: Any) -> str:
        """The name under which this connection of PostgreSQL keeps the statement."""
        connection.ensure_connection()
        known = _kept.setdefault(connection.connection, set())
        if self.name not in known:
            # Past Django's own cursor, which would count and log it as a question of its own.
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self._declared(connection)}")
            known.add(self.name)
        return self.name

    def _declared(self, connection: Any) -> str:
        """Return the SQL as PostgreSQL prepares it: numbered parameters, everything else written out."""
        number, left = count(1), iter(self.parameters)

        def part(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return "%"
            each = next(left)
            return f"${next(number)}" if isinstance(each, Given) else connection.ops.compose_sql("%s", [each])

        return re.sub("%[%s]", part, self.sql)

    def converters(self) -> dict[int, Any]:
        """What makes Python's values of those in the columns it selects, by their places."""
        columns = [column for column, *_rest in self.compiler.select]
        found: dict[int, Any] = self.compiler.get_converters(columns)
        return found


def _is_moment(parameter: Any) -> bool:
    # SQLite has moments as texts.
    return isinstance(parameter, datetime) or (isinstance(parameter, str) and parse_datetime(parameter) is not None)


class Prepared:
    """A queryset of values, made at its first use and then only asked."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows for these values of every `Given`; a KeyError where one is missing."""
        known, converters = self._compiled
        connection = connections[known.using]
        with connection.cursor() as cursor:
            cursor.execute(*known.asked(given, connection))
            found = cursor.fetchall()
        return [_converted(row, converters, connection) for row in found] if converters else found

    def within(self, **given: Any) -> tuple[str, list[Any]]:
        """Return the statement and its parameters, for use inside another one that is written by hand."""
        known, _converters = self._compiled
        return known.sql, known.filled(given, connections[known.using])

    @cached_property
    def _compiled(self) -> tuple[_Compiled, dict[int, Any]]:
        queryset = self._make()
        known = _Compiled.of(queryset.query, queryset.db)
        return known, known.converters()


class PreparedObjects:
    """A queryset of objects with what it selects besides them, made at its first use and then only asked."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make

    def all(self, **given: Any) -> list[Any]:
        """The objects for these values of every `Given`; a KeyError where one is missing."""
        made, known, converters = self._compiled
        compiler = copy(known.compiler)
        compiler.connection = connections[known.using]
        text = known.asked(given, compiler.connection)
        compiler.as_sql = lambda *_arguments, **_named: text
        compiler.get_converters = lambda _columns: converters
        queryset = made.all()
        # Django makes the objects as it always does; only the text is there already.
        queryset.query.get_compiler = lambda *_arguments, **_named: compiler
        return list(queryset)

    @cached_property
    def _compiled(self) -> tuple[QuerySet[Any, Any], _Compiled, dict[int, Any]]:
        queryset = self._make()
        known = _Compiled.of(queryset.query, queryset.db)
        return queryset, known, known.converters()


class PreparedUpdate:
    """An update of everything that a queryset finds, compiled at its first use and then only run.

    With `returning` it returns the new value of the field with that name; PostgreSQL and SQLite both support this.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]], *, returning: str = "", **values: Any) -> None:
        self._make = make
        self._returning = returning
        self._values = values

    def run(self, **given: Any) -> int:
        """How many rows were changed, for these values of every `Given`; a KeyError where one is missing."""
        with self._asked(given) as cursor:
            return int(cursor.rowcount)

    def each(self, given: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for each of many, whose values are given one after the other."""
        known = self._compiled
        connection = connections[known.using]
        rows = [known.filled(one, connection) for one in given]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(known.sql, rows)

    def values(self, **given: Any) -> list[Any]:
        """Run the statement, and return the new value of the returned field in each changed row."""
        with self._asked(given) as cursor:
            return [value for (value,) in cursor.fetchall()]

    @contextmanager
    def _asked(self, given: Mapping[str, Any]) -> Iterator[Any]:
        known = self._compiled
        connection = connections[known.using]
        with connection.cursor() as cursor:
            cursor.execute(*known.asked(given, connection))
            yield cursor

    @cached_property
    def _compiled(self) -> _Compiled:
        queryset = self._make().order_by()
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(self._values)
        known = _Compiled.of(query, router.db_for_write(queryset.model))
        if not self._returning:
            return known
        column = connections[known.using].ops.quote_name(queryset.model._meta.get_field(self._returning).column)
        return replace(known, sql=f"{known.sql} RETURNING {column}")


class PreparedInsert:
    """Inserts rows of a model, one or tens of thousands, without Django's model signals, as `bulk_create` does.

    A host listens to `networkapp.signals` instead.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    def one(self, row: models.Model) -> None:
        """A row for this object, which has its key afterwards."""
        known = self._compiled
        connection = connections[known.using]
        given = {field.attname: self._taken(field, row, connection) for field in self._fields}
        with connection.cursor() as cursor:
            cursor.execute(*known.asked(given, connection))
            [row.pk] = cursor.fetchone()
        row._state.adding, row._state.db = False, known.using

    def each(self, rows: Iterable[models.Model]) -> None:
        """A row for each of these objects, whose keys stay in the database."""
        known = self._compiled
        connection = connections[known.using]
        taken = [[self._taken(field, row, connection) for field in self._fields] for row in rows]
        if taken:
            with connection.cursor() as cursor:
                cursor.executemany(known.sql.partition(" RETURNING ")[0], taken)

    @cached_property
    def _fields(self) -> "list[models.Field[Any, Any]]":
        return [field for field in self._model._meta.concrete_fields if not field.primary_key]

    def _taken(self, field: "models.Field[Any, Any]", row: models.Model, connection: Any) -> Any:
        return field.get_db_prep_save(field.pre_save(row, True), connection)

    @cached_property
    def _compiled(self) -> _Compiled:
        using = router.db_for_write(self._model)
        name, meta = connections[using].ops.quote_name, self._model._meta
        columns, values = ", ".join(name(field.column) for field in self._fields), ", ".join(["%s"] * len(self._fields))
        sql = f"INSERT INTO {name(meta.db_table)} ({columns}) VALUES ({values}) RETURNING {name(meta.pk.column)}"
        return _Compiled(using, None, sql, tuple(Given(field.attname) for field in self._fields), False)


def some_of(name: str, many: int) -> list[Any]:
    """Return `many` parameters for an `__in`; `spread` fills them."""
    return [Given(f"{name}{number}") for number in range(many)]


def room_for(values: Collection[Any]) -> int:
    """Return the number of parameters for these values: the next power of two, so that few statements serve all."""
    return 1 << (len(values) - 1).bit_length()


def spread(name: str, values: Collection[Any], many: int) -> dict[str, Any]:
    """The values by the names that `some_of` gave them; the last fills what is left over."""
    known = list(values)
    known += known[-1:] * (many - len(known))
    return {f"{name}{number}": value for number, value in enumerate(known)}


def _converted(row: tuple[Any, ...], converters: Mapping[int, Any], connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for position, (functions, column) in converters.items():
        for convert in functions:
            values[position] = convert(values[position], column, connection)
    return tuple(values)
