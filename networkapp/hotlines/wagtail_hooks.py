"""Hotlines in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from networkapp.editing.files import EditableViewSet
from networkapp.editing.permission_policies import WithdrawPolicy
from networkapp.editing.viewsets import LIBRARY_MENU
from networkapp.hotlines.forms import HotlineForm
from networkapp.hotlines.models import Hotline
from networkapp.permissions import Action
from networkapp.policies import register_policy


class HotlineViewSet(EditableViewSet):
    model = Hotline
    icon = "mobile-alt"
    menu_hook = LIBRARY_MENU
    menu_order = 6
    list_display = ["title", "country", "number", "network", "checked_on", "withdrawn_at"]
    search_fields = ["title", "number", "whom"]


# Here, since models know no forms.
Hotline.base_form_class = HotlineForm
register_policy(Hotline, WithdrawPolicy(Hotline, may=Action.EDIT_HOTLINES, network="network", shared=True))
register_snippet(HotlineViewSet)
