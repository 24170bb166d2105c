"""The data files of the demonstration content, in home/demo/."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import QuerySet

from networkapp.models.translations import Translation

DIRECTORY = Path(__file__).resolve().parents[2] / "demo"
NAMESPACE = UUID("5b0a7d3e-6f0a-4b53-9a5c-3a1f3c7f2b11")
ORIGINAL = "en"
LANGUAGES = ("ru", "de")
Row = TypeVar("Row", bound=Translation)


@cache
def content(name: str) -> dict[str, Any]:
    """Return the content of home/demo/<name>.json."""
    found: dict[str, Any] = json.loads((DIRECTORY / f"{name}.json").read_text(encoding="utf-8"))
    return found


def items(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content(name)["items"]
    return found


def same_id(*parts: object) -> UUID:
    """Return the same id for the same parts, on every machine and in every run."""
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def day(text: str) -> date | None:
    """The date that is written here; a month alone is its first day, and nothing is None."""
    if not text:
        return None
    return date.fromisoformat(text if len(text) == len("2010-01-01") else f"{text}-01")


def moment(text: str, hour: int = 9, minute: int = 0) -> datetime:
    """Return the date with this hour and minute, in UTC."""
    return datetime.combine(date.fromisoformat(text), time(hour, minute), tzinfo=UTC)


def translations(model: type[Row], source: Any, title: dict[str, str], text: dict[str, str] | None = None) -> list[Row]:
    """Rows, not yet saved, of `source` in each further language in which it has a title."""
    return [
        model(
            source=source,
            language=language,
            title=title[language],
            text=(text or {}).get(language, ""),
            source_hash=source.source_hash,
        )
        for language in title
        if language != ORIGINAL and title[language]
    ]


def by_key(rows: QuerySet[Any], key: str) -> dict[str, Any]:
    """The rows by one of their fields."""
    return {getattr(row, key): row for row in rows}
