import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("offices", models.JSONField(blank=True, default=list, editable=False)),
                    ("body", models.TextField()),
                    ("html", models.TextField(editable=False)),
                    ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sequence", models.PositiveBigIntegerField(default=0, editable=False)),
                    ("client_key", models.UUIDField(editable=False)),
                    ("edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("edit_reason", models.CharField(blank=True, max_length=200)),
                    ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("withdrawal_reason", models.CharField(blank=True, max_length=200)),
                    ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to=settings.AUTH_USER_MODEL,
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
                        "reply_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="replies",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="networkapp.seat"
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="messages",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Message",
                    "ordering": ["sequence"],
                    "constraints": [
                        models.UniqueConstraint(fields=("author", "client_key"), name="a_message_is_posted_once")
                    ],
                    "indexes": [
                        models.Index(fields=["topic", "sequence", "author", "posted_at"], name="messages_of_a_topic")
                    ],
                },
            ),
            migrations.CreateModel(
                name="InboundMail",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("letter_id", models.CharField(max_length=255, unique=True)),
                    ("arrived_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("posted", "posted"),
                                ("automatic", "automatic reply, ignored"),
                                ("refused", "refused"),
                                ("held", "saved as draft"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("detail", models.CharField(blank=True, max_length=200)),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "posted",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_discussion.message",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ModerationAct",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("hide", "hidden"),
                                ("restore", "restored"),
                                ("dismiss", "report dismissed"),
                                ("appeal", "Appeal submitted"),
                                ("refuse_appeal", "Appeal rejected"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("reason", models.CharField(max_length=500)),
                    ("done_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="moderation_acts",
                            to="networkapp_discussion.message",
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
                    "ordering": ["-done_at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="ReceiptRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("due_at", models.DateTimeField(blank=True, null=True)),
                    ("reminded_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "message",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="receipt_request",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "requested_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Topic",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("last_message_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("length", models.PositiveIntegerField(default=0, editable=False)),
                    ("client_key", models.UUIDField(blank=True, editable=False, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "open"), ("closed", "closed"), ("archived", "archived")],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("state_since", models.DateTimeField(editable=False, null=True)),
                    ("pinned_at", models.DateTimeField(blank=True, null=True)),
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
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="networkapp.network"
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "state_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Topic",
                    "ordering": ["-last_message_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("opened_by", "client_key"), name="a_topic_is_opened_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("about_id__isnull", True), ("about_type__isnull", True)),
                                models.Q(("about_id__isnull", False), ("about_type__isnull", False)),
                                _connector="OR",
                            ),
                            name="a_topic_is_about_one_thing_or_none",
                        ),
                    ],
                    "indexes": [models.Index(fields=["about_type", "about_id"], name="topics_about_a_thing")],
                },
            ),
            migrations.CreateModel(
                name="ReadMark",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sequence", models.PositiveBigIntegerField(default=0)),
                    ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="read_marks",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="one_read_mark_per_reader")],
                },
            ),
            migrations.CreateModel(
                name="MessageDraft",
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
                    ("body", models.TextField()),
                    (
                        "message",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="prepared",
                            to="networkapp_discussion.message",
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
                        "reply_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="prepared_messages",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "message for approval",
                    "ordering": ["-prepared_at", "-pk"],
                    "abstract": False,
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("prepared_by", "client_key"), name="messagedraft_is_prepared_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Draft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("body", models.TextField(blank=True)),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.network"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "reply_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="drafts",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "draft",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("topic__isnull", False)),
                            fields=("user", "topic"),
                            name="one_draft_per_topic_and_person",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("topic__isnull", True)),
                            fields=("user", "network"),
                            name="one_new_topic_in_the_making",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attachment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("width", models.PositiveSmallIntegerField(editable=False, null=True)),
                    ("height", models.PositiveSmallIntegerField(editable=False, null=True)),
                    ("name", models.CharField(max_length=200)),
                    ("description", models.CharField(blank=True, max_length=300)),
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
                    ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "document",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=get_document_model_string(),
                        ),
                    ),
                    (
                        "picture",
                        models.OneToOneField(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=get_document_model_string(),
                        ),
                    ),
                    (
                        "replaces",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="replaced_by",
                            to="networkapp_discussion.attachment",
                        ),
                    ),
                    (
                        "uploaded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="attachments",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "prepared",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="papers",
                            to="networkapp_discussion.messagedraft",
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attachments",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "attachment",
                    "ordering": ["uploaded_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("user", "client_key"), name="a_paper_is_uploaded_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("picture__isnull", True),
                                models.Q(("height__gte", 1), ("width__gte", 1)),
                                _connector="OR",
                            ),
                            name="a_picture_has_a_size",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TopicShare",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("shared_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="shared_topics",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "shared_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="shares",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "shared topic",
                    "constraints": [
                        models.UniqueConstraint(fields=("topic", "network"), name="a_topic_stands_once_in_a_network")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Mention",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "capacity",
                        models.CharField(
                            blank=True,
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
                        "office",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("chair", "chair"),
                                ("vice_chair", "vice-chair"),
                                ("rapporteur", "rapporteur"),
                                ("editor", "editor"),
                                ("translator", "translator"),
                                ("assessment_delegate", "assessment delegate"),
                                ("reviewer", "reviewer"),
                            ],
                            max_length=24,
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="mentions",
                            to="networkapp_discussion.message",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("user__isnull", False),
                                ("delegation__isnull", False),
                                models.Q(("office", ""), _negated=True),
                                models.Q(("capacity", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="a_mention_names_somebody",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="MessageRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("body", models.TextField()),
                    ("reason", models.CharField(blank=True, max_length=200)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="revisions",
                            to="networkapp_discussion.message",
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
                    "ordering": ["message", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("message", "number"), name="one_wording_per_number")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reaction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("agree", "agree"), ("thanks", "thanks"), ("more", "would like to hear more")],
                            max_length=8,
                        ),
                    ),
                    ("reacted_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reactions",
                            to="networkapp_discussion.message",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
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
                    "ordering": ["reacted_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("message", "user", "kind"), name="one_reaction_of_a_kind_per_person"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Receipt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="receipts",
                            to="networkapp_discussion.receiptrequest",
                        ),
                    ),
                ],
                options={
                    "ordering": ["seen_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("request", "delegation"), name="a_delegation_acknowledges_once")
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
                    ("reason", models.CharField(max_length=500)),
                    ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reports",
                            to="networkapp_discussion.message",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="settled",
                            to="networkapp_discussion.moderationact",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["-reported_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("settled_at__isnull", True)),
                            fields=("message", "user"),
                            name="one_open_report_per_person",
                        )
                    ],
                },
            ),
        ]
    )
