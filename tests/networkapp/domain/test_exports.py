"""What can be taken along, and what stays when somebody is forgotten."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from networkapp.domain.exports import export_topic
from networkapp.domain.personal_data import forget_person, personal_data
from networkapp.errors import Refused
from networkapp.models import Message, Reaction, Seat, Topic
from networkapp.publishing.documents import Form, make_document
from tests.factories.discussion import say, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory


@pytest.fixture
def seat(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"))


def as_text(made: bytes, form: Form) -> str:
    if form == Form.DOCX:
        return ZipFile(BytesIO(made)).read("word/document.xml").decode()
    return made.decode("utf-8", "replace")


@pytest.mark.parametrize("form", Form)
def test_a_topic_becomes_a_document_of_each_form(seat: Seat, form: Form) -> None:
    topic = start_topic(seat, "“Must not” #1 $x$ *y*", "**First** <script>, привет, `#set text(red)`\n\n|a|\n|-|\n|1|")
    made = export_topic(topic=topic, reader=seat.user, form=form)
    assert made.name.endswith(f"-{topic.pk}.{form}")
    assert made.content.startswith({"pdf": b"%PDF-1.", "docx": b"PK", "md": b"# "}[form])
    if form != Form.PDF:
        assert "привет" in as_text(made.content, form)


def test_a_pdf_says_that_it_is_accessible_and_in_which_language() -> None:
    made = make_document(html="<h2>Teil</h2><p>Text</p>", title="Titel", language="de", form=Form.PDF)
    assert b"pdfuaid:part" in made
    assert b"/Lang" in made


def test_what_is_sealed_is_named_and_not_told(seat: Seat) -> None:
    topic = start_topic(seat, "Sealed", "Quetzal one")
    sealed = say(topic, seat, body="Quetzal two")
    say(topic, seat, body="An answer", reply_to=sealed)
    Message.objects.filter(pk=sealed.pk).update(withdrawn_at=timezone.now())
    text = export_topic(topic=topic, reader=seat.user, form=Form.MARKDOWN).content.decode()
    assert [text.count("Quetzal one"), text.count("Quetzal two"), text.count("Withdrawn by its author")] == [1, 0, 1]


def test_whoever_may_not_read_gets_no_document(seat: Seat) -> None:
    topic = start_topic(seat)
    with pytest.raises(Topic.DoesNotExist):
        export_topic(topic=topic, reader=UserFactory(), form=Form.MARKDOWN)


def test_an_unknown_form_is_not_there(seat: Seat, client: Client) -> None:
    topic = start_topic(seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{topic.get_absolute_url()}export/exe/").status_code == 404


@pytest.mark.parametrize("messages", [1, 3])
def test_an_export_takes_the_same_queries_whatever_its_length(
    seat: Seat, messages: int, django_assert_num_queries: Any
) -> None:
    topic = start_topic(seat)
    for _message in range(messages):
        say(topic, seat, reply_to=topic.messages.first())
    with django_assert_num_queries(4):
        export_topic(topic=topic, reader=seat.user, form=Form.MARKDOWN)


def test_personal_data_is_what_she_wrote_and_is_nothing_of_others(seat: Seat, client: Client) -> None:
    other = SeatFactory(network=seat.network)
    topic = start_topic(other, "Their title", "Their words")
    mine = say(topic, seat, body="My words", reply_to=topic.messages.first())
    Reaction.objects.create(message=mine, kind="agree", user=other.user, seat=other)
    Message.objects.filter(pk=say(topic, other, body="Their wording of it").pk).update(drafted_by=seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/desk/data/about-me.json").content.decode()
    held = json.loads(text)
    assert [one["body"] for one in held["message"]] == ["My words"]
    assert held["account"]["email"] == seat.user.email
    assert [one["id"] for one in held["seat"]] == [seat.pk]
    assert "Their" not in text
    assert "reaction" not in held
    assert other.user.email not in text


def test_whoever_holds_a_seat_is_not_forgotten(seat: Seat) -> None:
    with pytest.raises(Refused, match="Ask the secretariat"):
        forget_person(user=seat.user)


def test_the_person_goes_and_what_her_seat_said_stays(seat: Seat, client: Client) -> None:
    reader = SeatFactory(network=seat.network, starts_at=timezone.now() - timedelta(1))
    topic = start_topic(seat, "Kept", "Said from the seat")
    Reaction.objects.create(message=topic.messages.get(), kind="agree", user=seat.user, seat=seat)
    name, email = seat.user.display_name, seat.user.email
    browser = Client()
    browser.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    elsewhere = Client()
    elsewhere.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")

    assert browser.post("/desk/data/").url == "/"

    gone = get_user_model().objects.get(pk=seat.user.pk)
    assert (gone.is_active, gone.has_usable_password(), str(gone), gone.email != email) == (False, False, "–", True)
    assert not Reaction.objects.exists()
    assert elsewhere.get("/desk/").status_code == 302
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "Said from the seat" in page
    assert seat.label in page
    assert [name in page, email in page, email in str(personal_data(gone))] == [False] * 3
