from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0032_publications_matter_for_series")]

    operations = [
        migrations.AddField(
            model_name="editiontext",
            name="licence_link",
            field=models.URLField(blank=True),
        ),
        migrations.AddField(
            model_name="editiontext",
            name="licence_name",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="handbookpage",
            name="licence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("CC-BY-4.0", "CC-BY-4.0"),
                    ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
                    ("CC-BY-NC-4.0", "CC-BY-NC-4.0"),
                    ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0"),
                    ("CC-BY-ND-4.0", "CC-BY-ND-4.0"),
                    ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0"),
                    ("CC0-1.0", "CC0-1.0"),
                    ("other", "another one"),
                ],
                help_text="Leave empty if not specified.",
                max_length=20,
                verbose_name="licence",
            ),
        ),
        migrations.AddField(
            model_name="handbookpage",
            name="licence_link",
            field=models.URLField(blank=True, verbose_name="licence link"),
        ),
        migrations.AddField(
            model_name="handbookpage",
            name="licence_name",
            field=models.CharField(
                blank=True,
                help_text="SPDX identifier, such as GFDL-1.3-only, or a short description.",
                max_length=120,
                verbose_name="licence name",
            ),
        ),
    ]
