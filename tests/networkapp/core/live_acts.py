"""Every act that changes an open page of a topic, mostly by the topic's author while a reader has the page open.

`author` chairs the network where the topic is at home; an adviser of the same delegation has a seat there, too. Some
acts are done by the `reader`. `test_state_and_events.py` compares pages around them, and checks that none is missing.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from networkapp import four_eyes
from networkapp.discussion.actions.attachment_versions import add_version, describe_picture
from networkapp.discussion.actions.message_drafts import (
    MESSAGE_DRAFTS,
    prepare_message,
    release_message,
    revise_message,
)
from networkapp.discussion.actions.messages import edit_message, react, withdraw_all_messages, withdraw_message
from networkapp.discussion.actions.moderation import (
    appeal,
    dismiss_reports,
    hide_message,
    refuse_appeal,
    report_message,
    restore_message,
)
from networkapp.discussion.actions.move_topic import move_topic
from networkapp.discussion.actions.post import mark_read, mark_unread_from
from networkapp.discussion.actions.receipts import acknowledge, ask_for_receipt
from networkapp.discussion.actions.topics import (
    change_state,
    change_subject,
    pin_topic,
    rename_topic,
    share_topic,
    unshare_topic,
)
from networkapp.discussion.models import MessageDraft, TopicState
from networkapp.models import Network, Seat, SeatOffice
from tests.factories.attachments import attach, photo, put, upload
from tests.factories.discussion import add_message, start_topic


def post_here(topic: Any, author: Seat, reader: Seat) -> None:
    add_message(topic, author, body="Here, with *weight*.")


def post_elsewhere(topic: Any, author: Seat, reader: Seat) -> None:
    add_message(topic.network.topics.exclude(pk=topic.pk).get(), author)


def post_herself(topic: Any, author: Seat, reader: Seat) -> None:
    add_message(topic, reader)


def open_another(topic: Any, author: Seat, reader: Seat) -> None:
    add_message(start_topic(author, title="A third <topic>"), author)


def answer(topic: Any, author: Seat, reader: Seat) -> None:
    add_message(topic, reader, reply_to=topic.messages.first(), drafted_by=author)


def post_with_papers(topic: Any, author: Seat, reader: Seat) -> None:
    papers = [put(topic, author, "<b>.pdf"), put(topic, author, "photo.jpg", photo())]
    add_message(topic, author, attachments=papers)


def renew_a_paper(topic: Any, author: Seat, reader: Seat) -> None:
    paper = attach(topic.messages.last())
    add_version(attachment=paper, user=author.user, file=upload("second.pdf"), client_key=uuid4())


def describe_a_picture(topic: Any, author: Seat, reader: Seat) -> None:
    paper = attach(topic.messages.last(), "visit.jpg", photo())
    describe_picture(attachment=paper, user=author.user, description="Three <people> at a table")


def change(topic: Any, author: Seat, reader: Seat) -> None:
    edit_message(message=topic.messages.first(), user=author.user, body="Otherwise.", base=0)


def change_later(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    topic.messages.filter(pk=topic.messages.first().pk).update(posted_at=timezone.now() - timedelta(hours=1))
    for number, body in enumerate(["First.", "Second."]):
        message = topic.messages.first()
        edit_message(message=message, user=author.user, body=body, reason="<b>", base=number and 2)


def withdraw(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    withdraw_message(message=topic.messages.first(), user=author.user, reason="A mistake")


def withdraw_all(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    add_message(topic, author, body="Said again.")
    withdraw_all_messages(user=author.user, reason="I leave")


def react_and_take_back(topic: Any, author: Seat, reader: Seat) -> None:
    react(message=topic.messages.first(), user=reader.user, kind="agree")
    react(message=topic.messages.first(), user=reader.user, kind="thanks")
    react(message=topic.messages.first(), user=reader.user, kind="agree", on=False)


def hide(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    hide_message(message=topic.messages.first(), user=author.user, reason="It names somebody")


def hide_and_restore(topic: Any, author: Seat, reader: Seat) -> None:
    hide(topic, author, reader)
    restore_message(message=topic.messages.first(), user=author.user, reason="It names nobody")


def report_and_dismiss(topic: Any, author: Seat, reader: Seat) -> None:
    message = add_message(topic, adviser_of(author))
    report_message(message=message, user=author.user, reason="It names somebody")
    dismiss_reports(message=message, user=author.user, reason="It names nobody")


def appeal_in_vain(topic: Any, author: Seat, reader: Seat) -> None:
    message = add_message(topic, adviser_of(author))
    hide_message(message=message, user=author.user, reason="It names somebody")
    appeal(message=message, user=message.author, reason="It names nobody")
    refuse_appeal(message=message, user=author.user, reason="It does")


def ask_and_acknowledge(topic: Any, author: Seat, reader: Seat) -> None:
    ask_for_receipt(message=topic.messages.first(), user=author.user, due_at=timezone.now() + timedelta(9))
    acknowledge(message=topic.messages.first(), user=author.user)


def share_another(topic: Any, author: Seat, reader: Seat) -> None:
    other = start_topic(author, title="A shared one")
    share_topic(topic=other, network=Network.objects.get(slug="guest"), user=author.user)
    add_message(other, author)


def take_out_another(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    add_message(other, author)
    unshare_topic(topic=other, network=Network.objects.get(slug="guest"), user=author.user)


def rename(topic: Any, author: Seat, reader: Seat) -> None:
    rename_topic(topic=topic, title="Another <title>", user=author.user)


def say_what_it_is_about(topic: Any, author: Seat, reader: Seat) -> None:
    topic.network.delegations.add(author.delegation)
    change_subject(topic=topic, about=f"delegation-{author.delegation_id}", user=author.user)
    change_subject(topic=topic, about="", user=author.user)


def close(topic: Any, author: Seat, reader: Seat) -> None:
    change_state(topic=topic, state=TopicState.CLOSED, user=author.user)


def close_and_open_again(topic: Any, author: Seat, reader: Seat) -> None:
    close(topic, author, reader)
    change_state(topic=topic, state=TopicState.OPEN, user=author.user)
    add_message(topic, author)


def archive(topic: Any, author: Seat, reader: Seat) -> None:
    change_state(topic=topic, state=TopicState.ARCHIVED, user=author.user)


def take_from_the_archive(topic: Any, author: Seat, reader: Seat) -> None:
    archive(topic, author, reader)
    open_another(topic, author, reader)
    close(topic, author, reader)


def pin_another(topic: Any, author: Seat, reader: Seat) -> None:
    pin_topic(topic=topic.network.topics.exclude(pk=topic.pk).get(), pinned=True, user=author.user)
    post_here(topic, author, reader)


def pin_and_unpin(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    for pinned, it in ((True, other), (True, topic), (False, other)):
        pin_topic(topic=it, pinned=pinned, user=author.user)


def move_another_away(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    move_topic(topic=other, network=Network.objects.get(slug="third"), user=author.user)
    add_message(other, author)


def move_here_to_the_guests(topic: Any, author: Seat, reader: Seat) -> None:
    SeatOffice.objects.create(seat=author.user.seats.get(network__slug="guest"), office="chair")
    other = topic.network.topics.exclude(pk=topic.pk).get()
    move_topic(topic=other, network=Network.objects.get(slug="guest"), user=author.user)


def adviser_of(author: Seat) -> Seat:
    found: Seat = Seat.objects.get(network=author.network, delegation=author.delegation, capacity="adviser")
    return found


def prepare(topic: Any, author: Seat, reader: Seat) -> MessageDraft:
    fields = {"topic": topic, "user": adviser_of(author).user, "partner": author.pk, "client_key": uuid4()}
    return prepare_message(**fields, body="Prepared *for* her.")


def prepare_and_change(topic: Any, author: Seat, reader: Seat) -> None:
    prepared = prepare(topic, author, reader)
    revise_message(draft=prepared, user=prepared.prepared_by.user, body="Prepared with <more> care.")


def send_what_is_prepared_back(topic: Any, author: Seat, reader: Seat) -> None:
    four_eyes.send_back(
        kind=MESSAGE_DRAFTS, draft=prepare(topic, author, reader), user=author.user, note="Shorter, please"
    )


def take_back_what_is_prepared(topic: Any, author: Seat, reader: Seat) -> None:
    prepared = prepare(topic, author, reader)
    prepare(topic, author, reader)
    four_eyes.withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=prepared.prepared_by.user)


def release(topic: Any, author: Seat, reader: Seat) -> None:
    release_message(draft=prepare(topic, author, reader), user=author.user, body="Said by *her*.")


def have_it_finished(topic: Any, author: Seat, reader: Seat) -> None:
    partner = adviser_of(author).pk
    fields = {"topic": topic, "user": author.user, "partner": partner, "client_key": uuid4()}
    prepare_message(**fields, body="Begun.", asks_to_finish=True)


def read_elsewhere(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    add_messages = [add_message(other, author) for _number in range(3)]
    mark_read(topic=other, user=reader.user, upto=add_messages[1].sequence)


def mark_unread_elsewhere(topic: Any, author: Seat, reader: Seat) -> None:
    other = topic.network.topics.exclude(pk=topic.pk).get()
    mark_unread_from(topic=other, user=reader.user, sequence=0)


MARKS = (read_elsewhere, mark_unread_elsewhere)
"""Changes of the reader's own data only: their desk reports these, and no event."""

ACTS = (
    *(post_here, post_elsewhere, post_herself, open_another),
    *(answer, change, change_later, withdraw, withdraw_all, react_and_take_back, post_with_papers, renew_a_paper),
    describe_a_picture,
    *(hide, hide_and_restore, report_and_dismiss, appeal_in_vain, ask_and_acknowledge, say_what_it_is_about),
    *(prepare, prepare_and_change, send_what_is_prepared_back, take_back_what_is_prepared, release, have_it_finished),
    *(share_another, take_out_another, rename, close, close_and_open_again, archive, take_from_the_archive),
    *(pin_another, pin_and_unpin, move_another_away, move_here_to_the_guests),
)


def do_much(topic: Any, author: Seat, reader: Seat) -> None:
    for act in (post_here, post_elsewhere, open_another, post_herself, post_here, react_and_take_back, withdraw):
        act(topic, author, reader)
    add_message(topic, author, body="|a|\n|-|\n|<b>1</b>|")
