import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import networkapp.handbooks.models.blocks
import networkapp.handbooks.models.book_files
import networkapp.handbooks.models.editions
import networkapp.handbooks.models.reviews
import networkapp.models.file_storage
import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("networkapp", "0002_relations"),
        ("networkapp_discussion", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="EditionChapter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                            to="networkapp_handbooks.editiontext",
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
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="NotedText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("digest", models.CharField(max_length=64)),
                    ("text", models.TextField(blank=True)),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="noted_texts",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("section", "digest"), name="a_text_with_notes_is_kept_once")
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
                bases=("wagtailcore.page", models.Model),
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
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            help_text="The number stays the same when the chapter is moved.", verbose_name="number"
                        ),
                    ),
                    (
                        "short_title",
                        models.CharField(
                            blank=True,
                            help_text="Shown in tables of contents.",
                            max_length=80,
                            verbose_name="short title",
                        ),
                    ),
                    ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                    (
                        "sections",
                        wagtail.fields.StreamField(
                            [("section", 36)],
                            blank=True,
                            block_lookup={
                                0: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "Numbered automatically. Shown in the table of contents.",
                                        "label": "Title",
                                        "max_length": 300,
                                    },
                                ),
                                1: (
                                    "wagtail.blocks.DateBlock",
                                    (),
                                    {
                                        "help_text": "Leave empty if the section has no legal content.",
                                        "label": "Law date",
                                        "required": False,
                                    },
                                ),
                                2: (
                                    "wagtail.blocks.BooleanBlock",
                                    (),
                                    {
                                        "help_text": "Until you clear this box, readers see no law date.",
                                        "label": "Legal content not yet decided",
                                        "required": False,
                                    },
                                ),
                                3: (
                                    "wagtail.blocks.RichTextBlock",
                                    (),
                                    {
                                        "features": [
                                            "bold",
                                            "italic",
                                            "link",
                                            "document-link",
                                            "ol",
                                            "ul",
                                            "blockquote",
                                            "h3",
                                            "h4",
                                        ],
                                        "icon": "pilcrow",
                                        "label": "Text",
                                    },
                                ),
                                4: (
                                    "wagtail.contrib.table_block.blocks.TableBlock",
                                    (),
                                    {
                                        "label": "Table",
                                        "table_options": {
                                            "contextMenu": [
                                                "row_above",
                                                "row_below",
                                                "---------",
                                                "col_left",
                                                "col_right",
                                                "---------",
                                                "remove_row",
                                                "remove_col",
                                                "---------",
                                                "undo",
                                                "redo",
                                                "---------",
                                                "mergeCells",
                                            ],
                                            "language": "en-US",
                                            "mergeCells": True,
                                        },
                                        "template": "networkapp/handbooks/blocks/table.html",
                                    },
                                ),
                                5: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "image"}),
                                6: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "Read aloud by screen readers.",
                                        "label": "Picture description",
                                        "max_length": 300,
                                    },
                                ),
                                7: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "State the source.",
                                        "label": "caption",
                                        "required": False,
                                    },
                                ),
                                8: (
                                    "wagtail.blocks.StructBlock",
                                    [[("image", 5), ("alternative", 6), ("caption", 7)]],
                                    {},
                                ),
                                9: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {"label": "Title"},
                                ),
                                10: (
                                    "wagtail.blocks.RichTextBlock",
                                    (),
                                    {
                                        "features": [
                                            "bold",
                                            "italic",
                                            "link",
                                            "document-link",
                                            "ol",
                                            "ul",
                                            "blockquote",
                                            "h3",
                                            "h4",
                                        ],
                                        "help_text": "Background that readers can skip at first.",
                                        "label": "Text",
                                    },
                                ),
                                11: ("wagtail.blocks.StructBlock", [[("title", 9), ("text", 10)]], {}),
                                12: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {"help_text": "For example “Before you table a question”.", "label": "Title"},
                                ),
                                13: ("wagtail.blocks.CharBlock", (), {"label": "item"}),
                                14: (
                                    "wagtail.blocks.ListBlock",
                                    (13,),
                                    {
                                        "help_text": "One task per item, beginning with a verb.",
                                        "label": "items",
                                        "min_num": 1,
                                    },
                                ),
                                15: ("wagtail.blocks.StructBlock", [[("title", 12), ("items", 14)]], {}),
                                16: (
                                    "wagtail.blocks.TextBlock",
                                    (),
                                    {
                                        "help_text": "One question, worded as it could be tabled.",
                                        "icon": "help",
                                        "label": "question to ask your government",
                                    },
                                ),
                                17: (
                                    "wagtail.blocks.ChoiceBlock",
                                    [],
                                    {"choices": networkapp.handbooks.models.blocks.country_choices, "label": "Country"},
                                ),
                                18: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "Use the same label for every country, so that country notes can be compared.",
                                        "label": "label",
                                    },
                                ),
                                19: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {"help_text": "A fact with a source, not an opinion.", "label": "Description"},
                                ),
                                20: ("wagtail.blocks.StructBlock", [[("label", 18), ("value", 19)]], {}),
                                21: (
                                    "wagtail.blocks.ListBlock",
                                    (20,),
                                    {
                                        "help_text": "Short lines.",
                                        "label": "facts",
                                        "min_num": 1,
                                    },
                                ),
                                22: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "Name an office, not a person.",
                                        "label": "maintained by",
                                        "required": False,
                                    },
                                ),
                                23: (
                                    "wagtail.blocks.DateBlock",
                                    (),
                                    {
                                        "help_text": "Date of the last check against the law of the country.",
                                        "label": "Law date",
                                        "required": False,
                                    },
                                ),
                                24: ("wagtail.blocks.CharBlock", (), {"label": "identifier", "max_length": 120}),
                                25: (
                                    "wagtail.blocks.ListBlock",
                                    (24,),
                                    {
                                        "default": [],
                                        "help_text": "From the register of legal sources, in addition to those in the section.",
                                        "label": "Legal sources",
                                        "required": False,
                                    },
                                ),
                                26: (
                                    "wagtail.blocks.StructBlock",
                                    [
                                        [
                                            ("country", 17),
                                            ("facts", 21),
                                            ("kept_by", 22),
                                            ("law_as_of", 23),
                                            ("sources", 25),
                                        ]
                                    ],
                                    {},
                                ),
                                27: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "For example CETS 197 or Directive 2011/36/EU.",
                                        "label": "identifier",
                                    },
                                ),
                                28: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {"help_text": "For example Article 10(2).", "label": "article", "required": False},
                                ),
                                29: (
                                    "wagtail.blocks.TextBlock",
                                    (),
                                    {
                                        "help_text": "What readers need to know here. Quote no more than one sentence.",
                                        "label": "summary in your own words",
                                        "required": False,
                                    },
                                ),
                                30: (
                                    "wagtail.blocks.DateBlock",
                                    (),
                                    {
                                        "help_text": "Date of the last check against the official text.",
                                        "label": "Law date",
                                    },
                                ),
                                31: (
                                    "wagtail.blocks.URLBlock",
                                    (),
                                    {
                                        "help_text": "Leave empty if it is in the register.",
                                        "label": "web address",
                                        "required": False,
                                    },
                                ),
                                32: (
                                    "wagtail.blocks.StructBlock",
                                    [
                                        [
                                            ("identifier", 27),
                                            ("article", 28),
                                            ("text", 29),
                                            ("law_as_of", 30),
                                            ("link", 31),
                                        ]
                                    ],
                                    {},
                                ),
                                33: (
                                    "networkapp.handbooks.models.section_chooser.SectionChooserBlock",
                                    (),
                                    {
                                        "icon": "link",
                                        "label": "cross-reference",
                                        "template": "networkapp/handbooks/blocks/cross_reference.html",
                                    },
                                ),
                                34: (
                                    "wagtail.blocks.RichTextBlock",
                                    (),
                                    {
                                        "features": ["bold", "italic", "link", "document-link"],
                                        "help_text": "In the text, write [^1] for the first footnote of the section, [^2] for the second.",
                                        "icon": "edit",
                                        "label": "footnote",
                                        "template": "networkapp/handbooks/blocks/footnote.html",
                                    },
                                ),
                                35: (
                                    "wagtail.blocks.StreamBlock",
                                    [
                                        [
                                            ("text", 3),
                                            ("table", 4),
                                            ("figure", 8),
                                            ("box", 11),
                                            ("checklist", 15),
                                            ("question", 16),
                                            ("country_box", 26),
                                            ("legal_source", 32),
                                            ("cross_reference", 33),
                                            ("footnote", 34),
                                        ]
                                    ],
                                    {"label": "Text"},
                                ),
                                36: (
                                    "wagtail.blocks.StructBlock",
                                    [[("title", 0), ("law_as_of", 1), ("law_undecided", 2), ("body", 35)]],
                                    {},
                                ),
                            },
                            verbose_name="sections",
                        ),
                    ),
                    (
                        "kept_by",
                        models.ForeignKey(
                            blank=True,
                            help_text="Delegation that does the legal reviews. Leave empty for the editors.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="chapters_kept",
                            to="networkapp.delegation",
                            verbose_name="maintained by",
                        ),
                    ),
                    (
                        "subjects",
                        modelcluster.fields.ParentalManyToManyField(
                            blank=True, related_name="chapters", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Chapter",
                    "verbose_name_plural": "Chapters",
                },
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="Annotation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("private", "only you"),
                                ("delegation", "your delegation"),
                                ("network", "the network"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("body", models.TextField()),
                    ("html", models.TextField(editable=False)),
                    ("quote", models.TextField(blank=True)),
                    ("start", models.PositiveIntegerField(default=0)),
                    ("end", models.PositiveIntegerField(default=0)),
                    ("edition", models.CharField(blank=True, max_length=20)),
                    (
                        "place",
                        models.CharField(
                            choices=[
                                ("written", "on the current text"),
                                ("carried", "passage unchanged"),
                                ("moved", "passage moved"),
                                ("needs_look", "nearby text changed: check needed"),
                                ("orphaned", "passage deleted"),
                            ],
                            default="written",
                            max_length=12,
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("edited_at", models.DateTimeField(blank=True, null=True)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("resolved_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "request",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("", "no change requested"),
                                ("asked", "change requested"),
                                ("done", "accepted, text changed"),
                                ("declined", "rejected, text unchanged"),
                            ],
                            default="",
                            max_length=8,
                        ),
                    ),
                    ("proposal", models.TextField(blank=True)),
                    ("answer", models.TextField(blank=True)),
                    ("client_key", models.UUIDField(editable=False, unique=True)),
                    (
                        "assigned_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="annotations",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "resolved_by",
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "settled_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "topic",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_discussion.topic",
                        ),
                    ),
                    (
                        "chapter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.chapterpage",
                        ),
                    ),
                    (
                        "wording",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.RESTRICT,
                            related_name="annotations",
                            to="networkapp_handbooks.notedtext",
                        ),
                    ),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="annotations",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "section note",
                    "ordering": ["-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("audience", "private"),
                                    ("author__isnull", True),
                                    ("owner__isnull", False),
                                    ("seat__isnull", True),
                                ),
                                models.Q(
                                    models.Q(("audience", "private"), _negated=True),
                                    ("author__isnull", False),
                                    ("owner__isnull", True),
                                    ("seat__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="a_private_note_has_an_owner_a_shared_one_a_seat",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("audience", "delegation"), ("delegation__isnull", False)),
                                models.Q(
                                    models.Q(("audience", "delegation"), _negated=True), ("delegation__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="a_note_for_a_delegation_names_it",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end__gte", models.F("start"))),
                            name="the_words_of_a_note_end_after_they_begin",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("request", ""), ("audience", "network"), _connector="OR"),
                            name="editors_are_asked_before_the_network",
                        ),
                    ],
                    "indexes": [
                        models.Index(fields=["chapter", "owner", "-id"], name="notes_of_a_person"),
                        models.Index(fields=["chapter", "delegation", "-id"], name="notes_of_a_delegation"),
                        models.Index(fields=["chapter", "audience", "-id"], name="notes_of_a_network"),
                        models.Index(fields=["network", "request"], name="changes_asked_for"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Edition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "published_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Edition",
                    "constraints": [
                        models.UniqueConstraint(fields=("handbook", "number"), name="an_edition_has_one_number"),
                        models.UniqueConstraint(fields=("handbook", "label"), name="an_edition_has_one_label"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionDocument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("digest", models.CharField(max_length=64)),
                    (
                        "file",
                        models.FileField(
                            max_length=255, upload_to=networkapp.handbooks.models.editions.place_of_document
                        ),
                    ),
                    ("name", models.CharField(max_length=255)),
                    ("linked_in", models.ManyToManyField(related_name="documents", to="networkapp_handbooks.edition")),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.network"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("network", "digest"), name="a_document_of_editions_is_kept_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionPicture",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("digest", models.CharField(max_length=64)),
                    (
                        "file",
                        models.FileField(
                            max_length=255, upload_to=networkapp.handbooks.models.editions.place_of_picture
                        ),
                    ),
                    ("width", models.PositiveIntegerField()),
                    ("height", models.PositiveIntegerField()),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.network"
                        ),
                    ),
                    ("shown_in", models.ManyToManyField(related_name="pictures", to="networkapp_handbooks.edition")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("network", "digest"), name="a_picture_of_editions_is_kept_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionRead",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("handbook", models.UUIDField()),
                    ("read_at", models.DateTimeField()),
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.edition",
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
                name="EditionSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("section", models.PositiveBigIntegerField(db_index=True, editable=False)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=300)),
                    ("law_as_of", models.DateField(blank=True, null=True)),
                    ("sources", models.PositiveSmallIntegerField(default=0)),
                    ("law", models.JSONField(default=dict, editable=False)),
                    ("html", models.TextField()),
                    ("plain", models.TextField(blank=True)),
                    ("state", models.CharField(blank=True, max_length=12)),
                    ("machine", models.BooleanField(default=False)),
                    ("original", models.PositiveBigIntegerField(editable=False, null=True)),
                    (
                        "chapter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections",
                            to="networkapp_handbooks.editionchapter",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("chapter", "section"), name="a_section_stands_in_an_edition_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("seen_at", models.DateTimeField(blank=True, null=True)),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="edition_readings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.editionsection",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "read section of an edition",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("user", "section"), name="a_reader_has_one_row_a_section_of_an_edition"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("language", models.CharField(max_length=12)),
                    ("title", models.CharField(max_length=255)),
                    ("standfirst", models.TextField(blank=True)),
                    ("changes", models.TextField(blank=True)),
                    ("licence_name", models.CharField(blank=True, max_length=120)),
                    ("licence_link", models.URLField(blank=True)),
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="networkapp_handbooks.edition",
                        ),
                    ),
                ],
                options={
                    "ordering": ["language"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "language"), name="an_edition_has_one_text_a_language"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EditionTerm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("term", models.PositiveBigIntegerField(editable=False)),
                    ("title", models.CharField(max_length=300)),
                    ("definition", models.TextField(blank=True)),
                    ("forms", models.TextField(blank=True)),
                    ("taken_from", models.CharField(blank=True, max_length=300)),
                    ("link", models.URLField(blank=True)),
                    (
                        "text",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="terms",
                            to="networkapp_handbooks.editiontext",
                        ),
                    ),
                ],
                options={
                    "ordering": ["title", "term"],
                    "constraints": [
                        models.UniqueConstraint(fields=("text", "term"), name="a_term_stands_in_an_edition_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="GlossaryTerm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    (
                        "forms",
                        models.TextField(
                            blank=True,
                            help_text="One per line, for example “permits”. These forms are also recognised in texts.",
                            verbose_name="other forms",
                        ),
                    ),
                    (
                        "taken_from",
                        models.CharField(
                            blank=True,
                            help_text="For example CETS 197, Article 4.",
                            max_length=300,
                            verbose_name="official source",
                        ),
                    ),
                    ("link", models.URLField(blank=True, verbose_name="address of the official source")),
                    (
                        "network",
                        models.ForeignKey(
                            blank=True,
                            help_text="Leave empty for all networks.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="glossary",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "subject",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="terms",
                            to="networkapp.subject",
                            verbose_name="Subject",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "glossary term",
                    "verbose_name_plural": "glossary terms",
                    "ordering": ["title"],
                },
            ),
            migrations.CreateModel(
                name="GlossaryTermTranslation",
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
                        "forms",
                        models.TextField(
                            blank=True,
                            help_text="One per line, for example “permits”. These forms are also recognised in texts.",
                            verbose_name="other forms",
                        ),
                    ),
                    (
                        "taken_from",
                        models.CharField(
                            blank=True,
                            help_text="For example CETS 197, Article 4.",
                            max_length=300,
                            verbose_name="official source",
                        ),
                    ),
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_handbooks.glossaryterm",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_term")
                    ],
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
                    (
                        "licence",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("CC-BY-4.0", "CC-BY-4.0"),
                                ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
                                ("CC-BY-NC-4.0", "CC-BY-NC-4.0"),
                                ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0"),
                                ("CC-BY-ND-4.0", "CC-BY-ND-4.0"),
                                ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0"),
                                ("CC0-1.0", "CC0-1.0"),
                                ("other", "other licence"),
                            ],
                            help_text="Leave empty if not specified.",
                            max_length=20,
                            verbose_name="Licence",
                        ),
                    ),
                    (
                        "licence_name",
                        models.CharField(
                            blank=True,
                            help_text="SPDX identifier, such as GFDL-1.3-only, or a short description.",
                            max_length=120,
                            verbose_name="licence name",
                        ),
                    ),
                    ("licence_link", models.URLField(blank=True, verbose_name="licence link")),
                    ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                    (
                        "law_months",
                        models.PositiveSmallIntegerField(
                            default=12,
                            help_text="Counted from the law date. Enter 0 for no time limit.",
                            verbose_name="Months until the next legal review",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handbooks",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "translated_from",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="wagtailcore.locale",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Handbook",
                    "verbose_name_plural": "Handbooks",
                },
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="HandbookFile",
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
                    (
                        "scope",
                        models.CharField(
                            choices=[("handbook", "whole handbook"), ("chapter", "Chapter"), ("section", "section")],
                            max_length=8,
                        ),
                    ),
                    ("subject", models.PositiveBigIntegerField(default=0)),
                    ("name", models.CharField(max_length=120)),
                    (
                        "file",
                        models.FileField(
                            blank=True,
                            max_length=255,
                            storage=networkapp.models.file_storage.private_storage,
                            upload_to=networkapp.handbooks.models.book_files.place_of_file,
                        ),
                    ),
                    (
                        "text",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="files",
                            to="networkapp_handbooks.editiontext",
                        ),
                    ),
                    (
                        "page",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_handbooks.handbookpage",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "handbook file",
                    "constraints": [
                        models.UniqueConstraint(fields=("digest", "form"), name="a_file_of_a_handbook_is_made_once"),
                        models.CheckConstraint(
                            condition=models.Q(("text__isnull", True), ("page__isnull", True), _connector="OR"),
                            name="a_file_is_of_an_edition_or_of_today",
                        ),
                    ],
                    "indexes": [models.Index(fields=["state", "asked_at"], name="files_of_handbooks_to_make")],
                },
            ),
            migrations.CreateModel(
                name="HandbookReview",
                fields=[
                    (
                        "task_ptr",
                        models.OneToOneField(
                            auto_created=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            parent_link=True,
                            primary_key=True,
                            serialize=False,
                            to="wagtailcore.task",
                        ),
                    ),
                    (
                        "days",
                        models.PositiveSmallIntegerField(
                            default=networkapp.handbooks.models.reviews.usual_days, verbose_name="days"
                        ),
                    ),
                    (
                        "groups",
                        models.ManyToManyField(
                            help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                            to="auth.group",
                            verbose_name="groups",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "handbook review",
                    "verbose_name_plural": "handbook reviews",
                },
                bases=("wagtailcore.task",),
            ),
            migrations.CreateModel(
                name="OrphanedNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("about", models.CharField(blank=True, max_length=600)),
                    ("language", models.CharField(max_length=12)),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("private", "only you"),
                                ("delegation", "your delegation"),
                                ("network", "the network"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("body", models.TextField()),
                    ("html", models.TextField(editable=False)),
                    ("quote", models.TextField(blank=True)),
                    ("proposal", models.TextField(blank=True)),
                    ("written_at", models.DateTimeField()),
                    ("left_at", models.DateTimeField()),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.network"
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
                    "verbose_name": "note on deleted text",
                    "ordering": ["-pk"],
                },
            ),
            migrations.CreateModel(
                name="LegalSource",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "identifier",
                        models.CharField(
                            help_text="For example CETS 197 or Directive 2011/36/EU.",
                            max_length=120,
                            verbose_name="identifier",
                        ),
                    ),
                    (
                        "also_called",
                        models.TextField(
                            blank=True,
                            help_text="One per line, as cited in other languages.",
                            verbose_name="other identifiers",
                        ),
                    ),
                    (
                        "title",
                        models.CharField(
                            help_text="Full name, in English if there is an official English name.",
                            max_length=300,
                            verbose_name="Title",
                        ),
                    ),
                    (
                        "link",
                        models.URLField(blank=True, verbose_name="web address"),
                    ),
                    (
                        "in_force_on",
                        models.DateField(
                            blank=True,
                            help_text="Leave empty if it is not in force yet or the date is not known.",
                            null=True,
                            verbose_name="In force since",
                        ),
                    ),
                    ("amended_on", models.DateField(blank=True, null=True, verbose_name="last amended")),
                    ("amended_by", models.CharField(blank=True, max_length=300, verbose_name="amended by")),
                    (
                        "note",
                        models.TextField(
                            blank=True,
                            help_text="Shown to people who review sections that cite the source.",
                            verbose_name="Changes",
                        ),
                    ),
                    (
                        "checked_on",
                        models.DateField(
                            blank=True,
                            help_text="Date of the last check against the official text.",
                            null=True,
                            verbose_name="checked on",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            blank=True,
                            help_text="Leave empty for all networks.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="legal_sources",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "legal source",
                    "verbose_name_plural": "Legal sources",
                    "ordering": ["identifier"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("network", "identifier"), name="a_source_of_a_network_stands_once"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("network", None)),
                            fields=("identifier",),
                            name="a_shared_source_stands_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnnotationMove",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "was",
                        models.CharField(
                            choices=[
                                ("written", "on the current text"),
                                ("carried", "passage unchanged"),
                                ("moved", "passage moved"),
                                ("needs_look", "nearby text changed: check needed"),
                                ("orphaned", "passage deleted"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "place",
                        models.CharField(
                            choices=[
                                ("written", "on the current text"),
                                ("carried", "passage unchanged"),
                                ("moved", "passage moved"),
                                ("needs_look", "nearby text changed: check needed"),
                                ("orphaned", "passage deleted"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("quote", models.TextField(blank=True)),
                    ("start", models.PositiveIntegerField()),
                    ("end", models.PositiveIntegerField()),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "annotation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="moves",
                            to="networkapp_handbooks.annotation",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "wording",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.RESTRICT,
                            related_name="+",
                            to="networkapp_handbooks.notedtext",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-pk"],
                },
            ),
            migrations.CreateModel(
                name="ReadingWishes",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("notes_progress", models.BooleanField(default=True)),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reading_wishes",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "reading preference",
                },
            ),
            migrations.CreateModel(
                name="Section",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("block_id", models.CharField(editable=False, max_length=36)),
                    ("chapter_number", models.PositiveSmallIntegerField()),
                    ("position", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=300)),
                    ("text", models.TextField(blank=True)),
                    ("law_as_of", models.DateField(blank=True, null=True)),
                    ("changed_at", models.DateTimeField(blank=True, null=True)),
                    ("law", models.JSONField(default=dict, editable=False)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                    (
                        "page",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="published_sections",
                            to="networkapp_handbooks.chapterpage",
                        ),
                    ),
                    (
                        "translation",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="networkapp_handbooks.sectiontranslation",
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
                name="LawCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("country", models.CharField(blank=True, max_length=2)),
                    ("law_as_of", models.DateField()),
                    ("note", models.TextField(blank=True)),
                    ("checked_at", models.DateTimeField()),
                    (
                        "checked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="law_checks",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Legal review",
                    "ordering": ["-checked_at", "-pk"],
                },
            ),
            migrations.CreateModel(
                name="SectionLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("asked_address", models.CharField(blank=True, editable=False, max_length=500)),
                    ("seen_on", models.DateField(blank=True, editable=False, null=True)),
                    ("failing_since", models.DateField(blank=True, editable=False, null=True)),
                    ("failed_on", models.DateField(blank=True, editable=False, null=True)),
                    ("link", models.URLField(max_length=500)),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="links",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                ],
                options={
                    "ordering": ["section", "pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("section", "link"), name="a_section_has_an_address_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place", models.PositiveIntegerField(blank=True, null=True)),
                    ("seen_at", models.DateTimeField(blank=True, null=True)),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="section_readings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "section read or saved for later",
                    "constraints": [
                        models.UniqueConstraint(fields=("user", "section"), name="a_reader_has_one_row_a_section")
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionTranslation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("block_id", models.CharField(editable=False, max_length=36)),
                    ("fingerprint", models.CharField(max_length=64)),
                    ("machine", models.BooleanField(default=False)),
                    ("engine", models.CharField(blank=True, max_length=100)),
                    ("translated_at", models.DateTimeField()),
                    (
                        "verified_office",
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
                    ("verified_at", models.DateTimeField(null=True)),
                    (
                        "page",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translated_texts",
                            to="networkapp_handbooks.chapterpage",
                        ),
                    ),
                    (
                        "translated_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Translated by",
                        ),
                    ),
                    (
                        "verified_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="Verified by",
                        ),
                    ),
                    (
                        "verified_seat",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp.seat",
                        ),
                    ),
                    (
                        "wording",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_handbooks.sectionwording",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "section translation",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("page", "block_id", "fingerprint"), name="a_translated_text_is_kept_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SectionWording",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("fingerprint", models.CharField(max_length=64)),
                    ("title", models.CharField(max_length=300)),
                    ("text", models.TextField(blank=True)),
                    ("value", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ("published_at", models.DateTimeField()),
                    (
                        "section",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="wordings",
                            to="networkapp_handbooks.section",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("section", "fingerprint"), name="a_wording_of_a_section_is_kept_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="WordImport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=200)),
                    ("content", models.BinaryField(default=bytes)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("reading", "being read"),
                                ("read", "read"),
                                ("failed", "cannot be read"),
                                ("making", "creating drafts"),
                                ("made", "drafts created"),
                            ],
                            default="reading",
                            max_length=8,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=12)),
                    ("document", models.JSONField(default=dict)),
                    ("wanted", models.JSONField(default=dict)),
                    ("made", models.JSONField(default=list)),
                    ("put_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("client_key", models.UUIDField(editable=False)),
                    (
                        "handbook",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.handbookpage",
                        ),
                    ),
                    (
                        "part",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="networkapp_handbooks.partpage",
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
                    "verbose_name": "Word import",
                    "ordering": ["-put_at", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(fields=("user", "client_key"), name="a_word_document_is_brought_once")
                    ],
                },
            ),
        ]
    )
