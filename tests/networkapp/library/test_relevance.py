"""Related items of publications: recorded by editors, and shown on both sides to permitted readers."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.log_actions import registry

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Section
from networkapp.library.models import Publication, Relevance
from networkapp.library.relevance import add_related_item, related_items, remove_related_item
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.library import publication
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.results import make_framework
from tests.worlds import world


@world
def public(db: None) -> Network:
    return NetworkFactory(slug="open", visibility="public")


@world
def editor(public: Network) -> Any:
    return SeatFactory(network=public, offices=["editor"]).user


def sections(network: Network, *keys: str) -> list[str]:
    chapter = make_chapter(make_handbook(network), 1, *keys)
    return [f"section-{section.pk}" for section in Section.objects.filter(page=chapter)]


def log_of(book: Publication) -> list[tuple[str, str]]:
    entries = registry.get_logs_for_instance(book)
    return [(entry.action, entry.data["about"]) for entry in entries if entry.action.startswith("networkapp")]


def test_section_and_its_publications_link_to_each_other(client: Client, public: Network, editor: Any) -> None:
    first, _second = sections(public, "one", "two")
    book = publication(1)
    publication(2)
    add_related_item(publication=book, about=first, user=editor)
    add_related_item(publication=book, about=first, user=editor)
    page = client.get(book.get_absolute_url()).content.decode()
    pk = first.partition("-")[2]
    assert f'<a href="/handbooks/sections/{pk}/" lang="">1.1 About one</a>' in page
    chapter = client.get(Section.objects.get(pk=pk).page.url).content.decode()
    assert chapter.count("publication in the library") == 1
    assert f'href="/library/?about=section-{pk}"' in chapter
    listed = client.get(f"/library/?about=section-{pk}").content.decode()
    assert ("Book 1" in listed, "Book 2" in listed, "Publications related to:" in listed) == (True, False, True)
    assert log_of(book) == [("networkapp.matters", "1.1 About one")]
    remove_related_item(publication=book, about=first, user=editor)
    assert not Relevance.objects.exists()
    assert log_of(book)[0] == ("networkapp.matters_not", "1.1 About one")


def test_related_items_of_a_closed_network_are_shown_nowhere_to_others(client: Client, editor: Any) -> None:
    closed = NetworkFactory(slug="secret", visibility="closed")
    hers = SeatFactory(network=closed, offices=["editor"]).user
    (key,) = sections(closed, "bait")
    book = publication(1)
    publication(2)
    with pytest.raises(Refused, match="is no longer available"):
        add_related_item(publication=book, about=key, user=editor)
    add_related_item(publication=book, about=key, user=hers)
    assert [str(thing.it) for thing in related_items(publication=book, user=hers)] == ["1.1 About bait"]
    for reader in (None, editor):
        client.logout()
        if reader:
            client.force_login(reader)
        assert b"bait" not in client.get(book.get_absolute_url()).content
        listed = client.get(f"/library/?about={key}").content.decode()
        assert ("bait" in listed, "Book 2" in listed) == (False, True)
    client.force_login(editor)
    assert b"About bait" not in client.get(f"/library/{book.slug}/matters/?words=bait").content
    assert related_items(publication=book, user=AnonymousUser()) == []


def test_editor_finds_adds_and_removes_a_related_item(client: Client, public: Network, editor: Any) -> None:
    (key,) = sections(public, "one")
    book = publication(1)
    client.force_login(editor)
    address = f"/library/{book.slug}/matters/"
    assert f'value="{key}"' in client.get(f"{address}?words=about+one").content.decode()
    answer = client.post(address, {"about": key, "matters": "yes"}, follow=True)
    assert b"1.1 About one" in answer.content
    assert f'value="{key}"' not in client.get(f"{address}?words=about+one").content.decode().partition('id="look"')[2]
    client.post(address, {"about": key, "matters": "no"})
    assert not Relevance.objects.exists()


@pytest.mark.parametrize("about", ["", "section-0", "section-99999", "nothing-1", "section-" + "9" * 40])
def test_unknown_related_item_is_refused_with_an_error(client: Client, editor: Any, about: str) -> None:
    book = publication(1)
    client.force_login(editor)
    answer = client.post(f"/library/{book.slug}/matters/", {"about": about, "matters": "yes"})
    assert answer.status_code == 422
    assert b"Choose another." in answer.content
    assert client.get("/library/", {"about": about}).status_code == 200


def test_only_editors_of_a_library_add_related_items(client: Client, public: Network) -> None:
    (key,) = sections(public, "one")
    book, member = publication(1), SeatFactory(network=public).user
    with pytest.raises(NotAllowed):
        add_related_item(publication=book, about=key, user=member)
    client.force_login(member)
    assert client.post(f"/library/{book.slug}/matters/", {"about": key, "matters": "yes"}).status_code == 404


def test_criterion_and_its_related_publications_link_to_each_other(
    client: Client, public: Network, editor: Any
) -> None:
    framework = make_framework(network=public)
    criterion = framework.recommendations.first().criteria.first()
    book = publication(1)
    add_related_item(publication=book, about=f"criterion-{criterion.pk}", user=editor)
    assert criterion.get_absolute_url() in client.get(book.get_absolute_url()).content.decode()
    page = client.get(framework.get_absolute_url()).content.decode()
    assert f'href="/library/?about=criterion-{criterion.pk}"' in page


def test_related_publication_of_a_criterion_is_shown_in_every_version_of_the_criteria(
    client: Client, public: Network, editor: Any
) -> None:
    old = make_framework(network=public).recommendations.first().criteria.first()
    book = publication(1)
    add_related_item(publication=book, about=f"criterion-{old.pk}", user=editor)
    framework = make_framework(network=public, version="2", first_year=2024)
    new = framework.recommendations.first().criteria.get(series_id=old.series_id)
    assert [thing.it for thing in related_items(publication=book, user=AnonymousUser())] == [new]
    add_related_item(publication=book, about=f"criterion-{new.pk}", user=editor)
    assert Relevance.objects.count() == 1
    for criterion in (old, new):
        page = client.get(criterion.recommendation.framework.get_absolute_url()).content.decode()
        assert f'href="/library/?about=criterion-{criterion.pk}"' in page
        assert "Book 1" in client.get(f"/library/?about=criterion-{criterion.pk}").content.decode()
    remove_related_item(publication=book, about=f"criterion-{old.pk}", user=editor)
    assert not Relevance.objects.exists()
