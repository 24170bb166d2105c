import hashlib

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def give_keys_and_series(apps, schema_editor):
    """What is there already are totals: each gets its key, and which series its indicator stands beside is told once."""
    observations = apps.get_model("evaluation", "ExternalObservation")
    series = apps.get_model("evaluation", "SeriesSource")
    for item in observations.objects.iterator():
        parts = (item.source, item.dataset, str(item.country), str(item.year), item.indicator)
        text = "\x1f".join((*parts, item.dimension, item.category, item.sex, item.age, item.unit))
        observations.objects.filter(pk=item.pk).update(key=hashlib.sha256(text.encode()).hexdigest()[:32])
    told = observations.objects.exclude(series_id="").order_by().values("series_id", "source", "indicator").distinct()
    for row in told:
        series.objects.get_or_create(**row, dataset="")


def keep_totals_and_series(apps, schema_editor):
    """Breakdowns, second numbers and lower bounds have no place in the table as it was."""
    observations = apps.get_model("evaluation", "ExternalObservation")
    kept = {"dimension": "total", "sex": "total", "age": "total", "occurrence": 1, "at_least": None}
    observations.objects.exclude(**kept).delete()
    seen = set()
    for item in observations.objects.order_by("pk").iterator():
        place = (str(item.country), item.year, item.indicator, item.source)
        if place in seen or len(item.indicator) > 32 or len(item.unit) > 16:
            item.delete()
        seen.add(place)
    for row in apps.get_model("evaluation", "SeriesSource").objects.all():
        observations.objects.filter(source=row.source, indicator=row.indicator).update(series_id=row.series_id)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0003_independent_sources_are_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="ObservationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="as of")),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="imported")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="added")),
                ("revised", models.PositiveIntegerField(default=0, verbose_name="revised")),
                ("known", models.PositiveIntegerField(default=0, verbose_name="known already")),
                ("unplaced", models.PositiveIntegerField(default=0, verbose_name="not placed")),
            ],
            options={
                "verbose_name": "imported file",
                "verbose_name_plural": "imported files",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ObservationRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="value"),
                ),
                (
                    "at_least",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="at least"
                    ),
                ),
                (
                    "below",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="smaller than"
                    ),
                ),
                ("flags", models.CharField(blank=True, max_length=20, verbose_name="flags")),
                ("line", models.PositiveIntegerField(blank=True, null=True, verbose_name="line")),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="as of")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address of the source")),
                ("number", models.PositiveSmallIntegerField(verbose_name="revision")),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="replaced")),
            ],
            options={
                "verbose_name": "earlier value",
                "verbose_name_plural": "earlier values",
                "ordering": ["observation", "-number"],
            },
        ),
        migrations.CreateModel(
            name="SeriesSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series_id", models.CharField(max_length=12, verbose_name="series of the criterion")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("dataset", models.CharField(blank=True, max_length=200, verbose_name="dataset")),
                ("indicator", models.CharField(max_length=120, verbose_name="indicator")),
                ("is_same", models.BooleanField(default=False, verbose_name="counts what the criterion asks for")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="how the definitions differ")),
            ],
            options={
                "verbose_name": "source of a series",
                "verbose_name_plural": "sources of series",
                "ordering": ["series_id", "source", "dataset", "indicator"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="externalobservation",
            name="a_source_counts_a_year_once",
        ),
        migrations.RemoveConstraint(
            model_name="externalobservation",
            name="an_observation_is_a_value_or_smaller_than_one",
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="age",
            field=models.CharField(
                choices=[
                    ("total", "all ages"),
                    ("child", "0 to 17 years"),
                    ("adult", "18 years or over"),
                    ("unknown", "not known"),
                ],
                default="total",
                max_length=8,
                verbose_name="age",
            ),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="at_least",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="at least"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="category",
            field=models.CharField(blank=True, max_length=120, verbose_name="category"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="dataset",
            field=models.CharField(blank=True, max_length=200, verbose_name="dataset"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="dimension",
            field=models.CharField(
                choices=[
                    ("total", "in total"),
                    ("citizenship", "by citizenship"),
                    ("form", "by form of exploitation"),
                    ("repatriation", "by country of repatriation"),
                ],
                default="total",
                max_length=16,
                verbose_name="broken down",
            ),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="flags",
            field=models.CharField(blank=True, max_length=20, verbose_name="flags"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="key",
            field=models.CharField(default="", editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="line",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="line"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="occurrence",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="revision",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="revision"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="sex",
            field=models.CharField(
                choices=[
                    ("total", "all"),
                    ("female", "female"),
                    ("male", "male"),
                    ("other", "other"),
                    ("unknown", "not known"),
                ],
                default="total",
                max_length=8,
                verbose_name="sex",
            ),
        ),
        migrations.AlterField(
            model_name="externalobservation",
            name="indicator",
            field=models.CharField(max_length=120, verbose_name="indicator"),
        ),
        migrations.AlterField(
            model_name="externalobservation",
            name="retrieved_on",
            field=models.DateField(blank=True, null=True, verbose_name="as of"),
        ),
        migrations.AlterField(
            model_name="externalobservation",
            name="unit",
            field=models.CharField(max_length=40, verbose_name="unit"),
        ),
        migrations.AlterField(
            model_name="externalobservation",
            name="url",
            field=models.URLField(blank=True, max_length=500, verbose_name="address of the source"),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="seen_in",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="evaluation.observationfile",
            ),
        ),
        migrations.RunPython(give_keys_and_series, keep_totals_and_series),
        migrations.RemoveField(
            model_name="externalobservation",
            name="series_id",
        ),
        migrations.AddIndex(
            model_name="externalobservation",
            index=models.Index(fields=["country", "dimension"], name="observed_of_a_country"),
        ),
        migrations.AddConstraint(
            model_name="externalobservation",
            constraint=models.UniqueConstraint(fields=("key", "occurrence"), name="a_source_counts_a_thing_once"),
        ),
        migrations.AddConstraint(
            model_name="externalobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_least__isnull", True), ("below__isnull", True), ("value__isnull", False)),
                    models.Q(
                        ("value__isnull", True),
                        models.Q(("at_least__isnull", False), ("below__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="an_observation_is_a_value_or_bounded",
            ),
        ),
        migrations.AddField(
            model_name="observationrevision",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="observationrevision",
            name="observation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="evaluation.externalobservation",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriessource",
            constraint=models.UniqueConstraint(
                fields=("series_id", "source", "dataset", "indicator"), name="a_source_stands_once_beside_a_series"
            ),
        ),
        migrations.AddConstraint(
            model_name="observationrevision",
            constraint=models.UniqueConstraint(
                fields=("observation", "number"), name="an_earlier_value_has_one_number"
            ),
        ),
    ]
