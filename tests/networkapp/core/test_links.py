"""Checks of links on the web, and the marks and desk items that follow from broken ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from networkapp.handbooks.models import ChapterPage, Section, SectionLink
from networkapp.library.models import Publication
from networkapp.links.checking import check_links, enqueue_due_checks
from networkapp.links.dead_links import dead_links_for, desk_items
from networkapp.links.http import LinkState
from networkapp.registry.links import link_sources
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.library import publication
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

A_DAY = timedelta(days=1)
NOW = timezone.now()
STATES: dict[str, LinkState] = {}
ASKED: list[str] = []
GONE, BOOK = "https://example.org/gone", "https://example.org/book"


def read(url: str) -> LinkState:
    ASKED.append(url)
    return STATES.get(url, LinkState.THERE)


@pytest.fixture
def reading(settings: Any, db: None) -> Iterator[dict[str, LinkState]]:
    settings.NETWORKAPP_LINK_READER = f"{__name__}.read"
    yield STATES
    STATES.clear()
    ASKED.clear()


def ask(capture: Any, at: datetime) -> int:
    with capture(execute=True):
        return enqueue_due_checks(now=at)


def seats() -> dict[str, Any]:
    network = NetworkFactory(slug="joint", visibility="public")
    return {
        "editor": SeatFactory(network=network, offices=["editor"]).user,
        "secretariat": SeatFactory(network=network, capacity="secretariat").user,
        "translator": SeatFactory(network=network, offices=["translator"]).user,
        "member": SeatFactory(network=network).user,
        "editor elsewhere": SeatFactory(network=NetworkFactory(slug="other"), offices=["editor"]).user,
    }


def chapter_that_leads_on(handbook: Any, *keys: str) -> ChapterPage:
    html = (
        f'<p><a href="{GONE}">there</a> and <a linktype="page" id="1">here</a> <a href="mailto:a@example.org">b</a></p>'
    )
    source = {
        "type": "legal_source",
        "identifier": "CETS 197",
        "article": "",
        "text": "",
        "law_as_of": "2026-01-01",
        "link": "https://example.org/law",
    }
    blocks = [{"type": "text", "html": html}, {"type": "box", "title": "Box", "html": html}, source]
    return make_chapter(handbook, 1, sections=[section(key, blocks=blocks) for key in keys])


def fail_for_days(*addresses: str) -> None:
    STATES.update(dict.fromkeys(addresses, LinkState.NOWHERE))
    for day in range(4):
        check_links(at=NOW + day * A_DAY)


def test_link_that_fails_for_three_days_is_marked_and_a_working_one_shows_its_check_date(
    reading: dict[str, LinkState], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    book = publication(1, link=BOOK)
    reading[BOOK] = LinkState.NOWHERE
    for days in range(3):
        assert ask(django_capture_on_commit_callbacks, NOW + days * A_DAY) == 1
    assert b"link broken" not in client.get(book.get_absolute_url()).content
    ask(django_capture_on_commit_callbacks, NOW + 3 * A_DAY)
    assert b"link broken since" in client.get(book.get_absolute_url()).content
    assert b"Broken link." in client.get("/library/").content
    data = client.get("/api/v1/publications/book-1/").json()
    assert (data["link_checked_on"], data["link_dead_since"]) == (None, f"{timezone.localdate(NOW)}")
    reading[BOOK] = LinkState.UNSURE
    ask(django_capture_on_commit_callbacks, NOW + 4 * A_DAY)
    assert client.get("/api/v1/publications/book-1/").json()["link_dead_since"] == data["link_dead_since"]
    reading[BOOK] = LinkState.THERE
    ask(django_capture_on_commit_callbacks, NOW + 5 * A_DAY)
    page = client.get(book.get_absolute_url()).content
    assert (b"link broken" in page, b"checked on" in page) == (False, True)


def test_address_is_requested_once_for_all_its_links_and_again_after_a_week(
    reading: dict[str, LinkState], django_capture_on_commit_callbacks: Any
) -> None:
    for number in (1, 2, 3):
        publication(number, link=BOOK)
    assert ask(django_capture_on_commit_callbacks, NOW) == 1
    assert ASKED == [BOOK]
    assert {each.seen_on for each in Publication.objects.all()} == {timezone.localdate(NOW)}
    assert (enqueue_due_checks(now=NOW), enqueue_due_checks(now=NOW + 6 * A_DAY)) == (0, 0)
    assert ask(django_capture_on_commit_callbacks, NOW + 7 * A_DAY) == 1


def test_at_most_ten_addresses_are_checked_per_minute(
    reading: dict[str, LinkState], django_capture_on_commit_callbacks: Any
) -> None:
    issuer = publication(1).issuer
    for number in range(12):
        Publication.objects.create(slug=f"b{number}", title="B", issuer=issuer, link=f"{BOOK}/{number}")
    minutes = [ask(django_capture_on_commit_callbacks, NOW + timedelta(minutes=minute)) for minute in range(3)]
    assert (minutes, len(set(ASKED))) == ([10, 2, 0], 12)


def test_changed_link_is_unchecked_until_its_next_check(reading: dict[str, LinkState]) -> None:
    book = publication(1, link=BOOK)
    fail_for_days(BOOK)
    book.refresh_from_db()
    assert book.is_probably_dead
    publication(1, link=f"{BOOK}/new")
    book.refresh_from_db()
    assert (book.is_probably_dead, book.checked_on) == (False, None)
    check_links(at=NOW + 4 * A_DAY)
    book.refresh_from_db()
    assert (book.is_probably_dead, book.checked_on) == (False, timezone.localdate(NOW + 4 * A_DAY))


def test_links_of_a_section_are_collected_from_text_boxes_and_legal_sources(
    reading: dict[str, LinkState], network: Any
) -> None:
    chapter = chapter_that_leads_on(make_handbook(network), "one")
    assert list(SectionLink.objects.values_list("link", flat=True)) == [GONE, "https://example.org/law"]
    fail_for_days(GONE)
    chapter.save_revision().publish()
    assert {(each.link, each.is_probably_dead) for each in SectionLink.objects.all()} == {
        (GONE, True),
        ("https://example.org/law", False),
    }
    del chapter.sections[0].value["body"][0]
    del chapter.sections[0].value["body"][0]
    chapter.save_revision().publish()
    assert [each.link for each in SectionLink.objects.all()] == ["https://example.org/law"]


def test_broken_link_is_on_the_desk_of_those_who_can_correct_it(reading: dict[str, LinkState], client: Client) -> None:
    people = seats()
    book = publication(1, link=BOOK)
    handbook = make_handbook(people["editor"].seats.get().network)
    chapter = chapter_that_leads_on(handbook, "one")
    fail_for_days(BOOK, GONE)
    titles = {who: [link.title for link in dead_links_for(person)] for who, person in people.items()}
    assert titles == {
        "editor": ["Book 1", "1.1 About one"],
        "secretariat": ["Book 1"],
        "translator": ["1.1 About one"],
        "member": [],
        "editor elsewhere": ["Book 1"],
    }
    assert [item.title for item in desk_items(user=people["editor"])] == ["Fix 2 broken links"]
    assert list(desk_items(user=people["member"])) == []
    client.force_login(people["editor"])
    page = client.get("/library/addresses/").content.decode()
    assert f"/snippets/networkapp/publication/edit/{book.pk}/" in page
    assert f"/pages/{chapter.pk}/edit/" in page
    client.force_login(people["translator"])
    assert "Book 1" not in client.get("/library/addresses/").content.decode()
    client.force_login(people["member"])
    assert client.get("/library/addresses/").status_code == 404


def test_links_of_withdrawn_or_unpublished_sections_are_neither_checked_nor_listed(
    reading: dict[str, LinkState], network: Any
) -> None:
    editor = SeatFactory(network=network, offices=["editor"]).user
    chapter = chapter_that_leads_on(make_handbook(network), "one", "two")
    fail_for_days(GONE)
    Section.objects.filter(position=1).update(withdrawn_at=NOW)
    assert [link.title for link in dead_links_for(editor)] == ["1.2 About two"]
    chapter.unpublish()
    assert dead_links_for(editor) == []
    ASKED.clear()
    check_links(at=NOW + 30 * A_DAY)
    assert ASKED == []


def test_check_links_command_checks_all_due_links_and_prints_a_summary(
    reading: dict[str, LinkState], settings: Any, capsys: Any
) -> None:
    publication(1, link=BOOK)
    publication(2, link=GONE)
    reading[GONE] = LinkState.NOWHERE
    call_command("check_links")
    assert capsys.readouterr().out == "working: 1, dead: 1, not checked: 0\n"
    settings.NETWORKAPP_LINK_READER = ""
    assert enqueue_due_checks(now=timezone.now() + 30 * A_DAY) == 0
    with pytest.raises(CommandError, match="does not check links"):
        call_command("check_links")


def test_user_who_edits_nothing_has_no_broken_links_on_the_desk(db: None) -> None:
    assert dead_links_for(UserFactory()) == []
    assert {
        "networkapp_library.Publication",
        "networkapp_library.Organisation",
        "networkapp_handbooks.SectionLink",
    } <= set(link_sources)
