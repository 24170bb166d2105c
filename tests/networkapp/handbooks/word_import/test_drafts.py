"""Drafts created from an imported document: chapters, pictures, links, parts and versions."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from networkapp.editing.group_rights import collection_of
from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage, Section, WordImport
from networkapp.handbooks.word_import import actions as word_drafts
from networkapp.handbooks.word_import.actions import LEFT_OUT, NEW, likely_targets, make_drafts
from networkapp.handbooks.word_import.preview import propose_import
from networkapp.handbooks.word_import.uploads import find_import_target
from tests.factories import word as w
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory

Bring = Callable[..., WordImport]
Make = Callable[..., list[ChapterPage]]


def blocks_of(page: ChapterPage) -> list[tuple[str, list[tuple[str, Any]]]]:
    return [
        (block.value["title"], [(part.block_type, str(part.value)) for part in block.value["body"]])
        for block in page.sections
    ]


def test_imported_document_becomes_unpublished_chapter_drafts(
    handbook: HandbookPage, editor: Any, bring: Bring, make: Make
) -> None:
    make_chapter(handbook, 3)
    law, help_ = make(bring())
    assert [(page.title, page.number, page.live, page.has_unpublished_changes) for page in (law, help_)] == [
        ("Law", 4, False, True),
        ("Help", 5, False, True),
    ]
    assert law.owner == editor
    assert [(block.value["title"], block.value["law_undecided"]) for block in law.sections] == [
        ("Duties", True),
        ("Rights", True),
    ]
    duties = law.sections[0].value["body"]
    assert [(part.block_type, part.value.source) for part in duties] == [
        ("text", "<p>States must act[^1]</p>"),
        ("footnote", "<p>Article 5.</p>"),
    ]
    table = help_.sections[0].value["body"][0].value
    assert (table["data"], table["first_row_is_table_header"]) == ([["Who", "What"], ["Police", "Protect"]], True)
    assert not Section.objects.filter(page__in=[law.pk, help_.pk]).exists()


def test_imported_picture_is_stored_once_in_the_collection_of_the_network(
    handbook: HandbookPage, bring: Bring, make: Make
) -> None:
    first, _help = make(bring())
    again, _help = make(bring())
    image = get_image_model().objects.get()
    assert image.collection == collection_of(network=handbook.network)
    figures = [page.sections[1].value["body"][0].value for page in (first, again)]
    assert [(figure["image"], figure["alternative"]) for figure in figures] == [(image, "A map")] * 2


def test_draft_with_a_picture_without_alt_text_cannot_be_published(bring: Bring, make: Make) -> None:
    law, _help = make(bring())
    law.save_revision().publish()
    assert [section.title for section in Section.objects.filter(page=law)] == ["Duties", "Rights"]
    content = w.document(w.heading(1, "Maps"), w.paragraph(w.picture()), pictures={"p1": w.drawn()})
    [maps] = make(bring(content), NEW)
    with pytest.raises(ValidationError, match="is not published"):
        maps.save_revision().publish()


def test_links_between_imported_chapters_are_preserved_and_to_omitted_ones_become_text(
    bring: Bring, make: Make, editor: Any, client: Any
) -> None:
    content = w.document(
        *(w.heading(1, "Law"), w.paragraph("See ", w.inner("help", "Help"))),
        *(w.paragraph(w.mark("help"), w.run("Help"), style="Heading1"), w.paragraph("x")),
        *(w.heading(2, "Who"), w.paragraph("y")),
    )
    law, help_ = make(bring(content))
    address = f"/handbooks/sections/{help_.pk}/{help_.sections[0].id}/"
    assert law.sections[0].value["body"][0].value.source == f'<p>See <a href="{address}">Help</a></p>'
    assert client.get(address).status_code == 404
    help_.save_revision().publish()
    section = Section.objects.get(page=help_, position=1)
    assert client.get(address)["Location"] == section.get_absolute_url()
    brought = bring(content)
    [draft] = make(brought, str(law.pk), LEFT_OUT)
    assert draft.sections[0].value["body"][0].value.source == "<p>See Help</p>"
    assert brought.made[0]["lost"] == 1


def test_parts_are_created_once_as_drafts_and_only_directly_in_the_handbook(
    handbook: HandbookPage, editor: Any, bring: Bring, make: Make
) -> None:
    once = (w.heading(1, "Part I. Law"), *(w.heading(2, "A"), w.heading(3, "a"), w.paragraph("x")) * 2)
    content = w.document(*once, w.heading(1, "Part II. Help"), *once[1:])
    pages = make(bring(content), NEW, NEW, NEW, LEFT_OUT)
    parts = PartPage.objects.child_of(handbook)
    assert sorted((part.title, part.live) for part in parts) == [("Part I. Law", False), ("Part II. Help", False)]
    assert [page.get_parent().title for page in pages] == ["Part I. Law", "Part I. Law", "Part II. Help"]
    make(bring(content), NEW, LEFT_OUT, LEFT_OUT, LEFT_OUT)
    assert parts.count() == 2
    place = find_import_target(page=parts.get(title="Part I. Law").pk, user=editor)
    assert propose_import(bring(content, place=place)).levels.part == 0


def test_imported_table_is_rendered_with_merged_cells(bring: Bring, make: Make) -> None:
    rows = [[w.cell("States", wide=2)], ["A", "1"]]
    [law] = make(bring(w.document(w.heading(1, "Law"), w.table(*rows, columns=2, head=1))), NEW)
    shown = law.sections[0].value["body"][0].render()
    assert '<th scope="col" rowspan="1" colspan="2">States</th></tr>' in shown
    assert shown.count("<t") - shown.count("<th") - shown.count("<tr") - shown.count("<tbody") - 1 == 2


def test_same_client_key_imports_a_document_once_and_creates_its_drafts_once(
    bring: Bring, make: Make, editor: Any, handbook: HandbookPage
) -> None:
    key = uuid4()
    brought = bring(key=key)
    assert bring(key=key).pk == brought.pk
    make(brought)
    with pytest.raises(Refused, match="already"):
        make_drafts(brought=brought, user=editor, levels=str(propose_import(brought).levels), targets=[NEW, NEW])
    word_drafts.write_drafts.func(pk=brought.pk)
    assert ChapterPage.objects.descendant_of(handbook).count() == 2


def test_omitted_chapters_are_not_created_and_selecting_none_is_refused(bring: Bring, make: Make, editor: Any) -> None:
    brought = bring()
    with pytest.raises(Refused, match="at least one"):
        make_drafts(brought=brought, user=editor, levels="0-1-2-0", targets=[LEFT_OUT, LEFT_OUT])
    assert [page.title for page in make(brought, LEFT_OUT, NEW)] == ["Help"]


def test_newer_document_version_is_matched_to_chapters_with_the_same_title(
    handbook: HandbookPage, bring: Bring, make: Make
) -> None:
    make_chapter(handbook, 1, title="Something else")
    law, _help = make(bring())
    chapters = propose_import(bring()).chapters
    assert likely_targets(chapters=chapters, known=word_drafts.drafts_in(brought=bring())) == [
        str(law.pk),
        str(_help.pk),
    ]


def test_imported_new_version_keeps_sections_law_dates_and_the_published_text(
    handbook: HandbookPage, bring: Bring, make: Make
) -> None:
    law, _help = make(bring())
    raw = list(law.sections.raw_data)
    raw[0]["value"]["law_as_of"] = "2024-05-01"
    law.sections = raw
    law.save_revision().publish()
    newer = w.document(
        w.heading(1, "Law"), w.heading(2, "New"), w.paragraph("x"), w.heading(2, "Duties"), w.paragraph("reworded")
    )
    before = ChapterPage.objects.get(pk=law.pk)
    [draft] = make(bring(newer), str(law.pk))
    assert draft.pk == law.pk
    assert [(block.value["title"], str(block.value["law_as_of"])) for block in draft.sections] == [
        ("New", "None"),
        ("Duties", "2024-05-01"),
    ]
    assert draft.sections[1].id == raw[0]["id"]
    live = ChapterPage.objects.get(pk=law.pk)
    assert blocks_of(live) == blocks_of(before)
    assert (live.live, live.has_unpublished_changes) == (True, True)


def test_import_into_a_chapter_of_another_handbook_is_refused(bring: Bring, make: Make, editor: Any) -> None:
    elsewhere = make_chapter(make_handbook(NetworkFactory(slug="elsewhere")), 1)
    with pytest.raises(Refused, match="division into chapters has changed"):
        make(bring(), str(elsewhere.pk), NEW)


def test_document_can_be_imported_into_a_part(handbook: HandbookPage, editor: Any, bring: Bring, make: Make) -> None:
    part = PartPage(title="Part one")
    handbook.add_child(instance=part)
    place = find_import_target(page=part.pk, user=editor)
    assert [page.get_parent().pk for page in make(bring(place=place))] == [part.pk, part.pk]


def test_word_import_shows_old_and_new_numbers_and_updates_references(
    handbook: HandbookPage, bring: Bring, make: Make, client: Any, editor: Any
) -> None:
    make_chapter(handbook, 6)
    content = w.document(
        *(
            w.heading(1, "3. Law"),
            w.heading(2, "3.1 Duties"),
            w.paragraph("See section 3.2, chapter 4 and section 9.9."),
        ),
        *(w.heading(2, "3.2 Rights"), w.paragraph("x"), w.heading(3, "3.2.1 Appeal"), w.paragraph("x")),
        *(w.heading(1, "4. Help"), w.heading(2, "4.1 Who"), w.table(["A", "B"], ["See section 3.1", "y"], head=1)),
    )
    brought = bring(content)
    client.force_login(editor)
    before = client.get(brought.get_absolute_url()).content.decode()
    assert '<td class="num">3.2</td><td class="num">7.2</td>' in before
    assert "See section 3.2, chapter 4 and section 9.9." in before
    law, help_ = make(brought)
    rights = law.sections[1].id
    assert law.sections[0].value["body"][0].value.source == (
        f'<p>See section <a href="/handbooks/sections/{law.pk}/{rights}/">7.2</a>, chapter '
        f'<a href="/handbooks/sections/{help_.pk}/{help_.sections[0].id}/">8</a> and section 9.9.</p>'
    )
    assert help_.sections[0].value["body"][0].value["data"][1] == ["See section 7.1", "y"]
    assert [(item["old"], item["new"], item["is_within"]) for item in brought.made[0]["numbers"]] == [
        ("3", "7", False), ("3.1", "7.1", False), ("3.2", "7.2", False), ("3.2.1", "7.2", True),
    ]  # fmt: skip
    assert [(item["old"], item["new"], item["where"]) for item in brought.made[0]["references"]] == [
        ("3.2", "7.2", "Duties"), ("4", "8", "Duties"),
    ]  # fmt: skip
    after = client.get(brought.get_absolute_url()).content.decode()
    assert "3.2 → 7.2" in after
    assert "A reference to a number that no heading has was left unchanged" in after
