"""What the reference site adds to how Wagtail serves its pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from home.models import HomePage, StandardPage
from networkapp.views.no_ranking import ranking_refusal


@hooks.register("before_serve_page", order=100)
def never_ranked(page: Page, request: HttpRequest, *_served: Any) -> HttpResponse | None:
    """The front page shows the latest results of countries, and refuses to rank them."""
    return ranking_refusal(request) if isinstance(page, HomePage) else None


@hooks.register("construct_page_action_menu")
def publish_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Make Publish the first button of the front page and of plain pages, for people who can publish these."""
    if isinstance(context.get("page"), (HomePage, StandardPage)):
        items.sort(key=lambda item: item.name != "action-publish")
