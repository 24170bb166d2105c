"""Hotlines on the subject of the networks are stored as such, whatever the subject is. A site with hotlines shows them."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BEFORE, SINCE = "trafficking", "subject"
FORMS = models.TextField(
    blank=True, help_text="One a line, as in permits: these are found in texts, too.", verbose_name="other forms"
)


def name_by_subject(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rename the kind, and switch the help pages on where a site has hotlines: they were always shown before."""
    database = schema_editor.connection.alias
    hotlines = apps.get_model("networkapp", "Hotline").objects.using(database)
    hotlines.filter(kind=BEFORE).update(kind=SINCE)
    settings = apps.get_model("networkapp", "SiteSettings").objects.using(database)
    if hotlines.exists() and not settings.update(shows_help=True):
        settings.create(shows_help=True, version=1)


def name_as_before(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    hotlines = apps.get_model("networkapp", "Hotline").objects.using(schema_editor.connection.alias)
    hotlines.filter(kind=SINCE).update(kind=BEFORE)


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0058_default_time_zone_is_the_hosts")]

    operations = [
        migrations.AlterField(model_name="glossaryterm", name="forms", field=FORMS),
        migrations.AlterField(model_name="glossarytermtranslation", name="forms", field=FORMS),
        migrations.AlterField(
            model_name="hotline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("subject", "The subject of the networks"),
                    ("work", "Exploitation at work"),
                    ("women", "Violence against women"),
                    ("children", "Children and young people"),
                    ("crime", "Any crime"),
                ],
                default="subject",
                help_text="Hotlines on the subject of the networks are listed first.",
                max_length=16,
                verbose_name="Kind",
            ),
        ),
        migrations.RunPython(name_by_subject, name_as_before),
    ]
