"""Questions of reviewers about single answers: asked, replied to by the country, asked further, resolved.

| a thread that is | becomes | by |
| --- | --- | --- |
| open | replied | the country, with a reply |
| replied | open | the reviewers, asking further |
| open, replied | settled | the reviewers |

The country may add to a reply that the reviewers have not answered; a resolved question stays so.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.transitions import lock_assessment
from evaluation.models import Answer, Assessment, Criterion, ReviewConclusion, ReviewEntry, ReviewThread
from evaluation.permissions import ALLOWED, Action
from evaluation.reviews.actions import REPLY_PERIOD, ActingReviewer, act_as_reviewer
from evaluation.reviews.notices import notify_about_reply, notify_country, resolve_thread_notices
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.events import record
from networkapp.models import Seat
from networkapp.users import User

State, Side = ReviewThread.State, ReviewEntry.Side
MAX_TEXT_LENGTH = 4000

NEXT: Mapping[tuple[ReviewThread.State, ReviewEntry.Side], ReviewThread.State] = {
    (State.OPEN, Side.COUNTRY): State.REPLIED,
    (State.REPLIED, Side.COUNTRY): State.REPLIED,
    (State.OPEN, Side.REVIEWERS): State.OPEN,
    (State.REPLIED, Side.REVIEWERS): State.OPEN,
}


def ask_question(
    *, assessment: Assessment, criterion: Criterion, text: str, user: User, at: datetime | None = None
) -> ReviewThread:
    """Ask a question about the answer to `criterion`; the country has three weeks to reply.

    A reviewer who had finished and asks has not finished any longer. Refuses (NotAllowed) people who do not review it;
    (Refused) no text or too much, what is not asked here, and questions after the six weeks.
    """
    checked, moment = validated_text(text), at or timezone.now()
    with transaction.atomic():
        acting = act_as_reviewer(assessment=assessment, user=user)
        require_time_to_ask(acting, moment)
        thread = ReviewThread.objects.create(
            review=acting.review,
            reviewing=acting.reviewing,
            answer=require_answer(acting.assessment, criterion),
            reply_until=moment + REPLY_PERIOD,
        )
        _add_entry(thread, Side.REVIEWERS, checked, acting.seat, user, moment)
    return thread


def ask_follow_up(*, thread: ReviewThread, text: str, user: User, at: datetime | None = None) -> ReviewThread:
    """Ask further: the question waits for the country again, with three weeks from now.

    Refuses what `ask` refuses; (NotAllowed) reviewers for another country; (Refused) a resolved question.
    """
    checked, moment = validated_text(text), at or timezone.now()
    with transaction.atomic():
        acting = act_as_reviewer(assessment=thread.review.assessment, user=user)
        current = _own_thread(thread, acting)
        require_time_to_ask(acting, moment)
        current.reply_until = moment + REPLY_PERIOD
        _add_entry(current, Side.REVIEWERS, checked, acting.seat, user, moment)
    return current


def reply_to_question(*, thread: ReviewThread, text: str, user: User, at: datetime | None = None) -> ReviewThread:
    """Reply for the country; a late reply is accepted while the review is open.

    Refuses (NotAllowed) people who may not reply for the country; (Refused) no text or too much, a resolved question,
    and a finished review.
    """
    checked, moment = validated_text(text), at or timezone.now()
    with transaction.atomic():
        seat = replying_seat(assessment=thread.review.assessment, user=user)
        current = _locked_thread(thread)
        _add_entry(current, Side.COUNTRY, checked, seat, user, moment)
    return current


def resolve_question(*, thread: ReviewThread, user: User) -> ReviewThread:
    """Resolve the question: the reviewers have their answer, or need none. Refuses (NotAllowed) all but the reviewers
    who asked."""
    with transaction.atomic():
        acting = act_as_reviewer(assessment=thread.review.assessment, user=user)
        current = _own_thread(thread, acting)
        current.state = State.SETTLED
        current.save(update_fields=["state"])
        resolve_thread_notices(current)
        _record("review.settled", current, user)
    return current


def require_answer(assessment: Assessment, criterion: Criterion) -> Answer:
    """Return the answer to `criterion`; Refused if it is not asked here."""
    answer = Answer.objects.select_related("criterion").filter(assessment=assessment, criterion=criterion).first()
    if answer is None:
        raise Refused("not_asked", _("This question is not part of the assessment."))
    return answer


def require_time_to_ask(acting: ActingReviewer, moment: datetime) -> None:
    """Refuse questions and comments after the period for them has ended (`asking_over`)."""
    if moment >= acting.review.asks_until:
        raise Refused("asking_over", _("The six weeks for questions and comments are over."))


def replying_seat(*, assessment: Assessment, user: User) -> Seat:
    """Return the seat with which `user` replies for the country, with the assessment locked.

    NotAllowed without such a seat; Refused after the review.
    """
    current = lock_assessment(assessment)
    seats = Seat.objects.current().filter(user=user, network=current.cycle.network_id, delegation=current.delegation_id)
    seat: Seat | None = seats.with_role(ALLOWED[Action.REPLY]).order_by("pk").first()
    if seat is None:
        raise NotAllowed(Action.REPLY)
    if not current.reviews.filter(closed_at=None).exists():
        raise Refused("review_over", _("The review has ended. Replies are closed."))
    return seat


def validated_text(text: str) -> str:
    """Return the text as it is stored. Refuses an empty text, and more than 4,000 characters."""
    stripped = text.strip()
    if not stripped:
        raise Refused("no_text", _("Enter some text."), field="text")
    refuse_longer(stripped, limit=MAX_TEXT_LENGTH, field="text")
    return stripped


def _own_thread(thread: ReviewThread, acting: ActingReviewer) -> ReviewThread:
    current = _locked_thread(thread)
    if current.reviewing_id != acting.reviewing.pk:
        raise NotAllowed(Action.REVIEW)
    return current


def _locked_thread(thread: ReviewThread) -> ReviewThread:
    current = ReviewThread.objects.select_for_update().get(pk=thread.pk)
    if current.state == State.SETTLED:
        raise Refused("settled", _("The question is resolved. Ask a new question instead."))
    return current


def _add_entry(thread: ReviewThread, side: ReviewEntry.Side, text: str, seat: Seat, user: User, at: datetime) -> None:
    before = State(thread.state)
    thread.state = NEXT[before, side]
    thread.save(update_fields=["state", "reply_until"])
    ReviewEntry.objects.create(thread=thread, side=side, text=text, seat=seat, written_by=user, written_at=at)
    if side == Side.REVIEWERS:
        ReviewConclusion.objects.filter(reviewing=thread.reviewing_id, round__review=thread.review_id).delete()
        notify_country(thread, at=at)
        _record("review.asked", thread, user)
    else:
        resolve_thread_notices(thread)
        notify_about_reply(thread, at=at)
        _record("review.replied", thread, user)


def _record(kind: str, thread: ReviewThread, user: User) -> None:
    assessment = thread.review.assessment
    facts = {"assessment": assessment.pk, "review": thread.review_id, "thread": thread.pk, "answer": thread.answer_id}
    record(assessment.cycle.network, kind, facts, actor=user, delegation=assessment.delegation)
