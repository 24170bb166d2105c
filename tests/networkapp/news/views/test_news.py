"""Pages of news, and writing articles in Wagtail's admin."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from networkapp.models import Capacity, Network, Office, Subject
from networkapp.networks.actions.seats import grant_seat
from networkapp.news.models import ArticlePage, NetworkNewsPage
from networkapp.news.models.pages import PAGE_SIZE, TEXT_FEATURES, ArticleBlock
from tests.factories.handbooks import make_image
from tests.factories.networks import DelegationFactory, NetworkFactory, UserFactory
from tests.factories.news import make_article
from tests.worlds import world


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="open", name="The open one", visibility="public")


def titles(response: Any) -> list[str]:
    return [article.title for article in response.context["page_obj"]]


def test_news_are_listed_newest_first_in_pages(network: Network, client: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        make_article(network, slug=f"a-{number}", title=f"A {number}", day=date(2026, 1, 1) + timedelta(number))
    first, second = client.get("/news/"), client.get("/news/?page=2")
    assert titles(first) == [f"A {number}" for number in range(PAGE_SIZE, 0, -1)]
    assert titles(second) == ["A 0"]


def test_news_are_filtered_by_links(network: Network, client: Client) -> None:
    subject = Subject.objects.create(slug="hotlines", title="Hotlines")
    make_article(network, slug="about", title="About", subjects=[subject])
    make_article(network, slug="other", title="Other")
    make_article(NetworkFactory(slug="second", visibility="public"), slug="third", title="Third")
    whole = client.get("/news/")
    assert set(titles(whole)) == {"About", "Other", "Third"}
    assert {'href="/news/open/"', 'href="/news/second/"', 'href="/news/?subject=hotlines"'} <= set(
        whole.content.decode().replace(">", " ").split()
    )
    assert titles(client.get("/news/?subject=hotlines")) == ["About"]
    assert set(titles(client.get("/news/open/"))) == {"About", "Other"}
    assert titles(client.get("/news/open/?subject=hotlines")) == ["About"]


def test_two_language_versions_are_shown_side_by_side(network: Network, client: Client) -> None:
    english = make_article(network, title="English", text="In English")
    make_article(network, language="de", translation_of=english, title="Deutsch", text="Auf Deutsch")
    alone, beside = client.get(english.url), client.get(f"{english.url}?beside=de")
    assert "Auf Deutsch" not in alone.content.decode()
    assert f"{english.url}?beside=de" in alone.content.decode()
    page = beside.content.decode()
    assert page.index('<article lang="en">') < page.index("In English") < page.index('<article lang="de">')
    assert page.index('<article lang="de">') < page.index("Auf Deutsch")


def test_draft_language_version_is_not_offered(network: Network, client: Client) -> None:
    english = make_article(network)
    make_article(network, language="de", translation_of=english, title="Entwurf", live=False)
    assert "Entwurf" not in client.get(f"{english.url}?beside=de").content.decode()


def test_press_contact_of_the_network_is_shown_beside_its_articles(network: Network, client: Client) -> None:
    article = make_article(network)
    NetworkNewsPage.objects.filter(network=network).update(
        press_office="Secretariat of the open one", press_mail="press@example.org", press_phone="+358 9 000"
    )
    page = client.get(article.url).content.decode()
    assert "Secretariat of the open one" in page
    assert 'href="mailto:press@example.org"' in page
    assert 'href="tel:+3589000"' in page


def editor_of(network: Network, office: str) -> Any:
    """Return a holder of this office, for whose seat Wagtail's groups are updated."""
    delegation = DelegationFactory(code="XA")
    network.delegations.add(delegation)
    seat = grant_seat(
        user=UserFactory(), network=network, capacity=Capacity.MEMBER, delegation=delegation, offices=[Office(office)]
    )
    return seat.user


def written(**fields: Any) -> dict[str, Any]:
    body = streamfield([("text", rich_text("<p>Text</p>", features=TEXT_FEATURES))])
    return nested_form_data(
        {"title": "New", "slug": "new", "standfirst": "", "date": "2026-05-01", "body": body, "subjects": [], **fields}
    )


@pytest.mark.parametrize(("office", "writes"), [("editor", True), ("rapporteur", True), ("translator", False)])
def test_only_news_writers_create_and_publish_articles_in_the_admin(
    network: Network, client: Client, office: str, writes: bool
) -> None:
    place = make_article(network, slug="there-already").get_parent()
    client.force_login(editor_of(network, office), backend="django.contrib.auth.backends.ModelBackend")
    client.post(
        f"/admin/pages/add/networkapp_news/articlepage/{place.pk}/", written(**{"action-publish": "action-publish"})
    )
    made = ArticlePage.objects.filter(slug="new").first()
    assert (made is not None) == writes
    assert (
        f"/admin/pages/add/networkapp_news/articlepage/{place.pk}/" in client.get(place.url).content.decode()
    ) == writes
    if made:
        assert (made.network, made.live, made.get_parent().pk) == (network, True, place.pk)


def test_article_without_text_can_be_saved_as_draft_but_not_published(network: Network, client: Client) -> None:
    place = make_article(network, slug="there-already").get_parent()
    client.force_login(editor_of(network, "editor"), backend="django.contrib.auth.backends.ModelBackend")
    for slug, act in (("draft", {}), ("published", {"action-publish": "action-publish"})):
        data = written(slug=slug, body=streamfield([]), **act)
        client.post(f"/admin/pages/add/networkapp_news/articlepage/{place.pk}/", data)
    assert list(ArticlePage.objects.exclude(slug="there-already").values_list("slug", flat=True)) == ["draft"]


def test_copied_article_belongs_to_the_network_it_is_copied_to(network: Network, client: Client) -> None:
    article = make_article(network, slug="one")
    other = NetworkFactory(slug="second", visibility="public")
    place = make_article(other, slug="two").get_parent()
    client.force_login(
        UserFactory(is_superuser=True, is_staff=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": place.pk, "publish_copies": "on"}
    client.post(f"/admin/pages/{article.pk}/copy/", data)
    assert ArticlePage.objects.get(slug="copy").network == other


@pytest.mark.parametrize(("same_network", "stands"), [(True, True), (False, False)])
def test_article_cannot_be_aliased_to_another_network(
    client: Client, network: Network, same_network: bool, stands: bool
) -> None:
    article = make_article(NetworkFactory(slug="closed"), slug="one")
    own, other = article.get_parent(), make_article(network, slug="two").get_parent()
    client.force_login(
        UserFactory(is_superuser=True, is_staff=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    place = own if same_network else other
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": place.pk, "alias": "on"}
    client.post(f"/admin/pages/{article.pk}/copy/", data)
    assert ArticlePage.objects.filter(slug="copy").exists() == stands


def test_invisible_characters_are_removed_from_articles(network: Network, client: Client) -> None:
    place = make_article(network, slug="there-already").get_parent()
    client.force_login(editor_of(network, "editor"), backend="django.contrib.auth.backends.ModelBackend")
    text = rich_text("<p>Wo\x0brds</p>", features=TEXT_FEATURES)
    body = streamfield([("text", text)])
    data = written(title="Ne\x0bw", standfirst="Sho\x0brt", body=body, **{"action-publish": "action-publish"})
    client.post(f"/admin/pages/add/networkapp_news/articlepage/{place.pk}/", data)
    made = ArticlePage.objects.get(slug="new")
    assert (made.title, made.standfirst) == ("New", "Short")
    assert ">Words<" in made.body.raw_data[0]["value"]


def test_article_metadata_contain_only_its_title_and_standfirst(network: Network, client: Client) -> None:
    article = make_article(network, title="Hotlines", standfirst="Three")
    article.seo_title, article.search_description = "Words of nobody", "Words of no one"
    article.save_revision().publish()
    page = client.get(article.url).content.decode()
    assert "Words of" not in page
    assert '"name": "Hotlines"' in page or '"name":"Hotlines"' in page
    assert 'property="og:description" content="Three"' in page


def test_picture_in_an_article_needs_an_alternative_text(network: Network) -> None:
    picture = {"image": make_image(network).pk, "caption": ""}
    blocks = ArticleBlock()

    def checked(words: str) -> Any:
        value = blocks.to_python([{"type": "figure", "value": {**picture, "alternative": words}}])
        return blocks.clean(value)

    assert checked("A table")[0].value["alternative"] == "A table"
    with pytest.raises(ValidationError):
        checked("")
