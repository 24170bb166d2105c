"""Actions of a reader on sections: cite, search, mark as read, save for later, continue."""

import json
from typing import Any

import pytest
from django.test import Client

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, HandbookPage, Section, SectionReading
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

JSON = {"accept": "application/json"}


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


@world
def chapter(handbook: HandbookPage) -> ChapterPage:
    return make_chapter(handbook, 1, "law", "help", "money")


@pytest.fixture
def reader(client: Client, handbook: HandbookPage) -> Any:
    user = SeatFactory(network=handbook.network).user
    client.force_login(user)
    return user


def first(chapter: ChapterPage) -> Section:
    return Section.objects.filter(page=chapter).order_by("position")[0]


def do(client: Client, section: Section, act: str, **more: Any) -> Any:
    return client.post(f"/handbooks/sections/{section.pk}/reading/", {"act": act}, **more)


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_section_is_cited_as_text_and_in_three_formats(client: Client, chapter: ChapterPage) -> None:
    section = first(chapter)
    address = f"/handbooks/sections/{section.pk}/cite/"
    assert f'href="{address}" data-cite' in client.get(chapter.url).content.decode()
    page = shown(client, address)
    section_cited = 'section 1.1 “<span lang="en">About law</span>”, text as of '
    assert f'<cite lang="en">Handbook of joint</cite>, {section_cited}' in page
    assert f"http://testserver/handbooks/sections/{section.pk}/</a>" in page
    item = json.loads(client.get(f"{address}json/").content)[0]
    assert (item["title"], item["URL"]) == ("1.1 About law", f"http://testserver/handbooks/sections/{section.pk}/")
    ris = client.get(f"{address}ris/").content.decode()
    assert "TY  - CHAP\r\n" in ris
    assert "T2  - Handbook of joint\r\n" in ris
    assert client.get(f"{address}bib/").content.startswith(b"@inbook{section-")
    assert client.get(f"{address}pdf/").status_code == 404


def test_citation_page_offers_edition_and_current_text_if_they_differ(
    client: Client, handbook: HandbookPage, chapter: ChapterPage
) -> None:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    section = first(chapter)
    address = f"/handbooks/sections/{section.pk}/cite/"
    assert "The wording is unchanged since edition" in client.get(address).content.decode()
    edited = ChapterPage.objects.get(pk=chapter.pk)
    raw = list(edited.sections.raw_data)
    raw[0]["value"]["title"] = "Another title"
    edited.sections = raw
    edited.save_revision().publish()
    page = shown(client, address)
    assert f"The wording has changed since edition {edition.label}." in page
    assert '“<span lang="en">Another title</span>”, text as of' in page
    assert f'“<span lang="en">About law</span>”, edition {edition.label}' in page
    frozen = shown(client, f"/handbooks/editions/{edition.pk}/sections/{section.pk}/cite/")
    assert "Another title" not in frozen


def test_handbook_pages_have_a_search_form_for_the_handbook(
    client: Client, handbook: HandbookPage, chapter: ChapterPage
) -> None:
    address = f"/handbooks/sections/in/{handbook.pk}/"
    for page in (handbook.url, chapter.url):
        assert f'action="{address}"' in client.get(page).content.decode()
    page = client.get(address, {"query": "money"}).content.decode()
    assert f'href="{chapter.url}#' in page
    assert "<mark>money</mark>" in page
    assert "No results for “elephants”" in client.get(address, {"query": "elephants"}).content.decode()
    long = client.get(address, {"query": "x" * 201})
    assert (long.status_code, b"at most 200 characters" in long.content) == (200, True)


def test_reader_marks_sections_as_read_saves_them_and_continues_reading(
    client: Client, handbook: HandbookPage, chapter: ChapterPage, reader: Any
) -> None:
    section = first(chapter)
    answer = do(client, section, "read")
    assert (answer.status_code, answer["Location"]) == (302, f"/handbooks/sections/{section.pk}/")
    assert do(client, section, "keep", headers=JSON).status_code == 204
    assert do(client, section, "burn").status_code == 404
    assert "Sections read: 1 of 3" in client.get(chapter.url).content.decode()
    assert "Sections read: 1 of 3" in client.get(handbook.url).content.decode()
    for page in (handbook.url, "/desk/", "/handbooks/reading-list/"):
        assert f'href="{chapter.url}#{section.anchor}"' in client.get(page).content.decode()
    assert "About law" in client.get("/handbooks/reading-list/").content.decode()
    assert client.post("/handbooks/reading-list/", {"wish": "notes_not"}).status_code == 302
    assert "Sections read" not in client.get(chapter.url).content.decode()
    client.post("/handbooks/reading-list/", {"wish": "forget"})
    assert list(SectionReading.objects.values_list("read_at", "seen_at")) == [(None, None)]


def test_chapter_page_offers_no_reading_progress_to_visitors(client: Client, chapter: ChapterPage) -> None:
    page = client.get(chapter.url).content.decode()
    assert "my-reading" not in page
    assert "csrfmiddlewaretoken" not in page
    assert do(client, first(chapter), "read")["Location"].startswith("/account/login/")
    assert client.get("/handbooks/reading-list/").status_code == 302


def test_whole_handbook_is_shown_on_one_page(client: Client, handbook: HandbookPage, chapter: ChapterPage) -> None:
    make_chapter(handbook, 2, "more")
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    today, frozen = f"/handbooks/sections/in/{handbook.pk}/whole/", f"/handbooks/editions/{edition.pk}/en/whole/"
    assert f'href="{today}"' in client.get(handbook.url).content.decode()
    assert f'href="{frozen}"' in client.get(f"/handbooks/editions/{edition.pk}/en/").content.decode()
    for address in (today, frozen):
        page = client.get(address).content.decode()
        places = [page.index(words) for words in ("About law", "About money", 'id="chapter-2"', "About more")]
        assert places == sorted(places)
    assert f"<b>Edition {edition.label}</b>" in page
    assert f"http://testserver/handbooks/editions/{edition.pk}/en/" in page
