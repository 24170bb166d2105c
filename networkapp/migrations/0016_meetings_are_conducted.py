import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0015_networks_inquire"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="what is to be done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["meeting", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what was done, or why not")),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "step of an action",
                "verbose_name_plural": "steps of actions",
                "ordering": ["action", "said_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgendaPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("harmless", models.BooleanField(default=False, editable=False)),
                (
                    "scan",
                    models.CharField(
                        choices=[("none", "not checked for viruses"), ("clean", "checked, nothing found")],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField(editable=False)),
            ],
            options={
                "verbose_name": "paper of an agenda",
                "verbose_name_plural": "papers of agendas",
                "ordering": ["item", "added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
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
                        verbose_name="capacity",
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "present"),
                            ("remote", "takes part from elsewhere"),
                            ("excused", "excused"),
                            ("absent", "absent"),
                        ],
                        max_length=8,
                        verbose_name="said before",
                    ),
                ),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "present"),
                            ("remote", "takes part from elsewhere"),
                            ("excused", "excused"),
                            ("absent", "absent"),
                        ],
                        max_length=8,
                        verbose_name="recorded",
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["meeting", "delegation__code", "organisation", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("slug", models.SlugField(max_length=120, unique=True)),
            ],
            options={
                "verbose_name": "series of meetings",
                "verbose_name_plural": "series of meetings",
                "ordering": ["network", "title"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("correction", "out for correction"), ("approved", "approved")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("version", models.PositiveIntegerField(default=1)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("corrections_until", models.DateTimeField(blank=True, null=True, verbose_name="corrections until")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "ordering": ["-meeting__date", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(verbose_name="correction")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "taken in"), ("declined", "not taken in")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_words", models.TextField(blank=True)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "correction of minutes",
                "verbose_name_plural": "corrections of minutes",
                "ordering": ["minutes", "made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "turn",
                "verbose_name_plural": "turns",
                "ordering": ["meeting", "asked_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="about_id",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="about_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="internal",
            field=models.BooleanField(default=False, verbose_name="only for those who read the network"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("item", "item"),
                    ("announcement", "decision to be announced"),
                    ("decision", "for decision"),
                    ("answers", "answers due"),
                    ("actions", "actions of earlier minutes"),
                    ("presentation", "presentation"),
                    ("break", "break"),
                ],
                default="item",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="outcome",
            field=models.TextField(blank=True, verbose_name="outcome"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="speaker",
            field=models.CharField(blank=True, max_length=200, verbose_name="speaker"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="starts_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="begins"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="text",
            field=models.TextField(blank=True, verbose_name="what it is about"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="at_item",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networkapp.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="called_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_words",
            field=models.TextField(blank=True, editable=False, verbose_name="why it was cancelled"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="client_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="ends_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="ends"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="host",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="link",
            field=models.URLField(
                blank=True, editable=False, max_length=500, verbose_name="link for those who take part from elsewhere"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="starts_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="begins"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[("announced", "announced"), ("held", "held"), ("cancelled", "cancelled")],
                default="announced",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="time_zone",
            field=models.CharField(default="UTC", editable=False, max_length=64, verbose_name="time zone"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="turn_minutes",
            field=models.PositiveSmallIntegerField(default=3, editable=False, verbose_name="minutes for each speaker"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="meetingguest",
            name="role",
            field=models.CharField(blank=True, max_length=120, verbose_name="invited as"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["about_type", "about_id"], name="agenda_items_about_a_thing"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about_id__isnull", True), ("about_type__isnull", True)),
                    models.Q(("about_id__isnull", False), ("about_type__isnull", False)),
                    _connector="OR",
                ),
                name="an_item_is_about_one_thing_or_none",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="networkapp.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="networkapp.meeting"
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.seat",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="actionstep",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="networkapp.actionitem"
            ),
        ),
        migrations.AddField(
            model_name="actionstep",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="actionstep",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtaildocs.document"
            ),
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="networkapp.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="meetingguest",
            name="presentation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networkapp.agendapaper",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="networkapp.meeting"
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="said_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.seat",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="substitute",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.seat",
                verbose_name="who comes instead",
            ),
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_series",
                to="networkapp.network",
                verbose_name="network",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="meetings",
                to="networkapp.meetingseries",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("called_by", "client_key"), name="a_meeting_is_called_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at__isnull", True), ("starts_at__isnull", True)),
                    ("ends_at__gt", models.F("starts_at")),
                    _connector="OR",
                ),
                name="a_meeting_ends_after_it_begins",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="networkapp.meeting"
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="following",
                to="networkapp.minutes",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="minutescorrection",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="minutescorrection",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minutescorrection",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="networkapp.minutes"
            ),
        ),
        migrations.AddField(
            model_name="minutescorrection",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="minutescorrection",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="networkapp.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="networkapp.meeting"
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddIndex(
            model_name="actionitem",
            index=models.Index(fields=["state", "due_on"], name="actions_by_date"),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.UniqueConstraint(fields=("made_by", "client_key"), name="an_action_is_agreed_once"),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("delegation__isnull", False), ("owner__isnull", False), _connector="OR"),
                name="an_action_has_an_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.UniqueConstraint(fields=("said_by", "client_key"), name="a_step_is_taken_once"),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="whoever_drops_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.UniqueConstraint(
                fields=("added_by", "client_key"), name="a_paper_is_put_on_an_agenda_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("meeting", "seat"), name="a_seat_attends_a_meeting_once"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("delegation__isnull", True), ("seat__isnull", True)),
                fields=("meeting", "organisation"),
                name="a_guest_attends_a_meeting_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seat__isnull", False),
                    ("delegation__isnull", False),
                    models.Q(("organisation", ""), _negated=True),
                    _connector="OR",
                ),
                name="somebody_attends",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingseries",
            constraint=models.UniqueConstraint(fields=("network", "title"), name="a_series_has_a_title_of_its_own"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["state", "corrections_until"], name="minutes_by_their_window"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("corrections_until__isnull", False), _connector="OR"),
                name="a_correction_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("approved_at__isnull", False), models.Q(("content_hash", ""), _negated=True)),
                    _connector="OR",
                ),
                name="approved_minutes_have_a_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutescorrection",
            constraint=models.UniqueConstraint(fields=("made_by", "client_key"), name="a_correction_is_made_once"),
        ),
        migrations.AddConstraint(
            model_name="minutescorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="a_correction_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutescorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_settled_correction_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("withdrawn_at__isnull", True)),
                fields=("item", "seat"),
                name="the_floor_is_asked_for_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("given_at__isnull", False)),
                fields=("meeting",),
                name="one_has_the_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                name="who_spoke_did_not_withdraw",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("given_at")), _connector="OR"
                ),
                name="a_turn_runs_forward",
            ),
        ),
    ]
