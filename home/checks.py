"""What whoever runs the site in the open has forgotten; `manage.py check --deploy` says it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.translation, deploy=True)
def catalogues_are_compiled(**_given: Any) -> list[CheckMessage]:
    """Without its compiled catalogues the site is in English, whatever a reader asks for, and nothing else shows it."""
    missing = stale_catalogues(Path(settings.ROOT))
    if not missing:
        return []
    what = f"Catalogues of texts are not compiled as they are now: {missing[0]}, and {len(missing) - 1} more."
    return [Warning(what, hint="Run bin/install after every change of the code.", id="home.W001")]


def stale_catalogues(root: Path) -> list[str]:
    """The catalogues below `root` beside which nothing compiled lies, or something older, in order."""
    found = [po for place in ("locale", "locale/others", "*/locale") for po in root.glob(f"{place}/*/LC_MESSAGES/*.po")]
    return sorted(str(po.relative_to(root)) for po in found if not _is_compiled(po))


def _is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime
