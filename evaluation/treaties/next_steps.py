"""A state's next step on a treaty: derived from its status, decided by nobody here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.models import TreatyAction
from evaluation.treaties.status import Standing
from evaluation.values import TreatyStatus


class Step(StrEnum):
    """The next step of a state that goes on with an instrument."""

    LOOK_UP = "look_up"
    """No source has data: check with the depositary; if it has none either, accede."""
    RATIFY = "ratify"
    """Signed: ratify, accept or approve."""
    ACCEDE = "accede"
    """It left, or is not bound and has not signed: accede."""
    WAIT = "wait"
    """Bound: the day of entry into force is to come."""
    REVIEW = "review"
    """In force with a valid reservation: review it."""
    NONE = "none"
    """In force, without a reservation that is known here."""


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """What a state has reserved or declared; `withdrawn` is the act that took it back, where one did."""

    action: TreatyAction
    withdrawn: TreatyAction | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn is None


def reservations_of(standing: Standing, *, on: date) -> tuple[Reservation, ...]:
    """The reservations made until the day `on`, each with what took it back by then.

    A withdrawal takes back what was reserved before it on the articles that it names, and all where it names none.
    """
    made = standing.reserved.actions if standing.reserved else ()
    taken = _until(standing.withdrew.actions if standing.withdrew else (), on)
    return tuple(
        Reservation(action=action, withdrawn=next((act for act in taken if _takes_back(act, action)), None))
        for action in _until(made, on)
    )


def declarations_of(standing: Standing) -> tuple[TreatyAction, ...]:
    return standing.declared.actions if standing.declared else ()


def next_step(standing: Standing, reservations: Iterable[Reservation] = ()) -> Step:
    """Return the next step of a state with this status."""
    if standing.status is TreatyStatus.IN_FORCE:
        return Step.REVIEW if any(item.stands for item in reservations) else Step.NONE
    return {
        TreatyStatus.NO_RECORD: Step.LOOK_UP,
        TreatyStatus.NONE: Step.ACCEDE,
        TreatyStatus.SIGNED: Step.RATIFY,
        TreatyStatus.RATIFIED: Step.WAIT,
    }[standing.status]


def _until(actions: Iterable[TreatyAction], on: date) -> list[TreatyAction]:
    return [action for action in actions if action.date is None or action.date <= on]


def _takes_back(act: TreatyAction, reserved: TreatyAction) -> bool:
    if act.date is not None and reserved.date is not None and act.date < reserved.date:
        return False
    named = _articles(act.articles)
    return not named or (bool(reserved.articles) and _articles(reserved.articles) <= named)


def _articles(text: str) -> frozenset[str]:
    """ "Articles 31.2 and 4 (c)" as 31.2 and 4(c)."""
    plain = re.sub(r"\s+(?=\()", "", text.casefold())
    return frozenset(re.findall(r"\d[\w.()]*", plain))
