"""The library and the directory of organisations in Wagtail's admin."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from networkapp.editing.panels import translations_panel
from networkapp.editing.viewsets import LIBRARY_MENU, SuiteViewSet
from networkapp.library.models import Organisation, Publication


class PublicationViewSet(SuiteViewSet):
    model = Publication
    icon = "doc-full"
    menu_hook = LIBRARY_MENU
    menu_order = 1
    list_display = ["title", "issuer", "year", "kind"]
    list_filter = ["kind", "subjects"]
    search_fields = ["title", "symbol"]
    panels = [
        *Publication.panels,
        translations_panel(
            FieldPanel("title", help_text=_("Only if it was published under a title in this language.")),
            FieldPanel("text"),
        ),
    ]


class OrganisationViewSet(SuiteViewSet):
    model = Organisation
    icon = "group"
    menu_hook = LIBRARY_MENU
    menu_order = 2
    list_display = ["title", "abbreviation", "area"]
    search_fields = ["title", "abbreviation"]
    panels = [
        *Organisation.panels,
        translations_panel(FieldPanel("title", heading=capfirst(_("name"))), FieldPanel("text", heading=_("Mandate"))),
    ]


def register_log_actions(actions: Any) -> None:
    """Register the names of our actions in Wagtail's history of a publication."""
    actions.register_action("networkapp.matters", _("Related item added"), _("Related item added"))
    actions.register_action("networkapp.matters_not", _("Related item removed"), _("Related item removed"))
    taken = _("Imported from references")
    actions.register_action("networkapp.take_over", taken, taken)
