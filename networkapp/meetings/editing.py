"""Meetings in Wagtail's admin: each editor finds those of their networks, and chooses among those that they can see."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import PROTECT, Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, extract_panel_definitions_from_model_class
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from networkapp.editing.files import EditableObjectMixin
from networkapp.editing.panels import translations_panel
from networkapp.editing.permission_policies import TablePolicy
from networkapp.editing.viewsets import LIBRARY_MENU, SuiteViewSet
from networkapp.meetings.models import Meeting
from networkapp.permissions import Action
from networkapp.users import AnyUser


class MeetingPolicy(TablePolicy):
    """A meeting that left something behind stays, such as minutes and procedures; it may be cancelled instead."""

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        found = super().instances_user_has_any_permission_for(user, actions)
        if "delete" not in actions:
            return found
        kept_for = [each.name for each in Meeting._meta.related_objects if each.on_delete is PROTECT]
        left = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in kept_for))
        return found.exclude(pk__in=found.filter(left).order_by().values("pk"))


class VisibleMeetingsMixin:
    """Mixin that limits a list to meetings of networks that the editor can see."""

    request: Any

    def get_object_list(self) -> QuerySet[Meeting]:
        found: QuerySet[Meeting] = Meeting.objects.where(self.request.user, may=Action.SEE)
        return found

    def get_object(self, pk: Any) -> Meeting:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Meeting]:
        return self.get_object_list().filter(pk__in=pks)


class ChooseMeeting(VisibleMeetingsMixin, ChooseView):
    pass


class ChooseMeetingResults(VisibleMeetingsMixin, ChooseResultsView):
    pass


class ChosenMeeting(VisibleMeetingsMixin, SnippetChosenView):
    pass


class ChosenMeetings(VisibleMeetingsMixin, SnippetChosenMultipleView):
    pass


class MeetingChooser(SnippetChooserViewSet):
    choose_view_class = ChooseMeeting
    choose_results_view_class = ChooseMeetingResults
    chosen_view_class = ChosenMeeting
    chosen_multiple_view_class = ChosenMeetings


class EditMeeting(EditableObjectMixin, snippets.EditView):
    pass


class CopyMeeting(EditableObjectMixin, snippets.CopyView):
    pass


class DeleteMeeting(EditableObjectMixin, snippets.DeleteView):
    pass


class MeetingUsage(EditableObjectMixin, snippets.UsageView):
    pass


class MeetingHistory(EditableObjectMixin, snippets.HistoryView):
    pass


class MeetingViewSet(SuiteViewSet):
    """Meetings in Wagtail's admin."""

    model = Meeting
    icon = "date"
    menu_hook = LIBRARY_MENU
    menu_order = 3
    chooser_viewset_class = MeetingChooser
    edit_view_class = EditMeeting
    copy_view_class = CopyMeeting
    delete_view_class = DeleteMeeting
    usage_view_class = MeetingUsage
    history_view_class = MeetingHistory
    list_display = ["title", "network", "number", "date", "place"]
    search_fields = ["title", "place"]
    panels = [
        *extract_panel_definitions_from_model_class(Meeting),
        translations_panel(FieldPanel("title"), FieldPanel("text")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        own: QuerySet[Meeting] = self.permission_policy.instances_user_has_any_permission_for(request.user, ["change"])
        return own
