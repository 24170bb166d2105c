"""Public pages of handbooks are cached for visitors only, and only while they are accurate."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Locale, PageViewRestriction

from networkapp.dossiers.actions.country_boxes import add_to_handbook
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.inquiries.models import Reply
from networkapp.inquiries.notices import record_ended_embargoes
from networkapp.models import CausalLink, PageState, Subject
from networkapp.pages import cache as freshness
from networkapp.pages.cache import HANDBOOKS
from tests.factories.annotations import rewrite as rewrite_sections
from tests.factories.annotations import sections_of
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def enable_cache(settings: Any, tmp_path: Any) -> None:
    settings.NETWORKAPP_KEEP_SECONDS = 60
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()
    freshness._known.clear()


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Return a function that calls another one and runs the callbacks after its transaction commits."""

    def do(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        connection.run_on_commit.clear()  # what the fixtures changed, in a transaction that never ends
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return do


@pytest.fixture
def handbook() -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


@pytest.fixture
def chapter(handbook: HandbookPage) -> ChapterPage:
    return make_chapter(handbook, 1, "law")


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_second_visitor_gets_the_cached_page_without_queries(chapter: ChapterPage) -> None:
    first = Client().get(chapter.url)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(chapter.url)
    assert len(queries) == 0
    assert second.content == first.content
    assert second.headers == first.headers


def test_cached_page_returns_304_for_a_matching_etag(chapter: ChapterPage) -> None:
    tag = Client().get(chapter.url)["ETag"]
    again = Client().get(chapter.url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(chapter.url, headers={"If-None-Match": '"other"'}).status_code == 200


def rewrite(chapter: ChapterPage) -> None:
    chapter.title = "Told anew"
    chapter.save_revision().publish()


def add_chapter(chapter: ChapterPage) -> None:
    make_chapter(chapter.handbook, 2, title="Told anew")


def give_subject(chapter: ChapterPage) -> None:
    chapter.subjects = [Subject.objects.create(slug="anew", title="Told anew", position=1)]
    chapter.save_revision().publish()


@pytest.mark.parametrize("change", [rewrite, add_chapter, give_subject], ids=lambda change: change.__name__)
def test_changed_chapter_is_served_immediately(
    chapter: ChapterPage, change: Callable[[ChapterPage], None], after_commit: Callable[..., Any]
) -> None:
    assert "Told anew" not in Client().get(chapter.url).content.decode()
    after_commit(change, chapter)
    assert "Told anew" in Client().get(chapter.url).content.decode()


def test_new_edition_is_shown_immediately(chapter: ChapterPage, after_commit: Callable[..., Any]) -> None:
    Client().get(chapter.url)
    editor = SeatFactory(network=chapter.handbook.network, offices=["editor"]).user
    edition = after_commit(publish_edition, handbook=chapter.handbook, user=editor, changes={})
    assert f"Edition {edition.label}" in Client().get(chapter.url).content.decode()
    for address in (f"/handbooks/editions/{edition.pk}/en/", f"/handbooks/editions/{edition.pk}/en/1/"):
        Client().get(address)
        assert queries_of(Client(), address) == 0
    after_commit(close_network, chapter)
    assert Client().get(f"/handbooks/editions/{edition.pk}/en/").status_code == 404


def test_change_by_another_process_is_served_a_second_later(chapter: ChapterPage, monkeypatch: Any) -> None:
    Client().get(chapter.url)
    PageState.objects.update_or_create(part=HANDBOOKS, defaults={"number": 1000})
    assert queries_of(Client(), chapter.url) == 0
    monkeypatch.setattr(freshness, "monotonic", lambda: monotonic() + 1.1)
    assert queries_of(Client(), chapter.url) > 1


def close_network(chapter: ChapterPage) -> None:
    network = chapter.handbook.network
    network.visibility = "closed"
    network.save()


def unpublish(chapter: ChapterPage) -> None:
    chapter.unpublish()


def delete(chapter: ChapterPage) -> None:
    chapter.delete()


def rename(chapter: ChapterPage) -> None:
    handbook = chapter.handbook
    handbook.slug = "elsewhere"
    handbook.save_revision().publish()


@pytest.mark.parametrize("change", [close_network, unpublish, delete, rename], ids=lambda change: change.__name__)
def test_page_that_is_no_longer_public_is_unavailable_immediately(
    chapter: ChapterPage, change: Callable[[ChapterPage], None], after_commit: Callable[..., Any]
) -> None:
    address = chapter.url
    assert Client().get(address).status_code == 200
    after_commit(change, chapter)
    assert Client().get(address).status_code in (301, 404)


def test_page_behind_a_wagtail_login_is_not_cached(chapter: ChapterPage, after_commit: Callable[..., Any]) -> None:
    assert Client().get(chapter.url).status_code == 200
    after_commit(PageViewRestriction.objects.create, page=chapter, restriction_type="login")
    assert Client().get(chapter.url).status_code == 302


def test_page_of_a_signed_in_member_is_not_cached_for_visitors(client: Client, chapter: ChapterPage) -> None:
    member = SeatFactory(network=chapter.handbook.network).user
    client.force_login(member)
    hers = client.get(chapter.url).content.decode()
    assert "/account/logout/" in hers
    visitors = Client().get(chapter.url).content.decode()
    assert "/account/logout/" not in visitors
    assert client.get(chapter.url).content.decode().count("/account/logout/") == hers.count("/account/logout/")


def test_cached_pages_are_separate_per_language_and_not_used_with_a_session_cookie(chapter: ChapterPage) -> None:
    english = Client().get(chapter.url).content.decode()
    german = Client().get(chapter.url, headers={"Accept-Language": "de"}).content.decode()
    assert ('<html lang="en"' in english, '<html lang="de"' in german) == (True, True)
    known = Client()
    known.cookies["sessionid"] = "made-up"
    assert queries_of(known, chapter.url) > 1


def test_interface_of_a_cached_page_is_in_the_language_of_the_url_or_the_cookie(chapter: ChapterPage) -> None:
    russian = Locale.objects.get_or_create(language_code="ru")[0]
    chapter.handbook.copy_for_translation(russian, copy_parents=True).save_revision().publish()
    version = chapter.copy_for_translation(russian)
    version.save_revision().publish()
    address = version.get_url()
    for _again in range(2):
        assert '<html lang="ru"' in Client().get(address).content.decode()
        chosen = Client()
        chosen.cookies["django_language"] = "en"
        assert '<html lang="en"' in chosen.get(address).content.decode()


def test_page_with_a_query_string_is_not_cached(chapter: ChapterPage) -> None:
    Client().get(chapter.url)
    assert queries_of(Client(), f"{chapter.url}?x=1") > 1


def test_page_of_a_closed_handbook_is_not_cached_for_visitors(chapter: ChapterPage) -> None:
    closed = make_chapter(make_handbook(NetworkFactory(slug="secret", visibility="closed")), 1, sections=[section("s")])
    insider = Client()
    insider.force_login(SeatFactory(network=closed.handbook.network).user)
    assert insider.get(closed.url).status_code == 200
    assert Client().get(closed.url).status_code == 404
    outsider = Client()
    outsider.force_login(UserFactory())
    assert outsider.get(closed.url).status_code == 404


def change_while_serving(act: Callable[[], Any], order: int) -> Any:
    """Call `act` while a page is being served, after its number was read; the number rises afterwards."""
    acts = [act]

    def changed(**_served: Any) -> None:
        if acts:
            acts.pop()()
            connection.run_on_commit.clear()
            freshness._RaiseGeneration(HANDBOOKS)()

    def hook(page: Any, request: Any, args: Any, kwargs: Any) -> None:
        changed()

    return hooks.register_temporarily("before_serve_page", hook, order=order)


def test_page_rendered_while_its_network_is_closed_is_not_cached(chapter: ChapterPage) -> None:
    with change_while_serving(lambda: close_network(chapter), order=100):
        assert Client().get(chapter.url).status_code == 200
        assert Client().get(chapter.url).status_code == 404


def test_page_rendered_while_it_is_changed_is_not_cached_for_members(chapter: ChapterPage) -> None:
    client = Client()
    client.force_login(SeatFactory(network=chapter.handbook.network).user)
    with change_while_serving(lambda: rewrite_sections(chapter, "Rewritten."), order=-200):
        before, after = (client.get(chapter.url).content.decode() for _time in range(2))
    assert ("Rewritten" in before, "Rewritten" in after) == (False, True)


def test_cached_page_links_to_a_source_answer_only_while_visitors_can_read_it(
    chapter: ChapterPage, after_commit: Callable[..., Any]
) -> None:
    network = chapter.handbook.network
    editor = SeatFactory(network=network, offices=["editor"]).user
    reply = file_answer(make_case(make_inquiry(network)))
    case, way = reply.case, f'href="{reply.get_absolute_url()}"'

    def is_shown() -> bool:
        return way in Client().get(chapter.url).content.decode()

    shown = [is_shown()]
    draft = add_to_handbook(reply=reply, section=sections_of(chapter)[0], user=editor, client_key=uuid4())
    after_commit(draft.get_latest_revision().publish)
    shown.append(is_shown())
    after_commit(file_answer, case, base_version=1, embargo_until=timezone.now() + timedelta(days=2))
    shown.append(is_shown())
    Reply.objects.filter(pk=reply.pk).update(embargo_until=timezone.now() - timedelta(minutes=1))
    after_commit(record_ended_embargoes, now=timezone.now())
    shown.append(is_shown())
    after_commit(reply.delete)
    shown.append(is_shown())
    assert shown == [False, True, False, True, False]


def test_cached_page_no_longer_names_a_deleted_decision(chapter: ChapterPage, after_commit: Callable[..., Any]) -> None:
    decision = adopt(network=chapter.handbook.network)
    CausalLink.objects.create(cause=decision, effect=sections_of(chapter)[0])
    shown = []
    for act in (decision.save, decision.delete):
        after_commit(act)
        shown.append(decision.title in Client().get(chapter.url).content.decode())
    assert shown == [True, False]
