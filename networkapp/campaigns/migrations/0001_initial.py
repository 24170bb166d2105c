import django.core.validators
import django.db.models.deletion
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import networkapp.campaigns.models.campaigns
import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0001_initial"),
        ("networkapp", "0002_relations"),
        ("networkapp_library", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                    (
                        "campaign",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="countries",
                            to="networkapp_campaigns.campaign",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("campaign", "country"), name="a_campaign_has_a_country_once")
                    ],
                },
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
                    (
                        "campaign",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="material",
                            to="networkapp_campaigns.campaign",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=get_document_model_string(),
                            verbose_name="Document",
                        ),
                    ),
                ],
                options={
                    "ordering": ["title", "language", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("document__isnull", False), models.Q(("link", ""), _negated=True), _connector="OR"
                            ),
                            name="material_lies_somewhere",
                            violation_error_message="Choose a document or enter a web address.",
                        )
                    ],
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
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_campaigns.campaign",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_campaign")
                    ],
                },
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
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_campaigns.awarenessday",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_day")
                    ],
                },
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
                    (
                        "day",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="activities",
                            to="networkapp_campaigns.awarenessday",
                            verbose_name="Day",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            help_text="Shown to everyone who can see the network.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="activities",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Activity",
                    "verbose_name_plural": "Activities",
                    "ordering": ["-year", "written_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("written_by", "client_key"), name="a_deed_is_written_once")
                    ],
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
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_campaigns.dayactivity",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_per_activity")
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoActivity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "day",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp_campaigns.awarenessday",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.network"
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "awareness day without activity",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("year__gte", 1900), ("year__lte", 2999)), name="a_quiet_day_has_a_year"
                        ),
                        models.UniqueConstraint(fields=("network", "day", "year"), name="a_network_is_quiet_once"),
                    ],
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
                            help_text="Leave unticked for a campaign run by others, and enter its source.",
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
                    (
                        "organisations",
                        models.ManyToManyField(
                            blank=True,
                            related_name="campaigns",
                            to="networkapp_library.organisation",
                            verbose_name="Organisations",
                        ),
                    ),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Also shown on these pages.",
                            related_name="campaigns",
                            to="networkapp.subject",
                            verbose_name="Subjects",
                        ),
                    ),
                    (
                        "days",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Also shown on these pages.",
                            related_name="campaigns",
                            to="networkapp_campaigns.awarenessday",
                            verbose_name="Awareness days",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Campaign",
                    "verbose_name_plural": "Campaigns",
                    "ordering": ["-begins", "title"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("still_runs", False), ("ends", ""), _connector="OR"),
                            name="a_campaign_that_runs_has_no_end",
                            violation_error_message="A campaign that is still running cannot have an end.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("own", True), models.Q(("source", ""), _negated=True), _connector="OR"),
                            name="a_campaign_of_others_has_a_source",
                            violation_error_message="Enter the source for a campaign of others.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("tested", "yes"),
                                models.Q(("tested_found", ""), ("tested_how", ""), ("tested_with", "")),
                                _connector="OR",
                            ),
                            name="only_what_was_tested_has_a_test",
                            violation_error_message="Set “tested” to yes, or leave the test details empty.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("evaluated", "yes"),
                                models.Q(("evaluated_found", ""), ("evaluated_how", "")),
                                _connector="OR",
                            ),
                            name="only_what_was_evaluated_has_an_evaluation",
                            violation_error_message="Set “evaluated” to yes, or leave the evaluation details empty.",
                        ),
                    ],
                },
            ),
        ]
    )
