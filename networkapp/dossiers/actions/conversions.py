"""One thing made of another, with the line between them drawn in the same moment: both are there, or neither."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.decisions.models import Decision, Proposal, ProposalState
from networkapp.decisions.proposals.actions import propose
from networkapp.discussion.models import Message, Topic
from networkapp.discussion.provenance import messages_for
from networkapp.errors import Refused
from networkapp.inquiries.actions.answer_links import link_questions
from networkapp.inquiries.actions.inquiries import create_inquiry
from networkapp.inquiries.models import Inquiry
from networkapp.models import CausalLink, Network
from networkapp.permissions import Action
from networkapp.provenance.links import LinkedThing, find_link, link_cause
from networkapp.registry.provenance import QuestionDraft, question_sources
from networkapp.users import AnyUser, User

MOST_MESSAGES = 50
DECIDING_STATES = (ProposalState.OPEN, ProposalState.ADOPTED)
LOCKED = gettext_lazy(
    "This message is the source of a text that a network is deciding or has decided on. It can no longer be changed."
)


def selectable_messages(*, topic: Topic, user: AnyUser) -> QuerySet[Message]:
    """Return the messages of the topic from which a proposal can be made, the newest first; sealed ones have no
    text."""
    messages = messages_for(user=user).filter(topic=topic, withdrawn_at__isnull=True, hidden_at__isnull=True)
    return messages.order_by("-sequence")


def selected_messages(*, topic: Topic, user: AnyUser, keys: Iterable[str]) -> list[Message]:
    """Return those of the messages with these numbers; invalid numbers are ignored."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= 18]
    return list(selectable_messages(topic=topic, user=user).filter(pk__in=numbers[: 2 * MOST_MESSAGES]))


def proposing_networks(*, topic: Topic, user: User) -> QuerySet[Network]:
    """Return the networks where the topic appears and `user` can propose."""
    networks = [network.pk for network in topic.networks()]
    found: QuerySet[Network] = Network.objects.where(user, may=Action.PROPOSE).filter(pk__in=networks)
    return found


def proposal_text_from(*, messages: Iterable[Message]) -> str:
    """Return the messages as the paragraphs of a proposal, in the order in which they were posted."""
    ordered = sorted(messages, key=lambda message: (message.posted_at, message.pk))
    return "\n\n".join(message.body.strip() for message in ordered)


@transaction.atomic
def propose_from_messages(
    *,
    messages: Sequence[Message],
    network: Network,
    user: User,
    title: str,
    text: str,
    client_key: UUID,
    language: str = "en",
) -> Proposal:
    """Create a proposal from these messages of one topic, and link it to them. Sent twice, it is created once.

    Refused: `no_messages`, `too_many`, `sealed` (one was withdrawn or hidden meanwhile), and what `propose` refuses.
    """  # fmt: skip
    if not messages:
        raise Refused("no_messages", _("Choose at least one message."))
    if len(messages) > MOST_MESSAGES:
        words = _("Choose up to %(number)s messages.") % {"number": MOST_MESSAGES}
        raise Refused("too_many", words)
    locked = Message.objects.select_for_update(of=("self",)).filter(pk__in=[message.pk for message in messages])
    chosen = list(locked.select_related("topic").order_by("pk"))
    if len(chosen) < len(messages) or any(message.is_sealed for message in chosen):
        raise Refused("sealed", _("One of the messages is no longer available. Choose again."))
    proposal = propose(
        network=network,
        user=user,
        title=title,
        text=text,
        client_key=client_key,
        language=language,
        topic=chosen[0].topic,
    )
    for message in chosen:
        link_cause(cause=message, effect=proposal, user=user)
    return proposal


def lock_reason_of_quoted(*, message: Message) -> str | Promise:
    """Return why a message must stay: a text made from it is being decided on, or is adopted, where its author can know
    of it.

    In a network that the author cannot read, the text remains without the message: its words are recorded there, and
    the author learns nothing.
    """
    kinds = ContentType.objects.get_for_models(Message, Proposal)
    made = CausalLink.objects.filter(
        cause_type=kinds[Message], cause_id=message.pk, effect_type=kinds[Proposal]
    ).values("effect_id")
    known = Proposal.objects.where(message.author, may=Action.READ)
    return LOCKED if known.filter(pk__in=made, state__in=DECIDING_STATES).exists() else ""


def questions_from(*, key: str, part: str, user: AnyUser) -> tuple[LinkedThing, QuestionDraft]:
    """Return the item with this key ("decision-5") and the questions that `user` can ask; Http404 without any."""
    link = find_link(key, user=user)
    source = question_sources.get(link.kind)
    draft = source(thing=link.it, user=user, part=part) if source else None
    if draft is None:
        raise Http404
    return link, draft


def inquiring_networks(*, draft: QuestionDraft, user: User) -> QuerySet[Network]:
    """Return the networks in which `user` can write an inquiry with these questions."""
    found: QuerySet[Network] = Network.objects.where(user, may=Action.INQUIRE)
    return found.filter(pk=draft.network.pk) if draft.network else found


@transaction.atomic
def create_inquiry_from(
    *,
    cause: Model,
    network: Network,
    user: User,
    title: str,
    questions: Sequence[str],
    client_key: UUID,
    why: str = "",
    language: str = "en",
    subjects: Iterable[Any] = (),
    draft: QuestionDraft | None = None,
) -> Inquiry:
    """Create a draft of an inquiry from `cause`, and link the two. Sent twice, it is created once.

    A question that was drafted from a gap or a criterion keeps that reference if its text is unchanged, or by its
    position if there are as many questions as were drafted.

    Refused and NotAllowed as in `create_inquiry` and `draw_consequence`.
    """  # fmt: skip
    inquiry = create_inquiry(
        network=network,
        user=user,
        title=title,
        questions=questions,
        client_key=client_key,
        why=why,
        language=language,
        subjects=subjects,
    )
    link_cause(cause=cause, effect=inquiry, user=user)
    if draft is not None and draft.about:
        link_questions(links=_subjects_by_number(draft, questions), inquiry=inquiry, user=user)
    return inquiry


def _subjects_by_number(draft: QuestionDraft, questions: Sequence[str]) -> dict[int, Any]:
    drafted = dict(zip(draft.questions, draft.about, strict=True))
    by_place = dict(enumerate(draft.about)) if len(questions) == len(draft.about) else {}
    pairs = ((place, drafted.get(text.strip()) or by_place.get(place)) for place, text in enumerate(questions))
    return {place + 1: thing for place, thing in pairs if thing is not None}


def questions_from_decision(*, thing: Decision, user: AnyUser, part: str) -> QuestionDraft | None:
    """Return what the governments were asked since its adoption: what they have done about it."""
    if not thing.network.allows(user, Action.INQUIRE):
        return None
    label = {"label": thing.label, "title": thing.title}
    return QuestionDraft(
        title=(_("Follow-up to decision %(label)s: %(title)s") % label)[:200],
        questions=(_("What has the government done to implement decision %(label)s, “%(title)s”?") % label,),
        why="\n\n".join(thing.paragraphs)[:4_000],
        network=thing.network,
        subjects=tuple(thing.subjects.all()),
    )
