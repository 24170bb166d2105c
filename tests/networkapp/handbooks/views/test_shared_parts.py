"""Parts of a chapter page that all readers share are cached once; personal parts are never shown to others."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.domain.demo.recording.library import record_term
from networkapp.discussion.actions.about import open_topic_about
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.progress import mark_edition_section_read
from networkapp.handbooks.models import ChapterPage, Edition, NoteAudience, Section
from networkapp.handbooks.notes.actions import write_note
from networkapp.handbooks.pages.progress import mark_section_read, save_for_later
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 13
"""One more than on the reference site, whose front page finds a chapter by its address at once."""


@pytest.fixture(autouse=True)
def enable_cache(settings: Any, tmp_path: Any) -> None:
    settings.NETWORKAPP_KEEP_SECONDS = 60
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()


@pytest.fixture
def chapter() -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    return make_chapter(handbook, 1, *(f"key{number}" for number in range(50)))


def member_of(network: Any) -> tuple[Any, Client]:
    seat, client = SeatFactory(network=network), Client()
    client.force_login(seat.user)
    return seat, client


def test_chapter_of_fifty_sections_needs_no_more_queries_than_one_section(chapter: ChapterPage) -> None:
    _seat, client = member_of(chapter.handbook.network)
    short = make_chapter(chapter.handbook, 2, "only")
    found = []
    for address in (short.url, chapter.url):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found.append(len(queries))
    assert found == [found[0]] * 2
    assert found[0] <= MOST_QUERIES


def test_marks_and_notes_and_topics_of_one_reader_are_not_shown_to_others(chapter: ChapterPage) -> None:
    network = chapter.handbook.network
    first, second = Section.objects.filter(page=chapter)[:2]
    seat, hers = member_of(network)
    _other, others = member_of(network)
    save_for_later(section=first.pk, user=seat.user)
    mark_section_read(section=first.pk, user=seat.user)
    write_note(
        section=first, user=seat.user, audience=NoteAudience.PRIVATE, body="Ask on Thursday.", client_key=uuid4()
    )
    open_topic_about(
        network=network,
        user=seat.user,
        about=f"section-{second.pk}",
        title="About the second",
        body="Said.",
        client_key=uuid4(),
    )
    page = hers.get(chapter.url).content.decode()
    assert [page.count(words) for words in ("Ask on Thursday.", 'value="drop"', "About the second")] == [1, 1, 1]
    page = others.get(chapter.url).content.decode()
    assert [page.count(words) for words in ("Ask on Thursday.", 'value="drop"', "About the second")] == [0, 0, 1]
    page = Client().get(chapter.url).content.decode()
    assert [page.count(words) for words in ("Ask on Thursday.", 'value="keep"', "About the second")] == [0, 0, 0]
    page = hers.get(chapter.url).content.decode()
    assert [page.count(words) for words in ("Ask on Thursday.", 'value="drop"', "About the second")] == [1, 1, 1]


@pytest.fixture
def edition(chapter: ChapterPage) -> Edition:
    network = chapter.handbook.network
    record_term(
        title={"en": "key7"}, text={"en": "What it means."}, forms={}, taken_from={"en": "CETS 197"}, network=network
    )
    editor: Any = SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=chapter.handbook, user=editor, changes={})


def test_progress_and_notes_of_one_reader_in_an_edition_are_not_shown_to_others(
    chapter: ChapterPage, edition: Edition
) -> None:
    first = Section.objects.filter(page=chapter)[0]
    seat, hers = member_of(chapter.handbook.network)
    _other, others = member_of(chapter.handbook.network)
    mark_edition_section_read(edition=edition.pk, section=first.pk, user=seat.user)
    write_note(
        section=first, user=seat.user, audience=NoteAudience.PRIVATE, body="Ask on Thursday.", client_key=uuid4()
    )
    address = f"/handbooks/editions/{edition.pk}/en/1/"
    words = ("Ask on Thursday.", 'value="unread"', 'value="read"', "data-mark", 'lang="en" hidden>')
    for _again in range(2):
        page = hers.get(address).content.decode()
        assert [page.count(one) for one in words] == [1, 1, 49, 50, 49]
        page = others.get(address).content.decode()
        assert [page.count(one) for one in words] == [0, 0, 50, 50, 50]
        page = Client().get(address).content.decode()
        assert [page.count(one) for one in words] == [0, 0, 0, 0, 0]


def test_cached_edition_page_explains_its_terms_to_every_reader(edition: Edition) -> None:
    address = f"/handbooks/editions/{edition.pk}/en/1/"
    pages = [reader.get(address).content.decode() for reader in (Client(), *(member_of(edition.network)[1],) * 2)]
    assert [page.count("What it means.") for page in pages] == [1, 1, 1]
    assert pages[1].count('class="term"') == pages[2].count('class="term"') == pages[0].count('class="term"') > 0


def test_cross_references_are_checked_for_each_reader_of_a_cached_page(chapter: ChapterPage) -> None:
    closed = NetworkFactory(slug="secret", visibility="closed")
    hidden = make_chapter(make_handbook(closed), 1, sections=[section("bait", title="A secret title")])
    target = Section.objects.get(page=hidden)
    refers = make_chapter(
        chapter.handbook,
        2,
        sections=[section("see", blocks=[{"type": "cross_reference", "section": target.pk}])],
    )
    _seat, insider = member_of(closed)
    _seat, outsider = member_of(chapter.handbook.network)
    readers = (insider, outsider, Client(), insider, outsider)
    found = ["A secret title" in reader.get(refers.url).content.decode() for reader in readers]
    assert found == [True, False, False, True, False]


def test_preview_shows_the_draft_and_not_the_cached_page(chapter: ChapterPage) -> None:
    _seat, client = member_of(chapter.handbook.network)
    client.get(chapter.url)
    chapter.standfirst = "Only in the draft."
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["title"] = "Another title"
    chapter.sections = raw
    revision = chapter.save_revision()
    drafted = revision.as_object()
    assert "Another title" in drafted.make_preview_request().rendered_content
    assert "Another title" not in client.get(chapter.url).content.decode()
