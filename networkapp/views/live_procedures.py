"""What the events of procedures show in open pages: the same partials that a fresh page is made of."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.domain.procedure_board import Board, board_of
from networkapp.domain.procedure_outcomes import with_what_was_stated
from networkapp.models import Event, Procedure
from networkapp.registry import Place

HEAD = "networkapp/procedures/head.html"
ROLL = "networkapp/procedures/roll.html"
STANDING = "networkapp/procedures/standing.html"


def procedure_changed(events: Sequence[Event]) -> dict[int, list[Place]]:
    """How the procedure and its text stand and its roll, with the last event of each; they are of one log."""
    last = {event.payload["procedure"]: event.sequence for event in events}
    asked = Procedure.objects.filter(network=events[0].network_id, pk__in=last)
    found = with_what_was_stated(asked).select_related("network", "broken_by", "meeting").prefetch_related("extensions")
    return {last[procedure.pk]: _places(board_of(procedure)) for procedure in found}


def _places(board: Board) -> list[Place]:
    shown = {"board": board, "network": board.procedure.network}
    return [_instead(f"procedure-{part}-{board.procedure.pk}", template, shown) for part, template in PARTS]


PARTS = (("head", HEAD), ("standing", STANDING), ("roll", ROLL))


def _instead(name: str, template: str, shown: dict[str, object]) -> Place:
    return Place(list=name, id=name, html=render_to_string(template, shown), at="here")
