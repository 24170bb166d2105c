"""The small part on the page of a thing: what it came of, what came of it, and which step its reader may take next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise

from networkapp.domain.threads.consequences import Link, came_of, led_to, links_to
from networkapp.domain.threads.country_boxes import stands_in_box
from networkapp.models import Consequence, Reply, Section
from networkapp.models.written_sections import WrittenSection
from networkapp.registry.dossiers import dossier_parts


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something that a reader may make of a thing: what it is called, and where it is done."""

    words: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A thing between what led to it and what came of it, as far as its reader may see; `key` names its dossier."""

    key: str
    led_to: list[Link]
    came_of: list[Link]
    steps: list[NextStep]


Steps = Callable[[Any, Any], Iterable[NextStep]]
next_steps: dict[str, Steps] = {}


def thread_of(thing: Any, reader: Any) -> Thread | None:
    """The thread of a thing that `reader` may see; None where nothing is known and nothing can be done."""
    kind = thing._meta.model_name
    if kind not in dossier_parts:
        return None
    steps = list(next_steps[kind](thing, reader)) if kind in next_steps else []
    found = Thread(key=f"{kind}-{thing.pk}", led_to=led_to(thing, reader), came_of=came_of(thing, reader), steps=steps)
    return found if found.led_to or found.came_of or found.steps else None


def causes_of(sections: Iterable[WrittenSection], reader: Any) -> dict[int, list[Link]]:
    """What sections of one chapter came of as they are read, by their primary keys, as far as `reader` may see it: an
    answer of a government once it stands in a country box.

    One query and one for each kind of cause; none, where they came of nothing.
    """
    asked = {section.pk: section for section in sections if section.pk and section.has_causes}
    if not asked:
        return {}
    kind = ContentType.objects.get_for_model(Section)
    drawn = Consequence.objects.filter(effect_type=kind, effect_id__in=asked)
    lines = [(effect, (of, pk)) for effect, of, pk in drawn.values_list("effect_id", "cause_type", "cause_id")]
    links = links_to({cause for _section, cause in lines}, reader=reader)
    found: dict[int, list[Link]] = {}
    for pk, cause in lines:
        link = links.get(cause)
        if link and (not isinstance(link.it, Reply) or stands_in_box(reply=link.it, section=asked[pk])):
            found.setdefault(pk, []).append(link)
    return found


def offer_steps(model: Any, steps: Steps) -> None:
    """From now on the thread of things of this model offers what `steps(thing, reader)` gives."""
    next_steps[model._meta.model_name] = steps
