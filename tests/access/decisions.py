"""Addresses of decisions: the text is as public as its network; only readers of the network see the roll."""

from typing import Any

from networkapp.permissions import Action
from tests.access.address import Address
from tests.access.places import Place


def of_decision(place: Place) -> list[Any]:
    return [place.network.slug, place.decision.year, place.decision.number]


def of_follow_up(place: Place) -> list[Any]:
    return [place.network.slug, place.follow_up.pk]


DECISIONS = (
    *(
        Address(name=f"networkapp:{name}", needs=(Action.SEE,), args=of_decision, open=True)
        for name in ("decision", "decision_file", "decision_pdf")
    ),
    Address(
        name="networkapp:decisions_feed", needs=(Action.SEE,), args=lambda place: [place.network.slug], open=True
    ),
    Address(name="networkapp:decision_roll", needs=(Action.READ,), args=of_decision, open=True),
    # Who reports on follow-up depends on the delegation: tests/networkapp/decisions/views/test_decisions.py.
    Address(name="networkapp:follow_up", needs=(Action.SEE,), args=of_follow_up, open=True),
    *(
        Address(name=f"networkapp:{name}", needs=(Action.READ,), args=lambda place: [place.network.slug, place.poll.pk])
        for name in ("date_poll", "own_dates")
    ),
    Address(
        name="networkapp:decision_drafts", needs=(Action.DRAFT_STATEMENT,), known_by=(Action.SEE,), args=of_decision
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.OPEN_PROCEDURE,), also=(Action.READ,), method=method,
            args=lambda place: [place.network.slug], known_by=(Action.READ,), answers=answers,
        )
        for name in ("open_sense_check", "open_date_poll")
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), known_by=(Action.SEE,), args=of_decision, method="POST",
            answers=422,
        )
        for name, action in (
            ("state_reading", Action.STATE),
            ("prepare_statement", Action.DRAFT_STATEMENT),
            ("write_outcome", Action.KEEP_DECISIONS),
            ("ask_delegations", Action.KEEP_DECISIONS),
        )
    ),
)  # fmt: skip
