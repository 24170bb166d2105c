"""Citations of sections, of an edition or of the current text."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from wagtail.models import PageViewRestriction

from networkapp.documents.citations import CitationFormat, read_references, write_references
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.citing import cite_in_edition, cite_section
from networkapp.handbooks.models import ChapterPage, Edition, HandbookPage, Section
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

NOBODY = AnonymousUser()


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", name="The joint one", visibility="public"))


@world
def section(handbook: HandbookPage) -> Section:
    return Section.objects.get(page=make_chapter(handbook, 4, "law", "help"), position=2)


def publish(handbook: HandbookPage) -> Edition:
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={})


def rewrite(section: Section, change: Any) -> None:
    chapter = ChapterPage.objects.get(pk=section.page_id)
    chapter.sections = change(list(chapter.sections.raw_data))
    chapter.save_revision().publish()


def retitled(raw: list[dict]) -> list[dict]:
    raw[1]["value"]["title"] = "Another title"
    return raw


def test_section_without_edition_is_cited_by_its_current_text_and_date(section: Section) -> None:
    cited = cite_section(pk=section.pk, user=NOBODY)
    assert cited.edition is None
    today = cited.today
    assert today is not None
    assert (today.number, today.title, today.day) == ("4.2", "About help", timezone.localdate())
    assert (today.handbook, today.network, today.address) == (
        "Handbook of joint", "The joint one", f"/handbooks/sections/{section.pk}/",
    )  # fmt: skip


def test_citation_states_whether_the_edition_equals_the_current_text(handbook: HandbookPage, section: Section) -> None:
    edition = publish(handbook)
    same = cite_section(pk=section.pk, user=NOBODY)
    assert same.is_same
    assert same.edition is not None
    assert same.edition.address == f"/handbooks/editions/{edition.pk}/sections/{section.pk}/"
    rewrite(section, retitled)
    other = cite_section(pk=section.pk, user=NOBODY)
    assert not other.is_same
    assert other.edition is not None
    assert other.today is not None
    assert (other.edition.title, other.today.title) == ("About help", "Another title")
    assert cite_in_edition(edition=edition.pk, section=section.pk, user=NOBODY).section == other.edition


def test_withdrawn_section_is_cited_by_its_last_edition(handbook: HandbookPage, section: Section) -> None:
    edition = publish(handbook)
    rewrite(section, lambda raw: raw[:1])
    cited = cite_section(pk=section.pk, user=NOBODY)
    assert cited.today is None
    assert cited.section.edition == edition.label


def test_citing_a_section_requires_the_right_to_read_the_handbook(handbook: HandbookPage, section: Section) -> None:
    edition = publish(handbook)
    handbook.network.visibility = "closed"
    handbook.network.save()
    with pytest.raises(Http404):
        cite_section(pk=section.pk, user=NOBODY)
    with pytest.raises(Http404):
        cite_in_edition(edition=edition.pk, section=section.pk, user=NOBODY)


def test_citation_item_has_number_title_handbook_edition_and_absolute_url(
    handbook: HandbookPage, section: Section
) -> None:
    HandbookPage.objects.filter(pk=handbook.pk).update(licence="CC-BY-4.0")
    edition = publish(handbook)
    item = cite_section(pk=section.pk, user=NOBODY).section.item("https://here.example/x/")
    day = timezone.localdate(edition.published_at)
    assert item == {
        "id": f"section-{section.pk}-{edition.label}",
        "type": "chapter",
        "title": "4.2 About help",
        "container-title": "Handbook of joint",
        "author": [{"literal": "The joint one"}],
        "publisher": "The joint one",
        "edition": edition.label,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": "https://here.example/x/",
        "language": "en",
        "license": "CC-BY-4.0",
    }


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_section_behind_a_wagtail_view_restriction_cannot_be_cited_by_visitors(section: Section, kind: str) -> None:
    PageViewRestriction.objects.create(page_id=section.page_id, restriction_type=kind, password="word")
    with pytest.raises(Http404):
        cite_section(pk=section.pk, user=NOBODY)


def test_bibtex_contains_the_licence_only_if_there_is_one() -> None:
    items: list[dict[str, Any]] = [{"id": f"section-{n}-2026-05", "type": "chapter", "title": "Law"} for n in (1, 12)]
    items[1]["license"] = "CC BY 4.0,\nhttps://here.example/a_b%20{c}"
    written = write_references(items, CitationFormat.BIBTEX)
    assert written.count("copyright") == 1
    assert (
        "@inbook{section-12-2026-05,\n  copyright = {CC BY 4.0, https://here.example/a\\_b\\%20\\{c\\}},\n" in written
    )
    assert [item["id"] for item in read_references(written)] == ["section-1-2026-05", "section-12-2026-05"]


def test_ris_contains_the_licence_as_a_note() -> None:
    written = write_references(
        [{"id": "a", "type": "chapter", "title": "Law", "license": "CC BY 4.0,\nhttps://a.example"}], CitationFormat.RIS
    )
    assert "N1  - CC BY 4.0, https://a.example\r\n" in written
    assert "N1" not in write_references([{"id": "a", "type": "chapter", "title": "Law"}], CitationFormat.RIS)
