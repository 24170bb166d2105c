"""Versions of criteria: recommendations and criteria by which countries are assessed, frozen once adopted."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.criterion_words import CriterionWords, LocalWords
from evaluation.permissions import ALLOWED, Action
from evaluation.values import codes
from networkapp.errors import NotAllowed
from networkapp.models import Network, Subject
from networkapp.models.networks import networks_allowing
from networkapp.models.translations import Translatable, Translation
from networkapp.users import AnyUser

COUNTS_PERSONS = re.compile(
    r"\s*(number of )?(persons?|people|victims?|children|women|men|defendants?)\b", re.IGNORECASE
)
"""The unit of a number of persons, also where nobody marked its criterion."""


class FrameworkStatus(models.TextChoices):
    """The stage of a framework on its way to adoption."""

    DRAFT = "draft", pgettext_lazy("framework", "draft")
    PROPOSALS = "proposals", _("open for proposals")
    POSITIONS = "positions", _("open for positions")
    ADOPTED = "adopted", _("adopted")


# Every move there is. Straight from draft to adopted is a decision taken elsewhere, which is then named.
FRAMEWORK_TRANSITIONS: Mapping[FrameworkStatus, frozenset[FrameworkStatus]] = {
    FrameworkStatus.DRAFT: frozenset({FrameworkStatus.PROPOSALS, FrameworkStatus.POSITIONS, FrameworkStatus.ADOPTED}),
    FrameworkStatus.PROPOSALS: frozenset({FrameworkStatus.DRAFT}),
    FrameworkStatus.POSITIONS: frozenset({FrameworkStatus.DRAFT, FrameworkStatus.ADOPTED}),
    FrameworkStatus.ADOPTED: frozenset(),
}


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Versions of criteria, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the frameworks with which `user` can do `may`, by their current seats in the network."""
        allowing = Network.objects.filter(networks_allowing(user, ALLOWED[may]))
        return self.filter(network__in=allowing)


class Framework(models.Model):  # type: ignore[django-manager-missing]
    """Jointly agreed success criteria. After adoption only spelling and translations may change.

    `decision` names what adopted it; `without_essential` the recommendations that have no essential criterion on
    purpose. A new version follows a `previous` one, and keeps its series.
    """

    Status = FrameworkStatus

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="frameworks")
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
    )
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=20, unique=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=FrameworkStatus, default=FrameworkStatus.DRAFT)
    without_essential = models.JSONField(default=list, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[Any] = FrameworkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-first_year"]
        verbose_name = _("criteria version")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~models.Q(status="adopted") & models.Q(content_hash=""))
                | (models.Q(status="adopted", adopted_at__isnull=False) & ~models.Q(content_hash="")),
                name="an_adopted_framework_has_its_hash",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:framework", args=[self.version])

    @property
    def is_adopted(self) -> bool:
        return bool(self.status == FrameworkStatus.ADOPTED)

    def allows(self, user: AnyUser, action: Action) -> bool:
        """Return whether `user` can do `action` with this framework, by their current seats."""
        return bool(Framework.objects.filter(pk=self.pk).where(user, may=action).exists())

    def require(self, user: AnyUser, action: Action) -> None:
        """Raise NotAllowed unless `user` can do `action` with this framework."""
        if not self.allows(user, action):
            raise NotAllowed(action)


class Recommendation(Translatable):
    """One of the recommendations that criteria belong to."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="recommendations")
    code = models.PositiveSmallIntegerField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="recommendations")

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "code"]
        verbose_name = _("Recommendation")
        verbose_name_plural = _("Recommendations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="a_recommendation_has_one_number")
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the recommendation on the page of its framework."""
        return f"{self.framework.get_absolute_url()}#r-{self.code}"


class RecommendationTranslation(Translation):
    source = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_recommendation")
        ]


class Criterion(CriterionWords, Translatable):
    """One thing that is asked of every country; `text` is its help. Scored, or context that is never scored.

    `floor` and `target` are exact decimal texts in the unit in which the value is read: a ratio is read as `per` x
    numerator / denominator, so that 80 means 80 % where `per` is 100. `levels` is a list of five lists of attributes
    ({"key", "en", ...}), level 0 first; `options` a list of {"key", "en", ...}; `instruments` a list of keys.
    Before the year `scored_from` it is asked and answered, and scored in nothing: its shadow years.
    """

    class Level(models.IntegerChoices):
        NOT_IN_PLACE = 0, _("not in place")
        STARTED = 1, _("started")
        PARTLY = 2, _("partly in place")
        IN_PLACE = 3, _("in place")
        PROVEN = 4, _("proven")

    class Kind(models.TextChoices):
        """The kinds of `evaluation.values.codes`, with what the interface calls them."""

        LEVEL = codes.Kind.LEVEL.value, _("level 0 to 4")
        RATIO = codes.Kind.RATIO.value, _("ratio")
        NUMBER = codes.Kind.NUMBER.value, _("number")
        YES_NO = codes.Kind.YES_NO.value, _("yes or no")
        MULTI_CHOICE = codes.Kind.MULTI_CHOICE.value, _("multiple choice")
        TREATY = codes.Kind.TREATY.value, _("list of treaties")
        MONEY = codes.Kind.MONEY.value, _("money")
        DATE = codes.Kind.DATE.value, _("date")
        NARRATIVE = codes.Kind.NARRATIVE.value, _("free text")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="criteria")
    series_id = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    scored = models.BooleanField(default=False)
    essential = models.BooleanField(default=False)
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(3)])
    floor = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20, blank=True)
    per = models.PositiveIntegerField(default=100)
    is_share = models.BooleanField(default=True)
    about_persons = models.BooleanField(default=False)
    computed = models.BooleanField(default=False)
    levels = models.JSONField(default=list, blank=True)
    options = models.JSONField(default=list, blank=True)
    instruments = models.JSONField(default=list, blank=True)
    word_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    compatible_with_previous = models.BooleanField(default=True)
    scored_from = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["recommendation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation", "series_id", "version"], name="a_series_stands_once_in_a_framework"
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=3), name="a_weight_is_one_to_three"),
            models.CheckConstraint(
                condition=models.Q(scored=True) | models.Q(essential=False),
                name="only_the_scored_is_essential",
            ),
            models.CheckConstraint(
                condition=models.Q(scored=True) | models.Q(scored_from__isnull=True),
                name="only_the_scored_has_shadow_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the criterion on the page of its framework."""
        return f"{self.recommendation.framework.get_absolute_url()}#c-{self.series_id}"

    @property
    def local(self) -> LocalWords:
        """Return each of the `CriterionWords` by name, in the reader's language."""
        return LocalWords(self)

    @property
    def counts_persons(self) -> bool:
        """Return whether numbers of 1 to 4 are withheld: it is marked so, or asks for a number of persons."""
        return self.about_persons or (self.kind == self.Kind.NUMBER and bool(COUNTS_PERSONS.match(self.unit)))

    def is_in_shadow(self, year: int) -> bool:
        """Return whether the criterion is answered but not yet scored in `year`."""
        return self.scored_from is not None and year < self.scored_from


class CriterionTranslation(CriterionWords, Translation):
    source = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_criterion")
        ]
