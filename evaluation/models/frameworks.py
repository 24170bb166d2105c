"""What countries are measured by: a framework of recommendations and criteria, frozen once adopted."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from networkapp.models import Network, Subject
from networkapp.models.translations import Translatable, Translation


class Framework(models.Model):
    """Jointly agreed success criteria. After adoption only spelling and translations may change."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="frameworks")
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=20, unique=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-first_year"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status="draft", content_hash="")
                | (models.Q(status="adopted", adopted_at__isnull=False) & ~models.Q(content_hash="")),
                name="an_adopted_framework_has_its_hash",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Recommendation(Translatable):
    """One of the recommendations that criteria belong to."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="recommendations")
    code = models.PositiveSmallIntegerField(_("number"))
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="recommendations")

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "code"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="a_recommendation_has_one_number")
        ]


class RecommendationTranslation(Translation):
    source = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_recommendation")
        ]


class Criterion(Translatable):
    """One thing that is asked of every country; `text` is its help. Scored, or context that is never scored.

    `floor` and `target` are exact decimal texts in the unit in which the value is read: a ratio is read as `per` x
    numerator / denominator, so that 80 means 80 % where `per` is 100. `levels` is a list of five lists of attributes
    ({"key", "en", ...}), level 0 first; `options` a list of {"key", "en", ...}; `instruments` a list of keys.
    """

    class Level(models.IntegerChoices):
        NOT_IN_PLACE = 0, _("not in place")
        STARTED = 1, _("started")
        PARTLY = 2, _("partly in place")
        IN_PLACE = 3, _("in place")
        PROVEN = 4, _("proven")

    class Kind(models.TextChoices):
        LEVEL = "level", _("level 0 to 4")
        RATIO = "ratio", _("ratio")
        NUMBER = "number", _("number")
        YES_NO = "yes_no", _("yes or no")
        MULTI_CHOICE = "multi_choice", _("several may apply")
        TREATY = "treaty", _("list of treaties")
        MONEY = "money", _("money")
        DATE = "date", _("date")
        NARRATIVE = "narrative", _("narrative")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="criteria")
    series_id = models.CharField(_("series"), max_length=12)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    scored = models.BooleanField(_("scored"), default=False)
    essential = models.BooleanField(_("essential"), default=False)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    floor = models.CharField(_("floor"), max_length=20, blank=True)
    target = models.CharField(_("target"), max_length=20, blank=True)
    per = models.PositiveIntegerField(_("per"), default=100)
    is_share = models.BooleanField(_("numerator cannot exceed denominator"), default=True)
    about_persons = models.BooleanField(_("about persons"), default=False)
    computed = models.BooleanField(_("computed by the platform"), default=False)
    numerator_text = models.CharField(_("numerator"), max_length=300, blank=True)
    denominator_text = models.CharField(_("denominator"), max_length=300, blank=True)
    reference_period = models.CharField(_("reference period"), max_length=200, blank=True)
    levels = models.JSONField(_("level descriptors"), default=list, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    instruments = models.JSONField(_("instruments"), default=list, blank=True)
    word_limit = models.PositiveSmallIntegerField(_("word limit"), null=True, blank=True)
    why = models.CharField(_("why it is asked"), max_length=300, blank=True)
    owner_hint = models.CharField(_("who usually knows"), max_length=300, blank=True)
    source_hint = models.CharField(_("comparable source"), max_length=300, blank=True)
    compatible_with_previous = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["recommendation", "position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "series_id", "version"], name="a_series_stands_once_in_a_framework"
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=3), name="a_weight_is_one_to_three"),
            models.CheckConstraint(
                condition=models.Q(scored=True) | models.Q(essential=False),
                name="only_the_scored_is_essential",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.title}"


class CriterionTranslation(Translation):
    source = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_criterion")
        ]
