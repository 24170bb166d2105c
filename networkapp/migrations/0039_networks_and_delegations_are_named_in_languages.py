from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0038_prepared_amendments_know_who_sat_there")]

    operations = [
        migrations.AddField(
            "network",
            "names",
            models.JSONField(blank=True, default=dict, verbose_name="Name in other languages"),
        ),
        migrations.AddField(
            "network",
            "purposes",
            models.JSONField(blank=True, default=dict, verbose_name="Purpose in other languages"),
        ),
        migrations.AddField(
            "delegation",
            "names",
            models.JSONField(blank=True, default=dict, verbose_name="Name in other languages"),
        ),
    ]
