"""Rights of the groups of a network in Wagtail: on its handbooks and news, their pictures and documents."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)

from networkapp.models import Network, NetworkCollection
from networkapp.models.view_restrictions import OwnCollectionRestriction, OwnPageRestriction
from networkapp.permissions import ALLOWED, Action, Role
from networkapp.registry.pages import edited_pages

ContentKind = NetworkCollection.ContentKind
IN_WAGTAIL = (
    Action.EDIT_HANDBOOKS,
    Action.EDIT_MEETINGS,
    Action.EDIT_LIBRARY,
    Action.KEEP_SUBJECTS,
    Action.EDIT_GLOSSARY,
    Action.EDIT_CAMPAIGNS,
    Action.EDIT_HOTLINES,
    Action.EDIT_REPORTS,
    Action.WRITE_NEWS,
)
ROLES_THAT_EDIT = [role for role in Role if any(role in ALLOWED[action] for action in IN_WAGTAIL)]
"""The capacities and offices that have something to do in Wagtail's admin; each has a group in each network."""
PAGE_RIGHTS = {
    Action.EDIT_HANDBOOKS: ("add", "change"),
    Action.PUBLISH_HANDBOOKS: ("publish", "lock", "unlock"),
    Action.WRITE_NEWS: ("add", "change", "publish"),
}
WRITING = (Action.EDIT_HANDBOOKS, Action.WRITE_NEWS)
"""Who does one of these puts pictures and documents into pages, and makes them in other languages."""
PUBLISHING = (Action.PUBLISH_HANDBOOKS, Action.WRITE_NEWS)
"""Who does one of these also exchanges and deletes them: what was published shows the new file at once."""
ADD_FILES = Q(content_type__app_label="wagtailimages", codename__in=["add_image", "choose_image"]) | Q(
    content_type__app_label="wagtaildocs", codename__in=["add_document", "choose_document"]
)
CHANGE_FILES = Q(content_type__app_label="wagtailimages", codename="change_image") | Q(
    content_type__app_label="wagtaildocs", codename="change_document"
)
DOOR = Q(content_type__app_label="wagtailadmin", codename="access_admin")
TRANSLATE = Q(content_type__app_label="simple_translation", codename="submit_translation")


def group_name(*, network: Network, role: Role) -> str:
    """Return the name of the Wagtail group for `role` in `network`."""
    return f"{network.slug}: {role.value}"


@transaction.atomic
def sync_group_permissions(*, network: Network) -> None:
    """Give the groups of editors, translators, rapporteurs and secretariat exactly the rights of their role.

    On the pages that apps register (all of its handbooks, and its places in the lists of news, in every language) and
    on its collection, in which only those change files who publish; places and collection are made where there is none.
    What the network keeps from the public is also marked private for Wagtail, so that no sitemap, search or interface
    of a host shows it. Who is in the groups is decided elsewhere.
    """
    edited = [(one, one.pages_of(network=network)) for _order, one in edited_pages]
    collection = collection_of(network=network)
    pages = {action: found for one, found in edited for action in one.actions}
    for role in ROLES_THAT_EDIT:
        group, _created = Group.objects.get_or_create(name=group_name(network=network, role=role))
        writes = _does(role, WRITING)
        group.permissions.set(Permission.objects.filter(DOOR | TRANSLATE if writes else DOOR))
        _give_page_rights(group=group, role=role, pages=pages)
        _give_file_rights(group=group, role=role, collection=collection)
        for one, found in edited:
            if role is Role.EDITOR and one.prepare:
                one.prepare(network=network, pages=found, editors=group)
    _mark_private(network=network, pages=[page for _one, found in edited for page in found], collection=collection)


def collection_of(*, network: Network) -> Collection:
    """Return the collection of the pictures and documents in the network's handbooks; create it if necessary."""
    known = NetworkCollection.objects.select_related("collection").filter(network=network, holds=ContentKind.HANDBOOKS)
    for kept in known:
        return kept.collection
    collection = Collection.get_first_root_node().add_child(name=network.name)
    NetworkCollection.objects.create(network=network, holds=ContentKind.HANDBOOKS, collection=collection)
    return collection


def _give_page_rights(*, group: Group, role: Role, pages: Mapping[Action, Sequence[Page]]) -> None:
    content_type = ContentType.objects.get_for_model(Page)
    permissions = {row.codename: row for row in Permission.objects.filter(content_type=content_type)}
    wanted = {
        (page.pk, permissions[f"{kind}_page"].pk)
        for action, kinds in PAGE_RIGHTS.items()
        if role in ALLOWED[action]
        for page in pages.get(action, ())
        for kind in kinds
    }
    known = {(row.page_id, row.permission_id): row.pk for row in GroupPagePermission.objects.filter(group=group)}
    GroupPagePermission.objects.filter(pk__in=[pk for right, pk in known.items() if right not in wanted]).delete()
    for page, permission in sorted(wanted - known.keys()):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page, permission_id=permission)


def _does(role: Role, actions: Sequence[Action]) -> bool:
    return any(role in ALLOWED[action] for action in actions)


def _give_file_rights(*, group: Group, role: Role, collection: Collection) -> None:
    wanted = ADD_FILES | CHANGE_FILES if _does(role, PUBLISHING) else ADD_FILES
    permissions = Permission.objects.filter(wanted) if _does(role, WRITING) else Permission.objects.none()
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=collection, permission__in=permissions
    ).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _mark_private(*, network: Network, pages: Sequence[Page], collection: Collection) -> None:
    """Set our restriction on the pages of a network that is not public; restrictions of editors stay.

    It is removed when the network opens, unless an editor has changed it into another one.
    """
    login = PageViewRestriction.LOGIN
    there = [page.pk for page in pages]
    if network.visibility == Network.Visibility.PUBLIC:
        OwnPageRestriction.objects.filter(page__in=there, restriction_type=login).delete()
        OwnCollectionRestriction.objects.filter(collection=collection, restriction_type=login).delete()
        return
    barred = set(PageViewRestriction.objects.filter(page__in=there).values_list("page", flat=True))
    for page in pages:
        if page.pk not in barred:
            OwnPageRestriction.objects.create(page_id=page.pk, restriction_type=login)
    if not CollectionViewRestriction.objects.filter(collection=collection).exists():
        OwnCollectionRestriction.objects.create(collection=collection, restriction_type=login)
