"""A state's next step on a treaty: how the treaty lets it go on from its status, and not whether it should."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.models import Instrument, TreatyAction
from evaluation.treaties.dated_actions import DatedAction
from evaluation.treaties.membership import Organisation, is_member
from evaluation.treaties.records import TreatyRecord
from evaluation.values import TreatyStatus


class Step(StrEnum):
    """The next step of a state that wants to proceed with a treaty; this is no recommendation to do so."""

    LOOK_UP = "look_up"
    """Not covered by our sources: check with the depositary."""
    LOOK_UP_AGAIN = "look_up_again"
    """All that is known is that an older list did not have the state: check with the depositary."""
    RATIFY = "ratify"
    """Signed: ratify, accept or approve."""
    SIGN_OR_ACCEDE = "sign_or_accede"
    """Not bound, and still open for signature: sign and ratify, or accede."""
    ACCEDE = "accede"
    """Not bound, and no longer open for signature: accede."""
    SIGN_AND_RATIFY = "sign_and_ratify"
    """A member of the Council of Europe that has not signed: sign and ratify."""
    ASK_FOR_INVITATION = "ask_for_invitation"
    """Not a member of the Council of Europe: ask to be invited to accede."""
    RATIFY_AT_ILO = "ratify_at_ilo"
    """A member of the ILO that has not ratified: register a ratification. There is no signature."""
    TRANSPOSE = "transpose"
    """Bound by a directive without known transposition: notify it."""
    WAIT = "wait"
    """Bound: the day of entry into force is to come."""
    REVIEW = "review"
    """In force with a valid reservation: review it."""
    NOT_OPEN = "not_open"
    """Not open to the state: EU law does not bind it, or it is not a member of the ILO."""
    NOT_AGREED = "not_agreed"
    """Not on the list that the networks agreed on: no step is proposed."""
    NONE = "none"
    """In force, without a reservation that is known here."""


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """A reservation or declaration of a state; `withdrawn` is the action that withdrew it, if one did."""

    action: TreatyAction
    withdrawn: TreatyAction | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn is None


def reservations_of(record: TreatyRecord, *, on: date) -> tuple[Reservation, ...]:
    """Return the reservations made until the day `on`, each with what withdrew it by then.

    A withdrawal ends what was reserved before it on the articles that it names, and everything if it names none.
    """
    return _with_withdrawals(record.reserved, record, on)


def declarations_of(record: TreatyRecord, *, on: date) -> tuple[Reservation, ...]:
    """Return the declarations made until the day `on`, each with what withdrew it by then."""
    return _with_withdrawals(record.declared, record, on)


def next_step(
    record: TreatyRecord, reservations: Iterable[Reservation] = (), *, instrument: Instrument, country: str, on: date
) -> Step:
    """Return the next step of `country` (two letters) with this status; only for treaties on the agreed list."""
    if instrument.group != Instrument.Group.MAIN:
        return Step.NOT_AGREED
    match record.status:
        case TreatyStatus.IN_FORCE:
            if instrument.organisation == Organisation.EU and record.transposed is None:
                return Step.TRANSPOSE
            return Step.REVIEW if any(item.stands for item in reservations) else Step.NONE
        case TreatyStatus.RATIFIED:
            return Step.WAIT
        case TreatyStatus.SIGNED:
            return Step.RATIFY
        case TreatyStatus.NO_RECORD:
            return Step.LOOK_UP_AGAIN if record.acts else Step.LOOK_UP
        case TreatyStatus.NONE:
            return _way_in(instrument, country, on)


def _way_in(instrument: Instrument, country: str, on: date) -> Step:
    """Return how a state that is not bound can join."""
    member = is_member(country, instrument.organisation)
    if instrument.organisation == Organisation.COE:
        return Step.SIGN_AND_RATIFY if member else Step.ASK_FOR_INVITATION
    if instrument.organisation == Organisation.ILO:
        return Step.RATIFY_AT_ILO if member else Step.NOT_OPEN
    if instrument.organisation == Organisation.EU:
        return Step.NOT_OPEN
    is_open = instrument.signature_until is None or on <= instrument.signature_until
    return Step.SIGN_OR_ACCEDE if is_open else Step.ACCEDE


def _with_withdrawals(made: DatedAction | None, record: TreatyRecord, on: date) -> tuple[Reservation, ...]:
    withdrawals = _until(record.withdrew, on)
    return tuple(
        Reservation(action=action, withdrawn=next((act for act in withdrawals if _takes_back(act, action)), None))
        for action in _until(made, on)
    )


def _until(found: DatedAction | None, on: date) -> list[TreatyAction]:
    actions = found.actions if found else ()
    return [action for action in actions if action.when is None or action.when.first <= on]


def _takes_back(act: TreatyAction, reserved: TreatyAction) -> bool:
    if act.when is not None and reserved.when is not None and act.when.last < reserved.when.first:
        return False
    named = _articles(act.articles)
    return not named or (bool(reserved.articles) and _articles(reserved.articles) <= named)


def _articles(text: str) -> frozenset[str]:
    """Return the numbers of articles: "Articles 31.2 and 4 (c)" gives 31.2 and 4(c)."""
    plain = re.sub(r"\s+(?=\()", "", text.casefold())
    return frozenset(re.findall(r"\d[\w.()]*", plain))
