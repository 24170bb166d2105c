from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0031_law_may_be_undecided")]

    operations = [
        migrations.AddField(
            model_name="relevance",
            name="series",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="relevance",
            name="about_id",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="relevance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about_id", None)),
                fields=("about_type", "series", "publication"),
                name="a_publication_matters_for_a_series_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="relevance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about_id", None), models.Q(("series", ""), _negated=True)),
                    models.Q(("about_id__isnull", False), ("series", "")),
                    _connector="OR",
                ),
                name="what_it_matters_for_is_named_once",
            ),
        ),
    ]
