"""Live updates of decisions on open pages, with the partials that a new page shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string

from networkapp.decisions.follow_up.actions import FOLLOW_UP_OPENED, FOLLOW_UP_REPORTED
from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.decision_pages import follow_ups_of, outcomes_of, statements_of
from networkapp.decisions.procedures.outcome_statements import OUTCOME_STATED
from networkapp.decisions.procedures.statements import STATEMENT_MADE
from networkapp.models import Event
from networkapp.registry import ListUpdate

PagePart = tuple[str, str, Callable[[Decision], Any]]
FOLLOW_UP: PagePart = ("follow-up", "follow_ups", follow_ups_of)
PARTS: Mapping[str, PagePart] = {
    STATEMENT_MADE: ("statements", "statements", statements_of),
    OUTCOME_STATED: ("outcome", "outcomes", outcomes_of),
    FOLLOW_UP_OPENED: FOLLOW_UP,
    FOLLOW_UP_REPORTED: FOLLOW_UP,
}
TEMPLATES = {
    "statements": "networkapp/decisions/statements.html",
    "outcome": "networkapp/decisions/outcome.html",
    "follow-up": "networkapp/decisions/follow_ups.html",
}


def decision_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the part of the decision that changed, with the last event of each; all events are of one log and kind."""
    last = {event.payload["decision"]: event.sequence for event in events}
    part = PARTS[events[0].kind]
    found = Decision.objects.filter(network=events[0].network_id, pk__in=last).select_related("network")
    return {last[decision.pk]: [_rows_partial(decision, *part)] for decision in found}


def _rows_partial(decision: Decision, part: str, rows: str, read: Callable[[Decision], Any]) -> ListUpdate:
    name = f"decision-{part}-{decision.pk}"
    html = render_to_string(TEMPLATES[part], {"decision": decision, rows: read(decision)})
    return ListUpdate(list=name, id=name, html=html, at="here")
