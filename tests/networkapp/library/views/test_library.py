"""Pages of the library, organisations, meetings and search."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from home.domain.demo.recording.library import record_organisation
from networkapp.errors import Refused
from networkapp.library.models import Publication
from tests.factories.library import meeting, organisation, publication
from tests.factories.networks import NetworkFactory, SeatFactory


def test_library_is_filtered_by_subject_and_language(client: Client, db: None) -> None:
    publication(1)
    publication(2, languages=["fi"])
    assert b"Book 2" not in client.get("/library/?subject=subject-1").content
    assert b"Book 1" not in client.get("/library/?language=fi").content
    nothing = client.get("/library/?subject=subject-1&language=fi").content
    assert b"No results match your filters." in nothing


EMPTY_LISTS = {
    "/library/": ("subject=none", "No publications yet. Publications that editors add appear here."),
    "/library/organisations/": ("subject=none", "No organisations yet. Organisations that editors add appear here."),
    "/meetings/": ("subject=none", "No meetings yet. Meetings that you can see appear here."),
    "/decisions/": ("year=1999", "No decisions yet. Decisions adopted by the networks will appear here."),
    "/decisions/follow-up/": ("state=done", "No requests to delegations yet."),
    "/inquiries/": ("subject=none", "No inquiries yet. Inquiries that you can see will appear here."),
    "/campaigns/": ("year=1999", "No campaigns yet. Campaigns that you can see appear here."),
    "/handbooks/glossary/": ("q=quetzal", "No terms yet. Terms that editors define appear here."),
    "/handbooks/notes/": ("state=resolved", "No notes yet. Your notes on handbook sections appear here."),
    "/evaluation/reports/": ("kind=regional", "No reports yet."),
}


@pytest.mark.parametrize("address", EMPTY_LISTS)
def test_empty_list_says_what_will_appear_and_mentions_filters_only_if_set(
    client: Client, db: None, address: str
) -> None:
    client.force_login(SeatFactory().user)
    narrowed, words = EMPTY_LISTS[address]
    for query in ("", "?page=1", f"?{narrowed.split('=')[0]}="):
        page = client.get(f"{address}{query}").content.decode()
        assert words in page
        assert ("No results match your filters." in page, ">Show</button>" in page) == (False, False)
    page = client.get(f"{address}?{narrowed}").content.decode()
    assert (words in page, "No results match your filters." in page) == (False, True)
    assert f'href="{address}">Show all</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=study", ["Book 2", "Book 3"]),
        ("kind=study&language=fi", ["Book 2"]),
        ("kind=study&language=fi&subject=subject-3", []),
        ("kind=study&subject=subject-3&words=book", ["Book 3"]),
        ("words=body+2", ["Book 2"]),
        ("words=B3+book", ["Book 3"]),
        ("words=E/1999", ["Book 1"]),
        ("words=book+none", []),
    ],
)
def test_library_filters_can_be_combined(client: Client, db: None, query: str, found: list[str]) -> None:
    publication(1, symbol="E/1999/68")
    publication(2, kind="study", languages=["fi"])
    publication(3, kind="study")
    assert [each.title for each in client.get(f"/library/?{query}").context["publications"]] == found
    data = client.get(f"/api/v1/publications/?{query}").json()["items"]
    assert [each["title"] for each in data] == found


def test_publication_page_shows_its_note_and_law_date(client: Client, db: None) -> None:
    book = publication(1, note="Ask your minister.", law_as_of=date(2026, 3, 1))
    page = client.get(book.get_absolute_url()).content.decode()
    assert ("Ask your minister." in page, "1 March 2026" in page) == (True, True)
    data = client.get("/api/v1/publications/book-1/").json()
    assert (data["note"], data["law_as_of"]) == ("Ask your minister.", "2026-03-01")


def test_publication_cannot_replace_itself_or_a_publication_that_replaced_it(db: None) -> None:
    first = publication(1)
    second = publication(2, supersedes=first)
    third = publication(3, supersedes=second)
    for older in (first, second, third):
        with pytest.raises(Refused) as refused:
            publication(1, supersedes=older)
        assert refused.value.code == "goes_round"
        first.refresh_from_db()
        assert first.supersedes is None
        first.supersedes = older
        with pytest.raises(ValidationError) as named:
            first.full_clean()
        assert list(named.value.message_dict) == ["supersedes"]
    third.supersedes = Publication.objects.get(pk=first.pk)
    third.full_clean()


def test_library_list_marks_replaced_publications(client: Client, db: None) -> None:
    older = publication(1)
    publication(2, supersedes=older)
    listed = client.get("/library/")
    rows = [row for row in listed.content.decode().split("<li>") if "Replaced by a newer publication." in row]
    assert [older.get_absolute_url() in row for row in rows] == [True]
    words = BeautifulSoup(rows[0], "html.parser").select_one(".meta").get_text()
    assert words.endswith(", 2001. Handbook. English, Latviešu. Replaced by a newer publication.")
    assert [each.is_superseded for each in listed.context["publications"]] == [True, False]


def test_organisation_page_and_api_list_its_instruments_programmes_and_contacts(client: Client, db: None) -> None:
    lists = {"instruments": ["A convention"], "programmes": ["One", "Two"], "contacts": ["https://example.org/help"]}
    body = record_organisation(slug="body", name={"en": "A body"}, summary={"en": "Works."}, **lists)
    page = client.get(body.get_absolute_url()).content.decode()
    assert page.count('<dd lang="en"') == 4
    assert '<a href="https://example.org/help"' in page
    data = client.get("/api/v1/organisations/body/").json()
    assert {name: data[name] for name in lists} == lists


@pytest.mark.parametrize("query", ["subject=none", "language=tlh", "language[]=x"])
def test_invalid_library_filter_is_ignored(client: Client, db: None, query: str) -> None:
    publication(1)
    answer = client.get(f"/library/?{query}")
    assert answer.status_code == 200
    assert b"Book 1" in answer.content


def test_every_publication_has_a_page_that_links_to_its_issuer(client: Client, db: None) -> None:
    book = publication(1)
    page = client.get(book.get_absolute_url()).content.decode()
    assert "<title>Book 1" in page
    assert f'href="{book.issuer.get_absolute_url()}"' in page
    assert '<span lang="lv">Latviešu</span>' in page
    body = client.get(book.issuer.get_absolute_url()).content.decode()
    assert f'href="{book.get_absolute_url()}"' in body
    assert client.get("/library/none/").status_code == 404
    assert client.get("/library/organisations/none/").status_code == 404


def test_names_are_shown_in_the_readers_language(client: Client, db: None) -> None:
    body = organisation(1)
    page = client.get(body.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="ru").content.decode()
    assert '<h1 lang="ru">Организация 1</h1>' in page
    with override("ru"):
        assert body.local_text == "Работает."


def test_meetings_are_listed_only_to_those_who_may_see_their_network(client: Client, db: None) -> None:
    public = meeting(1)
    closed = meeting(2, NetworkFactory(slug="closed", visibility="closed"))
    page = client.get("/meetings/").content
    assert (b"Theme 1" in page, b"Theme 2" in page) == (True, False)
    assert client.get(public.get_absolute_url()).status_code == 200
    assert client.get(closed.get_absolute_url()).status_code == 404
    client.force_login(SeatFactory(network=closed.network, capacity="observer").user)
    assert b"Theme 2" in client.get("/meetings/").content
    assert b"Closing" in client.get(closed.get_absolute_url()).content


def test_search_page_marks_matches_and_handles_empty_and_hostile_queries(client: Client, db: None) -> None:
    publication(1)
    page = client.get("/search/?query=book&kind=library").content.decode()
    assert "<mark>Book</mark> 1" in page
    assert "<script>" not in client.get("/search/?query=<script>x</script>").content.decode()
    empty = client.get("/search/?query=zzz").content.decode()
    assert "No results for “zzz”" in empty
    assert client.get("/search/").status_code == 200
    assert client.get("/search/?query=book&kind=nonsense").status_code == 200
    assert client.get("/search/?query=" + "x" * 5000).status_code == 200


def test_publication_shows_its_summary_in_the_readers_language_and_its_original_title(client: Client, db: None) -> None:
    publication(1, summary={"en": "Read it.", "de": "Lesen Sie es."})
    page = client.get("/library/book-1/", headers={"accept-language": "de"}).content.decode()
    assert '<h1 lang="en">Book 1</h1>' in page
    assert '<p class="standfirst" lang="de">Lesen Sie es.</p>' in page


def test_status_of_an_organisation_is_shown_with_its_source_and_otherwise_as_not_covered(
    client: Client, db: None
) -> None:
    shown = {"status": "ended", "note": "Closed in 2011.", "source": "https://example.org/end", "as_of": "2012-10-16"}
    closed = record_organisation(slug="closed", name={"en": "A closed body"}, summary={}, status=shown)
    unknown = record_organisation(slug="unknown", name={"en": "A body"}, summary={})
    page = client.get(closed.get_absolute_url()).content.decode()
    for words in ("Closed: ", "Closed in 2011.", "(as of 16 October 2012, ", 'href="https://example.org/end"'):
        assert words in page
    assert "Not covered by our sources" in client.get(unknown.get_absolute_url()).content.decode()
    listed = client.get("/library/organisations/").content.decode()
    assert (listed.count("Closed in 2011."), listed.count("Not covered by our sources")) == (1, 0)
    data = client.get("/api/v1/organisations/closed/").json()
    assert [data[name] for name in ("status", "status_note", "status_source", "status_on")] == list(shown.values())
