"""Rules of parliaments can name a day of their calendar; networks can let inquiries be tabled without a release."""

from typing import Any

from django.db import migrations, models

BY_CALENDAR = ["end_of_session", "end_of_term", "next_session", "next_sitting"]


def forget_terms_of_the_calendar(apps: Any, schema_editor: Any) -> None:
    """Leave instruments without a rule that could not be counted before this migration."""
    apps.get_model("networkapp", "ParliamentInstrument").objects.filter(unit__in=BY_CALENDAR).update(unit="")


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0054_site_administrators_are_invited"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="parliamentinstrument",
            name="a_rule_has_a_number_and_a_unit",
        ),
        migrations.AddField(
            model_name="network",
            name="tables_unreleased",
            field=models.BooleanField(
                default=False,
                help_text="The chair, vice-chairs and secretariat can record a question as tabled without a "
                "member’s approval.",
                verbose_name="table questions without approval",
            ),
        ),
        migrations.AlterField(
            model_name="parliamentinstrument",
            name="unit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("calendar_days", "days"),
                    ("working_days", "working days"),
                    ("weekdays", "weekdays, Saturdays included"),
                    ("weeks", "weeks"),
                    ("months", "months"),
                    ("sitting_days", "sitting days"),
                    ("next_sitting", "by the next sitting day"),
                    ("next_session", "by the next session"),
                    ("end_of_session", "before the end of the session"),
                    ("end_of_term", "before the end of the electoral term"),
                ],
                help_text="What the number counts, or a date in the parliament’s calendar.",
                max_length=14,
                verbose_name="unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="parliamentinstrument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", True),
                        ("unit__in", ["", "end_of_session", "end_of_term", "next_session", "next_sitting"]),
                    ),
                    models.Q(
                        ("number__gte", 1),
                        ("number__isnull", False),
                        models.Q(
                            ("unit__in", ["", "end_of_session", "end_of_term", "next_session", "next_sitting"]),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_rule_counts_units_or_names_a_day",
                violation_error_message="Enter a number together with what it counts. Leave the number empty where the rule names a day of the calendar, and leave both empty where no rule is known.",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_terms_of_the_calendar),
    ]
