from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp_hotlines", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="hotline",
            name="regional",
            field=models.BooleanField(
                default=False,
                help_text="Hotlines that serve the whole country are listed first.",
                verbose_name="Serves one region only",
            ),
        ),
        migrations.AddField(
            model_name="hotlinetranslation",
            name="read_by_native_speaker",
            field=models.BooleanField(
                default=False,
                help_text="Until then, the help pages say that no native speaker has checked the translation.",
                verbose_name="Read by a native speaker",
            ),
        ),
        migrations.AlterField(
            model_name="hotline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("subject", "Subject of the networks"),
                    ("work", "Exploitation at work"),
                    ("women", "Violence against women"),
                    ("children", "Children and young people"),
                    ("crime", "Any crime"),
                    ("professionals", "Advice for professionals"),
                ],
                default="subject",
                help_text="Hotlines on the subject of the networks are listed first.",
                max_length=16,
                verbose_name="Kind",
            ),
        ),
        migrations.AlterField(
            model_name="hotlinelink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("website", "Website"),
                    ("source", "Source: page of the operator or an authority"),
                    ("other", "Source: another page"),
                ],
                default="source",
                help_text="The hotline’s website, or a page used as source.",
                max_length=8,
                verbose_name="Kind",
            ),
        ),
    ]
