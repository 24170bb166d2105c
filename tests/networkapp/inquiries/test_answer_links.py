"""Consequences of an answer: things that the user may see, and never the inquiry that led to the answer."""

import pytest

from networkapp.errors import Refused
from networkapp.inquiries.actions.answer_links import link_answer, linked_things, unlink_answer
from networkapp.inquiries.models import Inquiry
from networkapp.models import CausalLink
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry() -> Inquiry:
    return make_inquiry(NetworkFactory(slug="here", visibility="members"))


def test_answer_is_linked_only_to_objects_that_the_user_may_see(inquiry: Inquiry) -> None:
    member = SeatFactory(network=inquiry.network, delegation=DelegationFactory(code="XA"))
    reply = file_answer(make_case(inquiry))
    hidden = NetworkFactory(slug="hidden")
    hidden.delegations.add(other := DelegationFactory(code="XC"))
    seat = SeatFactory(network=hidden, user=member.user, delegation=other)
    link_answer(reply=reply, about=f"delegation-{other.pk}", user=seat.user)
    link_answer(reply=reply, about=f"delegation-{reply.case.delegation_id}", user=seat.user)
    stranger = SeatFactory().user
    codes = [[thing.it.code for thing in linked_things(replies=[reply.pk], user=user)[reply.pk]] for user in
             (member.user, stranger)]  # fmt: skip
    assert codes == [["XC", "XA"], ["XA"]]
    unlink_answer(reply=reply, about=f"delegation-{other.pk}", user=seat.user)
    assert len(linked_things(replies=[reply.pk], user=member.user)[reply.pk]) == 1
    with pytest.raises(Refused):
        link_answer(reply=reply, about="delegation-999999", user=seat.user)


def test_answer_cannot_have_its_own_inquiry_as_a_consequence(inquiry: Inquiry) -> None:
    member = SeatFactory(network=inquiry.network, delegation=DelegationFactory(code="XA"))
    reply = file_answer(make_case(inquiry))
    with pytest.raises(Refused) as refusal:
        link_answer(reply=reply, about=f"inquiry-{inquiry.pk}", user=member.user)
    assert (refusal.value.code, CausalLink.objects.count()) == ("goes_round", 0)
