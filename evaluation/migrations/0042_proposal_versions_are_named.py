from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0041_cycles_keep_their_due_date_when_locked"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="proposalwording",
            options={"ordering": ["proposal", "number"], "verbose_name": "proposal version"},
        ),
    ]
