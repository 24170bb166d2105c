"""Links from cause to effect: a message to a proposal, a decision to an inquiry, an answer to a country note."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CausalLink(models.Model):
    """One thing came from another. Read from either end; each end shows it only to people who can see the other."""

    cause_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    cause_id = models.PositiveBigIntegerField()
    cause = GenericForeignKey("cause_type", "cause_id")
    effect_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    effect_id = models.PositiveBigIntegerField()
    effect = GenericForeignKey("effect_type", "effect_id")
    made_by: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["made_at", "pk"]
        verbose_name = _("link between origin and outcome")
        indexes: ClassVar = [models.Index(fields=["effect_type", "effect_id"], name="what_led_to_it")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cause_type", "cause_id", "effect_type", "effect_id"], name="a_consequence_is_drawn_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause_type_id}/{self.cause_id} > {self.effect_type_id}/{self.effect_id}"


def has_cause(model: type[models.Model]) -> Any:
    """Return an annotation: whether a row came of something, visible or not, so not to be shown to readers."""
    named = {"effect_type__app_label": model._meta.app_label, "effect_type__model": model._meta.model_name}
    here = CausalLink.objects.filter(**named)
    return models.Exists(here.filter(effect_id=models.OuterRef("pk")))
