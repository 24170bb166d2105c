"""Open cases of moderators, what each reader can do about a message, and the log of moderation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.db.unions import union_of
from networkapp.discussion.models import Message, ModerationAct, Report, Topic
from networkapp.models import Network, Seat
from networkapp.models.translations import LocalText, join_mixed
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import User

DESK_PERIOD = timedelta(days=30)
MOST_DESK_ITEMS = 20
Kind = ModerationAct.Kind
_WITH_A_SEAT = ("seat__user", "seat__delegation")


@dataclass(frozen=True, kw_only=True)
class ModerationCase:
    """The reason why a message is hidden (`hiding`), its author's appeal, and the decision on it, if any.

    An author who withdraws a message withdraws the appeal with it (`withdrawn`): there is nothing to show again.
    """

    author: int
    withdrawn: bool
    hiding: ModerationAct | None
    appeal: ModerationAct | None
    refusal: ModerationAct | None

    @property
    def is_appealed(self) -> bool:
        """Return whether an appeal is waiting for a decision."""
        return self.appeal is not None and self.refusal is None and not self.withdrawn

    def concerns(self, user: User) -> bool:
        """Return whether the person would decide about themselves: about their own message, or an appeal against their
        own act."""
        concerned = {self.author}
        if self.is_appealed and self.hiding is not None:
            concerned.add(self.hiding.seat.user_id)
        return user.pk in concerned


@dataclass(frozen=True, kw_only=True)
class ModerationChoices:
    """The moderation of one message as a person can see and influence it now.

    `reported` is their own open report; `reports` are all open ones, for moderators. `decides` says that the decision
    is theirs, not somebody else's.
    """

    case: ModerationCase
    is_author: bool
    moderates: bool
    decides: bool
    reports: tuple[Report, ...]
    reported: Report | None

    @property
    def may_report(self) -> bool:
        return not self.is_author and self.reported is None and not self._is_sealed

    @property
    def may_hide(self) -> bool:
        return self.moderates and not self.is_author and not self._is_sealed

    @property
    def may_appeal(self) -> bool:
        return self.is_author and self._is_hidden and self.case.appeal is None

    @property
    def reads_hidden(self) -> bool:
        """Return whether this person can see the text of the message: of a hidden one, not of one that its author
        withdrew."""
        return self.moderates and self._is_hidden

    @property
    def may_restore(self) -> bool:
        return self.decides and self._is_hidden

    @property
    def _is_hidden(self) -> bool:
        return self.case.hiding is not None and not self.case.withdrawn

    @property
    def _is_sealed(self) -> bool:
        return self.case.hiding is not None or self.case.withdrawn


def case_of(*, message: Message) -> ModerationCase:
    """Return the moderation status of a message since it was last hidden; empty if it is shown."""
    acts = list(message.moderation_acts.select_related(*_WITH_A_SEAT)) if message.hidden_at else []
    since = next((place for place, act in enumerate(acts) if act.kind == Kind.HIDE), -1)
    now = {act.kind: act for act in acts[: since + 1]}
    return ModerationCase(
        author=message.author_id,
        withdrawn=message.withdrawn_at is not None,
        hiding=now.get(Kind.HIDE),
        appeal=now.get(Kind.APPEAL),
        refusal=now.get(Kind.REFUSE_APPEAL),
    )


def moderation_choices(*, message: Message, user: User) -> ModerationChoices:
    """Return what `user`, who can read the message, can do about it by the rules that refuse everything else."""
    case, moderates = case_of(message=message), message.topic.allows(user, Action.MODERATE)
    decides = moderates and not (case.concerns(user) and other_moderators(message=message, user=user).exists())
    reports = list(message.reports.open().select_related(*_WITH_A_SEAT))
    return ModerationChoices(
        case=case,
        is_author=message.author_id == user.pk,
        moderates=moderates,
        decides=decides,
        reports=tuple(reports) if decides else (),
        reported=next((report for report in reports if report.user_id == user.pk), None),
    )


def other_moderators(*, message: Message, user: User) -> QuerySet[Seat]:
    """Return the seats of moderators other than `user` and the author, who could decide instead."""
    return moderating_seats(network=message.topic.network_id).exclude(user__in=[user.pk, message.author_id])


def messages_to_decide(*, user: User) -> QuerySet[Any]:
    """Return messages with reports or an appeal that `user` can decide about, the newest first, each with `reported`
    and `appealed`.

    Their own messages, and appeals against their own acts, are left out if somebody else can decide.
    """
    open_ones, appeals = Report.objects.open(), ModerationAct.objects.open_appeals()
    to_decide = union_of(open_ones.values("message"), appeals.values("message"), duplicates=False)
    hiding = ModerationAct.objects.filter(message=OuterRef("pk"), kind=Kind.HIDE).values("seat__user")
    others = moderating_seats(network=OuterRef("topic__network")).exclude(user=user.pk).exclude(user=OuterRef("author"))
    reported, appealed = (Exists(found.filter(message=OuterRef("pk"))) for found in (open_ones, appeals))
    impartial = ~Q(author=user.pk) | Q(alone=True)
    found: QuerySet[Any] = (
        Message.objects.filter(pk__in=to_decide)
        .filter(topic__in=Topic.objects.where(user, may=Action.READ))
        .filter(topic__in=Topic.objects.where(user, may=Action.MODERATE))
        .annotate(reported=reported, appealed=appealed & Q(withdrawn_at__isnull=True), alone=~Exists(others))
        .annotate(hidden_by=Subquery(hiding[:1]))
        .filter(impartial & (Q(reported=True) | (Q(appealed=True) & (~Q(hidden_by=user.pk) | Q(alone=True)))))
        .select_related("topic__network", "author", "seat__delegation")
        .order_by("-posted_at", "-pk")
    )
    return found


def messages_to_decide_in(*, network: Network, user: User) -> QuerySet[Any]:
    """Return the messages of one network that await a decision of `user`, with their open reports (`open_reports`)
    and acts."""
    reports = Report.objects.open().select_related(*_WITH_A_SEAT)
    acts = ModerationAct.objects.select_related(*_WITH_A_SEAT)
    return (
        messages_to_decide(user=user)
        .filter(topic__network=network)
        .prefetch_related(Prefetch("reports", reports, "open_reports"), Prefetch("moderation_acts", acts, "acts"))
    )


def moderation_log(*, network: Network, user: User) -> QuerySet[ModerationAct]:
    """Return all moderation acts in the topics of the network, the newest first, each with the reports that it
    resolved.

    Names of people who reported a message of the reader are left out. NotAllowed without the right to moderate.
    """
    network.require(user, Action.MODERATE)
    reports = Report.objects.exclude(message__author=user).select_related(*_WITH_A_SEAT)
    acts: QuerySet[ModerationAct] = (
        ModerationAct.objects.filter(message__topic__network=network)
        .select_related(*_WITH_A_SEAT, "message__topic__network", "message__author", "message__seat__delegation")
        .prefetch_related(Prefetch("settled", reports))
    )
    return acts


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for the newest reports and appeals that await the reader's decision."""
    for message in messages_to_decide(user=user)[:MOST_DESK_ITEMS]:
        words = (
            _("Decide on an appeal: hidden message by %(author)s")
            if message.appealed
            else _("Review a reported message by %(author)s")
        )
        topic = message.topic
        yield DeskItem(
            title=words % {"author": message.author},
            detail=join_mixed(LocalText(topic.title, ""), topic.network.local_name),
            url=reverse("networkapp:message", args=[topic.network.slug, topic.pk, message.pk]),
            key=f"order-{message.pk}",
        )


def desk_items_of_author(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for moderation of the reader's messages in the last thirty days; their pages say why."""
    titles = {
        Kind.HIDE: _("Your message was hidden"),
        Kind.APPEAL: _("Your appeal is awaiting a decision"),
        Kind.REFUSE_APPEAL: _("Your appeal was rejected"),
        Kind.RESTORE: _("Your message is shown again"),
    }
    acts = ModerationAct.objects.filter(message=OuterRef("pk"), kind__in=titles)
    mine = Message.objects.filter(author=user, withdrawn_at__isnull=True)
    readable = mine.filter(topic__in=Topic.objects.where(user, may=Action.READ))
    since = readable.annotate(act=Subquery(acts.values("kind")[:1]), done_at=Subquery(acts.values("done_at")[:1]))
    recent = since.filter(done_at__gt=timezone.now() - DESK_PERIOD).select_related("topic__network")
    for message in recent.order_by("-done_at"):
        yield DeskItem(
            title=titles[message.act],  # type: ignore[attr-defined]
            detail=LocalText(message.topic.title, ""),
            url=message.get_absolute_url(),
            since=message.done_at,  # type: ignore[attr-defined]
            key=f"hidden-{message.pk}",
        )


def moderation_state(*, user: User) -> str:
    """Return a text that changes with the moderation items on the desk of `user`; empty if there are none."""
    decides = ",".join(map(str, messages_to_decide(user=user).values_list("pk", flat=True)[:MOST_DESK_ITEMS]))
    acts = ModerationAct.objects.filter(message__author=user).exclude(kind=Kind.DISMISS).order_by("-pk")
    hers = acts.values_list("pk", flat=True).first() or ""
    return f"{decides}/{hers}" if decides or hers else ""


def moderating_seats(*, network: Network | int | OuterRef) -> QuerySet[Seat]:
    """Return the current seats that moderate and read in the network, which may be that of an outer query."""
    seats = Seat.objects.current().filter(network=network, user__is_active=True)
    found: QuerySet[Seat] = seats.with_role(ALLOWED[Action.MODERATE]).with_role(ALLOWED[Action.READ]).order_by()
    return found
