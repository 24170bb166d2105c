from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0044_messages_are_found_however_letters_are_written")]

    operations = [
        migrations.AddField(
            model_name="calendarfeed",
            name="revisions",
            field=models.JSONField(default=dict, editable=False),
        )
    ]
