import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string

import networkapp.handbooks.models.blocks
import networkapp.handbooks.models.editions
from networkapp.db.migrations import created_at_once


class Migration(migrations.Migration):
    replaces = [
        ("networkapp", "0001_initial"),
        ("networkapp", "0002_discussion_in_full"),
        ("networkapp", "0004_reasons_beside_a_message"),
        ("networkapp", "0005_mentions_and_asked"),
        ("networkapp", "0006_letters_carry_text_where_a_network_wants_it"),
        ("networkapp", "0007_who_closed_a_topic_and_when"),
        ("networkapp", "0008_what_settled_a_report"),
        ("networkapp", "0009_collections_of_papers"),
        ("networkapp", "0010_topics_know_their_length"),
        ("networkapp", "0011_browsers_are_woken"),
        ("networkapp", "0012_who_lets_herself_be_shown"),
        ("networkapp", "0013_deliveries_know_when_they_were_queued"),
        ("networkapp", "0014_unread_messages_are_counted_from_the_index"),
        ("networkapp", "0015_editions_of_handbooks"),
        ("networkapp", "0016_publications_have_isbn_and_doi"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, unique=True, verbose_name="Code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "national parliament"),
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
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone of the capital")),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
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
                        condition=models.Q(("assessed", True)), fields=("country",), name="a_country_is_assessed_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandbookIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "list of handbooks",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NotificationSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("at_once", "at once"),
                            ("daily", "once a day"),
                            ("weekly", "once a week"),
                            ("never", "never"),
                        ],
                        default="daily",
                        max_length=8,
                    ),
                ),
                ("digest_hour", models.PositiveSmallIntegerField(default=7)),
                (
                    "digest_weekday",
                    models.PositiveSmallIntegerField(default=0),
                ),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "push",
                    models.CharField(
                        choices=[
                            ("all", "every message"),
                            ("mentions", "only what names me or answers me"),
                            ("nothing", "nothing"),
                        ],
                        default="mentions",
                        max_length=8,
                    ),
                ),
                (
                    "shows_presence",
                    models.BooleanField(default=True),
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
            name="PartPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
            ],
            options={
                "verbose_name": "handbook part",
                "verbose_name_plural": "handbook parts",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("slug", models.SlugField(unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ChapterPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("short_title", models.CharField(blank=True, max_length=80, verbose_name="short title")),
                ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                (
                    "sections",
                    wagtail.fields.StreamField(
                        [("section", 34)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 300}),
                            1: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {
                                    "help_text": "Leave empty where no law is described.",
                                    "label": "law as of",
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ol", "ul", "h3", "h4"],
                                    "icon": "pilcrow",
                                    "label": "text",
                                },
                            ),
                            3: (
                                "wagtail.contrib.table_block.blocks.TableBlock",
                                (),
                                {
                                    "label": "table",
                                    "table_options": {"language": "en-US"},
                                    "template": "networkapp/handbooks/blocks/table.html",
                                },
                            ),
                            4: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "image"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read to those who do not see the picture.",
                                    "label": "what it shows",
                                    "max_length": 300,
                                },
                            ),
                            6: ("wagtail.blocks.CharBlock", (), {"label": "caption", "required": False}),
                            7: ("wagtail.blocks.StructBlock", [[("image", 4), ("alternative", 5), ("caption", 6)]], {}),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "title"}),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ol", "ul", "h3", "h4"],
                                    "label": "text",
                                },
                            ),
                            10: ("wagtail.blocks.StructBlock", [[("title", 8), ("text", 9)]], {}),
                            11: ("wagtail.blocks.CharBlock", (), {"label": "item"}),
                            12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                            13: ("wagtail.blocks.StructBlock", [[("title", 8), ("items", 12)]], {}),
                            14: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"icon": "help", "label": "question to ask your government"},
                            ),
                            15: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": networkapp.handbooks.models.blocks.country_choices, "label": "country"},
                            ),
                            16: ("wagtail.blocks.CharBlock", (), {"label": "what"}),
                            17: ("wagtail.blocks.CharBlock", (), {"label": "how it is there"}),
                            18: ("wagtail.blocks.StructBlock", [[("label", 16), ("value", 17)]], {}),
                            19: ("wagtail.blocks.ListBlock", (18,), {"label": "facts", "min_num": 1}),
                            20: ("wagtail.blocks.CharBlock", (), {"label": "kept by", "required": False}),
                            21: ("wagtail.blocks.DateBlock", (), {"label": "law as of", "required": False}),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("country", 15), ("facts", 19), ("kept_by", 20), ("law_as_of", 21)]],
                                {},
                            ),
                            23: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "As in CETS 197 or Directive 2011/36/EU.", "label": "identifier"},
                            ),
                            24: ("wagtail.blocks.CharBlock", (), {"label": "article", "required": False}),
                            25: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "what it says, in own words", "required": False},
                            ),
                            26: ("wagtail.blocks.DateBlock", (), {"label": "law as of"}),
                            27: ("wagtail.blocks.URLBlock", (), {"label": "address", "required": False}),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("identifier", 23), ("article", 24), ("text", 25), ("law_as_of", 26), ("link", 27)]],
                                {},
                            ),
                            29: ("wagtail.blocks.CharBlock", (), {"label": "term"}),
                            30: ("wagtail.blocks.TextBlock", (), {"label": "definition"}),
                            31: ("wagtail.blocks.StructBlock", [[("term", 29), ("definition", 30)]], {}),
                            32: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link"],
                                    "icon": "edit",
                                    "label": "footnote",
                                    "template": "networkapp/handbooks/blocks/footnote.html",
                                },
                            ),
                            33: (
                                "wagtail.blocks.StreamBlock",
                                [
                                    [
                                        ("text", 2),
                                        ("table", 3),
                                        ("figure", 7),
                                        ("box", 10),
                                        ("checklist", 13),
                                        ("question", 14),
                                        ("country_box", 22),
                                        ("legal_source", 28),
                                        ("term", 31),
                                        ("footnote", 32),
                                    ]
                                ],
                                {"label": "text"},
                            ),
                            34: ("wagtail.blocks.StructBlock", [[("title", 0), ("law_as_of", 1), ("body", 33)]], {}),
                        },
                        verbose_name="sections",
                    ),
                ),
                (
                    "subjects",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="chapters", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter",
                "verbose_name_plural": "chapters",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="Purpose")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "national network"),
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
                            ("closed", "closed: only its own seats"),
                        ],
                        default="closed",
                        max_length=12,
                        verbose_name="Visibility",
                    ),
                ),
                ("last_sequence", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "delegations",
                    models.ManyToManyField(
                        blank=True, related_name="networks", to="networkapp.delegation", verbose_name="delegations"
                    ),
                ),
                (
                    "shows_presence",
                    models.BooleanField(
                        default=False,
                        help_text="Only members of this network see this, while they have a topic open. Never stored.",
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
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("abbreviation", models.CharField(blank=True, max_length=40, verbose_name="Abbreviation")),
                ("area", models.CharField(blank=True, max_length=80, verbose_name="Area")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="organisations", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="SubjectTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12, verbose_name="Language")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("source_hash", models.CharField(editable=False, max_length=16)),
                (
                    "source",
                    models.ForeignKey(
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
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handbook", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("label", models.CharField(max_length=20)),
                ("published_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="networkapp.network",
                        verbose_name="network",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "constraints": [
                    models.UniqueConstraint(fields=("handbook", "number"), name="an_edition_has_one_number"),
                    models.UniqueConstraint(fields=("handbook", "label"), name="an_edition_has_one_label"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "file",
                    models.FileField(max_length=255, upload_to=networkapp.handbooks.models.editions.place_of_picture),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.network"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network", "digest"), name="a_picture_of_editions_is_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("payload", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("network", "whoever may read the network"),
                            ("delegation", "one delegation"),
                            ("offices", "holders of offices"),
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
                "constraints": [models.UniqueConstraint(fields=("network", "sequence"), name="one_event_per_sequence")],
            },
        ),
        migrations.CreateModel(
            name="HandbookPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handbooks",
                        to="networkapp.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "handbook",
                "verbose_name_plural": "handbooks",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("date", models.DateField(verbose_name="Date")),
                ("place", models.CharField(max_length=120, verbose_name="place")),
                ("country", django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="Country")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="networkapp.network",
                        verbose_name="network",
                    ),
                ),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="meetings", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-date", "-number"],
                "constraints": [models.UniqueConstraint(fields=("network", "number"), name="a_meeting_has_one_number")],
            },
        ),
        migrations.CreateModel(
            name="NetworkCollection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.collection"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="collections", to="networkapp.network"
                    ),
                ),
                (
                    "holds",
                    models.CharField(
                        choices=[
                            ("handbooks", "pictures and documents of its handbooks"),
                            ("papers", "papers put to its topics"),
                        ],
                        default="handbooks",
                        max_length=12,
                    ),
                ),
            ],
            options={
                "verbose_name": "network collection",
                "constraints": [
                    models.UniqueConstraint(fields=("network", "holds"), name="one_collection_of_a_kind_per_network")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12, verbose_name="Language")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("source_hash", models.CharField(editable=False, max_length=16)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="networkapp.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_an_organisation")
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("slug", models.SlugField(max_length=160, unique=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Year")),
                ("symbol", models.CharField(blank=True, max_length=120, verbose_name="Number or symbol")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("handbook", "handbook"),
                            ("guidelines", "guidelines"),
                            ("toolkit", "toolkit"),
                            ("tool", "tool"),
                            ("training", "training material"),
                            ("study", "study"),
                            ("report", "report"),
                            ("standard", "standard"),
                            ("strategy", "strategy"),
                            ("political commitment", "political commitment"),
                            ("law", "law"),
                            ("model law", "model law"),
                        ],
                        default="handbook",
                        max_length=24,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "written_under",
                    models.CharField(blank=True, max_length=200, verbose_name="Law at the time of writing"),
                ),
                ("link", models.URLField(blank=True, verbose_name="web address")),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="networkapp.organisation",
                        verbose_name="Issuer",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="shared_publications",
                        to="networkapp.organisation",
                        verbose_name="Together with",
                    ),
                ),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="publications", to="networkapp.subject", verbose_name="subjects"
                    ),
                ),
                (
                    "doi",
                    models.CharField(
                        blank=True, help_text="For example 10.1000/182.", max_length=120, verbose_name="DOI"
                    ),
                ),
                (
                    "isbn",
                    models.CharField(
                        blank=True,
                        help_text="10 or 13 digits, without hyphens.",
                        max_length=13,
                        validators=[django.core.validators.RegexValidator("^\\d{9}(\\d{3})?[\\dX]$")],
                        verbose_name="ISBN",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="superseded_by",
                        to="networkapp.publication",
                        verbose_name="Replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "ordering": ["title", "year"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "seat",
                "ordering": ["network", "delegation", "capacity", "pk"],
                "indexes": [models.Index(fields=["user", "ends_at"], name="seats_of_a_person")],
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
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block_id", models.CharField(editable=False, max_length=36)),
                ("chapter_number", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("law_as_of", models.DateField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published_sections",
                        to="networkapp.chapterpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "ordering": ["page", "position"],
                "constraints": [models.UniqueConstraint(fields=("page", "block_id"), name="a_section_has_one_row")],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="networkapp.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "ordering": ["meeting", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="an_agenda_has_one_item_per_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handbook", models.UUIDField()),
                ("read_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.edition"
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
                "verbose_name": "edition read",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "handbook"), name="one_last_edition_read_of_a_handbook")
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=255)),
                ("standfirst", models.TextField(blank=True)),
                ("changes", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="networkapp.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "language"), name="an_edition_has_one_text_a_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(default="en", max_length=12)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="networkapp.delegation"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="networkapp.network"
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
                "verbose_name": "invitation",
                "ordering": ["-created_at"],
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
            name="MeetingGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="networkapp.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "guest",
                "ordering": ["meeting", "position"],
            },
        ),
        migrations.CreateModel(
            name="MeetingTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12, verbose_name="Language")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("source_hash", models.CharField(editable=False, max_length=16)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="networkapp.meeting",
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
            name="PublicationLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12, verbose_name="Language")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="networkapp.publication",
                    ),
                ),
            ],
            options={
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "language"), name="a_language_is_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12, verbose_name="Language")),
                ("title", models.CharField(max_length=300, verbose_name="Title")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("source_hash", models.CharField(editable=False, max_length=16)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="networkapp.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_publication")
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_message_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField(blank=True, editable=False, null=True)),
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
                ("pinned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed"), ("archived", "archived")],
                        default="open",
                        max_length=8,
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
                ("state_since", models.DateTimeField(editable=False, null=True)),
                ("length", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "topic",
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
            name="EditionChapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveBigIntegerField(editable=False)),
                ("position", models.PositiveIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("part", models.CharField(blank=True, max_length=255)),
                ("title", models.CharField(max_length=255)),
                ("label", models.CharField(max_length=255)),
                ("standfirst", models.TextField(blank=True)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="networkapp.editiontext",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "page"), name="a_chapter_stands_in_an_edition_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offices", models.JSONField(blank=True, default=list, editable=False)),
                ("body", models.TextField()),
                ("html", models.TextField(editable=False)),
                ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sequence", models.PositiveBigIntegerField(default=0, editable=False)),
                ("client_key", models.UUIDField(editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="networkapp.topic"
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
                ("edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="networkapp.message",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("edit_reason", models.CharField(blank=True, max_length=200)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "message",
                "ordering": ["sequence"],
                "indexes": [
                    models.Index(fields=["topic", "sequence", "author", "posted_at"], name="messages_of_a_topic")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "client_key"), name="a_message_is_posted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="read_marks", to="networkapp.topic"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="one_read_mark_per_reader")],
            },
        ),
        migrations.CreateModel(
            name="TopicShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="networkapp.topic"
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
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("all", "every message"),
                            ("mentions", "only what names me or answers me"),
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
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to="networkapp.topic",
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
                    models.CheckConstraint(
                        condition=models.Q(("network__isnull", True), ("topic__isnull", True), _connector="XOR"),
                        name="a_watch_is_on_a_network_or_a_topic",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("network__isnull", False)),
                        fields=("user", "network"),
                        name="one_watch_per_network",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("topic__isnull", False)),
                        fields=("user", "topic"),
                        name="one_watch_per_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networkapp.message",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="networkapp.topic",
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
            name="EditionSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.PositiveBigIntegerField(db_index=True, editable=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("law_as_of", models.DateField(blank=True, null=True)),
                ("sources", models.PositiveSmallIntegerField(default=0)),
                ("html", models.TextField()),
                ("plain", models.TextField(blank=True)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="networkapp.editionchapter",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("chapter", "section"), name="a_section_stands_in_an_edition_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InboundMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter_id", models.CharField(max_length=255, unique=True)),
                ("arrived_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("posted", "posted"),
                            ("automatic", "automatic reply, dropped"),
                            ("refused", "refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "posted",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networkapp.message",
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
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="networkapp.message"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="networkapp.message"
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
                "constraints": [models.UniqueConstraint(fields=("message", "number"), name="one_wording_per_number")],
            },
        ),
        migrations.CreateModel(
            name="ModerationAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hide", "hidden"),
                            ("restore", "restored"),
                            ("dismiss", "report dismissed"),
                            ("appeal", "appeal made"),
                            ("refuse_appeal", "appeal refused"),
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
                        to="networkapp.message",
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
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networkapp.message",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.network"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networkapp.topic",
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
                "ordering": ["-told_at", "-pk"],
                "indexes": [models.Index(fields=["user", "seen_at", "-told_at"], name="notifications_of_a_person")],
                "constraints": [models.UniqueConstraint(fields=("user", "kind", "key"), name="somebody_is_told_once")],
            },
        ),
        migrations.CreateModel(
            name="PreparedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "to be finished"),
                            ("waiting", "waits for release"),
                            ("released", "released"),
                            ("returned", "sent back"),
                            ("dropped", "taken back"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(editable=False)),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="prepared",
                        to="networkapp.message",
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
                        to="networkapp.message",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prepared_messages",
                        to="networkapp.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "message for approval",
                "ordering": ["-prepared_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("prepared_by", "client_key"), name="a_message_is_prepared_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="networkapp.message"
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
            name="ReceiptRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipt_request",
                        to="networkapp.message",
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
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "scan",
                    models.CharField(
                        choices=[("none", "not checked for viruses"), ("clean", "checked, nothing found")],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_key", models.UUIDField(editable=False)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=get_document_model_string()
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attachments",
                        to="networkapp.message",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="networkapp.attachment",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="networkapp.topic"
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
                ("harmless", models.BooleanField(default=False, editable=False)),
                (
                    "prepared",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="papers",
                        to="networkapp.preparedmessage",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "ordering": ["uploaded_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "client_key"), name="a_paper_is_uploaded_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("dropped", "not wanted any more"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                ("queued_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_at"], name="deliveries_that_are_due")],
                "constraints": [models.UniqueConstraint(fields=("user", "way", "key"), name="a_delivery_is_made_once")],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        to="networkapp.receiptrequest",
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="networkapp.message"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled",
                        to="networkapp.moderationact",
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
    operations = created_at_once(operations)
