"""The small part on the page of a thing: what it came of, what came of it, and which step its reader may take next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from networkapp.provenance.links import LinkedThing, causes_of, effects_of
from networkapp.registry.provenance import dossier_parts
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A next step that a reader can take from a thing: its label, and its address."""

    words: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True)
class ProvenancePanel:
    """A thing between what led to it and what came of it, as far as its reader may see; `key` names its dossier."""

    key: str
    led_to: list[LinkedThing]
    came_of: list[LinkedThing]
    steps: list[NextStep]


Steps = Callable[[Any, Any], Iterable[NextStep]]
next_steps: dict[str, Steps] = {}


def provenance_panel_for(thing: Any, user: AnyUser) -> ProvenancePanel | None:
    """Return the causes, effects and next steps of `thing` that `user` can see; None if there are none."""
    kind = thing._meta.model_name
    if kind not in dossier_parts:
        return None
    steps = list(next_steps[kind](thing, user)) if kind in next_steps else []
    found = ProvenancePanel(
        key=f"{kind}-{thing.pk}", led_to=causes_of(thing, user), came_of=effects_of(thing, user), steps=steps
    )
    return found if found.led_to or found.came_of or found.steps else None


def register_next_steps(model: Any, steps: Steps) -> None:
    """Register the next steps of things of this model: `steps(thing, reader)` returns them."""
    next_steps[model._meta.model_name] = steps
