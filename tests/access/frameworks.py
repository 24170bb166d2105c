"""Addresses of criteria that are being agreed on. Add a row for each new view."""

from typing import Any

from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.address import Address
from tests.access.places import Place

TEXT = {
    "title": "Calls answered", "kind": "ratio", "unit": "%", "numerator_text": "answered", "denominator_text": "all",
    "per": "100", "reference_period": "year", "owner_hint": "hotline", "weight": "1",
}  # fmt: skip
WHY = {"reason": "Because"}


def _proposing(place: Place) -> list[Any]:
    return [place.proposing.version]


def _asking(place: Place) -> list[Any]:
    return [place.asking.version]


def _recommendation(place: Place) -> list[Any]:
    return [place.proposing.version, 1]


def _criterion(place: Place) -> list[Any]:
    return [place.proposing.version, "1.4"]


def _asked(place: Place) -> list[Any]:
    return [place.asking.version, "1.4"]


def _wording(place: Place) -> list[Any]:
    return [place.proposing.version, 1, 1]


def _act(name: str, action: Assess, args: Any, data: dict[str, str] | None = None, answers: int = 302) -> Address:
    return Address(
        name=f"evaluation:{name}", needs=(action,), args=args, method="POST", data=lambda place: data or {},
        known_by=(Assess.READ_DRAFT,), answers=answers,
    )  # fmt: skip


def _form(name: str, action: Assess, args: Any) -> Address:
    return Address(name=f"evaluation:{name}", needs=(action,), args=args, known_by=(Assess.READ_DRAFT,))


FRAMEWORKS: tuple[Address, ...] = (
    Address(name="evaluation:framework", needs=(Assess.READ_DRAFT,), args=_proposing, open=True),
    Address(name="evaluation:proposal", needs=(Assess.READ_DRAFT,), args=_recommendation, open=True),
    Address(name="evaluation:framework_changes", needs=(Assess.READ_DRAFT,), args=_proposing, open=True),
    # Actions of the secretariat
    _act("open_proposals", Assess.KEEP_FRAMEWORK, _asking, answers=422),
    _act("close_proposals", Assess.KEEP_FRAMEWORK, _proposing),
    _act("ask_for_positions", Assess.KEEP_FRAMEWORK, _proposing, answers=422),
    _act("take_back", Assess.KEEP_FRAMEWORK, _asking, WHY),
    _act("put_to_decision", Assess.KEEP_FRAMEWORK, _asking, answers=422),
    _act("adopt_framework", Assess.KEEP_FRAMEWORK, _asking, answers=422),
    _form("framework_subjects", Assess.KEEP_FRAMEWORK, _proposing),
    _act("framework_subjects", Assess.KEEP_FRAMEWORK, _proposing),
    # Adopted criteria are visible to everybody who may know of their network
    Address(
        name="evaluation:correct", needs=(Assess.KEEP_FRAMEWORK,), args=lambda place: [place.adopted.version, 1],
        known_by=(Action.SEE,),
    ),
    Address(
        name="evaluation:framework_translations", needs=(Assess.KEEP_FRAMEWORK,), known_by=(Action.SEE,),
        args=lambda place: [place.adopted.version],
    ),
    Address(
        name="evaluation:correct_criterion", needs=(Assess.KEEP_FRAMEWORK,), method="POST", answers=422,
        args=lambda place: [place.adopted.version, 1, "1.4"], known_by=(Action.SEE,),
    ),
    # Proposals by countries and the secretariat
    _form("propose", Assess.PROPOSE_CRITERIA, _recommendation),
    _act("propose", Assess.PROPOSE_CRITERIA, _recommendation, TEXT),
    _act("propose_change", Assess.PROPOSE_CRITERIA, _criterion, {**TEXT, **WHY}),
    _act("propose_removal", Assess.PROPOSE_CRITERIA, _criterion, WHY),
    _act("amend", Assess.PROPOSE_CRITERIA, _wording, TEXT, answers=422),
    # Acceptance by the rapporteur
    _form("consolidate", Assess.CONSOLIDATE, _wording),
    _act("consolidate", Assess.CONSOLIDATE, _wording),
    _act("set_aside", Assess.CONSOLIDATE, _recommendation, {"words": "No"}),
    # Positions of countries
    _act("position", Assess.STATE_POSITION, _asking, {"stance": "agree"}),
    _act("position_on", Assess.STATE_POSITION, _asked, {"stance": "agree"}),
    _act("withdraw_position", Assess.STATE_POSITION, _asking),
    _act("withdraw_position_on", Assess.STATE_POSITION, _asked),
)  # fmt: skip
