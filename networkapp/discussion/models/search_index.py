"""The index over messages, kept equal to them by the database itself.

PostgreSQL computes a tsvector column, which Django does not know; SQLite has an FTS5 table, which stores no text, and
three triggers. A migration creates them. On SQLite they are also checked after each `migrate`, because Django changes a
table there by creating another, and the triggers are deleted with the old one.

Both fold words as text/folding.py does. PostgreSQL gets the rules from us, because its `unaccent` is an extension that
not every host can install, and cannot be part of a computed column; ASCII texts are skipped. SQLite itself removes the
marks on Latin characters, and nothing else.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from networkapp.text.folding import WITHOUT_STROKE

_BOTH_CASES = {**WITHOUT_STROKE, **{sign.upper(): plain.upper() for sign, plain in WITHOUT_STROKE.items()}}
_UNMARKED = "normalize(regexp_replace(normalize(body, NFD), '([A-Za-z])[\u0300-\u036f]+', '\\1', 'g'), NFC)"
_FOLDED = f"translate({_UNMARKED}, '{''.join(_BOTH_CASES)}', '{''.join(_BOTH_CASES.values())}')"
POSTGRESQL = (
    "ALTER TABLE networkapp_discussion_message ADD COLUMN IF NOT EXISTS words tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple',"
    f" CASE WHEN octet_length(body) = char_length(body) THEN body ELSE {_FOLDED} END)) STORED",
    "CREATE INDEX IF NOT EXISTS words_of_messages ON networkapp_discussion_message"
    " USING gin (words) WITH (fastupdate = off)",
)
POSTGRESQL_UNDONE = ("ALTER TABLE networkapp_discussion_message DROP COLUMN IF EXISTS words",)


def _without_strokes(body: str) -> str:
    for sign, plain in _BOTH_CASES.items():
        body = f"replace({body}, '{sign}', '{plain}')"
    return body


_FORGET = (
    "INSERT INTO networkapp_discussion_message_words (networkapp_discussion_message_words, rowid, body)"
    f" VALUES ('delete', old.id, {_without_strokes('old.body')})"
)
_LEARN = (
    f"INSERT INTO networkapp_discussion_message_words (rowid, body) VALUES (new.id, {_without_strokes('new.body')})"
)
SQLITE_TABLE = (
    "CREATE VIRTUAL TABLE networkapp_discussion_message_words USING fts5"
    "(body, content='', tokenize='unicode61 remove_diacritics 2')"
)
SQLITE_TRIGGERS = {
    "words_of_a_new_message": f"AFTER INSERT ON networkapp_discussion_message BEGIN {_LEARN}; END",
    "words_of_a_deleted_message": f"AFTER DELETE ON networkapp_discussion_message BEGIN {_FORGET}; END",
    "words_of_a_changed_message": (
        f"AFTER UPDATE OF body ON networkapp_discussion_message BEGIN {_FORGET}; {_LEARN}; END"
    ),
}
SQLITE_REBUILT = (
    "INSERT INTO networkapp_discussion_message_words (networkapp_discussion_message_words) VALUES ('delete-all')",
    f"INSERT INTO networkapp_discussion_message_words (rowid, body) SELECT id, {_without_strokes('body')}"
    " FROM networkapp_discussion_message",
)
SQLITE_UNDONE = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE_TRIGGERS),
    "DROP TABLE IF EXISTS networkapp_discussion_message_words",
)


def make_index(connection: BaseDatabaseWrapper) -> None:
    """Create the search index with all messages. On databases other than PostgreSQL and SQLite there is none."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in POSTGRESQL:
                cursor.execute(statement)
        elif connection.vendor == "sqlite":
            _make_for_sqlite(cursor)


def drop_index(connection: BaseDatabaseWrapper) -> None:
    """Delete the index; the messages stay."""
    statements = {"postgresql": POSTGRESQL_UNDONE, "sqlite": SQLITE_UNDONE}.get(connection.vendor, ())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def maintain_index(*, using: str, **_signal: Any) -> None:
    """Create the index again if SQLite has lost it; called after each `migrate`."""
    connection = connections[using]
    if connection.vendor == "sqlite" and "networkapp_discussion_message" in connection.introspection.table_names():
        make_index(connection)


def _make_for_sqlite(cursor: Any) -> None:
    cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", ["%words%"])
    known = {name for (name,) in cursor.fetchall()}
    missing = [name for name in SQLITE_TRIGGERS if name not in known]
    if "networkapp_discussion_message_words" not in known:
        cursor.execute(SQLITE_TABLE)
    for name in missing:
        cursor.execute(f"CREATE TRIGGER {name} {SQLITE_TRIGGERS[name]}")
    if missing or "networkapp_discussion_message_words" not in known:
        for statement in SQLITE_REBUILT:
            cursor.execute(statement)
