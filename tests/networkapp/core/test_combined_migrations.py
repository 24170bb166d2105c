"""Combining several operations of a migration."""

import pytest
from django.db import connection, models
from django.db.migrations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from networkapp.db.migrations import CombinedOperations, combine_create_models

KEY = ("id", models.AutoField(primary_key=True))
ROOM = CreateModel("Room", [KEY])
CHAIR = CreateModel("Chair", [KEY, ("room", models.ForeignKey("sample.Room", models.CASCADE))])
COLOUR = AddField("Chair", "colour", models.CharField(max_length=9, default=""))
TABLE = CreateModel("Table", [KEY])
TABLES = {"sample_room", "sample_chair"}


def test_only_consecutive_create_models_are_combined() -> None:
    first, second, third = combine_create_models([ROOM, CHAIR, COLOUR, TABLE])
    assert isinstance(first, CombinedOperations)
    assert first.operations == [ROOM, CHAIR]
    assert second is COLOUR
    assert isinstance(third, CombinedOperations)
    assert third.operations == [TABLE]


@pytest.mark.django_db(transaction=True)
def test_combined_models_are_created_and_deleted() -> None:
    together = CombinedOperations([ROOM, CHAIR])
    before, after = ProjectState(), ProjectState()
    assert not before.apps.all_models["sample"]
    together.state_forwards("sample", after)
    assert set(after.apps.all_models["sample"]) == {"room", "chair"}
    with connection.schema_editor() as editor:
        together.database_forwards("sample", editor, before, after)
    assert set(connection.introspection.table_names()) >= TABLES
    with connection.schema_editor() as editor:
        together.database_backwards("sample", editor, after, before)
    assert TABLES.isdisjoint(connection.introspection.table_names())
