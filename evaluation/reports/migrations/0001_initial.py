import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import wagtail.fields
import wagtail.models.preview
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import evaluation.reports.models
import networkapp.text.partial_dates
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("evaluation", "0001_initial"),
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="ReportFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("language", models.CharField(max_length=12)),
                    ("digest", models.CharField(max_length=64)),
                    ("form", models.CharField(max_length=8)),
                    (
                        "state",
                        models.CharField(
                            choices=[("waiting", "waiting"), ("made", "created"), ("failed", "failed")],
                            default="waiting",
                            max_length=8,
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("content", models.BinaryField(default=bytes)),
                    (
                        "report",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="files",
                            to="evaluation_reports.report",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="evaluation.assessmentversion",
                        ),
                    ),
                    (
                        "frozen",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="files",
                            to="evaluation_reports.reportversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "document of a report",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("digest", "form"), name="a_document_is_made_once_for_each_state"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("year", models.PositiveSmallIntegerField()),
                    ("place", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=200)),
                    ("site", models.CharField(blank=True, max_length=250)),
                    ("standfirst", models.TextField(blank=True)),
                    ("language", models.CharField(max_length=12)),
                    ("changes", models.TextField(blank=True)),
                    ("since", models.DateField(null=True)),
                    ("until", models.DateField(null=True)),
                    ("page", models.TextField()),
                    ("document", models.TextField()),
                    ("pictures", models.JSONField(default=list)),
                    ("words", models.TextField(default="", editable=False)),
                    ("digest", models.CharField(max_length=64)),
                    ("file_digest", models.CharField(max_length=64)),
                    ("as_of", models.DateTimeField(null=True)),
                    ("is_sample", models.BooleanField(default=False)),
                    ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="evaluation_reports.report",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "published version of a report",
                    "ordering": ["report", "-number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("report", "number"), name="versions_of_a_report_are_numbered_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Report",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                    (
                        "has_unpublished_changes",
                        models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                    ),
                    (
                        "first_published_at",
                        models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                    ),
                    (
                        "last_published_at",
                        models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                    ),
                    ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                    ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                    ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("country", "country report"),
                                ("regional", "regional report"),
                                ("midterm", "mid-term report to the conference"),
                                ("final", "final report to the conference"),
                            ],
                            max_length=10,
                            verbose_name="Kind",
                        ),
                    ),
                    ("title", models.CharField(max_length=200, verbose_name="Title")),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=120,
                            unique=True,
                            verbose_name="web address",
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            default="en", help_text="Two letters, such as en.", max_length=12, verbose_name="Language"
                        ),
                    ),
                    (
                        "country",
                        django_countries.fields.CountryField(
                            blank=True, help_text="For country reports.", max_length=2, verbose_name="Country"
                        ),
                    ),
                    (
                        "first_year",
                        models.PositiveSmallIntegerField(
                            blank=True, help_text="For reports on several years.", null=True, verbose_name="First year"
                        ),
                    ),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            help_text="The year reported on, or the last of several.", verbose_name="Year"
                        ),
                    ),
                    (
                        "since",
                        models.DateField(
                            blank=True,
                            help_text="For reports to the conference. Default: first day of the first year.",
                            null=True,
                            verbose_name="from",
                        ),
                    ),
                    (
                        "until",
                        models.DateField(
                            blank=True, help_text="Default: last day of the year.", null=True, verbose_name="until"
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="For country reports: the published version reported on. Default: the newest.",
                            null=True,
                            verbose_name="Version",
                        ),
                    ),
                    (
                        "issued",
                        models.CharField(
                            blank=True,
                            help_text="For an older report written elsewhere, such as 2011-08: it has no generated parts.",
                            max_length=10,
                            validators=[networkapp.text.partial_dates.check_partial_date],
                            verbose_name="issued",
                        ),
                    ),
                    (
                        "source_url",
                        models.URLField(
                            blank=True,
                            help_text="Where the older report is published.",
                            max_length=500,
                            verbose_name="Link to the source",
                        ),
                    ),
                    ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                    (
                        "changes",
                        models.TextField(
                            blank=True,
                            help_text="For reports to the conference: what the next version corrects.",
                            verbose_name="Changes in this version",
                        ),
                    ),
                    (
                        "body",
                        wagtail.fields.StreamField(
                            [("text", 0), ("part", 1)],
                            blank=True,
                            block_lookup={
                                0: (
                                    "wagtail.blocks.RichTextBlock",
                                    (),
                                    {"features": ["bold", "italic", "link", "ol", "ul", "h2", "h3"], "label": "Text"},
                                ),
                                1: (
                                    "wagtail.blocks.ChoiceBlock",
                                    [],
                                    {
                                        "choices": evaluation.reports.models.parts_to_choose,
                                        "icon": "table",
                                        "label": "Generated part",
                                    },
                                ),
                            },
                            help_text="If no part is added, all parts of this kind follow the text.",
                            verbose_name="text and generated parts",
                        ),
                    ),
                    (
                        "latest_revision",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="wagtailcore.revision",
                            verbose_name="latest revision",
                        ),
                    ),
                    (
                        "live_revision",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="wagtailcore.revision",
                            verbose_name="live revision",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            help_text="The network reported on; its members can read the report.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "paper",
                        models.ForeignKey(
                            blank=True,
                            help_text="Older report as a file.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=get_document_model_string(),
                            verbose_name="Document",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "report",
                    "verbose_name_plural": "Reports",
                    "ordering": ["-year", "title", "pk"],
                },
                bases=(wagtail.models.preview.PreviewableMixin, models.Model),
            ),
        ]
    )
