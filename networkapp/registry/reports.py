"""Registry of the parts of a network's report about a period, for everyone who can see the network.

A source returns a part as plain words and tables, in the active language: what is frozen with a report, on its page and
in its documents, is the same. It contains nothing that is for members alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class ReportScope:
    """The scope of a report: a network in the days from `since` to `until`, as it was at the end of the last one."""

    network: Any
    since: date
    until: date

    @property
    def days(self) -> tuple[date, date]:
        return self.since, self.until

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.since, time()))

    @property
    def ends_at(self) -> datetime:
        """Return the first moment after the last day."""
        return timezone.make_aware(datetime.combine(self.until + timedelta(days=1), time()))


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """A row of a table, whose first cell links to `url` and is in `language`, if that is not the report's."""

    cells: tuple[str, ...]
    url: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """`language` is that of the title, where it is not the report's."""

    columns: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    title: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportText:
    """A text in full, as annexes hold it, paragraph by paragraph in its own language."""

    title: str
    paragraphs: tuple[str, ...]
    language: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportPart:
    """A part as it is; `missing` is what somebody should check before the report is published."""

    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    texts: tuple[ReportText, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.texts or any(table.rows for table in self.tables))


ReportSource = Callable[[ReportScope], ReportPart]


@dataclass(frozen=True, kw_only=True)
class KnownPart:
    """A part that can be chosen: `key` is stored in reports and must not change, `label` says what it contains.

    An annex is in a report only if the rapporteur chose it.
    """

    key: str
    label: str | Promise
    build: ReportSource
    order: int
    is_annex: bool = False


known_parts: dict[str, KnownPart] = {}


def register_report_part(part: KnownPart) -> None:
    """Allow this part in reports. Registering twice has no effect."""
    known_parts[part.key] = part


def parts_in_order() -> list[KnownPart]:
    """Return the registered parts of reports in their order."""
    return sorted(known_parts.values(), key=lambda part: (part.order, part.key))


TableSource = Callable[[ReportScope], ReportTable]
joint_tables: dict[str, list[tuple[int, TableSource]]] = {}


def register_report_table(part: str, table: TableSource, *, order: int = 100) -> None:
    """Show `table(reported)` in a part to which several apps contribute, such as "published". Empty tables are left
    out."""
    known = joint_tables.setdefault(part, [])
    if table not in {source for _order, source in known}:
        known.append((order, table))
        known.sort(key=lambda source: source[0])


def joint_part(key: str, *, title: str | Promise) -> ReportSource:
    """Return the source of a part that consists of the tables registered for it."""

    def build(reported: ReportScope) -> ReportPart:
        tables = (source(reported) for _order, source in joint_tables.get(key, ()))
        return ReportPart(title=str(title), tables=tuple(table for table in tables if table.rows))

    return build
