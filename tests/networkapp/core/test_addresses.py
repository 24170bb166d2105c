"""The plugins' middleware changes views of the plugins and leaves views of the host unchanged."""

from collections.abc import Callable
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import config.urls
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone, translation
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from networkapp.handbooks.models import HandbookIndexPage
from networkapp.handbooks.pages.editing.content_checks import HandbookContentChecks
from networkapp.handbooks.wagtail_hooks import replace_content_checks
from networkapp.wagtail_hooks import is_localized_page
from tests.factories.networks import UserFactory

HOSTS_OWN = {"ROOT_URLCONF": __name__, "NETWORKAPP_INTERFACE_EVERYWHERE": False}


def number(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(number or int(request.GET["id"]))


def shown(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def of_plugin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a copy of the view as if a plugin had defined it."""

    def own(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    own.__module__ = "evaluation.views.example"
    return own


def addresses(view: Callable[[Any], Any], prefix: str) -> list[Any]:
    return [
        path(f"{prefix}/number/", view(number)),
        path(f"{prefix}/number/<int:number>/", view(number)),
        path(f"{prefix}/shown/", view(shown)),
    ]


urlpatterns = [
    *addresses(lambda view: view, "host"),
    *addresses(of_plugin, "plugin"),
    *config.urls.urlpatterns,
]


@pytest.fixture
def reader(client: Client, db: None, settings: Any) -> Client:
    """Return a user of a site on which only the plugins' pages follow the reader's language."""
    for name, value in HOSTS_OWN.items():
        setattr(settings, name, value)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(("home.", "accounts."))]
    client.force_login(UserFactory(language="fi", time_zone="Europe/Helsinki"))
    return client


def test_value_error_in_a_host_view_is_not_turned_into_a_404(reader: Client) -> None:
    with pytest.raises(ValueError, match="invalid literal for int"):
        reader.get("/host/number/?id=x")
    assert reader.get("/plugin/number/?id=x").status_code == 404


def test_large_number_reaches_a_view_of_the_host(reader: Client) -> None:
    assert reader.get(f"/host/number/{2**64}/").content == str(2**64).encode()
    assert reader.get(f"/plugin/number/{2**64}/").status_code == 404
    assert reader.get(f"/plugin/number/{2**63 - 1}/").status_code == 200


def test_null_byte_reaches_a_view_of_the_host(reader: Client) -> None:
    assert reader.get("/host/number/?id=7&text=%00").content == b"7"
    assert reader.get("/plugin/number/?id=7&text=%00").status_code == 404


def test_host_keeps_language_time_zone_and_headers_of_its_pages(reader: Client) -> None:
    page = reader.get("/host/shown/", headers={"accept-language": "en"})
    assert page.content == b"en UTC"
    assert (page.get("Vary", ""), page.get("Cache-Control", "")) == ("Accept-Language", "")


def test_plugin_is_shown_in_the_language_and_time_zone_of_its_reader(reader: Client) -> None:
    page = reader.get("/plugin/shown/", headers={"accept-language": "en"})
    assert page.content == b"fi Europe/Helsinki"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in page["Vary"].split(",")}
    assert page["Cache-Control"] == "private, no-store"
    assert timezone.get_current_timezone() in (UTC, ZoneInfo("UTC"))


def test_site_can_ask_for_all_pages_in_the_language_of_the_reader(reader: Client, settings: Any) -> None:
    settings.NETWORKAPP_INTERFACE_EVERYWHERE = True
    page = reader.get("/host/shown/", headers={"accept-language": "en"})
    assert (page.content, page["Cache-Control"]) == (b"fi Europe/Helsinki", "private, no-store")


def test_pages_of_the_host_keep_their_language_and_address(settings: Any) -> None:
    settings.NETWORKAPP_INTERFACE_EVERYWHERE = False
    assert [is_localized_page(page) for page in (Page, HandbookIndexPage)] == [False, True]
    settings.NETWORKAPP_INTERFACE_EVERYWHERE = True
    assert is_localized_page(Page) is True


def test_wagtails_checks_of_content_stay_on_pages_of_the_host(settings: Any) -> None:
    settings.NETWORKAPP_INTERFACE_EVERYWHERE = False
    found = {}
    for page in (Page, HandbookIndexPage):
        items = [ContentCheckerItem()]
        replace_content_checks(HttpRequest(), items, page)
        found[page] = type(items[0])
    assert found == {Page: ContentCheckerItem, HandbookIndexPage: HandbookContentChecks}
    assert HandbookContentChecks.axe_include == ["main, .networkapp:not(:has(main))"]


def test_preview_that_leads_to_no_view_keeps_wagtails_checks_on_a_host(settings: Any) -> None:
    found = {}
    for everywhere in (False, True):
        settings.NETWORKAPP_INTERFACE_EVERYWHERE = everywhere
        items = [ContentCheckerItem()]
        replace_content_checks(HttpRequest(), items, None)
        found[everywhere] = type(items[0])
    assert found == {False: ContentCheckerItem, True: HandbookContentChecks}
