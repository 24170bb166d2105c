"""Replies by e-mail can be held as drafts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0046_positions_name_the_amendment_that_broke_a_silence"),
    ]

    operations = [
        migrations.AlterField(
            model_name="inboundmail",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("posted", "posted"),
                    ("automatic", "automatic reply, dropped"),
                    ("refused", "refused"),
                    ("held", "held as a draft"),
                ],
                max_length=10,
            ),
        ),
    ]
