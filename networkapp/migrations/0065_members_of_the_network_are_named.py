import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0064_drafts_are_named_by_their_kind"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="audience",
            field=models.CharField(
                choices=[
                    ("network", "members of the network"),
                    ("delegation", "one delegation"),
                    ("offices", "office holders"),
                    ("person", "one person"),
                ],
                default="network",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="network",
            field=models.ForeignKey(
                help_text="Shown to everyone who can see the network.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="networkapp.network",
                verbose_name="network",
            ),
        ),
    ]
