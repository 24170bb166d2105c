"""Meetings of a network: where and when, on what, with whom."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from networkapp.models.delegations import Subject
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable, Translation
from networkapp.permissions import Action


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def where(self, user: Any, *, may: Action) -> Self:
        """The meetings of the networks in which `user` may do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self


class Meeting(Translatable):
    """A meeting of a network; `title` is its theme."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("network"))
    number = models.PositiveSmallIntegerField(_("number"))
    slug = models.SlugField(max_length=120, unique=True)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120)
    country = CountryField(_("country"), blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="meetings", blank=True, verbose_name=_("subjects")
    )

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-date", "-number"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints: ClassVar = [models.UniqueConstraint(fields=["network", "number"], name="a_meeting_has_one_number")]

    def get_absolute_url(self) -> str:
        return reverse("networkapp:meeting", args=[self.slug])

    @property
    def label(self) -> str:
        return gettext("Meeting %(number)s") % {"number": self.number}


class MeetingTranslation(Translation):
    source = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_meeting")
        ]


class AgendaItem(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "position"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="an_agenda_has_one_item_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"


class MeetingGuest(models.Model):
    """A body that was invited to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "position"]
        verbose_name = _("invited body")
        verbose_name_plural = _("invited bodies")

    def __str__(self) -> str:
        return self.name
