"""Every template compiles, also those that no other test renders."""

from pathlib import Path

from django.template import engines

PATTERNS = ("templates/**/*.html", "[aehn]*/**/templates/**/*.html")


def test_every_template_compiles() -> None:
    broken = {}
    found = {path for pattern in PATTERNS for path in Path().glob(pattern)}
    for path in found:
        try:
            engines["django"].from_string(path.read_text(encoding="utf-8"))
        except Exception as error:  # a template tag can raise anything
            broken[str(path)] = repr(error)
    assert (len(found) > 300, broken) == (True, {})
