import django.core.validators
import django.db.models.deletion
import django_countries.fields
from django.db import migrations, models

import networkapp.campaigns.models.campaigns
import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0001_initial"),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="CampaignCountry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("country", django_countries.fields.CountryField(max_length=2, verbose_name="Country")),
                ],
            ),
            migrations.CreateModel(
                name="CampaignMaterial",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("material", "material"),
                                ("test", "test report"),
                                ("evaluation", "evaluation report"),
                            ],
                            default="material",
                            max_length=12,
                            verbose_name="Kind",
                        ),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            blank=True,
                            help_text="Language name or ISO 639 code. Leave empty if the material has no language.",
                            max_length=12,
                            verbose_name="Language",
                        ),
                    ),
                    (
                        "licence",
                        models.CharField(
                            blank=True, help_text="For example CC BY 4.0.", max_length=120, verbose_name="Licence"
                        ),
                    ),
                    (
                        "link",
                        models.URLField(
                            blank=True,
                            max_length=500,
                            verbose_name="web address",
                        ),
                    ),
                ],
                options={
                    "ordering": ["title", "language", "pk"],
                },
            ),
            migrations.CreateModel(
                name="CampaignTranslation",
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
                        "target_group",
                        models.TextField(
                            blank=True,
                            help_text="For example travellers, employers or young people.",
                            verbose_name="Target group",
                        ),
                    ),
                    (
                        "places",
                        models.TextField(
                            blank=True, help_text="For example airports and ferries.", verbose_name="Places"
                        ),
                    ),
                    (
                        "tested_how",
                        models.TextField(
                            blank=True,
                            help_text="For example a group of readers, or a small print run first.",
                            verbose_name="test method",
                        ),
                    ),
                    (
                        "tested_with",
                        models.TextField(
                            blank=True, help_text="Groups only, no names of people.", verbose_name="Test group"
                        ),
                    ),
                    (
                        "tested_found",
                        models.TextField(
                            blank=True, help_text="Changes made as a result.", verbose_name="test results"
                        ),
                    ),
                    ("evaluated_how", models.TextField(blank=True, verbose_name="evaluation method")),
                    ("evaluated_found", models.TextField(blank=True, verbose_name="evaluation results")),
                ],
            ),
            migrations.CreateModel(
                name="AwarenessDay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=80,
                            unique=True,
                        ),
                    ),
                    (
                        "month",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(12),
                            ],
                            verbose_name="month",
                        ),
                    ),
                    (
                        "day",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(31),
                            ],
                            verbose_name="Day",
                        ),
                    ),
                    (
                        "since",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1900),
                                django.core.validators.MaxValueValidator(2999),
                            ],
                            verbose_name="Observed since",
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            help_text="Who established the day, and by which act.",
                            max_length=300,
                            verbose_name="Source",
                        ),
                    ),
                    ("source_link", models.URLField(blank=True, max_length=500, verbose_name="Link to the source")),
                    ("read_on", models.DateField(blank=True, null=True, verbose_name="source checked on")),
                ],
                options={
                    "verbose_name": "awareness day",
                    "verbose_name_plural": "Awareness days",
                    "ordering": ["month", "day", "slug"],
                },
            ),
            migrations.CreateModel(
                name="AwarenessDayTranslation",
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
                ],
            ),
            migrations.CreateModel(
                name="DayActivity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1900),
                                django.core.validators.MaxValueValidator(2999),
                            ],
                            verbose_name="Year",
                        ),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            default="en",
                            help_text="The language you write in here.",
                            max_length=12,
                            verbose_name="language of the original",
                        ),
                    ),
                    ("link", models.URLField(blank=True, max_length=500, verbose_name="web address")),
                    ("written_at", models.DateTimeField(auto_now_add=True)),
                    ("client_key", models.UUIDField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "Activity",
                    "verbose_name_plural": "Activities",
                    "ordering": ["-year", "written_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="DayActivityTranslation",
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
                ],
            ),
            migrations.CreateModel(
                name="NoActivity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("said_at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "awareness day without activity",
                },
            ),
            migrations.CreateModel(
                name="Campaign",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("asked_address", models.CharField(blank=True, editable=False, max_length=500)),
                    ("seen_on", models.DateField(blank=True, editable=False, null=True)),
                    ("failing_since", models.DateField(blank=True, editable=False, null=True)),
                    ("failed_on", models.DateField(blank=True, editable=False, null=True)),
                    (
                        "target_group",
                        models.TextField(
                            blank=True,
                            help_text="For example travellers, employers or young people.",
                            verbose_name="Target group",
                        ),
                    ),
                    (
                        "places",
                        models.TextField(
                            blank=True, help_text="For example airports and ferries.", verbose_name="Places"
                        ),
                    ),
                    (
                        "tested_how",
                        models.TextField(
                            blank=True,
                            help_text="For example a group of readers, or a small print run first.",
                            verbose_name="test method",
                        ),
                    ),
                    (
                        "tested_with",
                        models.TextField(
                            blank=True, help_text="Groups only, no names of people.", verbose_name="Test group"
                        ),
                    ),
                    (
                        "tested_found",
                        models.TextField(
                            blank=True, help_text="Changes made as a result.", verbose_name="test results"
                        ),
                    ),
                    ("evaluated_how", models.TextField(blank=True, verbose_name="evaluation method")),
                    ("evaluated_found", models.TextField(blank=True, verbose_name="evaluation results")),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=120,
                            unique=True,
                        ),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            default="en",
                            help_text="The language you write in here.",
                            max_length=12,
                            verbose_name="language of the original",
                        ),
                    ),
                    (
                        "own",
                        models.BooleanField(
                            default=True,
                            help_text="If not ticked, the network records a campaign of others, with its source.",
                            verbose_name="run by the network or with its participation",
                        ),
                    ),
                    (
                        "begins",
                        models.CharField(
                            help_text="For example 2010, 2010-10 or 2010-10-18.",
                            max_length=10,
                            validators=[networkapp.campaigns.models.campaigns.check_partial_date],
                            verbose_name="begins",
                        ),
                    ),
                    (
                        "ends",
                        models.CharField(
                            blank=True,
                            help_text="Leave empty if still running or not known.",
                            max_length=10,
                            validators=[networkapp.campaigns.models.campaigns.check_partial_date],
                            verbose_name="ends",
                        ),
                    ),
                    (
                        "still_runs",
                        models.BooleanField(
                            default=False, help_text="Tick only if you have checked.", verbose_name="still running"
                        ),
                    ),
                    (
                        "tested",
                        models.CharField(
                            choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                            help_text="If you do not know, choose “not known” rather than “no”.",
                            max_length=8,
                            verbose_name="tested",
                        ),
                    ),
                    (
                        "evaluated",
                        models.CharField(
                            choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                            help_text="If you do not know, choose “not known” rather than “no”.",
                            max_length=8,
                            verbose_name="evaluated",
                        ),
                    ),
                    ("link", models.URLField(blank=True, max_length=500, verbose_name="web address")),
                    (
                        "source",
                        models.CharField(
                            blank=True,
                            help_text="With the page number, if any.",
                            max_length=300,
                            verbose_name="Source",
                        ),
                    ),
                    ("source_link", models.URLField(blank=True, max_length=500, verbose_name="Link to the source")),
                    ("read_on", models.DateField(blank=True, null=True, verbose_name="source checked on")),
                    ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                    (
                        "delegations",
                        models.ManyToManyField(
                            blank=True, related_name="campaigns", to="networkapp.delegation", verbose_name="Delegations"
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            help_text="Shown to everyone who can see the network.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="campaigns",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Campaign",
                    "verbose_name_plural": "Campaigns",
                    "ordering": ["-begins", "title"],
                },
            ),
        ]
    )
