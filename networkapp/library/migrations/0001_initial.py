import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

import networkapp.models.languages
from networkapp.db.migrations import combine_create_models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0002_relations"),
    ]

    operations = combine_create_models(
        [
            migrations.CreateModel(
                name="Organisation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("asked_address", models.CharField(blank=True, editable=False, max_length=500)),
                    ("seen_on", models.DateField(blank=True, editable=False, null=True)),
                    ("failing_since", models.DateField(blank=True, editable=False, null=True)),
                    ("failed_on", models.DateField(blank=True, editable=False, null=True)),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=120,
                            unique=True,
                        ),
                    ),
                    (
                        "abbreviation",
                        models.CharField(
                            blank=True, help_text="For example OSCE.", max_length=40, verbose_name="Abbreviation"
                        ),
                    ),
                    ("area", models.CharField(blank=True, max_length=80, verbose_name="Area")),
                    ("website", models.URLField(blank=True, verbose_name="Website")),
                    ("instruments", models.TextField(blank=True, verbose_name="Instruments")),
                    ("programmes", models.TextField(blank=True, verbose_name="Programmes")),
                    ("contacts", models.TextField(blank=True, verbose_name="Contacts")),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True, related_name="organisations", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Organisation",
                    "verbose_name_plural": "Organisations",
                    "ordering": ["title"],
                },
            ),
            migrations.CreateModel(
                name="Publication",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=300, verbose_name="Title")),
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ("asked_address", models.CharField(blank=True, editable=False, max_length=500)),
                    ("seen_on", models.DateField(blank=True, editable=False, null=True)),
                    ("failing_since", models.DateField(blank=True, editable=False, null=True)),
                    ("failed_on", models.DateField(blank=True, editable=False, null=True)),
                    (
                        "slug",
                        models.SlugField(
                            help_text="Last part of the web address: lower-case letters, digits and hyphens.",
                            max_length=160,
                            unique=True,
                        ),
                    ),
                    (
                        "language",
                        networkapp.models.languages.LanguageTagField(
                            default="en", max_length=12, verbose_name="language of the title"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Year")),
                    (
                        "symbol",
                        models.CharField(
                            blank=True,
                            help_text="For example A/RES/55/25.",
                            max_length=120,
                            verbose_name="Number or symbol",
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
                        "doi",
                        models.CharField(
                            blank=True, help_text="For example 10.1000/182.", max_length=120, verbose_name="DOI"
                        ),
                    ),
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
                    ("law_as_of", models.DateField(blank=True, null=True, verbose_name="Law date")),
                    ("note", models.TextField(blank=True, verbose_name="Why it matters")),
                    ("link", models.URLField(blank=True, verbose_name="web address")),
                    ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                    (
                        "issuer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="publications",
                            to="networkapp_library.organisation",
                            verbose_name="Issuer",
                        ),
                    ),
                    (
                        "partners",
                        models.ManyToManyField(
                            blank=True,
                            related_name="shared_publications",
                            to="networkapp_library.organisation",
                            verbose_name="Together with",
                        ),
                    ),
                    (
                        "subjects",
                        models.ManyToManyField(
                            blank=True, related_name="publications", to="networkapp.subject", verbose_name="Subjects"
                        ),
                    ),
                    (
                        "supersedes",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="superseded_by",
                            to="networkapp_library.publication",
                            verbose_name="Replaces",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "Publication",
                    "verbose_name_plural": "Publications",
                    "ordering": ["title", "year"],
                },
            ),
            migrations.CreateModel(
                name="OrganisationTranslation",
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
                            to="networkapp_library.organisation",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("source", "language"), name="one_translation_of_an_organisation"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PublicationLanguage",
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
                    (
                        "publication",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="languages",
                            to="networkapp_library.publication",
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
                    ("text", models.TextField(blank=True, verbose_name="Text")),
                    ("source_hash", models.CharField(editable=False, max_length=16)),
                    ("title", models.CharField(blank=True, max_length=300, verbose_name="Title")),
                    (
                        "source",
                        modelcluster.fields.ParentalKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="networkapp_library.publication",
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
                name="Relevance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("about_id", models.PositiveBigIntegerField(null=True)),
                    ("series", models.CharField(blank=True, max_length=40)),
                    (
                        "about_type",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                        ),
                    ),
                    (
                        "publication",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="relevances",
                            to="networkapp_library.publication",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "related item of a publication",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("about_type", "about_id", "publication"),
                            name="a_publication_matters_for_a_thing_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("about_id", None)),
                            fields=("about_type", "series", "publication"),
                            name="a_publication_matters_for_a_series_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("about_id", None), models.Q(("series", ""), _negated=True)),
                                models.Q(("about_id__isnull", False), ("series", "")),
                                _connector="OR",
                            ),
                            name="what_it_matters_for_is_named_once",
                        ),
                    ],
                },
            ),
        ]
    )
