"""The page of one message: the actions offered to its reader, with and without JavaScript, and withdrawn text."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.models import Message, Reaction, ReadMark
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory
from tests.networkapp.discussion.views.test_discussion import as_
from tests.worlds import world

Give = Callable[..., Seat]
HTMX = {"hx-request": "true"}


@world
def message(seat: Give) -> Message:
    author = seat("member", starts_at=timezone.now() - timedelta(1))
    return add_message(start_topic(author), author, body="A *sealed* quetzal.")


@world
def reader(seat: Give, message: Message) -> Seat:
    network = message.topic.network
    since = timezone.now() - timedelta(1)
    return seat("expert", network=network, delegation=DelegationFactory(code="XB"), starts_at=since)


def address(message: Message, act: str = "") -> str:
    return f"{message.topic.get_absolute_url()}messages/{message.pk}/{act}"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_message_panel_marks_the_reactions_that_are_also_beside_the_message(
    client: Client, message: Message, reader: Seat
) -> None:
    """Styles hide the marked reactions if scripts run; a reaction in the panel alone is always offered there."""
    panel = text(as_(client, reader).get(address(message)))
    forms = re.findall(r"<form[^>]*/react/[^>]*>.*?</form>", panel, re.DOTALL)
    kinds = re.compile(r'name="kind" value="(\w+)"')
    marked = {kind: "data-beside" in form for form in forms for kind in kinds.findall(form)}
    topic = text(client.get(message.topic.get_absolute_url()))
    beside = set(re.findall(r'data-react="(\w+)"', topic))
    assert beside
    assert marked == {kind: kind in beside for kind in Reaction.Kind.values}


def test_message_page_offers_the_actions_allowed_to_its_reader(
    client: Client, seat: Give, message: Message, reader: Seat
) -> None:
    offers = (
        "Would like to hear more",
        ">Reply</a></li>",
        "Mark as unread from here",
        ">Save</button>",
        "Withdraw message",
    )
    observer = seat("observer", network=message.topic.network)
    found = {}
    for who in (message.seat, reader, observer):
        page = text(as_(client, who).get(address(message)))
        found[who] = [offer in page for offer in offers]
    assert found == {
        message.seat: [False, True, True, True, True],
        reader: [True, True, True, False, False],
        observer: [False, False, True, False, False],
    }


def test_without_javascript_each_action_redirects_to_a_page_that_shows_its_result(
    client: Client, message: Message, reader: Seat
) -> None:
    as_(client, reader)
    done = client.post(address(message, "react/"), {"kind": "agree", "on": "1"}, follow=True)
    assert "Agree: XB." in text(done)
    done = client.post(address(message, "unread/"), follow=True)
    assert "Marked as unread." in text(done)
    assert ReadMark.objects.get(user=reader.user).sequence == message.sequence - 1
    as_(client, message.seat)
    done = client.post(address(message, "edit/"), {"body": "A <b>plain</b> one.", "base": 0}, follow=True)
    assert "A &lt;b&gt;plain&lt;/b&gt; one." in text(done)
    done = client.post(address(message, "withdraw/"), {"reason": "<i>wrong</i>"}, follow=True)
    assert "“&lt;i&gt;wrong&lt;/i&gt;”" in text(done)
    assert "plain" not in text(done)


def test_htmx_request_returns_the_message_section_and_the_unread_count(
    client: Client, message: Message, reader: Seat
) -> None:
    as_(client, reader)
    assert text(client.get(address(message), headers=HTMX)).lstrip().startswith("<section")
    done = client.post(address(message, "unread/"), headers=HTMX)
    assert json.loads(done.headers["HX-Trigger"]) == {"networkapp:marked": {"topic": message.topic_id, "unread": 1}}
    done = client.post(address(message, "react/"), {"kind": "thanks", "on": "1"}, headers=HTMX)
    assert (done.status_code, 'aria-pressed="true">Thanks' in text(done)) == (200, True)


def test_refused_edit_shows_the_reason_and_keeps_the_entered_text(client: Client, message: Message) -> None:
    as_(client, message.seat)
    Message.objects.filter(pk=message.pk).update(posted_at=timezone.now() - timedelta(hours=1))
    answer = client.post(address(message, "edit/"), {"body": "Other words.", "base": 0})
    assert answer.status_code == 422
    assert "Enter a reason." in text(answer)
    assert "Other words." in text(answer)
    for base, body in (("x", "Text"), ("0", "a\x00b"), ("0", "")):
        assert client.post(address(message, "edit/"), {"body": body, "base": base}).status_code == 422
    assert client.post(address(message, "react/"), {"kind": "hate", "on": "1"}).status_code == 422


def test_withdrawn_text_is_shown_to_its_author_only(client: Client, message: Message, reader: Seat) -> None:
    answer = add_message(message.topic, reader, body="An answer.", reply_to=message)
    pages = [message.topic.get_absolute_url(), address(message), address(message, "history/"), address(answer)]
    as_(client, reader)
    assert all("quetzal" in text(client.get(page)) for page in pages)
    withdraw_message(message=message, user=message.author)
    assert [client.get(page).status_code for page in pages] == [200, 200, 404, 200]
    assert not any("quetzal" in text(client.get(page)) for page in pages)
    as_(client, message.seat)
    assert ["quetzal" in text(client.get(page)) for page in pages] == [False, True, True, False]


def test_edit_history_marks_removed_and_added_words_for_screen_readers(client: Client, message: Message) -> None:
    as_(client, message.seat).post(address(message, "edit/"), {"body": "A *sealed* <letter>.", "base": 0})
    assert f'<a href="{address(message, "history/")}">' in text(client.get(address(message)))
    page = text(client.get(address(message, "history/")))
    assert '<del><span class="visually-hidden">[removed from here] </span>quetzal<' in page
    assert '<ins><span class="visually-hidden">[added from here] </span>&lt;letter&gt;<' in page


def test_message_url_under_another_topic_returns_404(client: Client, message: Message, reader: Seat) -> None:
    other = start_topic(message.seat)
    as_(client, reader)
    assert client.get(f"{other.get_absolute_url()}messages/{message.pk}/").status_code == 404
    assert client.get(f"{other.get_absolute_url()}messages/{10**30}/").status_code == 404
