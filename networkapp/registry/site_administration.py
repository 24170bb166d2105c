"""Registry of the models that site administrators can add, change, delete or view.

A model is registered when the site starts, in the `ready()` of its plugin:

    register_site_administration(Subject, "add", "change", "view")

A plugin also registers the pages that they edit, and its lines of the first steps, which their desk shows.
`networkapp/administration/rights.py` gives the group these rights after each `migrate`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

SITE_ADMINISTRATORS = "Site administrators"
"""The name of the Django group. Its members run the site and are no superusers."""

ModelRight = Literal["add", "change", "delete", "view"]
EVERY_RIGHT: tuple[ModelRight, ...] = ("add", "change", "delete", "view")


@dataclass(frozen=True, kw_only=True)
class StepState:
    """The state of a first step, in a few words such as "5 delegations", and whether the step is done."""

    words: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """A line of the first steps. `state` is asked on each desk that shows it, and returns None where it has no part.

    `address` returns where the given user does it.
    """

    key: str
    title: str | Promise
    order: int
    state: Callable[[], StepState | None]
    address: Callable[[Any], str]


PageSource = Callable[[], Any]

administered: dict[Any, frozenset[ModelRight]] = {}
administered_pages: list[PageSource] = []
first_steps: dict[str, FirstStep] = {}


def register_site_administration(model: Any, *rights: ModelRight) -> None:
    """Give site administrators these rights on `model`, or every right where none is named.

    Rights that are registered for one model in several places add up.
    """
    administered[model] = administered.get(model, frozenset()) | frozenset(rights or EVERY_RIGHT)


def register_administered_pages(source: PageSource) -> None:
    """Let site administrators change and publish the pages that `source()` gives, and all below them.

    So no page of a network may be below one of these.
    """
    if source not in administered_pages:
        administered_pages.append(source)


def register_first_step(step: FirstStep) -> None:
    """Show this line among the first steps of a new site."""
    first_steps[step.key] = step
