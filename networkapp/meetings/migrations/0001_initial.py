import uuid

import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import networkapp.meetings.models.packs
import networkapp.models.file_storage
import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0002_relations"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="AgendaItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=300)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("item", "item"),
                                ("announcement", "decision to announce"),
                                ("decision", "for decision"),
                                ("answers", "answers due"),
                                ("actions", "earlier action items"),
                                ("presentation", "presentation"),
                                ("break", "break"),
                            ],
                            default="item",
                            max_length=12,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("internal", models.BooleanField(default=False)),
                    ("starts_at", models.DateTimeField(blank=True, null=True)),
                    ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("speaker", models.CharField(blank=True, max_length=200)),
                    ("outcome", models.TextField(blank=True)),
                    ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
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
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="agenda",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Agenda item",
                    "ordering": ["meeting", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("meeting", "position"), name="an_agenda_has_one_item_per_position"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("about_id__isnull", True), ("about_type__isnull", True)),
                                models.Q(("about_id__isnull", False), ("about_type__isnull", False)),
                                _connector="OR",
                            ),
                            name="an_item_is_about_one_thing_or_none",
                        ),
                    ],
                    "indexes": [models.Index(fields=["about_type", "about_id"], name="agenda_items_about_a_thing")],
                },
            ),
            migrations.CreateModel(
                name="AgendaPaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("name", models.CharField(max_length=200)),
                    ("content_type", models.CharField(max_length=100)),
                    ("size", models.PositiveBigIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("harmless", models.BooleanField(default=False, editable=False)),
                    (
                        "scan",
                        models.CharField(
                            choices=[("none", "not checked for viruses"), ("clean", "no viruses found")],
                            default="none",
                            max_length=8,
                        ),
                    ),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="papers",
                            to="networkapp_meetings.agendaitem",
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
                    "verbose_name": "meeting document",
                    "ordering": ["item", "added_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("added_by", "client_key"), name="a_paper_is_put_on_an_agenda_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarFeed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                    ("tells_titles", models.BooleanField(default=False)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ("revisions", models.JSONField(default=dict, editable=False)),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Calendar subscription",
                },
            ),
            migrations.CreateModel(
                name="Meeting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            help_text="Number within the network, as used in the minutes.", verbose_name="number"
                        ),
                    ),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=120,
                            unique=True,
                        ),
                    ),
                    (
                        "date",
                        models.DateField(
                            help_text="The first day, in local time where the meeting is held.", verbose_name="Date"
                        ),
                    ),
                    ("starts_at", models.DateTimeField(editable=False, null=True, verbose_name="begins")),
                    ("ends_at", models.DateTimeField(editable=False, null=True, verbose_name="ends")),
                    (
                        "time_zone",
                        models.CharField(default="UTC", editable=False, max_length=64, verbose_name="Time zone"),
                    ),
                    ("place", models.CharField(max_length=120, verbose_name="Place")),
                    (
                        "country",
                        django_countries.fields.CountryField(
                            blank=True,
                            help_text="Leave empty if the meeting is online only.",
                            max_length=2,
                            verbose_name="Country",
                        ),
                    ),
                    (
                        "link",
                        models.URLField(
                            blank=True, editable=False, max_length=500, verbose_name="Link for remote participants"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("announced", "announced"), ("held", "held"), ("cancelled", "cancelled")],
                            default="announced",
                            editable=False,
                            max_length=10,
                            verbose_name="State",
                        ),
                    ),
                    (
                        "cancelled_words",
                        models.TextField(blank=True, editable=False, verbose_name="Reason"),
                    ),
                    (
                        "turn_minutes",
                        models.PositiveSmallIntegerField(default=3, editable=False, verbose_name="Minutes per speaker"),
                    ),
                    ("revision", models.PositiveIntegerField(default=0, editable=False)),
                    ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("client_key", models.UUIDField(editable=False, null=True)),
                    (
                        "at_item",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_meetings.agendaitem",
                        ),
                    ),
                    (
                        "called_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "host",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            help_text="Shown to everyone who can see the network.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="meetings",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Also shown on these pages.",
                            related_name="meetings",
                            to="networkapp.subject",
                            verbose_name="Subjects",
                        ),
                    ),
                    (
                        "series",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="meetings",
                            to="networkapp_meetings.meetingseries",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Meeting",
                    "verbose_name_plural": "Meetings",
                    "ordering": ["-date", "-number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "number"), name="a_meeting_has_one_number"),
                        models.UniqueConstraint(fields=("called_by", "client_key"), name="a_meeting_is_called_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ends_at__isnull", True), ("starts_at__isnull", True)),
                                ("ends_at__gt", models.F("starts_at")),
                                _connector="OR",
                            ),
                            name="a_meeting_ends_after_it_begins",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("organisation", models.CharField(blank=True, max_length=200)),
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
                    (
                        "planned_mode",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("present", "present"),
                                ("remote", "remote"),
                                ("excused", "excused"),
                                ("absent", "absent"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("planned_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "mode",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("present", "present"),
                                ("remote", "remote"),
                                ("excused", "excused"),
                                ("absent", "absent"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(blank=True, null=True)),
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
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "planned_by",
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
                        "substitute",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                            verbose_name="Substitute attending",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attendance",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Attendance",
                    "ordering": ["meeting", "delegation__code", "organisation", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("meeting", "seat"), name="a_seat_attends_a_meeting_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("delegation__isnull", True), ("seat__isnull", True)),
                            fields=("meeting", "organisation"),
                            name="a_guest_attends_a_meeting_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("seat__isnull", False),
                                ("delegation__isnull", False),
                                models.Q(("organisation", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="somebody_attends",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ActionItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.CharField(max_length=500)),
                    ("due_on", models.DateField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("reminded_at", models.DateTimeField(editable=False, null=True)),
                    ("client_key", models.UUIDField()),
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
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "owner",
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
                        "item",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="actions",
                            to="networkapp_meetings.agendaitem",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="actions",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "action item",
                    "ordering": ["meeting", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("made_by", "client_key"), name="an_action_is_agreed_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("delegation__isnull", False), ("owner__isnull", False), _connector="OR"
                            ),
                            name="an_action_has_an_owner",
                        ),
                    ],
                    "indexes": [models.Index(fields=["state", "due_on"], name="actions_by_date")],
                },
            ),
            migrations.CreateModel(
                name="MeetingGuest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=200)),
                    ("role", models.CharField(blank=True, max_length=120)),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="guests",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                    (
                        "presentation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_meetings.agendapaper",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "guest",
                    "ordering": ["meeting", "position"],
                },
            ),
            migrations.CreateModel(
                name="MeetingPack",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("form", models.CharField(max_length=8)),
                    ("digest", models.CharField(max_length=64)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waiting"),
                                ("building", "being created"),
                                ("ready", "ready"),
                                ("failed", "failed"),
                            ],
                            default="waiting",
                            max_length=8,
                        ),
                    ),
                    ("step", models.PositiveSmallIntegerField(default=0)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("built_at", models.DateTimeField(blank=True, null=True)),
                    ("size", models.PositiveBigIntegerField(default=0)),
                    ("language", models.CharField(max_length=12)),
                    ("parts", models.JSONField(default=list)),
                    (
                        "file",
                        models.FileField(
                            blank=True,
                            max_length=255,
                            storage=networkapp.models.file_storage.private_storage,
                            upload_to=networkapp.meetings.models.packs.pack_path,
                        ),
                    ),
                    (
                        "asked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="packs",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Meeting pack",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("meeting", "digest", "form"), name="a_pack_of_a_meeting_is_made_once"
                        )
                    ],
                    "indexes": [models.Index(fields=["state", "asked_at"], name="packs_of_meetings_to_make")],
                },
            ),
            migrations.CreateModel(
                name="MeetingSeries",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("slug", models.SlugField(max_length=120, unique=True)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="meeting_series",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "meeting series",
                    "ordering": ["network", "title"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "title"), name="a_series_has_a_title_of_its_own")
                    ],
                },
            ),
            migrations.CreateModel(
                name="MeetingTranslation",
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
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_meeting")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Minutes",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("correction", "open for corrections"),
                                ("approved", "approved"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    ("text", models.TextField(blank=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("corrections_until", models.DateTimeField(blank=True, null=True)),
                    ("reminded_at", models.DateTimeField(editable=False, null=True)),
                    ("approved_at", models.DateTimeField(blank=True, null=True)),
                    ("content_hash", models.CharField(blank=True, max_length=64)),
                    (
                        "drafted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "meeting",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="minutes",
                            to="networkapp_meetings.meeting",
                        ),
                    ),
                    (
                        "previous",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="following",
                            to="networkapp_meetings.minutes",
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
                    "verbose_name": "Minutes",
                    "ordering": ["-meeting__date", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "draft"), ("corrections_until__isnull", False), _connector="OR"
                            ),
                            name="a_correction_has_an_end",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                models.Q(("approved_at__isnull", False), models.Q(("content_hash", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="approved_minutes_have_a_hash",
                        ),
                    ],
                    "indexes": [models.Index(fields=["state", "corrections_until"], name="minutes_by_their_window")],
                },
            ),
            migrations.CreateModel(
                name="MinutesCorrection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("words", models.TextField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "open"), ("accepted", "accepted"), ("declined", "rejected")],
                            default="open",
                            max_length=10,
                        ),
                    ),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ("settled_words", models.TextField(blank=True)),
                    ("client_key", models.UUIDField()),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "minutes",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="corrections",
                            to="networkapp_meetings.minutes",
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
                    "verbose_name": "minutes correction",
                    "ordering": ["minutes", "made_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("made_by", "client_key"), name="a_correction_is_made_once"),
                        models.CheckConstraint(
                            condition=models.Q(("words", ""), _negated=True), name="a_correction_says_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("settled_at__isnull", True), ("state", "open")),
                                models.Q(models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="a_settled_correction_has_a_moment",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Turn",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("given_at", models.DateTimeField(blank=True, null=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                        "given_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="turns",
                            to="networkapp_meetings.agendaitem",
                        ),
                    ),
                    (
                        "meeting",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="turns",
                            to="networkapp_meetings.meeting",
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
                    "verbose_name": "speaking turn",
                    "ordering": ["meeting", "asked_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True), ("withdrawn_at__isnull", True)),
                            fields=("item", "seat"),
                            name="the_floor_is_asked_for_once_at_a_time",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True), ("given_at__isnull", False)),
                            fields=("meeting",),
                            name="one_has_the_floor",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("given_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                            ),
                            name="who_spoke_did_not_withdraw",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_at__isnull", True), ("ended_at__gte", models.F("given_at")), _connector="OR"
                            ),
                            name="a_turn_runs_forward",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ActionStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")], max_length=8
                        ),
                    ),
                    ("words", models.TextField(blank=True)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField()),
                    (
                        "action",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="steps",
                            to="networkapp_meetings.actionitem",
                        ),
                    ),
                    (
                        "recorded_by",
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
                    "verbose_name": "action item update",
                    "ordering": ["action", "recorded_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("recorded_by", "client_key"), name="a_step_is_taken_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "dropped"), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="whoever_drops_says_why",
                        ),
                    ],
                },
            ),
        ]
    )
