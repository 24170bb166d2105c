"""Editions of handbooks: their pages, notes, reading marks, copies and API."""

from typing import Any

from networkapp.handbooks.editions.progress import mark_edition_section_read
from networkapp.handbooks.models import Edition, HandbookPage, NoteAudience
from networkapp.handbooks.takeaway.device_copies import MAX_COPIES
from tests.factories.annotations import note_on, sections_of
from tests.factories.editions import edit, next_edition, with_other_words
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.query_counts.table import ROWS, Case, Page


def _handbook() -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def _member(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network).user


def _address(edition: Edition, rest: str = "") -> str:
    return f"/handbooks/editions/{edition.pk}/en/{rest}"


def editions() -> Case:
    handbook = _handbook()
    chapter, member = make_chapter(handbook, 1, "law"), _member(handbook)
    next_edition(handbook)
    for number in ROWS:
        edit(chapter, lambda raw, number=number: with_other_words(raw, f"The law of {number}"))
        edition = next_edition(handbook)
        yield [
            Page(11, _address(edition), member, grows=False),
            Page(8, _address(edition, "changes/"), member, grows=False),
            Page(13, _address(edition, "1/"), member, grows=False),
            Page(7, f"/handbooks/editions/of/{edition.handbook}/", member),
            Page(4, f"/api/v1/handbooks/{handbook.pk}/editions/"),
        ]


def a_long_edition() -> Case:
    handbook = _handbook()
    member = _member(handbook)
    for number in ROWS:
        make_chapter(handbook, number, *(f"{number}-{place}" for place in range(3 * number)))
        edition = next_edition(handbook)
        yield [
            Page(7, _address(edition, "whole/"), member),
            Page(6, _address(edition, "copy/")),
        ]


def notes_on_an_edition() -> Case:
    handbook = _handbook()
    chapter, reader = make_chapter(handbook, 1, "law", "help"), _member(handbook)
    edition = next_edition(handbook)
    for _row in ROWS:
        note_on(sections_of(chapter)[0], reader, audience=NoteAudience.NETWORK)
        yield [Page(13, _address(edition, "1/"), reader)]


def what_a_reader_read_of_an_edition() -> Case:
    handbook = _handbook()
    chapter, reader = make_chapter(handbook, 1, "law", "help", "money"), _member(handbook)
    edition = next_edition(handbook)
    for place in sections_of(chapter):
        mark_edition_section_read(edition=edition.pk, section=place.pk, user=reader)
        yield [
            Page(11, _address(edition), reader, grows=False),
            Page(13, _address(edition, "1/"), reader, grows=False),
            Page(33, "/desk/", reader, grows=False),
        ]


def copies_on_a_device() -> Case:
    handbook = _handbook()
    make_chapter(handbook, 1, "law")
    next_edition(handbook)
    for number in ROWS:
        copies = "&".join([f"copy=today-{handbook.pk}-en"] * (MAX_COPIES + 25 * (number - 1)))
        yield [Page(40, f"/handbooks/on-this-device/standing/?{copies}", grows=False)]
