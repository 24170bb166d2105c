"""Extending, locking, unlocking and closing a cycle."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.assessments import notices
from evaluation.assessments.cycle_dates import close_cycle, extend_due_date, lock_cycle, unlock_cycle
from evaluation.assessments.cycles import require_open
from evaluation.models import Cycle, CycleState, CycleStep, Stage
from evaluation.results.publishing.publish import publish
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Notification
from tests.factories.assessments import Work, open_a_cycle
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.worlds import world

DAY = timedelta(days=1)


@world
def cycle(work: Work) -> Cycle:
    return work.assessment.cycle


def refused(act: Any, **kwargs: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return refusal.value.code, refusal.value.field


def new_notifications(person: Any) -> list[str]:
    new = list(Notification.objects.filter(user=person, seen_at=None))
    return sorted(str(item.title) for item in notices.render_notices(user=person, notifications=new).values())


def test_extension_moves_the_dates_and_is_recorded_with_its_reason(work: Work, cycle: Cycle) -> None:
    before = cycle.locks_at
    later = cycle.due_at + 10 * DAY
    changed = extend_due_date(cycle=cycle, due_at=later, reason=" An election. ", user=work.secretariat)
    assert (changed.due_at, changed.locks_at) == (later, before)
    cycle.refresh_from_db()
    assert (cycle.due_at, cycle.locks_at) == (later, before)
    step = CycleStep.objects.latest("pk")
    assert (step.kind, step.reason, step.taken_by, step.due_at) == ("extended", "An election.", work.secretariat, later)
    assert Event.objects.get(kind="cycle.extended").payload["due_at"] == later.isoformat()


def test_lock_date_moves_with_a_due_date_that_would_be_after_it(work: Work, cycle: Cycle) -> None:
    later = cycle.locks_at + 5 * DAY
    assert extend_due_date(cycle=cycle, due_at=later, reason="Late.", user=work.secretariat).locks_at == later


def test_only_those_who_still_have_to_answer_are_notified_of_an_extension(work: Work, cycle: Cycle) -> None:
    other = SeatFactory(
        capacity="adviser",
        offices=["assessment_delegate"],
        network=work.network,
        delegation=DelegationFactory(code="XB"),
    ).user
    work.answer_all()
    work.sign_by_both()
    extend_due_date(cycle=cycle, due_at=cycle.due_at + DAY, reason="Late.", user=work.secretariat)
    assert new_notifications(work.delegate) == new_notifications(work.secretariat) == []
    [words] = new_notifications(other)
    assert words.startswith("New due date ")
    assert words.endswith(": Sample network, Sample country B, 2026")


def test_extension_to_an_earlier_date_or_without_a_reason_is_refused(work: Work, cycle: Cycle) -> None:
    fields = {"cycle": cycle, "user": work.secretariat}
    later = cycle.due_at + DAY
    assert refused(extend_due_date, due_at=cycle.due_at, reason="Reason", **fields) == ("not_later", "due_at")
    assert refused(extend_due_date, due_at=later, reason=" ", **fields) == ("reason_needed", "reason")
    locks = {"due_at": later, "locks_at": later - timedelta(minutes=1)}
    assert refused(extend_due_date, reason="Reason", **locks, **fields) == ("dates_out_of_order", "locks_at")
    assert not CycleStep.objects.exclude(kind="opened").exists()


def test_extension_to_a_past_day_is_refused_even_if_it_is_after_the_due_date(work: Work, cycle: Cycle) -> None:
    at = cycle.due_at + 5 * DAY
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "Reason", "at": at}
    assert refused(extend_due_date, due_at=cycle.due_at + DAY, **fields) == ("not_later", "due_at")


def test_cycle_can_be_locked_before_its_due_date_only_once_all_have_signed(work: Work, cycle: Cycle) -> None:
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "All have answered."}
    assert refused(lock_cycle, **fields) == ("still_answering", None)
    cycle.assessments.update(stage=Stage.SIGNED)
    due = cycle.due_at
    changed = lock_cycle(**fields)
    assert (changed.current_state, changed.due_at, changed.is_locked_before_due) == (CycleState.LOCKED, due, True)
    step = CycleStep.objects.latest("pk")
    assert (step.due_at, step.locks_at) == (due, changed.locks_at)
    with pytest.raises(Refused):
        require_open(work.assessment.__class__.objects.select_related("cycle").get(pk=work.assessment.pk))


def test_locking_a_cycle_early_after_its_due_date_notifies_countries_that_have_not_finished(
    work: Work, cycle: Cycle
) -> None:
    now = timezone.now()
    Cycle.objects.update(due_at=now - DAY)
    changed = lock_cycle(cycle=cycle, user=work.secretariat, reason="Results are needed.", at=now)
    assert (changed.due_at, changed.locks_at) == (now - DAY, now)
    assert new_notifications(work.delegate) == [
        "Assessment locked: Sample network, Sample country A, 2026. Answers are no longer accepted."
    ]
    assert refused(lock_cycle, cycle=cycle, user=work.secretariat, reason="Again.") == ("locked", None)
    later = {"due_at": now + 9 * DAY, "reason": "Again."}
    assert refused(extend_due_date, cycle=cycle, user=work.secretariat, **later) == ("locked", None)


def test_cycle_that_has_not_opened_cannot_be_locked(work: Work, cycle: Cycle) -> None:
    Cycle.objects.update(opens_at=timezone.now() + DAY)
    assert refused(lock_cycle, cycle=cycle, user=work.secretariat, reason="Reason") == ("not_open_yet", None)


def test_unlocked_cycle_accepts_answers_again(work: Work, cycle: Cycle) -> None:
    now = timezone.now()
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "A ministry was closed."}
    assert refused(unlock_cycle, locks_at=now + DAY, **fields) == ("not_locked", None)
    Cycle.objects.update(due_at=now - 2 * DAY, locks_at=now - DAY)
    assert refused(unlock_cycle, locks_at=now - DAY, **fields) == ("lock_in_the_past", "locks_at")
    assert unlock_cycle(locks_at=now + DAY, **fields).current_state == CycleState.OVERDUE
    assert new_notifications(work.delegate) == [
        "Assessment unlocked: Sample network, Sample country A, 2026. Answers are accepted again."
    ]
    work.assessment.cycle.refresh_from_db()
    require_open(work.assessment)


def test_unlocking_a_cycle_that_was_locked_early_restores_its_due_date(work: Work, cycle: Cycle) -> None:
    cycle.assessments.update(stage=Stage.SIGNED)
    due, fields = cycle.due_at, {"cycle": cycle, "user": work.secretariat, "reason": "Reason"}
    lock_cycle(**fields)
    early = due - timedelta(minutes=1)
    assert refused(unlock_cycle, locks_at=early, **fields) == ("dates_out_of_order", "locks_at")
    changed = unlock_cycle(locks_at=due, **fields)
    assert (changed.current_state, changed.due_at, changed.locks_at) == (CycleState.OPEN, due, due)


def test_cycle_cannot_be_unlocked_once_the_next_cycle_has_begun(work: Work, cycle: Cycle) -> None:
    now = timezone.now()
    Cycle.objects.update(due_at=now - 2 * DAY, locks_at=now - DAY)
    open_a_cycle(work.framework, work.network, 2027)
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "Reason", "locks_at": now + DAY}
    assert refused(unlock_cycle, **fields) == ("next_has_begun", None)


def test_closed_cycle_cannot_be_changed(work: Work, cycle: Cycle) -> None:
    now = timezone.now()
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "All done."}
    assert refused(close_cycle, **fields) == ("not_locked", None)
    Cycle.objects.update(due_at=now - 2 * DAY, locks_at=now - DAY)
    assert close_cycle(**fields).current_state == CycleState.CLOSED
    assert refused(close_cycle, **fields) == ("closed", None)
    assert refused(unlock_cycle, locks_at=now + DAY, **fields) == ("closed", None)
    assert refused(extend_due_date, due_at=now + DAY, **fields) == ("closed", None)
    kinds = CycleStep.objects.values_list("kind", "reason")
    assert list(kinds) == [("opened", ""), ("closed", "All done.")]


def test_cycle_with_signed_but_unpublished_assessments_cannot_be_closed(work: Work, cycle: Cycle) -> None:
    work.answer_all()
    work.sign_by_both()
    now = timezone.now()
    Cycle.objects.update(due_at=now - 2 * DAY, locks_at=now - DAY)
    fields = {"cycle": cycle, "user": work.secretariat, "reason": "All done."}
    with pytest.raises(Refused, match="Sample country A"):
        close_cycle(**fields)
    publish(assessment=work.assessment, user=work.secretariat, for_everybody=True)
    assert close_cycle(**fields).closed_at is not None


@pytest.mark.parametrize("who", ["delegate", "government"])
def test_people_of_a_country_cannot_extend_lock_unlock_or_close_a_cycle(work: Work, cycle: Cycle, who: str) -> None:
    fields = {"cycle": cycle, "user": getattr(work, who), "reason": "Reason"}
    with pytest.raises(NotAllowed):
        extend_due_date(due_at=cycle.due_at + DAY, **fields)
    for act in (lock_cycle, close_cycle):
        with pytest.raises(NotAllowed):
            act(**fields)
    with pytest.raises(NotAllowed):
        unlock_cycle(locks_at=cycle.locks_at + DAY, **fields)
