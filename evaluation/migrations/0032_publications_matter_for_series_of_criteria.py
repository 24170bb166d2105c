from django.db import migrations


def by_series(apps, schema_editor):
    """What mattered for a criterion matters for its series; once, where it was said of several versions."""
    of_criteria = apps.get_model("networkapp", "Relevance").objects.filter(
        about_type__app_label="evaluation", about_type__model="criterion", about_id__isnull=False
    )
    series = dict(apps.get_model("evaluation", "Criterion").objects.values_list("pk", "series_id"))
    said = set()
    for relevance in of_criteria.order_by("pk"):
        name = (relevance.publication_id, series.get(relevance.about_id))
        if name[1] is None or name in said:
            relevance.delete()
            continue
        said.add(name)
        relevance.about_id, relevance.series = None, name[1]
        relevance.save(update_fields=["about_id", "series"])


def by_row(apps, schema_editor):
    """Each series is its newest criterion again."""
    newest = dict(apps.get_model("evaluation", "Criterion").objects.order_by("pk").values_list("series_id", "pk"))
    of_criteria = apps.get_model("networkapp", "Relevance").objects.filter(
        about_type__app_label="evaluation", about_type__model="criterion", about_id=None
    )
    for relevance in of_criteria:
        relevance.about_id, relevance.series = newest[relevance.series], ""
        relevance.save(update_fields=["about_id", "series"])


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0031_reports_are_found_by_their_words"),
        ("networkapp", "0032_publications_matter_for_series"),
    ]

    operations = [migrations.RunPython(by_series, by_row)]
