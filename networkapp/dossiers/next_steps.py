"""Next steps that a reader can take from a thing; the page of each step checks permissions again."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.addresses import is_open_view
from networkapp.decisions.models import Decision
from networkapp.discussion.models import Message
from networkapp.dossiers.actions.change_requests import may_change_sections
from networkapp.dossiers.actions.conversions import proposing_networks
from networkapp.handbooks.models import Annotation, RequestState
from networkapp.inquiries.models import Reply
from networkapp.permissions import Action
from networkapp.provenance.links import causes_of
from networkapp.provenance.panel import NextStep, register_next_steps
from networkapp.users import AnyUser, User


def register_steps() -> None:
    """Register the next steps from messages, decisions, answers and change requests."""
    register_next_steps(Message, steps_from_message)
    register_next_steps(Decision, steps_from_decision)
    register_next_steps(Reply, steps_from_answer)
    register_next_steps(Annotation, steps_from_change_request)


def steps_from_message(message: Message, user: User) -> Iterator[NextStep]:
    """Yield the step to a proposal, where the user can propose."""
    topic = message.topic
    if not message.is_sealed and proposing_networks(topic=topic, user=user).exists():
        address = reverse("networkapp:pick_messages", args=[getattr(topic, "read_in", topic.network).slug, topic.pk])
        yield NextStep(words=_("Create proposal"), url=f"{address}?message={message.pk}#pick-{message.pk}")


def steps_from_decision(decision: Decision, user: User) -> Iterator[NextStep]:
    """Yield the steps to an inquiry and to a handbook change, where the user can make them."""
    key = f"decision-{decision.pk}"
    if is_open_view("networkapp:inquire_from") and decision.network.allows(user, Action.INQUIRE):
        words = _("Start an inquiry")
        yield NextStep(words=words, url=reverse("networkapp:inquire_from", args=[key]))
    if may_change_sections(user=user):
        words = _("Request a handbook change")
        yield NextStep(words=words, url=reverse("networkapp:choose_section", args=[key]))


def steps_from_answer(reply: Reply, user: User) -> Iterator[NextStep]:
    """Yield the step to a country note, if the user can request changes of sections."""
    if may_change_sections(user=user):
        words = _("Add to a country note")
        yield NextStep(words=words, url=reverse("networkapp:choose_section", args=[f"reply-{reply.pk}"]))


def steps_from_change_request(note: Annotation, user: AnyUser) -> Iterator[NextStep]:
    """Yield, for editors, the steps that put requested answers into a draft without copying them."""
    if note.request != RequestState.ASKED or not note.network.allows(user, Action.EDIT_HANDBOOKS):
        return
    for link in causes_of(note, user):
        if isinstance(link.it, Reply):
            address = reverse("networkapp:make_for_section", args=[link.key, note.section_id])
            yield NextStep(words=_("Add to a country note"), url=address)
