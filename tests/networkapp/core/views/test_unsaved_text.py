"""Text is not lost if the page that it was written for changes or disappears meanwhile."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.actions.moderation import hide_message
from networkapp.discussion.actions.move_topic import move_topic
from networkapp.discussion.actions.topics import change_state, share_topic, unshare_topic
from networkapp.discussion.models import Message, Topic, TopicState
from networkapp.models import Delegation, Network, Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

TEXT = "What I typed <b>here</b>"
KEPT = "What I typed &lt;b&gt;here&lt;/b&gt;"


@world
def chair(db: None) -> Seat:
    chair = SeatFactory(network=NetworkFactory(slug="home"), offices=["chair"])
    SeatFactory(user=chair.user, network=NetworkFactory(slug="guest"), offices=["chair"])
    return chair


@pytest.fixture
def writer(chair: Seat, client: Client) -> Seat:
    """Return the seat of a signed-in member of the topic's home network."""
    yesterday = timezone.now() - timedelta(1)
    writer = SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"), starts_at=yesterday)
    client.force_login(writer.user, backend="django.contrib.auth.backends.ModelBackend")
    return writer


@world
def topic(chair: Seat) -> Topic:
    return start_topic(chair)


def words(**kwargs: Any) -> dict[str, Any]:
    return {"body": TEXT, "client_key": str(uuid4()), **kwargs}


def post(client: Client, address: str, **kwargs: Any) -> tuple[int, str]:
    answer = client.post(address, words(**kwargs))
    return answer.status_code, " ".join(answer.content.decode().split())


def same(shown: str) -> str:
    """Return the page without its own address and without tokens of its forms."""
    return re.sub(r"topics/\d+/|topics%2F\d+|csrfmiddlewaretoken\" value=\"\w+", "", shown)


def test_topic_about_a_deleted_object_is_shown_again_with_its_text_and_opens_without_it(
    writer: Seat, client: Client
) -> None:
    body = Delegation.objects.create(code="XQ", name="A body", kind="regional")
    writer.network.delegations.add(body)
    address = f"/networks/{writer.network.slug}/topics/new/"
    page = client.get(address, {"about": f"delegation-{body.pk}"}).content.decode()
    assert f'name="about" value="delegation-{body.pk}"' in page
    fields: dict[str, Any] = {"title": "About the body", "about": f"delegation-{body.pk}"}
    body.delete()
    status, shown = post(client, address, **fields)
    assert (status, KEPT in shown, "is no longer available" in shown) == (422, True, True)
    assert '<input type="hidden" name="about" value="">' in shown
    assert not Topic.objects.exists()
    assert post(client, address, **{**fields, "about": ""})[0] == 302
    assert Topic.objects.get().about is None


def test_topic_opens_about_the_object_that_the_form_names(writer: Seat, client: Client) -> None:
    writer.network.delegations.add(writer.delegation)
    address = f"/networks/{writer.network.slug}/topics/new/"
    assert post(client, address, title="About us", about=f"delegation-{writer.delegation_id}")[0] == 302
    assert Topic.objects.get().about == writer.delegation


def test_message_to_a_closed_or_archived_topic_is_refused_and_kept(
    topic: Topic, chair: Seat, writer: Seat, client: Client
) -> None:
    for state in (TopicState.CLOSED, TopicState.ARCHIVED):
        change_state(topic=topic, state=state, user=chair.user)
        status, shown = post(client, topic.get_absolute_url())
        assert (status, KEPT in shown, "The topic is closed, so your message was not posted." in shown) == (
            422,
            True,
            True,
        )


def test_message_to_a_moved_topic_is_shown_again_at_its_new_address(
    topic: Topic, chair: Seat, writer: Seat, client: Client
) -> None:
    guest = Network.objects.get(slug="guest")
    SeatFactory(user=writer.user, network=guest)
    before = topic.get_absolute_url()
    move_topic(topic=topic, network=guest, user=chair.user)
    moved = Topic.objects.get(pk=topic.pk)
    status, shown = post(client, before)
    assert (status, KEPT in shown, "This topic has moved to “Guest”" in shown) == (422, True, True)
    assert f'action="{moved.get_absolute_url()}#write"' in shown
    response = client.post(before, words(), headers={"accept": "application/json"})
    assert (response.status_code, "This topic has moved to “Guest”" in str(response.json())) == (422, True)
    assert moved.messages.count() == 1


@pytest.mark.parametrize("page", ["", "preview/", "draft/", "prepare/"])
def test_message_to_a_topic_that_is_no_longer_accessible_is_shown_again_alone(
    topic: Topic, chair: Seat, client: Client, page: str
) -> None:
    guest = Network.objects.get(slug="guest")
    share_topic(topic=topic, network=guest, user=chair.user)
    reader = SeatFactory(network=guest)
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/networks/guest/topics/{topic.pk}/{page}"
    unshare_topic(topic=topic, network=guest, user=chair.user)
    status, shown = post(client, address)
    assert (status, KEPT in shown, "Hotlines" in shown) == (404, True, False)
    never = post(client, f"/networks/guest/topics/{topic.pk + 999}/{page}")
    assert (never[0], same(never[1])) == (status, same(shown))
    assert client.post(address, words(), headers={"accept": "application/json"}).status_code == 404
    assert client.post(address, {}).status_code == 404
    assert topic.messages.count() == 1


def test_message_of_a_user_who_lost_the_right_to_post_is_shown_again(
    topic: Topic, writer: Seat, client: Client
) -> None:
    Seat.objects.filter(pk=writer.pk).update(capacity="observer")
    status, shown = post(client, topic.get_absolute_url())
    assert (status, KEPT in shown, "You do not have permission to do that here" in shown) == (403, True, True)
    Seat.objects.filter(pk=writer.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    for address in (topic.get_absolute_url(), f"/networks/{writer.network.slug}/topics/new/"):
        status, shown = post(client, address, title="A title")
        assert (status, KEPT in shown) == (404, True)


def hide_or_withdraw(message: Message, how: str, chair: Seat) -> None:
    if how == "hidden":
        hide_message(message=message, user=chair.user, reason="It names a victim")
    else:
        withdraw_message(message=message, user=message.author)


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_reply_to_a_message_withdrawn_meanwhile_is_shown_again_and_can_be_posted_alone(
    topic: Topic, chair: Seat, writer: Seat, client: Client, how: str
) -> None:
    message = add_message(topic, SeatFactory(network=chair.network), body="A quetzal was here.")
    before = words(reply_to=message.pk, body="Posted before it was sealed")
    assert client.post(topic.get_absolute_url(), before).status_code == 302
    hide_or_withdraw(message, how, chair)
    assert client.post(topic.get_absolute_url(), before).status_code == 302
    status, shown = post(client, topic.get_absolute_url(), reply_to=message.pk)
    assert (status, KEPT in shown, "post it as a separate message" in shown, "quetzal" in shown) == (
        422,
        True,
        True,
        False,
    )
    assert '<input type="hidden" name="reply_to"' in shown
    assert f'name="reply_to" value="{message.pk}"' not in shown
    response = client.post(topic.get_absolute_url(), words(reply_to=message.pk), headers={"accept": "application/json"})
    assert [error["code"] for error in response.json()["errors"]["__all__"]] == ["answers_sealed"]
    assert post(client, topic.get_absolute_url(), reply_to="")[0] == 302
    assert list(topic.messages.filter(author=writer.user).values_list("reply_to", flat=True)) == [message.pk, None]


def test_edit_or_report_of_a_message_withdrawn_meanwhile_is_shown_again(
    topic: Topic, chair: Seat, writer: Seat, client: Client
) -> None:
    hers = add_message(topic, writer)
    address = f"{topic.get_absolute_url()}messages/{hers.pk}/"
    hide_or_withdraw(hers, "hidden", chair)
    status, shown = post(client, f"{address}edit/", base=0, reason="So")
    assert (status, KEPT in shown, "This message has been withdrawn or hidden" in shown) == (422, True, True)
    Seat.objects.filter(pk=writer.pk).update(ends_at=timezone.now())
    status, shown = post(client, f"{address}appeal/", reason="Nobody is named")
    assert (status, "Nobody is named" in shown) == (404, True)


def test_message_posted_after_the_session_ended_is_shown_again_with_a_sign_in_link(
    writer: Seat, client: Client, topic: Topic
) -> None:
    client.logout()
    status, page = post(client, topic.get_absolute_url())
    assert (status, KEPT in page) == (403, True)
    assert "You were signed out, so nothing was posted or changed." in page
    assert 'href="/desk/" target="_blank"' in page
    assert not Message.objects.filter(body=TEXT).exists()
