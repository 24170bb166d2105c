"""Registration of what inquiries add to the core and other apps."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from networkapp.inquiries import (
    agenda_subjects,
    agenda_suggestions,
    live,
    metadata,
    notices,
    overviews,
    provenance,
    reports,
    search,
)
from networkapp.inquiries.actions import approval, inquiries
from networkapp.inquiries.actions.answers import DUE_NOTICE
from networkapp.inquiries.models import Inquiry, ParliamentCase, Reply
from networkapp.inquiries.queries import case_status
from networkapp.inquiries.queries.case_status import ACTING_ROLES
from networkapp.inquiries.queries.matrix import inquiries_for
from networkapp.meetings.registry import AgendaSubject, register_agenda_source, register_agenda_subject
from networkapp.permissions import Action, roles_with
from networkapp.registry import (
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.adoptions import register_adoption_effect
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.network_links import register_network_link
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import KnownPart, register_report_part, register_report_table
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.registry.subject_uses import register_subject_use


def register_all() -> None:
    """Register what inquiries add to the core and to other apps; adopted decisions approve inquiries."""
    subject = AgendaSubject(
        model=Inquiry,
        readable=agenda_subjects.readable_inquiries,
        results=agenda_subjects.inquiry_results,
        documents=agenda_subjects.inquiry_documents,
    )
    register_agenda_subject(subject)
    label = _("Inquiries: how many governments answered, evasively or late")
    register_report_part(KnownPart(key="inquiries", label=label, build=reports.inquiries, order=4))
    register_report_table("documents", reports.documents, order=20)
    _register_dossiers()
    _register_overviews()
    _register_metadata()
    _register_search()
    _register_desk()
    _register_notices()
    _register_jobs()
    _register_event_views()
    register_api("networkapp.inquiries.api.router", order=80)
    register_subject_use(Inquiry, where=partial(Inquiry.objects.where, may=Action.SEE))
    register_site_part(SitePart.INQUIRIES, "networkapp.inquiries")
    register_adoption_effect(Inquiry, approval.approve_by_decision)


def _register_dossiers() -> None:
    register_dossier_part(
        Inquiry,
        network="network_id",
        label=_("Inquiry"),
        where=provenance.inquiries_for,
        describe=provenance.describe_inquiries,
        causes=("decision",),
        order=38,
    )
    register_dossier_part(
        ParliamentCase,
        network="inquiry.network_id",
        label=_("parliamentary question"),
        where=provenance.cases_for,
        describe=provenance.describe_cases,
        causes=("inquiry", "follows"),
        order=40,
    )
    register_dossier_part(
        Reply,
        network="case.inquiry.network_id",
        label=_("government answer"),
        where=provenance.replies_for,
        name=provenance.name_reply,
        describe=provenance.describe_replies,
        causes=("case",),
        order=42,
    )


def _register_overviews() -> None:
    register_overview(overviews.inquiries_without_answer, kinds=[OverviewKind.BRIEF], order=20)
    register_overview(overviews.answers, kinds=[OverviewKind.COUNTRY], order=60)
    register_overview(overviews.inquiries, kinds=[OverviewKind.SUBJECT, OverviewKind.NETWORK], order=60)
    register_network_link(overviews.link, order=20)


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:inquiries",
        title=_("Inquiries"),
        description=_("The same questions in several parliaments, and each government’s answers."),
    )
    register_fixed_page(
        "networkapp:parliament_instruments",
        title=_("Types of parliamentary question"),
        description=_(
            "How parliaments question their governments, and the time limits for answers. Only "
            "rules checked at their source are listed."
        ),
    )
    register_cards(
        "inquiry",
        view="networkapp:inquiry",
        shown="inquiry",
        card=metadata.inquiry_card,
        public=lambda: inquiries_for(user=AnonymousUser()),
        changed=lambda inquiry: inquiry.closed_at or inquiry.approved_at,
    )
    register_cards(
        "answers",
        view="networkapp:inquiry_matrix",
        shown="inquiry",
        card=metadata.matrix_card,
        public=lambda: inquiries_for(user=AnonymousUser()),
        listed=False,
    )


def _register_search() -> None:
    register_search(kind="inquiries", label=_("Inquiries"), find=search.search_inquiries, order=46, narrows=True)
    register_topic_subject(Inquiry, label=_("Inquiry"), where=inquiries_for, by=("title",), order=60)
    register_agenda_source(agenda_suggestions.suggest_answers_due, order=50)


def _register_desk() -> None:
    register_attention(notices.desk_items, roles=ACTING_ROLES, order=44)
    register_attention(notices.approval_desk_items, roles=roles_with(Action.KEEP_INQUIRIES), order=46)


def _register_notices() -> None:
    register_notice(DUE_NOTICE, notices.render_notices)


def _register_jobs() -> None:
    register_clock_job("parliamentary question reminders", notices.send_reminders, order=48)
    register_clock_job("lapsed parliamentary questions", notices.record_lapsed, order=56)
    register_clock_job("ended embargoes", notices.record_ended_embargoes, order=58)


def _register_event_views() -> None:
    for kind in (*inquiries.EVENTS, approval.APPROVED, *case_status.EVENTS.values()):
        register_event_view(kind, live.inquiry_changed)
