"""Which delegations of networks are suspended or have withdrawn, and the history of that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, ParticipationRecord
from networkapp.permissions import Action
from networkapp.users import AnyUser

Absences = Mapping[tuple[int, int], ParticipationRecord]


@dataclass(frozen=True, kw_only=True)
class DelegationParticipation:
    """A delegation of a network: the record by which it does not take part now, if any, and its whole history.

    Only the newest record in force, `last`, can be corrected.
    """

    delegation: Delegation
    absence: ParticipationRecord | None
    last: ParticipationRecord | None
    history: tuple[ParticipationRecord, ...]


def absences_in(*, networks: Iterable[Network], at: datetime | None = None) -> Absences:
    """Return by the keys of network and delegation the records of those that do not take part at this moment; one
    query."""
    found = ParticipationRecord.objects.absences(at).filter(network__in=list(networks)).order_by()
    return {(record.network_id, record.delegation_id): record for record in found}


def absences_of(*, network: Network, at: datetime | None = None) -> dict[int, ParticipationRecord]:
    """Return by the key of the delegation the records of those that do not take part in the network; one query."""
    return {delegation: record for (_here, delegation), record in absences_in(networks=[network], at=at).items()}


def absence_of_country(*, network: int, country: str) -> ParticipationRecord | None:
    """Return the record by which the delegation through which a country is assessed does not take part in the network
    (a primary key); None if it does."""
    absences = ParticipationRecord.objects.absences().filter(network=network)
    found: ParticipationRecord | None = absences.filter(delegation__country=country, delegation__assessed=True).first()
    return found


def absences_of_countries(
    *, networks: Iterable[int], user: AnyUser | None
) -> dict[tuple[int, str], ParticipationRecord]:
    """Return by network (a primary key) and country the records by which the delegations through which countries are
    assessed do not take part, in those of `networks` that `user` can see; one query."""
    visible = Network.objects.where(user, may=Action.SEE).filter(pk__in=set(networks)).order_by().values("pk")
    found = ParticipationRecord.objects.absences().filter(network__in=visible, delegation__assessed=True)
    return {(one.network_id, str(one.delegation.country)): one for one in found.select_related("delegation").order_by()}


def participation_changes_at(*, network: Network) -> list[datetime]:
    """Return now, and the later moments at which records about delegations of the network take effect."""
    now = timezone.now()
    later = ParticipationRecord.objects.in_force().filter(network=network, takes_effect_at__gt=now)
    return [now, *later.values_list("takes_effect_at", flat=True)]


def require_participating(
    *, network: Network, delegation: Delegation, field: str = "delegation", at: datetime | None = None
) -> None:
    """Refuse (`delegation_absent`) a delegation that is suspended, or has withdrawn from the network, at this moment
    or now."""
    if network.absence_of(delegation, at) is not None:
        raise Refused("delegation_absent", _("This delegation is suspended or has withdrawn."), field=field)


def participation_in(*, network: Network) -> list[DelegationParticipation]:
    """Return the delegations of the network, and others that have a history in it, in alphabetical order."""
    history: dict[Delegation, list[ParticipationRecord]] = defaultdict(list)
    for delegation in network.delegations.all():
        history[delegation] = []
    records = network.participation_records.select_related("delegation", "recorded_by", "correction")
    for record in records.order_by("-recorded_at", "-pk"):
        history[record.delegation].append(record)
    named = alphabetical(history.items(), name=lambda item: item[0].label)
    return [_participation(delegation, records) for delegation, records in named]


def _participation(delegation: Delegation, records: list[ParticipationRecord]) -> DelegationParticipation:
    in_force = [record for record in records if record.is_in_force]
    return DelegationParticipation(
        delegation=delegation,
        absence=next((record for record in in_force if record.is_absence()), None),
        last=max(in_force, key=lambda record: (record.takes_effect_at, record.pk), default=None),
        history=tuple(records),
    )
