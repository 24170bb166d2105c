"""The register of decisions: which ones somebody may know of."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from networkapp.decisions.models import Decision, Procedure
from networkapp.models import Network, Subject
from networkapp.permissions import Action
from networkapp.users import AnyUser

TEXT_FIELDS = ("paragraphs", "texts", "roll", "words")


def decisions_for(*, user: AnyUser) -> QuerySet[Decision]:
    """Return the decisions that `user` can see, newest first."""
    found: QuerySet[Decision] = Decision.objects.where(user, may=Action.SEE)
    return found.select_related("network", "procedure").order_by("-adopted_at", "-pk")


def list_decisions(
    *, user: AnyUser, network: Network | None = None, year: int | None = None, subject: Subject | None = None
) -> QuerySet[Decision]:
    """Return decisions without their texts, of this network, year and subject if given, with their subjects.

    `earlier` is the number of earlier procedures on the text, for people who can read the network; None for all others.
    """
    found = decisions_for(user=user).about(subject)  # type: ignore[attr-defined]
    if network is not None:
        found = found.filter(network=network)
    if year is not None:
        found = found.filter(year=year)
    procedures: Any = Procedure.objects.with_earlier()
    own = procedures.filter(pk=OuterRef("procedure"))
    read = Q(network__in=Network.objects.where(user, may=Action.READ))
    listed: QuerySet[Decision] = found.defer(*TEXT_FIELDS).prefetch_related("subjects__translations")
    return listed.annotate(earlier=Case(When(read, then=Subquery(own.values("earlier")))))


def networks_with_decisions(user: AnyUser) -> QuerySet[Network]:
    """Return the networks with decisions that `user` can see, by name."""
    visible: QuerySet[Network] = Network.objects.where(user, may=Action.SEE)
    return visible.filter(Exists(Decision.objects.filter(network=OuterRef("pk")))).order_by("name")


def decision_years(user: AnyUser) -> list[int]:
    """Return the years with decisions that `user` can see, newest first."""
    years = Decision.objects.where(user, may=Action.SEE).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())
