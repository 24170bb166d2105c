"""Meetings of a network: where and when, on what, with whom, and what lies on the table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from networkapp.models.delegations import Delegation, Subject
from networkapp.models.links import OWN_ADDRESS
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable, Translation
from networkapp.permissions import Action
from networkapp.users import AnyUser


class MeetingState(models.TextChoices):
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


MEETING_TRANSITIONS: Mapping[MeetingState, frozenset[MeetingState]] = {
    MeetingState.ANNOUNCED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}


class MeetingSeriesQuerySet(models.QuerySet["MeetingSeries"]):
    """Series of meetings, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the series of the networks in which `user` can do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))


class MeetingSeries(models.Model):
    """Meetings of a network that belong together, such as those of a working group."""

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="meeting_series", verbose_name=_("Network")
    )
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)

    objects: ClassVar[Any] = MeetingSeriesQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "title"]
        verbose_name = _("meeting series")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "title"], name="a_series_has_a_title_of_its_own")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networkapp:meeting_series", args=[self.slug])


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, by permission, subject and time."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the meetings of the networks in which `user` can do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self

    def ahead(self, at: datetime | None = None) -> Self:
        """Return those that are not over: until they end, if their times are known, otherwise all their day."""
        now = at or timezone.now()
        not_over = Q(ends_at__gt=now) | Q(ends_at__isnull=True, date__gte=timezone.localdate(now))
        return self.filter(not_over, state=MeetingState.ANNOUNCED)


class Meeting(Translatable, ClusterableModel):
    """A meeting of a network; `title` is its theme.

    Of meetings before 2012 only the day is known; if the times are, `date` is the day on which it begins at the venue.
    `revision` rises with each change that calendars need. `link` is for people who can read the network. `at_item` is
    the current agenda item.
    """

    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("Network"),
        help_text=_("Shown to everyone who can see the network."),
    )
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.SET_NULL, null=True, editable=False, related_name="meetings"
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("Number within the network, as used in the minutes.")
    )
    slug = models.SlugField(max_length=120, unique=True, help_text=OWN_ADDRESS)
    date = models.DateField(_("Date"), help_text=_("The first day, in local time where the meeting is held."))
    starts_at = models.DateTimeField(_("begins"), null=True, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, editable=False)
    time_zone = models.CharField(_("Time zone"), max_length=64, default="UTC", editable=False)
    place = models.CharField(_("Place"), max_length=120)
    country = CountryField(_("Country"), blank=True, help_text=_("Leave empty if the meeting is online only."))
    link = models.URLField(_("Link for remote participants"), max_length=500, blank=True, editable=False)
    host = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject,
        related_name="meetings",
        blank=True,
        verbose_name=_("Subjects"),
        help_text=_("Also shown on these pages."),
    )
    state = models.CharField(
        _("State"), max_length=10, choices=MeetingState, default=MeetingState.ANNOUNCED, editable=False
    )
    cancelled_words = models.TextField(_("Reason"), blank=True, editable=False)
    turn_minutes = models.PositiveSmallIntegerField(_("Minutes per speaker"), default=3, editable=False)
    at_item = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    revision = models.PositiveIntegerField(default=0, editable=False)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    client_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-date", "-number"]
        verbose_name = _("Meeting")
        verbose_name_plural = _("Meetings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "number"], name="a_meeting_has_one_number"),
            models.UniqueConstraint(fields=["called_by", "client_key"], name="a_meeting_is_called_once"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_begins",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("networkapp:meeting", args=[self.slug])

    @property
    def label(self) -> str:
        return gettext("Meeting %(number)s") % {"number": self.number}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime | None:
        """Return the start in local time of the meeting."""
        return self.starts_at.astimezone(self.zone) if self.starts_at else None

    @property
    def local_end(self) -> datetime | None:
        return self.ends_at.astimezone(self.zone) if self.ends_at else None

    @property
    def last_day(self) -> Any:
        """Return the day on which it ends where it is held."""
        end = self.local_end
        return end.date() if end else self.date

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED


class MeetingTranslation(Translation):
    source = ParentalKey(Meeting, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_meeting")
        ]
