from django.db import migrations, models


class Migration(migrations.Migration):
    """What is published already was promised to everybody, and stays with everybody."""

    dependencies = [("evaluation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assessmentversion",
            name="for_everybody",
            field=models.BooleanField(default=True, verbose_name="for everybody, whatever the network"),
            preserve_default=False,
        ),
    ]
