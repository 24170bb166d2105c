"""Drafts that one person of a delegation prepares and another with voting rights releases: what all kinds share.

networkapp/four_eyes.py has the workflow.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from networkapp.models.participation import ParticipationRecord
from networkapp.models.seats import Seat
from networkapp.users import AnyUser


class DraftState(models.TextChoices):
    """The state of a draft. One that is `ASKED` was begun by the person who releases it; its drafter finishes it."""

    ASKED = "asked", _("to be finished")
    WAITING = "waiting", _("awaiting approval")
    RELEASED = "released", _("approved")
    RETURNED = "returned", _("returned")
    DROPPED = "dropped", _("withdrawn")


class DraftAct(StrEnum):
    """The actions on a draft."""

    REVISE = "revise"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    RELEASE = "release"


_UNFINISHED = {DraftAct.REVISE: DraftState.WAITING, DraftAct.WITHDRAW: DraftState.DROPPED}
DRAFT_TRANSITIONS: Mapping[DraftState, Mapping[DraftAct, DraftState]] = {
    DraftState.ASKED: _UNFINISHED,
    DraftState.WAITING: {
        **_UNFINISHED,
        DraftAct.SEND_BACK: DraftState.RETURNED,
        DraftAct.RELEASE: DraftState.RELEASED,
    },
    DraftState.RETURNED: _UNFINISHED,
    DraftState.RELEASED: {},
    DraftState.DROPPED: {},
}
OPEN_DRAFTS = frozenset(state for state, acts in DRAFT_TRANSITIONS.items() if acts)


class FourEyesQuerySet(models.QuerySet[Any]):
    """Drafts that one person prepares and another releases."""

    def open(self) -> Self:
        """Return those that still wait for somebody."""
        return self.filter(state__in=OPEN_DRAFTS)


class FourEyesDraft(models.Model):
    """A draft that one seat of a delegation prepares and another person releases; `note` says why it was returned."""

    prepared_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.WAITING)
    note = models.CharField(max_length=500, blank=True)
    client_key = models.UUIDField(editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-prepared_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prepared_by", "client_key"], name="%(class)s_is_prepared_once")
        ]

    @property
    def is_own(self) -> bool:
        """Return whether the draft is waiting for the seat that prepared it."""
        return False


class DraftForSeatQuerySet(FourEyesQuerySet):
    """Drafts prepared by one seat for another."""

    def between(self, user: AnyUser) -> Self:
        """Return those that `user` prepared or can release, by a current seat."""
        return self.filter(_is_one_of_the_two(_held_by(user)))

    def inherited_or_between(self, user: AnyUser, *, waits: Q, released_from: str) -> Self:
        """Return those of `between`, and those that `user` has inherited; see `with_heirs`.

        What was settled before the successor came is left out: only what still `waits`, and what they released
        themselves, from the seat named `released_from`.
        """
        seats = _held_by(user)
        inherited = Q(heir__in=seats) & (Q(waits, state__in=OPEN_DRAFTS) | Q((f"{released_from}__in", seats)))
        return self.with_heirs().filter(_is_one_of_the_two(seats) | inherited)

    def with_heirs(self) -> Self:
        """Return them with `heir`, the seat of the successor of the one each waits for, and `heir_user`, its holder.

        The successor is of the same delegation, network and role, the first who was seated later and held no seat there
        at the start, so that no colleague gets the draft. Somebody whose own term was renewed since is a colleague,
        too; the person for whom it was prepared has priority if they return. None while that person has the seat, and
        for what somebody prepared for themselves, which nobody inherits (docs/decisions/0047).
        """
        alike = {name: OuterRef(f"prepared_for__{name}") for name in ("network", "delegation", "capacity")}
        later = Seat.objects.current().filter(pk__gt=OuterRef("prepared_for"), **alike).order_by("pk")
        # By person: with a new term they have another seat.
        seated = self.model.seated_at_start()
        colleagues = seated.filter(seat__user=OuterRef("user"), seat__capacity=OuterRef("capacity"))
        back, new = later.filter(user=OuterRef("prepared_for__user")), later.filter(~Exists(colleagues))
        ended = Q(prepared_for__ends_at__lte=timezone.now()) & ~Q(prepared_by=F("prepared_for"))
        heirs = {
            field: Case(When(ended, then=Coalesce(Subquery(back.values(field)[:1]), Subquery(new.values(field)[:1]))))
            for field in ("pk", "user")
        }
        return self.annotate(
            heir=heirs["pk"],
            heir_user=heirs["user"],
            is_author_away=_is_away("prepared_by"),
            is_releaser_away=_is_away("prepared_for"),
        )


class DraftForSeat(FourEyesDraft):
    """A draft that waits for one seat: that of another person, or for some kinds one's own.

    `heir` and `heir_user` are set by `with_heirs`, for kinds that the successor in the seat gets; and whether the
    delegation of each of its seats does not take part in the network.
    """

    heir: int | None = None
    heir_user: int | None = None
    is_author_away: bool | None = None
    is_releaser_away: bool | None = None

    prepared_for = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = DraftForSeatQuerySet.as_manager()

    class Meta(FourEyesDraft.Meta):
        abstract = True

    @property
    def is_own(self) -> bool:
        return bool(self.prepared_by_id == self.prepared_for_id)

    @cached_property
    def releaser(self) -> Seat | None:
        """Return the seat that has to release the draft, or its successor; None if nobody can release it now."""
        if self.can_act(self.prepared_for):
            return self.prepared_for
        return Seat.objects.select_related("delegation").get(pk=self.heir) if self.heir else None

    def can_act(self, seat: Seat) -> bool:
        """Return whether the holder of one of its two seats can act now; in no query if `with_heirs` has asked."""
        is_away = self.is_author_away if seat.pk == self.prepared_by_id else self.is_releaser_away
        return seat.is_current if is_away is None else seat.is_in_term and not is_away

    @staticmethod
    def seated_at_start() -> QuerySet[Any]:
        """Return, for each draft (`OuterRef(OuterRef(...))`), which seats were held when it began: no successors."""
        raise NotImplementedError


def _is_away(seat: str) -> Exists:
    """Whether the delegation of the seat in this field is suspended, or has withdrawn."""
    absences = ParticipationRecord.objects.absences()
    return Exists(absences.of_row(network=f"{seat}__network", delegation=f"{seat}__delegation"))


def _held_by(user: AnyUser) -> QuerySet[Seat]:
    seats: QuerySet[Seat] = Seat.objects.current().filter(user=user)
    return seats


def _is_one_of_the_two(seats: QuerySet[Seat]) -> Q:
    return Q(prepared_by__in=seats) | Q(prepared_for__in=seats)
