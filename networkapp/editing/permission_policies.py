"""Policies that make Wagtail's admin ask our permission table instead of Django's permissions of groups."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.utils.functional import cached_property
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy

from networkapp.models import Network, NetworkCollection, Seat
from networkapp.permissions import ALLOWED, Action, Role
from networkapp.users import AnyUser, User


def networks_edited(*, user: AnyUser, may: Action) -> QuerySet[Network]:
    """Return the networks in which `user` can do `may` in Wagtail's admin: by their seats, or all of them as
    superuser."""
    if user.is_active and user.is_superuser:
        return Network.objects.all()
    found: QuerySet[Network] = Network.objects.where(user, may=may)
    return found


def has_role_somewhere(user: AnyUser, roles: frozenset[Role]) -> bool:
    """Return whether `user` has one of `roles` in any network; a superuser has all of them where there is a network.

    The roles are asked for once and kept on `user`, as Django keeps permissions: a menu asks for each of its items.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if not hasattr(user, "_roles_somewhere"):
        vars(user)["_roles_somewhere"] = _roles_somewhere(user)
    return not roles.isdisjoint(vars(user)["_roles_somewhere"])


def _roles_somewhere(user: User) -> frozenset[str]:
    if user.is_superuser:
        return frozenset(Role) if Network.objects.exists() else frozenset()
    rows = Seat.objects.current().filter(user=user).order_by().values_list("capacity", "offices__office")
    return frozenset(role for roles in rows for role in roles if role)


class TablePolicy(BasePermissionPolicy):
    """People who can do `may` in a network edit what belongs to it; they all edit what belongs to no network.

    `network` names the field in which a thing stores its network; if that may be empty, a thing without one is `shared`
    and edited by all of them. Adding, changing, deleting and viewing are one.
    """

    def __init__(self, model: type[Model], *, may: Action, network: str = "", shared: bool = False) -> None:
        super().__init__(model)
        self.may = may
        self.network = network
        self.shared = shared

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return has_role_somewhere(user, ALLOWED[self.may])

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        seated = Seat.objects.current().with_role(ALLOWED[self.may]).values("user")
        return get_user_model()._default_manager.filter(Q(is_superuser=True) | Q(pk__in=seated), is_active=True)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Any) -> bool:
        return bool(self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists())

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: Iterable[str], instance: Any) -> bool:
        return self.user_has_permission_for_instance(user, "change", instance)

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        things: QuerySet[Any] = self.model._default_manager.all()
        networks = networks_edited(user=user, may=self.may)
        own = Q(**{f"{self.network}__in": networks}) if self.network else Q()
        if self.network and not self.shared:
            return things.filter(own)
        of_none = Q(**{self.network: None}) if self.network else Q()
        return things.filter(own | of_none) if networks.exists() else things.none()


class TableOrGroupPolicy(BasePermissionPolicy):
    """Policy for things of the whole site: seats with one of `roles` in any network can edit them.

    Groups with Django's permissions can, too.
    """

    def __init__(self, model: type[Model], *, roles: frozenset[Role]) -> None:
        super().__init__(model)
        self.roles = roles
        self.of_groups = ModelPermissionPolicy(model)

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return self.of_groups.user_has_permission(user, action) or has_role_somewhere(user, self.roles)

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        seated = Seat.objects.current().with_role(self.roles).values("user")
        in_groups = self.of_groups.users_with_any_permission(actions).values("pk")
        either = Q(pk__in=seated) | Q(pk__in=in_groups)
        return get_user_model()._default_manager.filter(either, is_active=True)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: Iterable[str], instance: Any) -> bool:
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        things: QuerySet[Any] = self.model._default_manager.all()
        return things if self.user_has_any_permission(user, actions) else things.none()


class WithdrawPolicy(TablePolicy):
    """Policy for things that can be withdrawn and never deleted."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.none() if set(actions) == {"delete"} else found


class DocumentPolicy:
    """The host's own policy for documents, without the attachments of topics, for any user.

    Nobody handles them in Wagtail's admin, and no list, chooser or search of it names them. `inherited` returns the
    policy that Wagtail or the host have for documents.
    """

    def __init__(self, inherited: Callable[[], Any]) -> None:
        self.inherited = inherited

    @cached_property
    def policy(self) -> Any:
        return self.inherited()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)

    def collections_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        found: QuerySet[Any] = self.policy.collections_user_has_any_permission_for(user, actions)
        return found.exclude(pk__in=_of_papers())

    def collections_user_has_permission_for(self, user: AnyUser, action: str) -> QuerySet[Any]:
        return self.collections_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        found: QuerySet[Any] = self.policy.instances_user_has_any_permission_for(user, actions)
        return found.exclude(collection__in=_of_papers())

    def instances_user_has_permission_for(self, user: AnyUser, action: str) -> QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: Iterable[str], instance: Any) -> bool:
        if _of_papers().filter(collection=instance.collection_id).exists():
            return False
        return bool(self.policy.user_has_any_permission_for_instance(user, actions, instance))

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)


def _of_papers() -> QuerySet[Any]:
    return NetworkCollection.objects.filter(holds=NetworkCollection.ContentKind.PAPERS).values("collection")
