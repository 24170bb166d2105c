"""Wagtail's admin as an editor of another network sees it, page by page, and Django's admin, which is for staff."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Collection, Page, PageViewRestriction

from networkapp.campaigns.models import AwarenessDay, DayActivity, NoActivity
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.news.models import ArticlePage
from tests.access.accounts import client_of
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.restricted_words import BAIT, bait
from tests.factories.days import make_day
from tests.factories.networks import SeatFactory, UserFactory

APPS = sorted({model._meta.app_label for model in (ArticlePage, ChapterPage, HandbookPage)})
# Possible values of a pattern's argument, by its name; all other arguments are primary keys.
WORDS = {
    "action_name": ["approve", "publish"],
    "app_label": APPS,
    "app_name": APPS,
    "content_type_app_name": APPS,
    "content_type_model_name": ["chapterpage", "handbookpage", "articlepage"],
    "filter_spec": ["width-100"],
    "model_name": ["chapterpage", "articlepage"],
    "action": ["delete", "move", "publish", "unpublish"],
    "revision_id_a": ["earliest"],
    "revision_id_b": ["latest"],
}
SIGNED_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}
ELSEWHERE = "everything, in another network"


def patterns(resolver: Any, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every named URL pattern below this one, with its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            below = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, below)
        elif entry.name:
            yield f"{namespace}{entry.name}", entry


def admin() -> URLResolver:
    return next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == "admin/"
    )


def numbers_of(place: Place, argument: str) -> set[int]:
    """Return possible primary keys for an argument of this name: of pages for a page, of everything for the others."""
    pages = {place.chapter.pk, place.chapter.handbook.pk, place.article.pk, place.article.get_parent().pk}
    known = {
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id"), pages),
        "revision_id": {place.chapter.latest_revision_id, place.article.latest_revision_id},
        "image_id": {place.image.pk},
        "document_id": {place.document.pk, place.paper.document_id},
        "doc_id": {place.document.pk, place.paper.document_id},
        "collection_id": {place.image.collection_id, place.paper.document.collection_id},
    }
    things = (
        place.image,
        place.document,
        place.meeting,
        place.section,
        place.term,
        place.campaign,
        place.activity,
        place.source,
        place.chapter.latest_revision,
    )
    return known.get(argument) or pages | {thing.pk for thing in things} | {place.seat.user_id}


def addresses(name: str, pattern: URLPattern, place: Place) -> Iterator[str]:
    """Yield the addresses of the pattern with all possible values of its arguments."""
    names = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
    choices = [WORDS.get(known) or sorted(numbers_of(place, known)) for known in names]
    for values in product(*choices):
        with suppress(NoReverseMatch):
            yield reverse(name, kwargs=dict(zip(names, values, strict=True)))


NAMED = {name: pattern for name, pattern in patterns(admin()) if name not in SIGNED_OUT}
QUERY = f"q={BAIT}&query={BAIT}&search={BAIT}&id=1&fields=*&term={BAIT}"


def revealed(client: Client, address: str, words: str) -> list[str]:
    """Return the responses that contain `words` at this address: plain, with a search, and as requested by a script.

    What was asked for is said back by forms, so the word is the one that was not asked for.
    """
    found = []
    for query, headers in (("", {}), (f"?{QUERY}", {"x-requested-with": "XMLHttpRequest"})):
        response = client.get(address + query, headers=headers)
        body = b"".join(response) if response.streaming else response.content
        if words.encode() in body or words.encode() in str(response.headers).encode():
            found.append(address + query)
    return found


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves thumbnails open
@pytest.mark.parametrize("name", sorted(NAMED))
def test_admin_pages_show_an_editor_nothing_of_another_closed_network(world: World, name: str) -> None:
    client, place = world.clients[ELSEWHERE], world.closed
    client.raise_request_exception = False
    words = bait(place.network)
    found = [page for address in addresses(name, NAMED[name], place) for page in revealed(client, address, words)]
    assert found == []


def test_admin_pages_show_an_editor_the_content_of_their_own_network(world: World) -> None:
    """This shows that the test above could have found the bait."""
    client, place = world.clients["editor and government"], world.closed
    names = ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:revisions_view")
    words = bait(place.network)
    found = {
        name for name in names for address in addresses(name, NAMED[name], place) if revealed(client, address, words)
    }
    assert found >= {"wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_view"}


@pytest.mark.parametrize("name", sorted(name for name in NAMED if name.endswith("chosen_multiple")))
def test_choosers_for_several_items_name_nothing_of_another_network(world: World, name: str) -> None:
    client, place = world.clients[ELSEWHERE], world.closed
    actual = [f"{reverse(name)}?id={number}" for number in numbers_of(place, "id") | {1}]
    answers = [client.get(address) for address in actual]
    assert {answer.status_code for answer in answers} == {200}
    words = bait(place.network)
    assert [address for address, answer in zip(actual, answers, strict=True) if words in answer.content.decode()] == []


SEVERAL = {
    "wagtailcore/page": ["delete", "move", "publish", "unpublish"],
    "wagtailimages/image": ["delete", "add_tags", "add_to_collection"],
    "wagtaildocs/document": ["delete", "add_tags", "add_to_collection"],
}


@pytest.mark.parametrize("several", [f"{kind}/{action}" for kind, actions in SEVERAL.items() for action in actions])
def test_bulk_actions_name_nothing_of_another_network(world: World, several: str) -> None:
    client, place = world.clients[ELSEWHERE], world.closed
    notified = []
    for which in (f"id={place.chapter.pk}", f"id={place.image.pk}", f"id={place.document.pk}", "id=all"):
        answer = client.get(f"/admin/bulk/{several}/?{which}&next=/admin/")
        notified.append((answer.status_code in {200, 404}, bait(place.network) in answer.content.decode()))
    assert set(notified) == {(True, False)}


def test_bulk_move_to_a_page_of_another_network_does_not_name_it(world: World) -> None:
    client, place, own = world.clients[ELSEWHERE], world.closed, world.elsewhere.chapter
    address = f"/admin/bulk/wagtailcore/page/move/?id={own.pk}&next=/admin/"
    for number in (place.chapter.handbook.pk, place.chapter.pk):
        answer = client.post(address, {"chooser": number}, follow=True)
        assert (answer.status_code, bait(place.network) in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("query", ["id=x", "id=1.5", "id=", f"id={10**30}"])
def test_invalid_numbers_in_admin_queries_cause_no_server_error(world: World, query: str) -> None:
    client = world.clients["editor and government"]
    names = [name for name in NAMED if name.endswith("chosen_multiple")]
    places = [*map(reverse, names), *(f"/admin/api/main/{kind}/find/" for kind in ("pages", "images", "documents"))]
    several = [f"/admin/bulk/{kind}/delete/" for kind in SEVERAL]
    answers = {place: client.get(f"{place}?{query}&next=/admin/").status_code for place in (*places, *several)}
    assert {place: status for place, status in answers.items() if status not in {200, 302, 400, 404}} == {}
    assert client.get(f"/admin/api/main/pages/?{query}").status_code in {200, 400, 404}


def test_chooser_for_several_pages_names_pages_that_the_editor_may_choose(world: World) -> None:
    client, chapter = world.clients["editor and government"], world.closed.chapter
    address = f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={chapter.pk}&id=1&id=x"
    assert [page["id"] for page in client.get(address).json()["result"]] == [chapter.pk]


def test_page_choosers_leave_out_pages_behind_a_privacy_barrier(world: World) -> None:
    client, root = world.clients[ELSEWHERE], Page.objects.filter(depth=2)[0]
    page = root.add_child(instance=Page(title="Quetzal"))
    addresses = (
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}",
        reverse("wagtailadmin_choose_page_child", args=[root.pk]),
    )
    html = ["Quetzal" in client.get(address).content.decode() for address in addresses]
    barrier = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    barrier.groups.add(Group.objects.create(name="others"))
    html += ["Quetzal" in client.get(address).content.decode() for address in addresses]
    assert html == [True, True, False, False]


@pytest.mark.parametrize("action", ["edit", "delete", "unpublish", "copy", "lock", "unlock", "privacy", "add_subpage"])
def test_editor_of_another_network_cannot_change_pages_or_collections(world: World, action: str) -> None:
    chapter = world.closed.chapter
    before = (chapter.__class__.objects.values().get(pk=chapter.pk), Collection.objects.count())
    response = world.ask(ELSEWHERE, "POST", f"/admin/pages/{chapter.pk}/{action}/", data={"title": "Mine", "slug": "x"})
    assert response.status_code in (302, 403, 404, 405)
    assert (chapter.__class__.objects.values().get(pk=chapter.pk), Collection.objects.count()) == before


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_editor_of_another_network_cannot_change_or_delete_files(world: World, kind: str) -> None:
    thing = world.closed.image if kind == "images" else world.closed.document
    edit = f"/admin/images/{thing.pk}/" if kind == "images" else f"/admin/documents/edit/{thing.pk}/"
    delete = f"/admin/images/{thing.pk}/delete/" if kind == "images" else f"/admin/documents/delete/{thing.pk}/"
    for address in (edit, delete):
        assert world.ask(ELSEWHERE, "POST", address, data={"title": "Mine"}).status_code in (302, 403, 404)
    thing.refresh_from_db()
    assert thing.title == f"File {bait(world.closed.network)}"


@pytest.mark.parametrize(("reader", "changes"), [("translator and government", False), ("editor and government", True)])
@pytest.mark.parametrize("kind", ["images", "documents"])
def test_translator_cannot_replace_or_delete_files_used_in_published_pages(
    world: World, kind: str, reader: str, changes: bool
) -> None:
    place = world.places["public"]
    image, document = place.image, place.document
    thing, edit, delete = {
        "images": (image, f"/admin/images/{image.pk}/", f"/admin/images/{image.pk}/delete/"),
        "documents": (document, f"/admin/documents/edit/{document.pk}/", f"/admin/documents/delete/{document.pk}/"),
    }[kind]
    world.ask(reader, "POST", edit, data={"title": "Mine", "collection": thing.collection_id, "tags": ""})
    assert (type(thing).objects.get(pk=thing.pk).title == "Mine") is changes
    if not changes:
        world.ask(reader, "POST", delete)
        assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("use", ["quiet", "deed", "campaign", ""])
@pytest.mark.parametrize("several", [False, True])
def test_awareness_day_that_other_networks_use_is_not_deleted_and_the_reason_is_shown(
    world: World, use: str, several: bool
) -> None:
    day, place = make_day("another-day"), world.closed
    if use == "quiet":
        NoActivity.objects.create(network=place.network, day=day, year=2026, recorded_by=place.seat.user)
    elif use == "deed":
        DayActivity.objects.create(network=place.network, day=day, year=2026, title="A film")
    elif use:
        place.campaign.days.add(day)
    one = f"/admin/snippets/networkapp/awarenessday/delete/{day.pk}/"
    address = f"/admin/bulk/networkapp_campaigns/awarenessday/delete/?next=/admin/&id={day.pk}" if several else one
    client = world.clients[ELSEWHERE]
    for ask in (client.get, client.post) if use else (client.post,):
        page = ask(address, follow=True).content.decode()
        assert ("networks have recorded activities or campaigns for it" in page) is bool(use)
        assert AwarenessDay.objects.filter(pk=day.pk).exists() is bool(use)


@pytest.mark.parametrize("reader", ["an account without a seat", "member", "anonymous"])
def test_wagtail_admin_is_closed_to_readers_who_edit_nothing(world: World, reader: str) -> None:
    for path in (
        "/admin/",
        "/admin/pages/",
        "/admin/api/main/pages/",
        "/admin/images/",
        "/admin/reports/site-history/",
    ):
        response = world.ask(reader, "GET", path)
        assert response.status_code in (302, 403), path
        assert bait(world.closed.network) not in response.content.decode()


@pytest.mark.django_db
def test_django_admin_is_open_to_staff_only() -> None:
    names = [(name, pattern) for name, pattern in patterns(get_resolver()) if name.startswith("admin:")]
    paths = {"/django-admin/", *(reverse(name) for name, pattern in names if not pattern.pattern.converters and not
                                 re.search("login|logout", name) and not pattern.pattern.regex.groups)}  # fmt: skip
    people = {
        "staff": UserFactory(is_staff=True),
        "editor": SeatFactory(offices=["editor"], capacity="secretariat").user,
        "nobody": None,
    }
    for who, user in people.items():
        client = client_of(user)
        answers = {path: client.get(path).status_code for path in sorted(paths)}
        expected = {302} if who != "staff" else {200, 302, 403, 405}
        assert set(answers.values()) <= expected, (who, answers)
