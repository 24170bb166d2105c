"""Permission policies by model: Wagtail 8 has a registry for them; on Wagtail 7.4 the registry is kept here.

All code of the plugins registers and finds policies through this module.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db.models import Model, QuerySet
from wagtail import permissions
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Workflow
from wagtail.permission_policies import ModelPermissionPolicy

from networkapp.users import AnyUser

HAS_REGISTRY = hasattr(permissions, "policy_registry")
"""Whether Wagtail keeps the policies itself (since version 8.0)."""

if not HAS_REGISTRY:
    from wagtail.documents.permissions import permission_policy as document_policy
    from wagtail.images.permissions import permission_policy as image_policy

_registered: dict[type[Model], Any] = {}
_asked_for_documents = (
    "collections_user_has_any_permission_for",
    "collections_user_has_permission_for",
    "instances_user_has_any_permission_for",
    "instances_user_has_permission_for",
    "user_has_any_permission_for_instance",
    "user_has_permission_for_instance",
)


def policy_of(model: type[Model]) -> Any:
    """Return the policy for a model: its own, that of its nearest ancestor, or Django's permissions."""
    if HAS_REGISTRY:
        return permissions.policy_registry.get_by_type(model)
    known = _policies_of_wagtail() | _registered
    return next((known[each] for each in model.__mro__ if each in known), None) or ModelPermissionPolicy(model)


def register_policy(model: type[Model], policy: Any) -> None:
    """Let `policy` decide about a model and its subclasses."""
    if HAS_REGISTRY:
        permissions.register_permission_policy(model, policy)
    else:
        _registered[model] = policy


def wrap_document_policy(wrap: Callable[[Callable[[], Any]], Any]) -> None:
    """Let what `wrap` makes of the current policy decide about documents; `wrap` gets a function that returns it.

    Other apps may register theirs later, so the current policy is looked up when it is first needed.
    """
    model = get_document_model()
    if HAS_REGISTRY:
        kept = permissions.policy_registry.values_by_class
        wrapper = wrap(lambda: next(kept[known] for known in model.__mro__ if known in kept))
        permissions.register_permission_policy(model, wrapper, exact_class=True)
        return
    # The views of Wagtail 7.4 hold this very object, so it is given the methods of the wrapper.
    current = copy(document_policy)
    wrapper = wrap(lambda: current)
    for name in _asked_for_documents:
        setattr(document_policy, name, getattr(wrapper, name))


def _policies_of_wagtail() -> dict[type[Model], Any]:
    return {
        Page: permissions.page_permission_policy,
        Workflow: permissions.workflow_permission_policy,
        get_document_model(): document_policy,
        get_image_model(): image_policy,
    }


def explorable_pages(model: type[Page], user: AnyUser) -> QuerySet[Any]:
    """Return the pages of this model that `user` finds in Wagtail's admin."""
    found: QuerySet[Any] = model.objects.filter(pk__in=policy_of(Page).explorable_instances(user).values("pk"))
    return found
