import django.db.models.deletion
from django.db import migrations, models


def know_our_marks(apps, schema_editor):
    """Up to now a log-in was taken for ours in a network that is not public, and for an editor's in an open one."""
    for name in ("HandbookPage", "NetworkNewsPage"):
        pages = apps.get_model("networkapp", name).objects.exclude(network__visibility="public")
        know(apps, "Page", page__in=list(pages.values_list("pk", flat=True)))
    kept = apps.get_model("networkapp", "NetworkCollection").objects.exclude(network__visibility="public")
    know(apps, "Collection", collection__in=list(kept.filter(holds="handbooks").values_list("collection", flat=True)))


def know(apps, what, **where):
    restrictions = apps.get_model("wagtailcore", f"{what}ViewRestriction").objects
    mark = apps.get_model("networkapp", f"{what}Mark")
    for known in restrictions.filter(restriction_type="login", **where).values_list("pk", flat=True):
        # The row of the mark alone: that of the restriction is there.
        mark(**{f"{what.lower()}viewrestriction_ptr_id": known}).save_base(raw=True)


def mark_of(what):
    restriction = f"{what.lower()}viewrestriction"
    pointer = models.OneToOneField(
        auto_created=True,
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        to=f"wagtailcore.{restriction}",
    )
    return migrations.CreateModel(
        name=f"{what}Mark",
        fields=[(f"{restriction}_ptr", pointer)],
        options={"default_permissions": ()},
        bases=(f"wagtailcore.{restriction}",),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0039_networks_and_delegations_are_named_in_languages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        mark_of("Page"),
        mark_of("Collection"),
        migrations.RunPython(know_our_marks, migrations.RunPython.noop),
    ]
