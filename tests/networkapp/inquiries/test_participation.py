"""Inquiries without delegations that are suspended or have withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.models import ParliamentCase
from networkapp.inquiries.notices import send_reminders
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import make_seat, suspend

pytestmark = pytest.mark.django_db


def test_question_for_a_suspended_delegation_is_refused() -> None:
    inquiry = make_inquiry()
    suspend(inquiry.network, "XA")
    with pytest.raises(Refused) as refusal:
        make_case(inquiry)
    assert refusal.value.code == "delegation_absent"


def test_nobody_is_reminded_of_an_answer_to_a_suspended_delegation() -> None:
    inquiry = make_inquiry()
    case = make_case(inquiry)
    make_seat(inquiry.network, "XA", "adviser")
    today = timezone.localdate()
    ParliamentCase.objects.filter(pk=case.pk).update(due_on=today, tabled_on=today - timedelta(days=99))
    suspend(inquiry.network, "XA")
    assert send_reminders(now=timezone.now()) == 0


def test_suspended_delegation_records_no_answer_but_its_network_can_and_earlier_ones_stay() -> None:
    inquiry = make_inquiry()
    case = make_case(inquiry)
    own = make_seat(inquiry.network, "XA", "adviser")
    first = file_answer(case, 1, by=own.user)
    suspend(inquiry.network, "XA")
    with pytest.raises(NotAllowed):
        file_answer(case, 2, by=own.user)
    second = file_answer(case, 2)
    assert list(case.replies.order_by("question__number")) == [first, second]
