"""What tests of accounts share."""

import pytest
from django.db import connection


@pytest.fixture
def loose_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite compare as PostgreSQL does, by capitals of every alphabet: to it a dotless `ı` is an `i`."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        # SQLite leaves what MATCH does to such a function, and uses it for nothing else.
        connection.connection.create_function("match", 2, _is_same_in_capitals)
        monkeypatch.setitem(connection.operators, "iexact", "MATCH %s")


def _is_same_in_capitals(asked: str, text: str | None) -> bool:
    return text is not None and asked.replace("\\", "").upper() == text.upper()
