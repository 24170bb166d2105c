from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0037_editors_are_told_what_belongs_where")]

    operations = [
        migrations.AddField(
            model_name="preparedamendment",
            name="seated",
            field=models.ManyToManyField(editable=False, related_name="+", to="networkapp.seat"),
        ),
    ]
