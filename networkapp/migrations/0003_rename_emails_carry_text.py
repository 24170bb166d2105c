from django.db import migrations

OLD, NEW = "letters_carry_text", "emails_carry_text"


def rename_in_log(apps, before, after):
    """The log of a network names the setting that was changed."""
    for event in apps.get_model("networkapp", "Event").objects.filter(kind="network.setting", payload__setting=before):
        event.payload["setting"] = after
        event.save(update_fields=["payload"])


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0002_relations")]

    operations = [
        migrations.RenameField("network", OLD, NEW),
        migrations.RunPython(
            lambda apps, schema_editor: rename_in_log(apps, OLD, NEW),
            lambda apps, schema_editor: rename_in_log(apps, NEW, OLD),
        ),
    ]
