from typing import Any

from django.db import migrations

STEP = 4


def let_go(apps: Any, schema_editor: Any) -> None:
    """Parts and chapters that mirror those of a handbook of another network keep what they say, and follow no more."""
    books = dict(apps.get_model("networkapp", "HandbookPage").objects.values_list("path", "network_id"))
    pages = apps.get_model("wagtailcore", "Page").objects
    kinds = {"content_type__app_label": "networkapp", "content_type__model__in": ["partpage", "chapterpage"]}
    mirrors = pages.filter(alias_of__isnull=False, **kinds).values_list("pk", "path", "alias_of__path")
    foreign = [pk for pk, path, original in mirrors if _network(path, books) != _network(original, books)]
    pages.filter(pk__in=foreign).update(alias_of=None)


def _network(path: str, books: dict[str, int]) -> int | None:
    above = (path[:end] for end in range(STEP, len(path) + 1, STEP))
    return next((books[place] for place in above if place in books), None)


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0033_handbooks_have_a_licence"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
