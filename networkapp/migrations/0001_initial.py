import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import networkapp.models.card_images
import networkapp.models.file_storage
import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="OwnCollectionRestriction",
                fields=[
                    (
                        "collectionviewrestriction_ptr",
                        models.OneToOneField(
                            auto_created=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            parent_link=True,
                            primary_key=True,
                            serialize=False,
                            to="wagtailcore.collectionviewrestriction",
                        ),
                    ),
                ],
                options={
                    "default_permissions": (),
                },
                bases=("wagtailcore.collectionviewrestriction",),
            ),
            migrations.CreateModel(
                name="Notification",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=40)),
                    ("key", models.CharField(max_length=100)),
                    ("notified_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("seen_at", models.DateTimeField(blank=True, null=True)),
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
                ],
                options={
                    "ordering": ["-notified_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("user", "kind", "key"), name="somebody_is_told_once")
                    ],
                    "indexes": [
                        models.Index(fields=["user", "seen_at", "-notified_at"], name="notifications_of_a_person")
                    ],
                },
            ),
            migrations.CreateModel(
                name="NotificationSettings",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "mail",
                        models.CharField(
                            choices=[
                                ("at_once", "immediately"),
                                ("daily", "daily"),
                                ("weekly", "weekly"),
                                ("never", "never"),
                            ],
                            default="daily",
                            max_length=8,
                        ),
                    ),
                    (
                        "push",
                        models.CharField(
                            choices=[
                                ("all", "all messages"),
                                ("mentions", "mentions and replies only"),
                                ("nothing", "nothing"),
                            ],
                            default="mentions",
                            max_length=8,
                        ),
                    ),
                    ("digest_hour", models.PositiveSmallIntegerField(default=7)),
                    ("digest_weekday", models.PositiveSmallIntegerField(default=0)),
                    ("quiet_from", models.TimeField(blank=True, null=True)),
                    ("quiet_until", models.TimeField(blank=True, null=True)),
                    ("shows_presence", models.BooleanField(default=True)),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("digest_hour__lte", 23), ("digest_weekday__lte", 6)),
                            name="a_digest_has_an_hour_and_a_day",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="OwnPageRestriction",
                fields=[
                    (
                        "pageviewrestriction_ptr",
                        models.OneToOneField(
                            auto_created=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            parent_link=True,
                            primary_key=True,
                            serialize=False,
                            to="wagtailcore.pageviewrestriction",
                        ),
                    ),
                ],
                options={
                    "default_permissions": (),
                },
                bases=("wagtailcore.pageviewrestriction",),
            ),
            migrations.CreateModel(
                name="PageState",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("part", models.CharField(max_length=30, unique=True)),
                    ("number", models.PositiveBigIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name="PushSubscription",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("endpoint", models.URLField(max_length=500, unique=True)),
                    ("p256dh", models.CharField(max_length=120)),
                    ("auth", models.CharField(max_length=60)),
                    ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Seat",
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
                    ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("ends_at", models.DateTimeField(blank=True, null=True)),
                    ("end_recorded_at", models.DateTimeField(editable=False, null=True)),
                    ("named_since", models.DateTimeField(editable=False, null=True)),
                    (
                        "delegation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seats",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="networkapp.network"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seats",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Seat",
                    "ordering": ["network", "delegation", "capacity", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                            ),
                            name="a_seat_ends_after_it_begins",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("delegation__isnull", False),
                                ("capacity__in", ["secretariat", "expert", "observer"]),
                                _connector="OR",
                            ),
                            name="who_speaks_for_a_delegation_has_one",
                        ),
                    ],
                    "indexes": [models.Index(fields=["user", "ends_at"], name="seats_of_a_person")],
                },
            ),
            migrations.CreateModel(
                name="SeatOffice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "office",
                        models.CharField(
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
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="offices", to="networkapp.seat"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("seat", "office"), name="an_office_is_held_once")],
                },
            ),
            migrations.CreateModel(
                name="SiteSettings",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                    ("names", models.JSONField(blank=True, default=dict, verbose_name="Name in other languages")),
                    (
                        "short_name",
                        models.CharField(
                            blank=True,
                            help_text="Shown below the app icon on a phone.",
                            max_length=40,
                            verbose_name="Short name",
                        ),
                    ),
                    (
                        "short_names",
                        models.JSONField(blank=True, default=dict, verbose_name="short name in other languages"),
                    ),
                    (
                        "tagline",
                        models.CharField(
                            blank=True,
                            help_text="Shown below the name, for example “for clean drinking water”.",
                            max_length=160,
                            verbose_name="tagline",
                        ),
                    ),
                    ("taglines", models.JSONField(blank=True, default=dict, verbose_name="tagline in other languages")),
                    (
                        "region",
                        models.CharField(
                            blank=True,
                            help_text="As part of a sentence, for example “in the Alps”.",
                            max_length=120,
                            verbose_name="region",
                        ),
                    ),
                    ("regions", models.JSONField(blank=True, default=dict, verbose_name="region in other languages")),
                    (
                        "subject",
                        models.CharField(
                            blank=True,
                            help_text="As part of a sentence, for example “drinking water”.",
                            max_length=120,
                            verbose_name="Subject",
                        ),
                    ),
                    ("subjects", models.JSONField(blank=True, default=dict, verbose_name="subject in other languages")),
                    (
                        "legal_notice",
                        models.TextField(
                            blank=True,
                            help_text="Who runs this site and how to contact them. Shown at the foot of each page.",
                            verbose_name="Legal notice",
                        ),
                    ),
                    (
                        "legal_notices",
                        models.JSONField(blank=True, default=dict, verbose_name="legal notice in other languages"),
                    ),
                    (
                        "sender_name",
                        models.CharField(
                            blank=True,
                            help_text="If empty, e-mails use the site’s name.",
                            max_length=120,
                            verbose_name="sender name",
                        ),
                    ),
                    (
                        "sender_address",
                        models.EmailField(
                            blank=True,
                            help_text="Ask your server administrator before you change it.",
                            max_length=254,
                            verbose_name="sender address",
                        ),
                    ),
                    (
                        "emblem",
                        models.FileField(
                            blank=True,
                            help_text="A PNG, JPEG or WebP picture, shown beside the name on a dark background.",
                            upload_to="site/",
                            verbose_name="Logo",
                        ),
                    ),
                    (
                        "accent_colour",
                        models.CharField(
                            blank=True,
                            help_text="For links and buttons in light mode, for example #0B5470. If empty, the standard colour is used.",
                            max_length=7,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^#[0-9a-fA-F]{6}$",
                                    "Enter # and six digits or letters from A to F, for example #0B5470.",
                                )
                            ],
                            verbose_name="accent colour",
                        ),
                    ),
                    (
                        "accent_colour_dark",
                        models.CharField(
                            blank=True,
                            help_text="If empty, the accent colour is lightened until links are readable.",
                            max_length=7,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^#[0-9a-fA-F]{6}$",
                                    "Enter # and six digits or letters from A to F, for example #0B5470.",
                                )
                            ],
                            verbose_name="accent colour in dark mode",
                        ),
                    ),
                    ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="Default time zone")),
                    (
                        "content_languages",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="Languages of names, proposals, inquiries and answers. If empty, the interface languages are used.",
                            verbose_name="Content languages",
                        ),
                    ),
                    (
                        "emergency_number",
                        models.CharField(
                            blank=True,
                            default="112",
                            help_text="Shown as “If you are in danger, call …” while help for people in danger is on.",
                            max_length=20,
                            validators=[
                                django.core.validators.RegexValidator("^\\+?[0-9 ]+$", "Enter digits and spaces only.")
                            ],
                            verbose_name="emergency number",
                        ),
                    ),
                    (
                        "shows_help",
                        models.BooleanField(
                            default=False,
                            help_text="Hotlines, the emergency number and the links to them.",
                            verbose_name="help for people in danger",
                        ),
                    ),
                    ("shows_treaties", models.BooleanField(default=True, verbose_name="Treaties")),
                    ("shows_campaigns", models.BooleanField(default=True, verbose_name="Campaigns")),
                    ("shows_library", models.BooleanField(default=True, verbose_name="Library")),
                    ("shows_inquiries", models.BooleanField(default=True, verbose_name="Inquiries")),
                    ("shows_evaluation", models.BooleanField(default=True, verbose_name="Evaluation")),
                    ("version", models.PositiveIntegerField(default=0, editable=False)),
                    ("updated_at", models.DateTimeField(auto_now=True)),
                ],
                options={
                    "verbose_name": "This site",
                    "verbose_name_plural": "This site",
                },
            ),
            migrations.CreateModel(
                name="Subject",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("slug", models.SlugField(unique=True)),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                    ("retired_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Retired")),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="merged",
                            to="networkapp.subject",
                            verbose_name="Merged into",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Subject",
                    "verbose_name_plural": "Subjects",
                    "ordering": ["position", "slug"],
                },
            ),
            migrations.CreateModel(
                name="SubjectTranslation",
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
                            to="networkapp.subject",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_subject")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Watch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[
                                ("all", "all messages"),
                                ("mentions", "mentions and replies only"),
                                ("nothing", "nothing"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp.network",
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
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("network__isnull", False)),
                            fields=("user", "network"),
                            name="one_watch_per_network",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AdministratorAct",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("invited", "invitation sent"),
                                ("revoked", "Invitation withdrawn"),
                                ("joined", "invitation accepted"),
                                ("added", "added"),
                                ("removed", "removed"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Done by",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Account",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "site administrator event",
                    "ordering": ["-at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="AdministratorInvitation",
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
                    ("revoked_at", models.DateTimeField(null=True)),
                    (
                        "accepted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "invited_by",
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
                    "verbose_name": "site administrator invitation",
                    "ordering": ["-created_at"],
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                            ),
                            name="an_administrator_accepts_what_is_not_revoked",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CardImage",
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
                    ("facts", models.JSONField(default=dict)),
                    (
                        "file",
                        models.FileField(
                            blank=True,
                            max_length=255,
                            storage=networkapp.models.file_storage.private_storage,
                            upload_to=networkapp.models.card_images.place_of_picture,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("digest", "form"), name="a_picture_of_a_page_is_drawn_once")
                    ],
                    "indexes": [models.Index(fields=["state", "asked_at"], name="pictures_of_pages_to_draw")],
                },
            ),
            migrations.CreateModel(
                name="CausalLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("cause_id", models.PositiveBigIntegerField()),
                    ("effect_id", models.PositiveBigIntegerField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "cause_type",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                        ),
                    ),
                    (
                        "effect_type",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                        ),
                    ),
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
                ],
                options={
                    "verbose_name": "link between origin and outcome",
                    "ordering": ["made_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("cause_type", "cause_id", "effect_type", "effect_id"),
                            name="a_consequence_is_drawn_once",
                        )
                    ],
                    "indexes": [models.Index(fields=["effect_type", "effect_id"], name="what_led_to_it")],
                },
            ),
            migrations.CreateModel(
                name="Delegation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=8, unique=True, verbose_name="Code")),
                    ("name", models.CharField(max_length=200, verbose_name="name")),
                    ("names", models.JSONField(blank=True, default=dict, verbose_name="Name in other languages")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("national", "national parliament"),
                                ("chamber", "chamber of a parliament"),
                                ("regional", "regional parliament"),
                                ("interparliamentary", "interparliamentary body"),
                            ],
                            default="national",
                            max_length=20,
                            verbose_name="Kind",
                        ),
                    ),
                    ("country", django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="Country")),
                    ("assessed", models.BooleanField(default=False, verbose_name="assessed each year")),
                    (
                        "time_zone",
                        models.CharField(default="UTC", max_length=64, verbose_name="time zone of the capital"),
                    ),
                    ("mail_domains", models.CharField(blank=True, max_length=300, verbose_name="E-mail domains")),
                    (
                        "parliament",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="chambers",
                            to="networkapp.delegation",
                            verbose_name="parliament of the chamber",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Delegation",
                    "verbose_name_plural": "Delegations",
                    "ordering": ["code"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("assessed", False),
                                models.Q(("kind", "national"), models.Q(("country", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="only_national_delegations_are_assessed",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("assessed", True)),
                            fields=("country",),
                            name="a_country_is_assessed_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "chamber"), ("parliament__isnull", False)),
                                models.Q(models.Q(("kind", "chamber"), _negated=True), ("parliament", None)),
                                _connector="OR",
                            ),
                            name="a_chamber_belongs_to_a_parliament",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Delivery",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[("mail", "e-mail"), ("digest", "digest"), ("push", "push")], max_length=8
                        ),
                    ),
                    ("key", models.CharField(max_length=100)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waiting"),
                                ("sending", "sending"),
                                ("sent", "sent"),
                                ("dropped", "no longer needed"),
                                ("failed", "failed"),
                            ],
                            default="waiting",
                            max_length=8,
                        ),
                    ),
                    ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("queued_at", models.DateTimeField(blank=True, null=True)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("error", models.CharField(blank=True, max_length=200)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("notifications", models.ManyToManyField(related_name="deliveries", to="networkapp.notification")),
                    (
                        "device",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp.pushsubscription",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("user", "way", "key"), name="a_delivery_is_made_once")
                    ],
                    "indexes": [models.Index(fields=["state", "due_at"], name="deliveries_that_are_due")],
                },
            ),
            migrations.CreateModel(
                name="FirstStepsPutAway",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="first_steps_put_away",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hidden first steps",
                },
            ),
            migrations.CreateModel(
                name="Network",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("slug", models.SlugField(unique=True)),
                    ("name", models.CharField(max_length=200, verbose_name="name")),
                    ("names", models.JSONField(blank=True, default=dict, verbose_name="Name in other languages")),
                    ("purpose", models.TextField(blank=True, verbose_name="Purpose")),
                    ("purposes", models.JSONField(blank=True, default=dict, verbose_name="Purpose in other languages")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("national", "national network"),
                                ("regional", "regional network"),
                                ("joint", "joint network"),
                                ("sample", "sample network"),
                            ],
                            default="national",
                            max_length=12,
                            verbose_name="Kind",
                        ),
                    ),
                    (
                        "visibility",
                        models.CharField(
                            choices=[
                                ("public", "public"),
                                ("members", "members of all networks"),
                                ("closed", "closed: its members only"),
                            ],
                            default="closed",
                            max_length=12,
                            verbose_name="Visibility",
                        ),
                    ),
                    (
                        "shows_presence",
                        models.BooleanField(
                            default=False,
                            help_text="If presence is shown, members who can read a topic see who has it open and who is writing. Presence is never stored. Members can hide theirs, but then they cannot see other people’s.",
                            verbose_name="show who is here and who is writing",
                        ),
                    ),
                    (
                        "letters_carry_text",
                        models.BooleanField(
                            default=False,
                            help_text="If not ticked, e-mails say that there is a message, without its topic or text.",
                            verbose_name="include message text in e-mails",
                        ),
                    ),
                    (
                        "tables_unreleased",
                        models.BooleanField(
                            default=False,
                            help_text="The chair, vice-chairs and secretariat can record a question as tabled without a member’s approval.",
                            verbose_name="table questions without approval",
                        ),
                    ),
                    (
                        "time_zone",
                        models.CharField(
                            blank=True,
                            help_text="Decisions are dated in this time zone. Leave empty to use the site’s time zone.",
                            max_length=64,
                            verbose_name="Time zone",
                        ),
                    ),
                    (
                        "shortest_procedure_hours",
                        models.PositiveSmallIntegerField(
                            default=72,
                            help_text="Silence and written procedures run for at least this many hours. 72 hours are 3 days.",
                            validators=[django.core.validators.MaxValueValidator(720)],
                            verbose_name="shortest silence and written procedure, in hours",
                        ),
                    ),
                    ("last_sequence", models.PositiveBigIntegerField(default=0, editable=False)),
                    (
                        "delegations",
                        models.ManyToManyField(
                            blank=True, related_name="networks", to="networkapp.delegation", verbose_name="Delegations"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Network",
                    "verbose_name_plural": "Networks",
                    "ordering": ["name"],
                },
            ),
            migrations.CreateModel(
                name="Invitation",
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
                    ("revoked_at", models.DateTimeField(null=True)),
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
                    ("offices", models.JSONField(blank=True, default=list)),
                    ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("ends_at", models.DateTimeField(blank=True, null=True)),
                    ("name", models.CharField(blank=True, max_length=120)),
                    (
                        "delegation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "invited_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="invitations",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "seat",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="invitation",
                            to="networkapp.seat",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Invitation",
                    "ordering": ["-created_at"],
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("accepted_at__isnull", True), ("seat__isnull", False), _connector="OR"),
                            name="an_accepted_invitation_has_its_seat",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                            ),
                            name="an_invitation_is_accepted_or_taken_back",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Event",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sequence", models.PositiveBigIntegerField()),
                    ("kind", models.CharField(max_length=40)),
                    ("payload", models.JSONField(default=dict)),
                    ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("network", "members of the network"),
                                ("delegation", "one delegation"),
                                ("offices", "office holders"),
                                ("person", "one person"),
                            ],
                            default="network",
                            max_length=12,
                        ),
                    ),
                    ("audience_offices", models.JSONField(blank=True, default=list)),
                    (
                        "actor",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "audience_delegation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "audience_person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="events", to="networkapp.network"
                        ),
                    ),
                ],
                options={
                    "ordering": ["network", "sequence"],
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "sequence"), name="one_event_per_sequence")
                    ],
                },
            ),
            migrations.CreateModel(
                name="BriefText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("section", models.CharField(max_length=40)),
                    ("number", models.PositiveIntegerField()),
                    ("text", models.TextField(blank=True)),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "delegation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="brief_texts",
                            to="networkapp.delegation",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="brief_texts",
                            to="networkapp.network",
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
                    "verbose_name": "country brief text",
                    "ordering": ["network", "delegation", "section", "number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("network", "delegation", "section", "number"),
                            name="texts_of_a_brief_are_numbered_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NetworkCollection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "holds",
                        models.CharField(
                            choices=[
                                ("handbooks", "pictures and documents of handbooks"),
                                ("papers", "attachments of topics"),
                            ],
                            default="handbooks",
                            max_length=12,
                        ),
                    ),
                    (
                        "collection",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.collection"
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="collections",
                            to="networkapp.network",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "network collection",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("network", "holds"), name="one_collection_of_a_kind_per_network"
                        )
                    ],
                },
            ),
        ]
    )
