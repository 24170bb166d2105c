from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0042_proposal_versions_are_named"),
    ]

    operations = [
        migrations.RenameField(model_name="sectionholder", old_name="invited_at", new_name="created_at"),
    ]
