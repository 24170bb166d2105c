"""News in Wagtail's admin, and how Wagtail serves its pages."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from networkapp.news.actions.articles import create_news_pages, require_readable_news, set_network_of_parent
from networkapp.news.forms import ArticleForm
from networkapp.news.models import ArticlePage, NewsPage
from networkapp.news.queries.signatures import unnamed_signatories
from networkapp.users import AnyUser

# Here, since models know no forms.
ArticlePage.base_form_class = ArticleForm


@hooks.register("before_serve_page", order=-100)
def require_readable_news_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Refuse a page of news to people who cannot read it."""
    require_readable_news(page=page, user=request.user)


@hooks.register("after_create_page")
def create_network_news_pages(request: HttpRequest, page: Page) -> None:
    """Create the pages of all networks below a new list of news."""
    if isinstance(page, NewsPage):
        create_news_pages(index=page)


@hooks.register("after_copy_page")
def set_network_of_copied_article(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give a copied article the network of the page above it."""
    if isinstance(new_page, ArticlePage):
        set_network_of_parent(article=new_page)


@hooks.register("after_publish_page")
def warn_about_missing_signatures(request: HttpRequest, page: Page) -> None:
    """Show the publisher of an article who is asked to sign it and is not named under it."""
    missing = unnamed_signatories(article=page) if isinstance(page, ArticlePage) else []
    if missing:
        words = _("Not named, because they have not confirmed this text: %(seats)s.")
        messages.warning(request, words % {"seats": "; ".join(one.seat.label for one in missing)})


@hooks.register("register_page_header_buttons")
def signatures_button(page: Page, user: AnyUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button on an article that leads to its signatories and their status."""
    if isinstance(page, ArticlePage):
        address = reverse("networkapp:article_signatures", args=[page.translation_key])
        yield Button(_("Signatures"), address, icon_name="group", priority=70)
