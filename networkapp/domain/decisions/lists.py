"""Lists of procedures: what runs in a network, with its closing moment, and what has ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils import timezone

from networkapp.domain.decisions.outcomes import clock_of
from networkapp.models import Network, Procedure
from networkapp.permissions import Action

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Running:
    """A procedure that runs; without a moment its clock stands still, or it is closed at a meeting."""

    procedure: Procedure
    closes_at: datetime | None
    stands_still: bool


@dataclass(frozen=True, kw_only=True)
class Lists:
    running: tuple[Running, ...]
    ended: "Page[Procedure]"


def running_in(*, network: Network, reader: Any) -> tuple[Running, ...]:
    """What runs in the network, soonest first; nothing for who does not read it."""
    now = timezone.now()
    asked = Procedure.objects.where(reader, may=Action.READ).unrecorded().filter(network=network)
    asked = asked.with_earlier().prefetch_related("stops").select_related("network", "proposal")
    shown = [
        (procedure, clock_of(procedure)) for procedure in asked.order_by(F("expires_at").asc(nulls_last=True), "pk")
    ]
    return tuple(
        Running(procedure=procedure, closes_at=clock.closes_at(), stands_still=clock.stands_still())
        for procedure, clock in shown
        if not clock.has_closed(now)
    )


def running_first(*, network: Network, reader: Any, page: str | None = None) -> Lists:
    """What runs in the network, and a page of what has ended, the newest first."""
    ended = Procedure.objects.where(reader, may=Action.READ).filter(network=network).exclude(result="")
    shown = ended.with_earlier().select_related("network", "broken_by").order_by("-ended_at", "-pk")
    return Lists(running=running_in(network=network, reader=reader), ended=Paginator(shown, ON_A_PAGE).get_page(page))


def others_on_the_text(procedure: Procedure) -> tuple[Procedure, ...]:
    """All other procedures on its proposal, for who reads it: the oldest first, whatever became of them.

    So that whoever puts a text to the network until it suits does so in sight of all.
    """
    if procedure.proposal_id is None:
        return ()
    return tuple(one for one in chains_of([procedure.proposal_id])[procedure.proposal_id] if one != procedure)


def chains_of(proposals: Iterable[int]) -> Mapping[int, Sequence[Procedure]]:
    """All procedures on each of these proposals (by primary key), the oldest first; one query."""
    found: dict[int, list[Procedure]] = {proposal: [] for proposal in proposals}
    asked = Procedure.objects.filter(proposal__in=found).select_related("network", "version", "broken_by")
    for procedure in asked.order_by("opened_at", "pk"):
        if procedure.proposal_id is not None:
            found[procedure.proposal_id].append(procedure)
    return found
