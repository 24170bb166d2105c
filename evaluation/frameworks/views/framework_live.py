"""Live updates after a position: the roll as a new page shows it, equal for all readers."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from evaluation.frameworks.agreement_roll import latest_rolls
from networkapp.models import Event
from networkapp.registry import ListUpdate

POSITION_EVENTS = ("framework.position", "framework.position_withdrawn")


def position_changed(events: Sequence[Event]) -> Mapping[int, Sequence[ListUpdate]]:
    """Return the updated roll of each framework's countries, with the last event about it."""
    rolls = latest_rolls({event.payload["framework"] for event in events})
    last = {event.payload["framework"]: event.sequence for event in events}
    places: dict[int, list[ListUpdate]] = {event.sequence: [] for event in events}
    for framework, sequence in last.items():
        if framework in rolls:
            roll = rolls[framework]
            html = render_to_string(
                "evaluation/frameworks/roll.html", {"roll": roll, "framework": roll.consultation.framework}
            )
            places[sequence].append(ListUpdate(list=f"roll-of-{framework}", id="roll-part", html=html, at="here"))
    return places
