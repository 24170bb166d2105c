"""Exports of topics and personal data, and what remains after a person is erased."""

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from networkapp.discussion import exports
from networkapp.discussion.actions.attachment_versions import add_version
from networkapp.discussion.exports import export_topic, parts_of
from networkapp.discussion.models import Message, Reaction, ReadMark, Topic
from networkapp.documents.convert import DocumentFormat, make_document
from networkapp.errors import Refused
from networkapp.models import Seat
from networkapp.networks.actions.erasure import erase_person
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.attachments import attach, photo, put, upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.procedures import make_procedure
from tests.worlds import world


@world
def seat(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"))


OF_TOPICS = [form for form in DocumentFormat if form not in {DocumentFormat.EPUB, DocumentFormat.ZIP}]


def as_text(made: bytes, form: DocumentFormat) -> str:
    if form == DocumentFormat.DOCX:
        return ZipFile(BytesIO(made)).read("word/document.xml").decode()
    return made.decode("utf-8", "replace")


@pytest.mark.parametrize("form", OF_TOPICS)
def test_topic_is_exported_in_each_format(seat: Seat, form: DocumentFormat) -> None:
    topic = start_topic(seat, "“Must not” #1 $x$ *y*", "**First** <script>, привет, `#set text(red)`\n\n|a|\n|-|\n|1|")
    made = export_topic(topic=topic, user=seat.user, form=form)
    assert made.name.endswith(f"-{topic.pk}.{form}")
    assert made.content.startswith({"pdf": b"%PDF-1.", "docx": b"PK", "md": b"# "}[form])
    if form != DocumentFormat.PDF:
        assert "привет" in as_text(made.content, form)


def test_exported_pdf_declares_pdf_ua_conformance_and_its_language() -> None:
    made = make_document(
        html="<h2>Teil</h2><p>Text</p>", title="Bericht", site="", language="de", form=DocumentFormat.PDF
    )
    assert b"pdfuaid:part" in made
    assert b"/Lang" in made


def test_topic_cannot_be_exported_as_epub(seat: Seat, client: Client) -> None:
    topic = start_topic(seat)
    client.force_login(seat.user)
    assert client.get(f"{topic.get_absolute_url()}export/epub/").status_code == 404
    with pytest.raises(Refused, match="this format cannot hold"):
        export_topic(topic=topic, user=seat.user, form=DocumentFormat.EPUB)


@pytest.mark.parametrize("text", [">" * 60 + " deep", "> - " * 15 + "deep 👍", "1. " * 30 + "deep"])
def test_topic_with_unusual_message_text_is_exported_as_pdf(seat: Seat, text: str) -> None:
    topic = start_topic(seat)
    add_message(topic, seat, body=f"Before\n\n{text}\n\nAfter")
    assert export_topic(topic=topic, user=seat.user, form=DocumentFormat.PDF).content.startswith(b"%PDF-1.")


def test_export_lists_withdrawn_and_hidden_messages_without_text(seat: Seat) -> None:
    topic = start_topic(seat, "Sealed", "Quetzal one")
    sealed = add_message(topic, seat, body="Quetzal two")
    add_message(topic, seat, body="An answer", reply_to=sealed)
    Message.objects.filter(pk=sealed.pk).update(withdrawn_at=timezone.now())
    hidden = add_message(topic, seat, body="Quetzal three")
    Message.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    text = export_topic(topic=topic, user=seat.user, form=DocumentFormat.MARKDOWN).content.decode()
    assert [text.count("Quetzal one"), text.count("Quetzal two"), text.count("Withdrawn by the author.")] == [1, 0, 1]
    assert [text.count("Quetzal three"), text.count("Hidden by moderators.")] == [0, 1]


def test_exporting_a_topic_requires_the_right_to_read_it(seat: Seat) -> None:
    topic = start_topic(seat)
    with pytest.raises(Topic.DoesNotExist):
        export_topic(topic=topic, user=UserFactory(), form=DocumentFormat.MARKDOWN)


def test_unknown_export_format_returns_404(seat: Seat, client: Client) -> None:
    topic = start_topic(seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{topic.get_absolute_url()}export/exe/").status_code == 404


def test_long_topic_is_exported_in_parts_with_each_message_once(seat: Seat, settings: Any) -> None:
    settings.NETWORKAPP_EXPORT_MESSAGES = 2
    topic = start_topic(seat, "Long", "Word0")
    for number in range(1, 5):
        add_message(topic, seat, body=f"Word{number}")
    parts = parts_of(topic=topic, user=seat.user)
    assert [(part.number, part.first, part.last) for part in parts] == [(1, 1, 2), (2, 3, 4), (3, 5, 5)]
    fields: dict[str, Any] = {"topic": topic, "user": seat.user, "form": DocumentFormat.MARKDOWN}
    made = [export_topic(**fields, part=part.number) for part in parts]
    assert [export.name for export in made] == [f"long-{topic.pk}-{number}-of-3.md" for number in (1, 2, 3)]
    texts = [export.content.decode() for export in made]
    assert [[f"Word{number}" in text for number in range(5)].index(True) for text in texts] == [0, 2, 4]
    assert sum(text.count("Word") for text in texts) == 5
    assert "Part 2 of 3: messages 3 to 4 of 5" in texts[1]
    assert "3. " in texts[1]
    assert "Part 3 of 3: message 5 of 5" in texts[2]
    for part in (0, 4):
        with pytest.raises(Refused, match="This part of the topic does not exist"):
            export_topic(**fields, part=part)


def test_export_starts_a_new_part_at_the_maximum_number_of_characters(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = start_topic(seat, "Heavy", "x" * 300)
    for _more in range(3):
        add_message(topic, seat, body="x" * 300)
    monkeypatch.setattr(exports, "MOST_CHARACTERS", 700)
    assert [part.last for part in parts_of(topic=topic, user=seat.user)] == [2, 4]
    monkeypatch.setattr(exports, "MOST_CHARACTERS", 10)
    assert [part.last for part in parts_of(topic=topic, user=seat.user)] == [1, 2, 3, 4]


def test_export_lists_attachments_except_those_of_withdrawn_messages(seat: Seat, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    topic = start_topic(seat)
    message, sealed = add_message(topic, seat), add_message(topic, seat)
    paper = attach(message, "Draft_*statement*.pdf")
    add_version(attachment=paper, user=seat.user, file=upload("Statement of XA.pdf"), client_key=uuid4())
    attach(message, "photo.jpg", photo())
    attach(sealed, "Quetzal.pdf")
    Message.objects.filter(pk=sealed.pk).update(hidden_at=timezone.now())
    made = export_topic(
        topic=topic, user=seat.user, form=DocumentFormat.MARKDOWN, address="https://site.example/topic/"
    )
    text = made.content.decode().replace("\xa0", " ")
    assert "Statement of XA.pdf (pdf, 73 bytes, version 2)" in text
    assert "photo.jpg (jpg, " in text
    assert "https://site.example/topic/" in text
    assert ["Draft" in text, "Quetzal" in text] == [False, False]


def test_number_of_exports_is_limited(seat: Seat, settings: Any, client: Client) -> None:
    settings.NETWORKAPP_PACE = {"exports": ((2, timedelta(days=1)),)}
    topic = start_topic(seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    address = f"{topic.get_absolute_url()}export/md/"
    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 429]
    refused = client.get(address).content.decode()
    assert "Too many attempts in a short time." in refused
    assert 'href="' + address + '?part=1"' in refused
    assert client.get("/desk/data/about-me.json").status_code == 302


def test_export_page_of_a_long_topic_offers_its_parts(seat: Seat, settings: Any, client: Client) -> None:
    settings.NETWORKAPP_EXPORT_MESSAGES = 1
    topic = start_topic(seat)
    add_message(topic, seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    start = f"{topic.get_absolute_url()}export/"
    led = client.get(f"{start}md/")
    assert (led.status_code, led["Location"]) == (302, start)
    page = client.get(start).content.decode()
    assert page.count("?part=2") == 3
    assert re.findall(r"<b>(Message.*?)</b>", page) == ["Message 1", "Message 2"]
    assert client.get(f"{start}md/?part=2")["Content-Disposition"].endswith('-2-of-2.md"')
    assert client.get(f"{start}md/?part=3").status_code == 422
    assert [client.get(f"{start}md/?part={wrong}").status_code for wrong in ("x", "-1", "²", "9" * 30)] == [404] * 4


STRANGE = {
    "quotes in quotes": "> " * 15 + "deep",
    "a list in a list": "\n".join("  " * depth + "- x" for depth in range(60)),
    "a table of many columns": "|" + "a|" * 400 + "\n|" + "-|" * 400 + "\n|" + "1|" * 400,
    "one long word": "Donaudampfschifffahrt" * 400,
    "an empty table": "|a|\n|-|\n||",
    "what typst would read": '#set page(width: 1pt)\n\n$x$ `#read("/etc/passwd")` \\ @ref <label> #image("x.png")',
    "a picture": "![quetzal](https://elsewhere.example/x.png)",
    "other scripts": "Привет, ქართული, 漢字, עברית, 👩‍👩‍👧 ﷽ \u202e\u0000\u200f",
    "links that lead nowhere": "[]() [x](#nowhere) [y](/networks/) [z](mailto:a@example.org) <https://example.org/a#b>",
    "faces": "Agreed 👍 ☺️ ✓ → ≤ €",
    "only signs": "\\`*_{}[]()#+-.!|~^",
}


@pytest.mark.parametrize("form", OF_TOPICS)
@pytest.mark.parametrize("what", STRANGE)
def test_topic_with_unusual_characters_is_exported_in_each_format(seat: Seat, form: DocumentFormat, what: str) -> None:
    topic = start_topic(seat, "Strange", STRANGE[what])
    assert export_topic(topic=topic, user=seat.user, form=form).content


def test_pdf_with_characters_missing_from_its_fonts_stays_accessible() -> None:
    for html, title in (("<p>Agreed 👍 漢</p>", "漢 Title"), ("<p>From\ufeff a spreadsheet</p>", "\ufeffTitle")):
        made = make_document(html=html, title=title, site="", language="en", form=DocumentFormat.PDF)
        assert b"pdfuaid:part" in made


def test_personal_data_lists_attachments_of_the_user_and_no_others(seat: Seat, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    other = SeatFactory(network=seat.network)
    topic = start_topic(seat)
    attach(topic.messages.get(), "Mine.pdf")
    attach(add_message(topic, other), "Theirs.pdf")
    put(topic, seat, "Waiting.pdf")
    data = personal_data(user=seat.user)
    assert sorted(paper["name"] for paper in data["attachment"]) == ["Mine.pdf", "Waiting.pdf"]
    assert {"size", "sha256", "content_type", "uploaded_at", "scan"} <= data["attachment"][0].keys()
    assert "Theirs" not in str(data)


def test_personal_data_contains_what_the_user_wrote_and_nothing_by_others(seat: Seat, client: Client) -> None:
    other = SeatFactory(network=seat.network)
    topic = start_topic(other, "Their title", "Their words")
    mine = add_message(topic, seat, body="My words", reply_to=topic.messages.first())
    Reaction.objects.create(message=mine, kind="agree", user=other.user, seat=other)
    Message.objects.filter(pk=add_message(topic, other, body="Their wording of it").pk).update(drafted_by=seat)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/desk/data/about-me.json").content.decode()
    data = json.loads(text)
    assert [one["body"] for one in data["message"]] == ["My words"]
    assert data["account"]["email"] == seat.user.email
    assert [one["id"] for one in data["seat"]] == [seat.pk]
    assert "Their" not in text
    assert "reaction" not in data
    assert other.user.email not in text


def test_personal_data_page_counts_records_by_readable_names(seat: Seat, client: Client) -> None:
    mine = add_message(start_topic(seat), seat)
    ReadMark.objects.create(user=seat.user, topic=mine.topic)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/desk/data/")
    assert page.context["counts"] == [("Message", 2), ("Read mark", 1), ("Seat", 1)]
    assert "<dt>Read mark</dt>" in page.content.decode()


def test_personal_data_page_counts_roll_entries_of_the_user(seat: Seat, client: Client) -> None:
    chair = SeatFactory(network=seat.network, offices=["chair"])
    make_procedure(chair)
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/data/").context["counts"] == [
        ("Notification", 1),
        ("Roll entry", 1),
        ("Seat", 1),
    ]


def test_person_with_a_seat_cannot_be_erased(seat: Seat) -> None:
    with pytest.raises(Refused, match="Ask the secretariat"):
        erase_person(user=seat.user)


def test_erasing_a_person_removes_the_name_and_keeps_messages_of_the_seat(seat: Seat, client: Client) -> None:
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
    assert (gone.is_active, gone.has_usable_password(), str(gone), gone.email != email) == (
        False,
        False,
        "Former member",
        True,
    )
    assert not Reaction.objects.exists()
    assert elsewhere.get("/desk/").status_code == 302
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "Said from the seat" in page
    assert "Former member" in page
    assert seat.label in page
    assert [name in page, email in page, email in str(personal_data(user=gone))] == [False] * 3
