"""A country says whether it agrees: to the whole text, and where it wants, to single criteria."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.frameworks.agreement_notices import resolve_position_notices
from evaluation.frameworks.agreement_roll import Roll, acting_seat, open_consultation, roll_of
from evaluation.frameworks.transitions import locked_framework
from evaluation.models import Consultation, Criterion, Framework, Position, RollEntry
from evaluation.permissions import Action
from networkapp.errors import Refused, refuse_longer
from networkapp.events import record
from networkapp.models import Delegation
from networkapp.users import User

Stance = Position.Stance
MOST_WORDS = 5_000


@dataclass(frozen=True, kw_only=True)
class ConsultedCountry:
    """A country that is asked, what it says now to this, and the roll it is on."""

    delegation: Delegation
    position: Position | None
    roll: Roll


def consulted_country(*, framework: Framework, user: User, series_id: str = "") -> ConsultedCountry:
    """Return what the country of `user` is asked, and its positions. Refuses as `state_position` does."""
    seat = acting_seat(framework, user, Action.STATE_POSITION)
    consultation = _require_open_consultation(framework)
    entry = _roll_entry(consultation, seat.delegation)
    position = Position.objects.filter(entry=entry, series_id=series_id, replaced_at__isnull=True).first()
    return ConsultedCountry(delegation=entry.delegation, position=position, roll=roll_of(consultation))


def state_position(
    *,
    framework: Framework,
    user: User,
    stance: str,
    words: str = "",
    series_id: str = "",
    at: datetime | None = None,
) -> Position:
    """State this position of the country of `user` on the whole text, or on the criterion `series_id`; its earlier
    position stays on record and is no longer valid.

    It may change its mind until the framework is adopted or withdrawn, also after the silence has ended. Refuses
    (NotAllowed) people who may not speak for a country; (Refused) if no positions are asked, a country that is not on
    the roll, an exception from the whole, and an explanation, exception or objection without a text.
    """
    with transaction.atomic():
        locked = locked_framework(framework)
        seat = acting_seat(locked, user, Action.STATE_POSITION)
        entry = _roll_entry(_require_open_consultation(locked), seat.delegation)
        _require_criterion(locked, series_id)
        text = _validated_words(stance, words, series_id)
        moment = at or timezone.now()
        Position.objects.filter(entry=entry, series_id=series_id, replaced_at__isnull=True).update(replaced_at=moment)
        position = Position.objects.create(
            entry=entry, series_id=series_id, stance=stance, words=text, seat=seat, stated_by=user, stated_at=moment
        )
        if not series_id or stance == Stance.OBJECT:
            resolve_position_notices(entry.consultation, entry=entry)
        facts = {"framework": locked.pk, "version": locked.version, "position": position.pk, "stance": stance}
        record(locked.network, "framework.position", facts, actor=user)
    return position


def withdraw_position(*, framework: Framework, user: User, series_id: str = "", at: datetime | None = None) -> None:
    """Withdraw the position of the country of `user`; it stays on record. Refuses if there is none."""
    with transaction.atomic():
        locked = locked_framework(framework)
        seat = acting_seat(locked, user, Action.STATE_POSITION)
        entry = _roll_entry(_require_open_consultation(locked), seat.delegation)
        positions = Position.objects.filter(entry=entry, series_id=series_id, replaced_at__isnull=True)
        if not positions.update(replaced_at=at or timezone.now()):
            raise Refused("nothing_said", _("Your country has not stated a position."))
        facts = {"framework": locked.pk, "version": locked.version, "delegation": entry.delegation_id}
        record(locked.network, "framework.position_withdrawn", facts, actor=user)


def _require_open_consultation(framework: Framework) -> Consultation:
    consultation = open_consultation(framework)
    if consultation is None:
        raise Refused("not_asked", _("This text is not open for positions."))
    return consultation


def _roll_entry(consultation: Consultation, delegation: Any) -> RollEntry:
    entry = (
        consultation.roll.filter(delegation=delegation).select_related("delegation", "consultation__framework").first()
    )
    if entry is None:
        words = _("Your delegation, %(name)s, is not on this roll because it joined after the roll was closed.")
        raise Refused("not_on_roll", words % {"name": delegation.label})
    return entry


def _require_criterion(framework: Framework, series_id: str) -> None:
    criteria = Criterion.objects.filter(recommendation__framework=framework, series_id=series_id)
    if series_id and not criteria.exists():
        raise Refused("no_such_criterion", _("This criterion is not in the text."), field="series_id")


def _validated_words(stance: str, words: str, series_id: str) -> str:
    if stance not in Stance.values or (stance == Stance.EXCEPT and not series_id):
        raise Refused("no_such_position", _("Choose a position."), field="stance")
    text = words.strip()
    if stance != Stance.AGREE and not text:
        needed = {
            Stance.EXPLAIN: _("Enter an explanation."),
            Stance.EXCEPT: _("Explain why this criterion should be context only."),
            Stance.OBJECT: _("Enter a text that your country could agree to."),
        }[Stance(stance)]
        raise Refused("words_needed", needed, field="words")
    refuse_longer(text, limit=MOST_WORDS, field="words")
    return text
