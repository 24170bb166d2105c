"""The digest of an article is of its form, its date and its files, too: what was signed before is confirmed again."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_digests(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("networkapp", "ArticlePage").objects.update(digest="")


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0024_translators_exchange_no_files")]

    operations = [migrations.RunPython(forget_digests, migrations.RunPython.noop)]
