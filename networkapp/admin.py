"""The machine room, for superusers: which networks and delegations there are. Seats are given on the site itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.decorators import method_decorator

from networkapp.forms.networks import DelegationForm, NetworkForm
from networkapp.models import Delegation, Network
from networkapp.views.step_up import binding_act


@method_decorator(binding_act, name="changeform_view")
class Kept(admin.ModelAdmin):  # type: ignore[type-arg]
    """What others refer to is never deleted, and its short name is given once: groups and links rest on it."""

    given_once: tuple[str, ...] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.given_once if obj else ()


@admin.register(Network)
class NetworkAdmin(Kept):
    form = NetworkForm
    list_display = ("name", "kind", "visibility")
    list_filter = ("kind", "visibility")
    filter_horizontal = ("delegations",)
    given_once = ("slug",)


@admin.register(Delegation)
class DelegationAdmin(Kept):
    form = DelegationForm
    list_display = ("code", "name", "kind", "country", "assessed")
    list_filter = ("kind", "assessed")
    given_once = ("code",)
