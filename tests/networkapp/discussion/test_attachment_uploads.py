"""Descriptions of pictures: who can write them, and where they are shown."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from networkapp.discussion.actions.attachment_versions import add_version, describe_picture
from networkapp.discussion.actions.attachments import describe_waiting_pictures
from networkapp.discussion.actions.drafts import post_from_draft
from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.actions.uploads import with_uploads
from networkapp.discussion.exports import export_topic
from networkapp.discussion.models import Attachment, Message, Topic, TopicState
from networkapp.documents.convert import DocumentFormat
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Seat
from networkapp.search.search import search
from tests.factories.attachments import attach, photo, put, upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory
from tests.worlds import world

Give = Callable[..., Seat]


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@world
def member(seat: Give) -> Seat:
    return seat("member")


@world
def topic(member: Seat) -> Topic:
    return start_topic(member)


@world
def picture(topic: Topic) -> Attachment:
    return attach(topic.messages.get(), "visit.jpg", photo())


def test_description_of_a_picture_is_stored_and_announced_once(picture: Attachment, member: Seat) -> None:
    for words in ("  Three\npeople at a table ", "Three people at a table"):
        describe_picture(attachment=picture, user=member.user, description=words)
    picture.refresh_from_db()
    assert picture.description == "Three people at a table"
    [events] = Event.objects.filter(kind="paper.described")
    assert events.payload == {"topic": picture.topic_id, "message": picture.message_id, "paper": picture.pk}
    newer = add_version(attachment=picture, user=member.user, file=upload("2.jpg", photo()), client_key=uuid4())
    assert newer.description == "Three people at a table"
    assert add_version(attachment=newer, user=member.user, file=upload("3.pdf"), client_key=uuid4()).description == ""


def test_only_the_delegation_that_posted_a_picture_describes_it(picture: Attachment, member: Seat, seat: Give) -> None:
    adviser = seat("adviser", network=member.network, delegation=member.delegation)
    other = seat("member", network=member.network, delegation=DelegationFactory(code="XB"))
    describe_picture(attachment=picture, user=adviser.user, description="A table")
    with pytest.raises(NotAllowed):
        describe_picture(attachment=picture, user=other.user, description="A chair")
    picture.refresh_from_db()
    assert picture.description == "A table"


def refusal_of(picture: Attachment, person: Any, description: str = "A table") -> str:
    with pytest.raises(Refused) as refused:
        describe_picture(attachment=picture, user=person, description=description)
    picture.refresh_from_db()
    assert picture.description == ""
    return refused.value.code


def test_description_of_a_document_or_replaced_or_withdrawn_picture_is_refused(
    picture: Attachment, member: Seat
) -> None:
    person, message = member.user, picture.message
    assert refusal_of(attach(message, "plan.pdf"), person) == "no_picture"
    assert refusal_of(picture, person, "x" * 301) == "description_too_long"
    add_version(attachment=picture, user=person, file=upload("2.jpg", photo()), client_key=uuid4())
    assert refusal_of(picture, person) == "newer_exists"
    second = attach(add_message(picture.topic, member), "b.jpg", photo())
    withdraw_message(message=second.message, user=person)
    assert refusal_of(second, person) == "sealed"
    third = attach(add_message(picture.topic, member), "c.jpg", photo())
    Topic.objects.filter(pk=picture.topic_id).update(state=TopicState.CLOSED)
    assert refusal_of(third, person) == "topic_closed"


def test_descriptions_of_uploaded_pictures_are_posted_for_own_pictures_only(
    topic: Topic, member: Seat, seat: Give
) -> None:
    other = seat("member", network=member.network, delegation=DelegationFactory(code="XB"))
    hers, plan, not_hers = put(topic, member, "a.jpg", photo()), put(topic, member), put(topic, other, "c.jpg", photo())
    described = {hers.pk: "A table", plan.pk: "A plan", not_hers.pk: "A chair"}
    fields: dict[str, Any] = {"topic": topic, "user": member.user, "client_key": uuid4(), "body": "See."}
    message = with_uploads(action=post_from_draft, papers=[hers, plan], described=described, **fields)
    again = with_uploads(action=post_from_draft, papers=[hers, plan], described={hers.pk: "Otherwise"}, **fields)
    assert again == message
    attachments = dict(Attachment.objects.values_list("pk", "description"))
    assert attachments == {hers.pk: "A table", plan.pk: "", not_hers.pk: ""}
    with pytest.raises(Refused):
        describe_waiting_pictures(topic=topic, user=other.user, descriptions={not_hers.pk: "x" * 301})


def test_export_and_search_include_the_descriptions_of_pictures(
    picture: Attachment, topic: Topic, member: Seat
) -> None:
    describe_picture(attachment=picture, user=member.user, description="Three people at a quetzal table")
    text = export_topic(topic=topic, user=member.user, form=DocumentFormat.MARKDOWN).content.decode()
    assert "visit.jpg: Three people at a quetzal table (jpg" in text
    [found] = search(user=member.user, query="quetzal")
    assert [(hit.kind, hit.title) for hit in found.hits] == [("papers", "visit.jpg")]
    withdraw_message(message=Message.objects.get(pk=picture.message_id), user=member.user)
    assert search(user=member.user, query="quetzal") == []
