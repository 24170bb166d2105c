"""Messages are selected on the pages of their topic and become the text of a proposal."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from networkapp.decisions.models import Proposal
from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"))


def checkboxes(page: Any) -> dict[int, bool]:
    """Return the messages that can be selected on the page, and whether each is selected."""
    found = re.findall(r'name="message" value="(\d+)" id="pick-\d+"( checked)?', page.content.decode())
    return {int(key): bool(checked) for key, checked in found}


def topic_url(topic: Topic, what: str = "pick", picked: Iterable[Message] = (), **kwargs: int) -> str:
    keys = "&".join([*(f"message={one.pk}" for one in picked), *(f"{key}={number}" for key, number in kwargs.items())])
    return f"/networks/here/topics/{topic.pk}/{what}/?{keys}"


def test_topic_page_links_to_a_selection_with_a_checkbox_per_readable_message(client: Client, seat: Seat) -> None:
    topic = start_topic(seat, body="One line for all.")
    second, gone = add_message(topic, seat, "Day and night."), add_message(topic, seat, "Never mind.")
    withdraw_message(message=gone, user=seat.user)
    first = topic.messages.earliest("sequence")
    client.force_login(seat.user)
    [way] = re.findall(r'href="([^"]*/pick/[^"]*)"', client.get(topic.get_absolute_url()).content.decode())
    assert checkboxes(client.get(way)) == {first.pk: False, second.pk: False}
    text = client.get(topic_url(topic, "propose", [second, first])).context["form"]["text"].value()
    assert text == "One line for all.\n\nDay and night."


def test_users_who_cannot_propose_see_no_link_to_select_messages(client: Client, seat: Seat) -> None:
    topic = start_topic(seat)
    client.force_login(SeatFactory(network=seat.network, capacity="observer").user)
    assert "/pick/" not in client.get(topic.get_absolute_url()).content.decode()


def test_selected_messages_stay_selected_on_other_pages_of_the_topic(client: Client, seat: Seat, settings: Any) -> None:
    settings.NETWORKAPP_TOPIC_PAGE_SIZE = 2
    topic = start_topic(seat)
    for number in range(4):
        add_message(topic, seat, f"Number {number}")
    result = list(topic.messages.order_by("sequence"))
    client.force_login(seat.user)
    newest = client.get(topic_url(topic))
    assert checkboxes(newest) == {result[3].pk: False, result[4].pk: False}
    older = client.get(topic_url(topic, picked=[result[4]], before=newest.context["window"].older))
    assert checkboxes(older) == {result[4].pk: True, result[1].pk: False, result[2].pk: False}
    both = [result[4], result[1]]
    again = client.get(topic_url(topic, picked=both, newer=older.context["window"].newer))
    assert checkboxes(again) == {result[1].pk: True, result[3].pk: False, result[4].pk: True}
    form = client.get(topic_url(topic, "propose", both))
    assert form.context["form"]["text"].value() == "Number 0\n\nNumber 3"
    # Messages selected earlier are still selected on return.
    back = client.get(f"/networks/here/topics/{topic.pk}/pick/?{form.context['picks']}")
    assert {key for key, chosen in checkboxes(back).items() if chosen} == {result[1].pk, result[4].pk}


def test_url_with_messages_of_another_topic_selects_nothing(client: Client, seat: Seat) -> None:
    topic, other = start_topic(seat), start_topic(seat).messages.get()
    client.force_login(seat.user)
    address = topic_url(topic, picked=[other])
    assert [checkboxes(client.get(f"{address}{more}")) for more in ("", "&message=x")] == [
        {topic.messages.get().pk: False}
    ] * 2
    assert client.get(f"{address}&before=x").status_code == 404
    assert not Proposal.objects.exists()
