"""What is edited in Wagtail's admin by the permission table, rather than by the permissions of Django's groups."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from networkapp.models import Network, Seat
from networkapp.permissions import ALLOWED, Action


def networks_edited(*, user: Any, may: Action) -> QuerySet[Network]:
    """The networks in which `user` may do `may` in Wagtail's admin: by her seats, and all of them as superuser."""
    if user.is_active and user.is_superuser:
        return Network.objects.all()
    found: QuerySet[Network] = Network.objects.where(user, may=may)
    return found


class ByTheTable(BasePermissionPolicy):
    """Whoever may do `may` in a network edits what belongs to it; what belongs to none is edited by all of these.

    `network` names the field in which a thing keeps its network. Adding, changing, deleting and looking on are one.
    """

    def __init__(self, model: type[Model], *, may: Action, network: str = "") -> None:
        super().__init__(model)
        self.may = may
        self.network = network

    def user_has_permission(self, user: Any, action: str) -> bool:
        return networks_edited(user=user, may=self.may).exists()

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        seated = Seat.objects.current().with_role(ALLOWED[self.may]).values("user")
        return get_user_model()._default_manager.filter(Q(is_superuser=True) | Q(pk__in=seated), is_active=True)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return bool(self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists())

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return self.user_has_permission_for_instance(user, "change", instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        things: QuerySet[Any] = self.model._default_manager.all()
        networks = networks_edited(user=user, may=self.may)
        if self.network:
            return things.filter(**{f"{self.network}__in": networks})
        return things if networks.exists() else things.none()
