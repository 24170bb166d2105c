"""Networks decide, meet and inquire; what led to what is kept."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from wagtail.documents import get_document_model_string

import networkapp.handbooks.models.book_files
import networkapp.meetings.models.packs
from networkapp.db.migrations import created_at_once


def know_meetings(apps, schema_editor):
    """Each meeting is one thing to every calendar; those whose day is over were held."""
    meetings = apps.get_model("networkapp", "Meeting").objects
    for key in list(meetings.values_list("pk", flat=True)):
        meetings.filter(pk=key).update(uid=uuid.uuid4())
    meetings.filter(date__lt=timezone.localdate()).update(state="held")


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0013_editions_know_their_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="networkapp.meeting"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actions",
                        to="networkapp.agendaitem",
                    ),
                ),
                ("text", models.CharField(max_length=500)),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networkapp.seat",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "action item",
                "ordering": ["meeting", "pk"],
                "indexes": [models.Index(fields=["state", "due_on"], name="actions_by_date")],
                "constraints": [
                    models.UniqueConstraint(fields=("made_by", "client_key"), name="an_action_is_agreed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("delegation__isnull", False), ("owner__isnull", False), _connector="OR"),
                        name="an_action_has_an_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="networkapp.agendaitem"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=get_document_model_string()
                    ),
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
                        choices=[("none", "not checked for viruses"), ("clean", "checked, nothing found")],
                        default="none",
                        max_length=8,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField(editable=False)),
            ],
            options={
                "verbose_name": "meeting document",
                "ordering": ["item", "added_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("added_by", "client_key"), name="a_paper_is_put_on_an_agenda_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="networkapp.meeting"
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
                ("organisation", models.CharField(blank=True, max_length=200)),
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
                    ),
                ),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "verbose_name": "attendance",
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "tells_titles",
                    models.BooleanField(default=False),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "calendar subscription",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Consequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("cause_id", models.PositiveBigIntegerField()),
                (
                    "effect_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("effect_id", models.PositiveBigIntegerField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "consequence",
                "ordering": ["made_at", "pk"],
                "indexes": [models.Index(fields=["effect_type", "effect_id"], name="what_led_to_it")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cause_type", "cause_id", "effect_type", "effect_id"),
                        name="a_consequence_is_drawn_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=8)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("building", "being made"),
                            ("ready", "ready"),
                            ("failed", "could not be made"),
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packs", to="networkapp.meeting"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
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
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=255,
                        storage=networkapp.models.file_storage.kept_files,
                        upload_to=networkapp.meetings.models.packs.place_of_pack,
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting pack",
                "indexes": [models.Index(fields=["state", "asked_at"], name="packs_of_meetings_to_make")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "digest", "form"), name="a_pack_of_a_meeting_is_made_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_series",
                        to="networkapp.network",
                        verbose_name="network",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=120, unique=True)),
            ],
            options={
                "verbose_name": "meeting series",
                "ordering": ["network", "title"],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "title"), name="a_series_has_a_title_of_its_own")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="networkapp.meeting"
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="networkapp.minutes",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("correction", "out for correction"), ("approved", "approved")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("corrections_until", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "minutes",
                "ordering": ["-meeting__date", "-pk"],
                "indexes": [models.Index(fields=["state", "corrections_until"], name="minutes_by_their_window")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("corrections_until__isnull", False), _connector="OR"),
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
            },
        ),
        migrations.CreateModel(
            name="ParliamentInstrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parliament_instruments",
                        to="networkapp.delegation",
                    ),
                ),
                ("key", models.SlugField(max_length=60, verbose_name="key")),
                ("name", models.CharField(max_length=200, verbose_name="name in English")),
                (
                    "own_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name in the parliament’s language"),
                ),
                ("language", models.CharField(default="en", max_length=12, verbose_name="language of the parliament")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("written", "written question"),
                            ("oral", "oral question"),
                            ("interpellation", "interpellation"),
                            ("committee", "question of a committee"),
                        ],
                        default="written",
                        max_length=16,
                        verbose_name="form",
                    ),
                ),
                ("addressee", models.CharField(max_length=200, verbose_name="Addressee")),
                ("opening", models.TextField(blank=True, verbose_name="text before the questions")),
                ("closing", models.TextField(blank=True, verbose_name="text after the questions")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="time to answer")),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("calendar_days", "days"),
                            ("working_days", "working days"),
                            ("weekdays", "weekdays, Saturdays included"),
                            ("weeks", "weeks"),
                        ],
                        max_length=14,
                        verbose_name="unit",
                    ),
                ),
                (
                    "starts_next_day",
                    models.BooleanField(default=True, verbose_name="counted from the day after tabling"),
                ),
                ("pauses_in_recess", models.BooleanField(default=False, verbose_name="paused in recess")),
                (
                    "ends_on_working_day",
                    models.BooleanField(default=False, verbose_name="moves to the next working day"),
                ),
                (
                    "lapses",
                    models.CharField(
                        blank=True,
                        choices=[("session", "at the end of the session"), ("term", "at the end of the term")],
                        max_length=8,
                        verbose_name="Lapses unanswered",
                    ),
                ),
                ("rule_words", models.TextField(blank=True, verbose_name="rule in words")),
                ("source", models.URLField(blank=True, max_length=500, verbose_name="source of the rule")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                ("in_use", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={
                "verbose_name": "parliamentary instrument",
                "verbose_name_plural": "parliamentary instruments",
                "ordering": ["delegation__code", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("delegation", "key"), name="a_parliament_has_an_instrument_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("unit", "")),
                            models.Q(
                                ("number__gte", 1), ("number__isnull", False), models.Q(("unit", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_rule_has_a_number_and_a_unit",
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ParliamentPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parliament_periods",
                        to="networkapp.delegation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("session", "session"),
                            ("term", "electoral term"),
                            ("recess", "recess"),
                            ("holiday", "public holiday"),
                        ],
                        max_length=8,
                        verbose_name="Kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("begins_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("source", models.URLField(blank=True, max_length=500, verbose_name="Link to the source")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="networkapp.network"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being worked on"),
                            ("open", "being decided on"),
                            ("adopted", "adopted"),
                            ("not_adopted", "not adopted"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="networkapp.topic",
                    ),
                ),
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
                ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                ("about_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("client_key", models.UUIDField(editable=False, null=True)),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="proposals", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["network", "-number"],
                "indexes": [models.Index(fields=["network", "state"], name="proposals_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "number"), name="a_proposal_has_one_number"),
                    models.UniqueConstraint(fields=("proposed_by", "client_key"), name="a_proposal_is_made_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="networkapp.meeting"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="networkapp.agendaitem"
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
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("given_at", models.DateTimeField(blank=True, null=True)),
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
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                        condition=models.Q(("given_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="who_spoke_did_not_withdraw",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="a_turn_runs_forward",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="networkapp.actionitem"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "action item update",
                "ordering": ["action", "said_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("said_by", "client_key"), name="a_step_is_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="whoever_drops_says_why",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="MinutesCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="networkapp.minutes"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                    ),
                ),
                ("words", models.TextField()),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "taken in"), ("declined", "not taken in")],
                        default="open",
                        max_length=10,
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
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_words", models.TextField(blank=True)),
                ("client_key", models.UUIDField()),
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ProposalVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="networkapp.proposal"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("proposed", "as proposed"),
                            ("consolidated", "consolidated by the rapporteur"),
                            ("generated", "made from the accepted amendments"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("paragraphs", models.JSONField(default=list)),
                ("content_hash", models.CharField(max_length=64)),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "proposal version",
                "ordering": ["proposal", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "number"), name="versions_of_a_proposal_are_numbered_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="networkapp.proposalversion",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("words", "other words"), ("new", "a new paragraph")],
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
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("set_aside", "set aside"),
                            ("withdrawn", "withdrawn"),
                            ("carried", "carried over to a later version"),
                        ],
                        default="open",
                        max_length=10,
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
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_words", models.TextField(blank=True)),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried_to",
                        to="networkapp.amendment",
                    ),
                ),
                ("client_key", models.UUIDField()),
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="procedures", to="networkapp.network"
                    ),
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
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="networkapp.proposal",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networkapp.proposalversion",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="networkapp.meeting",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("quorum", models.PositiveSmallIntegerField(default=1)),
                (
                    "hidden_until_closed",
                    models.BooleanField(default=False),
                ),
                (
                    "required_languages",
                    models.JSONField(blank=True, default=list),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                ("withdrawn_words", models.TextField(blank=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "adopted"),
                            ("broken", "silence broken"),
                            ("rejected", "not adopted: an objection stands"),
                            ("not_reached", "quorum not reached"),
                            ("withdrawn", "withdrawn"),
                            ("counted", "counted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "not_entered_words",
                    models.TextField(blank=True),
                ),
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
                ("recorded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "procedure",
                "ordering": ["-opened_at", "-pk"],
                "indexes": [models.Index(fields=["result", "expires_at"], name="procedures_by_expiry")],
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
            },
        ),
        migrations.CreateModel(
            name="ProposalText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="networkapp.proposalversion",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("paragraphs", models.JSONField(default=dict)),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "proposal translation",
                "ordering": ["version", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "language"), name="one_text_of_a_version_in_a_language")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ClockStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="networkapp.procedure"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("stopped_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networkapp.seat",
                    ),
                ),
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
                            ("resumed_at__isnull", True), ("resumed_at__gte", models.F("stopped_at")), _connector="OR"
                        ),
                        name="a_stop_runs_forward",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="DateOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="networkapp.procedure"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["procedure", "starts_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "starts_at"), name="a_date_is_asked_about_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="networkapp.network"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "procedure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="networkapp.procedure"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="networkapp.proposal"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=12)),
                ("paragraphs", models.JSONField(default=list)),
                ("texts", models.JSONField(blank=True, default=dict)),
                ("roll", models.JSONField(default=list)),
                ("adopted_at", models.DateTimeField()),
                ("content_hash", models.CharField(max_length=64)),
                ("roll_hash", models.CharField(max_length=64)),
                ("words", models.TextField(editable=False)),
                ("outcome_statement", models.TextField(blank=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="decisions", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-adopted_at", "-pk"],
                "indexes": [models.Index(fields=["network", "-adopted_at"], name="decisions_of_a_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "year", "number"), name="a_decision_has_one_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="networkapp.procedure",
                    ),
                ),
                ("before", models.DateTimeField()),
                ("after", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "extended_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("extended_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "extension",
                "ordering": ["extended_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("after__gt", models.F("before"))), name="an_extension_gives_time"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PreparedAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prepared_amendments",
                        to="networkapp.proposalversion",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("words", "other words"), ("new", "a new paragraph")], default="words", max_length=8
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("replacement", models.TextField(blank=True)),
                ("reason", models.TextField()),
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
                ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for release"),
                            ("returned", "sent back"),
                            ("released", "released"),
                            ("dropped", "taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "amendment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared",
                        to="networkapp.amendment",
                    ),
                ),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "draft amendment",
                "ordering": ["-prepared_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("prepared_by", "client_key"), name="an_amendment_is_prepared_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roll", to="networkapp.procedure"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "agrees"),
                            ("explain", "agrees, with a statement"),
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
                    "seats",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="networkapp.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "roll entry",
                "ordering": ["procedure", "delegation__code"],
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "delegation"), name="a_delegation_has_one_voice")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="DateAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="networkapp.dateoption"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="networkapp.rollentry"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "yes"), ("if_needed", "if it must be"), ("no", "no")], max_length=10
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "poll answer",
                "ordering": ["option", "entry"],
                "constraints": [models.UniqueConstraint(fields=("option", "entry"), name="a_date_is_answered_once")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_ups", to="networkapp.decision"
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
                ("task", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nothing reported yet"),
                            ("under_way", "under way"),
                            ("done", "done"),
                            ("declined", "not followed, with a reason"),
                        ],
                        default="open",
                        max_length=10,
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
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "follow-up",
                "ordering": ["decision", "delegation__code", "pk"],
                "indexes": [models.Index(fields=["delegation", "state"], name="follow_ups_of_a_delegation")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="networkapp.network"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "being worked on"), ("approved", "approved"), ("closed", "closed")],
                        default="draft",
                        max_length=10,
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
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
                        to="networkapp.decision",
                    ),
                ),
                ("decision_label", models.CharField(blank=True, max_length=120)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_words", models.TextField(blank=True)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="inquiries",
                        to="networkapp.topic",
                    ),
                ),
                ("client_key", models.UUIDField(editable=False)),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="inquiries", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "inquiry",
                "verbose_name_plural": "inquiries",
                "ordering": ["network", "-number"],
                "indexes": [models.Index(fields=["network", "state"], name="inquiries_by_state")],
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
            },
        ),
        migrations.CreateModel(
            name="InterpretativeStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="networkapp.decision"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                    ),
                ),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, max_length=12)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "interpretative statement",
                "ordering": ["decision", "made_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("made_by", "client_key"), name="a_statement_is_made_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_statement_says_something"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="OutcomeStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome_statements",
                        to="networkapp.decision",
                    ),
                ),
                ("text", models.TextField()),
                ("review_on", models.DateField(blank=True, null=True)),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "outcome statement",
                "ordering": ["decision", "written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_outcome_statement_says_something"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PositionAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="acts", to="networkapp.rollentry"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("agree", "agrees"),
                            ("explain", "agrees, with a statement"),
                            ("abstain", "abstains"),
                            ("object", "objects"),
                            ("withdraw", "withdraws its objection"),
                            ("amend", "proposes a change"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("counter_text", models.TextField(blank=True, verbose_name="text that would lift the objection")),
                ("language", models.CharField(blank=True, max_length=12)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
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
                    "stated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("stated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "position",
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
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="FollowUpStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="networkapp.followup"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nothing reported yet"),
                            ("under_way", "under way"),
                            ("done", "done"),
                            ("declined", "not followed, with a reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("source", models.URLField(blank=True, max_length=500)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "follow-up report",
                "ordering": ["follow_up", "reported_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("reported_by", "client_key"), name="a_follow_up_is_reported_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="whoever_declines_says_why",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="InquiryQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="networkapp.inquiry"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["inquiry", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inquiry", "key"), name="a_question_has_one_key"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_question_asks_something"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PreparedPosition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prepared", to="networkapp.rollentry"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("agree", "agrees"),
                            ("explain", "agrees, with a statement"),
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
                ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for release"),
                            ("returned", "sent back"),
                            ("released", "released"),
                            ("dropped", "taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "act",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared",
                        to="networkapp.positionact",
                    ),
                ),
                ("client_key", models.UUIDField()),
            ],
            options={
                "verbose_name": "draft position",
                "ordering": ["-prepared_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("prepared_by", "client_key"), name="a_position_is_prepared_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PreparedStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prepared_statements",
                        to="networkapp.decision",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
                    ),
                ),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, max_length=12)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for release"),
                            ("returned", "sent back"),
                            ("released", "released"),
                            ("dropped", "taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "statement",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared",
                        to="networkapp.interpretativestatement",
                    ),
                ),
                ("client_key", models.UUIDField(editable=False)),
            ],
            options={
                "verbose_name": "draft statement",
                "ordering": ["-prepared_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("prepared_by", "client_key"), name="a_statement_is_prepared_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Cast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="casts", to="networkapp.inquiry"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="casts", to="networkapp.delegation"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="casts",
                        to="networkapp.parliamentinstrument",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="networkapp.cast",
                    ),
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
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("tabled_on", models.DateField(blank=True, null=True)),
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
                    "questions",
                    models.ManyToManyField(
                        related_name="casts", to="networkapp.inquiryquestion", verbose_name="Questions"
                    ),
                ),
            ],
            options={
                "verbose_name": "parliamentary question",
                "ordering": ["inquiry", "delegation__code", "pk"],
                "indexes": [models.Index(fields=["state", "due_on"], name="casts_by_due_date")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True), models.Q(("state", "withdrawn"), _negated=True)),
                        fields=("inquiry", "delegation"),
                        name="an_inquiry_is_cast_once_into_a_parliament",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("follows",),
                        name="a_cast_is_followed_by_one",
                    ),
                    models.UniqueConstraint(fields=("drafted_by", "client_key"), name="a_cast_is_drafted_once"),
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
            },
        ),
        migrations.CreateModel(
            name="InquiryQuestionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="networkapp.inquiryquestion",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("text", models.TextField()),
                ("is_machine", models.BooleanField(default=False)),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "question translation",
                "ordering": ["question", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "language"), name="one_text_of_a_question_in_a_language"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CastDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="networkapp.cast"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=get_document_model_string()
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("harmless", models.BooleanField(default=False, editable=False)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "answer document",
                "ordering": ["cast", "filed_at", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CastStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="networkapp.cast"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("rewritten", "national form changed"),
                            ("released", "released"),
                            ("tabled", "tabled"),
                            ("due_changed", "another due date"),
                            ("filed", "answer filed"),
                            ("verified", "translation verified"),
                            ("freed", "embargo over"),
                            ("reminded", "reminded"),
                            ("lapsed", "lapsed"),
                            ("supplementary", "supplementary asked"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=14,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("facts", models.JSONField(blank=True, default=dict)),
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
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "parliamentary question event",
                "ordering": ["cast", "done_at", "pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="networkapp.cast"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="networkapp.inquiryquestion",
                    ),
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
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="networkapp.castdocument",
                    ),
                ),
                ("document_url", models.URLField(blank=True, max_length=500)),
                ("translation", models.TextField(blank=True)),
                (
                    "translation_language",
                    models.CharField(default="en", max_length=12),
                ),
                ("is_machine", models.BooleanField(default=False)),
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
                    "verified_seat",
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
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("embargo_until", models.DateTimeField(blank=True, null=True)),
                ("freed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "withheld_because",
                    models.CharField(blank=True, max_length=300),
                ),
                ("open_text", models.TextField(blank=True, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "answer to an inquiry question",
                "ordering": ["cast", "question__number"],
                "indexes": [models.Index(fields=["embargo_until"], name="replies_by_embargo")],
                "constraints": [
                    models.UniqueConstraint(fields=("cast", "question"), name="a_question_is_answered_once_by_a_cast"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["partly", "evasive", "refused"]), _negated=True),
                            models.Q(("status_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_falls_short_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="filings", to="networkapp.reply"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("said", models.JSONField(default=dict)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("filed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "version of an answer",
                "ordering": ["reply", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "version"), name="an_answer_is_filed_once_in_a_version")
                ],
                "indexes": [],
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
            field=models.BooleanField(default=False),
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
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="outcome",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="speaker",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="starts_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="text",
            field=models.TextField(blank=True),
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
            field=models.TextField(blank=True, editable=False, verbose_name="reason for the cancellation"),
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
                blank=True, editable=False, max_length=500, verbose_name="Link for remote participants"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
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
            field=models.CharField(default="UTC", editable=False, max_length=64, verbose_name="Time zone"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="turn_minutes",
            field=models.PositiveSmallIntegerField(default=3, editable=False, verbose_name="Minutes per speaker"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.RunPython(know_meetings, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="meeting",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
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
            model_name="meetingguest",
            name="role",
            field=models.CharField(blank=True, max_length=120),
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
    ]
    operations = created_at_once(operations)
