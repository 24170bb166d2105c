"""Fields that are needed or not by what another field says."""

from typing import Any


def depending(field: Any) -> Any:
    """The field, which a page does not call optional: the form or the domain asks for it where another one says so."""
    field.depends = True
    return field
