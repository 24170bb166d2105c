from html import unescape
from typing import Any

from django.db import migrations, models
from django.utils.html import strip_tags


def read_pages(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model("evaluation", "ReportVersion").objects
    for version in versions.only("page").iterator():
        said = " ".join(unescape(strip_tags(version.page.replace("<", " <"))).split())
        versions.filter(pk=version.pk).update(words=said)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0030_older_reports_are_entered"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportversion",
            name="words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(read_pages, migrations.RunPython.noop),
    ]
