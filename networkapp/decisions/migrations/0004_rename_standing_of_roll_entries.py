from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp_decisions", "0003_record_delegations_not_counted_in_procedures"),
    ]

    operations = [
        migrations.RenameField(
            model_name="rollentry",
            old_name="standing",
            new_name="status",
        ),
    ]
