"""Follow-up by country: how much is asked of each delegation, and its status."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from networkapp.decisions.follow_up.actions import follow_ups_for
from networkapp.decisions.follow_up.notices import OPEN
from networkapp.decisions.models import FollowUp, FollowUpState
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.networks.queries.delegations import seats_for_delegations
from networkapp.permissions import Action
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class DelegationFollowUp:
    """A delegation with the number of its follow-up tasks, by status."""

    delegation: Delegation
    total: int
    counts: tuple[int, ...]
    overdue: int


def list_follow_ups(
    *, user: AnyUser, network: Network | None = None, delegation: str = "", state: str = ""
) -> QuerySet[FollowUp]:
    """Return the follow-up of decisions that `user` can see, filtered by what is given, by country and date."""
    found = follow_ups_for(user=user)
    if network is not None:
        found = found.filter(decision__network=network)
    if delegation:
        found = found.filter(delegation__code=delegation)
    if state:
        found = found.filter(state=state)
    return found.defer("decision__paragraphs", "decision__texts", "decision__roll")


def follow_up_by_delegation(*, follow_ups: QuerySet[FollowUp]) -> list[DelegationFollowUp]:
    """Return the delegations with follow-up in `follow_ups`, in alphabetical order, with counts by FollowUpState."""
    states = {state.value: Count("pk", filter=Q(state=state)) for state in FollowUpState}
    counted = follow_ups.order_by().values("delegation").annotate(total=Count("pk"), **states)
    rows: dict[int, Any] = {row["delegation"]: row for row in counted}
    late = _count_overdue(follow_ups)
    countries = [
        DelegationFollowUp(
            delegation=delegation,
            total=rows[delegation.pk]["total"],
            counts=tuple(rows[delegation.pk][state.value] for state in FollowUpState),
            overdue=late[delegation.pk],
        )
        for delegation in Delegation.objects.filter(pk__in=rows)
    ]
    return alphabetical(countries, name=lambda one: one.delegation.label)


def delegations_with_follow_up(*, user: AnyUser) -> list[Delegation]:
    """Return the delegations with follow-up from decisions that `user` can see, in alphabetical order."""
    delegations = follow_ups_for(user=user).order_by().values("delegation")
    return alphabetical(Delegation.objects.filter(pk__in=delegations), name=lambda one: one.label)


def can_report(*, follow_up: FollowUp, user: User) -> bool:
    """Return whether `user` can report the status, because they currently state for the delegation."""
    seats = seats_for_delegations(network=follow_up.decision.network, user=user, action=Action.STATE)
    return any(seat.delegation_id == follow_up.delegation_id for seat in seats)


def _count_overdue(follow_ups: QuerySet[FollowUp]) -> Counter[int]:
    """Return the number of overdue tasks by delegation; each day ends in the capital of the delegation."""
    late: Counter[int] = Counter()
    open_ones = follow_ups.filter(state__in=OPEN, due_on__lte=timezone.now().date()).order_by()
    days = open_ones.values("due_on", "delegation", "delegation__time_zone").annotate(number=Count("pk"))
    for row in days:
        if row["due_on"] and row["due_on"] < timezone.localdate(timezone=ZoneInfo(row["delegation__time_zone"])):
            late[row["delegation"]] += row["number"]
    return late
