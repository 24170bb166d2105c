"""The group of site administrators: its rights, and pages that stay closed to its members."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from accounts.models import User
from networkapp.administration.rights import (
    is_site_administrator,
    sync_administrators_group,
    sync_administrators_group_after_migrate,
)
from networkapp.models import Delegation, Network, Subject
from networkapp.registry import site_administration
from networkapp.registry.site_administration import SITE_ADMINISTRATORS, register_site_administration
from tests.factories.discussion import start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory, site_administrator


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_administration, "administered", {})
    monkeypatch.setattr("networkapp.administration.rights.administered", site_administration.administered)


def rights() -> set[str]:
    return set(Permission.objects.filter(group__name=SITE_ADMINISTRATORS).values_list("codename", flat=True))


def test_administrators_group_has_exactly_the_registered_rights(db: None, registered: None) -> None:
    register_site_administration(Subject)
    register_site_administration(Network, "add")
    register_site_administration(Network, "view")
    sync_administrators_group().permissions.add(Permission.objects.get(codename="change_user"))
    sync_administrators_group()
    of_subjects = {f"{right}_subject" for right in ("add", "change", "delete", "view")}
    assert rights() == {"access_admin", "add_network", "view_network", *of_subjects}


def test_administrators_rights_follow_the_registry_after_migrate(db: None, registered: None) -> None:
    Group.objects.filter(name=SITE_ADMINISTRATORS).delete()
    register_site_administration(Delegation, "change")
    config = apps.get_app_config("networkapp")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0, interactive=False, plan=[])
    assert rights() == {"access_admin", "change_delegation"}


def test_rights_are_granted_before_django_has_created_the_permissions(db: None, registered: None) -> None:
    register_site_administration(Delegation, "view")
    Permission.objects.filter(codename="view_delegation").delete()
    sync_administrators_group()
    assert rights() == {"access_admin", "view_delegation"}


def test_only_active_members_of_the_group_and_superusers_are_site_administrators(db: None) -> None:
    gone = site_administrator(is_active=False)
    root = User.objects.create_superuser("root@example.org")
    result = [site_administrator(), root, gone, UserFactory(), SeatFactory(capacity="secretariat").user]
    assert [is_site_administrator(user) for user in result] == [True, True, False, False, False]


def test_site_administrator_enters_the_admin_without_access_to_accounts_groups_and_pages(
    client: Client, db: None
) -> None:
    client.force_login(site_administrator())
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    closed = ("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index")
    for name in closed:
        assert client.get(reverse(name)).status_code in {302, 403}, name
    assert client.get("/django-admin/accounts/user/", follow=True).status_code == 403


def test_site_administrator_reads_nothing_of_a_network_without_a_seat_there(client: Client, db: None) -> None:
    topic = start_topic(
        SeatFactory(network=NetworkFactory(slug="closed", visibility="closed")), title="Bait of harbours"
    )
    client.force_login(site_administrator())
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.get(topic.network.get_absolute_url()).status_code == 404
    assert "of harbours" not in client.get("/search/?q=Bait").content.decode()


def test_emptied_database_gets_no_administrator_rights(db: None) -> None:
    Collection.objects.all().delete()
    sync_administrators_group_after_migrate(using="default")
    assert not GroupCollectionPermission.objects.exists()
