from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0011_browsers_are_woken"),
    ]

    operations = [
        migrations.AddField(
            model_name="notificationsettings",
            name="shows_presence",
            field=models.BooleanField(default=True, verbose_name="show others when I am here and writing"),
        ),
    ]
