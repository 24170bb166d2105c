"""One thing made of another, with the line between them drawn in the same moment: both are there, or neither."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.domain.discussion.about import sections_for
from networkapp.domain.inquiries.writing import write_inquiry
from networkapp.domain.notes.outcomes import ask_for_change
from networkapp.domain.notes.writing import find_noted_section, write_note
from networkapp.domain.proposals.proposing import propose
from networkapp.domain.threads.consequences import Link, draw_consequence, find_link
from networkapp.domain.threads.told_talk import messages_for
from networkapp.errors import Refused
from networkapp.models import (
    Annotation,
    Consequence,
    Decision,
    HandbookPage,
    Inquiry,
    Message,
    Network,
    NoteAudience,
    Proposal,
    ProposalState,
    RequestState,
    Section,
    Topic,
)
from networkapp.permissions import Action
from networkapp.registry.dossiers import QuestionDraft, question_sources

MOST_PICKED, MOST_SECTIONS = 50, 20
DECIDED_ON = (ProposalState.OPEN, ProposalState.ADOPTED)
LOCKED = gettext_lazy("A text was made of this message on which a network decides or has decided. It stays as it is.")


def pickable(*, topic: Topic, reader: Any) -> QuerySet[Message]:
    """The messages of the topic of which a proposal can be made, the newest first; sealed ones say nothing."""
    said = messages_for(reader).filter(topic=topic, withdrawn_at__isnull=True, hidden_at__isnull=True)
    return said.order_by("-sequence")


def picked(*, topic: Topic, reader: Any, keys: Iterable[str]) -> list[Message]:
    """Those of the messages that are named by these numbers; what is no number names none."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= 18]
    return list(pickable(topic=topic, reader=reader).filter(pk__in=numbers[: 2 * MOST_PICKED]))


def proposing_networks(*, topic: Topic, person: Any) -> QuerySet[Network]:
    """Where the topic stands and `person` may propose."""
    standing = [network.pk for network in topic.networks()]
    found: QuerySet[Network] = Network.objects.where(person, may=Action.PROPOSE).filter(pk__in=standing)
    return found


def text_of(messages: Iterable[Message]) -> str:
    """The messages as the paragraphs of a proposal, in the order in which they were said."""
    said = sorted(messages, key=lambda message: (message.posted_at, message.pk))
    return "\n\n".join(message.body.strip() for message in said)


@transaction.atomic
def propose_from_messages(
    *,
    messages: Sequence[Message],
    network: Network,
    person: Any,
    title: str,
    text: str,
    client_key: UUID,
    language: str = "en",
) -> Proposal:
    """The network has the proposal, which came of these messages of one topic; sent twice, it is one.

    Refused: `no_messages`, `too_many`, `sealed` (one was withdrawn or hidden meanwhile), and what `propose` refuses.
    """  # fmt: skip
    if not messages:
        raise Refused("no_messages", _("Choose at least one message."))
    if len(messages) > MOST_PICKED:
        words = _("Choose at most %(number)s messages.") % {"number": MOST_PICKED}
        raise Refused("too_many", words)
    held = Message.objects.select_for_update(of=("self",)).filter(pk__in=[message.pk for message in messages])
    chosen = list(held.select_related("topic").order_by("pk"))
    if len(chosen) < len(messages) or any(message.is_sealed for message in chosen):
        raise Refused("sealed", _("One of the messages was withdrawn or hidden meanwhile. Choose again."))
    proposal = propose(
        network=network,
        person=person,
        title=title,
        text=text,
        client_key=client_key,
        language=language,
        topic=chosen[0].topic,
    )
    for message in chosen:
        draw_consequence(cause=message, effect=proposal, by=person)
    return proposal


def lock_of_quoted(message: Message) -> str | Promise:
    """Why a message must stay: a text made of it is being decided on, or is adopted, where its author may know of it.

    In a network that she does not read the text stands without it: it is written down there, and she is told nothing.
    """
    kinds = ContentType.objects.get_for_models(Message, Proposal)
    made = Consequence.objects.filter(
        cause_type=kinds[Message], cause_id=message.pk, effect_type=kinds[Proposal]
    ).values("effect_id")
    known = Proposal.objects.where(message.author, may=Action.READ)
    return LOCKED if known.filter(pk__in=made, state__in=DECIDED_ON).exists() else ""


@transaction.atomic
def ask_for_section_change(
    *, decision: Decision, section: Section, person: Any, body: str, proposal: str, client_key: UUID
) -> Annotation:
    """The editors of the section are asked to change it since this was decided; asked twice, it is asked once.

    Whoever reads the network of the handbook reads what is asked. Refused and NotAllowed as in `write_note` for the
    network, and `ask_for_change`.
    """
    found = find_noted_section(pk=section.pk, reader=person)
    note = write_note(section=found, writer=person, audience=NoteAudience.NETWORK, body=body, client_key=client_key)
    if note.request == RequestState.NONE:
        ask_for_change(note=note, by=person, proposal=proposal)
    draw_consequence(cause=decision, effect=note, by=person)
    return note


def sections_to_change(*, words: str, person: Any) -> list[Section]:
    """The first published sections with all these words in their title, for whose handbooks `person` may write notes
    that their network reads, or which she edits; none without a word."""
    wanted = words.replace("\x00", " ").split()
    found = _changeable(person)
    for word in wanted:
        found = found.filter(Q(title__icontains=word) | Q(page__title__icontains=word))
    return list(found.order_by("page__path", "position")[:MOST_SECTIONS]) if wanted else []


def section_to_change(*, pk: int, person: Any) -> Section | None:
    """The section of this number with its handbook, where it is one of those; None, where it is not."""
    if not _changeable(person).filter(pk=pk).exists():
        return None
    return find_noted_section(pk=pk, reader=person)


def may_change_sections(person: Any) -> bool:
    """Whether there is any such section for her; one query."""
    return bool(_changeable(person).exists())


def _changeable(person: Any) -> QuerySet[Section]:
    """A chapter stands below its handbook in the tree of pages."""
    able = Network.objects.where(person, may=Action.NOTE_TO_NETWORK) | Network.objects.where(
        person, may=Action.EDIT_HANDBOOKS
    )
    handbooks = HandbookPage.objects.filter(network__in=able.order_by().values("pk")).alias(
        here=ExpressionWrapper(OuterRef("page__path"), CharField())
    )
    return sections_for(person).filter(Exists(handbooks.filter(here__startswith=F("path"))))


def questions_from(*, key: str, part: str, reader: Any) -> tuple[Link, QuestionDraft]:
    """The thing of this name ("decision-5"), and the questions that `reader` may make of it; Http404 for none."""
    link = find_link(key, reader=reader)
    source = question_sources.get(link.kind)
    draft = source(link.it, reader, part) if source else None
    if draft is None:
        raise Http404
    return link, draft


def asking_networks(*, draft: QuestionDraft, person: Any) -> QuerySet[Network]:
    """Where `person` may write an inquiry of these questions."""
    found: QuerySet[Network] = Network.objects.where(person, may=Action.INQUIRE)
    return found.filter(pk=draft.network.pk) if draft.network else found


@transaction.atomic
def inquire_from(
    *,
    cause: Any,
    network: Network,
    author: Any,
    title: str,
    questions: Sequence[str],
    client_key: UUID,
    why: str = "",
    language: str = "en",
    subjects: Iterable[Any] = (),
) -> Inquiry:
    """The network has a draft of an inquiry that came of `cause`; sent twice, it is one.

    Refused and NotAllowed as in `write_inquiry` and `draw_consequence`.
    """  # fmt: skip
    inquiry = write_inquiry(
        network=network,
        author=author,
        title=title,
        questions=questions,
        client_key=client_key,
        why=why,
        language=language,
        subjects=subjects,
    )
    draw_consequence(cause=cause, effect=inquiry, by=author)
    return inquiry


def questions_of_a_decision(decision: Decision, reader: Any, part: str) -> QuestionDraft | None:
    """What the governments are asked since it was adopted: what they have done about it."""
    if not decision.network.allows(reader, Action.INQUIRE):
        return None
    label = {"label": decision.label, "title": decision.title}
    return QuestionDraft(
        title=(_("Follow-up to decision %(label)s: %(title)s") % label)[:200],
        questions=(_("What has the government done to follow decision %(label)s, “%(title)s”?") % label,),
        why="\n\n".join(decision.paragraphs)[:4_000],
        network=decision.network,
        subjects=tuple(decision.subjects.all()),
    )
