from zoneinfo import ZoneInfo

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_zones_of_delegations(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A network of one parliament keeps the time of its capital; others keep that of the site until they choose."""
    for network in (
        apps.get_model("networkapp", "Network").objects.filter(kind="national").prefetch_related("delegations")
    ):
        zones = {delegation.time_zone for delegation in network.delegations.all()}
        if len(zones) == 1:
            network.time_zone = zones.pop()
            network.save(update_fields=["time_zone"])


def date_decisions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Numbers and hashes stay as they are; the day is that of the moment in the zone of the network."""
    for decision in apps.get_model("networkapp", "Decision").objects.select_related("network"):
        zone = ZoneInfo(decision.network.time_zone or settings.TIME_ZONE)
        decision.adopted_on = decision.adopted_at.astimezone(zone).date()
        decision.save(update_fields=["adopted_on"])


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0048_quotations_in_texts")]

    operations = [
        migrations.AddField(
            model_name="network",
            name="time_zone",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Decisions are dated in this time zone. Leave empty to use the site’s time zone.",
                max_length=64,
                verbose_name="Time zone",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(take_zones_of_delegations, migrations.RunPython.noop),
        migrations.AddField(
            model_name="decision",
            name="adopted_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunPython(date_decisions, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="decision",
            name="adopted_on",
            field=models.DateField(editable=False),
        ),
    ]
