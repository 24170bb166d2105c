"""Inquiries are approved: by who keeps them, or by a decision of the network."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.inquiries import hold_inquiry, require_undecided
from networkapp.domain.speaking import require_speaking_seat
from networkapp.errors import Refused
from networkapp.models import Decision, Inquiry, InquiryState, Network
from networkapp.permissions import Action

APPROVED = "inquiry.approved"


@transaction.atomic
def approve_inquiry(*, inquiry: Inquiry, person: Any) -> Inquiry:
    """The network asks this: every delegation may put it before its parliament, and whoever sees the network sees it.

    Approved twice is approved once. Refused: `closed`, `being_decided`. NotAllowed who keeps no inquiries here.
    """
    seat = require_speaking_seat(network=inquiry.network, person=person, action=Action.KEEP_INQUIRIES)
    inquiry = hold_inquiry(inquiry)
    if inquiry.state == InquiryState.APPROVED:
        return inquiry
    if inquiry.state != InquiryState.DRAFT:
        raise Refused("closed", _("This inquiry is closed."))
    require_undecided(inquiry)
    inquiry.approved_seat = seat
    return _approve(inquiry, timezone.now(), person)


def approve_by_decision(
    sender: Any,
    *,
    network: Network,
    subject: Any,
    decision: str,
    at: datetime | None = None,
    content_hash: str = "",
    **others: Any,
) -> None:
    """For the signal of a decision: an inquiry that it was about is approved by it; all else is passed over.

    Refused: `another_network`, `closed`, `altered` (it is not what was decided on, by its hash where there is one).
    """
    if not isinstance(subject, Inquiry):
        return
    if subject.network_id != network.pk:
        raise Refused("another_network", _("This inquiry belongs to another network. It decides on it itself."))
    inquiry = hold_inquiry(subject)
    if inquiry.state == InquiryState.CLOSED:
        raise Refused("closed", _("This inquiry is closed."))
    if content_hash and inquiry_hash(inquiry) != content_hash:
        raise Refused("altered", _("The questions are no longer those that were decided on."))
    about = {"proposal__about_type": ContentType.objects.get_for_model(Inquiry), "proposal__about_id": inquiry.pk}
    inquiry.decision_label = decision
    inquiry.decision = Decision.objects.filter(network=network, **about).order_by("-adopted_at", "-pk").first()
    if inquiry.state == InquiryState.DRAFT:
        _approve(inquiry, at or timezone.now(), None)
    inquiry.save(update_fields=["decision_label", "decision"])


def inquiry_hash(inquiry: Inquiry) -> str:
    """SHA-256 over language, title and questions: what a decision about the inquiry is about."""
    said = [inquiry.language, inquiry.title, *inquiry.questions.order_by("number").values_list("text", flat=True)]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _approve(inquiry: Inquiry, at: datetime, person: Any) -> Inquiry:
    inquiry.state, inquiry.approved_at = InquiryState.APPROVED, at
    inquiry.save(update_fields=["state", "approved_at", "approved_seat"])
    events.record(inquiry.network, APPROVED, {"inquiry": inquiry.pk}, actor=person)
    return inquiry
