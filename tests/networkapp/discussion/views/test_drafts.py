"""Drafts in views: saved by a button or as JSON, with both texts shown when they conflict."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from networkapp.discussion.actions.drafts import save_draft
from networkapp.discussion.models import Topic
from networkapp.models import Seat
from tests.factories.discussion import start_topic
from tests.worlds import world

Give = Callable[..., Seat]
JSON = {"accept": "application/json"}


@world
def topic(seat: Give) -> Topic:
    return start_topic(seat("member"))


def as_(client: Client, seat: Seat) -> Client:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def save_in_browser(client: Client, topic: Topic, body: str, version: int, **kwargs: Any) -> Any:
    return client.post(f"{topic.get_absolute_url()}draft/", {"body": body, "draft_version": version}, **kwargs)


def test_save_draft_button_stores_the_text_and_the_page_shows_it_again(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    answer = save_in_browser(client, topic, "Half a sentence", 0)
    assert answer["Location"] == f"{topic.get_absolute_url()}#write"
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "Half a sentence</textarea>" in page
    assert 'data-draft-version="1"' in page
    assert "Draft saved " in page
    assert "Draft saved." in page
    assert 'Finish your draft: <span lang="">Hotlines</span>' in client.get("/desk/").content.decode()


def test_saving_a_draft_as_json_returns_its_version_and_409_with_the_text_if_it_changed(
    client: Client, topic: Topic
) -> None:
    as_(client, topic.opened_by)
    saved = save_in_browser(client, topic, "From the phone", 0, headers=JSON)
    moved = save_in_browser(client, topic, "From the desk", 0, headers=JSON)
    response = client.get(f"{topic.get_absolute_url()}draft/")
    assert (saved.status_code, moved.status_code) == (200, 409)
    assert saved.json() == moved.json() == response.json()
    assert saved.json() == {**saved.json(), "version": 1, "title": "", "body": "From the phone", "reply_to": ""}


def test_draft_conflict_shows_both_texts_and_saving_again_stores_the_entered_text(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    save_draft(
        user=topic.opened_by.user, network=topic.network, topic=topic, body="From the phone", base_version=0
    )  # fmt: skip
    answer = save_in_browser(client, topic, "From the desk", 0)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "From the desk</textarea>" in page
    assert "From the phone</blockquote>" in page
    assert save_in_browser(client, topic, "From the desk", 1).status_code == 302


def test_draft_of_a_new_topic_has_title_and_text(client: Client, seat: Give) -> None:
    clerk = seat("member")
    address = f"/networks/{clerk.network.slug}/topics/new/"
    as_(client, clerk).post(f"{address}draft/", {"title": "Hotlines", "body": "Let us", "draft_version": 0})
    page = client.get(address).content.decode()
    assert 'value="Hotlines"' in page
    assert "Let us</textarea>" in page


def test_posting_a_message_clears_the_draft_shown_on_the_page(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    save_in_browser(client, topic, "Half a sentence", 0)
    key = "00000000-0000-4000-8000-000000000001"
    client.post(topic.get_absolute_url(), {"body": "A whole one", "client_key": key, "draft_version": 1})
    assert 'data-draft-version="2"' in (page := client.get(topic.get_absolute_url()).content.decode())
    assert "Half a sentence" not in page


def test_preview_renders_the_message_and_stores_nothing(client: Client, topic: Topic) -> None:
    as_(client, topic.opened_by)
    typed = {"body": "**So** says @XA <b>", "client_key": "00000000-0000-4000-8000-000000000001"}
    shown = '<p><strong>So</strong> says <span class="seat">@XA</span> &lt;b&gt;</p>'
    page = client.post(f"{topic.get_absolute_url()}preview/", typed).content.decode()
    assert shown in page
    assert "**So** says @XA &lt;b&gt;</textarea>" in page
    assert client.post(f"{topic.get_absolute_url()}preview/", typed, headers=JSON).json()["html"].strip() == shown
    empty = client.post(f"{topic.get_absolute_url()}preview/", {"body": " "}, headers=JSON)
    assert (empty.status_code, empty.json()["problem"]) == (422, "Enter some text.")
    assert topic.messages.count() == 1
