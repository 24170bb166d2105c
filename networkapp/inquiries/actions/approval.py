"""Inquiries are approved: by who keeps them, or by a decision of the network."""

import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp import events
from networkapp.decisions.models import Decision, Proposal, ProposalState
from networkapp.decisions.proposals.actions import propose
from networkapp.decisions.proposals.versions import MAX_TITLE_LENGTH
from networkapp.errors import Refused
from networkapp.inquiries.actions.inquiries import lock_inquiry, require_undecided
from networkapp.inquiries.models import Inquiry, InquiryState
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.registry.adoptions import Adoption
from networkapp.users import User

APPROVED = "inquiry.approved"


@transaction.atomic
def approve_inquiry(*, inquiry: Inquiry, user: User) -> Inquiry:
    """Approve the inquiry: every delegation can submit it to its parliament, and people who can see the network see it.

    Approved twice is approved once. Refused: `closed`, `being_decided`. NotAllowed for people who do not manage
    inquiries here.
    """
    seat = require_permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)
    inquiry = lock_inquiry(inquiry=inquiry)
    if inquiry.state == InquiryState.APPROVED:
        return inquiry
    if inquiry.state != InquiryState.DRAFT:
        raise Refused("closed", _("This inquiry is closed."))
    require_undecided(inquiry=inquiry)
    inquiry.approved_seat = seat
    return _approve(inquiry, timezone.now(), user)


@transaction.atomic
def propose_inquiry(*, inquiry: Inquiry, user: User, client_key: UUID) -> Proposal:
    """Create a proposal that names the questions by their hash; when it is adopted, the inquiry is approved.

    Its text is in the language of the questions. Refused: `not_a_draft`, `put_already` (a proposal names these
    questions), and what `propose` refuses. NotAllowed who keeps no inquiries here or may not propose.
    """
    require_permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)
    inquiry = lock_inquiry(inquiry=inquiry)
    if inquiry.state != InquiryState.DRAFT:
        raise Refused("not_a_draft", _("Only a draft can be submitted for decision."))
    named = inquiry_hash(inquiry=inquiry)
    under_way = Proposal.objects.filter(state__in=[ProposalState.DRAFT, ProposalState.OPEN], about_hash=named)
    if under_way.filter(_proposals_about(inquiry)).exclude(client_key=client_key).exists():
        raise Refused("put_already", _("These questions have already been submitted for decision."))
    with override(inquiry.language):
        title = _("Approval of the inquiry “%(title)s”") % {"title": inquiry.title}
        opening = _("The network asks the governments these questions, in the form that each parliament uses:")
        closing = _("This decision approves the questions exactly as worded here. Their checksum is: %(hash)s") % {
            "hash": named
        }
    questions = inquiry.questions.order_by("number").values_list("text", flat=True)
    return propose(
        network=inquiry.network,
        user=user,
        title=title[:MAX_TITLE_LENGTH],
        text="\n\n".join([opening, *(" ".join(question.split()) for question in questions), closing]),
        language=inquiry.language,
        subjects=inquiry.subjects.all(),
        client_key=client_key,
        about=inquiry,
        about_hash=named,
    )


def approve_by_decision(*, subject: Inquiry, adoption: Adoption) -> None:
    """Approve the inquiry that a decision is about, in the transaction in which the decision is recorded.

    Refused: `another_network`, `closed`, `altered` (it is not what was decided on, by its hash where there is one).
    """
    network, content_hash = adoption.network, adoption.content_hash
    if subject.network_id != network.pk:
        raise Refused("another_network", _("Only the network that owns this inquiry can decide on the inquiry."))
    inquiry = lock_inquiry(inquiry=subject)
    if inquiry.state == InquiryState.CLOSED:
        raise Refused("closed", _("This inquiry is closed."))
    if content_hash and inquiry_hash(inquiry=inquiry) != content_hash:
        raise Refused("altered", _("The questions have changed since they were submitted for decision."))
    about = Proposal.objects.filter(_proposals_about(inquiry))
    inquiry.decision_label = adoption.decision
    adopted = Decision.objects.filter(network=network, proposal__in=about)
    inquiry.decision = adopted.order_by("-adopted_at", "-pk").first()
    if inquiry.state == InquiryState.DRAFT:
        _approve(inquiry, adoption.at or timezone.now(), None)
    inquiry.save(update_fields=["decision_label", "decision"])


def inquiry_hash(*, inquiry: Inquiry) -> str:
    """Return the SHA-256 of language, title and questions, by which a decision refers to the inquiry."""
    questions = sorted(inquiry.questions.all(), key=lambda question: question.number)
    content = [inquiry.language, inquiry.title, *(question.text for question in questions)]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _proposals_about(inquiry: Inquiry) -> Q:
    """Return the proposals that are about it."""
    return Q(about_type=ContentType.objects.get_for_model(Inquiry), about_id=inquiry.pk)


def _approve(inquiry: Inquiry, at: datetime, user: User | None) -> Inquiry:
    inquiry.state, inquiry.approved_at = InquiryState.APPROVED, at
    inquiry.save(update_fields=["state", "approved_at", "approved_seat"])
    events.record(inquiry.network, APPROVED, {"inquiry": inquiry.pk}, actor=user)
    return inquiry
