"""The search finds only what its reader may see."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from home.domain.demo.recording.library import record_organisation
from home.domain.demo.recording.meetings import record_meeting
from networkapp.handbooks.models import Section
from networkapp.library.queries import record_publication
from networkapp.models import Network
from networkapp.search.search import search
from networkapp.search.words import EXCERPT_LENGTH, excerpt
from tests.factories.discussion import start_topic
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.meetings import call, put_item
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.results import make_framework
from tests.worlds import world

BAIT = "lighthouse"


def found(user: Any, query: str, kind: str = "") -> dict[str, list[str]]:
    return {group.kind: [hit.title for hit in group.hits] for group in search(user=user, query=query, kind=kind)}


def fill(network: Network) -> None:
    """Create something of every kind in the network that contains the search word."""
    handbook = make_handbook(network, standfirst=f"A {BAIT} in the handbook.")
    make_chapter(handbook, 1, sections=[section("other"), section("bait", f"The {BAIT} stands here.")])
    start_topic(SeatFactory(network=network), title=f"The {BAIT} of {network.slug}", body=f"Who keeps the {BAIT}?")
    record_meeting(
        network=network,
        number=1,
        slug=f"meeting-of-{network.slug}",
        date=date(2026, 5, 1),
        place="Riga",
        country="LV",
        theme={"en": f"A {BAIT}"},
    )


def test_internal_agenda_item_finds_its_meeting_only_for_readers_of_the_network(db: None) -> None:
    chair = SeatFactory(network=NetworkFactory(visibility="public"), offices=["chair"])
    meeting = call(chair)
    put_item(meeting, chair, f"A {BAIT}", internal=True)
    put_item(meeting, chair, "A harbour")
    title = [f"{meeting.label}: {meeting.title}"]
    assert found(chair.user, BAIT) == found(chair.user, "harbour") == {"meetings": title}
    for reader in (AnonymousUser(), SeatFactory(network=NetworkFactory()).user):
        assert found(reader, BAIT) == {}
        assert found(reader, "harbour") == {"meetings": title}


@pytest.mark.parametrize(
    ("visibility", "who", "expected"),
    [
        ("closed", "nobody", set()),
        ("closed", "stranger", set()),
        ("closed", "elsewhere", set()),
        ("closed", "government", {"handbooks", "meetings"}),
        ("closed", "member", {"handbooks", "meetings", "topics", "messages"}),
        ("members", "nobody", set()),
        ("members", "elsewhere", {"handbooks", "meetings"}),
        ("public", "nobody", {"handbooks", "meetings"}),
        ("public", "elsewhere", {"handbooks", "meetings"}),
        ("public", "member", {"handbooks", "meetings", "topics", "messages"}),
    ],
)
def test_restricted_content_is_found_only_by_those_who_may_see_it(
    db: None, visibility: str, who: str, expected: set[str]
) -> None:
    network = NetworkFactory(slug="alpha", visibility=visibility)
    fill(network)
    make_reader: dict[str, Callable[[], Any]] = {
        "nobody": AnonymousUser,
        "stranger": lambda: UserFactory(is_superuser=True),
        "elsewhere": lambda: SeatFactory(network=NetworkFactory(slug="beta")).user,
        "government": lambda: SeatFactory(network=network, capacity="government").user,
        "member": lambda: SeatFactory(network=network).user,
    }
    assert set(found(make_reader[who](), BAIT)) == expected


def test_chapter_is_found_at_the_matching_section(db: None) -> None:
    network = NetworkFactory(slug="alpha", visibility="public")
    fill(network)
    [group] = search(user=AnonymousUser(), query=BAIT, kind="handbooks")
    hits = {hit.title: hit for hit in group.hits}
    anchor = Section.objects.get(title="About bait").anchor
    assert hits["1 Chapter 1"].url == f"/handbooks/handbook-of-alpha/chapter-1/#{anchor}"
    assert hits["1 Chapter 1"].excerpt == "The lighthouse stands here."
    assert (hits["1 Chapter 1"].language, set(hits)) == ("en", {"1 Chapter 1", "Handbook of alpha"})


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_chapter_with_a_wagtail_privacy_setting_is_not_found_by_visitors(db: None, kind: str) -> None:
    fill(NetworkFactory(slug="alpha", visibility="public"))
    chapter = Section.objects.get(title="About bait").page
    PageViewRestriction.objects.create(page=chapter, restriction_type=kind, password="word")
    [group] = search(user=AnonymousUser(), query=BAIT, kind="handbooks")
    assert {hit.title for hit in group.hits} == {"Handbook of alpha"}


def test_search_lists_published_content_before_discussion(db: None) -> None:
    network = NetworkFactory(slug="alpha")
    fill(network)
    make_framework(network=network).recommendations.get().translations.create(language="en", title=f"A {BAIT}")
    issuer = record_organisation(slug="coast", name={"en": f"{BAIT} watch"}, summary={})
    record_publication(slug="lights", title={"en": BAIT}, issuer=issuer, summary={}, kind="study")
    assert list(found(SeatFactory(network=network).user, BAIT)) == [
        "handbooks",
        "library",
        "evaluation",
        "organisations",
        "meetings",
        "topics",
        "messages",
    ]


def test_unpublished_pages_are_not_found(db: None) -> None:
    network = NetworkFactory(slug="alpha", visibility="public")
    chapter = make_chapter(make_handbook(network), 1, BAIT)
    chapter.unpublish()
    assert found(AnonymousUser(), BAIT) == {}


def test_search_in_library_and_organisations_requires_every_word(db: None) -> None:
    issuer = record_organisation(slug="coast", name={"en": "Coast Watch", "ru": "Береговая Служба"}, summary={})
    record_publication(
        slug="lights", title={"en": "On lighthouses"}, issuer=issuer, summary={"en": "Who keeps them."}, kind="study"
    )
    assert found(AnonymousUser(), "coast lighthouse") == {"library": ["On lighthouses"]}
    assert found(AnonymousUser(), "coast submarine") == {}
    assert found(AnonymousUser(), "береговая") == {"organisations": ["Coast Watch"]}


@pytest.mark.parametrize("query", ["", "   ", '"', "(", "a OR", "%", "_", "*", "NOT", "' OR 1=1 --", "x" * 5000])
def test_nonsense_query_finds_nothing_without_an_error(db: None, query: str) -> None:
    fill(NetworkFactory(slug="alpha", visibility="closed"))
    assert found(AnonymousUser(), query) == {}


def test_excerpt_is_cut_at_words_around_the_match() -> None:
    text = "begin " + "word " * 200 + BAIT + " after " + "word " * 200
    piece = excerpt(text, BAIT)
    assert BAIT in piece
    assert piece.startswith("… word")
    assert piece.endswith("word …")
    assert len(piece) <= EXCERPT_LENGTH + 4
    assert excerpt("short", "absent") == "short"


def languages(query: str, *, reader: str, every_language: bool = False) -> list[str]:
    """Return the languages of the handbook pages that a visitor finds."""
    with translation.override(reader):
        groups = search(user=AnonymousUser(), query=query, kind="handbooks", every_language=every_language)
    return sorted(hit.language for group in groups for hit in group.hits)


@world
def versions(db: None) -> None:
    """Create a chapter in English and in German; both contain the search word."""
    network = NetworkFactory(visibility="public")
    handbook = make_handbook(network)
    chapter = make_chapter(handbook, 1, sections=[section("one", f"The {BAIT} stands here.")])
    german = Locale.objects.get_or_create(language_code="de")[0]
    handbook.copy_for_translation(german, copy_parents=True).save_revision().publish()
    version = chapter.copy_for_translation(german)
    version.title = "Leuchtturm"
    version.save_revision().publish()


@pytest.mark.parametrize(("reader", "expected"), [("en", ["en"]), ("de", ["de"]), ("lv", ["en"])])
def test_pages_are_found_in_the_language_of_the_reader_or_in_the_original(
    versions: None, reader: str, expected: list[str]
) -> None:
    assert languages(BAIT, reader=reader) == expected
    assert languages(BAIT, reader=reader, every_language=True) == ["de", "en"]


def test_page_is_not_found_by_words_of_another_language_if_the_reader_has_a_version(versions: None) -> None:
    assert languages("Leuchtturm", reader="en") == []
    assert languages("Leuchtturm", reader="en", every_language=True) == ["de"]


def test_search_page_links_to_all_languages_and_falls_back_to_them(client: Client, versions: None) -> None:
    page = client.get("/search/", {"query": BAIT}).content.decode()
    assert "Each page is shown in your language where available." in page
    assert "languages=all" in page
    every = client.get("/search/", {"query": BAIT, "languages": "all"}).content.decode()
    assert (every.count('<li lang="de">'), every.count('<li lang="en">')) == (1, 1)
    fallback = client.get("/search/", {"query": "Leuchtturm"}).content.decode()
    assert fallback.count('<li lang="de">') == 1
    assert "Pages in all languages are shown." in fallback
