import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0025_articles_are_signed_with_form_and_files")]

    operations = [
        migrations.AlterField(
            model_name="quietday",
            name="day",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.dayofyear"
            ),
        ),
    ]
