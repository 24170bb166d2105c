import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="Assessment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("country_check", "signed by one side"),
                                ("signed", "signed"),
                                ("peer_review", "peer review"),
                                ("final", "final"),
                                ("published", "published"),
                            ],
                            default="draft",
                            max_length=16,
                        ),
                    ),
                    ("peer_reviewed", models.BooleanField(default=False)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="assessments",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="assessments",
                            to="evaluation.cycle",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Assessment",
                    "ordering": ["-cycle__year", "delegation__code"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("cycle", "delegation"), name="one_assessment_per_country_and_cycle"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AssessmentVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("reason", models.TextField(blank=True)),
                    ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("peer_reviewed", models.BooleanField(default=False)),
                    ("for_everybody", models.BooleanField()),
                    ("answers", models.JSONField()),
                    ("results", models.JSONField()),
                    ("review", models.JSONField(default=dict)),
                    ("basis", models.JSONField(default=dict, editable=False)),
                    ("brief", models.JSONField(default=dict, editable=False)),
                    ("content_hash", models.CharField(max_length=64)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "published_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "published version",
                    "ordering": ["assessment", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("assessment", "number"), name="versions_are_numbered_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Burden",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("minutes", models.PositiveIntegerField(default=0)),
                    (
                        "assessment",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="burden",
                            to="evaluation.assessment",
                        ),
                    ),
                ],
                options={
                    "ordering": ["assessment"],
                },
            ),
            migrations.CreateModel(
                name="Consultation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("content_hash", models.CharField(max_length=64)),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("due_at", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "asked_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consultations",
                            to="evaluation.framework",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "request for positions",
                    "ordering": ["framework", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("framework", "number"), name="consultations_are_numbered_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("framework",),
                            name="one_consultation_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("asked_at__lt", models.F("due_at"))), name="silence_takes_time"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Criterion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("unit", models.CharField(blank=True, max_length=80)),
                    ("numerator_text", models.CharField(blank=True, max_length=300)),
                    ("denominator_text", models.CharField(blank=True, max_length=300)),
                    ("reference_period", models.CharField(blank=True, max_length=200)),
                    ("why", models.CharField(blank=True, max_length=300)),
                    ("owner_hint", models.CharField(blank=True, max_length=300)),
                    ("source_hint", models.CharField(blank=True, max_length=300)),
                    ("series_id", models.CharField(max_length=12)),
                    ("version", models.PositiveSmallIntegerField(default=1)),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("level", "level 0 to 4"),
                                ("ratio", "ratio"),
                                ("number", "number"),
                                ("yes_no", "yes or no"),
                                ("multi_choice", "multiple choice"),
                                ("treaty", "list of treaties"),
                                ("money", "money"),
                                ("date", "date"),
                                ("narrative", "free text"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("scored", models.BooleanField(default=False)),
                    ("essential", models.BooleanField(default=False)),
                    (
                        "weight",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(3),
                            ],
                        ),
                    ),
                    ("floor", models.CharField(blank=True, max_length=20)),
                    ("target", models.CharField(blank=True, max_length=20)),
                    ("per", models.PositiveIntegerField(default=100)),
                    ("is_share", models.BooleanField(default=True)),
                    ("about_persons", models.BooleanField(default=False)),
                    ("computed", models.BooleanField(default=False)),
                    ("levels", models.JSONField(blank=True, default=list)),
                    ("options", models.JSONField(blank=True, default=list)),
                    ("instruments", models.JSONField(blank=True, default=list)),
                    ("word_limit", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("compatible_with_previous", models.BooleanField(default=True)),
                    ("scored_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "recommendation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="criteria",
                            to="evaluation.recommendation",
                        ),
                    ),
                ],
                options={
                    "ordering": ["recommendation", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("recommendation", "series_id", "version"),
                            name="a_series_stands_once_in_a_framework",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__gte", 1), ("weight__lte", 3)), name="a_weight_is_one_to_three"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("scored", True), ("essential", False), _connector="OR"),
                            name="only_the_scored_is_essential",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("scored", True), ("scored_from__isnull", True), _connector="OR"),
                            name="only_the_scored_has_shadow_years",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CriterionTranslation",
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
                    ("unit", models.CharField(blank=True, max_length=80)),
                    ("numerator_text", models.CharField(blank=True, max_length=300)),
                    ("denominator_text", models.CharField(blank=True, max_length=300)),
                    ("reference_period", models.CharField(blank=True, max_length=200)),
                    ("why", models.CharField(blank=True, max_length=300)),
                    ("owner_hint", models.CharField(blank=True, max_length=300)),
                    ("source_hint", models.CharField(blank=True, max_length=300)),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="evaluation.criterion",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_criterion")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cycle",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("opens_at", models.DateTimeField()),
                    ("due_at", models.DateTimeField()),
                    ("locks_at", models.DateTimeField()),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="cycles", to="networkapp.network"
                        ),
                    ),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cycles",
                            to="evaluation.framework",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "cycle",
                    "ordering": ["-year"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "year"), name="one_cycle_a_year"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("opens_at__lt", models.F("due_at")), ("opens_at__lt", models.F("locks_at"))
                            ),
                            name="a_cycle_opens_before_it_is_due_and_locks",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CycleStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("opened", "Cycle opened"),
                                ("joined", "Countries added"),
                                ("extended", "Due date extended"),
                                ("locked", "Cycle locked"),
                                ("unlocked", "Cycle unlocked"),
                                ("closed", "Cycle closed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reason", models.TextField(blank=True)),
                    ("due_at", models.DateTimeField()),
                    ("locks_at", models.DateTimeField()),
                    ("countries", models.JSONField(blank=True, default=list)),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="evaluation.cycle"
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
                    "verbose_name": "cycle action",
                    "ordering": ["cycle", "taken_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Evidence",
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
                    ("title", models.CharField(max_length=200)),
                    ("url", models.URLField(blank=True, max_length=500)),
                    ("dated", models.DateField(blank=True, null=True)),
                    ("expires_on", models.DateField(blank=True, null=True)),
                    ("gone_on", models.DateField(blank=True, null=True)),
                    ("name", models.CharField(blank=True, max_length=200)),
                    ("content_type", models.CharField(blank=True, max_length=100)),
                    ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                    ("sha256", models.CharField(blank=True, max_length=64)),
                    ("harmless", models.BooleanField(default=False, editable=False)),
                    ("filed_at", models.DateTimeField(blank=True, null=True)),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "added_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="evidence",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "document",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=get_document_model_string(),
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Evidence",
                    "ordering": ["pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("url", ""), _negated=True), ("document__isnull", False), _connector="OR"
                            ),
                            name="evidence_is_somewhere",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("document__isnull", True), models.Q(("sha256", ""), _negated=True), _connector="OR"
                            ),
                            name="a_file_has_its_checksum",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EvidenceRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("act", models.CharField(choices=[("added", "added"), ("removed", "removed")], max_length=8)),
                    ("title", models.CharField(max_length=200)),
                    ("place", models.CharField(blank=True, max_length=500)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="evidence_revisions",
                            to="evaluation.answer",
                        ),
                    ),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "evidence change",
                    "ordering": ["answer", "-changed_at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="ExternalObservation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("at_least", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("below", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("flags", models.CharField(blank=True, max_length=20)),
                    ("line", models.PositiveIntegerField(blank=True, null=True)),
                    ("retrieved_on", models.DateField(blank=True, null=True)),
                    ("url", models.URLField(blank=True, max_length=500)),
                    ("is_withheld", models.BooleanField(default=False, editable=False)),
                    ("country", django_countries.fields.CountryField(max_length=2)),
                    ("year", models.PositiveSmallIntegerField()),
                    ("indicator", models.CharField(max_length=120)),
                    (
                        "dimension",
                        models.CharField(
                            choices=[
                                ("total", "total"),
                                ("citizenship", "by citizenship"),
                                ("form", "by form of exploitation"),
                                ("repatriation", "by country of return"),
                            ],
                            default="total",
                            max_length=16,
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=120)),
                    (
                        "sex",
                        models.CharField(
                            choices=[
                                ("total", "all"),
                                ("female", "female"),
                                ("male", "male"),
                                ("other", "other"),
                                ("unknown", "unknown"),
                            ],
                            default="total",
                            max_length=8,
                        ),
                    ),
                    (
                        "age",
                        models.CharField(
                            choices=[
                                ("total", "all ages"),
                                ("child", "0 to 17 years"),
                                ("adult", "18 years or over"),
                                ("unknown", "unknown"),
                            ],
                            default="total",
                            max_length=8,
                        ),
                    ),
                    ("unit", models.CharField(max_length=40)),
                    ("source", models.CharField(max_length=300)),
                    ("dataset", models.CharField(blank=True, max_length=200)),
                    ("key", models.CharField(editable=False, max_length=32)),
                    ("occurrence", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                    (
                        "seen_in",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="observations",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "ordering": ["country", "indicator", "source", "year"],
                    "constraints": [
                        models.UniqueConstraint(fields=("key", "occurrence"), name="a_source_counts_a_thing_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("at_least__isnull", True), ("below__isnull", True), ("value__isnull", False)),
                                models.Q(
                                    ("value__isnull", True),
                                    models.Q(("at_least__isnull", False), ("below__isnull", False), _connector="OR"),
                                ),
                                _connector="OR",
                            ),
                            name="an_observation_is_a_value_or_bounded",
                        ),
                    ],
                    "indexes": [models.Index(fields=["country", "dimension"], name="observed_of_a_country")],
                },
            ),
            migrations.CreateModel(
                name="Finding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("body", models.CharField(max_length=120)),
                    ("country", django_countries.fields.CountryField(max_length=2)),
                    ("round", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("document", models.CharField(blank=True, max_length=120)),
                    ("source", models.CharField(max_length=300)),
                    ("source_url", models.URLField(blank=True, max_length=500)),
                    ("retrieved_on", models.DateField(blank=True, null=True)),
                    ("key", models.CharField(editable=False, max_length=64)),
                    ("occurrence", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ("line", models.PositiveIntegerField(editable=False, null=True)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ("reference", models.CharField(blank=True, max_length=120)),
                    (
                        "strength",
                        models.CharField(
                            choices=[
                                ("urges", "urges"),
                                ("considers", "considers that it should"),
                                ("invites", "invites"),
                                ("recommends", "recommends"),
                                ("welcomes", "welcomes"),
                                ("notes", "notes"),
                            ],
                            default="notes",
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField()),
                    ("date", models.DateField(blank=True, null=True)),
                    ("recommendation", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("series_id", models.CharField(blank=True, max_length=12)),
                    (
                        "file",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "ordering": ["country", "body", "round", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("key", "occurrence"), name="a_finding_of_a_body_stands_once")
                    ],
                    "indexes": [models.Index(fields=["recommendation"], name="found_about_a_subject")],
                },
            ),
            migrations.CreateModel(
                name="FindingResponse",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("reply", "reply of the government"), ("measure", "measure reported")],
                            max_length=8,
                        ),
                    ),
                    ("text", models.TextField()),
                    ("date", models.DateField(blank=True, null=True)),
                    ("document", models.CharField(blank=True, max_length=120)),
                    (
                        "status",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("planned", "planned"),
                                ("under_way", "in progress"),
                                ("done", "done"),
                                ("not_done", "not done"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("reported_by", models.CharField(blank=True, max_length=120)),
                    ("source", models.CharField(max_length=300)),
                    ("source_url", models.URLField(blank=True, max_length=500)),
                    ("line", models.PositiveIntegerField(editable=False, null=True)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    (
                        "finding",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="responses",
                            to="evaluation.finding",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "response to a finding",
                    "ordering": ["finding", "date", "pk"],
                },
            ),
            migrations.CreateModel(
                name="FoundRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("content", models.JSONField()),
                    ("line", models.PositiveIntegerField(null=True)),
                    ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "finding",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="revisions",
                            to="evaluation.finding",
                        ),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="revisions",
                            to="evaluation.monitoringevent",
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-number"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("event__isnull", False), ("finding__isnull", True)),
                                models.Q(("event__isnull", True), ("finding__isnull", False)),
                                _connector="OR",
                            ),
                            name="a_revision_is_of_an_event_or_a_finding",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Framework",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("version", models.CharField(max_length=20, unique=True)),
                    ("first_year", models.PositiveSmallIntegerField()),
                    ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("proposals", "open for proposals"),
                                ("positions", "open for positions"),
                                ("adopted", "adopted"),
                            ],
                            default="draft",
                            max_length=12,
                        ),
                    ),
                    ("without_essential", models.JSONField(blank=True, default=list)),
                    ("adopted_at", models.DateTimeField(blank=True, null=True)),
                    ("decision", models.CharField(blank=True, max_length=300)),
                    ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                    (
                        "adopted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="frameworks",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "previous",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="following",
                            to="evaluation.framework",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "criteria version",
                    "ordering": ["-first_year"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(models.Q(("status", "adopted"), _negated=True), ("content_hash", "")),
                                models.Q(
                                    ("adopted_at__isnull", False),
                                    ("status", "adopted"),
                                    models.Q(("content_hash", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="an_adopted_framework_has_its_hash",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="FrameworkPatch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recommendation_code", models.PositiveSmallIntegerField()),
                    ("series_id", models.CharField(blank=True, max_length=12)),
                    ("place", models.CharField(max_length=60)),
                    ("language", models.CharField(blank=True, max_length=12)),
                    ("old", models.TextField(blank=True)),
                    ("new", models.TextField()),
                    ("note", models.TextField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="patches",
                            to="evaluation.framework",
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "correction of criteria",
                    "ordering": ["framework", "made_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="FrameworkStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "before",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("draft", "draft"),
                                ("proposals", "open for proposals"),
                                ("positions", "open for positions"),
                                ("adopted", "adopted"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "after",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("proposals", "open for proposals"),
                                ("positions", "open for positions"),
                                ("adopted", "adopted"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("words", models.TextField(blank=True)),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="evaluation.framework"
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
                    "verbose_name": "criteria status change",
                    "ordering": ["framework", "taken_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Instrument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("key", models.SlugField(unique=True)),
                    ("symbol", models.CharField(max_length=60, verbose_name="symbol")),
                    ("depositary", models.CharField(blank=True, max_length=200, verbose_name="Depositary")),
                    ("aliases", models.JSONField(blank=True, default=list)),
                    ("opened_on", models.DateField(blank=True, null=True, verbose_name="Opened for signature")),
                    ("in_force_on", models.DateField(blank=True, null=True, verbose_name="general entry into force")),
                    (
                        "in_force_rule",
                        models.JSONField(blank=True, default=dict, verbose_name="entry into force after consent"),
                    ),
                    ("url", models.URLField(blank=True, max_length=500, verbose_name="web address")),
                    (
                        "group",
                        models.CharField(
                            choices=[("main", "agreed list"), ("related", "related instruments")],
                            default="main",
                            max_length=12,
                            verbose_name="group",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "Treaty",
                    "verbose_name_plural": "Treaties",
                    "ordering": ["position", "key"],
                },
            ),
            migrations.CreateModel(
                name="InstrumentTranslation",
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
                            to="evaluation.instrument",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_an_instrument")
                    ],
                },
            ),
            migrations.CreateModel(
                name="MonitoringEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("body", models.CharField(max_length=120)),
                    ("country", django_countries.fields.CountryField(max_length=2)),
                    ("round", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("document", models.CharField(blank=True, max_length=120)),
                    ("source", models.CharField(max_length=300)),
                    ("source_url", models.URLField(blank=True, max_length=500)),
                    ("retrieved_on", models.DateField(blank=True, null=True)),
                    ("key", models.CharField(editable=False, max_length=64)),
                    ("occurrence", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ("revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                    ("line", models.PositiveIntegerField(editable=False, null=True)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("questionnaire_sent", "questionnaire sent"),
                                ("government_reply_to_questionnaire", "government’s reply to the questionnaire"),
                                ("visit_start", "visit begins"),
                                ("visit_end", "visit ends"),
                                ("government_comments", "government’s comments on the draft report"),
                                ("report_adopted", "report adopted"),
                                ("report_published", "report published"),
                                (
                                    "committee_of_parties_recommendation",
                                    "recommendation of the Committee of the Parties",
                                ),
                                ("government_report_due", "government’s report due"),
                                ("government_reply_due", "government’s reply due"),
                                ("government_reply_to_recommendation", "government’s reply to the recommendation"),
                                ("concluding_observations", "concluding observations"),
                            ],
                            max_length=40,
                        ),
                    ),
                    ("date", models.DateField(blank=True, null=True)),
                    (
                        "file",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "ordering": ["country", "body", "round", "date", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("key", "occurrence"), name="an_event_of_a_body_stands_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="ObservationFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=255)),
                    ("sha256", models.CharField(editable=False, max_length=64)),
                    ("retrieved_on", models.DateField(blank=True, null=True)),
                    ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("rows", models.PositiveIntegerField(default=0)),
                    ("added", models.PositiveIntegerField(default=0)),
                    ("revised", models.PositiveIntegerField(default=0)),
                    ("known", models.PositiveIntegerField(default=0)),
                    ("unplaced", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "ordering": ["-imported_at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="ObservationRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("at_least", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("below", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("flags", models.CharField(blank=True, max_length=20)),
                    ("line", models.PositiveIntegerField(blank=True, null=True)),
                    ("retrieved_on", models.DateField(blank=True, null=True)),
                    ("url", models.URLField(blank=True, max_length=500)),
                    ("is_withheld", models.BooleanField(default=False, editable=False)),
                    ("number", models.PositiveSmallIntegerField()),
                    ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                    (
                        "observation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="revisions",
                            to="evaluation.externalobservation",
                        ),
                    ),
                ],
                options={
                    "ordering": ["observation", "-number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("observation", "number"), name="an_earlier_value_has_one_number"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeerCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("mark", models.CharField(max_length=64)),
                    ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="evaluation.answer"
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="evaluation.review"
                        ),
                    ),
                    (
                        "reviewing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checks",
                            to="evaluation.reviewingcountry",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("review", "reviewing", "answer"), name="one_check_per_country_and_answer"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeerRemark",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.TextField()),
                    ("mark", models.CharField(max_length=64)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reply", models.TextField(blank=True)),
                    ("reply_until", models.DateTimeField()),
                    ("replied_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="evaluation.answer"
                        ),
                    ),
                    (
                        "reply_seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="evaluation.review"
                        ),
                    ),
                    (
                        "reviewing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="remarks",
                            to="evaluation.reviewingcountry",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "reviewer comment",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("review", "reviewing", "answer"), name="one_remark_per_country_and_answer"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Position",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("series_id", models.CharField(blank=True, max_length=12)),
                    (
                        "stance",
                        models.CharField(
                            choices=[
                                ("agree", "agrees"),
                                ("explain", "agrees with explanation"),
                                ("except", "agrees, except this criterion"),
                                ("object", "objects"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("stated_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("replaced_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "stated_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="positions",
                            to="evaluation.rollentry",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Position",
                    "ordering": ["entry", "stated_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at__isnull", True)),
                            fields=("entry", "series_id"),
                            name="one_position_on_the_same",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("series_id", ""), _negated=True),
                                models.Q(("stance", "except"), _negated=True),
                                _connector="OR",
                            ),
                            name="only_an_item_is_excepted",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("stance", "agree"), models.Q(("words", ""), _negated=True), _connector="OR"
                            ),
                            name="whoever_does_not_just_agree_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Proposal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[("new", "a new criterion"), ("change", "a change"), ("removal", "a removal")],
                            max_length=10,
                        ),
                    ),
                    ("recommendation_code", models.PositiveSmallIntegerField()),
                    ("series_id", models.CharField(blank=True, max_length=12)),
                    ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "open"),
                                ("taken", "accepted"),
                                ("set_aside", "rejected"),
                                ("withdrawn", "withdrawn"),
                            ],
                            default="open",
                            max_length=10,
                        ),
                    ),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ("settled_words", models.TextField(blank=True)),
                    (
                        "delegation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="proposals",
                            to="evaluation.framework",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "settled_by",
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
                    "verbose_name": "Proposal",
                    "ordering": ["framework", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("framework", "number"), name="proposals_are_numbered_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind", "new"), models.Q(("series_id", ""), _negated=True), _connector="OR"
                            ),
                            name="what_is_not_new_names_its_series",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProposalWording",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("proposed", "proposed"),
                                ("amendment", "amendment"),
                                ("consolidated", "consolidated text"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("fields", models.JSONField(default=dict)),
                    ("before", models.JSONField(default=dict)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "base",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="evaluation.proposalwording",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="wordings",
                            to="evaluation.proposal",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "proposal version",
                    "ordering": ["proposal", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("proposal", "number"), name="wordings_are_numbered_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Recommendation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("code", models.PositiveSmallIntegerField()),
                    (
                        "framework",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="recommendations",
                            to="evaluation.framework",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="recommendations",
                            to="networkapp.subject",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Recommendation",
                    "verbose_name_plural": "Recommendations",
                    "ordering": ["framework", "code"],
                    "constraints": [
                        models.UniqueConstraint(fields=("framework", "code"), name="a_recommendation_has_one_number")
                    ],
                },
            ),
            migrations.CreateModel(
                name="RecommendationTranslation",
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
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="evaluation.recommendation",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("source", "language"), name="one_translation_of_a_recommendation"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ResultLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.PositiveSmallIntegerField()),
                    ("shown", models.CharField(max_length=16)),
                    ("uncertain", models.BooleanField()),
                    ("point", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                    ("low", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                    ("high", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                    ("coverage", models.CharField(blank=True, max_length=16)),
                    ("valued", models.JSONField(default=list)),
                    ("flags", models.JSONField(default=dict)),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lines",
                            to="evaluation.assessmentversion",
                        ),
                    ),
                ],
                options={
                    "ordering": ["version", "code"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "code"), name="one_line_per_recommendation_of_a_version"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Review",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("asks_until", models.DateTimeField()),
                    ("paused_at", models.DateTimeField(blank=True, null=True)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("by_both", models.BooleanField(default=False)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "closed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "peer review",
                    "ordering": ["assessment", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("closed_at__isnull", True)),
                            fields=("assessment",),
                            name="one_open_review_per_assessment",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewConclusion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("concluded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "reviewing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conclusions",
                            to="evaluation.reviewingcountry",
                        ),
                    ),
                    (
                        "round",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="conclusions",
                            to="evaluation.reviewround",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("round", "reviewing"), name="a_country_concludes_a_round_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "side",
                        models.CharField(choices=[("reviewers", "reviewers"), ("country", "Country")], max_length=10),
                    ),
                    ("text", models.TextField()),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "thread",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="entries",
                            to="evaluation.reviewthread",
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="ReviewingCountry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviewing",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviewing",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "lot",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.reviewlot"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "reviewing country",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("assessment", "delegation"), name="a_country_is_drawn_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("withdrawn_at__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                            ),
                            name="who_withdraws_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewLot",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("drawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "rule",
                        models.CharField(
                            choices=[
                                ("circle", "each country is reviewed by the next two in the drawn order"),
                                ("fewest", "countries with the fewest reviews first, in the drawn order"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("seed", models.CharField(max_length=64)),
                    ("loads", models.JSONField()),
                    ("result", models.JSONField()),
                    ("reason", models.TextField(blank=True)),
                    ("replaced_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "cycle",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="evaluation.cycle"
                        ),
                    ),
                    (
                        "drawn_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "draw",
                    "ordering": ["drawn_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="ReviewRound",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reason", models.TextField(blank=True)),
                    ("answers", models.JSONField()),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="evaluation.review"
                        ),
                    ),
                ],
                options={
                    "ordering": ["review", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("review", "number"), name="rounds_are_numbered_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReviewThread",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "waiting for the country"),
                                ("replied", "waiting for the reviewers"),
                                ("settled", "resolved"),
                            ],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("reply_until", models.DateTimeField()),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="evaluation.answer"
                        ),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="threads", to="evaluation.review"
                        ),
                    ),
                    (
                        "reviewing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="threads",
                            to="evaluation.reviewingcountry",
                        ),
                    ),
                ],
                options={
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="RollEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("agreed", "agreed"),
                                ("explained", "agreed, with an explanation"),
                                ("except", "agreed, with exceptions"),
                                ("silent", "silent"),
                                ("absent", "absent: recorded, has not agreed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "consultation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="roll",
                            to="evaluation.consultation",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "roll entry",
                    "ordering": ["consultation", "delegation__code"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("consultation", "delegation"), name="a_delegation_stands_once_on_a_roll"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionAssignment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("due_at", models.DateTimeField()),
                    ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("taken_back_at", models.DateTimeField(null=True)),
                    ("reminded_before_at", models.DateTimeField(null=True)),
                    ("reminded_after_at", models.DateTimeField(null=True)),
                    (
                        "given_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "recommendation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.recommendation",
                        ),
                    ),
                    (
                        "holder",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="assignments",
                            to="evaluation.sectionholder",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "section assignment",
                    "ordering": ["recommendation__code", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("taken_back_at__isnull", True)),
                            fields=("holder", "recommendation"),
                            name="a_section_is_given_to_somebody_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionHolder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("email", models.EmailField(max_length=254)),
                    ("language", models.CharField(default="en", max_length=12)),
                    ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                    ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sent_at", models.DateTimeField(null=True)),
                    ("expires_at", models.DateTimeField()),
                    ("accepted_at", models.DateTimeField(null=True)),
                    ("name", models.CharField(max_length=120)),
                    ("body", models.CharField(blank=True, max_length=200)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="section_holders",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "invited_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sections_held",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "invitation to assessment sections",
                    "ordering": ["pk"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(fields=("assessment", "email"), name="one_holder_per_address"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("accepted_at__isnull", True), ("user__isnull", True)),
                                models.Q(("accepted_at__isnull", False), ("user__isnull", False)),
                                _connector="OR",
                            ),
                            name="who_accepted_has_an_account",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionReady",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("answers_hash", models.CharField(max_length=64)),
                    ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("taken_back_at", models.DateTimeField(null=True)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections_ready",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "marked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "recommendation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.recommendation",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Section marked as ready",
                    "ordering": ["marked_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("taken_back_at__isnull", True)),
                            fields=("assessment", "recommendation"),
                            name="a_section_is_ready_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SeriesInstrument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("series_id", models.CharField(max_length=12, unique=True, verbose_name="series of the criterion")),
                    (
                        "instrument",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evaluation.instrument"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "treaty of a series",
                    "verbose_name_plural": "treaties of a series",
                    "ordering": ["series_id"],
                },
            ),
            migrations.CreateModel(
                name="SeriesSource",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("series_id", models.CharField(max_length=12, verbose_name="series of the criterion")),
                    ("source", models.CharField(max_length=300, verbose_name="Source")),
                    ("dataset", models.CharField(blank=True, max_length=200, verbose_name="Dataset")),
                    ("indicator", models.CharField(max_length=120, verbose_name="Indicator")),
                    ("is_same", models.BooleanField(default=False, verbose_name="counts what the criterion measures")),
                    (
                        "part",
                        models.CharField(
                            choices=[
                                ("whole", "the whole answer"),
                                ("numerator", "the numerator"),
                                ("denominator", "the denominator"),
                            ],
                            default="whole",
                            max_length=12,
                            verbose_name="subject of the count",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=400, verbose_name="difference in definition")),
                ],
                options={
                    "verbose_name": "source for a series",
                    "verbose_name_plural": "sources for series",
                    "ordering": ["series_id", "source", "dataset", "indicator"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("series_id", "source", "dataset", "indicator"),
                            name="a_source_stands_once_beside_a_series",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Signature",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[("delegate", "assessment delegate, for parliament"), ("government", "government")],
                            max_length=12,
                        ),
                    ),
                    ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("answers_hash", models.CharField(max_length=64)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="signatures",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "signed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["signed_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("withdrawn_at__isnull", True)),
                            fields=("assessment", "role"),
                            name="one_standing_signature_per_role",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TreatyAction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("country", django_countries.fields.CountryField(max_length=2)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("signed", "signed"),
                                ("ratified", "ratified"),
                                ("accepted", "accepted"),
                                ("approved", "approved"),
                                ("acceded", "acceded"),
                                ("succeeded", "succeeded"),
                                ("reserved", "made a reservation"),
                                ("declared", "made a declaration"),
                                ("withdrew", "withdrew a reservation"),
                                ("denounced", "denounced"),
                                ("in_force", "in force"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("date", models.DateField(blank=True, null=True)),
                    ("articles", models.CharField(blank=True, max_length=120)),
                    ("reservation", models.TextField(blank=True)),
                    ("source", models.CharField(max_length=300)),
                    ("source_url", models.URLField(blank=True, max_length=500)),
                    ("checked_on", models.DateField(blank=True, null=True)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("replaced_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "instrument",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="actions",
                            to="evaluation.instrument",
                        ),
                    ),
                    (
                        "own_kind",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="actions",
                            to="evaluation.treatyactkind",
                            verbose_name="Kind",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "treaty action",
                    "ordering": ["instrument", "country", "date", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("instrument", "country", "kind", "source", "date", "articles"),
                            name="a_source_gives_a_date_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("date__isnull", True)),
                            fields=("instrument", "country", "kind", "source", "articles"),
                            name="a_source_leaves_a_date_open_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TreatyActKind",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("key", models.SlugField(unique=True)),
                    (
                        "works_as",
                        models.CharField(
                            choices=[
                                ("signed", "signed"),
                                ("ratified", "ratified"),
                                ("accepted", "accepted"),
                                ("approved", "approved"),
                                ("acceded", "acceded"),
                                ("succeeded", "succeeded"),
                                ("reserved", "made a reservation"),
                                ("declared", "made a declaration"),
                                ("withdrew", "withdrew a reservation"),
                                ("denounced", "denounced"),
                                ("in_force", "in force"),
                            ],
                            max_length=12,
                            verbose_name="equivalent to",
                        ),
                    ),
                    ("aliases", models.JSONField(blank=True, default=list)),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "kind of treaty action",
                    "verbose_name_plural": "kinds of treaty actions",
                    "ordering": ["position", "key"],
                },
            ),
            migrations.CreateModel(
                name="TreatyActKindTranslation",
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
                            to="evaluation.treatyactkind",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_kind_of_act")
                    ],
                },
            ),
            migrations.CreateModel(
                name="TreatyChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("added", "added"),
                                ("corrected", "corrected"),
                                ("replaced", "removed by its source"),
                                ("taken_back", "withdrawn"),
                                ("said_again", "restored by its source"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("before", models.JSONField(default=dict)),
                    ("after", models.JSONField(default=dict)),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("line", models.PositiveIntegerField(null=True)),
                    (
                        "action",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="changes",
                            to="evaluation.treatyaction",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="evaluation.observationfile",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "change in the register",
                    "ordering": ["-at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="UploadedTable",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("treaties", "Treaty actions"),
                                ("observations", "published counts"),
                                ("findings", "Findings of independent bodies"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("name", models.CharField(max_length=255)),
                    ("content", models.BinaryField()),
                    ("options", models.JSONField(default=dict)),
                    ("preview", models.JSONField(default=dict)),
                    ("put_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "uploaded table",
                    "constraints": [
                        models.UniqueConstraint(fields=("kind", "user"), name="one_table_of_a_kind_waits_for_a_person")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Verdict",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("recommendation", models.PositiveSmallIntegerField()),
                    (
                        "says",
                        models.CharField(
                            choices=[
                                ("implemented", "implemented"),
                                ("partly", "partly implemented"),
                                ("not", "not implemented"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("reason", models.TextField()),
                    ("decision", models.CharField(max_length=200)),
                    ("decision_url", models.URLField(blank=True, max_length=500)),
                    ("decided_on", models.DateField()),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="verdicts",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="verdicts",
                            to="networkapp.network",
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
                    "verbose_name": "Conclusion",
                    "ordering": ["network", "recommendation", "delegation", "-recorded_at", "-pk"],
                    "indexes": [
                        models.Index(fields=["recommendation", "network"], name="verdicts_on_a_recommendation")
                    ],
                },
            ),
            migrations.CreateModel(
                name="VoiceNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "voice",
                        models.CharField(
                            choices=[
                                ("government", "government"),
                                ("parliament", "parliament’s delegate"),
                                ("civil_society", "civil society"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("body", models.CharField(blank=True, max_length=200)),
                    ("number", models.PositiveIntegerField()),
                    ("text", models.TextField(blank=True)),
                    ("disputes", models.BooleanField(default=False)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="evaluation.answer"
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "comment on an answer",
                    "ordering": ["answer", "voice", "body", "-number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("answer", "voice", "body", "number"), name="a_voice_counts_its_notes"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("disputes", False), models.Q(("text", ""), _negated=True), _connector="OR"
                            ),
                            name="whoever_disputes_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Workbook",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200)),
                    ("put_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("offers", models.JSONField(default=list)),
                    ("problems", models.JSONField(default=list)),
                    ("untouched", models.PositiveIntegerField(default=0)),
                    ("taken", models.JSONField(default=list)),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="workbooks",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Workbook",
                    "constraints": [
                        models.UniqueConstraint(fields=("assessment", "user"), name="one_workbook_waits_for_a_person")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Answer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("value", "a value"),
                                ("not_available", "not available"),
                                ("not_applicable", "not applicable"),
                                ("confidential", "confidential"),
                                ("suppressed_small", "too few to publish"),
                                ("undefined", "no cases to count"),
                                ("unanswered", "not answered"),
                            ],
                            default="unanswered",
                            max_length=20,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("not_collected", "not collected"),
                                ("late", "announced for later"),
                                ("not_compiled", "collected, not yet compiled"),
                                ("other", "other, see comment"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("number", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("numerator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("denominator", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ("choice", models.BooleanField(blank=True, null=True)),
                    ("ticks", models.JSONField(blank=True, default=list)),
                    ("date", models.DateField(blank=True, null=True)),
                    ("text", models.TextField(blank=True)),
                    ("comment", models.TextField(blank=True)),
                    ("flags", models.JSONField(blank=True, default=list)),
                    (
                        "since",
                        models.CharField(
                            blank=True,
                            choices=[("still_true", "unchanged"), ("changed", "changed"), ("retired", "discontinued")],
                            max_length=12,
                        ),
                    ),
                    (
                        "grade",
                        models.CharField(
                            choices=[
                                ("V0", "stated"),
                                ("V1", "evidence attached"),
                                ("V2", "checked by peers"),
                                ("V3", "agrees with an external source"),
                            ],
                            default="V0",
                            max_length=2,
                        ),
                    ),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "confirmed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "assessment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="evaluation.assessment",
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="evaluation.criterion",
                        ),
                    ),
                    (
                        "evidence",
                        models.ManyToManyField(
                            related_name="answers", through="evaluation.AnswerEvidence", to="evaluation.evidence"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Answer",
                    "ordering": ["criterion"],
                    "constraints": [
                        models.UniqueConstraint(fields=("assessment", "criterion"), name="one_answer_per_criterion"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("status", "value"),
                                models.Q(
                                    ("choice__isnull", True),
                                    ("date__isnull", True),
                                    ("level__isnull", True),
                                    ("number__isnull", True),
                                    ("numerator__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="only_a_value_has_a_number",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__isnull", True), ("level__lte", 4), _connector="OR"),
                            name="a_level_is_zero_to_four",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnswerEvidence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "added_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="rests_on", to="evaluation.answer"
                        ),
                    ),
                    (
                        "evidence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="supports",
                            to="evaluation.evidence",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "evidence for an answer",
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("answer", "evidence"), name="an_answer_rests_on_a_document_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnswerRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.PositiveIntegerField()),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "via",
                        models.CharField(
                            choices=[
                                ("web", "on the site"),
                                ("xlsx", "from a spreadsheet"),
                                ("api", "through the API"),
                                ("prefill", "prefilled"),
                                ("demonstration", "demonstration content"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("source", models.CharField(blank=True, max_length=400)),
                    ("old", models.JSONField()),
                    ("new", models.JSONField()),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="revisions",
                            to="evaluation.answer",
                        ),
                    ),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["answer", "-version"],
                    "constraints": [
                        models.UniqueConstraint(fields=("answer", "version"), name="one_revision_per_version")
                    ],
                },
            ),
        ]
    )
