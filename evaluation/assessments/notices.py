"""Notifications about assessments and reviews: which there are, who gets them, and their current text.

A notice is a row that says "notified of this once"; its text is made whenever it is read or sent, from the current
state, and one that is done or no longer concerns the person has none.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.models import ANSWERING_STAGES, Assessment, CycleState, PeerRemark, Review, ReviewThread
from evaluation.permissions import ALLOWED, Action, Scope, scope_of
from networkapp.models import Notification, Seat
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.registry import DeskItem
from networkapp.users import AnyUser

State = ReviewThread.State
RUNNING = frozenset({CycleState.COMING, CycleState.OPEN, CycleState.OVERDUE})
ENDED = frozenset({CycleState.LOCKED})


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """A notice about things that `find` reads by primary key. People who `may` act there have it, while it `stands`."""

    may: Action
    find: Callable[[], QuerySet[Any]]
    stands: Callable[[Any], bool]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    deadline: Callable[[Any], datetime]


def notify(
    kind: str, thing: Any, *, people: Iterable[int] | None = None, stamp: str = "", at: datetime | None = None
) -> int:
    """Notify the people who may act with the thing, or these people (primary keys), once for each `stamp`; return how
    many."""
    assessment = assessment_of(thing)
    recipients = people_who_may(assessment, KINDS[kind].may) if people is None else people
    network = assessment.cycle.network
    return notify_people(network=network, kind=kind, key=f"{thing.pk}{stamp and f'-{stamp}'}", people=recipients, at=at)


def resolve(kind: str, thing: Any, *, people: Iterable[int] | None = None) -> None:
    """Mark all notices about the thing as resolved, or those of these people."""
    keys = Notification.objects.filter(kind=kind, seen_at=None, key__startswith=f"{thing.pk}-").values_list("key")
    for key in {str(thing.pk), *(key for (key,) in keys)}:
        resolve_notices(kind=kind, key=key, people=people)


def render_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of those of our notices that are still valid and for `user`."""
    words: dict[int, DeskItem] = {}
    for kind, known in KINDS.items():
        ids = {one.pk: int(one.key.partition("-")[0]) for one in notifications if one.kind == kind}
        if not ids:
            continue
        things = {thing.pk: thing for thing in known.find().filter(pk__in=set(ids.values()))}
        allowed = _allowed(user, known.may, things.values())
        for pk, subject in ids.items():
            thing = things.get(subject)
            if thing is not None and assessment_of(thing).pk in allowed and known.stands(thing):
                words[pk] = _item(known, thing, key=f"{kind}-{subject}")
    return words


def people_who_may(assessment: Assessment, action: Action) -> set[int]:
    """Return the primary keys of the people who are allowed `action` on the assessment today."""
    seats = Seat.objects.current().filter(network=assessment.cycle.network_id, user__is_active=True)
    seats = seats.with_role(ALLOWED[action])
    if scope_of(action) is Scope.DELEGATION:
        seats = seats.filter(delegation=assessment.delegation_id)
    if scope_of(action) is Scope.REVIEWED:
        drawn = assessment.reviewing.filter(withdrawn_at=None).values("delegation")
        own = Seat.objects.in_term().filter(delegation=assessment.delegation_id).values("user")
        seats = seats.filter(delegation__in=drawn).exclude(user__in=own)
    return set(seats.order_by().values_list("user", flat=True))


def assessment_of(thing: Any) -> Assessment:
    """Return the assessment that a review, question or comment is about; an assessment itself."""
    if isinstance(thing, Assessment):
        return thing
    review = thing if isinstance(thing, Review) else thing.review
    found: Assessment = review.assessment
    return found


def full_title(thing: Any) -> str:
    """Return network, country and year: "Joint network, Sample country A, 2026"."""
    return f"{assessment_of(thing).cycle.network.local_name}, {title_within_network(thing)}"


def title_within_network(thing: Any) -> str:
    """Return country and year, for e-mails whose subject begins with the network: "Sample country A, 2026"."""
    assessment = assessment_of(thing)
    return f"{assessment.delegation.label}, {assessment.cycle.year}"


def _item(known: NoticeKind, thing: Any, *, key: str) -> DeskItem:
    words = _("assessment of %(country)s") if isinstance(thing, Assessment) else _("peer review of %(country)s")
    about = words % {"country": assessment_of(thing).delegation.label}
    title = known.title(thing)
    return DeskItem(
        title=title,
        email_title=title.replace(full_title(thing), title_within_network(thing)),
        about=about,
        url=known.url(thing),
        deadline=known.deadline(thing),
        key=key,
    )


def _allowed(user: AnyUser, may: Action, things: Iterable[Any]) -> set[int]:
    about = {assessment_of(thing).pk for thing in things}
    return set(Assessment.objects.where(user, may=may).filter(pk__in=about).values_list("pk", flat=True))


def _is_answering(assessment: Assessment) -> bool:
    return assessment.stage in ANSWERING_STAGES


def _review_url(thing: Any) -> str:
    return reverse("evaluation:peer_review", args=[assessment_of(thing).pk])


def _place_url(thing: Any) -> str:
    criterion = thing.answer.criterion
    address = reverse("evaluation:peer_review_section", args=[assessment_of(thing).pk, criterion.recommendation.code])
    return f"{address}#q{criterion.series_id.replace('.', '-')}"


def _assessments() -> QuerySet[Any]:
    return Assessment.objects.select_related("cycle__network", "delegation")


def _reviews() -> QuerySet[Any]:
    return Review.objects.select_related("assessment__cycle__network", "assessment__delegation")


def _of_answers(model: Any) -> Callable[[], QuerySet[Any]]:
    paths = ("review__assessment__cycle__network", "review__assessment__delegation")
    return lambda: model._default_manager.select_related(
        *paths, "answer__criterion__recommendation", "reviewing__delegation"
    )


def _words(text: Callable[[], str]) -> Callable[[Any], str]:
    return lambda thing: text() % {"name": full_title(thing)}


def _asked(text: Callable[[], str]) -> Callable[[Any], str]:
    return lambda thing: (
        text()
        % {
            "name": full_title(thing),
            "series": thing.answer.criterion.series_id,
            "country": thing.reviewing.delegation.label,
        }
    )


def _due(thing: Any) -> datetime:
    due: datetime = assessment_of(thing).cycle.due_at
    return due


def _of_assessments(title: Callable[[], str], *, when: Collection[CycleState]) -> NoticeKind:
    """Return a notice of an assessment that is not signed, as long as its cycle is in one of these states."""
    return NoticeKind(
        may=Action.ANSWER, find=_assessments,
        title=lambda thing: title() % {"name": full_title(thing), "due": _day(thing)},
        stands=lambda thing: _is_answering(thing) and thing.cycle.current_state in when,
        url=lambda thing: thing.get_absolute_url(), deadline=_due,
    )  # fmt: skip


def _day(assessment: Assessment) -> str:
    return date_format(assessment.cycle.due_on, "DATE_FORMAT")


def _of_reviews(title: Callable[[], str]) -> NoticeKind:
    return NoticeKind(
        may=Action.REVIEW, find=_reviews, stands=lambda review: review.closed_at is None, title=_words(title),
        url=_review_url, deadline=lambda review: review.asks_until,
    )  # fmt: skip


def _of_threads(may: Action, state: ReviewThread.State, title: Callable[[], str]) -> NoticeKind:
    return NoticeKind(
        may=may, find=_of_answers(ReviewThread), title=_asked(title), url=_place_url,
        stands=lambda thread: thread.state == state and thread.review.closed_at is None,
        deadline=lambda thread: thread.reply_until if state == State.OPEN else thread.review.asks_until,
    )  # fmt: skip


OPENED, DUE_SOON, OVERDUE = "assessment.opened", "assessment.due_soon", "assessment.overdue"
EXTENDED, LOCKED, UNLOCKED = "assessment.extended", "assessment.locked", "assessment.unlocked"
SIGNATURE_VOIDED = "assessment.signature_spent"
DRAWN, ASKS_SOON = "review.drawn", "review.asks_soon"
QUESTION, REPLY_SOON, REPLIED, REMARK = "review.question", "review.reply_soon", "review.replied", "review.remark"

KINDS: Mapping[str, NoticeKind] = {
    OPENED: _of_assessments(lambda: _("Start the assessment: %(name)s"), when=RUNNING),
    DUE_SOON: _of_assessments(lambda: _("Finish the assessment due soon: %(name)s"), when={CycleState.OPEN}),
    OVERDUE: _of_assessments(lambda: _("Finish the overdue assessment: %(name)s"), when={CycleState.OVERDUE}),
    EXTENDED: _of_assessments(lambda: _("New due date %(due)s: %(name)s"), when=RUNNING),
    LOCKED: _of_assessments(lambda: _("Assessment locked: %(name)s. Answers are no longer accepted."), when=ENDED),
    UNLOCKED: _of_assessments(lambda: _("Assessment unlocked: %(name)s. Answers are accepted again."), when=RUNNING),
    SIGNATURE_VOIDED: NoticeKind(
        may=Action.READ,
        find=_assessments,
        stands=_is_answering,
        title=_words(lambda: _("Sign again (an answer or the stage has changed): %(name)s")),
        url=lambda assessment: reverse("evaluation:sign", args=[assessment.pk]),
        deadline=_due,
    ),
    DRAWN: _of_reviews(lambda: _("Review %(name)s: your country was drawn")),
    ASKS_SOON: _of_reviews(lambda: _("One week left for your questions and comments: %(name)s")),
    QUESTION: _of_threads(Action.REPLY, State.OPEN, lambda: _("Reply to %(country)s about %(series)s: %(name)s")),
    REPLY_SOON: _of_threads(
        Action.REPLY, State.OPEN, lambda: _("Reply soon to %(country)s about %(series)s: %(name)s")
    ),
    REPLIED: _of_threads(Action.REVIEW, State.REPLIED, lambda: _("Read the reply about %(series)s: %(name)s")),
    REMARK: NoticeKind(
        may=Action.REPLY,
        find=_of_answers(PeerRemark),
        stands=lambda remark: remark.replied_at is None and remark.review.closed_at is None,
        title=_asked(lambda: _("Read the comment of %(country)s on %(series)s: %(name)s")),
        url=_place_url,
        deadline=lambda remark: remark.reply_until,
    ),
}
