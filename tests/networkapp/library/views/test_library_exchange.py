"""Export and import of the library in formats of reference managers, and its catalogue."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.log_actions import registry

from home.domain.demo.recording.library import record_organisation
from networkapp.documents.citations import read_references
from networkapp.errors import NotAllowed
from networkapp.library.exchange import import_references, preview_references
from networkapp.library.models import Organisation, Publication
from networkapp.library.queries import record_publication
from tests.factories.networks import SeatFactory
from tests.worlds import world

ADDRESS = "/library/take-over/"
ATOM, TERMS = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"

ACQUISITION = "http://opds-spec.org/acquisition/open-access"


@world
def body(db: None) -> Organisation:
    return record_organisation(
        slug="body", name={"en": "Body & Sons", "ru": "Организация"}, summary={"en": "Works."}, abbreviation="BS"
    )


@world
def book(body: Organisation) -> Publication:
    return record_publication(
        slug="book",
        title={"en": "Book of Doors"},
        issuer=body,
        summary={"en": "Read\nit."},
        kind="report",
        year=2008,
        symbol="E.08.V.14",
        isbn="9789211337877",
        doi="10.1000/182",
        link="https://example.org/book.pdf",
        languages=["en"],
    )


@pytest.fixture
def editor(client: Client, db: None) -> Any:
    seat = SeatFactory(capacity="secretariat", delegation=None)
    client.force_login(seat.user)
    return seat.user


def upload_references(client: Client, text: str | bytes) -> Any:
    content = text.encode() if isinstance(text, str) else text
    return client.post(ADDRESS, {"file": SimpleUploadedFile("refs.txt", content)})


@pytest.mark.parametrize("form", ["json", "bib", "ris"])
def test_exported_reference_is_recognised_as_the_same_publication_on_import(
    client: Client, book: Publication, editor: Any, form: str
) -> None:
    text = client.get(f"/library/as/{form}/").content.decode()
    [item] = read_references(text)
    assert (item["type"], item["issued"]) == ("report", {"date-parts": [[2008]]})
    page = upload_references(client, text).content.decode()
    assert "Already in the library:" in page
    book.delete()
    page = upload_references(client, text)
    kept = page.context["items"]
    assert client.post(ADDRESS, {"items": kept, "taken": ["0"]}).status_code == 302
    again = Publication.objects.get()
    # RIS has no field for the number of a report.
    symbol = "" if form == "ris" else "E.08.V.14"
    assert (again.issuer.slug, again.year, again.kind, again.symbol) == ("body", 2008, "report", symbol)
    assert again.link == "https://example.org/book.pdf"
    assert client.post(ADDRESS, {"items": kept, "taken": ["0"]}).status_code == 302
    assert Publication.objects.count() == 1


def test_reference_with_an_unknown_issuer_is_not_imported(client: Client, body: Organisation, editor: Any) -> None:
    items = [{"title": "Theirs", "publisher": "Nobody"}, {"title": "Ours", "publisher": "bs"}]
    page = upload_references(client, json.dumps(items)).content.decode()
    assert "“Nobody” is not in the directory." in page
    client.post(ADDRESS, {"items": json.dumps(items), "taken": ["0", "1"]})
    assert [each.title for each in Publication.objects.all()] == ["Ours"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "one", "type": "book", "publisher": "bs"}, {"id": "b", "title": "Ours", "publisher": "bs"}, 7]',
        '[{"id": "one", "title": "<i> </i>", "publisher": "bs"}, {"title": "Ours", "publisher": "bs"}]',
        "@book{one, publisher={BS}, year={2010}}\n@book{b, title={Ours}, publisher={BS}}",
        "TY  - BOOK\nID  - one\nPB  - BS\nER  - \n\nTY  - BOOK\nTI  - Ours\nPB  - BS\nER  - \n",
    ],
)
def test_reference_without_a_title_is_reported_and_not_imported(
    client: Client, body: Organisation, editor: Any, text: str
) -> None:
    answer = upload_references(client, text)
    page = answer.content.decode()
    assert "Entry 1 in the file (one)" in page
    assert page.count("Not imported: no title.") == len(answer.context["found"]) - 1
    client.post(ADDRESS, {"items": answer.context["items"], "taken": ["0", "1", "2"]})
    assert [each.title for each in Publication.objects.all()] == ["Ours"]


def test_only_editors_of_a_library_import_references(body: Organisation) -> None:
    with pytest.raises(NotAllowed):
        import_references([{"title": "Ours", "publisher": "bs"}], user=SeatFactory(capacity="member").user)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("text", ["", "Hello", "{", "[1]", "TY  - ", "@book{", b"\xff\xfe\x00x", "[" * 100_000])
def test_file_without_references_is_refused_with_a_form_error(client: Client, editor: Any, text: str | bytes) -> None:
    answer = upload_references(client, text)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_invalid_parts_of_a_reference_are_left_out_on_import(client: Client, body: Organisation, editor: Any) -> None:
    odd = {"given": 1, "family": [2]}
    item = {"title": "A\x00 door\ud800", "author": [odd], "publisher": "BS", "issued": {"date-parts": [[1e400]]}}
    page = upload_references(client, json.dumps([item]))
    assert page.status_code == 200
    client.post(ADDRESS, {"items": page.context["items"], "taken": ["0"]})
    assert [(each.title, each.year) for each in Publication.objects.all()] == [("A door", None)]


@pytest.mark.parametrize(
    ("text", "language", "had_in"),
    [
        ("TY  - BOOK\nTI  - Das Tor\nPB  - BS\nLA  - German\nER  - \n", "de", ["de"]),
        ("TY  - RPRT\nTI  - Das Tor\nPB  - BS\nLA  - ENGLISH\nER  - \n", "en", ["en"]),
        ("@book{a, title={Das Tor}, publisher={BS}, langid={ngerman}}", "de", ["de"]),
        ('@book{a, title={Das Tor}, publisher={BS}, language="Finnish and Swedish"}', "fi", ["fi", "sv"]),
        ("@book{a, title={Das Tor}, publisher={BS}}", "und", []),
        ('[{"title": "Das Tor", "publisher": "BS", "language": "ru_RU"}]', "ru", ["ru"]),
        ('[{"title": "Das Tor", "publisher": "BS", "language": "klingon"}]', "und", []),
        ('[{"title": "Das Tor", "publisher": "BS", "language": ["de"]}]', "und", []),
    ],
)
def test_imported_title_is_unchanged_and_in_the_language_named_in_its_file(
    client: Client, body: Organisation, editor: Any, text: str, language: str, had_in: list[str]
) -> None:
    page = upload_references(client, text)
    client.post(ADDRESS, {"items": page.context["items"], "taken": ["0"]})
    taken = Publication.objects.get()
    assert (taken.title, taken.language) == ("Das Tor", language)
    assert [each.language for each in taken.languages.all()] == had_in
    assert f'<h1 lang="{language}">Das Tor</h1>' in client.get(taken.get_absolute_url()).content.decode()


def test_import_of_a_publication_is_in_its_history_with_the_user(
    client: Client, body: Organisation, editor: Any
) -> None:
    import_references([{"title": "Ours", "publisher": "bs"}], user=editor)
    taken = Publication.objects.get()
    assert [(entry.action, entry.user) for entry in registry.get_logs_for_instance(taken)] == [
        ("networkapp.take_over", editor)
    ]
    assert registry.get_action_label("networkapp.take_over") == "Imported from references"


@pytest.mark.parametrize(
    "text",
    [
        "1.\r\nTY  - BOOK\r\nT1  - A Door\r\nPB  - BS\r\nER  - \r\n\r\n2.\r\n",
        "Record #1 of 2\nProvider: P\nContent: text/plain\nTY  - BOOK\nTI  - A\n  Door\nPB  - BS\nER  -\n",
        "\n\n\ufeffTY - BOOK\nTI - A Door\nPB - BS\nER - \n",
        "\t@comment{x}\n@String{us = {BS}}\n@Book{a,\n  Title = {A {Door}},\n  Publisher = us\n}\n",
    ],
)
def test_text_around_and_between_references_is_ignored(
    client: Client, body: Organisation, editor: Any, text: str
) -> None:
    [found] = upload_references(client, text).context["found"]
    assert (found.title, found.can_be_taken) == ("A Door", True)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("TY  - RPRT\nTI  - A\nY1  - 2014/09/01/\nER  - \n", 2014),
        ("TY  - RPRT\nTI  - A\nPY  - 2019/05\nDA  - 2019/05/01\nER  - \n", 2019),
        ("TY  - RPRT\nTI  - A\nPY  - n.d.\nY2  - 2024/03/05\nER  - \n", None),
        ('[{"title": "A", "issued": {"raw": "May 2007"}}]', 2007),
        ('[{"title": "A", "issued": {"literal": "n.d."}}]', None),
        ('[{"title": "A", "issued": [2007]}]', None),
    ],
)
def test_year_of_a_reference_is_read_from_any_field(db: None, text: str, year: int | None) -> None:
    assert [one.year for one in preview_references(read_references(text))] == [year]


def test_known_publication_is_recognised_by_doi_or_isbn_in_any_notation(book: Publication) -> None:
    written = [{"DOI": "doi:10.1000/182"}, {"ISBN": "978-92-1-133787-7 92-1-133787-2"}, {"DOI": "10.1000/183"}]
    found = preview_references([{"title": f"Other {number}", **item} for number, item in enumerate(written)])
    assert [one.known for one in found] == [book, book, None]


def test_import_page_returns_404_to_users_who_edit_no_library(client: Client, db: None) -> None:
    client.force_login(SeatFactory(capacity="member").user)
    assert client.get(ADDRESS).status_code == 404


def test_catalogue_has_the_time_of_its_last_change_and_returns_304_if_unchanged(
    client: Client, book: Publication
) -> None:
    first = client.get("/library/opds/")
    feed = ElementTree.fromstring(first.content)
    changed = book.changed_at.isoformat()
    assert (feed.findtext(f"{ATOM}updated"), feed.findtext(f"{ATOM}entry/{ATOM}updated")) == (changed, changed)
    again = client.get("/library/opds/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    book.title = "Book of Windows"
    book.save()
    assert client.get("/library/opds/", headers={"if-none-match": first["ETag"]}).status_code == 200
    nothing = [client.get("/library/opds/?kind=law").content for _time in range(2)]
    assert nothing[0] == nothing[1]


def test_catalogue_entries_link_to_their_publications(client: Client, book: Publication) -> None:
    feed = ElementTree.fromstring(client.get("/library/opds/").content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Book of Doors"
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.text, summary.get("type")) == ("Read\nit.", "text")
    around = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert around["self"] == around["start"] == "http://testserver/library/opds/"
    links = {link.get("rel"): (link.get("href"), link.get("type")) for link in entry.findall(f"{ATOM}link")}
    assert links[ACQUISITION] == ("https://example.org/book.pdf", "application/pdf")
    for slug, link in (("other", "https://example.org/A.EPUB?x=1"), ("page", "https://example.org/pdf/"), ("none", "")):
        record_publication(
            slug=slug,
            title={"en": slug.title()},
            issuer=book.issuer,
            summary={},
            kind="law",
            languages=["lv"],
            link=link,
        )
    feed = ElementTree.fromstring(client.get("/library/opds/?language=lv").content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["Other"]
    [only] = [each for each in feed.iter(f"{ATOM}link") if each.get("rel") == ACQUISITION]
    assert (only.get("href"), only.get("type")) == ("https://example.org/A.EPUB?x=1", "application/epub+zip")


def test_catalogue_shows_which_publication_replaces_which(client: Client, book: Publication) -> None:
    later = record_publication(
        slug="later",
        title={"en": "Later"},
        issuer=book.issuer,
        summary={},
        kind="report",
        supersedes=book,
        link="https://example.org/later.pdf",
    )
    feed = ElementTree.fromstring(client.get("/library/opds/").content)
    actual = {
        entry.findtext(f"{ATOM}title"): [
            entry.findtext(name) for name in (f"{TERMS}isReplacedBy", f"{TERMS}replaces", f"{ATOM}summary")
        ]
        for entry in feed.findall(f"{ATOM}entry")
    }
    newer, older = (f"http://testserver{each.get_absolute_url()}" for each in (later, book))
    assert actual == {
        "Book of Doors": [newer, None, "Replaced by a newer publication. Read\nit."],
        "Later": [None, older, None],
    }
