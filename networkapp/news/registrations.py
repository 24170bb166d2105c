"""Registration of what news adds to the core and other apps."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db.models.signals import post_save, pre_delete
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.signals import copy_for_translation_done, page_published

from networkapp.languages.languages import unique_languages
from networkapp.models.view_restrictions import unrestricted
from networkapp.news import feeds, metadata, notices, overviews, search
from networkapp.news.actions.articles import (
    IN_NEWS,
    hidden_news_paths,
    on_news_translated,
    require_readable_news,
    require_valid_parent,
)
from networkapp.news.actions.places import ensure_news_pages
from networkapp.news.actions.signatures import (
    on_article_published,
    on_file_deleted,
    on_file_replaced,
)
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.permissions import Action, roles_with
from networkapp.policies import explorable_pages
from networkapp.registry import register_api, register_attention, register_notice, register_search
from networkapp.registry.days import register_day_source
from networkapp.registry.feeds import register_feed_address
from networkapp.registry.metadata import register_page_card
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.pages import (
    EditedPages,
    register_closed_pages,
    register_edited_pages,
    register_parent_rule,
    register_reading_rule,
)
from networkapp.registry.reports import ReportRow, ReportScope, ReportTable, register_report_table
from networkapp.registry.subject_uses import register_subject_use


def register_all() -> None:
    """Register what news adds to reports, overviews, metadata, search, desk, e-mails and API."""
    register_report_table("published", _published, order=20)
    register_overview(overviews.press_parts, kinds=[OverviewKind.NETWORK], order=5)
    register_overview(
        overviews.news_parts, kinds=[OverviewKind.SUBJECT, OverviewKind.COUNTRY, OverviewKind.NETWORK], order=72
    )
    register_page_card(NewsPage, metadata.news_card)
    register_page_card(NetworkNewsPage, metadata.place_card)
    register_page_card(ArticlePage, metadata.article_card)
    register_search(kind="news", label=_("News"), find=search.find_news, order=18, by_language=True, pages=IN_NEWS)
    _register_pages()
    _register_desk()
    _register_notices()
    register_feed_address(feeds.feed_address)
    register_api("networkapp.news.api.router", order=50)
    register_subject_use(ArticlePage, where=partial(explorable_pages, ArticlePage))
    register_day_source(overviews.articles_on_days, order=30)
    _connect_signals()


def _published(of: ReportScope) -> ReportTable:
    """Return the articles of the period."""
    written = ArticlePage.objects.live().filter(alias_of=None, network=of.network, date__range=of.days)
    live = unrestricted(written, AnonymousUser())
    found = live.to_list().order_by("date", "pk")
    rows = tuple(
        ReportRow(cells=(one.title, date_format(one.date)), url=one.get_url() or "", language=one.locale.language_code)
        for one in unique_languages(found)
    )
    return ReportTable(title=gettext("Articles"), columns=(gettext("Article"), gettext("Date")), rows=rows)


def _register_pages() -> None:
    register_closed_pages(hidden_news_paths, order=20)
    register_reading_rule(require_readable_news)
    register_parent_rule(require_valid_parent)
    edited = EditedPages(pages_of=ensure_news_pages, actions=(Action.WRITE_NEWS,))
    register_edited_pages(edited, order=20)


def _register_desk() -> None:
    register_attention(notices.desk_items, roles=roles_with(Action.SIGN_NEWS), order=40)


def _register_notices() -> None:
    register_notice(notices.ASKED, notices.render_notices)


def _connect_signals() -> None:
    page_published.connect(on_article_published, sender=ArticlePage)
    for model in (get_image_model(), get_document_model()):
        post_save.connect(on_file_replaced, sender=model)
        pre_delete.connect(on_file_deleted, sender=model)
    copy_for_translation_done.connect(on_news_translated)
