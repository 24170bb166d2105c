"""Attachments: uploaded, posted with a message, replaced by new versions, and available only to readers of the
message.
"""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model

from networkapp.discussion.actions.attachment_versions import add_version, may_add_version
from networkapp.discussion.actions.attachments import (
    delete_expired_attachments,
    versions_of,
    waiting_attachments,
)
from networkapp.discussion.actions.drafts import post_from_draft
from networkapp.discussion.actions.message_drafts import MESSAGE_DRAFTS, prepare_message, release_message
from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.actions.post import post_message
from networkapp.discussion.actions.topics import change_state, share_topic
from networkapp.discussion.actions.uploads import delete_waiting_attachment, upload_attachments, with_uploads
from networkapp.discussion.models import Attachment, Message, Topic, TopicState
from networkapp.discussion.queries.attachments import readable_attachments
from networkapp.errors import NotAllowed, Refused
from networkapp.files.scanning import Verdict
from networkapp.four_eyes import withdraw
from networkapp.models import Event, Seat
from networkapp.registry import SearchFilters
from networkapp.search.search import search
from tests.factories.attachments import attach, office, photo, put, upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

Give = Callable[..., Seat]
Document = get_document_model()


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@world
def member(seat: Give) -> Seat:
    return seat("member")


@world
def topic(member: Seat) -> Topic:
    return start_topic(member)


def kinds(topic: Topic) -> list[str]:
    return list(Event.objects.filter(network=topic.network_id).values_list("kind", flat=True))


def post(topic: Topic, by: Seat, **kwargs: Any) -> Message:
    fields = {"body": "See the paper.", "client_key": uuid4(), **kwargs}
    return with_uploads(action=post_from_draft, topic=topic, user=by.user, **fields)


def test_waiting_attachment_is_visible_to_its_uploader_only(topic: Topic, member: Seat, seat: Give) -> None:
    other = seat("member", network=topic.network)
    before = kinds(topic)
    paper = put(topic, member, "Photo.jpeg", photo())
    assert (paper.name, paper.content_type, paper.uploaded_by, paper.scan) == (
        "Photo.jpg", "image/jpeg", member, Attachment.Scan.NONE,
    )  # fmt: skip
    assert waiting_attachments(topic=topic, user=member.user) == [paper]
    assert waiting_attachments(topic=topic, user=other.user) == []
    assert (list(readable_attachments(user=member.user)), list(readable_attachments(user=other.user))) == ([paper], [])
    assert kinds(topic) == before
    with paper.document.file.open("rb") as file:
        kept = Image.open(BytesIO(file.read()))
    assert (kept.size, dict(kept.getexif())) == ((40, 60), {})
    message = add_message(topic, member, attachments=[paper])
    assert list(message.attachments.all()) == [paper]
    assert list(readable_attachments(user=other.user)) == [paper]
    assert waiting_attachments(topic=topic, user=member.user) == []


def test_stored_document_reveals_no_file_name_and_is_in_a_private_collection(topic: Topic, member: Seat) -> None:
    paper = put(topic, member, "Case of A. Quetzal.pdf")
    document = paper.document
    assert "Quetzal" not in f"{document.title} {document.file.name}"
    assert document.collection.get_view_restrictions().get().restriction_type == "password"
    assert put(topic, member).document.collection == document.collection
    other = put(start_topic(SeatFactory()), Seat.objects.latest("pk"))
    assert other.document.collection != document.collection


def test_same_client_key_uploads_and_posts_once(topic: Topic, member: Seat) -> None:
    key = uuid4()
    fields = {"client_key": key, "files": [upload(), upload("other.docx", office())]}
    message = post(topic, member, **fields)
    assert post(topic, member, **fields) == message
    assert (topic.messages.count(), message.attachments.count(), Attachment.objects.count()) == (2, 2, 2)


def test_refused_files_are_named_in_the_error_and_valid_files_stay_uploaded(topic: Topic, member: Seat) -> None:
    files = [upload("a.pdf"), upload("b.exe", b"MZ" + bytes(60)), upload("c.docm", office(more="word/vbaProject.bin"))]
    with pytest.raises(Refused) as refused:
        post(topic, member, files=files)
    assert (refused.value.code, refused.value.field) == ("program", "files")
    assert "“b.exe” is a program" in str(refused.value)
    assert "“c.docm” contains macros" in str(refused.value)
    assert [paper.name for paper in waiting_attachments(topic=topic, user=member.user)] == ["a.pdf"]
    assert topic.messages.count() == 1


def test_empty_too_large_or_too_many_files_are_refused(topic: Topic, member: Seat, settings: Any) -> None:
    settings.NETWORKAPP_ATTACHMENT_MAX_BYTES, settings.NETWORKAPP_ATTACHMENTS_PER_MESSAGE = 1000, 2
    for name, content, code in (("a.pdf", b"", "empty_paper"), ("b.pdf", b"%PDF" + bytes(1000), "paper_too_large")):
        with pytest.raises(Refused) as refused:
            put(topic, member, name, content)
        assert (refused.value.code, name in str(refused.value)) == (code, True)
    put(topic, member), put(topic, member)
    with pytest.raises(Refused) as refused:
        put(topic, member)
    assert refused.value.code == "too_many_papers"


def test_attachments_of_other_people_messages_or_topics_cannot_be_posted(
    topic: Topic, member: Seat, seat: Give
) -> None:
    other = seat("member", network=topic.network)
    elsewhere = start_topic(member, title="Another")
    for paper in (put(topic, other), put(elsewhere, member), attach(topic.messages.get())):
        with pytest.raises(Refused) as refused:
            add_message(topic, member, attachments=[paper])
        assert refused.value.code == "paper_gone"
    assert topic.messages.count() == 1


@pytest.mark.parametrize("capacity", ["observer", "government"])
def test_uploading_an_attachment_requires_the_right_to_post(topic: Topic, seat: Give, capacity: str) -> None:
    reader = seat(capacity, network=topic.network)
    with pytest.raises(NotAllowed):
        put(topic, reader)
    assert Document.objects.count() == 0


def test_only_the_uploader_deletes_a_waiting_attachment(topic: Topic, member: Seat, seat: Give) -> None:
    paper, posted = put(topic, member), attach(topic.messages.get())
    for which, by in ((paper, seat("member", network=topic.network)), (posted, member)):
        with pytest.raises(NotAllowed):
            delete_waiting_attachment(attachment=which, user=by.user)
    delete_waiting_attachment(attachment=paper, user=member.user)
    assert (list(Attachment.objects.all()), list(Document.objects.all())) == ([posted], [posted.document])


def test_deleting_a_photo_attachment_deletes_its_preview_image(topic: Topic, member: Seat) -> None:
    paper = put(topic, member, "a.jpg", photo(size=(1200, 60)))
    assert ((paper.width, paper.height), paper.room) == ((36, 720), (18, 360))
    delete_waiting_attachment(attachment=paper, user=member.user)
    assert (Attachment.objects.count(), Document.objects.count()) == (0, 0)


def test_attachments_not_posted_within_a_day_are_deleted(topic: Topic, member: Seat) -> None:
    old, new, posted = put(topic, member), put(topic, member), attach(topic.messages.get())
    Attachment.objects.exclude(pk=new.pk).update(uploaded_at=timezone.now() - timedelta(hours=25))
    assert delete_expired_attachments(now=timezone.now()) == 1
    assert set(Attachment.objects.all()) == {new, posted}
    assert not Document.objects.filter(pk=old.document_id).exists()


def test_new_version_replaces_an_attachment_and_the_old_version_stays_listed(topic: Topic, member: Seat) -> None:
    message = topic.messages.get()
    first, beside = attach(message, "Draft.pdf"), attach(message, "Annex.pdf")
    key = uuid4()
    second = add_version(attachment=first, user=member.user, file=upload("Draft 2.docx", office()), client_key=key)
    again = add_version(attachment=first, user=member.user, file=upload("Draft 2.docx", office()), client_key=key)
    assert again == second
    third = add_version(attachment=second, user=member.user, file=upload("Final.pdf"), client_key=uuid4())
    assert message.newest_attachments == [beside, third]
    for version in (first, second, third):
        assert versions_of(attachment=version) == [third, second, first]
    assert versions_of(attachment=beside) == [beside]
    assert Event.objects.filter(kind="paper.added").values_list("payload", flat=True)[1] == {
        "topic": topic.pk, "message": message.pk, "paper": third.pk,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        add_version(attachment=first, user=member.user, file=upload("Draft 2b.pdf"), client_key=uuid4())
    assert (refused.value.code, may_add_version(attachment=first, user=member.user)) == ("newer_exists", False)


def test_only_the_delegation_that_posted_an_attachment_uploads_new_versions(
    topic: Topic, member: Seat, seat: Give
) -> None:
    paper = attach(topic.messages.get())
    network = topic.network
    adviser = seat("adviser", network=network, delegation=member.delegation)
    stranger = seat("secretariat", network=network, delegation=DelegationFactory(code="XB"))
    assert may_add_version(attachment=paper, user=adviser.user)
    assert not may_add_version(attachment=paper, user=stranger.user)
    with pytest.raises(NotAllowed):
        add_version(attachment=paper, user=stranger.user, file=upload(), client_key=uuid4())
    Seat.objects.filter(pk=member.pk).update(ends_at=timezone.now())
    with pytest.raises(NotAllowed):
        add_version(attachment=paper, user=member.user, file=upload(), client_key=uuid4())
    renewed = add_version(attachment=paper, user=adviser.user, file=upload(), client_key=uuid4())
    assert renewed.uploaded_by == adviser


def test_experts_upload_new_versions_only_for_themselves_or_their_organisation(
    topic: Topic, member: Seat, seat: Give
) -> None:
    network, nowhere = topic.network, {"delegation": None, "organisation": ""}
    expert, other = seat("expert", network=network, **nowhere), seat("expert", network=network, **nowhere)
    colleagues = [seat("expert", network=network, delegation=None, organisation="ILO") for _number in range(2)]
    sent = seat("expert", network=network, delegation=member.delegation)
    hers, theirs = (attach(add_message(topic, who)) for who in (expert, colleagues[0]))
    assert [may_add_version(attachment=hers, user=who.user) for who in (expert, other)] == [True, False]
    assert [may_add_version(attachment=theirs, user=who.user) for who in (*colleagues, other)] == [True, True, False]
    assert not may_add_version(attachment=attach(topic.messages.earliest("sequence")), user=sent.user)


def test_new_version_is_refused_if_the_message_is_withdrawn_or_the_topic_closed(topic: Topic, member: Seat) -> None:
    paper = attach(topic.messages.get())
    change_state(topic=topic, state=TopicState.CLOSED, user=member.user)
    with pytest.raises(Refused) as refused:
        add_version(attachment=paper, user=member.user, file=upload(), client_key=uuid4())
    assert refused.value.code == "topic_closed"
    change_state(topic=topic, state=TopicState.OPEN, user=member.user)
    withdraw_message(message=paper.message, user=member.user)
    with pytest.raises(Refused) as refused:
        add_version(attachment=paper, user=member.user, file=upload(), client_key=uuid4())
    assert refused.value.code == "sealed"


def test_only_readers_of_the_topic_can_read_attachments_of_visible_messages(
    topic: Topic, member: Seat, seat: Give
) -> None:
    paper = attach(topic.messages.get(), "Quetzal.pdf")
    guests = NetworkFactory(slug="guests")
    guest = SeatFactory(network=guests, capacity="observer", delegation=None)
    now = timezone.now()
    ended = seat("member", network=topic.network, starts_at=now - timedelta(1), ends_at=now)
    ministry, observer = seat("government", network=topic.network), seat("observer", network=topic.network)
    away = [guest.user, ended.user, ministry.user, SeatFactory().user]
    assert [list(readable_attachments(user=user)) for user in away] == [[], [], [], []]
    assert list(readable_attachments(user=observer.user)) == [paper]
    clerk = seat("secretariat", network=topic.network).user
    SeatFactory(user=clerk, network=guests, capacity="secretariat")
    share_topic(topic=topic, network=guests, user=clerk)
    assert list(readable_attachments(user=guest.user)) == [paper]
    withdraw_message(message=paper.message, user=member.user)
    assert [list(readable_attachments(user=user)) for user in (member.user, observer.user, guest.user)] == [[], [], []]


def found(user: Any, narrowing: SearchFilters | None = None) -> list[str]:
    fields = {"narrowing": narrowing} if narrowing else {}
    return [hit.title for group in search(user=user, query="Quetzal", kind="papers", **fields) for hit in group.hits]


def test_search_finds_attachments_by_name_for_readers_of_the_topic_only(topic: Topic, member: Seat, seat: Give) -> None:
    paper = attach(topic.messages.get(), "The quetzal question.pdf")
    put(topic, member, "Quetzal, not posted.pdf")
    reader, ministry = seat("observer", network=topic.network), seat("government", network=topic.network)
    assert found(reader.user) == [paper.name]
    assert (found(ministry.user), found(SeatFactory().user)) == ([], [])
    assert found(reader.user, SearchFilters(network=topic.network_id, author=member.user_id)) == [paper.name]
    assert found(reader.user, SearchFilters(author=reader.user_id)) == []
    assert found(reader.user, SearchFilters(network=NetworkFactory().pk)) == []
    withdraw_message(message=paper.message, user=member.user)
    assert found(reader.user) == []


def test_approved_message_is_posted_with_the_attachments_of_the_adviser(topic: Topic, member: Seat, seat: Give) -> None:
    adviser = seat("adviser", network=topic.network, delegation=member.delegation)
    fields = {"topic": topic, "user": adviser.user, "partner": member.pk, "body": "Please release."}
    prepared = with_uploads(action=prepare_message, client_key=uuid4(), files=[upload()], **fields)
    [paper] = prepared.papers.all()
    stranger = seat("secretariat", network=topic.network)
    assert [list(readable_attachments(user=one.user)) for one in (adviser, member, stranger)] == [[paper], [paper], []]
    assert (
        waiting_attachments(topic=topic, user=adviser.user),
        delete_expired_attachments(now=timezone.now() + timedelta(9)),
    ) == (
        [],
        0,
    )
    withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=adviser.user)
    assert waiting_attachments(topic=topic, user=adviser.user) == [paper]
    prepared = prepare_message(client_key=uuid4(), attachments=[paper], **fields)
    message = release_message(draft=prepared, user=member.user, body="As I say.")
    assert list(message.attachments.all()) == [paper]
    assert list(readable_attachments(user=stranger.user)) == [paper]


def worm(file: Any) -> Verdict:
    return Verdict(found="Test.Worm" if b"worm" in file.read() else "")


def test_infected_and_unscanned_files_are_refused(topic: Topic, member: Seat, settings: Any) -> None:
    settings.NETWORKAPP_VIRUS_SCANNER = f"{__name__}.worm"
    assert put(topic, member).scan == Attachment.Scan.CLEAN
    with pytest.raises(Refused) as refused:
        put(topic, member, "letter.txt", b"a worm")
    assert (refused.value.code, "Test.Worm" in str(refused.value)) == ("virus_found", True)
    settings.NETWORKAPP_VIRUS_SCANNER = "nobody.at_home"
    with pytest.raises(Refused) as refused:
        upload_attachments(topic=topic, user=member.user, files=[upload()], client_key=uuid4())
    assert refused.value.code == "not_scanned"
    assert Attachment.objects.count() == 1


def test_refused_message_keeps_its_attachments_in_the_composer(topic: Topic, member: Seat) -> None:
    paper = put(topic, member)
    with pytest.raises(Refused):
        post_message(topic=topic, user=member.user, body=" ", client_key=uuid4(), attachments=[paper])
    assert waiting_attachments(topic=topic, user=member.user) == [paper]
