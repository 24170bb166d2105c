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
                ],
                options={
                    "ordering": ["procedure", "starts_at"],
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
                ],
                options={
                    "verbose_name": "Proposal",
                    "verbose_name_plural": "Proposals",
                    "ordering": ["network", "-number"],
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
                ],
                options={
                    "verbose_name": "proposal translation",
                    "ordering": ["version", "language"],
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
                ],
                options={
                    "verbose_name": "proposal version",
                    "ordering": ["proposal", "number"],
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
                ],
                options={
                    "verbose_name": "roll entry",
                    "ordering": ["procedure", "delegation__code"],
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
                ],
                options={
                    "verbose_name": "Draft statement",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
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
                ],
                options={
                    "verbose_name": "amendment",
                    "ordering": ["version", "number"],
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
                ],
                options={
                    "verbose_name": "draft amendment",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
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
                ],
                options={
                    "verbose_name": "deadline pause",
                    "ordering": ["stopped_at", "pk"],
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
                ],
                options={
                    "verbose_name": "poll answer",
                    "ordering": ["option", "entry"],
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
                ],
                options={
                    "verbose_name": "Decision",
                    "verbose_name_plural": "Decisions",
                    "ordering": ["-adopted_at", "-pk"],
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
                ],
                options={
                    "verbose_name": "extension",
                    "ordering": ["extended_at", "pk"],
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
                ],
                options={
                    "verbose_name": "Position",
                    "ordering": ["stated_at", "pk"],
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
                ],
                options={
                    "verbose_name": "draft position",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
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
                ],
                options={
                    "verbose_name": "Procedure",
                    "ordering": ["-opened_at", "-pk"],
                },
            ),
        ]
    )
