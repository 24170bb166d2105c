"""Cross-references follow their section and show only what the reader can read; editors are notified of broken ones."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.models import ChapterPage, EditionSection, HandbookPage, Section
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.pages.broken_references import broken_reference_items
from networkapp.pages.references import require_visible
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

NOBODY = AnonymousUser()


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def referring(*targets: Section, key: str = "from here") -> dict[str, Any]:
    blocks = [{"type": "cross_reference", "section": target.pk} for target in targets]
    return {"key": key, "title": key, "blocks": blocks}


def section_of(chapter: ChapterPage, position: int = 1) -> Section:
    return Section.objects.get(page=chapter, position=position)


def withdraw_first(chapter: ChapterPage) -> None:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    chapter.sections = list(chapter.sections.raw_data)[1:]
    chapter.save_revision().publish()


def seen(chapter: ChapterPage, reader: Any = NOBODY) -> list[str]:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    return [
        str(target)
        for written in chapter.written_sections(known=readable_sections(reader))
        for pk in sorted(written.outline.refers_to)
        if (target := written.references.get(pk))
    ]


def test_cross_reference_shows_current_number_and_title_and_links_permanently(
    handbook: HandbookPage, client: Client
) -> None:
    target = section_of(make_chapter(handbook, 4, "law", "help"), 2)
    chapter = make_chapter(handbook, 5, sections=[referring(target)])
    withdraw_first(target.page)
    page = client.get(chapter.url).content.decode()
    assert f'<a href="/handbooks/sections/{target.pk}/" lang="en">4.1 About help</a>' in page


def test_cross_reference_to_a_withdrawn_section_states_the_withdrawal(handbook: HandbookPage, client: Client) -> None:
    target = section_of(make_chapter(handbook, 4, "law", "help"))
    chapter = make_chapter(handbook, 5, sections=[referring(target)])
    withdraw_first(target.page)
    page = client.get(chapter.url).content.decode()
    assert 'The linked section 4.1, <span lang="en">About law</span>, was withdrawn.' in page
    assert f"/handbooks/sections/{target.pk}/" not in page


def test_cross_reference_to_an_unreadable_section_is_not_shown(handbook: HandbookPage, client: Client) -> None:
    closed = make_handbook(NetworkFactory(slug="closed", visibility="closed"))
    inside = SeatFactory(network=closed.network).user
    barred = make_chapter(handbook, 2, "barred")
    PageViewRestriction.objects.create(page=barred, restriction_type=PageViewRestriction.PASSWORD, password="x")
    targets = [section_of(make_chapter(closed, 1, "secret")), section_of(barred)]
    chapter = make_chapter(handbook, 5, sections=[referring(*targets)])
    assert seen(chapter) == []
    assert seen(chapter, inside) == ["1.1 About secret"]
    page = client.get(chapter.url).content.decode()
    assert "secret" not in page
    assert "cross-reference" not in page


def test_cross_reference_in_a_translation_leads_to_the_translated_section_or_the_original(
    handbook: HandbookPage,
) -> None:
    original = make_chapter(handbook, 4, "law", "help")
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    law = {**section("law"), "title": "Закон"}
    make_chapter(russian, 4, sections=[law], translation_of=original)
    both = referring(section_of(original, 1), section_of(original, 2))
    chapter = make_chapter(handbook, 5, sections=[both])
    assert seen(chapter) == ["4.1 About law", "4.2 About help"]
    translated = make_chapter(russian, 5, sections=[both], translation_of=chapter)
    assert seen(translated) == ["4.1 Закон", "4.2 About help"]


def test_cross_references_in_an_edition_name_only_sections_that_all_its_readers_can_read(
    handbook: HandbookPage, client: Client
) -> None:
    closed = make_handbook(NetworkFactory(slug="closed", visibility="closed"))
    public = make_handbook(NetworkFactory(slug="other", visibility="public"))
    here = section_of(make_chapter(handbook, 1, "law", "help"))
    there, secret = (section_of(make_chapter(book, 1, key)) for book, key in ((public, "there"), (closed, "secret")))
    make_chapter(handbook, 2, sections=[referring(here, there, secret)])
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"])
    SeatFactory(user=editor.user, network=closed.network)
    edition = publish_edition(handbook=handbook, user=editor.user, changes={})
    html = EditionSection.objects.get(chapter__text__edition=edition, chapter__number=2).html
    assert f'<a href="../../sections/{here.pk}/" lang="en">1.1 About law</a>' in html
    assert f'<a href="/handbooks/sections/{there.pk}/" lang="en">1.1 About there</a>' in html
    assert "secret" not in html
    assert digest_of(edition=edition) == edition.digest
    withdraw_first(here.page)
    led = client.get(f"/handbooks/editions/{edition.pk}/sections/{here.pk}/")
    assert led.url == f"/handbooks/editions/{edition.pk}/en/1/#{here.anchor}"


def test_editor_desk_lists_broken_cross_references(handbook: HandbookPage) -> None:
    gone, withdrawn, kept = (make_chapter(handbook, number, "law", "help") for number in (1, 2, 3))
    targets = [section_of(chapter) for chapter in (gone, withdrawn, kept)]
    chapter = make_chapter(handbook, 5, sections=[referring(*targets)])
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    member = SeatFactory(network=handbook.network).user
    elsewhere = SeatFactory(capacity="expert", delegation=None, offices=["editor"]).user
    assert list(broken_reference_items(user=editor)) == []
    ChapterPage.objects.get(pk=gone.pk).delete()
    withdraw_first(withdrawn)
    [item] = broken_reference_items(user=editor)
    assert (item.key, item.detail) == (f"references-{chapter.pk}", "Chapter 5. 2 broken references")
    assert list(broken_reference_items(user=member)) == list(broken_reference_items(user=elsewhere)) == []


def test_editor_can_only_reference_sections_they_can_read_or_edit(handbook: HandbookPage) -> None:
    closed = make_handbook(NetworkFactory(slug="closed", visibility="closed"))
    secret, public = (section_of(make_chapter(book)) for book in (closed, handbook))
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    require_visible(references=[(Section, str(public.pk)), (Section, "0")], user=editor)
    with pytest.raises(PermissionDenied):
        require_visible(references=[(Section, str(secret.pk))], user=editor)
