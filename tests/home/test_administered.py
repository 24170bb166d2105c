"""Pages of the reference site that site administrators can edit, and pages of networks that they cannot."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home.domain.demo.pages import make_frame
from home.models import HomePage, StandardPage
from networkapp.handbooks.models import HandbookIndexPage
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, site_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(client: Client) -> Any:
    user = site_administrator()
    client.force_login(user)
    return user


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_administrator_can_edit_and_publish_front_page_and_plain_pages(client: Client, first: Any) -> None:
    make_frame()
    for page in (*HomePage.objects.all(), *StandardPage.objects.all()):
        rights = page.permissions_for_user(first)
        assert (rights.can_edit(), rights.can_publish()) == (True, True), page
        assert client.get(edit(page)).status_code == 200, page


def test_publish_is_the_first_button_of_the_front_page(client: Client, first: Any) -> None:
    make_frame()
    page = HomePage.objects.all()[0]
    menu = client.get(edit(page)).context["action_menu"]
    assert menu.default_item.name == "action-publish"


def test_front_page_cannot_have_subpages_or_be_unpublished_or_deleted(first: Any) -> None:
    make_frame()
    rights = HomePage.objects.all()[0].permissions_for_user(first)
    assert [rights.can_add_subpage(), rights.can_unpublish(), rights.can_delete()] == [False, False, False]


def test_administrator_can_neither_edit_nor_see_handbooks_of_networks(client: Client, first: Any) -> None:
    make_frame()
    chapter = make_chapter(make_handbook(NetworkFactory(slug="alpha", visibility="closed")), 5, title="Bait")
    index = HandbookIndexPage.objects.all()[0]
    for page in (chapter, chapter.handbook, index):
        assert not page.permissions_for_user(first).can_edit()
        assert client.get(edit(page)).status_code in {302, 403, 404}
    for address in (
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_explore", args=[chapter.handbook.get_parent().pk]),
        reverse("wagtailadmin_pages:search") + "?q=handbook",
        reverse("wagtailadmin_choose_page_search") + "?q=handbook",
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        f"/admin/api/main/pages/?child_of={index.pk}",
        f"/admin/api/main/pages/?child_of={chapter.handbook.pk}",
    ):
        answer = client.get(address, follow=True)
        assert b"Bait" not in answer.content, address
        assert b"Handbook of alpha" not in answer.content, address


def test_administrator_cannot_copy_a_handbook_to_their_own_pages(client: Client, first: Any) -> None:
    make_frame()
    index = HandbookIndexPage.objects.all()[0]
    front = HomePage.objects.all()[0]
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(front.pk), "copy_subpages": "on"}
    client.post(reverse("wagtailadmin_pages:copy", args=[index.pk]), values)
    assert not Page.objects.filter(slug="copy").exists()
