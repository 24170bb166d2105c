from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0017_meetings_are_known_by_calendars")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="roll_hash",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="proposal",
            name="about_hash",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
    ]
