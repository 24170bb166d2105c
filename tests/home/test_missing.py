"""The 404 page: suggestions, language, and the same content for hidden and missing pages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.domain.missing import nearby_pages, words_of_address
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/ru/handbooks/the-victims_rights/2024/page.html", "the victims rights page"),
        ("/library/who-guide-2012/", "who guide"),
        ("/nothing-of-this-name/", "nothing of this name"),
        ("/de/%C3%9Cberblick/", "Überblick"),
        ("/countries/1/", ""),
        ("/%ff%fe/", ""),
        ("/", ""),
        (f"/x/{'word-' * 60}/", ("word " * 16).strip()),
    ],
)
def test_search_words_of_a_404_page_come_from_its_address(path: str, words: str) -> None:
    assert words_of_address(path) == words


@pytest.mark.usefixtures("help_on")
def test_404_page_suggests_the_nearest_pages_first() -> None:
    assert [place.path for place in nearby_pages("/library/organisations/nobody/")] == [
        "/library/organisations/",
        "/library/",
        "/handbooks/",
        "/subjects/",
        "/networks/",
        "/help/all/en/",
    ]
    assert [place.path for place in nearby_pages("/nowhere/")] == [
        "/handbooks/",
        "/subjects/",
        "/networks/",
        "/help/all/en/",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("de", "Suchen"), ("ru", "Поиск"), ("en", "Search")])
def test_404_page_is_in_the_language_of_its_reader(client: Client, language: str, words: str) -> None:
    answer = client.get("/meetings/tallinn-meeting/", headers={"accept-language": language})
    page = answer.content.decode()
    assert (answer.status_code, f'lang="{language}"' in page) == (404, True)
    form = page[page.index('<form class="search"') :]
    assert words.casefold() in page.casefold()
    assert 'name="query" value="tallinn meeting"' in form
    assert 'href="/meetings/"' in form


@pytest.mark.django_db
def test_404_page_is_the_same_for_hidden_and_missing_pages(client: Client) -> None:
    make_meeting(NetworkFactory(visibility="closed"), slug="closed-meeting")
    client.get("/meetings/first-meeting/")
    pages, queries = [], []
    for slug in ("closed-meeting", "absent-meeting"):
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(f"/meetings/{slug}/")
        assert answer.status_code == 404
        pages.append(re.sub(r"(closed|absent).meeting", "", answer.content.decode()))
        queries.append(len(caught))
    assert (pages[0], queries[0]) == (pages[1], queries[1])


@pytest.mark.django_db
def test_404_page_shows_words_of_the_address_as_text(client: Client) -> None:
    page = client.get("/library/%22%3E%3Cscript%3Ealert/").content.decode()
    assert "<script>alert" not in page
    assert 'value="script alert"' in page
