"""Descriptions of pictures: entered in the composer and on the page of the picture, with and without JavaScript."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from networkapp.discussion.models import Attachment, Topic
from networkapp.models import Seat
from tests.access.accounts import client_of
from tests.factories.attachments import attach, photo, put, upload
from tests.factories.discussion import start_topic
from tests.worlds import world

Give = Callable[..., Seat]
JSON = {"accept": "application/json"}
NAMES = "Anna Petrova, born 12.03.1998, passport AB1234567"


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@world
def member(seat: Give) -> Seat:
    return seat("member")


@world
def topic(member: Seat) -> Topic:
    return start_topic(member)


def words(**kwargs: Any) -> dict[str, Any]:
    return {"body": "See the pictures.", "client_key": uuid4(), "draft_version": 0, **kwargs}


def test_description_entered_in_the_composer_becomes_alt_text_in_the_message(topic: Topic, member: Seat) -> None:
    client, address = client_of(member.user), topic.get_absolute_url()
    first, second = put(topic, member, "a.jpg", photo()), put(topic, member, "b.jpg", photo())
    row = f'value="{first.pk}">'
    assert client.get(address).content.decode().count('name="described"') == 2
    fields = {"papers": [first.pk, second.pk], "describes": [first.pk, second.pk], "described": ["<Three> people", ""]}
    refused = client.post(address, words(body=" ", **fields))
    assert (refused.status_code, row in refused.content.decode()) == (422, True)
    assert 'value="&lt;Three&gt; people" maxlength="300"' in refused.content.decode()
    page = client.post(address, words(**fields), follow=True).content.decode()
    assert page.count('alt="&lt;Three&gt; people" lang=""') == 1
    assert page.count('alt="Picture:" loading') == 1


@pytest.mark.parametrize("number", ["x", "²", "1" * 30, "1" * 5_000])
def test_description_of_an_unknown_picture_is_ignored(topic: Topic, member: Seat, number: str) -> None:
    client, address = client_of(member.user), topic.get_absolute_url()
    assert client.post(address, words(describes=number, described="A table")).status_code == 302


def test_saving_a_draft_saves_picture_descriptions_without_personal_data(topic: Topic, member: Seat) -> None:
    client, address = client_of(member.user), topic.get_absolute_url()
    picture = put(topic, member, "a.jpg", photo())

    def kept() -> str:
        picture.refresh_from_db()
        return str(picture.description)

    fields = {"describes": picture.pk, "described": "A table"}
    assert client.post(f"{address}draft/", words(files=upload("more.jpg", photo()), **fields)).status_code == 302
    assert (kept(), Attachment.objects.waiting().count()) == ("A table", 2)
    answer = client.post(
        f"{address}papers/", {**fields, "described": "A round table", "client_key": uuid4()}, headers=JSON
    )
    assert (answer.json(), kept()) == ({"papers": []}, "A round table")
    warned = client.post(address, words(papers=picture.pk, **{**fields, "described": NAMES}))
    assert (warned.status_code, kept()) == (422, "A round table")
    assert "Possible personal data" in warned.content.decode()
    assert f'value="{NAMES}" maxlength' in warned.content.decode()
    client.post(address, words(papers=picture.pk, checked="on", **{**fields, "described": NAMES}))
    assert kept() == NAMES


def test_posted_picture_is_described_on_its_own_page(topic: Topic, member: Seat, seat: Give) -> None:
    picture = attach(topic.messages.get(), "a.jpg", photo())
    page, message = f"{topic.get_absolute_url()}papers/{picture.pk}/", topic.messages.get()
    client, reader = client_of(member.user), client_of(seat("observer", network=member.network, delegation=None).user)
    more = client.get(f"{topic.get_absolute_url()}messages/{message.pk}/").content.decode()
    assert f'href="{page}#describe">Describe the image “a.jpg”</a>' in more
    assert client.get(f"{page}describe/").status_code == 302
    warned = client.post(f"{page}describe/", {"description": NAMES})
    assert (warned.status_code, "Possible personal data" in warned.content.decode()) == (422, True)
    answer = client.post(f"{page}describe/", {"description": "Three people"}, follow=True)
    assert "Picture description saved." in answer.content.decode()
    assert reader.post(f"{page}describe/", {"description": "Nobody"}).status_code == 403
    shown = reader.get(page).content.decode()
    assert ('<p lang="">Three people</p>' in shown, 'id="describe"' in shown) == (True, False)
