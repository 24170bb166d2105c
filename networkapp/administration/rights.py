"""The group of site administrators: what its members may do in Wagtail's admin, and who is one.

They have the rights that plugins register with `networkapp/registry/site_administration.py`, and no others: what people
do in networks follows from seats, which a site administrator holds or does not hold like everybody else.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from networkapp.editing.group_rights import ADD_FILES, CHANGE_FILES, DOOR
from networkapp.errors import NotAllowed
from networkapp.memory_cache import ProcessCache
from networkapp.registry.site_administration import SITE_ADMINISTRATORS, administered, administered_pages
from networkapp.users import AnyUser

COLLECTION = "Site"
"""The name of the collection that holds the pictures and documents of the site itself, such as its logo."""
PAGE_RIGHTS = ("change_page", "publish_page")


def _members() -> frozenset[int]:
    found = get_user_model()._default_manager.filter(groups__name=SITE_ADMINISTRATORS)
    return frozenset(found.values_list("pk", flat=True))


MEMBERS: ProcessCache[frozenset[int]] = ProcessCache("administrators", _members, seconds_known=1.0)
"""The primary keys of the members of the group: each desk asks whether its reader is one. It grants nothing."""


def is_site_administrator(user: AnyUser) -> bool:
    """Return whether `user` is in the group of site administrators, or a superuser, who may do the same."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser or user.groups.filter(name=SITE_ADMINISTRATORS).exists())


def administrators() -> QuerySet[Any]:
    """Return the active members of the group, by the name of their account."""
    model = get_user_model()
    found: QuerySet[Any] = model._default_manager.filter(groups__name=SITE_ADMINISTRATORS, is_active=True)
    return found.order_by(model.USERNAME_FIELD)


def is_last_administrator(user: AnyUser) -> bool:
    """Return whether `user` is the only active member of the group."""
    return list(administrators().values_list("pk", flat=True)[:2]) == [user.pk]


def require_administrator(user: AnyUser) -> None:
    """Raise NotAllowed unless `user` is a site administrator."""
    if not is_site_administrator(user):
        raise NotAllowed(SITE_ADMINISTRATORS)


@transaction.atomic
def sync_administrators_group() -> Group:
    """Return the group of site administrators, with exactly the rights that plugins have registered.

    They enter Wagtail's admin, and put pictures and documents into a collection of the site, made where there is none.
    """
    # Django makes the permissions of an app that is listed after ours only later.
    for model in {get_image_model(), get_document_model(), *administered}:
        create_permissions(model._meta.app_config, verbosity=0)
    group, _created = Group.objects.get_or_create(name=SITE_ADMINISTRATORS)
    group.permissions.set([*Permission.objects.filter(DOOR), *_registered_permissions()])
    _give_page_rights(group)
    collection = _collection_of(group)
    for permission in Permission.objects.filter(ADD_FILES | CHANGE_FILES):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


def sync_administrators_group_after_migrate(*, using: str, **_signal: Any) -> None:
    """Bring the rights of the group up to date, after each `migrate` of the whole database.

    `flush` sends the same signal once it has deleted the root collection, too; then there is nothing to give rights to.
    """
    known = connections[using].introspection.table_names()
    needed = (Group, Permission, ContentType, Collection, GroupCollectionPermission, GroupPagePermission)
    migrated = using == "default" and {model._meta.db_table for model in needed} <= set(known)
    if migrated and Collection.objects.exists():
        sync_administrators_group()


def _give_page_rights(group: Group) -> None:
    pages = [page.pk for source in administered_pages for page in source()]
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    GroupPagePermission.objects.filter(group=group).exclude(page__in=pages, permission__in=permissions).delete()
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page, permission=permission)


def _registered_permissions() -> Iterable[Permission]:
    wanted = Q(pk__in=[])
    for model, rights in administered.items():
        label, name = model._meta.app_label, model._meta.model_name
        codenames = [f"{right}_{name}" for right in rights]
        wanted |= Q(content_type__app_label=label, content_type__model=name, codename__in=codenames)
    return Permission.objects.filter(wanted)


def _collection_of(group: Group) -> Collection:
    permission = (
        GroupCollectionPermission.objects.filter(group=group).select_related("collection").order_by("pk").first()
    )
    if permission is not None:
        return permission.collection
    made: Collection = Collection.get_first_root_node().add_child(name=COLLECTION)
    return made
