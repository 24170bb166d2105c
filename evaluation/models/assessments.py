"""A country's assessment in a cycle, its signatures and its published versions."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.cycles import Cycle
from evaluation.permissions import ALLOWED, Action, Scope, scope_of
from networkapp.errors import NotAllowed
from networkapp.models import Delegation, Network, ParticipationRecord, Seat
from networkapp.models.held_seats import HeldSeats, remembered_seats
from networkapp.models.networks import networks_allowing
from networkapp.users import AnyUser, is_signed_in


class Stage(models.TextChoices):
    """The stage of an assessment."""

    DRAFT = "draft", pgettext_lazy("assessment", "draft")
    COUNTRY_CHECK = "country_check", _("signed by one side")
    SIGNED = "signed", _("signed")
    PEER_REVIEW = "peer_review", _("peer review")
    FINAL = "final", _("final")
    PUBLISHED = "published", _("published")


# All possible moves. Whether one is open today, and to whom, is decided in assessments/transitions.py. Straight from
# signed to final is publication without peer review, and marked so. Sections become ready one by one while the whole is
# a draft; the country check looks at all of them.
TRANSITIONS: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.COUNTRY_CHECK}),
    Stage.COUNTRY_CHECK: frozenset({Stage.DRAFT, Stage.SIGNED}),
    Stage.SIGNED: frozenset({Stage.DRAFT, Stage.PEER_REVIEW, Stage.FINAL}),
    Stage.PEER_REVIEW: frozenset({Stage.DRAFT, Stage.FINAL}),
    Stage.FINAL: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset({Stage.DRAFT}),
}

# What the country has signed, and not taken back: from here on others than the country read it.
SIGNED_STAGES = frozenset({Stage.SIGNED, Stage.PEER_REVIEW, Stage.FINAL, Stage.PUBLISHED})
# In these stages the country can change its answers.
ANSWERING_STAGES = frozenset({Stage.DRAFT, Stage.COUNTRY_CHECK})


def _of_held(seats: HeldSeats, may: Action) -> Q:
    """Return the condition for assessments of networks, or of delegations in them, where the seats allow `may`."""
    if scope_of(may) is Scope.NETWORK:
        return Q(cycle__network__in=seats.networks_with(ALLOWED[may]))
    own = [Q(cycle__network=network, delegation=one) for network, one in sorted(seats.delegations_with(ALLOWED[may]))]
    return Q(*own, _connector=Q.OR) if own else Q(pk__in=[])


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the assessments with which `user` can do `may`, by their current seats or sections."""
        if not is_signed_in(user) or not user.is_active:
            return self.none()
        if scope_of(may) is Scope.SECTION:
            return self.filter(models.Exists(self.model.with_section_of(user).filter(pk=models.OuterRef("pk"))))
        remembered = remembered_seats(user)
        if remembered is not None and scope_of(may) is not Scope.REVIEWED:
            return self.filter(_of_held(remembered, may))
        seats = Seat.objects.current().filter(user=user, network=models.OuterRef("cycle__network"))
        seats = seats.with_role(ALLOWED[may])
        if scope_of(may) is Scope.DELEGATION:
            seats = seats.filter(delegation=models.OuterRef("delegation"))
        if scope_of(may) is Scope.REVIEWED:
            seats = seats.filter(
                delegation__reviewing__assessment=models.OuterRef("pk"), delegation__reviewing__withdrawn_at=None
            )
            own = Seat.objects.in_term().filter(user=user, delegation=models.OuterRef("delegation"))
            return self.filter(~models.Exists(own), models.Exists(seats), stage=Stage.PEER_REVIEW)
        return self.filter(models.Exists(seats))

    def participating(self) -> Self:
        """Return those of delegations that are not suspended and have not withdrawn from the network of the cycle."""
        absences = ParticipationRecord.objects.absences().of_row(network="cycle__network", delegation="delegation")
        return self.filter(~models.Exists(absences))

    def readable_by(self, user: AnyUser) -> Self:
        """Return those of the reader's own country at any stage, and signed ones for people who oversee the cycle."""
        signed = self.where(user, may=Action.OVERSEE).filter(stage__in=SIGNED_STAGES)
        own = self.where(user, may=Action.READ)
        return self.filter(Q(pk__in=own.order_by().values("pk")) | Q(pk__in=signed.order_by().values("pk")))

    def in_review_for(self, user: AnyUser) -> Self:
        """Return those whose review the reader can read: as reviewer, for their own country, or, once signed, if they
        oversee it."""
        mine = self.where(user, may=Action.REVIEW).order_by().values("pk")
        signed = self.where(user, may=Action.OVERSEE).filter(stage__in=SIGNED_STAGES).order_by().values("pk")
        own = self.where(user, may=Action.READ).order_by().values("pk")
        return self.filter(Q(pk__in=mine) | Q(pk__in=signed) | Q(pk__in=own))


class Assessment(models.Model):
    """One country's self-assessment in one cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="assessments")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="assessments")
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.DRAFT)
    peer_reviewed = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    only_sections: frozenset[int] | None = None
    """Set if it was loaded for a contributor to sections with these codes, who sees nothing else of it."""

    objects: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-cycle__year", "delegation__code"]
        verbose_name = _("Assessment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "delegation"], name="one_assessment_per_country_and_cycle")
        ]

    def __str__(self) -> str:
        return f"{self.delegation} {self.cycle.year}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:assessment", args=[self.pk])

    @classmethod
    def with_section_of(cls, user: AnyUser) -> models.QuerySet["Assessment"]:
        """Return drafts that accept answers now, of which a section is assigned to `user`; nothing once one is
        published, or if its delegation is suspended or has withdrawn."""
        now = timezone.now()
        drafts: models.QuerySet[Assessment] = cls.objects.participating().filter(
            stage=Stage.DRAFT,
            cycle__opens_at__lte=now,
            cycle__locks_at__gt=now,
            versions__isnull=True,
        )
        return drafts.filter(section_holders__user=user, section_holders__assignments__taken_back_at__isnull=True)

    def allows(self, user: AnyUser, action: Action) -> bool:
        """Return whether `user` can do `action` with this assessment, by their current seats."""
        return bool(Assessment.objects.filter(pk=self.pk).where(user, may=action).exists())

    def actions_of(self, user: AnyUser) -> frozenset[Action]:
        """Return all actions that the user's seats in the network or for the delegation allow here, in one query; by
        the same table."""
        if not is_signed_in(user) or not user.is_active:
            return frozenset()
        held_seats = remembered_seats(user) or HeldSeats(user_id=user.pk)
        here = {one.role for one in held_seats.roles if one.network == self.cycle.network_id}
        own = {one.role for one in held_seats.roles if one[:2] == (self.cycle.network_id, self.delegation_id)}
        counted = {Scope.NETWORK: here, Scope.DELEGATION: own}
        return frozenset(action for action, roles in ALLOWED.items() if roles & counted.get(scope_of(action), set()))

    def require(self, user: AnyUser, action: Action) -> None:
        """Raise NotAllowed unless `user` can do `action` with this assessment."""
        if not self.allows(user, action):
            raise NotAllowed(action)


class Signature(models.Model):
    """A signature over exactly these answers. It becomes invalid when an answer changes afterwards."""

    class Role(models.TextChoices):
        DELEGATE = "delegate", _("assessment delegate, for parliament")
        GOVERNMENT = "government", _("government")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=12, choices=Role)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    answers_hash = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "role"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_signature_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.get_role_display()}"


class AssessmentVersionQuerySet(models.QuerySet["AssessmentVersion"]):
    """Published versions of assessments, by who can read them."""

    def readable_by(self, user: AnyUser | None) -> Self:
        """Return those published for everybody, and those of networks whose results `user` can read by the table."""
        networks = Network.objects.filter(networks_allowing(user, ALLOWED[Action.READ_RESULTS]))
        return self.filter(Q(for_everybody=True) | Q(assessment__cycle__network__in=networks))


class AssessmentVersion(models.Model):
    """A published version, frozen: public answers, the results computed from them, the peers' remarks, a hash of all.

    `review` is empty if there was no peer review, and then not part of the hash. `basis` is not published: by series,
    which numbers of which years the shown ratios about persons are the sums of, and under "numbers" the counts of
    persons, with whether each is shown. `brief` is a short form of answers and results, for pages that show many
    countries or years. Who can read it follows from the network of its cycle; `for_everybody` says that it was
    published beyond that.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    peer_reviewed = models.BooleanField(default=False)
    for_everybody = models.BooleanField()
    answers = models.JSONField()
    results = models.JSONField()
    review = models.JSONField(default=dict)
    basis = models.JSONField(default=dict, editable=False)
    brief = models.JSONField(default=dict, editable=False)
    content_hash = models.CharField(max_length=64)

    of_others: ClassVar[frozenset[str]] = frozenset({"answers", "results", "review", "basis", "brief"})

    objects: ClassVar[Any] = AssessmentVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["assessment", "-number"]
        verbose_name = _("published version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="versions_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.number}"
