"""Topics and messages, and how far somebody has read."""

from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.discussion.models.shown_messages import MessageQuerySet
from networkapp.discussion.models.topic_shares import TopicShare
from networkapp.errors import NotAllowed
from networkapp.models.networks import Network
from networkapp.models.seats import Office, Seat
from networkapp.permissions import ALLOWED, OPENERS, TRAVELLING, Action
from networkapp.users import AnyUser

MOST_UNREAD = 100


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics as a user can read and change them."""

    def where(self, user: AnyUser, *, may: Action, at: Any = None) -> Self:
        """Return the topics with which `user` can do `may`, by their current seats.

        By a seat in the home network of a topic; for actions that apply to shared topics, also by one where it is
        shared; for actions of its opener, also as the person who opened it.
        """
        allowed = Network.objects.where(user, may=may, at=at)
        condition = Q(network__in=allowed)
        if may in TRAVELLING:
            condition |= Q(pk__in=TopicShare.objects.filter(network__in=allowed).values("topic"))
        if may in OPENERS:
            condition |= Q(opened_by__user=user.pk, network__in=Network.objects.where(user, may=OPENERS[may], at=at))
        return self.filter(condition)

    def appearing_in(self, networks: models.QuerySet[Network]) -> Self:
        """Return those that are at home in one of the networks, or shared with one."""
        shared = TopicShare.objects.filter(network__in=networks).values("topic")
        return self.filter(Q(network__in=networks) | Q(pk__in=shared))

    def with_unread(self, user: AnyUser, at: Any = None) -> Self:
        """Annotate each with `mark` (the last sequence that `user` has read) and `unread`, which counts no further than
        MOST_UNREAD.

        Unread are messages of others after the mark, since the user holds a seat in a network where the topic appears
        and since it appears there.
        """
        mark = ReadMark.objects.filter(user=user, topic=OuterRef("pk")).values("sequence")
        seats = Seat.objects.current(at).filter(user=user).with_role(ALLOWED[Action.READ]).order_by().values("user")
        at_home = seats.filter(network=OuterRef("network")).annotate(since=Min("starts_at"))
        as_guest = seats.filter(network__shared_topics__topic=OuterRef("pk")).annotate(
            since=Min(Greatest("starts_at", "network__shared_topics__shared_at"))
        )
        return self.annotate(
            mark=Coalesce(Subquery(mark), 0),
            at_home=Subquery(at_home.values("since")),
            as_guest=Subquery(as_guest.values("since")),
        ).annotate(unread=RowCount(Message.objects.unread_by(user).values("sequence")[:MOST_UNREAD]))

    def with_any_unread(self, user: AnyUser, at: Any = None) -> Self:
        """Return those with unread messages, as `with_unread` counts them; the filter uses the first such message."""
        # Not by Exists, which PostgreSQL would answer by joining all messages there are.
        first = Subquery(Message.objects.unread_by(user).values("sequence")[:1])
        return self.with_unread(user, at).alias(first=first).filter(first__isnull=False)

    def with_sequence(self, network: Any) -> Self:
        """Annotate each topic with `at`, the newest sequence of the network when the topics are read."""
        return self.annotate(at=Subquery(Network.objects.filter(pk=network.pk).values("last_sequence")))

    def with_rights(self, user: AnyUser, network: Any, at: Any = None) -> Self:
        """Annotate whether `user` can change anything about the topic (`is_kept`) and open another here
        (`may_open_topic`)."""
        kept = Topic.objects.filter(pk=OuterRef("pk")).where(user, may=Action.KEEP_TOPIC, at=at)
        led, opens = (
            Network.objects.filter(pk=network.pk).where(user, may=action, at=at)
            for action in (Action.MANAGE_TOPICS, Action.OPEN_TOPIC)
        )
        return self.annotate(is_kept=Exists(kept) | Exists(led), may_open_topic=Exists(opens))

    def ordered_for(self, network: Any) -> Self:
        """Return them in the order of the network's lists: first pinned ones, in their home; then by the newest
        message."""
        pinned = Case(When(network=network, then="pinned_at"))
        return self.order_by(pinned.desc(nulls_last=True), "-last_message_at", "-pk")


def _sort_key(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S%f}"


class RowCount(Subquery):
    """The number of rows of a subquery; with a slice it stops counting there, so that many cost no more than few."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.PositiveIntegerField()


class TopicState(models.TextChoices):
    """Whether messages can be posted in a topic, and whether lists show it."""

    OPEN = "open", pgettext_lazy("topic", "open")
    CLOSED = "closed", pgettext_lazy("topic", "closed")
    ARCHIVED = "archived", _("archived")


TOPIC_TRANSITIONS = {
    TopicState.OPEN: {TopicState.CLOSED, TopicState.ARCHIVED},
    TopicState.CLOSED: {TopicState.OPEN, TopicState.ARCHIVED},
    TopicState.ARCHIVED: {TopicState.OPEN, TopicState.CLOSED},
}


class Topic(models.Model):
    """A thread of messages, at home in one network, and perhaps shared with others.

    `about` is what it is about, where it is about one thing: a section, an agenda item, a delegation, or what other
    plugins register. `length` is the number of its messages. `mark` and `unread` come from with_unread(), `at` from
    with_sequence(), `guest` (its share with the network through which it is read, where that is not its home) from
    find_topic(), `newest` (its last message) from with_newest_message().
    """

    guest: TopicShare
    mark: int
    unread: int
    at: int
    newest: "Message | None" = None

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    opened_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    last_message_at = models.DateTimeField(default=timezone.now)
    length = models.PositiveIntegerField(default=0, editable=False)
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=8, choices=TopicState, default=TopicState.OPEN)
    state_since = models.DateTimeField(null=True, editable=False)
    state_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    pinned_at = models.DateTimeField(null=True, blank=True)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-last_message_at", "-pk"]
        verbose_name = _("Topic")
        indexes: ClassVar = [models.Index(fields=["about_type", "about_id"], name="topics_about_a_thing")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opened_by", "client_key"], name="a_topic_is_opened_once"),
            models.CheckConstraint(
                condition=Q(about_type__isnull=True, about_id__isnull=True)
                | Q(about_type__isnull=False, about_id__isnull=False),
                name="a_topic_is_about_one_thing_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its address in the network through which it is read; other readers are redirected."""
        return self._address

    @cached_property
    def _address(self) -> str:
        return reverse("networkapp:topic", args=[self.read_in.slug, self.pk])

    @cached_property
    def read_in(self) -> Network:
        """Return the network in which the topic is read: its home, unless the loading code sets another."""
        return self.network

    @property
    def is_open(self) -> bool:
        """Return whether messages can be posted in the topic."""
        return self.state == TopicState.OPEN

    @property
    def is_archived(self) -> bool:
        return self.state == TopicState.ARCHIVED

    @property
    def is_pinned(self) -> bool:
        """Return whether the topic is pinned in the network in which it is read; only its home can pin it."""
        return self.pinned_at is not None and self.read_in.pk == self.network_id

    @property
    def order(self) -> str:
        """Return the sort key of the topic in lists, the greatest first, in the order of `in_order_of`."""
        pinned = _sort_key(self.pinned_at) if self.is_pinned and self.pinned_at else ""
        return f"{pinned} {_sort_key(self.last_message_at)} {self.pk:020}"

    def allows(self, user: AnyUser, action: Action) -> bool:
        """Return whether `user` is allowed `action` on the topic now."""
        return bool(Topic.objects.filter(pk=self.pk).where(user, may=action).exists())

    def require(self, user: AnyUser, action: Action) -> None:
        """Raise NotAllowed unless `user` can do `action` with the topic."""
        if not self.allows(user, action):
            raise NotAllowed(action)

    def networks(self) -> list[Network]:
        """Return the home network of the topic and those it is shared with, in the order in which they are locked."""
        shared = TopicShare.objects.filter(topic=self.pk).values("network")
        found = Network.objects.filter(Q(pk=self.network_id) | Q(pk__in=shared)).order_by("pk")
        return [self.network if network.pk == self.network_id else network for network in found]


class Message(models.Model):
    """A message posted from a seat. `html` is made once from `body`, sanitised; `sequence` is its event's.

    `offices` are those of the seat at the time of posting: a message of the chair stays one. A message that its author
    withdrew or a moderator hid stays here, sealed: it is shown to moderators only. `edited_at` and `edit_reason`
    describe the last visible edit. The `has_` fields come from shown(); without that it is unknown whether there is
    any.
    """

    has_reactions: bool = True
    has_attachments: bool = True
    has_receipt_request: bool = True

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="messages")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="messages")
    offices = models.JSONField(default=list, blank=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    body = models.TextField()
    html = models.TextField(editable=False)
    posted_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveBigIntegerField(default=0, editable=False)
    client_key = models.UUIDField(editable=False)
    reply_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    drafted_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    edit_reason = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sequence"]
        verbose_name = _("Message")
        # With author and moment, so that counting what is unread reads the index alone.
        indexes: ClassVar = [
            models.Index(fields=["topic", "sequence", "author", "posted_at"], name="messages_of_a_topic")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_key"], name="a_message_is_posted_once")
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Return the permalink of the message, which finds it in a long topic, too."""
        return f"{self.topic.get_absolute_url()}?message={self.pk}#message-{self.pk}"

    @property
    def is_sealed(self) -> bool:
        """Return whether the text is withheld: withdrawn by its author, or hidden by a moderator."""
        return self.withdrawn_at is not None or self.hidden_at is not None

    @property
    def newest_attachments(self) -> list[Any]:
        """Return the attachments, each in its newest version."""
        papers = list(self.attachments.all()) if self.has_attachments else []  # type: ignore[attr-defined]
        replaced = {paper.replaces_id for paper in papers}
        return [paper for paper in papers if paper.pk not in replaced]

    @property
    def office_labels(self) -> list[str]:
        """Return the offices that the author held when posting, in the reader's language."""
        return [str(Office(office).label) for office in self.offices]


class ReadMark(models.Model):
    """The last message of a topic that a person has read, by sequence."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="read_marks")
    sequence = models.PositiveBigIntegerField(default=0)
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "topic"], name="one_read_mark_per_reader")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.topic_id} {self.sequence}"
