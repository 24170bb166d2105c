from uuid import uuid5

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_amendments(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Find the amendment of each proposed change: the key of the act was made from the key of the amendment."""
    act_model, amendment_model = apps.get_model("networkapp", "PositionAct"), apps.get_model("networkapp", "Amendment")
    for act in act_model.objects.filter(stance="amend", amendment=None).select_related("entry__procedure"):
        made = amendment_model.objects.filter(
            version__proposal=act.entry.procedure.proposal_id, delegation=act.entry.delegation_id
        )
        keys = {uuid5(one.client_key, f"amendment {one.pk}"): one for one in made}
        if act.client_key in keys:
            act.amendment = keys[act.client_key]
            act.save(update_fields=["amendment"])


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0045_calendar_feeds_count_changed_times")]

    operations = [
        migrations.AddField(
            model_name="positionact",
            name="amendment",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="broke",
                to="networkapp.amendment",
            ),
        ),
        migrations.RunPython(name_amendments, migrations.RunPython.noop),
    ]
