"""Live updates of procedures on open pages, with the partials that a new page shows."""

from collections.abc import Iterable, Sequence

from django.template.loader import render_to_string

from networkapp.decisions.date_polls.actions import DatePollGrid, date_poll_grid
from networkapp.decisions.models import Procedure, ProcedureKind
from networkapp.decisions.procedures.notices import ENDED
from networkapp.decisions.procedures.outcomes import with_positions
from networkapp.decisions.procedures.procedure_page import ProcedureBoard, procedure_board
from networkapp.decisions.procedures.queries import procedures_by_proposal
from networkapp.models import Event
from networkapp.registry import ListUpdate

RULE = "networkapp/procedures/rule.html"
HEAD = "networkapp/procedures/head.html"
ROLL = "networkapp/procedures/roll.html"
DRAFT_NOTICE = "networkapp/procedures/draft_notice.html"
CHAIN = "networkapp/procedures/other_procedures.html"
POLL_HEAD = "networkapp/date_polls/head.html"
POLL_GRID = "networkapp/date_polls/grid.html"


def procedure_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the status of the procedure and its text and its roll, with the last event of each; they are of one log.

    With its end, what the pages of the others on its text show of it.
    """
    last = {event.payload["procedure"]: event.sequence for event in events}
    procedures = Procedure.objects.filter(network=events[0].network_id, pk__in=last)
    found = (
        with_positions(procedures)
        .select_related("network", "proposal", "version", "broken_by", "meeting")
        .prefetch_related("extensions")
    )
    polls = [procedure for procedure in found if procedure.kind == ProcedureKind.DATE_POLL]
    boards = [procedure for procedure in found if procedure.kind != ProcedureKind.DATE_POLL]
    places = {last[procedure.pk]: _procedure_partials(procedure_board(procedure)) for procedure in boards}
    places |= {last[procedure.pk]: _date_poll_partials(date_poll_grid(procedure=procedure)) for procedure in polls}
    ended = {event.payload["procedure"] for event in events if event.kind == ENDED}
    for pk, chains in _chain_partials([procedure for procedure in boards if procedure.pk in ended]).items():
        places[last[pk]] += chains
    return places


def procedure_opened(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the new procedure for the pages of other procedures on its text, with the last event of each."""
    last = {event.payload["procedure"]: event.sequence for event in events}
    opened = Procedure.objects.filter(network=events[0].network_id, pk__in=last)
    return {last[pk]: chains for pk, chains in _chain_partials(opened).items()}


def _chain_partials(procedures: Iterable[Procedure]) -> dict[int, list[ListUpdate]]:
    """Return by primary key of the procedure the partials of its chain for the pages of other procedures on its text;
    one query."""
    on_a_text = [procedure for procedure in procedures if procedure.proposal_id is not None]
    known = procedures_by_proposal(proposals={procedure.proposal_id for procedure in on_a_text}) if on_a_text else {}
    return {
        procedure.pk: [_chain_partial(other, known[procedure.proposal_id]) for other in known[procedure.proposal_id]]
        for procedure in on_a_text
    }


def _chain_partial(procedure: Procedure, on_its_text: Sequence[Procedure]) -> ListUpdate:
    shown = {"procedure": procedure, "others": [one for one in on_its_text if one != procedure]}
    return _replacement(f"procedure-others-{procedure.pk}", CHAIN, shown)


def _procedure_partials(board: ProcedureBoard) -> list[ListUpdate]:
    shown = {"board": board, "network": board.procedure.network}
    parts = (("rule", RULE), ("head", HEAD), ("draft-notice", DRAFT_NOTICE), ("roll", ROLL))
    return [_replacement(f"procedure-{part}-{board.procedure.pk}", template, shown) for part, template in parts]


def _date_poll_partials(poll: DatePollGrid) -> list[ListUpdate]:
    shown = {"poll": poll, "procedure": poll.procedure}
    parts = (("head", POLL_HEAD), ("grid", POLL_GRID))
    return [_replacement(f"poll-{part}-{poll.procedure.pk}", template, shown) for part, template in parts]


def _replacement(name: str, template: str, shown: dict[str, object]) -> ListUpdate:
    return ListUpdate(list=name, id=name, html=render_to_string(template, shown), at="here")
