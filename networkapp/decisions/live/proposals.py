"""Live updates of proposals on open pages, with the partials that a new page shows."""

from collections.abc import Iterable, Mapping, Sequence

from django.template.loader import render_to_string

from networkapp.decisions.models import Amendment, Proposal
from networkapp.decisions.proposals.queries import ProposalBoard, proposal_board, with_counts
from networkapp.models import Event
from networkapp.registry import ListUpdate

ROW = "networkapp/proposals/row.html"
HEAD = "networkapp/proposals/head.html"
TEXT = "networkapp/proposals/text.html"
AMENDMENTS = "networkapp/proposals/amendments.html"


def proposal_made(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the row of the new proposal for the list."""
    return {event.sequence: [_row_partial(proposal)] for event, proposal in _proposals_of_events(events)}


def proposal_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the proposal in the list, and on its own page as it is now, with its text."""
    boards: dict[int, ProposalBoard] = {}
    return {
        event.sequence: [
            _row_partial(proposal),
            _head_partial(_load_board(boards, proposal)),
            _text_partial(_load_board(boards, proposal)),
        ]
        for event, proposal in _proposals_of_events(events)
    }


def amendment_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the amendments to the paragraph of this one, including those in conflict with it.

    Amendments to an older version are among those that need their authors, which come with the text.
    """
    boards: dict[int, ProposalBoard] = {}
    amendments = Amendment.objects.in_bulk({event.payload["amendment"] for event in events})
    places: dict[int, list[ListUpdate]] = {}
    for event, proposal in _proposals_of_events(events):
        board, amendment = _load_board(boards, proposal), amendments[event.payload["amendment"]]
        here = (
            _amendments_partial(board, amendment) if amendment.version_id == board.version.pk else _text_partial(board)
        )
        places[event.sequence] = [_row_partial(proposal), _head_partial(board), here]
    return places


def _proposals_of_events(events: Sequence[Event]) -> Iterable[tuple[Event, Proposal]]:
    found: Mapping[int, Proposal] = with_counts(
        proposals=Proposal.objects.filter(network=events[0].network_id)
    ).in_bulk({event.payload["proposal"] for event in events})
    return [(event, found[pk]) for event in events if (pk := event.payload["proposal"]) in found]


def _load_board(boards: dict[int, ProposalBoard], proposal: Proposal) -> ProposalBoard:
    if proposal.pk not in boards:
        boards[proposal.pk] = proposal_board(proposal=proposal)
    return boards[proposal.pk]


def _row_partial(proposal: Proposal) -> ListUpdate:
    html = render_to_string(ROW, {"proposal": proposal, "network": proposal.network})
    return ListUpdate(list="proposals", id=f"proposal-{proposal.pk}", html=html, at="order")


def _head_partial(board: ProposalBoard) -> ListUpdate:
    return _replacement(f"proposal-head-{board.proposal.pk}", HEAD, board)


def _text_partial(board: ProposalBoard) -> ListUpdate:
    return _replacement(f"proposal-text-{board.proposal.pk}", TEXT, board)


def _replacement(name: str, template: str, board: ProposalBoard) -> ListUpdate:
    shown = {"proposal": board.proposal, "network": board.proposal.network, "board": board}
    return ListUpdate(list=name, id=name, html=render_to_string(template, shown), at="here")


def _amendments_partial(board: ProposalBoard, amendment: Amendment) -> ListUpdate:
    [place] = [one for one in board.places if one.key == amendment.key]
    name = f"{board.version.pk}-{place.key or 'first'}"
    shown = {"place": place, "version": board.version, "network": board.proposal.network}
    html = render_to_string(AMENDMENTS, shown)
    return ListUpdate(list=f"amendments-{name}", id=f"all-amendments-{name}", html=html, at="here")
