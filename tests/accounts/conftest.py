"""Fixtures for tests of accounts."""

import pytest
from django.db import connection


@pytest.fixture
def loose_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite compare in upper case of every alphabet as PostgreSQL does, where a dotless `ı` equals an `i`."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        # SQLite calls such a function for MATCH, and for nothing else.
        connection.connection.create_function("match", 2, _is_equal_in_upper_case)
        monkeypatch.setitem(connection.operators, "iexact", "MATCH %s")


def _is_equal_in_upper_case(query: str, text: str | None) -> bool:
    return text is not None and query.replace("\\", "").upper() == text.upper()
