"""The agenda of a meeting, its documents, and its guests."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.discussion.models.attachments import Attachment
from networkapp.meetings.models.meetings import Meeting
from networkapp.models.networks import Network
from networkapp.models.seats import Seat
from networkapp.permissions import Action
from networkapp.users import AnyUser


class AgendaKind(models.TextChoices):
    ITEM = "item", _("item")
    ANNOUNCEMENT = "announcement", _("decision to announce")
    DECISION = "decision", _("for decision")
    ANSWERS = "answers", _("answers due")
    ACTIONS = "actions", _("earlier action items")
    PRESENTATION = "presentation", _("presentation")
    BREAK = "break", _("break")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda items, by permission."""

    def shown_to(self, user: AnyUser) -> Self:
        """Return the items that `user` can know of: all in networks that they can read; otherwise, in networks that
        they can see, those that are not internal.

        So the agenda of an upcoming meeting, too, follows the visibility of its network.
        """
        seen = Q(meeting__network__in=Network.objects.where(user, may=Action.SEE), internal=False)
        return self.filter(seen | Q(meeting__network__in=Network.objects.where(user, may=Action.READ)))

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(meeting__network__in=Network.objects.where(user, may=may))


class AgendaItem(models.Model):
    """An agenda item; `about` is the thing of the network that it came from, if any.

    Its title is for everyone who can see the network, unless it is `internal`; everything else is for people who can
    read it. `starts_at` is set if its time is fixed; the others follow one another.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=AgendaKind, default=AgendaKind.ITEM)
    text = models.TextField(blank=True)
    internal = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")

    objects: ClassVar[Any] = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "position"]
        verbose_name = _("Agenda item")
        indexes: ClassVar = [models.Index(fields=["about_type", "about_id"], name="agenda_items_about_a_thing")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="an_agenda_has_one_item_per_position"),
            models.CheckConstraint(
                condition=Q(about_type__isnull=True, about_id__isnull=True)
                | Q(about_type__isnull=False, about_id__isnull=False),
                name="an_item_is_about_one_thing_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"


class AgendaPaperQuerySet(models.QuerySet["AgendaPaper"]):
    """Documents of agenda items, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(item__meeting__network__in=Network.objects.where(user, may=may))


class AgendaPaper(models.Model):
    """A document of an agenda item, stored as a document in its network's collection for attachments."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    document = models.OneToOneField(get_document_model_string(), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    harmless = models.BooleanField(default=False, editable=False)
    scan = models.CharField(max_length=8, choices=Attachment.Scan, default=Attachment.Scan.NONE)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = AgendaPaperQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "added_at", "pk"]
        verbose_name = _("meeting document")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["added_by", "client_key"], name="a_paper_is_put_on_an_agenda_once")
        ]

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("networkapp:meeting_paper", args=[self.item.meeting.slug, self.pk])

    @property
    def kind(self) -> str:
        """Return the ending of its name, which its content has shown: "pdf"."""
        return self.name.rpartition(".")[2]


class MeetingGuest(models.Model):
    """A body that was invited to a meeting, as what, and with which presentation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=120, blank=True)
    presentation = models.ForeignKey(AgendaPaper, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "position"]
        verbose_name = _("guest")

    def __str__(self) -> str:
        return self.name
