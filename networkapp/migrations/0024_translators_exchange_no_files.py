from typing import Any

from django.db import migrations

PUBLISHED_AT_ONCE = ["change_image", "change_document"]


def take_back(apps: Any, schema_editor: Any) -> None:
    """Groups that are there already; new ones are made without these rights (domain/rights/groups.py)."""
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    rights.filter(group__name__endswith=": translator", permission__codename__in=PUBLISHED_AT_ONCE).delete()


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0023_publications_may_keep_their_title")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
