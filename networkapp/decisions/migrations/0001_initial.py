import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0002_relations"),
        ("networkapp_discussion", "0001_initial"),
        ("networkapp_meetings", "0001_initial"),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="DateOption",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("starts_at", models.DateTimeField()),
                    (
                        "procedure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="options",
                            to="networkapp_decisions.procedure",
                        ),
                    ),
                ],
                options={
                    "ordering": ["procedure", "starts_at"],
                    "constraints": [
                        models.UniqueConstraint(fields=("procedure", "starts_at"), name="a_date_is_asked_about_once")
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
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=200)),
                    ("language", models.CharField(default="en", max_length=12)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("open", "being decided"),
                                ("adopted", "adopted"),
                                ("not_adopted", "not adopted"),
                                ("withdrawn", "withdrawn"),
                            ],
                            default="draft",
                            max_length=12,
                        ),
                    ),
                    ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                    ("about_hash", models.CharField(blank=True, editable=False, max_length=64)),
                    ("client_key", models.UUIDField(editable=False, null=True)),
                    (
                        "about_type",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="contenttypes.contenttype",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proposals",
                            to="networkapp.network",
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
                        "subjects",
                        models.ManyToManyField(
                            blank=True, related_name="proposals", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="proposals",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Proposal",
                    "verbose_name_plural": "Proposals",
                    "ordering": ["network", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "number"), name="a_proposal_has_one_number"),
                        models.UniqueConstraint(fields=("proposed_by", "client_key"), name="a_proposal_is_made_once"),
                    ],
                    "indexes": [models.Index(fields=["network", "state"], name="proposals_by_state")],
                },
            ),
            migrations.CreateModel(
                name="ProposalText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("language", models.CharField(max_length=12)),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("paragraphs", models.JSONField(default=dict)),
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
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="networkapp_decisions.proposalversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "proposal translation",
                    "ordering": ["version", "language"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "language"), name="one_text_of_a_version_in_a_language"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProposalVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "origin",
                        models.CharField(
                            choices=[
                                ("proposed", "as proposed"),
                                ("consolidated", "consolidated by the rapporteur"),
                                ("generated", "created from the accepted amendments"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("paragraphs", models.JSONField(default=list)),
                    ("content_hash", models.CharField(max_length=64)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reason", models.TextField(blank=True)),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="versions",
                            to="networkapp_decisions.proposal",
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
                        models.UniqueConstraint(
                            fields=("proposal", "number"), name="versions_of_a_proposal_are_numbered_once"
                        )
                    ],
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
                        "standing",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("agree", "agrees"),
                                ("explain", "agrees with explanation"),
                                ("abstain", "abstains"),
                                ("object", "objects"),
                                ("not_opposed", "not opposed"),
                                ("silent", "silent"),
                                ("absent", "absent"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                    (
                        "procedure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="roll",
                            to="networkapp_decisions.procedure",
                        ),
                    ),
                    ("seats", models.ManyToManyField(blank=True, related_name="+", to="networkapp.seat")),
                ],
                options={
                    "verbose_name": "roll entry",
                    "ordering": ["procedure", "delegation__code"],
                    "constraints": [
                        models.UniqueConstraint(fields=("procedure", "delegation"), name="a_delegation_has_one_voice")
                    ],
                },
            ),
            migrations.CreateModel(
                name="StatementDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("asked", "to be finished"),
                                ("waiting", "awaiting approval"),
                                ("released", "approved"),
                                ("returned", "returned"),
                                ("dropped", "withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=500)),
                    ("client_key", models.UUIDField(editable=False)),
                    ("text", models.TextField()),
                    ("language", models.CharField(blank=True, max_length=12)),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="prepared_statements",
                            to="networkapp_decisions.decision",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "statement",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="prepared",
                            to="networkapp_decisions.interpretativestatement",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Draft statement",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("prepared_by", "client_key"), name="statementdraft_is_prepared_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Amendment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[("words", "change of words"), ("new", "new paragraph")],
                            default="words",
                            max_length=8,
                        ),
                    ),
                    ("key", models.CharField(blank=True, max_length=40)),
                    ("start", models.PositiveIntegerField(default=0)),
                    ("end", models.PositiveIntegerField(default=0)),
                    ("replacement", models.TextField(blank=True)),
                    ("reason", models.TextField()),
                    ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "open"),
                                ("accepted", "accepted"),
                                ("set_aside", "rejected"),
                                ("withdrawn", "withdrawn"),
                                ("carried", "carried over to a later version"),
                            ],
                            default="open",
                            max_length=10,
                        ),
                    ),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ("settled_words", models.TextField(blank=True)),
                    ("client_key", models.UUIDField()),
                    (
                        "carried_from",
                        models.OneToOneField(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="carried_to",
                            to="networkapp_decisions.amendment",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
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
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="amendments",
                            to="networkapp_decisions.proposalversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "amendment",
                    "ordering": ["version", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "number"), name="amendments_are_numbered_once"),
                        models.UniqueConstraint(fields=("proposed_by", "client_key"), name="an_amendment_is_made_once"),
                        models.CheckConstraint(
                            condition=models.Q(("start__lte", models.F("end"))), name="an_amendment_runs_forward"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "new"), _negated=True),
                                models.Q(("end", 0), ("start", 0)),
                                _connector="OR",
                            ),
                            name="a_new_paragraph_replaces_nothing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="an_amendment_says_why"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AmendmentDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("asked", "to be finished"),
                                ("waiting", "awaiting approval"),
                                ("released", "approved"),
                                ("returned", "returned"),
                                ("dropped", "withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=500)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[("words", "change of words"), ("new", "new paragraph")],
                            default="words",
                            max_length=8,
                        ),
                    ),
                    ("key", models.CharField(blank=True, max_length=40)),
                    ("start", models.PositiveIntegerField(default=0)),
                    ("end", models.PositiveIntegerField(default=0)),
                    ("replacement", models.TextField(blank=True)),
                    ("reason", models.TextField()),
                    (
                        "amendment",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="prepared",
                            to="networkapp_decisions.amendment",
                        ),
                    ),
                    (
                        "instead_of",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp_decisions.amendment",
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "prepared_for",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    ("seated", models.ManyToManyField(editable=False, related_name="+", to="networkapp.seat")),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="prepared_amendments",
                            to="networkapp_decisions.proposalversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "draft amendment",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("prepared_by", "client_key"), name="amendmentdraft_is_prepared_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ClockStop",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("language", models.CharField(max_length=12)),
                    ("words", models.CharField(blank=True, max_length=300)),
                    ("stopped_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("resumed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "resumed_by",
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
                    (
                        "stopped_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "procedure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="stops",
                            to="networkapp_decisions.procedure",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "deadline pause",
                    "ordering": ["stopped_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("resumed_at__isnull", True)),
                            fields=("procedure", "language"),
                            name="a_clock_stops_once_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("resumed_at__isnull", True),
                                ("resumed_at__gte", models.F("stopped_at")),
                                _connector="OR",
                            ),
                            name="a_stop_runs_forward",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DateAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "choice",
                        models.CharField(
                            choices=[("yes", "Yes"), ("if_needed", "If need be"), ("no", "No")], max_length=10
                        ),
                    ),
                    ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answered_by",
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
                        "option",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="networkapp_decisions.dateoption",
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="dates",
                            to="networkapp_decisions.rollentry",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "poll answer",
                    "ordering": ["option", "entry"],
                    "constraints": [
                        models.UniqueConstraint(fields=("option", "entry"), name="a_date_is_answered_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("number", models.PositiveIntegerField()),
                    ("title", models.CharField(max_length=200)),
                    ("language", models.CharField(default="en", max_length=12)),
                    ("paragraphs", models.JSONField(default=list)),
                    ("texts", models.JSONField(blank=True, default=dict)),
                    ("roll", models.JSONField(default=list)),
                    ("adopted_at", models.DateTimeField()),
                    ("adopted_on", models.DateField(editable=False)),
                    ("content_hash", models.CharField(max_length=64)),
                    ("roll_hash", models.CharField(max_length=64)),
                    ("words", models.TextField(editable=False)),
                    ("outcome_statement", models.TextField(blank=True)),
                    ("review_on", models.DateField(blank=True, null=True)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True, related_name="decisions", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                    (
                        "procedure",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decision",
                            to="networkapp_decisions.procedure",
                        ),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decision",
                            to="networkapp_decisions.proposal",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Decision",
                    "verbose_name_plural": "Decisions",
                    "ordering": ["-adopted_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "year", "number"), name="a_decision_has_one_number")
                    ],
                    "indexes": [models.Index(fields=["network", "-adopted_at"], name="decisions_of_a_network")],
                },
            ),
            migrations.CreateModel(
                name="Extension",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("before", models.DateTimeField()),
                    ("after", models.DateTimeField()),
                    ("reason", models.TextField()),
                    ("extended_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "extended_by",
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
                        "procedure",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="extensions",
                            to="networkapp_decisions.procedure",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "extension",
                    "ordering": ["extended_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("after__gt", models.F("before"))), name="an_extension_gives_time"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("task", models.CharField(max_length=300)),
                    ("due_on", models.DateField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "no report yet"),
                                ("under_way", "in progress"),
                                ("done", "done"),
                                ("declined", "not followed, reason given"),
                            ],
                            default="open",
                            max_length=10,
                        ),
                    ),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reminded_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="follow_ups",
                            to="networkapp_decisions.decision",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "opened_by",
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
                    "verbose_name": "Follow-up",
                    "ordering": ["decision", "delegation__code", "pk"],
                    "indexes": [models.Index(fields=["delegation", "state"], name="follow_ups_of_a_delegation")],
                },
            ),
            migrations.CreateModel(
                name="FollowUpStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "no report yet"),
                                ("under_way", "in progress"),
                                ("done", "done"),
                                ("declined", "not followed, reason given"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("source", models.URLField(blank=True, max_length=500)),
                    ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField()),
                    (
                        "follow_up",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="steps",
                            to="networkapp_decisions.followup",
                        ),
                    ),
                    (
                        "reported_by",
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
                    "verbose_name": "follow-up report",
                    "ordering": ["follow_up", "reported_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("reported_by", "client_key"), name="a_follow_up_is_reported_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="whoever_declines_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="InterpretativeStatement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.TextField()),
                    ("language", models.CharField(blank=True, max_length=12)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField()),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="statements",
                            to="networkapp_decisions.decision",
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "made_by",
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
                    "verbose_name": "Interpretative statement",
                    "ordering": ["decision", "made_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("made_by", "client_key"), name="a_statement_is_made_once"),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="a_statement_says_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OutcomeStatement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.TextField()),
                    ("review_on", models.DateField(blank=True, null=True)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="outcome_statements",
                            to="networkapp_decisions.decision",
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
                    "verbose_name": "Outcome statement",
                    "ordering": ["decision", "written_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="an_outcome_statement_says_something"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PositionAct",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stance",
                        models.CharField(
                            choices=[
                                ("agree", "agrees"),
                                ("explain", "agrees with explanation"),
                                ("abstain", "abstains"),
                                ("object", "objects"),
                                ("withdraw", "withdraws its objection"),
                                ("amend", "proposes a change"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("counter_text", models.TextField(blank=True, verbose_name="Text that would lift the objection")),
                    ("language", models.CharField(blank=True, max_length=12)),
                    (
                        "capacity",
                        models.CharField(
                            choices=[
                                ("member", "member"),
                                ("substitute", "substitute"),
                                ("adviser", "adviser"),
                                ("secretariat", "secretariat"),
                                ("expert", "expert"),
                                ("observer", "observer"),
                                ("government", "government"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("stated_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField()),
                    (
                        "amendment",
                        models.OneToOneField(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="broke",
                            to="networkapp_decisions.amendment",
                        ),
                    ),
                    (
                        "drafted_by",
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
                        "stated_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="acts",
                            to="networkapp_decisions.rollentry",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Position",
                    "ordering": ["stated_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("stated_by", "client_key"), name="a_position_is_stated_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("stance__in", ["explain", "object"]), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="a_statement_or_objection_has_words",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PositionDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("asked", "to be finished"),
                                ("waiting", "awaiting approval"),
                                ("released", "approved"),
                                ("returned", "returned"),
                                ("dropped", "withdrawn"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=500)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "stance",
                        models.CharField(
                            choices=[
                                ("agree", "agrees"),
                                ("explain", "agrees with explanation"),
                                ("abstain", "abstains"),
                                ("object", "objects"),
                                ("withdraw", "withdraws its objection"),
                                ("amend", "proposes a change"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("counter_text", models.TextField(blank=True)),
                    (
                        "act",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="prepared",
                            to="networkapp_decisions.positionact",
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "prepared_for",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="prepared",
                            to="networkapp_decisions.rollentry",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "draft position",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("prepared_by", "client_key"), name="positiondraft_is_prepared_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Procedure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("silence", "silence procedure"),
                                ("written", "written procedure"),
                                ("meeting", "unanimity at a meeting"),
                                ("sense_check", "sense check"),
                                ("date_poll", "date poll"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("text", models.TextField(blank=True)),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("expires_at", models.DateTimeField(blank=True, null=True)),
                    ("quorum", models.PositiveSmallIntegerField(default=1)),
                    ("hidden_until_closed", models.BooleanField(default=False)),
                    ("required_languages", models.JSONField(blank=True, default=list)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("withdrawn_words", models.TextField(blank=True)),
                    (
                        "result",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("adopted", "adopted"),
                                ("broken", "silence broken"),
                                ("rejected", "not adopted"),
                                ("not_reached", "quorum not reached"),
                                ("withdrawn", "withdrawn"),
                                ("counted", "closed"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("not_entered_words", models.TextField(blank=True)),
                    ("recorded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("reminded_at", models.DateTimeField(editable=False, null=True)),
                    ("client_key", models.UUIDField()),
                    (
                        "broken_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="procedures",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="procedures",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "opened_by",
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
                        "withdrawn_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "proposal",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="procedures",
                            to="networkapp_decisions.proposal",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp_decisions.proposalversion",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Procedure",
                    "ordering": ["-opened_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("proposal__isnull", False),
                                ("result", ""),
                                models.Q(("kind", "sense_check"), _negated=True),
                            ),
                            fields=("proposal",),
                            name="one_procedure_on_a_proposal_at_a_time",
                        ),
                        models.UniqueConstraint(fields=("opened_by", "client_key"), name="a_procedure_is_opened_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("expires_at__isnull", True), ("expires_at__gt", models.F("opened_at")), _connector="OR"
                            ),
                            name="a_procedure_takes_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__isnull", False), ("kind", "meeting"), _connector="OR"),
                            name="only_a_meeting_closes_by_hand",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["sense_check", "date_poll"]), ("version__isnull", False), _connector="OR"
                            ),
                            name="what_binds_is_about_a_text",
                        ),
                        models.CheckConstraint(condition=models.Q(("quorum__gte", 1)), name="a_quorum_is_somebody"),
                    ],
                    "indexes": [models.Index(fields=["result", "expires_at"], name="procedures_by_expiry")],
                },
            ),
        ]
    )
