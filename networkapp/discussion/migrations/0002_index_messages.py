from django.db import migrations

from networkapp.discussion.models.search_index import drop_index, make_index


def make(apps, schema_editor):
    make_index(schema_editor.connection)


def drop(apps, schema_editor):
    drop_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("networkapp_discussion", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
