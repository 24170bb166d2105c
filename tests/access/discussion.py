"""Addresses of discussions. Add a row for each new view."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.address import JSON, Address, in_network
from tests.access.places import Place, new_key
from tests.factories.attachments import upload


def _topic(place: Place) -> list[Any]:
    return [place.network.slug, place.topic.pk]


def _shared(place: Place) -> list[Any]:
    return [place.network.slug, place.shared.pk]


def _words(place: Place) -> dict[str, Any]:
    return {"body": "Something", "client_key": new_key()}


def _message(place: Place) -> list[Any]:
    return [*_topic(place), place.message.pk]


def _paper(place: Place) -> list[Any]:
    return [*_topic(place), place.paper.pk]


def _shared_message(place: Place) -> list[Any]:
    return [*_shared(place), place.shared.messages.earliest("sequence").pk]


def tomorrow(place: Place) -> dict[str, Any]:
    return {"due_at": timezone.localdate() + timedelta(days=1)}


WHY = {"reason": "It names somebody"}
AGREE = {"kind": "agree", "on": "1"}

DISCUSSION = (
    Address(name="networkapp:topics", needs=(Action.READ,), args=in_network),
    *(
        address
        for topic in (_topic, _shared)
        for address in (
            Address(name="networkapp:topic", needs=(Action.READ,), args=topic),
            Address(
                name="networkapp:topic", needs=(Action.POST,), args=topic, method="POST", data=_words,
                known_by=(Action.READ,), answers=302,
            ),
        )
    ),
    # The home address of a shared topic redirects readers of another network to its address there.
    Address(
        name="networkapp:topic", needs=(Action.READ,), args=lambda place: [place.shared.network.slug, place.shared.pk],
        answers=302,
    ),
    Address(
        name="networkapp:topic", needs=(Action.POST,), args=_topic, method="POST", data=_words,
        known_by=(Action.READ,), headers=JSON,
    ),
    Address(name="networkapp:export_topic", needs=(Action.READ,), args=lambda place: [*_topic(place), "md"]),
    Address(name="networkapp:take_along", needs=(Action.READ,), args=_topic),
    Address(name="networkapp:watch_topic", needs=(Action.READ,), args=_topic),
    Address(
        name="networkapp:watch_topic", needs=(Action.READ,), args=_topic, method="POST",
        data=lambda place: {"level": "nothing"}, answers=302,
    ),
    Address(
        name="networkapp:mark_read", needs=(Action.READ,), args=_topic, method="POST",
        data=lambda place: {"sequence": 1}, answers=302,
    ),
    Address(
        name="networkapp:put_papers", needs=(Action.POST,), args=_topic, method="POST", known_by=(Action.READ,),
        data=lambda place: {"files": upload(), "client_key": new_key()}, answers=302,
    ),
    Address(name="networkapp:paper", needs=(Action.READ,), args=_paper),
    Address(name="networkapp:paper_file", needs=(Action.READ,), args=_paper),
    Address(
        name="networkapp:paper_picture", needs=(Action.READ,), args=lambda place: [*_topic(place), place.photo.pk]
    ),
    # Only the delegation that a message comes from has access, and only its author while it awaits approval.
    Address(
        name="networkapp:paper", needs=(Action.READ,), args=_paper, method="POST", answers=403,
        data=lambda place: {"file": upload(), "client_key": new_key()},
    ),
    Address(
        name="networkapp:describe_paper", needs=(Action.READ,), method="POST", answers=403,
        args=lambda place: [*_topic(place), place.photo.pk], data=lambda place: {"description": "A table"},
    ),
    Address(name="networkapp:remove_paper", needs=(Action.READ,), args=_paper, method="POST", answers=403),
    Address(name="networkapp:message", needs=(Action.READ,), args=_message),
    Address(name="networkapp:message_history", needs=(Action.READ,), args=_message),
    Address(name="networkapp:order", needs=(Action.READ,), args=_message),
    Address(name="networkapp:receipts", needs=(Action.READ,), args=_message),
    *(
        Address(name=f"networkapp:{name}", needs=(Action.READ,), args=_message, method="POST", answers=302)
        for name in ("read_up_to_here", "unread_from_here")
    ),
    Address(
        name="networkapp:react", needs=(Action.POST,), args=_message, method="POST", data=lambda place: AGREE,
        known_by=(Action.READ,), answers=302,
    ),
    # Only the author has access.
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.READ,), args=_message, method="POST",
            data=lambda place: {"body": "Else", "base": 0}, answers=403,
        )
        for name in ("edit_message", "withdraw_message")
    ),
    # Readers who can know of a thing can ask for its topics; the topics themselves are tested in a test of their own.
    Address(
        name="networkapp:discuss", needs=(Action.READ_HANDBOOKS,), args=lambda place: ["section", place.section.pk]
    ),
    Address(
        name="networkapp:discuss", needs=(Assess.READ,), args=lambda place: ["assessment", place.draft.pk]
    ),
    # Moderation, and receipts of formal messages. If there is nothing to decide, people who may decide get a 422.
    Address(
        name="networkapp:report_message", needs=(Action.READ,), args=_message, method="POST", data=lambda place: WHY,
        answers=302,
    ),
    Address(
        name="networkapp:appeal", needs=(), args=_message, method="POST", data=lambda place: WHY,
        known_by=(Action.READ,),
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.MODERATE,), also=(Action.READ,), args=args, method=method,
            data=lambda place: WHY, known_by=(Action.READ,), answers=answers,
        )
        for name, args, method, answers in (
            ("moderation", in_network, "GET", 200),
            ("moderation_log", in_network, "GET", 200),
            ("hide_message", _message, "POST", 302),
            ("restore_message", _message, "POST", 302),
            ("dismiss_reports", _message, "POST", 422),
            ("refuse_appeal", _message, "POST", 422),
        )
    ),
    Address(
        name="networkapp:ask_for_receipt", needs=(Action.REQUEST_RECEIPT,), also=(Action.READ,), args=_message,
        method="POST", data=tomorrow, known_by=(Action.READ,), answers=302,
    ),
    Address(
        name="networkapp:acknowledge", needs=(Action.ACKNOWLEDGE,), args=_message, method="POST",
        known_by=(Action.READ,), answers=422,
    ),
    # Messages of a shared topic can be reported and acknowledged in each network, and are moderated in their own.
    *(
        Address(
            name=f"networkapp:{name}", needs=needs, args=_shared_message, method="POST",
            data=lambda place: {**WHY, **tomorrow(place)},
            known_by=(Action.READ,), answers=answers,
        )
        for name, needs, answers in (
            ("report_message", (Action.READ,), 302),
            ("acknowledge", (Action.ACKNOWLEDGE,), 422),
            ("hide_message", (), 403),
            ("ask_for_receipt", (), 403),
        )
    ),
    Address(name="networkapp:topic_about", needs=(Action.READ,), args=_topic),
    Address(name="networkapp:closed_topics", needs=(Action.READ,), args=in_network),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), also=(Action.READ,), args=_topic, method=method,
            data=lambda place, data=data: data, known_by=(Action.READ,), answers=answers,
        )
        for name, action, method, data, answers in (
            ("keep_topic", Action.KEEP_TOPIC, "GET", {}, 200),
            ("rename_topic", Action.KEEP_TOPIC, "POST", {"title": "Something"}, 302),
            ("say_about", Action.KEEP_TOPIC, "GET", {"words": "Section"}, 200),
            ("say_about", Action.KEEP_TOPIC, "POST", {"about": ""}, 302),
            ("change_topic_state", Action.KEEP_TOPIC, "POST", {"state": "closed"}, 302),
            ("change_topic_state", Action.MANAGE_TOPICS, "POST", {"state": "archived"}, 302),
            ("pin_topic", Action.MANAGE_TOPICS, "POST", {"pinned": "yes"}, 302),
            # A network without a seat for any reader cannot be chosen; people who may choose get this error.
            ("share_topic", Action.MANAGE_TOPICS, "GET", {"network": "of-the-framework"}, 422),
            ("share_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
            ("take_out_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
            ("move_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
        )
    ),
    # People who manage topics of a network can remove a shared topic from it, but change nothing else of it.
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.MANAGE_TOPICS,), also=(Action.READ,), args=_shared, method=method,
            data=lambda place: {"network": place.network.slug}, known_by=(Action.READ,), answers=answers,
        )
        for name, method, answers in (("keep_topic", "GET", 200), ("take_out_topic", "POST", 302))
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(), args=_shared, method="POST", known_by=(Action.READ,),
            data=lambda place: {"title": "Mine", "state": "closed", "pinned": "yes"},
        )
        for name in ("rename_topic", "change_topic_state", "pin_topic", "say_about")
    ),
    Address(name="networkapp:open_topic", needs=(Action.OPEN_TOPIC,), args=in_network, known_by=(Action.READ,)),
    Address(
        name="networkapp:open_topic", needs=(Action.OPEN_TOPIC,), args=in_network, method="POST",
        data=lambda place: {"title": "Something", **_words(place)}, known_by=(Action.READ,), answers=302,
    ),
    Address(name="networkapp:draft", needs=(Action.POST,), args=_topic, known_by=(Action.READ,)),
    Address(
        name="networkapp:draft", needs=(Action.POST,), args=_topic, method="POST",
        data=lambda place: {"body": "Something", "draft_version": 0}, known_by=(Action.READ,), answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), args=args, method="POST", data=_words, known_by=(Action.READ,)
        )
        for name, action, args in (
            ("preview", Action.POST, _topic), ("new_topic_preview", Action.OPEN_TOPIC, in_network)
        )
    ),
    Address(name="networkapp:new_topic_draft", needs=(Action.OPEN_TOPIC,), args=in_network, known_by=(Action.READ,)),
    Address(
        name="networkapp:new_topic_draft", needs=(Action.OPEN_TOPIC,), args=in_network, method="POST",
        data=lambda place: {"body": "Something", "draft_version": 0}, known_by=(Action.READ,), answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), args=_topic, method="POST", answers=422,
            data=lambda place: {**_words(place), "partner": place.seat.pk}, known_by=(Action.READ,),
        )
        for name, action in (("prepare", Action.PREPARE), ("ask_to_finish", Action.RELEASE))
    ),
    Address(name="networkapp:nameable", needs=(Action.READ,), args=in_network),
)  # fmt: skip
