"""Migrations work on every site, with its own document model and every supported Wagtail."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(
    file for plugin in ("networkapp", "evaluation") for file in (ROOT / plugin).rglob("migrations/0*.py")
)


@pytest.mark.parametrize("name", ["wagtaildocs.document", "wagtailimages.image", "settings.WAGTAIL_PAGE_MODEL"])
def test_no_migration_names_a_model_that_sites_replace_or_lack(name: str) -> None:
    """`makemigrations` writes the names of the reference site; replace them by hand."""
    assert MIGRATIONS
    assert [str(file.relative_to(ROOT)) for file in MIGRATIONS if name.lower() in file.read_text().lower()] == []
