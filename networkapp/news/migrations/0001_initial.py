import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0002_relations"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="NewsPage",
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
                    "verbose_name": "news list",
                    "verbose_name_plural": "news lists",
                },
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="ArticlePage",
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
                    ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="Date")),
                    (
                        "standfirst",
                        models.TextField(
                            blank=True,
                            help_text="One or two sentences on what is new. Also shown in lists.",
                            verbose_name="summary",
                        ),
                    ),
                    (
                        "body",
                        wagtail.fields.StreamField(
                            [("text", 0), ("figure", 4), ("box", 7), ("table", 8)],
                            block_lookup={
                                0: (
                                    "wagtail.blocks.RichTextBlock",
                                    (),
                                    {
                                        "features": ["bold", "italic", "link", "document-link", "ol", "ul", "h2", "h3"],
                                        "icon": "pilcrow",
                                        "label": "Text",
                                    },
                                ),
                                1: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "image"}),
                                2: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "Read aloud by screen readers.",
                                        "label": "Picture description",
                                        "max_length": 300,
                                    },
                                ),
                                3: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {
                                        "help_text": "State the source.",
                                        "label": "caption",
                                        "required": False,
                                    },
                                ),
                                4: (
                                    "wagtail.blocks.StructBlock",
                                    [[("image", 1), ("alternative", 2), ("caption", 3)]],
                                    {},
                                ),
                                5: (
                                    "wagtail.blocks.CharBlock",
                                    (),
                                    {"label": "Title"},
                                ),
                                6: (
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
                                7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                                8: (
                                    "wagtail.contrib.table_block.blocks.TableBlock",
                                    (),
                                    {
                                        "label": "Table",
                                        "table_options": {"language": "en-US"},
                                        "template": "networkapp/handbooks/blocks/table.html",
                                    },
                                ),
                            },
                            help_text="This is the text people sign. If you change the text, they are asked to sign again.",
                            verbose_name="Text",
                        ),
                    ),
                    ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                    (
                        "network",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="articles",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                    (
                        "subjects",
                        modelcluster.fields.ParentalManyToManyField(
                            blank=True, related_name="articles", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Article",
                    "verbose_name_plural": "Articles",
                },
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="ArticleWording",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("article", models.UUIDField()),
                    ("number", models.PositiveIntegerField()),
                    ("texts", models.JSONField()),
                    ("digest", models.CharField(max_length=64)),
                    ("put_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.network"
                        ),
                    ),
                    (
                        "put_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "text for signature",
                    "ordering": ["article", "-number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("article", "number"), name="a_text_put_to_signatories_has_its_number"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NetworkNewsPage",
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
                        "press_office",
                        models.CharField(
                            blank=True,
                            help_text="An office, for example “Secretariat of the network”. Name a person only with their consent.",
                            max_length=200,
                            verbose_name="Press contact",
                        ),
                    ),
                    (
                        "press_mail",
                        models.EmailField(
                            blank=True,
                            help_text="An office address, not a personal one.",
                            max_length=254,
                            verbose_name="press e-mail address",
                        ),
                    ),
                    (
                        "press_phone",
                        models.CharField(
                            blank=True,
                            help_text="With the country code: +358 …",
                            max_length=40,
                            verbose_name="press telephone number",
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="news_places",
                            to="networkapp.network",
                            verbose_name="Network",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "network news page",
                    "verbose_name_plural": "network news pages",
                },
                bases=("wagtailcore.page", models.Model),
            ),
            migrations.CreateModel(
                name="Signatory",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("article", models.UUIDField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("invited", "invited"),
                                ("confirmed", "confirmed"),
                                ("declined", "declined"),
                                ("withdrawn", "withdrawn"),
                                ("taken_back", "Invitation withdrawn"),
                            ],
                            default="invited",
                            max_length=10,
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=120)),
                    ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="signatories",
                            to="networkapp.network",
                        ),
                    ),
                    (
                        "seat",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="networkapp.seat"
                        ),
                    ),
                    (
                        "wording",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="confirmed_by",
                            to="networkapp_news.articlewording",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "signatory",
                    "ordering": ["article", "seat"],
                    "constraints": [
                        models.UniqueConstraint(fields=("article", "seat"), name="a_seat_signs_an_article_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                models.Q(("wording__isnull", False), models.Q(("name", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="who_confirmed_has_a_name_and_a_text",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SignatureAct",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("invited", "invited"),
                                ("confirmed", "confirmed"),
                                ("declined", "declined"),
                                ("withdrawn", "withdrawn"),
                                ("taken_back", "Invitation withdrawn"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=120)),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "signatory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="acts",
                            to="networkapp_news.signatory",
                        ),
                    ),
                    (
                        "wording",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="networkapp_news.articlewording",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "signature step",
                    "ordering": ["at", "pk"],
                },
            ),
        ]
    )
