"""Participation: whether a delegation takes part in a network, from which day on, and where that was decided."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.models.delegations import Delegation


class ParticipationKind(models.TextChoices):
    """The kinds of record about a delegation. One that is `RETRACTED` takes back the record that it corrects."""

    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("delegation", "withdrawn")
    RETURNED = "returned", _("participating again")
    RETRACTED = "retracted", _("record deleted")


ABSENT = (ParticipationKind.SUSPENDED, ParticipationKind.WITHDRAWN)


class ParticipationRecordQuerySet(models.QuerySet["ParticipationRecord"]):
    """Records by what is in force, and the absences that they cause."""

    def in_force(self) -> Self:
        """Return the records that nothing corrects, the earliest first: the participation of a delegation."""
        valid = self.filter(correction__isnull=True).exclude(kind=ParticipationKind.RETRACTED)
        return valid.order_by("takes_effect_at", "pk")

    def absences(self, at: Any = None) -> Self:
        """Return the records by which a delegation does not take part at this moment; one for a delegation at most.

        This is the rule that decides it everywhere: a corrected record has an interval without length.
        """
        moment = at or timezone.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment), kind__in=ABSENT, takes_effect_at__lte=moment)

    def of_row(self, *, network: str, delegation: str) -> Self:
        """Return those about the network and the delegation in these fields of the outer query."""
        return self.filter(network=models.OuterRef(network), delegation=models.OuterRef(delegation))


class ParticipationRecord(models.Model):
    """From this day on, the delegation is suspended from the network, has withdrawn from it, or takes part again.

    Records are only added: a correction is another record that `corrects` the earlier one.
    """

    network = models.ForeignKey("networkapp.Network", on_delete=models.PROTECT, related_name="participation_records")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="participation_records")
    kind = models.CharField(max_length=12, choices=ParticipationKind)
    from_day = models.DateField()
    takes_effect_at = models.DateTimeField()
    """The beginning of `from_day` by the clock of the network, as it was when this was recorded."""
    until = models.DateTimeField(null=True, editable=False)
    """When the next record takes effect; follows from the records in force, and is set with each of them."""
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    effect_recorded_at = models.DateTimeField(null=True, editable=False)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="correction"
    )

    objects: ClassVar[Any] = ParticipationRecordQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "delegation", "takes_effect_at", "pk"]
        verbose_name = _("participation record")
        indexes: ClassVar = [
            models.Index(fields=["network", "delegation", "takes_effect_at"], name="participation_by_delegation")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("takes_effect_at")),
                name="a_participation_record_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(kind="retracted") | Q(corrects__isnull=False), name="what_is_retracted_was_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.kind}, {self.from_day}"

    @property
    def is_in_force(self) -> bool:
        """Return whether nothing corrects it; read with `correction` selected."""
        return self.kind != ParticipationKind.RETRACTED and not hasattr(self, "correction")

    def is_absence(self, at: datetime | None = None) -> bool:
        """Return whether the delegation does not take part at this moment because of this record."""
        moment = at or timezone.now()
        return self.kind in ABSENT and self.takes_effect_at <= moment and (self.until is None or self.until > moment)
