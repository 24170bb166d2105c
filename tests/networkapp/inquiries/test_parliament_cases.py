"""Parliamentary questions: the form, its approval, tabling, the due date of the answer, and the states."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.actions.cases import (
    approve_form,
    change_due_date,
    draft_case,
    draft_further_case,
    save_form,
    table_case,
    withdraw_case,
)
from networkapp.inquiries.actions.inquiries import translate_questions
from networkapp.inquiries.models import (
    CAST_TRANSITIONS,
    CaseState,
    Inquiry,
    ParliamentCase,
    ParliamentInstrument,
    ParliamentPeriod,
)
from networkapp.inquiries.notices import end_of_due_day
from networkapp.inquiries.queries.case_status import local_date, set_state
from networkapp.models import Network, Seat
from networkapp.permissions import Action
from tests.factories.inquiries import (
    drafted,
    file_answer,
    keeper_of,
    let_keepers_table,
    make_case,
    make_inquiry,
    make_instrument,
)
from tests.factories.networks import DelegationFactory, make_seat
from tests.worlds import world

TODAY = timezone.localdate
DAY = timedelta(days=1)


@world
def inquiry(network: Network) -> Inquiry:
    return make_inquiry(network)


@world
def adviser(network: Network) -> Seat:
    return make_seat(network, "XA", "adviser")


@world
def member(network: Network) -> Seat:
    return make_seat(network, "XA", "member")


def refused(act: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**kwargs)
    return refusal.value.code


def test_form_has_the_wording_of_its_instrument_and_translated_questions(inquiry: Inquiry, adviser: Seat) -> None:
    first, second = inquiry.questions.all()
    texts = {first.key: "Wie viele wurden verurteilt?", second.key: ""}
    translate_questions(inquiry=inquiry, user=adviser.user, language="de", texts=texts)
    fields = {"opening": "An {addressee}: {title}", "closing": "Ende.", "language": "de", "addressee": "die Regierung"}
    case = drafted(inquiry, adviser, instrument=make_instrument("XA", **fields))
    assert case.text.split("\n\n") == [
        "An die Regierung: Convictions",
        "1. Wie viele wurden verurteilt?",
        "2. How many went home safely?",
        "Ende.",
    ]
    assert case.language == "de"
    for language in ("en", "xx"):
        fields = {"inquiry": inquiry, "user": adviser.user, "language": language, "texts": texts}
        assert refused(translate_questions, **fields) == "language"


def test_adviser_drafts_a_form_and_a_member_approves_the_version_they_read(
    inquiry: Inquiry, adviser: Seat, member: Seat
) -> None:
    case = drafted(inquiry, adviser, instrument=make_instrument())
    fields = {"case": case, "user": adviser.user}
    assert refused(table_case, tabled_on=TODAY(), **fields) == "not_released"
    with pytest.raises(NotAllowed):
        approve_form(base_version=1, **fields)
    with pytest.raises(NotAllowed):
        approve_form(case=case, user=make_seat(inquiry.network, "XB", "member").user, base_version=1)
    save_form(text="Better words.", base_version=1, **fields)
    assert refused(approve_form, case=case, user=member.user, base_version=1) == "changed"
    approve_form(case=case, user=member.user, base_version=2)
    save_form(text="Other words.", base_version=2, **fields)
    assert refused(table_case, tabled_on=TODAY(), **fields) == "not_released"
    approve_form(case=case, user=member.user, base_version=3)
    tabled = table_case(tabled_on=TODAY(), reference="K 12/2026", **fields)
    assert (tabled.state, tabled.released_seat, tabled.tabled_seat) == (CaseState.TABLED, member, adviser)
    assert refused(save_form, text="Too late.", base_version=3, **fields) == "tabled"
    assert refused(table_case, tabled_on=TODAY(), **fields) == "tabled"
    steps = list(tabled.steps.values_list("kind", "seat"))
    assert steps == [
        ("drafted", adviser.pk), ("rewritten", adviser.pk), ("released", member.pk), ("rewritten", adviser.pk),
        ("released", member.pk), ("tabled", adviser.pk),
    ]  # fmt: skip
    log = inquiry.network.events.filter(kind__startswith="cast.").values_list("kind", "audience")
    assert [audience for _kind, audience in log] == ["delegation"] * 5 + ["network"]


def test_secretariat_tables_unapproved_questions_only_if_the_network_allows_it(
    inquiry: Inquiry, adviser: Seat, member: Seat
) -> None:
    keeper, fields = keeper_of(inquiry.network), {"tabled_on": TODAY()}
    case = drafted(inquiry, adviser, instrument=make_instrument())
    assert refused(table_case, case=case, user=keeper.user, **fields) == "not_released"
    let_keepers_table(inquiry.network)
    assert table_case(case=case, user=keeper.user, **fields).state == CaseState.TABLED
    Network.objects.filter(pk=inquiry.network_id).update(tables_unreleased=False)
    released = drafted(inquiry, keeper, "XB", instrument=make_instrument("XB"))
    approve_form(case=released, user=make_seat(inquiry.network, "XB", "member").user, base_version=1)
    assert table_case(case=released, user=keeper.user, **fields).state == CaseState.TABLED


def test_network_setting_does_not_let_advisers_table_unapproved_questions(inquiry: Inquiry, adviser: Seat) -> None:
    let_keepers_table(inquiry.network)
    case = drafted(inquiry, adviser, instrument=make_instrument())
    assert refused(table_case, case=case, user=adviser.user, tabled_on=TODAY()) == "not_released"


def test_only_users_acting_for_a_parliament_draft_its_parliamentary_question(inquiry: Inquiry, adviser: Seat) -> None:
    network = inquiry.network
    for by in (
        make_seat(network, "XB", "adviser"),
        make_seat(network, "XA", "observer"),
        make_seat(network, "XA", "government"),
    ):
        with pytest.raises(NotAllowed):
            drafted(inquiry, by)
    key = uuid4()
    case = drafted(inquiry, adviser, client_key=key)
    assert drafted(inquiry, adviser, client_key=key) == case
    assert refused(drafted, inquiry=inquiry, by=adviser) == "case_exists"
    keeper = keeper_of(network)
    assert drafted(inquiry, keeper, "XB").delegation.code == "XB"
    assert refused(drafted, inquiry=inquiry, by=keeper, code="XC") == "elsewhere"
    draft = make_inquiry(network, approved=False)
    assert refused(drafted, inquiry=draft, by=adviser) == "not_approved"
    foreign = make_instrument("XB")
    assert refused(drafted, inquiry=make_inquiry(network), by=adviser, instrument=foreign) == "another_parliament"


def test_untabled_question_is_visible_to_its_delegation_and_inquiry_managers_only(
    inquiry: Inquiry, adviser: Seat
) -> None:
    case = drafted(inquiry, adviser, instrument=make_instrument())
    others = [
        make_seat(inquiry.network, "XB", "member"),
        make_seat(inquiry.network, "XA", "expert"),
        keeper_of(inquiry.network),
    ]
    people = [adviser, *others]

    def visible_to() -> list[bool]:
        return [ParliamentCase.objects.where(seat.user, may=Action.SEE).filter(pk=case.pk).exists() for seat in people]

    assert visible_to() == [True, False, False, True]
    let_keepers_table(inquiry.network)
    table_case(case=case, user=others[-1].user, tabled_on=TODAY())
    assert visible_to() == [True] * 4


def test_due_date_of_an_answer_is_explained_in_steps(inquiry: Inquiry) -> None:
    instrument = make_instrument(pauses_in_recess=True, lapses="session")
    periods = [("recess", date(2026, 6, 20), date(2026, 8, 31)), ("session", date(2025, 9, 1), date(2026, 6, 19))]
    for kind, begins, ends in periods:
        ParliamentPeriod.objects.create(
            delegation=instrument.delegation, kind=kind, begins_on=begins, ends_on=ends, is_sample=True
        )
    case = make_case(inquiry, instrument=instrument, tabled_on=date(2026, 6, 15))
    assert (case.due_on, case.lapses_on) == (date(2026, 9, 6), date(2026, 6, 19))
    assert [row["why"] for row in case.due_steps] == ["tabled", "counted_from", "recess", "counted", "lapses_before"]


def test_without_an_answer_rule_tabling_requires_a_due_date(inquiry: Inquiry) -> None:
    keeper = keeper_of(inquiry.network)
    let_keepers_table(inquiry.network)
    for instrument in (None, make_instrument("XA", key="no-rule", number=None, unit="")):
        case = draft_case(
            inquiry=inquiry, delegation=DelegationFactory(code="XA"), user=keeper.user, client_key=uuid4(),
            instrument=instrument,
        )  # fmt: skip
        fields = {"case": case, "user": keeper.user, "tabled_on": TODAY()}
        assert refused(table_case, **fields) == "due_on"
        assert refused(table_case, due_on=TODAY() + DAY, **fields) == "due_words"
        assert refused(table_case, due_on=TODAY() - DAY, due_words="x", **fields) == "due_before"
        tabled = table_case(due_on=TODAY() + 9 * DAY, due_words="The speaker set it.", **fields)
        assert (tabled.due_on, tabled.due_steps[0]["why"]) == (TODAY() + 9 * DAY, "no_rule")
        withdraw_case(case=case, user=keeper.user, words="Again")


def test_tabling_date_is_checked_in_the_time_zone_of_the_capital(
    inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the eve of summer time, which begins on the last Sunday of March."""
    end_of_march = date(TODAY().year + 1, 3, 31)
    sunday = end_of_march - (end_of_march.isoweekday() % 7) * DAY
    moment = datetime.combine(sunday - DAY, time(22, 30), UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    days = {}
    for code, zone in (("XA", "Europe/Helsinki"), ("XB", "Atlantic/Reykjavik")):
        delegation = DelegationFactory(code=code)
        delegation.time_zone = zone
        delegation.save()
        days[code] = local_date(delegation=delegation)
    assert days == {"XA": sunday, "XB": sunday - DAY}
    assert make_case(inquiry, "XA", tabled_on=sunday).due_on == sunday + 10 * DAY
    with pytest.raises(Refused) as refusal:
        make_case(inquiry, "XB", tabled_on=sunday)
    assert refusal.value.code == "in_future"


def test_calendar_shows_a_due_date_at_the_end_of_that_day(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    ends = end_of_due_day(case)
    assert ends is not None
    assert (ends.date(), f"{ends:%H:%M}") == (case.due_on, "23:59")


def test_due_date_is_postponed_with_a_recorded_reason(inquiry: Inquiry, member: Seat) -> None:
    case = make_case(inquiry)
    fields = {"case": case, "user": member.user}
    assert refused(change_due_date, due_on=TODAY() + 30 * DAY, words=" ", **fields) == "due_words"
    later = change_due_date(due_on=TODAY() + 30 * DAY, words="Asked for more time", **fields)
    step = later.steps.get(kind="due_changed")
    assert (later.due_on, step.words, step.facts["before"]) == (
        TODAY() + 30 * DAY, "Asked for more time", (TODAY() + 10 * DAY).isoformat(),
    )  # fmt: skip


def test_further_question_can_be_drafted_after_an_insufficient_answer(inquiry: Inquiry, member: Seat) -> None:
    case = make_case(inquiry)
    fields = {"case": case, "user": member.user}
    assert refused(draft_further_case, client_key=uuid4(), **fields) == "not_yet"
    file_answer(case, status="evasive", status_because="It speaks of something else")
    second = inquiry.questions.get(number=2)
    other = make_inquiry(inquiry.network).questions.first()
    assert refused(draft_further_case, client_key=uuid4(), questions=[other], **fields) == "not_asked"
    key = uuid4()
    further = draft_further_case(client_key=key, questions=[second], words="The answer did not say.", **fields)
    assert draft_further_case(client_key=key, questions=[second], **fields) == further
    assert refused(draft_further_case, client_key=uuid4(), **fields) == "follows_already"
    assert further.text.split("\n\n")[-2:] == ["The answer did not say.", "1. How many went home safely?"]
    case.refresh_from_db()
    assert case.state == CaseState.EVASIVE
    table_case(case=further, user=member.user, tabled_on=TODAY())
    case.refresh_from_db()
    assert case.state == CaseState.SUPPLEMENTARY


def test_new_question_can_be_drafted_after_a_withdrawn_one(inquiry: Inquiry, member: Seat) -> None:
    case = make_case(inquiry)
    assert refused(withdraw_case, case=case, user=member.user, words="") == "no_words"
    withdraw_case(case=case, user=member.user, words="Asked elsewhere")
    withdraw_case(case=case, user=member.user, words="Asked elsewhere")
    assert list(case.steps.values_list("kind", flat=True)) == ["drafted", "tabled", "withdrawn"]
    again = make_case(inquiry)
    file_answer(again)
    assert refused(withdraw_case, case=again, user=member.user, words="No") == "answered"


def test_parliamentary_question_allows_only_the_state_transitions_of_the_table(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    for before in CaseState:
        for after in CaseState:
            ParliamentCase.objects.filter(pk=case.pk).update(state=before)
            parliament_case = ParliamentCase.objects.get(pk=case.pk)
            if after == before or after in CAST_TRANSITIONS[before]:
                set_state(case=parliament_case, state=after)
                assert ParliamentCase.objects.get(pk=case.pk).state == after
            else:
                with pytest.raises(ValueError, match=f"{before} > {after}"):
                    set_state(case=parliament_case, state=after)


def test_instrument_of_a_real_parliament_requires_source_and_date(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_instrument(is_sample=False)
    read = {"source": "https://example.org/rules", "checked_on": date(2026, 1, 1)}
    assert make_instrument(is_sample=False, **read).rule is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        make_instrument("XB", number=None)
    assert ParliamentInstrument.objects.count() == 1
