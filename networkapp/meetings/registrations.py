"""Registration of what meetings add to the core and other apps."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from networkapp.meetings import live, metadata, notices, overviews, provenance, reports, search
from networkapp.meetings.actions import action_items, minutes, speaking_list
from networkapp.meetings.models import ActionItem, AgendaItem, Meeting, Minutes
from networkapp.meetings.packs import device_copies, packs
from networkapp.meetings.packs.papers import minutes_documents
from networkapp.meetings.queries import agenda_suggestions, briefing
from networkapp.meetings.queries.agenda_results import action_results, minutes_results
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.meetings.registry import AgendaSubject, register_agenda_source, register_agenda_subject
from networkapp.permissions import CAPACITIES, VOICES, Action, roles_with
from networkapp.registry import (
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.days import register_day_source
from networkapp.registry.device_copies import register_device_copies
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.network_links import register_network_link
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.page_parts import Page, register_page_part
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import KnownPart, register_report_part
from networkapp.registry.secret_addresses import register_secret_address
from networkapp.registry.subject_uses import register_subject_use


def register_all() -> None:
    """Register what meetings add to the core and to other apps."""
    register_report_part(
        KnownPart(key="meetings", label=_("Meetings, with the delegations present"), build=reports.meetings, order=0)
    )
    _register_dossiers()
    register_overview(
        overviews.meetings, kinds=[OverviewKind.SUBJECT, OverviewKind.COUNTRY, OverviewKind.NETWORK], order=70
    )
    register_network_link(overviews.link, order=10)
    register_page_part(Page.DESK, overviews.next_meeting_part, order=10)
    register_device_copies("pack", device_copies.pack_status)
    register_agenda_subject(AgendaSubject(model=Minutes, results=minutes_results, documents=minutes_documents))
    register_agenda_subject(AgendaSubject(model=ActionItem, results=action_results))
    _register_metadata()
    _register_search()
    _register_desk()
    _register_notices()
    _register_jobs()
    _register_event_views()
    register_api("networkapp.meetings.api.router", order=70)
    register_subject_use(Meeting, where=partial(Meeting.objects.where, may=Action.SEE))
    register_secret_address("networkapp:calendar_feed_file", "secret")
    register_day_source(overviews.meetings_on_days, order=40)


def _register_dossiers() -> None:
    register_dossier_part(
        AgendaItem,
        network="meeting.network_id",
        label=_("Agenda item"),
        where=provenance.agenda_for,
        name=provenance.name_agenda_item,
        describe=provenance.describe_agenda_items,
        causes=("about",),
        order=24,
    )


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:meetings",
        title=_("Meetings"),
        description=_("Where the networks met, their topics and the experts they heard."),
    )
    register_fixed_page(
        "networkapp:calendar", title=_("Calendar"), description=_("Upcoming meetings of the public networks.")
    )
    register_cards(
        "meeting",
        view="networkapp:meeting",
        shown="meeting",
        card=metadata.meeting_card,
        public=lambda: list_meetings(user=AnonymousUser()),
    )


def _register_search() -> None:
    register_search(kind="meetings", label=_("Meetings"), find=search.find_meetings, order=40, narrows=True)
    register_search(kind="minutes", label=_("Minutes"), find=search.search_minutes, order=41, narrows=True)
    register_topic_subject(
        AgendaItem, label=_("Agenda item"), where=provenance.agenda_items_for, by=("title",), order=40
    )
    register_agenda_source(agenda_suggestions.suggest_last_minutes, order=10)
    register_agenda_source(agenda_suggestions.suggest_open_actions, order=20)


def _register_desk() -> None:
    register_attention(briefing.desk_items, roles=roles_with(Action.READ), order=48)
    register_attention(notices.desk_items, roles=roles_with(Action.CORRECT_MINUTES) | VOICES, order=72)
    register_attention(action_items.desk_items, roles=CAPACITIES, order=74)


def _register_notices() -> None:
    for kind in notices.OF_MEETINGS:
        register_notice(kind, notices.render_meeting_notices)
    for kind in notices.OF_MINUTES:
        register_notice(kind, notices.render_minutes_notices)
    register_notice(action_items.ACTION_DUE, action_items.render_notices)


def _register_jobs() -> None:
    register_clock_job("minutes approved by silence", minutes.record_approvals, order=36)
    register_clock_job("action item reminders", action_items.send_reminders, order=38)
    register_clock_job("meeting packs", packs.maintain_packs, order=64)


def _register_event_views() -> None:
    for kind in speaking_list.KINDS:
        register_event_view(kind, live.floor_changed)
