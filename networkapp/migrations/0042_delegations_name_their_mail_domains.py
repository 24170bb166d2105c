from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0041_papers_have_pictures")]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="mail_domains",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="E-mail domains"),
            preserve_default=False,
        ),
    ]
