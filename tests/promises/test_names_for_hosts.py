"""Names that hosts use in settings, URLs and plugins of their own can be imported."""

import re
from pathlib import Path

from networkapp.registry.plugins import plugins
from tests.promises.code import is_importable
from tests.promises.conftest import Compare

DOCS = Path(__file__).parents[2] / "docs"
FOR_HOSTS = ("install.md", "operate.md", "plugin.md")
PACKAGE = "|".join(sorted(plugins))
PERMISSIONS = {"networkapp.change_sitesettings"}


def test_names_that_instructions_give_to_hosts_are_unchanged_and_importable(compare: Compare) -> None:
    names = named()
    compare("names_for_hosts", names)
    assert [name for name in sorted(names) if not is_importable(name)] == []


def named() -> set[str]:
    """Return all dotted names in the instructions, in texts, settings and imports."""
    text = "".join((DOCS / name).read_text() for name in FOR_HOSTS)
    imports = re.findall(rf"from ((?:{PACKAGE})[\w.]*) import ([\w, ]+)", text)
    imported = {f"{module}.{name.split()[0]}" for module, names in imports for name in names.split(",")}
    written = re.findall(rf"[\"'`(]((?:{PACKAGE})(?:\.\w+)+)[\"'`(]", text)
    return imported | {name for name in written if not re.search(r"\.[EWI]\d", name) and name not in PERMISSIONS}
