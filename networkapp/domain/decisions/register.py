"""The register of decisions: which ones somebody may know of, and which procedures run in her networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from networkapp.domain.decisions.outcomes import clock_of
from networkapp.models import DateAnswer, Decision, Network, PositionAct, Procedure, RollEntry, Seat, Subject
from networkapp.permissions import ALLOWED, Action

WHOLE = ("paragraphs", "texts", "roll", "words")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A procedure that runs: when it closes (None where that is not known), and whether it waits for the reader."""

    procedure: Procedure
    closes_at: datetime | None
    stands_still: bool
    waits: bool


def decisions_for(user: Any) -> QuerySet[Decision]:
    """The decisions that `user` may know of, newest first."""
    found: QuerySet[Decision] = Decision.objects.where(user, may=Action.SEE)
    return found.select_related("network", "procedure").order_by("-adopted_at", "-pk")


def list_decisions(
    *, user: Any, network: Network | None = None, year: int | None = None, subject: Subject | None = None
) -> QuerySet[Decision]:
    """The same without their texts, of this network, year and subject where they are named, with their subjects.

    `earlier` is how many procedures on the text came before, for who reads the network; None for all others.
    """
    found = decisions_for(user).about(subject)  # type: ignore[attr-defined]
    if network is not None:
        found = found.filter(network=network)
    if year is not None:
        found = found.filter(year=year)
    procedures: Any = Procedure.objects.with_earlier()
    own = procedures.filter(pk=OuterRef("procedure"))
    read = Q(network__in=Network.objects.where(user, may=Action.READ))
    listed: QuerySet[Decision] = found.defer(*WHOLE).prefetch_related("subjects__translations")
    return listed.annotate(earlier=Case(When(read, then=Subquery(own.values("earlier")))))


def networks_deciding(user: Any) -> QuerySet[Network]:
    """The networks whose decisions `user` may know of and that have any, by name."""
    visible: QuerySet[Network] = Network.objects.where(user, may=Action.SEE)
    return visible.filter(Exists(Decision.objects.filter(network=OuterRef("pk")))).order_by("name")


def years_of_decisions(user: Any) -> list[int]:
    """The years in which something was adopted that `user` may know of, the newest first."""
    years = Decision.objects.where(user, may=Action.SEE).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def running_for(reader: Any) -> Sequence[Running]:
    """What runs in the networks that the reader reads, what closes first standing first; those of a meeting last."""
    if not getattr(reader, "is_authenticated", False):
        return ()
    now = timezone.now()
    seats = Seat.objects.current(now).filter(user=reader, network=OuterRef("procedure__network"))
    voice = seats.filter(delegation=OuterRef("delegation")).with_role(ALLOWED[Action.TAKE_POSITION])
    silent = RollEntry.objects.filter(
        Exists(voice),
        ~Exists(PositionAct.objects.filter(entry=OuterRef("pk"))),
        ~Exists(DateAnswer.objects.filter(entry=OuterRef("pk"))),
        procedure=OuterRef("pk"),
    )
    found = Procedure.objects.where(reader, may=Action.READ).unrecorded().with_earlier().annotate(waits=Exists(silent))
    rows = found.select_related("network").prefetch_related("stops").order_by(F("expires_at").asc(nulls_last=True))
    clocks = [(procedure, clock_of(procedure)) for procedure in rows]
    running = [
        Running(
            procedure=procedure,
            closes_at=clock.closes_at(),
            stands_still=clock.stands_still(),
            waits=procedure.waits,
        )
        for procedure, clock in clocks
        if not clock.has_closed(now)
    ]
    return sorted(running, key=lambda one: (one.closes_at is None, one.closes_at or now))
