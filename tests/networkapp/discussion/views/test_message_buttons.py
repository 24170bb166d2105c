"""The buttons beside messages in a topic, which answer in JSON without leaving the page."""

import json
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.messages import react
from networkapp.discussion.actions.receipts import ask_for_receipt
from networkapp.discussion.models import Message, Reaction, Receipt
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

JSON = {"HTTP_ACCEPT": "application/json"}


@world
def chair(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="joint"), offices=["chair"])


@world
def message(chair: Seat) -> Message:
    return add_message(start_topic(chair), chair)


@world
def reader(chair: Seat) -> Seat:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="DK"))


def page_of(client: Client, seat: Seat, message: Message) -> BeautifulSoup:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return BeautifulSoup(client.get(message.topic.get_absolute_url()).content, "html.parser")


def address(message: Message, act: str) -> str:
    return f"{message.topic.get_absolute_url()}messages/{message.pk}/{act}/"


def test_topic_page_marks_only_the_reactions_of_its_reader(
    client: Client, chair: Seat, reader: Seat, message: Message
) -> None:
    other = SeatFactory(network=chair.network, delegation=DelegationFactory(code="XC"))
    react(message=message, user=reader.user, kind=Reaction.Kind.AGREE)
    react(message=message, user=other.user, kind=Reaction.Kind.THANKS)
    page = page_of(client, reader, message)
    [taps] = page.select("message-taps")
    assert json.loads(str(taps["data-given"])) == {str(message.pk): ["agree"]}
    buttons = page.select(f"#message-{message.pk} .doings button")
    assert [button.get_text() for button in buttons] == ["Agree", "Thanks"]


def test_reaction_as_json_returns_a_confirmation_or_an_error_message(
    client: Client, chair: Seat, reader: Seat, message: Message
) -> None:
    page_of(client, reader, message)
    done = client.post(address(message, "react"), {"kind": "agree", "on": "1"}, **JSON)
    assert (done.status_code, done.json()) == (200, {"confirmation": "Reaction saved."})
    assert [reaction.kind for reaction in Reaction.objects.all()] == ["agree"]
    page_of(client, chair, message)
    refused: Any = client.post(address(message, "react"), {"kind": "agree", "on": "1"}, **JSON)
    assert refused.status_code == 422
    assert "You cannot react to or report your own message." in refused.content.decode()


def test_receipt_can_be_confirmed_beside_the_message_by_delegations(
    client: Client, chair: Seat, reader: Seat, message: Message
) -> None:
    ask_for_receipt(message=message, user=chair.user, due_at=timezone.now() + timedelta(days=3))
    page = page_of(client, reader, message)
    [taps] = page.select("message-taps")
    assert (taps["data-delegation"], taps["data-confirm"]) == ("DK", "Confirm receipt for Denmark")
    assert page.select(f"#message-{message.pk} [data-confirm]")[0]["data-seen"] == ""
    done = client.post(address(message, "acknowledge"), **JSON)
    assert done.json() == {"confirmation": "Receipt confirmed."}
    assert Receipt.objects.get().delegation.code == "DK"
    seen = page_of(client, reader, message).select(f"#message-{message.pk} [data-confirm]")[0]["data-seen"]
    assert str(seen).split() == ["DK"]
    secretariat = SeatFactory(network=chair.network, capacity="secretariat", delegation=None)
    [taps] = page_of(client, secretariat, message).select("message-taps")
    assert not taps.has_attr("data-delegation")


def test_markdown_fields_have_a_toolbar_that_is_hidden_without_javascript(
    client: Client, reader: Seat, message: Message
) -> None:
    page = page_of(client, reader, message)
    [bar] = page.select("form.composer [role=toolbar]")
    assert bar.has_attr("hidden")
    assert (bar["aria-label"], bar["aria-controls"]) == ("Formatting", "id_body")
    buttons = [button.get_text() for button in bar.select("button[type=button]")]
    assert buttons == ["Bold", "Italic", "List", "Link", "Quote", "Mention"]
    opening = BeautifulSoup(client.get("/networks/joint/topics/new/").content, "html.parser")
    assert len(opening.select("[role=toolbar]")) == 1
    mine = add_message(message.topic, reader)
    edit = BeautifulSoup(client.get(f"{message.topic.get_absolute_url()}messages/{mine.pk}/").content, "html.parser")
    assert [button.get_text() for button in edit.select("[role=toolbar] button")] == buttons[:-1]
