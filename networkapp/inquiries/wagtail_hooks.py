"""Types of parliamentary question, and the calendars of parliaments, in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from networkapp.editing.permission_policies import TablePolicy
from networkapp.editing.viewsets import SuiteViewSet
from networkapp.inquiries.actions.recount import recount_on_calendar_changes
from networkapp.inquiries.forms.parliaments import InstrumentForm, ParliamentPeriodForm
from networkapp.inquiries.models import ParliamentInstrument, ParliamentPeriod
from networkapp.permissions import Action
from networkapp.policies import register_policy


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


class ParliamentGroup(SnippetViewSetGroup):
    menu_label = _("Types of parliamentary question")
    menu_icon = "form"
    items = (ParliamentInstrumentViewSet, ParliamentPeriodViewSet)


def on_calendar_changed(request: HttpRequest, instance: Any) -> None:
    """Calculate due dates again after calendar entries were saved or deleted."""
    if any(
        isinstance(thing, ParliamentPeriod)
        for thing in (instance if isinstance(instance, list | tuple) else [instance])
    ):
        recount_on_calendar_changes()


# Here, since models know no forms.
ParliamentInstrument.base_form_class = InstrumentForm
ParliamentPeriod.base_form_class = ParliamentPeriodForm
for model in (ParliamentInstrument, ParliamentPeriod):
    register_policy(model, TablePolicy(model, may=Action.EDIT_LIBRARY))
for written in ("after_create_snippet", "after_edit_snippet", "after_delete_snippet"):
    hooks.register(written, on_calendar_changed)
register_snippet(ParliamentGroup)
