"""Deadlines of inquiries and notifications of them: due answers, lapsed questions, and the end of embargoes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.inquiries.actions.answers import DUE_NOTICE
from networkapp.inquiries.models import CaseState, CaseStep, Inquiry, InquiryState, ParliamentCase, Reply
from networkapp.inquiries.queries.answers import AnswerAccess, case_statuses, unanswered_to_others, with_answers
from networkapp.inquiries.queries.case_status import ACTING_ROLES, local_date, lock_case, record_step, set_state
from networkapp.inquiries.rules.answer_states import AwaitedAnswer
from networkapp.models import Network, Notification, ParticipationRecord, Seat
from networkapp.models.translations import LocalText, MixedText, format_mixed, join_mixed
from networkapp.notifications.notices import notify_people
from networkapp.permissions import ALLOWED, VOICES, Action, Role
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

Kind = CaseStep.Kind
BEFORE, ONE_DAY, TWO_WEEKS, SIX_WEEKS = "before", "day", "fortnight", "six_weeks"
DAYS_BEFORE = 3
STAGES: Mapping[str, tuple[int, frozenset[Role], bool]] = {
    # From how many days after the due day on, which seats of the delegation, and whether who keeps the inquiries.
    BEFORE: (-DAYS_BEFORE, frozenset({Role.ADVISER}), False),
    ONE_DAY: (1, VOICES | {Role.ADVISER}, False),
    TWO_WEEKS: (14, VOICES | {Role.ADVISER}, True),
    SIX_WEEKS: (42, VOICES | {Role.ADVISER}, True),
}
ORDER = ("", *STAGES)


def send_reminders(*, now: datetime) -> int:
    """Remind people who wait for an answer before it is due, and again while it is overdue; return the number of
    questions. A job of the clock.

    First the adviser and the person who tabled it, then all of the delegation who act for it, then the people who
    manage the inquiries. No reminders are sent about a delegation that is suspended or has withdrawn.
    """
    soon = Q(pk__in=[])
    for stage, (days, _roles, _keepers) in zip(ORDER, STAGES.values(), strict=False):
        # A day earlier than by the clock here: in some capital it has come.
        soon |= Q(reminded=stage, due_on__lte=now.date() - timedelta(days=days - 1))
    absences = ParticipationRecord.objects.absences(now).of_row(network="inquiry__network", delegation="delegation")
    waiting = ParliamentCase.objects.filter(soon, ~Exists(absences), state=CaseState.TABLED)
    return sum(_send_reminder(pk, now) for pk in waiting.values_list("pk", flat=True))


def record_lapsed(*, now: datetime) -> int:
    """Record questions that lapsed unanswered with their session or term; return their number. A job of the clock.

    Also those that others see as unanswered: they stay answered, and others are notified at the same time as of any
    other.
    """
    gone = unanswered_to_others(at=now).filter(lapses_on__lte=now.date())
    return sum(_record_lapsed(pk) for pk in gone.values_list("pk", flat=True))


def record_ended_embargoes(*, now: datetime) -> int:
    """Record in the log that the embargo of answers has ended; readers do not depend on it. A job of the clock."""
    free = Reply.objects.filter(embargo_until__lte=now, freed_at=None)
    return sum(_record_ended_embargo(pk, now) for pk in free.values_list("pk", flat=True))


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for questions of the reader's delegations to draft, approve, table or follow up, the next
    due first."""
    acting = _acting_seats(user)
    open_cases = (
        ParliamentCase.objects.filter(
            Exists(acting.filter(network=OuterRef("inquiry__network"), delegation=OuterRef("delegation"))),
            state__in=[CaseState.DRAFTED, CaseState.TABLED],
        )
        .select_related("inquiry__network", "delegation")
        .order_by("due_on", "pk")
    )
    for case in open_cases[:MAX_DESK_ITEMS]:
        yield _draft_desk_item(case) if case.state == CaseState.DRAFTED else _due_desk_item(case)
    cases = ParliamentCase.objects.filter(inquiry=OuterRef(OuterRef("pk")), delegation=OuterRef("delegation"))
    not_asked = acting.filter(~Exists(cases.exclude(state=CaseState.WITHDRAWN)), network=OuterRef("network"))
    waiting = Inquiry.objects.filter(Exists(not_asked), state=InquiryState.APPROVED).select_related("network")
    for inquiry in waiting.order_by("-approved_at", "-pk")[:MAX_DESK_ITEMS]:
        words = _("Submit to your parliament: %(inquiry)s")
        yield _inquiry_desk_item(inquiry, words, _("Act on an inquiry for your delegation"))


def approval_desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who can approve inquiries: the drafts."""
    keeping = Network.objects.where(user, may=Action.KEEP_INQUIRIES).order_by()
    drafts = Inquiry.objects.filter(network__in=keeping, state=InquiryState.DRAFT).select_related("network")
    for inquiry in drafts.order_by("written_at")[:MAX_DESK_ITEMS]:
        yield _inquiry_desk_item(inquiry, _("Approve inquiry: %(inquiry)s"), _("Approve an inquiry"))


def _inquiry_desk_item(inquiry: Inquiry, words: str, email_title: str) -> DeskItem:
    return DeskItem(
        title=format_mixed(words, inquiry=LocalText(inquiry.title, inquiry.language)),
        email_title=email_title,
        detail=inquiry.network.local_name,
        url=inquiry.get_absolute_url(),
        since=inquiry.dated_at,
        key=f"inquiry-{inquiry.pk}",
    )


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return the texts of our notices by primary key, for unanswered questions on which `user` can act."""
    case_ids = {one.pk: int(one.key.partition("-")[0]) for one in notifications}
    can_manage = Q(inquiry__network__in=Network.objects.where(user, may=Action.KEEP_INQUIRIES))
    acts = Exists(_acting_seats(user).filter(network=OuterRef("inquiry__network"), delegation=OuterRef("delegation")))
    found = ParliamentCase.objects.filter(Q(acts) | can_manage, pk__in=set(case_ids.values()), state=CaseState.TABLED)
    cases = {case.pk: case for case in found.select_related("inquiry__network", "delegation")}
    return {pk: _due_desk_item(cases[case]) for pk, case in case_ids.items() if case in cases}


MAX_DESK_ITEMS = 20


def _acting_seats(user: User) -> QuerySet[Seat]:
    """Return the seats of `user` that act for a delegation."""
    found: QuerySet[Seat] = Seat.objects.current().filter(
        user=user, capacity__in=ACTING_ROLES, delegation__isnull=False
    )
    return found.order_by()


def _delegation_text(case: ParliamentCase) -> MixedText:
    return join_mixed(case.delegation.label, case.inquiry.network.local_name, between=", ")


def _draft_desk_item(case: ParliamentCase) -> DeskItem:
    words = _("Table question: %(inquiry)s") if case.released_at else _("Read and approve question: %(inquiry)s")
    return DeskItem(
        title=format_mixed(words, inquiry=LocalText(case.inquiry.title, case.inquiry.language)),
        email_title=_("Act on an inquiry for your delegation"),
        detail=_delegation_text(case),
        url=case.get_absolute_url(),
        since=case.drafted_at,
        key=f"cast-{case.pk}",
    )


def _due_desk_item(case: ParliamentCase) -> DeskItem:
    late = AwaitedAnswer(due_on=case.due_on, lapses_on=case.lapses_on).days_over(local_date(delegation=case.delegation))
    words = ngettext("Answer overdue by %(n)s day: %(inquiry)s", "Answer overdue by %(n)s days: %(inquiry)s", late)
    words = words if late else _("Answer due: %(inquiry)s")
    return DeskItem(
        title=format_mixed(words, n=late, inquiry=LocalText(case.inquiry.title, case.inquiry.language)),
        email_title=_("Government answer overdue") if late else _("Government answer due"),
        detail=_delegation_text(case),
        url=case.get_absolute_url(),
        deadline=end_of_due_day(case),
        key=f"cast-{case.pk}",
    )


def end_of_due_day(case: ParliamentCase) -> datetime | None:
    """Return the last moment, in the capital, of the day that an answer is due on, which calendars show on that day."""
    if case.due_on is None:
        return None
    zone = ZoneInfo(case.delegation.time_zone)
    return datetime.combine(case.due_on, datetime.max.time(), tzinfo=zone)


def _reminder_stage(case: ParliamentCase, today: date) -> str:
    """Return the last reminder stage that has been reached, or an empty string."""
    over = (today - case.due_on).days if case.due_on else -DAYS_BEFORE - 1
    come = [stage for stage, (days, _roles, _keepers) in STAGES.items() if over >= days]
    return come[-1] if come else ""


@transaction.atomic
def _send_reminder(pk: int, now: datetime) -> int:
    case = lock_case(case=ParliamentCase(pk=pk))
    stage = _reminder_stage(case, local_date(delegation=case.delegation))
    if case.state != CaseState.TABLED or ORDER.index(stage) <= ORDER.index(case.reminded):
        return 0
    case.reminded = stage
    case.save(update_fields=["reminded"])
    key = f"{case.pk}-{stage}-{case.due_on:%Y%m%d}"
    record_step(case=case, kind=Kind.REMINDED, seat=None, user=None, facts={"stage": stage, "key": key}, alone=True)
    notify_people(network=case.inquiry.network, kind=DUE_NOTICE, key=key, people=_notify_of_stage(case, stage), at=now)
    return 1


def _notify_of_stage(case: ParliamentCase, stage: str) -> set[int]:
    _days, roles, keepers = STAGES[stage]
    seats = Seat.objects.current().filter(network=case.inquiry.network, user__is_active=True)
    own = seats.filter(delegation=case.delegation, capacity__in=roles)
    people = set(own.values_list("user", flat=True))
    if case.tabled_seat_id:
        people |= set(seats.filter(pk=case.tabled_seat_id).values_list("user", flat=True))
    if keepers:
        people |= set(seats.with_role(ALLOWED[Action.KEEP_INQUIRIES]).values_list("user", flat=True))
    return people


@transaction.atomic
def _record_lapsed(pk: int) -> int:
    case = lock_case(case=ParliamentCase(pk=pk))
    [status] = case_statuses(cases=with_answers(cases=ParliamentCase.objects.filter(pk=pk)), access=AnswerAccess())
    if status.state != CaseState.LAPSED or case.state == CaseState.LAPSED:
        return 0
    seems_so = case.state != CaseState.TABLED
    if not seems_so:
        set_state(case=case, state=CaseState.LAPSED)
    record_step(case=case, kind=Kind.LAPSED, seat=None, user=None, facts={"to_others": True} if seems_so else None)
    return 1


@transaction.atomic
def _record_ended_embargo(pk: int, now: datetime) -> int:
    reply = Reply.objects.select_related("case", "question").get(pk=pk)
    case = lock_case(case=reply.case)
    if not Reply.objects.filter(pk=pk, freed_at=None, embargo_until__lte=now).update(freed_at=now):
        return 0
    _set_answer_date(case, reply.question.number)
    record_step(case=case, kind=Kind.FREED, seat=None, user=None, facts={"question": reply.question.number})
    return 1


def _set_answer_date(case: ParliamentCase, question: int) -> None:
    """Set the date of the answer to the day that was entered when it was filed."""
    filed = case.steps.filter(kind=Kind.FILED).order_by("-done_at", "-pk").values_list("facts", flat=True)
    day = next((facts.get("answered_on") for facts in filed if facts["question"] == question), None)
    if day and case.answered_on:
        case.answered_on = max(case.answered_on, date.fromisoformat(day))
        case.save(update_fields=["answered_on"])
