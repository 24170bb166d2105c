"""What site administrators may do: plugins register the models that they add, change, delete or view.

A model is registered when the site starts, in the `ready()` of its plugin:

    register_site_administration(Subject, "add", "change", "view")

`networkapp/domain/rights/administrators.py` gives the group these rights after each `migrate`.
"""

from typing import Any, Literal

SITE_ADMINISTRATORS = "Site administrators"
"""The name of the Django group. Its members run the site and are no superusers."""

ModelRight = Literal["add", "change", "delete", "view"]
EVERY_RIGHT: tuple[ModelRight, ...] = ("add", "change", "delete", "view")

administered: dict[Any, frozenset[ModelRight]] = {}


def register_site_administration(model: Any, *rights: ModelRight) -> None:
    """Give site administrators these rights on `model`, or every right where none is named.

    Rights that are registered for one model in several places add up.
    """
    administered[model] = administered.get(model, frozenset()) | frozenset(rights or EVERY_RIGHT)
