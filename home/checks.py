"""System checks for `manage.py check --deploy`: what a site in production still needs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.translation, deploy=True)
def check_catalogues(**_given: Any) -> list[CheckMessage]:
    """Check that the catalogues are compiled: without them, the site is in English for everyone."""
    missing = stale_catalogues(Path(settings.ROOT))
    if not missing:
        return []
    others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    message = f"Translations are not compiled, or their compiled files are out of date: {missing[0]}{others}."
    return [Warning(message, hint="Run bin/install after every update of the code.", id="home.W001")]


def stale_catalogues(root: Path) -> list[str]:
    """Return the catalogues below `root` without an up-to-date compiled file, ordered by path."""
    found = [po for place in ("locale", "locale/others", "*/locale") for po in root.glob(f"{place}/*/LC_MESSAGES/*.po")]
    return sorted(str(po.relative_to(root)) for po in found if not _is_compiled(po))


def _is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime
