"""Networks and delegations in Wagtail's admin, for site administrators."""

from typing import Any, ClassVar

from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from networkapp.administration.views.first_seats import FIRST_SEATS
from networkapp.editing.panels import NamePanel, address_panel, checkbox_panel
from networkapp.models import Delegation, Network
from networkapp.networks.actions.settings import record_changes, recorded_settings
from networkapp.networks.forms.delegations_editing import DelegationForm
from networkapp.networks.forms.networks import NetworkForm
from networkapp.networks.views.step_up import binding_act
from networkapp.policies import register_policy
from networkapp.users import AnyUser

RULES = ("time_zone", "shortest_procedure_hours", "shows_presence", "emails_carry_text", "tables_unreleased")


class UndeletablePolicy(ModelPermissionPolicy):
    """Policy for things that seats, decisions and addresses depend on: nobody can delete them, not even superusers."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: AnyUser, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class BindingSnippetViewSet(SnippetViewSet):
    """Adding and changing are binding acts: users confirm who they are."""

    copy_view_enabled = False

    def register_chooser_viewset(self) -> None:
        """Register no chooser: Wagtail's would name closed networks to every editor."""

    @cached_property
    def add_view(self) -> Any:
        return binding_act(super().add_view)

    @cached_property
    def edit_view(self) -> Any:
        return binding_act(super().edit_view)


class NetworkIndex(snippets.IndexView):
    """The list of networks in Wagtail's admin, with a button to their first seats."""

    def get_list_more_buttons(self, instance: Network) -> list[Any]:
        seats = MenuItem(_("First seats"), reverse(FIRST_SEATS, args=[instance.pk]), icon_name="user", priority=25)
        return [*super().get_list_more_buttons(instance), seats]


class EditNetwork(snippets.EditView):
    """The editing of a network in Wagtail's admin, which records changed settings in its log."""

    @transaction.atomic
    def save_instance(self) -> Network:
        """Save it; its log says which of its settings, time zone and delegations were changed."""
        before = recorded_settings(network=Network.objects.get(pk=self.object.pk))
        saved: Network = super().save_instance()
        record_changes(network=saved, before=before, user=self.request.user)
        return saved

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        address = reverse(FIRST_SEATS, args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("First seats"), url=address, icon_name="user", priority=15)]


class CreateNetwork(snippets.CreateView):
    """Leads from a new network to its first seats."""

    def get_success_url(self) -> str:
        return reverse(FIRST_SEATS, args=[self.object.pk])


class NetworkViewSet(BindingSnippetViewSet):
    model = Network
    icon = "group"
    menu_label = _("Networks")
    index_view_class = NetworkIndex
    add_view_class = CreateNetwork
    edit_view_class = EditNetwork
    list_display: ClassVar = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_visibility_display", label=_("Visibility"), sort_key="visibility"),
    ]
    list_filter: ClassVar = ["kind", "visibility"]
    search_fields: ClassVar = ["name", "slug"]
    panels: ClassVar = [
        MultiFieldPanel(
            [NamePanel("name"), address_panel(), FieldPanel("kind"), FieldPanel("purpose"), FieldPanel("visibility")]
        ),
        MultiFieldPanel([checkbox_panel("delegations")], heading=_("Delegations")),
        MultiFieldPanel([FieldPanel("names"), FieldPanel("purposes")], heading=_("In other languages")),
        MultiFieldPanel(
            [FieldPanel(name) for name in RULES],
            heading=_("Rules"),
        ),
    ]


class DelegationViewSet(BindingSnippetViewSet):
    model = Delegation
    icon = "user"
    menu_label = _("Delegations")
    list_display: ClassVar = [
        "label",
        Column("code", label=_("Code"), sort_key="code"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        BooleanColumn("assessed", label=_("Assessed"), sort_key="assessed"),
    ]
    list_filter: ClassVar = ["kind", "assessed"]
    search_fields: ClassVar = ["name", "code"]
    panels: ClassVar = [
        MultiFieldPanel([FieldPanel(name) for name in ("kind", "name", "code", "country", "parliament", "assessed")]),
        MultiFieldPanel([FieldPanel("names")], heading=_("In other languages")),
        MultiFieldPanel([FieldPanel(name) for name in ("time_zone", "mail_domains")]),
    ]


class NetworkGroup(SnippetViewSetGroup):
    menu_label = _("Networks and delegations")
    menu_icon = "group"
    menu_order = 200
    items = (NetworkViewSet, DelegationViewSet)


def register_all() -> None:
    """Register forms and permission policies of networks and delegations, and the snippet of network groups."""
    Network.base_form_class = NetworkForm
    Delegation.base_form_class = DelegationForm
    for model in (Network, Delegation):
        register_policy(model, UndeletablePolicy(model))
    register_snippet(NetworkGroup)
