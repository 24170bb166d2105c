from django.db import migrations

from networkapp.discussion.models.search_index import drop_index, make_index


def make_anew(apps, schema_editor):
    drop_index(schema_editor.connection)
    make_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0043_pictures_are_described")]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
