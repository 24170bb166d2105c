from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0004_observations_with_breakdowns_and_revisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessmentversion",
            name="basis",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="is_withheld",
            field=models.BooleanField(default=False, editable=False, verbose_name="withheld"),
        ),
        migrations.AddField(
            model_name="observationrevision",
            name="is_withheld",
            field=models.BooleanField(default=False, editable=False, verbose_name="withheld"),
        ),
    ]
