"""Comparison of two editions, by section and by word."""

import re
from collections.abc import Callable
from typing import Any

from networkapp.handbooks.editions import queries
from networkapp.handbooks.editions.actions import digest_of
from networkapp.handbooks.models import Edition, EditionSection, HandbookPage
from tests.factories.editions import edit, text_of, with_other_words
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

Publish = Callable[..., Edition]


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def test_edition_comparison_lists_changes_by_section_and_by_word(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law", "help", "return")
    make_chapter(handbook, 2, "quiet")
    old = text_of(publish())

    def change(raw: list[dict]) -> list[dict]:
        law, _help, back = with_other_words(raw)
        body = [{"type": "question", "value": "How many?"}]
        return [law, back, {"type": "section", "value": {"title": "New", "body": body, "law_as_of": None}}]

    edit(chapter, change)
    new = text_of(publish())
    [found] = queries.section_changes(old=old, new=new)
    assert [(each.state, each.section.title, each.was and each.was.number) for each in found.changes] == [
        ("changed", "About law", "1.1"),
        ("moved", "About return", "1.3"),
        ("new", "New", None),
        ("gone", "About help", None),
    ]
    [changed, *_rest] = found.changes
    assert [(segment.change, segment.text) for segment in changed.words] == [
        ("added", "The "),
        ("equal", "law"),
        ("added", " of tomorrow"),
    ]
    assert queries.section_changes(old=new, new=new) == []


def test_text_saved_by_an_editor_without_changes_is_no_change(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law", "help")
    old = publish()
    section = EditionSection.objects.get(chapter__text__edition=old, position=2)
    paragraph = re.search(r"<p>.*?</p>", section.html)
    assert paragraph

    def opened(raw: list[dict]) -> list[dict]:
        with_other_words(raw)
        raw[1]["value"]["body"][0]["value"] = paragraph[0].replace("<p>", '<p data-block-key="6g0nx">')
        return raw

    edit(chapter, opened)
    new = publish()
    [found] = queries.section_changes(old=text_of(old), new=text_of(new))
    assert [each.section.title for each in found.changes] == ["About law"]
    EditionSection.objects.filter(pk=section.pk).update(html=section.html.replace("<p>", '<p data-block-key="a1b2c">'))
    [found] = queries.section_changes(old=text_of(old), new=text_of(new))
    assert [each.section.title for each in found.changes] == ["About law"]


def test_changed_law_date_alone_is_a_change(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law")
    old = text_of(publish())

    def dated(raw: list[dict]) -> list[dict]:
        raw[0]["value"]["law_as_of"] = "2026-05-01"
        return raw

    edit(chapter, dated)
    edition = publish()
    [found] = queries.section_changes(old=old, new=text_of(edition))
    assert [(each.state, each.words) for each in found.changes] == [("changed", ())]
    assert digest_of(edition=edition) == edition.digest


def test_last_read_edition_is_stored_per_reader(handbook: HandbookPage, publish: Publish, editor: Any) -> None:
    make_chapter(handbook, 1, "law")
    first = publish()
    make_chapter(handbook, 2, "help")
    edition = publish()
    reader = SeatFactory(network=handbook.network).user
    for noted in (edition, first):
        queries.mark_edition_read(edition=noted, user=reader)
        assert queries.last_read_edition(handbook=edition.handbook, user=reader) == edition
    assert queries.last_read_edition(handbook=edition.handbook, user=editor) is None
