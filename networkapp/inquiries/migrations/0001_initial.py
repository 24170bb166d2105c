import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0002_relations"),
        ("networkapp_decisions", "0001_initial"),
        ("networkapp_discussion", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="ParliamentCase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("drafted", "drafted"),
                                ("tabled", "tabled"),
                                ("answered", "answered"),
                                ("partly", "partly answered"),
                                ("evasive", "evasive"),
                                ("lapsed", "lapsed"),
                                ("supplementary", "supplementary asked"),
                                ("withdrawn", "withdrawn"),
                            ],
                            default="drafted",
                            max_length=14,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("language", models.CharField(default="en", max_length=12)),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("released_at", models.DateTimeField(blank=True, null=True)),
                    ("tabled_on", models.DateField(blank=True, null=True)),
                    ("reference", models.CharField(blank=True, max_length=120)),
                    ("document_url", models.URLField(blank=True, max_length=500)),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("due_steps", models.JSONField(blank=True, default=list)),
                    ("due_words", models.TextField(blank=True)),
                    ("lapses_on", models.DateField(blank=True, null=True)),
                    ("answered_on", models.DateField(blank=True, null=True)),
                    ("reminded", models.CharField(blank=True, editable=False, max_length=12)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "follows",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="followers",
                            to="networkapp_inquiries.parliamentcase",
                        ),
                    ),
                    (
                        "released_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "released_seat",
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
                        "tabled_seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "inquiry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases",
                            to="networkapp_inquiries.inquiry",
                        ),
                    ),
                    (
                        "questions",
                        models.ManyToManyField(
                            related_name="cases", to="networkapp_inquiries.inquiryquestion", verbose_name="Questions"
                        ),
                    ),
                    (
                        "instrument",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases",
                            to="networkapp_inquiries.parliamentinstrument",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "parliamentary question",
                    "ordering": ["inquiry", "delegation__code", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("follows__isnull", True), models.Q(("state", "withdrawn"), _negated=True)
                            ),
                            fields=("inquiry", "delegation"),
                            name="one_case_per_inquiry_and_parliament",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "withdrawn"), _negated=True),
                            fields=("follows",),
                            name="one_follower_per_case",
                        ),
                        models.UniqueConstraint(fields=("drafted_by", "client_key"), name="a_case_is_drafted_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["drafted", "withdrawn"]),
                                models.Q(("due_on__isnull", False), ("tabled_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="what_is_tabled_has_its_dates",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("due_on__isnull", True), ("due_on__gte", models.F("tabled_on")), _connector="OR"
                            ),
                            name="an_answer_takes_time",
                        ),
                    ],
                    "indexes": [models.Index(fields=["state", "due_on"], name="cases_by_due_date")],
                },
            ),
            migrations.CreateModel(
                name="CaseDocument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200)),
                    ("content_type", models.CharField(max_length=100)),
                    ("size", models.PositiveBigIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("harmless", models.BooleanField(default=False, editable=False)),
                    ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="documents",
                            to="networkapp_inquiries.parliamentcase",
                        ),
                    ),
                    (
                        "document",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=get_document_model_string(),
                        ),
                    ),
                    (
                        "filed_by",
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
                ],
                options={
                    "verbose_name": "answer document",
                    "ordering": ["case", "filed_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="CaseStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("drafted", "drafted"),
                                ("rewritten", "text changed"),
                                ("released", "approved"),
                                ("tabled", "tabled"),
                                ("due_changed", "due date changed"),
                                ("filed", "answer recorded"),
                                ("verified", "translation verified"),
                                ("freed", "embargo ended"),
                                ("reminded", "reminder sent"),
                                ("lapsed", "lapsed"),
                                ("supplementary", "supplementary asked"),
                                ("withdrawn", "withdrawn"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("facts", models.JSONField(blank=True, default=dict)),
                    ("done_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="steps",
                            to="networkapp_inquiries.parliamentcase",
                        ),
                    ),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "parliamentary question event",
                    "ordering": ["case", "done_at", "pk"],
                },
            ),
            migrations.CreateModel(
                name="Inquiry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=200)),
                    ("why", models.TextField(blank=True)),
                    ("language", models.CharField(default="en", max_length=12)),
                    (
                        "state",
                        models.CharField(
                            choices=[("draft", "draft"), ("approved", "approved"), ("closed", "closed")],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("approved_at", models.DateTimeField(blank=True, null=True)),
                    ("decision_label", models.CharField(blank=True, max_length=120)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ("closed_words", models.TextField(blank=True)),
                    ("is_sample", models.BooleanField(default=False)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "approved_seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="inquiries",
                            to="networkapp_decisions.decision",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="inquiries",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True, related_name="inquiries", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="inquiries",
                            to="networkapp_discussion.topic",
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
                    "verbose_name": "Inquiry",
                    "verbose_name_plural": "Inquiries",
                    "ordering": ["network", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "number"), name="an_inquiry_has_one_number"),
                        models.UniqueConstraint(fields=("written_by", "client_key"), name="an_inquiry_is_written_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                ("approved_at__isnull", False),
                                _connector="OR",
                            ),
                            name="an_approved_inquiry_says_when",
                        ),
                    ],
                    "indexes": [models.Index(fields=["network", "state"], name="inquiries_by_state")],
                },
            ),
            migrations.CreateModel(
                name="InquiryQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.CharField(max_length=40)),
                    ("number", models.PositiveSmallIntegerField()),
                    ("text", models.TextField()),
                    (
                        "inquiry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="networkapp_inquiries.inquiry",
                        ),
                    ),
                ],
                options={
                    "ordering": ["inquiry", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("inquiry", "key"), name="a_question_has_one_key"),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="a_question_asks_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="InquiryQuestionText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("language", models.CharField(max_length=12)),
                    ("text", models.TextField()),
                    ("is_machine", models.BooleanField(default=False)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="networkapp_inquiries.inquiryquestion",
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
                    "verbose_name": "question translation",
                    "ordering": ["question", "language"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("question", "language"), name="one_text_of_a_question_in_a_language"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ParliamentInstrument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "key",
                        models.SlugField(
                            help_text="Short lower-case name that does not change, such as written-question.",
                            max_length=60,
                            verbose_name="key",
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            help_text="For example written question or interpellation.",
                            max_length=200,
                            verbose_name="name in English",
                        ),
                    ),
                    (
                        "own_name",
                        models.CharField(blank=True, max_length=200, verbose_name="name in the parliament’s language"),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            default="en",
                            help_text="Name or ISO 639 code, such as Italian or lld.",
                            max_length=12,
                            verbose_name="language of the parliament",
                        ),
                    ),
                    (
                        "form",
                        models.CharField(
                            choices=[
                                ("written", "written question"),
                                ("oral", "oral question"),
                                ("interpellation", "interpellation"),
                                ("committee", "committee question"),
                            ],
                            default="written",
                            max_length=16,
                            verbose_name="form",
                        ),
                    ),
                    (
                        "addressee",
                        models.CharField(
                            help_text="Who receives the question, such as “the minister in charge”.",
                            max_length=200,
                            verbose_name="Addressee",
                        ),
                    ),
                    ("opening", models.TextField(blank=True, verbose_name="text before the questions")),
                    ("closing", models.TextField(blank=True, verbose_name="text after the questions")),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Leave empty if no rule is known.",
                            null=True,
                            verbose_name="time to answer",
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("calendar_days", "days"),
                                ("working_days", "working days"),
                                ("weekdays", "weekdays including Saturdays"),
                                ("weeks", "weeks"),
                                ("months", "months"),
                                ("sitting_days", "sitting days"),
                                ("next_sitting", "by the next sitting day"),
                                ("next_session", "by the next session"),
                                ("end_of_session", "before the end of the session"),
                                ("end_of_term", "before the end of the electoral term"),
                            ],
                            help_text="What the number counts, or a date in the parliament’s calendar.",
                            max_length=14,
                            verbose_name="Unit",
                        ),
                    ),
                    (
                        "starts_next_day",
                        models.BooleanField(
                            default=True,
                            help_text="Otherwise the day of tabling counts as the first.",
                            verbose_name="counted from the day after tabling",
                        ),
                    ),
                    (
                        "pauses_in_recess",
                        models.BooleanField(
                            default=False,
                            help_text="Recesses are entered as periods of the parliament.",
                            verbose_name="paused in recess",
                        ),
                    ),
                    (
                        "ends_on_working_day",
                        models.BooleanField(
                            default=False,
                            help_text="If the last day is a Saturday, a Sunday or a recorded holiday.",
                            verbose_name="moves to the next working day",
                        ),
                    ),
                    (
                        "lapses",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("session", "at the end of the session"),
                                ("term", "at the end of the electoral term"),
                            ],
                            max_length=8,
                            verbose_name="Lapses unanswered",
                        ),
                    ),
                    (
                        "rule_words",
                        models.TextField(
                            blank=True,
                            help_text="In your own words, with the article number.",
                            verbose_name="rule in words",
                        ),
                    ),
                    (
                        "source",
                        models.URLField(
                            blank=True,
                            help_text="Rules of procedure or law. Do not enter a rule without a source you have read.",
                            max_length=500,
                            verbose_name="source of the rule",
                        ),
                    ),
                    ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                    (
                        "is_sample",
                        models.BooleanField(
                            default=False,
                            help_text="For sample countries only. Always shown with the entry.",
                            verbose_name="sample",
                        ),
                    ),
                    (
                        "in_use",
                        models.BooleanField(
                            default=True,
                            help_text="Instruments no longer in use are not offered. Earlier questions remain.",
                            verbose_name="in use",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="parliament_instruments",
                            to="networkapp.delegation",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "parliamentary instrument",
                    "verbose_name_plural": "parliamentary instruments",
                    "ordering": ["delegation__code", "name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("delegation", "key"), name="a_parliament_has_an_instrument_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("number__isnull", True),
                                    ("unit__in", ["", "end_of_session", "end_of_term", "next_session", "next_sitting"]),
                                ),
                                models.Q(
                                    ("number__gte", 1),
                                    ("number__isnull", False),
                                    models.Q(
                                        (
                                            "unit__in",
                                            ["", "end_of_session", "end_of_term", "next_session", "next_sitting"],
                                        ),
                                        _negated=True,
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="a_rule_counts_units_or_names_a_day",
                            violation_error_message="Enter a number and its unit. Leave the number empty if the rule names a date in the calendar, and both empty if no rule is known.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_sample", True),
                                models.Q(models.Q(("source", ""), _negated=True), ("checked_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="an_instrument_says_where_it_was_read",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ParliamentPeriod",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("session", "session"),
                                ("term", "electoral term"),
                                ("recess", "recess"),
                                ("holiday", "public holiday"),
                                ("sitting", "sitting days"),
                                ("recorded", "period with all sitting days recorded"),
                            ],
                            help_text="Some rules pause the time to answer in recesses or on holidays.",
                            max_length=8,
                            verbose_name="Kind",
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            blank=True, help_text="For example summer recess.", max_length=120, verbose_name="name"
                        ),
                    ),
                    ("begins_on", models.DateField(help_text="Included in the period.", verbose_name="first day")),
                    ("ends_on", models.DateField(help_text="Included in the period.", verbose_name="last day")),
                    ("source", models.URLField(blank=True, max_length=500, verbose_name="Link to the source")),
                    (
                        "is_sample",
                        models.BooleanField(
                            default=False,
                            help_text="For sample countries only. Always shown with the entry.",
                            verbose_name="sample",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="parliament_periods",
                            to="networkapp.delegation",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "parliamentary period",
                    "verbose_name_plural": "parliamentary periods",
                    "ordering": ["delegation__code", "begins_on", "kind"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("delegation", "kind", "begins_on", "ends_on"),
                            name="a_period_of_a_parliament_is_said_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="a_period_runs_forward"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_sample", True), models.Q(("source", ""), _negated=True), _connector="OR"
                            ),
                            name="a_period_says_where_it_was_read",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reply",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("answered", "answered"),
                                ("partly", "partly answered"),
                                ("evasive", "evasive"),
                                ("refused", "refused"),
                                ("not_answered", "not answered"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("status_because", models.TextField(blank=True)),
                    ("quotation", models.TextField(blank=True)),
                    ("language", models.CharField(default="en", max_length=12)),
                    ("document_url", models.URLField(blank=True, max_length=500)),
                    ("translation", models.TextField(blank=True)),
                    ("translation_language", models.CharField(default="en", max_length=12)),
                    ("is_machine", models.BooleanField(default=False)),
                    ("verified_at", models.DateTimeField(blank=True, null=True)),
                    ("embargo_until", models.DateTimeField(blank=True, null=True)),
                    ("freed_at", models.DateTimeField(editable=False, null=True)),
                    ("withheld_because", models.CharField(blank=True, max_length=300)),
                    ("open_text", models.TextField(blank=True, editable=False)),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="replies",
                            to="networkapp_inquiries.parliamentcase",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="replies",
                            to="networkapp_inquiries.casedocument",
                        ),
                    ),
                    (
                        "filed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replies",
                            to="networkapp_inquiries.inquiryquestion",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "translated_seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "verified_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "verified_seat",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "answer to an inquiry question",
                    "ordering": ["case", "question__number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("case", "question"), name="a_question_is_answered_once_per_case"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status__in", ["partly", "evasive", "refused"]), _negated=True),
                                models.Q(("status_because", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="what_falls_short_says_why",
                        ),
                    ],
                    "indexes": [models.Index(fields=["embargo_until"], name="replies_by_embargo")],
                },
            ),
            migrations.CreateModel(
                name="ReplyFiling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.PositiveIntegerField()),
                    ("content", models.JSONField(default=dict)),
                    ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "filed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "reply",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="filings",
                            to="networkapp_inquiries.reply",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "version of an answer",
                    "ordering": ["reply", "version"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("reply", "version"), name="an_answer_is_filed_once_in_a_version"
                        )
                    ],
                },
            ),
        ]
    )
