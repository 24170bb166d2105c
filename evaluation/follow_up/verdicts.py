"""The network's political verdict on how far a country carries out a recommendation. Nothing derives it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.models import Recommendation, Verdict
from evaluation.permissions import ALLOWED, Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.models import Delegation, Network
from networkapp.models.networks import networks_allowing
from networkapp.users import AnyUser, User


def networks_recording_verdicts(user: AnyUser) -> QuerySet[Network]:
    """Return the networks for which `user` can record conclusions."""
    return Network.objects.filter(networks_allowing(user, ALLOWED[Action.RECORD_VERDICT]))


def assessed_delegations_of(network: Network) -> QuerySet[Delegation]:
    """Return the delegations whose countries this network assesses."""
    return Delegation.objects.filter(networks=network, assessed=True).exclude(country="")


def record_verdict(
    *,
    network: Network,
    delegation: Delegation,
    recommendation: int,
    says: str,
    reason: str,
    decision: str,
    decided_on: date,
    user: User,
    decision_url: str = "",
) -> Verdict:
    """Record a conclusion of `network`; its earlier one stays in the history.

    Refuses (NotAllowed) people who do not record its conclusions; (Refused) a country that it does not assess, a
    recommendation that it does not have, and a conclusion without reason, without decision or with a future date.
    """
    if not networks_recording_verdicts(user).filter(pk=network.pk).exists():
        raise NotAllowed(Action.RECORD_VERDICT)
    _require_assessed(network, delegation, recommendation)
    for name, text in (("reason", reason), ("decision", decision)):
        if not text.strip():
            raise Refused("words_needed", _("Give the reason, and the decision of the network."), field=name)
    if decided_on > timezone.localdate():
        raise Refused("day_to_come", _("The date cannot be in the future."), field="decided_on")
    with transaction.atomic():
        verdict = Verdict.objects.create(
            network=network,
            delegation=delegation,
            recommendation=recommendation,
            says=says,
            reason=reason.strip(),
            decision=decision.strip(),
            decision_url=decision_url,
            decided_on=decided_on,
            recorded_by=user,
        )
        facts = {"delegation": delegation.code, "recommendation": recommendation, "says": verdict.says}
        record(network, "verdict.recorded", facts, actor=user)
    return verdict


def verdicts_by_delegation(
    *, recommendation: int, networks: QuerySet[Network]
) -> Mapping[tuple[int, int], Sequence[Verdict]]:
    """Return the conclusions of these networks by network and delegation (primary keys), newest first.

    Makes one query.
    """
    found: dict[tuple[int, int], list[Verdict]] = {}
    rows = Verdict.objects.filter(recommendation=recommendation, network__in=networks)
    for verdict in rows.order_by("-recorded_at", "-pk"):
        found.setdefault((verdict.network_id, verdict.delegation_id), []).append(verdict)
    return found


def public_verdicts_of(*, network: Network) -> list[Sequence[Verdict]]:
    """Return the conclusions of `network` by country and recommendation, newest first, if its results are public."""
    open_to_all = Network.objects.filter(networks_allowing(None, ALLOWED[Action.READ_RESULTS]), pk=network.pk)
    found: dict[tuple[int, int], list[Verdict]] = {}
    rows = Verdict.objects.filter(network__in=open_to_all).select_related("delegation")
    for verdict in rows.order_by("-recorded_at", "-pk"):
        found.setdefault((verdict.delegation_id, verdict.recommendation), []).append(verdict)
    return list(found.values())


def verdicts_about(*, country: str, user: AnyUser) -> list[Verdict]:
    """Return the latest conclusions about `country` (two letters) of networks whose results `user` can read; by
    number."""
    readable = Network.objects.filter(networks_allowing(user, ALLOWED[Action.READ_RESULTS]))
    found = Verdict.objects.filter(delegation__country=country.upper(), network__in=readable).select_related("network")
    newest: dict[tuple[int, int], Verdict] = {}
    for verdict in found.order_by("recommendation", "network__name", "recorded_at", "pk"):
        newest[verdict.recommendation, verdict.network_id] = verdict
    return list(newest.values())


def recorded_verdicts(*, user: AnyUser | None, country: str = "", recommendation: int | None = None) -> QuerySet[Any]:
    """Return the conclusions of networks whose results `user`, or else everybody, can read: by country, network and
    recommendation.

    The newest first; each with its `country`, whether that `is_sample`, and whether it `stands`.
    """
    readable = Network.objects.filter(networks_allowing(user, ALLOWED[Action.READ_RESULTS]))
    about = {"network": OuterRef("network"), "delegation": OuterRef("delegation")}
    newest = Verdict.objects.filter(**about, recommendation=OuterRef("recommendation")).order_by("-recorded_at", "-pk")
    found: QuerySet[Any] = (
        Verdict.objects.filter(network__in=readable)
        .select_related("network")
        .annotate(
            country=F("delegation__country"),
            is_sample=Case(When(network__kind=Network.Kind.SAMPLE, then=Value(True)), default=Value(False)),
            stands=Case(When(pk=Subquery(newest.values("pk")[:1]), then=Value(True)), default=Value(False)),
        )
    )
    if country:
        found = found.filter(country=country.upper())
    if recommendation is not None:
        found = found.filter(recommendation=recommendation)
    return found.order_by("country", "network__name", "recommendation", "-recorded_at", "-pk")


def _require_assessed(network: Network, delegation: Delegation, recommendation: int) -> None:
    if not assessed_delegations_of(network).filter(pk=delegation.pk).exists():
        raise Refused("not_assessed", _("The network does not assess this country."))
    recommendations = Recommendation.objects.filter(framework__cycles__network=network, code=recommendation)
    if not recommendations.exists():
        raise Refused("no_recommendation", _("No recommendation has this number."))
