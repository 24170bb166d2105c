"""Links from texts to pages, and what they reveal of pages that are not public."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import expand_db_html

from networkapp.models import Network
from tests.access.accounts import client_of
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


def link_to(page: Page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">word</a></p>'


@pytest.fixture
def chapter() -> Page:
    return make_chapter(make_handbook(NetworkFactory(visibility=Network.Visibility.PUBLIC)))


@pytest.fixture
def closed() -> Page:
    return make_chapter(make_handbook(NetworkFactory(visibility=Network.Visibility.CLOSED)))


def test_link_to_a_restricted_page_contains_its_number_instead_of_its_url(chapter: Page, closed: Page) -> None:
    shown = expand_db_html(link_to(chapter) + link_to(closed))
    assert shown == f'<p><a href="{chapter.url}">word</a></p><p><a href="/pages/{closed.pk}/">word</a></p>'


def test_link_to_an_unpublished_or_deleted_page_has_no_target(chapter: Page) -> None:
    chapter.unpublish()
    assert expand_db_html(link_to(chapter)) == "<p><a>word</a></p>"
    chapter.delete()
    assert expand_db_html(link_to(chapter)) == "<p><a>word</a></p>"


def test_numbered_page_link_redirects_readers_of_the_page_and_returns_404_for_others(closed: Page) -> None:
    member = SeatFactory(network=closed.specific.handbook.network).user
    address = reverse("networkapp:page", args=[closed.pk])
    answer = client_of(member).get(address)
    assert (answer.status_code, answer["Location"]) == (302, closed.url)
    assert Client().get(address).status_code == 404


def test_numbered_link_to_a_page_with_a_password_asks_for_the_password(chapter: Page) -> None:
    kind = PageViewRestriction.PASSWORD
    PageViewRestriction.objects.create(page=chapter, restriction_type=kind, password="open-it")
    address, client = reverse("networkapp:page", args=[chapter.pk]), Client()
    assert address in expand_db_html(link_to(chapter))
    response = client.get(address)
    assert chapter.url not in response.content.decode()
    door = reverse("wagtailcore_authenticate_with_password", args=[chapter.view_restrictions.get().pk, chapter.pk])
    answer = client.post(door, {"password": "open-it", "return_url": address}, follow=True)
    assert [where for where, _status in answer.redirect_chain] == [address, chapter.url]
