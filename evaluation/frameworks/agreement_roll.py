"""The roll of a consultation: who is asked, the position of each, and what its adoption takes into account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.frameworks.agreement_notices import resolve_position_notices
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Consultation, Criterion, Framework, FrameworkStatus, Position, RollEntry
from evaluation.permissions import ALLOWED, Action
from evaluation.scoring import series_order
from networkapp.errors import Refused
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, ParticipationRecord, Seat
from networkapp.text.clocks import format_in_zone
from networkapp.users import User

Stance, Outcome = Position.Stance, RollEntry.Outcome


@dataclass(frozen=True, kw_only=True)
class RollMember:
    """One delegation on the roll, with what it says now; `has_holder` says whether anybody can speak for it.

    It is not counted while it is suspended, or has withdrawn from the network.
    """

    entry: RollEntry
    positions: Sequence[Position]
    has_holder: bool
    is_counted: bool = True

    @property
    def delegation(self) -> Delegation:
        return self.entry.delegation

    @property
    def whole(self) -> Position | None:
        return next((position for position in self.positions if not position.series_id), None)

    @property
    def items(self) -> list[Position]:
        return [position for position in self.positions if position.series_id]

    @property
    def excepted(self) -> list[Position]:
        return [position for position in self.items if position.stance == Stance.EXCEPT]

    @property
    def objections(self) -> list[Position]:
        return [position for position in self.positions if position.stance == Stance.OBJECT]

    @property
    def is_missing(self) -> bool:
        """Return whether the country has neither a position on the whole nor an objection to a part."""
        return self.whole is None and not self.objections

    @property
    def outcome(self) -> RollEntry.Outcome:
        """Return what is recorded for the country at adoption if it does not object."""
        if not self.is_counted:
            return Outcome.NOT_COUNTED
        if self.is_missing:
            return Outcome.SILENT if self.has_holder else Outcome.ABSENT
        if self.excepted:
            return Outcome.EXCEPT
        explained = any(position.stance == Stance.EXPLAIN for position in self.positions)
        return Outcome.EXPLAINED if explained else Outcome.AGREED


@dataclass(frozen=True, kw_only=True)
class Roll:
    """All delegations on the roll of one consultation, by the country's name in the reader's language."""

    consultation: Consultation
    voices: tuple[RollMember, ...]

    @property
    def counted(self) -> list[RollMember]:
        """Return the members that unanimity is counted with."""
        return [voice for voice in self.voices if voice.is_counted]

    @property
    def missing(self) -> list[RollMember]:
        return [voice for voice in self.counted if voice.is_missing]

    @property
    def waiting(self) -> list[RollMember]:
        """Return the missing countries that have a seat which can state their position."""
        return [voice for voice in self.missing if voice.has_holder]

    @property
    def is_due(self) -> bool:
        """Return whether the silence period has ended."""
        return timezone.now() >= self.consultation.due_at

    @property
    def can_be_adopted(self) -> bool:
        """Return whether adoption can be recorded: nobody objects, and all have responded or silence has ended."""
        is_over = self.is_due or not self.waiting
        is_asked = self.consultation.ended_at is None and not self.objecting
        return is_asked and is_over and any(voice.outcome != Outcome.ABSENT for voice in self.counted)

    @property
    def stated(self) -> int:
        return len(self.counted) - len(self.missing)

    @property
    def objecting(self) -> list[RollMember]:
        return [voice for voice in self.counted if voice.objections]

    @property
    def excepted(self) -> dict[str, list[RollMember]]:
        """Return by series the countries that agree except on that criterion."""
        found: dict[str, list[RollMember]] = {}
        for voice in self.counted:
            for position in voice.excepted:
                found.setdefault(position.series_id, []).append(voice)
        return found


def roll_of(consultation: Consultation) -> Roll:
    """Return the roll with the current positions, in three queries; after adoption, counted as recorded then."""
    absences = ParticipationRecord.objects.absences(consultation.ended_at).filter(
        network=consultation.framework.network_id, delegation=OuterRef("delegation")
    )
    entries = list(consultation.roll.select_related("delegation").annotate(is_away=Exists(absences)))
    delegations = set(
        Seat.objects.current()
        .filter(network=consultation.framework.network_id)
        .with_role(ALLOWED[Action.STATE_POSITION])
        .values_list("delegation", flat=True)
    )
    by_entry: dict[int, list[Position]] = {}
    current = Position.objects.filter(entry__in=entries, replaced_at__isnull=True)
    for position in current.select_related("seat__delegation").order_by("pk"):
        by_entry.setdefault(position.entry_id, []).append(position)
    for positions in by_entry.values():
        positions.sort(key=lambda position: series_order(position.series_id))
    voices = (
        RollMember(
            entry=entry,
            positions=by_entry.get(entry.pk, []),
            has_holder=entry.delegation_id in delegations,
            is_counted=entry.outcome != Outcome.NOT_COUNTED if entry.outcome else not entry.is_away,
        )
        for entry in entries
    )
    ordered = alphabetical(voices, name=lambda voice: voice.delegation.label)
    return Roll(consultation=consultation, voices=tuple(ordered))


def open_consultation(framework: Framework) -> Consultation | None:
    """Return the consultation that asks for positions now; None if there is none."""
    return framework.consultations.filter(ended_at__isnull=True).select_related("framework").first()


def latest_rolls(frameworks: Iterable[int]) -> dict[int, Roll]:
    """Return the roll of the newest consultation of each of these versions (primary keys) that has one."""
    consultations = (
        Consultation.objects.filter(framework__in=set(frameworks)).select_related("framework").order_by("number")
    )
    return {
        framework: roll_of(consultation)
        for framework, consultation in {one.framework_id: one for one in consultations}.items()
    }


def apply_positions(*, framework: Framework, decision: str, at: datetime) -> None:
    """Record the positions of the countries on `framework`, whose row is locked, and apply them: an excepted criterion
    becomes context.

    Refuses as `adopt_framework` says.
    """
    consultation = open_consultation(framework)
    if consultation is None:
        _require_decision(framework, decision)
        return
    roll = roll_of(consultation)
    _require_no_objection(roll)
    _require_all_have_spoken(roll, at)
    if framework_hash(framework) != consultation.content_hash:
        raise Refused("altered", _("The text has changed since countries were asked for positions."))
    for voice in roll.voices:
        voice.entry.outcome = voice.outcome
        voice.entry.save(update_fields=["outcome"])
    fallen = {"scored": False, "essential": False, "scored_from": None}
    Criterion.objects.filter(recommendation__framework=framework, series_id__in=roll.excepted).update(**fallen)
    consultation.ended_at = at
    consultation.save(update_fields=["ended_at"])
    resolve_position_notices(consultation)


def _require_decision(framework: Framework, decision: str) -> None:
    if framework.status == FrameworkStatus.ADOPTED:
        return  # which is refused by the table of moves
    if framework.consultations.exists():
        raise Refused(
            "positions_needed", _("Countries were asked about an earlier text. Ask for positions on the current text.")
        )
    if not decision.strip():
        words = _("Countries were not asked for positions. Enter the decision that adopted the criteria.")
        raise Refused("decision_needed", words, field="decision")


def _require_no_objection(roll: Roll) -> None:
    if roll.objecting:
        words = _("Not adopted because of objections: %s.") % _names(roll.objecting)
        raise Refused("objected", words)


def _require_all_have_spoken(roll: Roll, at: datetime) -> None:
    if roll.waiting and at < roll.consultation.due_at:
        words = _("The silence period runs until %(time)s. %(names)s can still state a position.") % {
            "time": format_in_zone(roll.consultation.due_at),
            "names": _names(roll.waiting),
        }
        raise Refused("silence_runs", words)
    if all(voice.outcome == Outcome.ABSENT for voice in roll.counted):
        raise Refused(
            "nobody_there", _("No country has anyone who can state its position, so the criteria cannot be adopted.")
        )


def _names(voices: Iterable[RollMember]) -> str:
    return ", ".join(voice.delegation.label for voice in voices)


def acting_seat(framework: Framework, user: User, action: Action) -> Seat:
    """Return the seat with which `user` is allowed `action` for a country, or else for the secretariat.

    A seat of an assessed delegation comes first. NotAllowed without a seat. Refuses a seat whose delegation is not
    assessed, unless it is the secretariat's.
    """
    framework.require(user, action)
    seats = list(
        Seat.objects.current()
        .filter(user=user, network=framework.network_id)
        .with_role(ALLOWED[action])
        .select_related("delegation")
        .order_by("pk")
    )
    for seat in seats:
        if seat.capacity != "secretariat" and seat.delegation is not None and seat.delegation.assessed:
            return seat
    for seat in seats:
        if seat.capacity == "secretariat" and action is not Action.STATE_POSITION:
            return seat
    words = _("Your delegation is not assessed. Only assessed countries can act on criteria.")
    raise Refused("not_assessed", words)
