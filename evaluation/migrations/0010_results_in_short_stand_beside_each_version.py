"""What is published stands in short beside each version, for what was published before this as for what comes."""

from decimal import Decimal
from fractions import Fraction

import django.db.models.deletion
from django.db import migrations, models

NUMBERS = ("number", "money", "ratio")
KEPT = ("version", "kind", "status", "reason", "value", "band", "number", "numerator", "denominator", "flags")


def write_lines(apps, schema_editor):
    version_model = apps.get_model("evaluation", "AssessmentVersion")
    line_model = apps.get_model("evaluation", "ResultLine")
    for version in version_model.objects.using(schema_editor.connection.alias).all().iterator(50):
        rows = version.results["recommendations"].items()
        version.brief = _brief(version, [row for _code, row in rows])
        version.save(update_fields=["brief"])
        line_model.objects.bulk_create(_line(line_model, version, int(code), row) for code, row in rows)


def _brief(version, rows):
    weight = sum(row["applicable_weight"] for row in rows)
    told = sum((Fraction(row["completeness"]) * row["applicable_weight"] for row in rows if row["completeness"]), 0)
    context = [item["series_id"] for row in rows for item in row["criteria"] if item["place"] == "context"]
    return {
        "counts": version.results["counts"],
        "completeness": str(Fraction(told) / weight) if weight else None,
        "answered": sum(row["answered"] for row in rows),
        "asked": sum(row["asked"] for row in rows),
        "context": {
            series: {name: version.answers[series][name] for name in KEPT}
            for series in context
            if series in version.answers and version.answers[series]["kind"] in NUMBERS
        },
    }


def _line(model, version, code, row):
    scored = [item for item in row["criteria"] if item["place"] != "context"]
    marks = {
        item["series_id"]: [
            mark for mark in version.answers.get(item["series_id"], {}).get("flags", []) if mark in "BD"
        ]
        for item in scored
    }
    return model(
        version=version,
        code=code,
        shown=row["band"] or row["label"],
        uncertain=row["uncertain"],
        point=_rounded(row["point"]),
        low=_rounded(row["lo"]),
        high=_rounded(row["hi"]),
        coverage=row["coverage"] or "",
        valued=[item["series_id"] for item in scored if item["score"] is not None],
        flags={series: found for series, found in marks.items() if found},
    )


def _rounded(text):
    return None if text is None else Decimal(int(Fraction(text) * 10 + Fraction(1, 2))).scaleb(-1)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0009_treaty_actions_have_a_history")]

    operations = [
        migrations.AddField(
            model_name="assessmentversion", name="brief", field=models.JSONField(default=dict, editable=False)
        ),
        migrations.CreateModel(
            name="ResultLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.PositiveSmallIntegerField()),
                ("shown", models.CharField(max_length=16)),
                ("uncertain", models.BooleanField()),
                ("point", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("low", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("high", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("coverage", models.CharField(blank=True, max_length=16)),
                ("valued", models.JSONField(default=list)),
                ("flags", models.JSONField(default=dict)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="evaluation.assessmentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code"), name="one_line_per_recommendation_of_a_version")
                ],
            },
        ),
        migrations.RunPython(write_lines, migrations.RunPython.noop),
    ]
