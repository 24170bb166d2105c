"""Participation of delegations: record that one is suspended, has withdrawn or takes part again, and correct that.

Nothing waits for a job: seats, rolls and notifications ask the records whenever they are read. The clock only writes
down that a day has come, and wakes open pages.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Capacity, Delegation, Network, ParticipationKind, ParticipationRecord, Seat
from networkapp.networks.actions.seats import sync_groups
from networkapp.networks.queries.participation import participation_changes_at
from networkapp.participation.notices import notify_of_participation, resolve_participation_notice
from networkapp.permissions import Action
from networkapp.signals import participation_changing
from networkapp.users import User

LONGEST_REASON, LONGEST_SOURCE = 2_000, 300
Kind = ParticipationKind
FOLLOWS: dict[Kind | None, frozenset[Kind]] = {
    None: frozenset({Kind.SUSPENDED, Kind.WITHDRAWN}),
    Kind.RETURNED: frozenset({Kind.SUSPENDED, Kind.WITHDRAWN}),
    Kind.SUSPENDED: frozenset({Kind.WITHDRAWN, Kind.RETURNED}),
    Kind.WITHDRAWN: frozenset({Kind.RETURNED}),
}
"""Which kinds of record can follow the last one in force."""


def record_participation(
    *,
    network: Network,
    delegation: Delegation,
    user: User,
    kind: ParticipationKind,
    from_day: date,
    source: str,
    source_url: str = "",
    reason: str = "",
) -> ParticipationRecord:
    """Record that the delegation is suspended, has withdrawn or takes part again from this day on, by the clock of
    the network; everyone concerned is notified.

    Nobody acts for a delegation that does not take part. What was done for it stays. When it returns, its seats that
    have not ended act again; what they missed is not sent. NotAllowed without a seat that can record participation.
    Refused: `elsewhere` (not a delegation of the network), `already`, `before_last`, `source_needed`, `too_long`,
    `no_address`, and `last_secretariat`, if no secretariat seat would be left that can act, now or when
    another record takes effect.
    """
    _prepare(network, user)
    with transaction.atomic():
        locked = _lock(network, user)
        if not locked.delegations.filter(pk=delegation.pk).exists():
            raise Refused("elsewhere", _("This delegation does not take part in the network."), field="delegation")
        last = _in_force(network=locked, delegation=delegation).last()
        if kind not in FOLLOWS[Kind(last.kind) if last else None]:
            raise Refused("already", _already(last), field="kind")
        _check_day(locked, from_day, last)
        words = _checked(source, source_url, reason)
        made = _create(locked, delegation, user, Kind(kind), from_day, words)
        _follow(made, user)
    return made


def correct_participation(
    *,
    record: ParticipationRecord,
    user: User,
    from_day: date,
    source: str,
    source_url: str = "",
    reason: str = "",
) -> ParticipationRecord:
    """Correct the day, source or reason of the delegation's last record; the earlier version stays in the history.

    NotAllowed and Refused as in `record_participation`; `not_last`, if a later record or a correction exists.
    """
    _prepare(record.network, user)
    with transaction.atomic():
        locked, last = _lock_last(record, user)
        before = _chain_before(last)
        _check_day(locked, from_day, before)
        words = _checked(source, source_url, reason)
        made = _create(locked, last.delegation, user, Kind(last.kind), from_day, words, corrects=last)
        resolve_participation_notice(last)
        _follow(made, user)
    return made


def retract_participation(*, record: ParticipationRecord, user: User, reason: str = "") -> ParticipationRecord:
    """Delete the delegation's last record, which was a mistake: it counts as if never made, and the history shows it.

    NotAllowed as in `record_participation`; Refused `not_last`, `reason_needed`, and `last_secretariat`.
    """
    _prepare(record.network, user)
    with transaction.atomic():
        locked, last = _lock_last(record, user)
        if not reason.strip():
            raise Refused("reason_needed", _("Enter a reason."), field="reason")
        words = {"source": "", "source_url": "", "reason": _short(reason, LONGEST_REASON, "reason")}
        made = _create(locked, last.delegation, user, Kind.RETRACTED, last.from_day, words, corrects=last)
        resolve_participation_notice(last)
        _follow(made, user)
    return made


def _in_force(*, network: Network, delegation: Delegation) -> Any:
    """Return the records of the delegation that nothing corrects, the earliest first."""
    return ParticipationRecord.objects.in_force().filter(network=network, delegation=delegation)


def record_effects(*, now: datetime) -> int:
    """Write down, once for each record, that its day has come, and update Wagtail's groups and open pages; return how
    many were written down."""
    due = ParticipationRecord.objects.in_force().filter(takes_effect_at__lte=now, effect_recorded_at=None)
    return sum(_record_effect(record, now) for record in due.select_related("network", "delegation"))


@transaction.atomic
def _record_effect(record: ParticipationRecord, now: datetime) -> bool:
    waiting = ParticipationRecord.objects.filter(pk=record.pk, effect_recorded_at=None)
    if not waiting.update(effect_recorded_at=now):
        return False
    _wake(record, events.PARTICIPATION_BEGAN, None)
    return True


def _prepare(network: Network, user: User) -> None:
    """Let other apps record what time has decided: a record for a past day must not change it."""
    network.require(user, Action.RECORD_PARTICIPATION)
    participation_changing.send(sender=ParticipationRecord, network=network)


def _lock(network: Network, user: User) -> Network:
    # One after the other: two records at once could follow the same one, or leave nobody who can record a return.
    locked: Network = Network.objects.select_for_update().get(pk=network.pk)
    locked.require(user, Action.RECORD_PARTICIPATION)
    return locked


def _lock_last(record: ParticipationRecord, user: User) -> tuple[Network, ParticipationRecord]:
    locked = _lock(record.network, user)
    last = _in_force(network=locked, delegation=record.delegation).select_related("delegation").last()
    if last is None or last.pk != record.pk:
        raise Refused("not_last", _("Only the newest entry can be corrected. Reload the page."))
    return locked, last


def _chain_before(last: ParticipationRecord) -> ParticipationRecord | None:
    chain = list(_in_force(network=last.network, delegation=last.delegation))
    return chain[-2] if len(chain) > 1 else None


def _check_day(network: Network, from_day: date, before: ParticipationRecord | None) -> None:
    """Refuse a day that is not after the one before, by date or, after a change of time zone, by its moment."""
    if before is not None and (from_day <= before.from_day or _beginning(network, from_day) <= before.takes_effect_at):
        words = _("Enter a date after %(day)s, the date of the previous entry.")
        day = date_format(before.from_day, "DATE_FORMAT")
        raise Refused("before_last", words % {"day": day}, field="from_day")


def _beginning(network: Network, day: date) -> datetime:
    return datetime.combine(day, time(), network.zone)


def _checked(source: str, source_url: str, reason: str) -> dict[str, str]:
    text = _short(source, LONGEST_SOURCE, "source")
    if not text:
        raise Refused("source_needed", _("Enter where the change was decided or published."), field="source")
    address = source_url.strip()
    try:
        if address:
            URLValidator(schemes=["http", "https"])(address)
    except ValidationError as problem:
        raise Refused("no_address", " ".join(map(str, problem.messages)), field="source_url") from problem
    return {"source": text, "source_url": address, "reason": _short(reason, LONGEST_REASON, "reason")}


def _short(text: str, limit: int, field: str) -> str:
    cleaned = text.replace("\x00", "").strip()
    refuse_longer(cleaned, limit=limit, field=field)
    return cleaned


def _already(last: ParticipationRecord | None) -> str:
    if last is None or last.kind == Kind.RETURNED:
        return _("This delegation already takes part in the network.")
    if last.kind == Kind.WITHDRAWN:
        return _("This delegation has already withdrawn. Record its return first.")
    return _("This delegation is already suspended.")


def _create(
    network: Network,
    delegation: Delegation,
    user: User,
    kind: ParticipationKind,
    from_day: date,
    words: dict[str, str],
    corrects: ParticipationRecord | None = None,
) -> ParticipationRecord:
    begins, now = _beginning(network, from_day), timezone.now()
    made: ParticipationRecord = ParticipationRecord.objects.create(
        network=network,
        delegation=delegation,
        kind=kind,
        from_day=from_day,
        takes_effect_at=begins,
        until=begins if kind == Kind.RETRACTED else None,
        recorded_by=user,
        recorded_at=now,
        effect_recorded_at=now if begins <= now or kind == Kind.RETRACTED else None,
        corrects=corrects,
        **words,
    )
    if corrects is not None:
        ParticipationRecord.objects.filter(pk=corrects.pk).update(until=corrects.takes_effect_at)
    _arrange(_in_force(network=network, delegation=delegation))
    _keep_a_secretariat(network)
    return made


def _arrange(chain: Iterable[ParticipationRecord]) -> None:
    """Let each record be in force until the next one takes effect."""
    records = list(chain)
    for record, following in zip_longest(records, records[1:]):
        until = following.takes_effect_at if following else None
        if record.until != until:
            ParticipationRecord.objects.filter(pk=record.pk).update(until=until)


def _keep_a_secretariat(network: Network) -> None:
    """Refuse to leave nobody who could record the return: now, or at a later moment that is recorded already."""
    seats = Seat.objects.filter(network=network, capacity=Capacity.SECRETARIAT, user__is_active=True)
    moments = participation_changes_at(network=network)
    if any(seats.in_term(at).exists() and not seats.current(at).exists() for at in moments):
        raise Refused(
            "last_secretariat",
            _("The network’s only secretariat seats are of this delegation. Give one to someone else first."),
        )


def _follow(record: ParticipationRecord, user: User) -> None:
    """Notify everyone concerned, record the event, and update what open pages and Wagtail show."""
    _wake(record, events.PARTICIPATION_RECORDED, user)
    if record.kind != Kind.RETRACTED:
        notify_of_participation(record, user=user)


def _wake(record: ParticipationRecord, kind: str, user: User | None) -> None:
    payload = {"record": record.pk, "delegation": record.delegation_id}
    events.record(record.network, kind, payload, actor=user)
    seats = Seat.objects.in_term().filter(network=record.network_id, delegation=record.delegation_id)
    events.notify_open_pages(seats.order_by().values_list("user", flat=True))
    sync_groups()
