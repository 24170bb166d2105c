from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0042_delegations_name_their_mail_domains")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="description",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        )
    ]
