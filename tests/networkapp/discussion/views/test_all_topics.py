"""The topics of all networks, the choice of network, and equal numbers in menu, desk and lists."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from networkapp.discussion.actions.message_drafts import prepare_message
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.queries.unread import unread_counts
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


def links(page: str, pattern: str) -> list[str]:
    return re.findall(rf'href="(/networks/{pattern})"', page)


def heading(page: str) -> str:
    found = re.search(r'<h1 data-fresh="heading">(.*?)</h1>', page)
    assert found
    return found[1]


@world
def reader() -> Any:
    """A member of the networks alpha and beta; with new messages in two topics of beta."""
    user = UserFactory()
    for slug in ("alpha", "beta"):
        SeatFactory(user=user, network=NetworkFactory(slug=slug, name=slug.capitalize()))
    author = SeatFactory(network=user.seats.get(network__slug="beta").network)
    for _number in range(2):
        add_message(start_topic(author), author)
    return user


def test_menu_links_to_topics_for_members_but_not_for_visitors(client: Client, reader: Any) -> None:
    assert 'href="/topics/"' not in client.get("/networks/").content.decode()
    client.force_login(reader)
    entry = re.search(
        r'<li><a href="/topics/"[^>]*>Topics <span data-waiting-topics', client.get("/desk/").content.decode()
    )
    assert entry is not None


def test_desk_and_topic_list_and_menu_show_the_same_numbers(client: Client, reader: Any) -> None:
    client.force_login(reader)
    page = client.get("/desk/")
    desk, text = page.context["desk"], page.content.decode()
    assert heading(text) == "1 task, 2 topics with new messages"
    assert '<h2 id="new">2 topics with new messages</h2>' in text
    assert (len(desk.attention), len(desk.topics), desk.more_topics) == (1, 2, 0)
    waiting = unread_counts(person=reader.pk)
    assert (len(waiting.topics), dict(waiting.networks)) == (2, {"beta": 2})


def test_desk_shows_the_number_of_unread_topics_that_it_does_not_list(client: Client, reader: Any) -> None:
    author = SeatFactory(network=reader.seats.get(network__slug="alpha").network)
    for _number in range(20):
        start_topic(author)
    client.force_login(reader)
    page = client.get("/desk/")
    assert (len(page.context["desk"].topics), page.context["desk"].unread_topics) == (20, 22)
    assert "2 more topics with new messages" in page.content.decode()
    assert len(unread_counts(person=reader.pk).topics) == 22


def test_desk_lists_urgent_tasks_then_messages_then_other_tasks(client: Client, reader: Any) -> None:
    client.force_login(reader)
    assert re.findall(r'data-fresh="(needs|new)"', client.get("/desk/").content.decode()) == ["new", "needs"]
    network = NetworkFactory(slug="gamma")
    adviser = SeatFactory(network=network, capacity="adviser")
    member = SeatFactory(network=network, delegation=adviser.delegation)
    topic = start_topic(SeatFactory(network=network))
    prepare_message(topic=topic, user=adviser.user, partner=member.pk, body="Draft", client_key=uuid4())
    client.force_login(member.user)
    page = client.get("/desk/")
    assert re.findall(r'data-fresh="(needs|new)"', page.content.decode()) == ["needs", "new"]
    assert [item.key.split("-")[0] for item in page.context["desk"].attention] == ["prepared", "second"]


def test_networks_with_topics_are_first_with_their_five_newest_topics(client: Client, reader: Any) -> None:
    author = SeatFactory(network=reader.seats.get(network__slug="beta").network)
    newest = [start_topic(author) for _number in range(5)][::-1]
    client.force_login(reader)
    page = client.get("/topics/").content.decode()
    assert links(page, r"beta/topics/\d+/") == [topic.get_absolute_url() for topic in newest]
    assert page.count('<p class="latest">') == 5
    assert links(page, r"[a-z]+/topics/") == ["/networks/beta/topics/", "/networks/alpha/topics/"]


def test_shared_topic_is_listed_under_the_network_of_its_reader(client: Client) -> None:
    chair, guest = SeatFactory(offices=["chair"]), SeatFactory(network__slug="guest")
    SeatFactory(user=chair.user, network=guest.network)
    SeatFactory(user=guest.user, network__slug="other")
    topic = start_topic(chair)
    share_topic(topic=topic, network=guest.network, user=chair.user)
    client.force_login(guest.user)
    assert links(client.get("/topics/").content.decode(), r"[\w-]+/topics/\d+/") == [
        f"/networks/guest/topics/{topic.pk}/"
    ]


def test_topics_of_other_networks_are_not_listed(client: Client, reader: Any) -> None:
    start_topic(SeatFactory(network__slug="foreign", network__visibility="public"))
    client.force_login(reader)
    page = client.get("/topics/").content.decode()
    assert ("/beta/topics/" in page, "foreign" in page) == (True, False)


def test_member_of_one_network_is_redirected_to_its_topics(client: Client) -> None:
    client.force_login(SeatFactory(network__slug="one").user)
    assert client.get("/topics/")["Location"] == "/networks/one/topics/"
    client.force_login(SeatFactory(network__slug="signed", capacity="government").user)
    page = client.get("/topics/").content.decode()
    assert "No topics. Topics of networks in which you have a seat appear here." in page
    assert "Start topic" not in page


@pytest.mark.parametrize(
    ("address", "label", "form", "capacity"),
    [
        ("/meetings/", "New meeting", "/networks/{}/meetings/call/", "secretariat"),
        ("/inquiries/", "New inquiry", "/inquiries/{}/new/", "secretariat"),
        ("/topics/", "Start topic", "/networks/{}/topics/new/", "member"),
    ],
)
def test_new_topic_button_offers_a_choice_between_several_networks(
    client: Client, address: str, label: str, form: str, capacity: str
) -> None:
    user = SeatFactory(network__slug="alpha", capacity=capacity).user
    client.force_login(user)
    if address != "/topics/":
        page = client.get(address).content.decode()
        assert f'<a class="button button--first" href="{form.format("alpha")}">{label}</a>' in page
        assert "In which network?" not in page
    SeatFactory(network__slug="beta", user=user, capacity=capacity)
    page = client.get(address).content.decode()
    assert page.count(label) == 1
    assert f'<summary class="button button--first">{label}</summary>' in page
    assert [form.format(slug) in page for slug in ("alpha", "beta")] == [True, True]
