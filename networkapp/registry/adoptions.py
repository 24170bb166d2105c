"""Registry of what happens to the subject of a proposal when the proposal is adopted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """The adoption of a proposal by `network`, a Network.

    `decision` is the name of the decision; `content_hash` that of the subject as it was put forward, "" if it has none.
    """

    network: Any
    decision: str
    at: datetime | None
    content_hash: str = ""


class AdoptionEffect(Protocol):
    """A function that does to `subject`, a row of the registered model, what its adoption means."""

    def __call__(self, *, subject: Any, adoption: Adoption) -> None: ...


adoption_effects: dict[type[Model], AdoptionEffect] = {}


def register_adoption_effect(model: type[Model], effect: AdoptionEffect) -> None:
    """Register what the adoption of a proposal does to the row of `model` that the proposal is about.

    `effect` is called in the transaction in which the decision is recorded. If it raises Refused, the
    decision is not recorded, and the reason is shown with the procedure.
    """
    adoption_effects[model] = effect


def apply_adoption(*, subject: Model | None, adoption: Adoption) -> None:
    """Do what is registered for the model of the subject, if anything is. Refused: whatever the effect refuses."""
    effect = adoption_effects.get(type(subject)) if subject is not None else None
    if effect is not None:
        effect(subject=subject, adoption=adoption)
