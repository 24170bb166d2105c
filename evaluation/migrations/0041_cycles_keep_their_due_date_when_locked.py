"""A cycle that is locked early keeps its due date. Before, locking moved it; the record of the cycle has it still."""

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

SET_A_DUE_DATE = ("opened", "extended")


def restore_due_dates(apps, schema_editor):
    """Give cycles that were locked early their due date again; of unlocked ones it is not after their lock date."""
    cycles, steps = (apps.get_model("evaluation", name).objects for name in ("Cycle", "CycleStep"))
    for cycle in cycles.filter(steps__kind="locked").distinct():
        agreeing = steps.filter(cycle=cycle, kind__in=SET_A_DUE_DATE).order_by("taken_at", "pk")
        agreed = agreeing.values_list("due_at", flat=True).last()
        if agreed is not None and agreed > cycle.due_at:
            is_locked = cycle.locks_at <= timezone.now()
            cycles.filter(pk=cycle.pk).update(due_at=agreed if is_locked else min(agreed, cycle.locks_at))


def move_due_dates(apps, schema_editor):
    """Cycles that were locked early are due when they were locked, as the earlier constraint wants it."""
    apps.get_model("evaluation", "Cycle").objects.filter(due_at__gt=F("locks_at")).update(due_at=F("locks_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0040_report_versions_name_the_site"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="cycle",
            name="a_cycle_opens_then_is_due_then_locks",
        ),
        migrations.RunPython(restore_due_dates, move_due_dates),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_at__lt", models.F("due_at")), ("opens_at__lt", models.F("locks_at"))),
                name="a_cycle_opens_before_it_is_due_and_locks",
            ),
        ),
    ]
