"""The menus in Wagtail's admin for library, meetings, glossary, law, hotlines, and types of question."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, extract_panel_definitions_from_model_class
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from networkapp.editing.files import (
    CopyMeeting,
    DeleteMeeting,
    EditMeeting,
    HistoryOfMeeting,
    MeetingChooser,
    OfOwnAndShared,
    UsageOfMeeting,
)
from networkapp.editing.panels import in_other_languages
from networkapp.editing.viewsets import SuiteViewSet
from networkapp.handbooks.models import GlossaryTerm, LegalSource
from networkapp.hotlines.editing import HotlineViewSet
from networkapp.inquiries.actions.recount import follow_calendars
from networkapp.inquiries.models import ParliamentInstrument, ParliamentPeriod
from networkapp.library.models import Organisation, Publication
from networkapp.meetings.models import Meeting


class PublicationViewSet(SuiteViewSet):
    model = Publication
    icon = "doc-full"
    list_display = ["title", "issuer", "year", "kind"]
    list_filter = ["kind", "subjects"]
    search_fields = ["title", "symbol"]
    panels = [
        *Publication.panels,
        in_other_languages(
            FieldPanel("title", help_text=_("Only if it was published under a title in this language.")),
            FieldPanel("text", help_text=_("Purpose, in one sentence.")),
        ),
    ]


class OrganisationViewSet(SuiteViewSet):
    model = Organisation
    icon = "group"
    list_display = ["title", "abbreviation", "area"]
    search_fields = ["title", "abbreviation"]
    panels = [
        *Organisation.panels,
        in_other_languages(FieldPanel("title", heading=_("Name")), FieldPanel("text", heading=_("Mandate"))),
    ]


class MeetingViewSet(SuiteViewSet):
    model = Meeting
    icon = "date"
    chooser_viewset_class = MeetingChooser
    edit_view_class = EditMeeting
    copy_view_class = CopyMeeting
    delete_view_class = DeleteMeeting
    usage_view_class = UsageOfMeeting
    history_view_class = HistoryOfMeeting
    list_display = ["title", "network", "number", "date", "place"]
    search_fields = ["title", "place"]
    panels = [
        *extract_panel_definitions_from_model_class(Meeting),
        in_other_languages(FieldPanel("title"), FieldPanel("text")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        own: QuerySet[Meeting] = self.permission_policy.instances_user_has_any_permission_for(request.user, ["change"])
        return own


class GlossaryViewSet(OfOwnAndShared):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["title", "network", "taken_from"]
    search_fields = ["title", "text", "forms"]


class LegalSourceViewSet(OfOwnAndShared):
    model = LegalSource
    icon = "doc-full"
    list_display = ["identifier", "title", "amended_on", "amended_by", "network", "checked_on"]
    search_fields = ["identifier", "title", "also_called"]


class ParliamentInstrumentViewSet(SuiteViewSet):
    model = ParliamentInstrument
    icon = "form"
    list_display = ["name", "delegation", "number", "unit", "checked_on"]
    search_fields = ["name", "own_name"]


class ParliamentPeriodViewSet(SuiteViewSet):
    model = ParliamentPeriod
    icon = "date"
    list_display = ["__str__", "delegation", "kind", "begins_on", "ends_on"]
    list_filter = ["kind"]


def when_a_calendar_changes(request: HttpRequest, given: Any) -> None:
    """Calculate due dates again after calendar entries were saved or deleted."""
    if any(isinstance(thing, ParliamentPeriod) for thing in (given if isinstance(given, list | tuple) else [given])):
        follow_calendars()


def name_what_is_done_to_the_library(actions: Any) -> None:
    """Register the names of our actions in Wagtail's history of a publication."""
    actions.register_action("networkapp.matters", _("Related item added"), _("Related item added"))
    actions.register_action("networkapp.matters_not", _("Related item removed"), _("Related item removed"))
    taken = _("Imported from references")
    actions.register_action("networkapp.take_over", taken, taken)


class ParliamentGroup(SnippetViewSetGroup):
    menu_label = _("Types of parliamentary question")
    menu_icon = "form"
    items = (ParliamentInstrumentViewSet, ParliamentPeriodViewSet)


class LibraryGroup(SnippetViewSetGroup):
    menu_label = _("Library and meetings")
    menu_icon = "folder-open-inverse"
    items = (
        PublicationViewSet,
        OrganisationViewSet,
        MeetingViewSet,
        GlossaryViewSet,
        LegalSourceViewSet,
        HotlineViewSet,
    )
