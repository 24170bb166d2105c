"""Views that upload, serve and replace attachments; Wagtail's own views show attachments to nobody."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission

from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.models import Attachment, Topic
from networkapp.models import Network, Seat
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import client_of
from tests.factories.attachments import PDF, attach, office, photo, put, upload
from tests.factories.discussion import start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

Give = Callable[..., Seat]
JSON = {"accept": "application/json"}


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
    return {"body": "See the paper.", "client_key": uuid4(), **kwargs}


def test_files_are_uploaded_with_the_message_without_javascript(topic: Topic, member: Seat) -> None:
    client, address = client_of(member.user), topic.get_absolute_url()
    refused = client.post(address, words(body=" ", files=[upload("kept.pdf")]))
    assert refused.status_code == 422
    [kept] = Attachment.objects.all()
    assert f'value="{kept.pk}" id="paper-{kept.pk}" checked' in refused.content.decode()
    refused = client.post(address, words(files=[upload("b.exe", b"MZ" + bytes(60))]))
    assert "“b.exe” is a program" in refused.content.decode()
    answer = client.post(address, words(papers=[kept.pk], files=[upload("now.docx", office())]), follow=True)
    page = answer.content.decode()
    message = topic.messages.last()
    assert [paper.name for paper in message.attachments.all()] == ["kept.pdf", "now.docx"]
    for paper in message.attachments.all():
        assert f'{address}papers/{paper.pk}/file/"{"" if paper.harmless else " download"}>{paper.name}</a>' in page


def test_files_are_uploaded_before_the_message_and_removed_with_javascript(topic: Topic, member: Seat) -> None:
    client, address = client_of(member.user), f"{topic.get_absolute_url()}papers/"
    refused = client.post(address, words(files=upload("x.svg", b"<svg/>")), headers=JSON)
    assert (refused.status_code, "web page or an SVG image" in refused.json()["errors"]["files"][0]["message"]) == (
        422,
        True,
    )
    put_ = client.post(address, words(files=upload("<b>.pdf")), headers=JSON)
    [paper] = Attachment.objects.all()
    [row] = put_.json()["papers"]
    assert f'data-paper="{paper.pk}"' in row
    assert paper.name == "b.pdf"
    assert client.post(f"{address}{paper.pk}/remove/").status_code == 204
    gone = client.post(topic.get_absolute_url(), words(papers=paper.pk), headers=JSON)
    assert "is no longer available" in json.dumps(gone.json())
    assert topic.messages.count() == 1


def test_topic_is_not_opened_if_one_of_its_attachments_is_refused(member: Seat) -> None:
    client, address = client_of(member.user), reverse("networkapp:open_topic", args=[member.network.slug])
    fields = {"title": "Hotlines", **words()}
    refused = client.post(address, {**fields, "files": [upload("b.exe", b"MZ" + bytes(60)), upload()]})
    assert (refused.status_code, Topic.objects.count(), Attachment.objects.count()) == (422, 0, 0)
    for _click in range(2):
        assert client.post(address, {**fields, "files": [upload(), upload("a.jpg", photo())]}).status_code == 302
    [message] = Topic.objects.get().messages.all()
    assert [paper.name for paper in message.attachments.all()] == ["statement.pdf", "a.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("Rede Žukauskas.pdf", PDF, "inline"),
        ("a.jpg", photo(), "inline"),
        ("b.docx", office(), "attachment"),
        ("c.txt", b"plain", "attachment"),
        ("d.pdf", PDF + b"<</S /JavaScript>>", "attachment"),
    ],
)
def test_attachment_is_served_with_headers_that_prevent_script_execution(
    topic: Topic, member: Seat, name: str, content: bytes, shown: str
) -> None:
    paper = attach(topic.messages.get(), name, content)
    answer = client_of(member.user).get(f"{topic.get_absolute_url()}papers/{paper.pk}/file/")
    body = b"".join(answer)
    assert (len(body), answer["Content-Type"]) == (paper.size, paper.content_type)
    assert answer["Content-Disposition"].startswith(f"{shown}; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["Cache-Control"] == "private, no-cache"


OPENS_AN_ADDRESS = PDF + b"<</OpenAction <</S /URI /URI (https://a.example/)>>>>"


def test_unsafe_pdf_stored_as_harmless_is_served_as_a_download(topic: Topic, member: Seat) -> None:
    paper = attach(topic.messages.get(), "a.pdf", OPENS_AN_ADDRESS)
    Attachment.objects.filter(pk=paper.pk).update(harmless=True)
    answer = client_of(member.user).get(f"{topic.get_absolute_url()}papers/{paper.pk}/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert b"".join(answer) == OPENS_AN_ADDRESS


@pytest.mark.parametrize(("content", "shown"), [(PDF, "inline"), (OPENS_AN_ADDRESS, "attachment")])
def test_wagtail_document_with_active_content_is_served_as_a_download(
    db: None, client: Any, content: bytes, shown: str
) -> None:
    document = get_document_model().objects.create(title="A report", file=upload("report.pdf", content))
    answer = client.get(document.url)
    assert b"".join(answer) == content
    assert answer["Content-Disposition"].startswith(f"{shown}; filename")
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_photo_is_shown_with_its_size_in_the_message_and_revalidated_on_each_request(
    topic: Topic, member: Seat, seat: Give
) -> None:
    paper, reader = attach(topic.messages.get(), "Vilnius.jpg", photo(size=(300, 1500))), client_of(member.user)
    beside = attach(topic.messages.get(), "beside.pdf")
    address = f"{topic.get_absolute_url()}papers/{paper.pk}/picture/"
    page = reader.get(topic.get_absolute_url()).content.decode()
    assert f'<img src="{address}" width="480" height="96" alt="Picture:" loading="lazy" decoding="async">' in page
    assert page.count("<img src") == 1
    answer = reader.get(address)
    assert (answer["Content-Type"], b"".join(answer)[8:12]) == ("image/webp", b"WEBP")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    known = {"if-none-match": answer["ETag"]}
    again = reader.get(address, headers=known)
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    stranger = client_of(seat("member", network=NetworkFactory(slug="elsewhere")).user)
    assert stranger.get(address, headers=known).status_code == 404
    assert reader.get(address.replace(str(paper.pk), str(beside.pk))).status_code == 404
    withdraw_message(message=paper.message, user=member.user)
    assert reader.get(address, headers=known).status_code == 404


def test_attachments_of_a_withdrawn_message_return_404(topic: Topic, member: Seat, seat: Give) -> None:
    paper, reader = attach(topic.messages.get()), seat("observer", network=topic.network)
    address = f"{topic.get_absolute_url()}papers/{paper.pk}/"
    withdraw_message(message=paper.message, user=member.user)
    for person in (member, reader):
        client = client_of(person.user)
        assert [client.get(f"{address}{part}").status_code for part in ("", "file/")] == [404, 404]
        assert paper.name not in client.get(topic.get_absolute_url()).content.decode()


def test_uploaded_attachment_returns_404_for_others_until_it_is_posted(topic: Topic, member: Seat, seat: Give) -> None:
    paper, other = put(topic, member, "Secret.pdf"), client_of(seat("member", network=topic.network).user)
    address = f"{topic.get_absolute_url()}papers/{paper.pk}/"
    assert [other.get(f"{address}{part}").status_code for part in ("", "file/")] == [404, 404]
    assert other.post(f"{address}remove/").status_code == 404
    assert "Secret" not in other.get(topic.get_absolute_url()).content.decode()
    assert "Secret" in client_of(member.user).get(topic.get_absolute_url()).content.decode()


def test_new_version_is_uploaded_on_the_page_of_the_attachment(topic: Topic, member: Seat, seat: Give) -> None:
    paper, client = attach(topic.messages.get(), "Draft.pdf"), client_of(member.user)
    address = f"{topic.get_absolute_url()}papers/{paper.pk}/"
    assert "Newest" not in client.get(address).content.decode()
    assert client.post(address, {"client_key": uuid4()}).status_code == 422
    answer = client.post(address, {"client_key": uuid4(), "file": upload("Final.docx", office())}, follow=True)
    page = answer.content.decode()
    assert page.index("Final.docx</a>") < page.index("Newest") < page.index("Draft.pdf</a>")
    shown = client.get(topic.get_absolute_url()).content.decode()
    assert ("Final.docx" in shown, "Draft.pdf" in shown) == (True, False)
    reader = client_of(seat("observer", network=topic.network).user).get(address).content.decode()
    assert ("Final.docx" in reader, "Upload version" in reader) == (True, False)


def everybody(network: Network) -> dict[str, Any]:
    """People with some permission in Wagtail, and a member who can read the attachment."""
    host = Group.objects.create(name="the host's own editors")
    host.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_document", "change_document", "delete_document", "choose_document"):
        GroupCollectionPermission.objects.create(
            group=host,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=codename),
        )
    hosts = UserFactory()
    hosts.groups.add(host)
    editor = SeatFactory(network=network, capacity="adviser", offices=["editor"]).user
    ministry = SeatFactory(network=network, capacity="government", offices=["editor"]).user
    elsewhere = SeatFactory(network=NetworkFactory(slug="elsewhere"), capacity="adviser", offices=["editor"]).user
    sync_groups()
    superuser = UserFactory(is_superuser=True, is_staff=True)
    return {"superuser": superuser, "hosts": hosts, "editor": editor, "ministry": ministry, "elsewhere": elsewhere}


def test_wagtail_admin_and_document_urls_show_no_attachments(topic: Topic, member: Seat, rf: Any) -> None:
    Network.objects.filter(pk=topic.network_id).update(visibility="public")
    paper = attach(topic.messages.get(), "Quetzal.pdf")
    document, number = paper.document, paper.document_id
    open_one = get_document_model().objects.create(title="For all", file=upload("for-all.pdf"))
    people = everybody(topic.network)
    for name, user in {**people, "reader": member.user, "nobody": None}.items():
        client = client_of(user)
        assert client.get(document.url).status_code == 404, name
        assert client.get(document.file.url).status_code == 404, name
        lists = ["/admin/documents/", "/admin/documents/?q=Paper", "/admin/documents/chooser/"]
        pages = [client.get(address) for address in (*lists, "/admin/api/main/documents/")]
        for page in pages:
            assert document.filename not in page.content.decode(), name
            assert document.title not in page.content.decode(), name
        if name in {"superuser", "hosts"}:  # who see what else there is, so that the lists could have shown it
            assert ["For all" in page.content.decode() for page in pages] == [True, False, True, True]
            assert client.get(f"/admin/documents/edit/{open_one.pk}/").status_code == 200
        for address in ("edit/{}/", "delete/{}/", "usage/{}/", "chooser/{}/"):
            page = client.get(f"/admin/documents/{address.format(number)}")
            assert (page.status_code in (302, 403, 404), document.filename in str(page.content)) == (True, False), name
        request = rf.get("/")
        request.user, request.session = user or UserFactory(), {}
        assert document.collection_id in get_restricted_collection_ids(request)
        client.post(f"/admin/documents/delete/{number}/")
        assert get_document_model().objects.filter(pk=number).exists()
