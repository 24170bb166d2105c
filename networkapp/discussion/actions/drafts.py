"""Drafts: text that somebody is writing and has not posted. One for each topic and person, visible to that person
alone."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.db.prepared_statements import CompiledObjects, Param, user_param
from networkapp.discussion.actions.attachments import waiting_attachments
from networkapp.discussion.actions.mentions import find_mention_targets
from networkapp.discussion.actions.post import (
    TITLE_LENGTH,
    check_text,
    lock_topic,
    open_topic,
    post_message,
    require_open,
)
from networkapp.discussion.models import Attachment, Draft, Message, Topic
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.models.translations import LocalText, format_mixed
from networkapp.networks.queries.seats import require_permitted_seat, require_seat_for
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.cleaning import clean_text
from networkapp.users import User


def find_draft(*, user: User, network: Network, topic: Topic | None = None) -> Draft:
    """Return the draft of `user` for the topic, or for a new topic of the network; an empty one if there is none.

    Its `version` is the base of the next save. It is also empty if they can no longer write there.
    """
    if topic is None:
        found = list(_writable_drafts(user, _drafts_for(user, network, None)))
    else:
        found = _topic_draft.all(writer=user.pk, topic=topic.pk, now=timezone.now())
    draft: Draft = found[0] if found else Draft(user=user, network=network)
    draft.user, draft.topic = user, topic
    return draft


def attachments_of_draft(*, draft: Draft) -> list[Attachment]:
    """Return the attachments that wait with the draft, as `find_draft` found it, for the message that it becomes."""
    return waiting_attachments(topic=draft.topic, user=draft.user) if draft.topic and draft.has_papers else []


def save_draft(
    *,
    user: User,
    network: Network,
    topic: Topic | None = None,
    title: str = "",
    body: str = "",
    base_version: int,
    reply_to: Message | None = None,
) -> Draft:
    """Save the draft as its next version, on every device of the writer; nobody else is notified.

    `base_version` is the version that the text was made from. Refused: `draft_moved`, if the draft was changed
    elsewhere meanwhile and would be overwritten; `draft_too_long`. NotAllowed without a seat that may write there.
    """
    require_writer(user=user, network=network, topic=topic)
    clean_title, text = _clean(title), _clean(body)
    if len(clean_title) > TITLE_LENGTH or len(text.encode("utf-8", "replace")) > setting("MESSAGE_MAX_BYTES"):
        raise Refused("draft_too_long", _("The text is too long. Shorten it."), field="body")
    with transaction.atomic():
        draft = lock_draft(user=user, network=network, topic=topic)
        if (draft.title, draft.body, draft.reply_to) == (clean_title, text, reply_to):
            return draft
        if draft.version != base_version and (draft.title or draft.body):
            raise Refused("draft_moved", _("This draft was changed on another device."), field="body")
        draft.network, draft.title, draft.body, draft.reply_to = network, clean_title, text, reply_to
        draft.version, draft.saved_at = draft.version + 1, timezone.now()
        draft.save()
    return draft


def post_from_draft(*, topic: Topic, user: User, draft_version: int | None = None, **content: Any) -> Message:
    """Post as `post_message` does, and clear the draft on all devices.

    A draft changed elsewhere after `draft_version` stays. Refused and NotAllowed as in `post_message`, and
    `answers_sealed`, if the quoted message was withdrawn or hidden meanwhile.
    """
    with transaction.atomic():
        draft = _drafts_for(user, topic.network, topic).select_for_update().first()
        _require_unsealed_reply_target(topic, user, content.get("reply_to"), content["client_key"])
        message = post_message(topic=topic, user=user, **content)
        clear_draft(draft=draft, version=draft_version, text=message.body)
    return message


def _require_unsealed_reply_target(topic: Topic, user: User, reply_to: Message | None, client_key: UUID) -> None:
    """Lock the topic and refuse a reply to a sealed message, unless it was already posted with this key."""
    if reply_to is None:
        return
    lock_topic(topic=topic)
    sealed = Message.objects.get(pk=reply_to.pk).is_sealed
    if sealed and not Message.objects.filter(author=user, client_key=client_key).exists():
        words = _(
            "The message you are replying to was withdrawn or hidden. Your text is still here: you can post it as"
            " a separate message."
        )
        raise Refused("answers_sealed", words)


def open_from_draft(*, network: Network, user: User, draft_version: int | None = None, **content: Any) -> Topic:
    """Open a topic as `open_topic` does, and clear its draft as in `post_from_draft`."""
    with transaction.atomic():
        draft = lock_draft(user=user, network=network, topic=None)
        topic = open_topic(network=network, user=user, **content)
        clear_draft(draft=draft, version=draft_version, text=str(content.get("body", "")))
    return topic


def clear_draft(*, draft: Draft | None, version: int | None, text: str) -> None:
    """Empty the draft, if it is of this `version` or has this `text`; text from elsewhere stays.

    The row stays too, so that versions never restart and an old page cannot take a new draft for its own.
    """
    if draft is None:
        return
    if (version is not None and draft.version <= version) or _clean(draft.body).strip() in {"", _clean(text).strip()}:
        draft.title, draft.body, draft.reply_to, draft.version = "", "", None, draft.version + 1
        draft.save()


def append_to_draft(*, draft: Draft, body: str, reply_to: Message | None) -> None:
    """Append the text to the draft, below what was written there since."""
    draft.body = "\n\n".join(text for text in (draft.body.strip(), body) if text)
    draft.reply_to, draft.version, draft.saved_at = draft.reply_to or reply_to, draft.version + 1, timezone.now()
    draft.save()


def save_for_review(*, user: User, topic: Topic, body: str, reply_to: Message | None = None) -> Draft:
    """Append to the writer's draft of the topic what must not be posted unseen; only the writer reads it.

    Refused: `topic_closed`. NotAllowed without a seat that may write there.
    """
    require_writer(user=user, network=topic.network, topic=topic)
    with transaction.atomic():
        lock_topic(topic=topic)
        require_open(topic=topic)
        draft = lock_draft(user=user, network=topic.network, topic=topic)
        append_to_draft(draft=draft, body=_clean(body), reply_to=reply_to)
    return draft


def lock_draft(*, user: User, network: Network, topic: Topic | None) -> Draft:
    """Return the row of the draft, locked until the transaction ends; create it if missing, also for two devices at
    once."""
    drafts = _drafts_for(user, network, topic).select_for_update(of=("self",)).select_related("reply_to")
    existing: Draft | None = drafts.first()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():
            return Draft.objects.create(user=user, network=network, topic=topic)
    except IntegrityError:
        draft: Draft = drafts.get()
        return draft


def preview_message(*, body: str, user: User, network: Network, topic: Topic | None = None) -> str:
    """Return the text as sanitised HTML, as it would be shown; store nothing.

    Refused: what `post_message` refuses of a text; NotAllowed without a seat that may write there.
    """
    require_writer(user=user, network=network, topic=topic)
    return check_text(
        body=body, find_targets=partial(find_mention_targets, user=user, network=network, topic=topic)
    ).html


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for the reader's drafts where they can still write, the latest first."""
    for draft in _unfinished_drafts(user):
        network = draft.network
        title = LocalText(draft.topic.title if draft.topic else draft.title or "…", "")
        place = title if draft.topic else format_mixed(_("a new topic, “%(title)s”"), title=title)
        url = (
            reverse("networkapp:topic", args=[network.slug, draft.topic_id])
            if draft.topic
            else reverse("networkapp:open_topic", args=[network.slug])
        )
        yield DeskItem(
            title=format_mixed(_("Finish your draft: %(topic)s"), topic=place),
            detail=network.local_name,
            url=f"{url}#write",
            since=draft.saved_at,
            key=f"draft-{draft.pk}",
        )


def require_writer(*, user: User, network: Network, topic: Topic | None = None) -> None:
    """Raise NotAllowed unless the person can post in the topic, or open one in the network."""
    if topic is None:
        require_permitted_seat(network=network, user=user, action=Action.OPEN_TOPIC)
    else:
        require_seat_for(topic=topic, user=user, action=Action.POST)


def _unfinished_drafts(user: User) -> list[Draft]:
    own = Draft.objects.filter(user=user).exclude(title="", body="").select_related("topic", "network")
    drafts = _writable_drafts(user, own)
    return sorted(drafts, key=lambda draft: draft.saved_at, reverse=True)


def _writable_drafts(user: User, drafts: Any) -> Any:
    """Return those of the drafts for topics and networks where `user` can still post, which includes reading."""
    new_topics = Q(topic__isnull=True, network__in=Network.objects.where(user, may=Action.OPEN_TOPIC))
    return drafts.filter(Q(topic__in=Topic.objects.where(user, may=Action.POST)) | new_topics)


def _topic_draft_query() -> Any:
    writer, topic = user_param("writer"), Param("topic")
    writable = Topic.objects.where(writer, may=Action.POST, at=Param("now"))
    papers = Attachment.objects.waiting().filter(topic=topic, user=writer)
    drafts: Any = Draft.objects.filter(topic__in=writable, user=writer, topic=topic)
    return drafts.annotate(has_papers=Exists(papers))


_topic_draft = CompiledObjects(_topic_draft_query)


def _drafts_for(user: User, network: Network, topic: Topic | None) -> Any:
    if topic is None:
        return Draft.objects.filter(user=user, network=network, topic__isnull=True)
    return Draft.objects.filter(user=user, topic=topic)


def _clean(text: str) -> str:
    return clean_text(text)
