"""What those who moderate did about a report is named beside it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0007_who_closed_a_topic_and_when")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settled",
                to="networkapp.moderationact",
            ),
        ),
    ]
