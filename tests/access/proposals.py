"""Addresses of proposals and amendments. Add a row for each new view."""

from typing import Any

from django.urls import reverse

from networkapp.permissions import Action
from tests.access.address import Address, in_network
from tests.access.places import Place

READ = (Action.READ,)


def _proposal(place: Place) -> list[Any]:
    return [place.network.slug, place.proposal.number]


def _amendment(place: Place) -> list[Any]:
    return [*_proposal(place), place.amendment.number]


def _amend(place: Place) -> str:
    return f"{reverse('networkapp:amend', args=_proposal(place))}?key=p1"


PROPOSALS = (
    Address(name="networkapp:proposals", needs=READ, args=in_network),
    *(
        Address(name=f"networkapp:{name}", needs=READ, args=args)
        for name, args in (
            ("proposal", _proposal),
            ("proposal_acts", _proposal),
            ("proposal_versions", _proposal),
            ("proposal_version", lambda place: [*_proposal(place), 1]),
            ("proposal_texts", _proposal),
            ("amendment", _amendment),
        )
    ),
    *(
        Address(
            name="networkapp:propose", needs=(Action.PROPOSE,), args=in_network, method=method, known_by=READ,
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.CONSOLIDATE,), also=READ, args=args, method=method, known_by=READ,
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
        for name, args in (
            ("change_proposal", _proposal),
            ("consolidate", _proposal),
            ("write_proposal_text", lambda place: [*_proposal(place), "ru"]),
        )
    ),
    *(
        Address(
            name="networkapp:amend", needs=(Action.AMEND, Action.PREPARE_POSITION), path=_amend, method=method,
            known_by=READ, data=lambda place: {"key": "p1"}, answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.CONSOLIDATE,), also=READ, args=args, method="POST", known_by=READ,
            data=lambda place: {"base": 1}, answers=answers,
        )
        for name, args, answers in (
            ("generate_version", _proposal, 422),
            ("accept_amendment", _amendment, 302),
            ("reopen_amendment", _amendment, 302),
            ("set_amendment_aside", _amendment, 422),
            ("take_up_proposal", _proposal, 302),
            ("withdraw_proposal", _proposal, 302),
        )
    ),
)  # fmt: skip
