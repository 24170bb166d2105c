"""An answer under embargo does not exist for others, and no state, step, log or agenda reveals it."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from networkapp import events
from networkapp.errors import Refused
from networkapp.inquiries.actions.cases import draft_further_case, table_case
from networkapp.inquiries.agenda_suggestions import suggest_answers_due
from networkapp.inquiries.exports import inquiry_file
from networkapp.inquiries.models import CaseStep, Inquiry, ParliamentCase, Reply
from networkapp.inquiries.notices import record_ended_embargoes, record_lapsed
from networkapp.inquiries.queries.matrix import find_case
from networkapp.inquiries.views.cases import visible_steps
from networkapp.models import Network
from tests.factories.inquiries import file_answer, keeper_of, let_keepers_table, make_case, make_open_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import make_seat
from tests.networkapp.inquiries.test_replies import client_of, state_of
from tests.worlds import world

DAY = timedelta(days=1)


@world
def inquiry(network: Network) -> Inquiry:
    return make_open_inquiry(network)


def embargoed_and_unanswered(
    inquiry: Inquiry, days_ago: int = 40, **dates: Any
) -> tuple[ParliamentCase, ParliamentCase]:
    """Return two questions tabled on one day; all answers to the first are under embargo."""
    pair = tuple(make_case(inquiry, code, tabled_on=timezone.localdate() - days_ago * DAY) for code in ("XA", "XB"))
    ParliamentCase.objects.update(**dates)
    for number in (1, 2):
        file_answer(pair[0], number, embargo_until=timezone.now() + DAY)
    return pair[0], pair[1]


def visible_details(case: ParliamentCase, reader: Any) -> tuple[Any, ...]:
    inquiry = Inquiry.objects.select_related("network").get(pk=case.inquiry_id)
    seen, _reach = find_case(inquiry=inquiry, pk=case.pk, user=reader)
    kinds = [step.kind for step in visible_steps(status=seen)]
    return (
        seen.state,
        seen.state_label,
        seen.is_overdue,
        seen.days_over,
        seen.answered_on,
        seen.answers,
        kinds,
    )


@pytest.mark.parametrize(
    ("days_ago", "lapsed_for", "state", "days_over"),
    [(2, -5, "tabled", 0), (40, -5, "tabled", 30), (40, 1, "lapsed", 0)],
)
def test_answer_under_embargo_looks_unanswered_to_users_who_may_not_read_it(
    inquiry: Inquiry, days_ago: int, lapsed_for: int, state: str, days_over: int
) -> None:
    lapses_on = timezone.localdate() - lapsed_for * DAY
    hidden, unanswered = embargoed_and_unanswered(inquiry, days_ago, lapses_on=lapses_on)
    other, own = make_seat(inquiry.network, "XC").user, make_seat(inquiry.network, "XA").user
    mark = Network.objects.get(pk=inquiry.network_id).last_sequence
    assert record_lapsed(now=timezone.now()) == 2 * (state == "lapsed")
    assert record_lapsed(now=timezone.now()) == 0
    assert visible_details(hidden, other) == visible_details(unanswered, other)
    assert visible_details(hidden, other)[0] == state
    assert visible_details(hidden, other)[3] == days_over
    log = [(one.kind, one.payload["cast"]) for one in events.read_events(inquiry.network, other, since=mark)]
    assert log == ([("cast.lapsed", hidden.pk), ("cast.lapsed", unanswered.pk)] if state == "lapsed" else [])
    # The two were tabled one after the other; the test is about all other differences.
    CaseStep.objects.update(done_at=timezone.now())
    for reader in (other, None):
        pages = []
        for case in (hidden, unanswered):
            page = client_of(reader).get(case.get_absolute_url()).content.decode()
            place = rf"{case.delegation.label}|{case.delegation.code}"
            own_words = rf"casts/{case.pk}/|{place}|parliamentcase-{case.pk}|\b\w{{64}}\b"
            pages.append(re.sub(own_words, "", page))
        assert pages[0] == pages[1]
    # Users acting for the parliament see both the state and how others see it.
    assert visible_details(hidden, own)[0] == "answered"
    assert "lapsed" not in visible_details(hidden, own)[-1]
    assert "everyone else sees this question as" in client_of(own).get(hidden.get_absolute_url()).content.decode()
    Reply.objects.update(embargo_until=timezone.now() - DAY)
    assert record_ended_embargoes(now=timezone.now()) == 2
    assert visible_details(hidden, other)[0] == "answered"
    assert "lapsed" not in visible_details(hidden, other)[-1]


def test_further_question_cannot_be_tabled_while_the_answer_is_under_embargo(inquiry: Inquiry) -> None:
    hidden, _unanswered = embargoed_and_unanswered(inquiry, 40)
    keeper = keeper_of(inquiry.network).user
    let_keepers_table(inquiry.network)
    fields = {"user": keeper, "tabled_on": timezone.localdate()}
    further = draft_further_case(case=hidden, user=keeper, client_key=uuid4())
    with pytest.raises(Refused) as refusal:
        table_case(case=further, **fields)
    assert refusal.value.code == "embargo"
    assert state_of(hidden) == "answered"
    Reply.objects.update(embargo_until=timezone.now() - DAY)
    assert table_case(case=ParliamentCase.objects.get(pk=further.pk), **fields).state == "tabled"
    assert state_of(hidden) == "supplementary"


def test_agenda_suggests_an_inquiry_whose_answer_is_under_embargo_as_unanswered(inquiry: Inquiry) -> None:
    _hidden, unanswered = embargoed_and_unanswered(inquiry, 40)
    unanswered.delete()
    meeting = make_meeting(inquiry.network, date=timezone.localdate() + DAY)
    assert [one.about for one in suggest_answers_due(meeting=meeting)] == [inquiry]
    Reply.objects.filter(question__number=1).update(embargo_until=None)
    assert list(suggest_answers_due(meeting=meeting)) == []


def test_agenda_does_not_suggest_lapsed_questions_with_an_answer_under_embargo(inquiry: Inquiry) -> None:
    pair = embargoed_and_unanswered(inquiry, 40, lapses_on=timezone.localdate() - DAY)
    meeting = make_meeting(inquiry.network, date=timezone.localdate() + DAY)
    assert record_lapsed(now=timezone.now()) == 2
    assert list(suggest_answers_due(meeting=meeting)) == []
    pair[1].delete()
    assert list(suggest_answers_due(meeting=meeting)) == []


def test_answer_date_for_others_ignores_a_later_answer_under_embargo(inquiry: Inquiry) -> None:
    case, today = make_case(inquiry, tabled_on=timezone.localdate() - 9 * DAY), timezone.localdate()
    file_answer(case, 1, answered_on=today - 3 * DAY)
    file_answer(case, 2, answered_on=today, embargo_until=timezone.now() + DAY)
    assert ParliamentCase.objects.get(pk=case.pk).answered_on == today - 3 * DAY
    Reply.objects.filter(question__number=2).update(embargo_until=timezone.now() - DAY)
    assert record_ended_embargoes(now=timezone.now()) == 1
    assert ParliamentCase.objects.get(pk=case.pk).answered_on == today


def test_workbook_marks_an_answer_under_embargo_for_its_readers_only(inquiry: Inquiry) -> None:
    case = make_case(inquiry, "XA")
    file_answer(case, quotation="Twelve.", embargo_until=datetime(2099, 5, 3, 12, tzinfo=UTC))
    own, other = make_seat(inquiry.network, "XA").user, make_seat(inquiry.network, "XB").user
    shown = []
    for reader in (own, other):
        content = inquiry_file(inquiry=inquiry, user=reader, form="xlsx").content
        shown.append(load_workbook(BytesIO(content)).worksheets[0]["B2"].value)
    assert shown == ["answered: Embargo until 3 May 2099, 12:00\nTwelve.", "tabled"]
