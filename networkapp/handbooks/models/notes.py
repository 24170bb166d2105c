"""Notes of readers on sections: their owner, audience, words, and current position."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models.topics import Topic
from networkapp.handbooks.models.sections import Section
from networkapp.models.delegations import Delegation
from networkapp.models.networks import Network
from networkapp.models.seats import Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser, is_signed_in


class NotedText(models.Model):
    """A section as it was worded at some time, stored because a note refers to it."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="noted_texts")
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "digest"], name="a_text_with_notes_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.section_id}: {self.digest[:8]}"


class NoteAudience(models.TextChoices):
    PRIVATE = "private", _("only you")
    DELEGATION = "delegation", _("your delegation")
    NETWORK = "network", _("the network")


class NotePlace(models.TextChoices):
    """The state of a note's passage after the last change of its section."""

    WRITTEN = "written", _("on the current text")
    CARRIED = "carried", _("passage unchanged")
    MOVED = "moved", _("passage moved")
    NEEDS_LOOK = "needs_look", _("nearby text changed: check needed")
    ORPHANED = "orphaned", _("passage deleted")


IN_PLACE = (NotePlace.WRITTEN, NotePlace.CARRIED, NotePlace.MOVED)


class RequestState(models.TextChoices):
    """A note by which the editors are asked to change the text."""

    NONE = "", _("no change requested")
    ASKED = "asked", _("change requested")
    DONE = "done", _("accepted, text changed")
    DECLINED = "declined", _("rejected, text unchanged")


REQUEST_TRANSITIONS = {
    RequestState.NONE: {RequestState.ASKED},
    RequestState.ASKED: {RequestState.DONE, RequestState.DECLINED},
    RequestState.DONE: {RequestState.ASKED},
    RequestState.DECLINED: {RequestState.ASKED},
}


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Notes on sections."""

    def seen_by(self, user: AnyUser) -> Self:
        """Return the notes that `user` can see today, whether or not they can read the handbook: their own and shared
        ones."""
        if not is_signed_in(user) or not user.is_active:
            return self.none()
        seats = Seat.objects.current().filter(user=user).with_role(ALLOWED[Action.NOTE_TO_DELEGATION])
        of_delegation = Exists(seats.filter(network=OuterRef("network"), delegation=OuterRef("delegation")))
        reads = Network.objects.where(user, may=Action.READ)
        return self.filter(
            Q(owner=user)
            | Q(of_delegation, audience=NoteAudience.DELEGATION)
            | Q(audience=NoteAudience.NETWORK, network__in=reads.order_by().values("pk")),
            withdrawn_at__isnull=True,
        )

    def open(self) -> Self:
        return self.filter(resolved_at__isnull=True, withdrawn_at__isnull=True)

    def lost(self) -> Self:
        """Return those whose position somebody has to decide."""
        return self.open().filter(place__in=[NotePlace.NEEDS_LOOK, NotePlace.ORPHANED])

    def shown(self) -> Self:
        """Return the notes with what is shown of each: author, seat and wording."""
        return self.select_related(
            *("section", "network", "delegation", "owner", "author", "seat__delegation", "wording", "topic__network"),
            *("assigned_to__delegation", "assigned_to__user", "resolved_by__delegation", "settled_by__delegation"),
        )


class Annotation(models.Model):
    """A note on a section, or on words of it. A private one has an owner, and is deleted with the account; a shared one
    has a seat.

    `quote` is as it was when the note was made; `start` and `end` are its position in `wording`, the last text in which
    it was certain. `edition` was the newest when it was written.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="annotations")
    chapter = models.ForeignKey("networkapp_handbooks.ChapterPage", on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="annotations")
    audience = models.CharField(max_length=12, choices=NoteAudience)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField()
    html = models.TextField(editable=False)
    wording = models.ForeignKey(NotedText, on_delete=models.RESTRICT, related_name="annotations")
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    edition = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=12, choices=NotePlace, default=NotePlace.WRITTEN)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assigned_to = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    request = models.CharField(max_length=8, choices=RequestState, default=RequestState.NONE, blank=True)
    proposal = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(unique=True, editable=False)

    objects: ClassVar[Any] = AnnotationQuerySet.as_manager()
    # Others did these: a data export does not contain what others did with the person's notes.
    of_others = frozenset({"resolved_by", "assigned_to", "settled_by", "answer"})

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("section note")
        indexes: ClassVar = [
            models.Index(fields=["chapter", "owner", "-id"], name="notes_of_a_person"),
            models.Index(fields=["chapter", "delegation", "-id"], name="notes_of_a_delegation"),
            models.Index(fields=["chapter", "audience", "-id"], name="notes_of_a_network"),
            models.Index(fields=["network", "request"], name="changes_asked_for"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audience="private", owner__isnull=False, author__isnull=True, seat__isnull=True)
                | (~Q(audience="private") & Q(owner__isnull=True, author__isnull=False, seat__isnull=False)),
                name="a_private_note_has_an_owner_a_shared_one_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(audience="delegation", delegation__isnull=False)
                | (~Q(audience="delegation") & Q(delegation__isnull=True)),
                name="a_note_for_a_delegation_names_it",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="the_words_of_a_note_end_after_they_begin"),
            models.CheckConstraint(
                condition=Q(request="") | Q(audience="network"), name="editors_are_asked_before_the_network"
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        return reverse("networkapp:note", args=[self.pk])

    @property
    def is_private(self) -> bool:
        return self.audience == NoteAudience.PRIVATE

    @property
    def is_in_place(self) -> bool:
        return self.place in IN_PLACE


class AnnotationMove(models.Model):
    """A change of a note's position, with the earlier one; `by` if somebody decided it."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="moves")
    was = models.CharField(max_length=12, choices=NotePlace)
    place = models.CharField(max_length=12, choices=NotePlace)
    wording = models.ForeignKey(NotedText, on_delete=models.RESTRICT, related_name="+")
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = models.Manager()
    of_others = frozenset({"by"})

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.annotation_id}: {self.was} → {self.place}"
