"""The models of discussion, one file per topic."""

from typing import Any

from networkapp.discussion.models.attachments import Attachment
from networkapp.discussion.models.drafts import Draft, MessageDraft
from networkapp.discussion.models.inbound_mail import InboundMail
from networkapp.discussion.models.messages import Mention, MessageRevision, Reaction, Receipt, ReceiptRequest
from networkapp.discussion.models.moderation import ModerationAct, Report
from networkapp.discussion.models.shown_messages import with_related
from networkapp.discussion.models.topic_shares import TopicShare
from networkapp.discussion.models.topics import TOPIC_TRANSITIONS, Message, ReadMark, Topic, TopicState

__all__ = [
    "TOPIC_TRANSITIONS",
    "Attachment",
    "Draft",
    "InboundMail",
    "Mention",
    "Message",
    "MessageDraft",
    "MessageRevision",
    "ModerationAct",
    "Reaction",
    "ReadMark",
    "Receipt",
    "ReceiptRequest",
    "Report",
    "Topic",
    "TopicShare",
    "TopicState",
    "with_related",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    InboundMail,
    Draft,
    Mention,
    Message,
    MessageRevision,
    ModerationAct,
    MessageDraft,
    Reaction,
    ReadMark,
    Receipt,
    ReceiptRequest,
    Report,
    Topic,
    TopicShare,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
