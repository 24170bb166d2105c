"""The groups, reviews and authors of networks that an editor can know of in Wagtail."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from wagtail.models import Page, PageLogEntry, Task, Workflow

from networkapp.editing.group_rights import ROLES_THAT_EDIT, group_name
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.policies import policy_of
from networkapp.registry.pages import review_tasks
from networkapp.users import AnyUser


def visible_groups(user: AnyUser) -> "QuerySet[Group]":
    """Return all groups except those of networks that `user` cannot see."""
    return Group.objects.exclude(pk__in=_hidden(user))


def visible_tasks(user: AnyUser) -> "QuerySet[Task]":
    """Return all review tasks except those for groups of networks that `user` cannot see."""
    found: QuerySet[Task] = Task.objects.all()
    for hidden in _hidden_tasks(user):
        found = found.exclude(pk__in=hidden)
    return found


def visible_workflows(user: AnyUser) -> "QuerySet[Workflow]":
    """Return all workflows except those with a task for groups of networks that `user` cannot see."""
    found: QuerySet[Workflow] = Workflow.objects.all()
    for hidden in _hidden_tasks(user):
        found = found.exclude(workflow_tasks__task__in=hidden)
    return found


def visible_page_authors(user: AnyUser) -> QuerySet[Any]:
    """Return the people who own, have locked or did anything with a page that `user` finds in Wagtail."""
    own = policy_of(Page).explorable_instances(user).order_by()
    logged = PageLogEntry.objects.filter(page__in=own.values("pk")).order_by()
    working = Q(pk__in=own.values("owner")) | Q(pk__in=own.values("locked_by")) | Q(pk__in=logged.values("user"))
    found: QuerySet[Any] = get_user_model()._default_manager.filter(working)
    return found


def is_visible_in_admin(user: AnyUser, thing: Any) -> bool:
    """Return whether `user` finds this in Wagtail: a page that they can reach, or something else that they can
    change."""
    if isinstance(thing, Page):
        return bool(policy_of(Page).explorable_instances(user).filter(pk=thing.pk).exists())
    return bool(policy_of(type(thing)).user_has_permission_for_instance(user, "change", thing))


def _hidden_tasks(user: AnyUser) -> "list[QuerySet[Any, Any]]":
    return [model._default_manager.filter(groups__in=_hidden(user)).values("pk") for model in review_tasks]


def _hidden(user: AnyUser) -> "QuerySet[Group]":
    if user.is_superuser:
        return Group.objects.none()
    seen = Network.objects.where(user, may=Action.SEE)
    names = [
        group_name(network=network, role=role)
        for network in Network.objects.exclude(pk__in=seen.values("pk"))
        for role in ROLES_THAT_EDIT
    ]
    return Group.objects.filter(name__in=names)
