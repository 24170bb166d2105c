"""Fields that are needed or not by what another field says."""

from typing import Any


def mark_conditional(field: Any) -> Any:
    """Return the field, which a page does not call optional: the form or the domain requires it depending on another
    field."""
    field.depends = True
    return field
