"""Articles: visibility, filters, news pages of networks, and rights of writers."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, PageViewRestriction

from networkapp.editing.group_rights import sync_group_permissions
from networkapp.models import Network, Subject
from networkapp.news.actions.articles import list_articles, require_readable_news
from networkapp.news.models import ArticlePage, NetworkNewsPage
from networkapp.news.wordings import store_wording
from networkapp.search.search import search
from tests.factories.handbooks import front_page
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article, news_index
from tests.worlds import world


@world
def public(db: None) -> Network:
    return NetworkFactory(slug="open", visibility="public")


def test_articles_are_listed_newest_first(public: Network) -> None:
    make_article(public, slug="first", day=date(2026, 1, 1))
    make_article(public, slug="last", day=date(2026, 3, 1))
    make_article(public, slug="second", day=date(2026, 2, 1))
    assert [article.slug for article in list_articles(user=UserFactory())] == ["last", "second", "first"]


@pytest.mark.parametrize(
    ("visibility", "finds"),
    [("public", ["stranger", "member", "own"]), ("members", ["member", "own"]), ("closed", ["own"])],
)
def test_visibility_of_an_article_follows_from_its_network(db: None, visibility: str, finds: list[str]) -> None:
    network = NetworkFactory(visibility=visibility)
    article = make_article(network)
    readers = {
        "stranger": UserFactory(),
        "member": SeatFactory(network=NetworkFactory(slug="another")).user,
        "own": SeatFactory(network=network).user,
    }
    assert [name for name, user in readers.items() if list(list_articles(user=user)) == [article]] == finds
    turned_away = []
    for name, user in readers.items():
        try:
            require_readable_news(page=article, user=user)
        except Http404:
            turned_away.append(name)
    assert turned_away == [name for name in readers if name not in finds]


def test_articles_are_filtered_by_network_subject_and_language(public: Network) -> None:
    subject = Subject.objects.create(slug="hotlines", title="Hotlines")
    about = make_article(public, slug="about", subjects=[subject])
    german = make_article(public, language="de", translation_of=about, slug="ueber", subjects=[subject])
    other = make_article(NetworkFactory(slug="another", visibility="public"), slug="other")
    reader = UserFactory()
    assert set(list_articles(user=reader)) == {about, german, other}
    assert list(list_articles(user=reader, network=public, language="en")) == [about]
    assert set(list_articles(user=reader, subject=subject)) == {about, german}
    assert list(list_articles(user=reader, language="de")) == [german]


def test_draft_article_is_not_listed(public: Network) -> None:
    make_article(public, live=False)
    assert list(list_articles(user=UserFactory())) == []


def test_article_behind_a_wagtail_privacy_setting_is_not_listed_to_visitors(public: Network) -> None:
    article = make_article(public)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert list(list_articles(user=UserFactory())) == []


def test_news_page_of_a_network_is_created_in_every_language(public: Network) -> None:
    make_article(public, slug="first")
    news_index("de")
    make_article(public, language="de", slug="erster")
    places = NetworkNewsPage.objects.filter(network=public).order_by("locale__language_code")
    assert [(place.locale.language_code, place.slug) for place in places] == [("de", "open"), ("en", "open")]
    assert len({place.translation_key for place in places}) == 1


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("editor", {"add_page", "change_page", "publish_page"}),
        ("secretariat", {"add_page", "change_page", "publish_page"}),
        ("rapporteur", {"add_page", "change_page", "publish_page"}),
        ("translator", set()),
    ],
)
def test_news_writers_have_rights_only_below_the_news_page_of_their_network(
    public: Network, role: str, rights: set[str]
) -> None:
    article = make_article(public)
    make_article(NetworkFactory(slug="another", visibility="public"))
    group_page_permission = GroupPagePermission.objects.filter(group=Group.objects.get(name=f"open: {role}"))
    on_news = group_page_permission.filter(page__in=NetworkNewsPage.objects.all())
    assert {row.permission.codename for row in on_news} == rights
    assert {row.page_id for row in on_news} <= {article.get_parent().pk}


def test_news_page_of_a_closed_network_is_private_in_wagtail(db: None) -> None:
    article = make_article(NetworkFactory(slug="closed"))
    restriction = PageViewRestriction.objects.get(page=article.get_parent())
    assert restriction.restriction_type == PageViewRestriction.LOGIN


def test_article_cannot_be_moved_to_another_network(public: Network) -> None:
    article = make_article(public, slug="one")
    place = make_article(NetworkFactory(slug="another", visibility="public"), slug="two").get_parent()
    assert not article.can_move_to(place)
    assert article.can_move_to(article.get_parent())


def test_search_finds_only_articles_of_networks_whose_news_the_user_may_read(public: Network) -> None:
    make_article(public, title="Quetzal seen")
    make_article(NetworkFactory(slug="closed"), title="Quetzal hidden")
    found = [hit.title for kind in search(user=UserFactory(), query="Quetzal") for hit in kind.hits]
    assert found == ["Quetzal seen"]


def test_existing_article_is_not_overwritten(public: Network) -> None:
    article = make_article(public, title="First")
    assert make_article(public, title="Second") == article
    assert ArticlePage.objects.get().title == "First"


def test_translation_of_an_article_is_created_below_the_news_page_in_its_language(public: Network) -> None:
    article = make_article(public, title="Article")
    news_index("de")
    sync_group_permissions(network=public)
    german = article.copy_for_translation(Locale.objects.get(language_code="de"))
    assert german.get_parent().specific.network == public
    assert (german.network, german.translation_key, german.live) == (public, article.translation_key, False)


def test_alias_of_the_news_list_duplicates_no_article_and_reveals_none(public: Network) -> None:
    closed = NetworkFactory(slug="shut", visibility="closed")
    result, hidden = make_article(public), make_article(closed)
    news_index().create_alias(recursive=True, parent=front_page(), update_slug="mirror")
    mirrored = {page.network.slug: page for page in ArticlePage.objects.exclude(alias_of=None)}
    visitor, seat = Client(), SeatFactory(network=closed)
    assert [article.pk for article in list_articles(user=AnonymousUser())] == [result.pk]
    assert {article.pk for article in list_articles(user=seat.user)} == {result.pk, hidden.pk}
    page = visitor.get("/mirror/").content.decode()
    assert (page.count(f">{result.title}<"), hidden.title in page) == (1, False)
    assert [visitor.get(mirrored[slug].url).status_code for slug in ("open", "shut")] == [200, 404]
    assert f'<link rel="canonical" href="http://testserver{result.url}">' in visitor.get(result.url).content.decode()
    assert f'href="http://testserver{result.url}">' in visitor.get(mirrored["open"].url).content.decode()
    feed, listed = (visitor.get(path).content.decode() for path in ("/news/feeds/en.atom", "/sitemap.xml"))
    assert (feed.count("<entry"), "mirror" in feed, "mirror" in listed) == (1, False, False)
    assert len([hit for group in search(user=AnonymousUser(), query="article") for hit in group.hits]) == 1


def test_alias_of_the_news_list_in_another_language_does_not_affect_signing_or_writing(public: Network) -> None:
    article, german = make_article(public), front_page("de").locale
    wording, _is_new = store_wording(article=article.translation_key, network=public, user=None)
    article.copy_for_translation(german, copy_parents=True, alias=True)
    assert store_wording(article=article.translation_key, network=public, user=None) == (wording, False)
    news_index().create_alias(recursive=True, parent=front_page(), update_slug="mirror")
    sync_group_permissions(network=public)
    second = make_article(public, slug="second")
    assert second.get_parent().alias_of_id is None
