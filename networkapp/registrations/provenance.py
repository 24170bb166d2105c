"""Which of our own things can lead to others, and who shows them."""

from django.utils.translation import gettext_lazy as _

from networkapp.decisions import provenance as told_decided
from networkapp.decisions.models import Decision, FollowUp, Procedure, Proposal
from networkapp.discussion.models import Message, Topic
from networkapp.handbooks.models import Annotation, Section
from networkapp.inquiries import provenance as told_asked
from networkapp.inquiries.models import Cast, Inquiry, Reply
from networkapp.meetings.models import AgendaItem
from networkapp.registrations import provenance_talk
from networkapp.registry.linkables import sections_for
from networkapp.registry.provenance import register_dossier_part


def register_parts() -> None:
    """Register all kinds of networkapp for dossiers."""
    _register_talk()
    _register_handbooks()
    _register_decided()
    _register_carried_out()


def _register_talk() -> None:
    register_dossier_part(
        Message,
        network="topic.network_id",
        label=_("message"),
        where=provenance_talk.messages_for,
        name=provenance_talk.name_message,
        tell=provenance_talk.tell_messages,
        order=20,
    )
    register_dossier_part(
        Topic,
        network="network_id",
        label=_("topic"),
        where=provenance_talk.topics_for,
        tell=provenance_talk.tell_topics,
        causes=("about",),
        order=22,
    )
    register_dossier_part(
        AgendaItem,
        network="meeting.network_id",
        label=_("agenda item"),
        where=provenance_talk.agenda_for,
        name=provenance_talk.name_agenda_item,
        tell=provenance_talk.tell_agenda,
        causes=("about",),
        order=24,
    )


def _register_handbooks() -> None:
    register_dossier_part(
        Annotation,
        network="network_id",
        label=_("change request"),
        where=provenance_talk.notes_for,
        name=provenance_talk.name_note,
        tell=provenance_talk.tell_notes,
        effects=("section",),
        order=26,
    )
    register_dossier_part(
        Section, label=_("handbook section"), where=sections_for, tell=provenance_talk.tell_sections, order=28
    )


def _register_decided() -> None:
    register_dossier_part(
        Proposal,
        network="network_id",
        label=_("proposal"),
        where=told_decided.proposals_for,
        tell=told_decided.tell_proposals,
        effects=("about",),
        order=30,
    )
    register_dossier_part(
        Procedure,
        network="network_id",
        label=_("procedure"),
        where=told_decided.procedures_for,
        name=told_decided.name_procedure,
        tell=told_decided.tell_procedures,
        causes=("proposal",),
        order=32,
    )
    register_dossier_part(
        Decision,
        network="network_id",
        label=_("decision"),
        where=told_decided.decisions_for,
        name=told_decided.name_decision,
        tell=told_decided.tell_decisions,
        causes=("procedure",),
        order=34,
    )


def _register_carried_out() -> None:
    register_dossier_part(
        FollowUp,
        network="decision.network_id",
        label=_("follow-up"),
        where=told_decided.follow_ups_for,
        name=told_decided.name_follow_up,
        tell=told_decided.tell_follow_ups,
        causes=("decision",),
        order=36,
    )
    register_dossier_part(
        Inquiry,
        network="network_id",
        label=_("inquiry"),
        where=told_asked.inquiries_for,
        tell=told_asked.tell_inquiries,
        causes=("decision",),
        order=38,
    )
    register_dossier_part(
        Cast,
        network="inquiry.network_id",
        label=_("parliamentary question"),
        where=told_asked.casts_for,
        tell=told_asked.tell_casts,
        causes=("inquiry", "follows"),
        order=40,
    )
    register_dossier_part(
        Reply,
        network="cast.inquiry.network_id",
        label=_("government answer"),
        where=told_asked.replies_for,
        name=told_asked.name_reply,
        tell=told_asked.tell_replies,
        causes=("cast",),
        order=42,
    )
