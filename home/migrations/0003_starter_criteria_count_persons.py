"""Mark the starter criteria that count persons, also where a framework with them was adopted.

An adopted framework keeps its hash: each mark is recorded as a correction, which everybody reads beside the criterion.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STARTER = {
    "5.5": "Final convictions with compensation actually paid",
    "6.1": "Persons finally convicted of trafficking",
    "6.2": "Indictments for trafficking that end as trafficking",
    "6.4": "Front-line staff trained in 24 months",
    "7.3": "Final convictions with a confiscation order",
    "11.2": "Contacts to the hotline",
    "14.1": "Leavers per year in specialised units",
    "14.2": "Staff with three years or more in the field",
    "15.2": "Facilitators charged and convicted",
}
NOTE = "This criterion counts persons. Its numbers of 1 to 4 were published by mistake and are withheld from now on."
MARK, NO, YES = "about_persons", "no", "yes"


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    criteria = apps.get_model("evaluation", "Criterion").objects.using(schema_editor.connection.alias)
    patches = apps.get_model("evaluation", "FrameworkPatch").objects.using(schema_editor.connection.alias)
    for series_id, title in STARTER.items():
        found = criteria.filter(series_id=series_id, title=title, about_persons=False)
        for criterion in found.select_related("recommendation__framework"):
            criterion.about_persons = True
            criterion.save(update_fields=[MARK])
            if criterion.recommendation.framework.status == "adopted":
                patches.create(
                    framework=criterion.recommendation.framework,
                    recommendation_code=criterion.recommendation.code,
                    series_id=series_id,
                    place=MARK,
                    old=NO,
                    new=YES,
                    note=NOTE,
                )


def unmark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the marks off adopted frameworks; drafts keep theirs."""
    criteria = apps.get_model("evaluation", "Criterion").objects.using(schema_editor.connection.alias)
    patches = apps.get_model("evaluation", "FrameworkPatch").objects.using(schema_editor.connection.alias)
    for patch in patches.filter(place=MARK, note=NOTE, made_by=None):
        asked = criteria.filter(recommendation__framework=patch.framework_id, series_id=patch.series_id)
        asked.update(about_persons=False)
        patch.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_editors_are_told_what_belongs_where"),
        ("evaluation", "0034_corrections_may_come_with_an_upgrade"),
    ]

    operations = [migrations.RunPython(mark, unmark)]
