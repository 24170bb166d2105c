"""The editors' home in Wagtail: what waits for them, as on their desk, and their handbooks."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from networkapp.desk.desk import desk_of
from networkapp.handbooks.models import HandbookPage
from networkapp.handbooks.translations.progress import translations_of
from networkapp.permissions import Action


class WhatWaits(Component):
    """The items of the editor's desk: law to be checked, outdated translations, reviews, dates."""

    name = "networkapp_waits"
    template_name = "networkapp/editors/waits.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": desk_of(parent_context["request"].user).attention}


class OwnHandbooks(Component):
    """Return the handbooks that the editor writes, in all their languages. Nothing for people who write none."""

    name = "networkapp_handbooks"
    template_name = "networkapp/editors/handbooks.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        editor = parent_context["request"].user
        own = HandbookPage.objects.where(editor, may=Action.EDIT_HANDBOOKS)
        handbooks = list(own.select_related("locale", "network").order_by("network__name", "title"))
        return {"handbooks": handbooks, "counted": translations_of(handbooks=handbooks, user=editor)}


PANELS = [WhatWaits, OwnHandbooks]


@hooks.register("insert_global_admin_css")
def let_names_of_menus_wrap() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("networkapp/css/editors.css"))
