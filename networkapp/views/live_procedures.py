"""What the events of procedures show in open pages: the same partials that a fresh page is made of."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.domain.date_polls import Poll, poll_of
from networkapp.domain.procedure_board import Board, board_of
from networkapp.domain.procedure_outcomes import with_what_was_stated
from networkapp.models import Event, Procedure, ProcedureKind
from networkapp.registry import Place

HEAD = "networkapp/procedures/head.html"
ROLL = "networkapp/procedures/roll.html"
STANDING = "networkapp/procedures/standing.html"
POLL_HEAD = "networkapp/date_polls/head.html"
POLL_GRID = "networkapp/date_polls/grid.html"


def procedure_changed(events: Sequence[Event]) -> dict[int, list[Place]]:
    """How the procedure and its text stand and its roll, with the last event of each; they are of one log."""
    last = {event.payload["procedure"]: event.sequence for event in events}
    asked = Procedure.objects.filter(network=events[0].network_id, pk__in=last)
    found = (
        with_what_was_stated(asked)
        .select_related("network", "proposal", "version", "broken_by", "meeting")
        .prefetch_related("extensions")
    )
    polls = [procedure for procedure in found if procedure.kind == ProcedureKind.DATE_POLL]
    boards = [procedure for procedure in found if procedure.kind != ProcedureKind.DATE_POLL]
    places = {last[procedure.pk]: _of_board(board_of(procedure)) for procedure in boards}
    return places | {last[procedure.pk]: _of_poll(poll_of(procedure)) for procedure in polls}


def _of_board(board: Board) -> list[Place]:
    shown = {"board": board, "network": board.procedure.network}
    parts = (("head", HEAD), ("standing", STANDING), ("roll", ROLL))
    return [_instead(f"procedure-{part}-{board.procedure.pk}", template, shown) for part, template in parts]


def _of_poll(poll: Poll) -> list[Place]:
    shown = {"poll": poll, "procedure": poll.procedure}
    parts = (("head", POLL_HEAD), ("grid", POLL_GRID))
    return [_instead(f"poll-{part}-{poll.procedure.pk}", template, shown) for part, template in parts]


def _instead(name: str, template: str, shown: dict[str, object]) -> Place:
    return Place(list=name, id=name, html=render_to_string(template, shown), at="here")
