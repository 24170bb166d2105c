import django.core.validators
import django.db.models.deletion
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="Hotline",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    (
                        "whom",
                        models.TextField(
                            blank=True,
                            help_text="For example everyone, or children and young people.",
                            verbose_name="Target group",
                        ),
                    ),
                    (
                        "hours",
                        models.CharField(
                            blank=True,
                            help_text="For example day and night, or Monday to Friday, 9 to 17.",
                            max_length=300,
                            verbose_name="Opening hours",
                        ),
                    ),
                    ("country", django_countries.fields.CountryField(max_length=2, verbose_name="Country")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("subject", "Subject of the networks"),
                                ("work", "Exploitation at work"),
                                ("women", "Violence against women"),
                                ("children", "Children and young people"),
                                ("crime", "Any crime"),
                            ],
                            default="subject",
                            help_text="Hotlines on the subject of the networks are listed first.",
                            max_length=16,
                            verbose_name="Kind",
                        ),
                    ),
                    (
                        "number",
                        models.CharField(
                            help_text="As dialled in the country, or with + and the country code.",
                            max_length=40,
                            validators=[django.core.validators.RegexValidator("^\\+?[0-9][0-9 ()-]*$")],
                            verbose_name="number",
                        ),
                    ),
                    (
                        "languages",
                        models.CharField(
                            blank=True,
                            help_text="Language codes with spaces between, for example fi sv en.",
                            max_length=200,
                            verbose_name="Languages",
                        ),
                    ),
                    (
                        "cost",
                        models.CharField(
                            blank=True,
                            choices=[("free", "Free of charge"), ("usual", "Standard call rate")],
                            help_text="Leave empty if not stated.",
                            max_length=8,
                            verbose_name="Cost of a call",
                        ),
                    ),
                    ("checked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="checked on")),
                    (
                        "withdrawn_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn"),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            blank=True,
                            help_text="Leave empty for all networks.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="hotlines",
                            to="networkapp.network",
                            verbose_name="maintained by",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hotline",
                    "verbose_name_plural": "Hotlines",
                    "ordering": ["country", "pk"],
                },
            ),
            migrations.CreateModel(
                name="HotlineStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("checked", "Checked"),
                                ("withdrawn", "Withdrawn"),
                                ("returned", "Published again"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("day", models.DateField()),
                    ("taken_at", models.DateTimeField()),
                    (
                        "hotline",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="steps",
                            to="networkapp_hotlines.hotline",
                        ),
                    ),
                    (
                        "taken_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hotline event",
                    "ordering": ["-taken_at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="HotlineLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("asked_address", models.CharField(blank=True, editable=False, max_length=500)),
                    ("seen_on", models.DateField(blank=True, editable=False, null=True)),
                    ("failing_since", models.DateField(blank=True, editable=False, null=True)),
                    ("failed_on", models.DateField(blank=True, editable=False, null=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[("website", "Website"), ("source", "Source")],
                            default="source",
                            help_text="The hotline’s website, or a page used as source.",
                            max_length=8,
                            verbose_name="Kind",
                        ),
                    ),
                    (
                        "link",
                        models.URLField(max_length=500, verbose_name="web address"),
                    ),
                    (
                        "hotline",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="links",
                            to="networkapp_hotlines.hotline",
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "website")),
                            fields=("hotline",),
                            name="a_hotline_has_one_website",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="HotlineTranslation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            help_text="Name or ISO 639 code, such as Italian or lld.",
                            max_length=12,
                            verbose_name="Language",
                        ),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("source_hash", models.CharField(editable=False, max_length=16)),
                    (
                        "whom",
                        models.TextField(
                            blank=True,
                            help_text="For example everyone, or children and young people.",
                            verbose_name="Target group",
                        ),
                    ),
                    (
                        "hours",
                        models.CharField(
                            blank=True,
                            help_text="For example day and night, or Monday to Friday, 9 to 17.",
                            max_length=300,
                            verbose_name="Opening hours",
                        ),
                    ),
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_hotlines.hotline",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_hotline")
                    ],
                },
            ),
        ]
    )
