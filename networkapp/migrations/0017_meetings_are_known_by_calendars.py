"""Each meeting is one thing to every calendar; those whose day is over were held."""

import uuid

from django.db import migrations, models
from django.utils import timezone


def know_meetings(apps, schema_editor):
    meetings = apps.get_model("networkapp", "Meeting").objects
    for key in list(meetings.values_list("pk", flat=True)):
        meetings.filter(pk=key).update(uid=uuid.uuid4())
    meetings.filter(date__lt=timezone.localdate()).update(state="held")


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0016_meetings_are_conducted")]

    operations = [
        migrations.RunPython(know_meetings, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="meeting",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
