"""The legal review of a section is a task of its delegation, and updates the law date in every language."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.law.actions import confirm_law, desk_items, find_section_law
from networkapp.handbooks.models import ChapterPage, HandbookPage, LawCheck, LegalSource, Section
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

DIRECTIVE = "Directive 2011/36/EU"


@world
def network(db: None) -> Network:
    cache.clear()
    return NetworkFactory(slug="joint", visibility="public")


@world
def handbook(network: Network) -> HandbookPage:
    return make_handbook(network)


def section_on_law(key: str, as_of: str, country: str = "") -> dict[str, Any]:
    source = {
        "type": "legal_source",
        "identifier": DIRECTIVE,
        "article": "",
        "text": "",
        "law_as_of": as_of,
        "link": "",
    }
    box = {"type": "country_box", "country": country, "facts": [{"label": "a", "value": "b"}], "law_as_of": as_of}
    return section(key, law_as_of=as_of, blocks=[source, *([box] if country else [])])


def amend(**fields: Any) -> LegalSource:
    values = {"identifier": DIRECTIVE, "title": "On trafficking", "amended_on": timezone.localdate(), **fields}
    return LegalSource.objects.create(**values)


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def of_office(network: Network, office: str) -> Any:
    return SeatFactory(network=network, capacity="expert", delegation=None, offices=[office]).user


def desk(reader: Any) -> list[str]:
    return [item.detail for item in desk_items(user=reader)]


def translated(chapter: ChapterPage, handbook: HandbookPage, *sections: dict[str, Any]) -> ChapterPage:
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    return make_chapter(russian, chapter.number, title="Глава", sections=sections, translation_of=chapter)


def test_amended_source_is_shown_in_chapter_contents_and_country_notes_without_extra_queries(
    handbook: HandbookPage, client: Client
) -> None:
    fresh = make_chapter(handbook, 1, sections=[section_on_law(f"f{place}", days_ago(3), "FI") for place in range(3)])
    counts = []
    for amended in (False, True):
        if amended:
            amend(note="Article 2 is longer.")
        for address in (fresh.url, handbook.url):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(address).content.decode()
            counts.append(len(queries))
            assert ("A legal source has been amended since" in page) == (amended and address == fresh.url)
            assert ("Law in 3 sections due for review" in page) == amended
    assert counts[:2] == counts[2:]
    page = client.get(fresh.url).content.decode()
    assert page.count("A legal source has been amended since") == 6
    law = client.get(f"/handbooks/sections/{Section.objects.filter(page=fresh).first().pk}/law/").content.decode()
    assert "Article 2 is longer." in law
    assert "<form" not in law.split("<main")[1]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2026, 5, 1), "Law as of 1 May 2026. Review was due 2 May 2026"),
        (None, "No law date. Review was due 2 May 2026"),
    ],
)
def test_legal_review_notice_is_one_element_with_the_reasons(as_of: date | None, words: str) -> None:
    status = SimpleNamespace(as_of=as_of, amended=(), check_by=date(2026, 5, 2))
    html = render_to_string("networkapp/handbooks/law_review_reasons.html", {"status": status})
    assert html.strip().startswith("<span")
    assert " ".join(strip_tags(html).split()) == words


def test_editor_desk_has_one_legal_review_item_per_chapter(handbook: HandbookPage) -> None:
    chapter = make_chapter(handbook, 5, sections=[section_on_law(key, days_ago(3)) for key in ("a", "b")])
    translated(chapter, handbook, section_on_law("a", days_ago(3)))
    make_chapter(handbook, 6, sections=[section_on_law("c", days_ago(0))])
    editor, translator = of_office(handbook.network, "editor"), of_office(handbook.network, "translator")
    assert desk(editor) == []
    amend()
    assert desk(editor) == ["Chapter 5. 2 sections: 5.1, 5.2"]
    assert desk(translator) == ["Глава. 1 section: 5.1"]
    for nobody in (SeatFactory(network=handbook.network).user, of_office(NetworkFactory(), "editor")):
        assert desk(nobody) == []


def test_legal_review_lists_a_section_once_for_all_languages_unless_only_a_translation_is_due(
    handbook: HandbookPage,
) -> None:
    original = make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(3)), section_on_law("b", days_ago(0))])
    translated(original, handbook, section_on_law("a", days_ago(3)), section_on_law("b", days_ago(3)))
    amend()
    assert desk(of_office(handbook.network, "editor")) == ["Chapter 5. 1 section: 5.1", "Глава. 1 section: 5.2"]


def test_overdue_legal_review_has_its_due_date_as_deadline(handbook: HandbookPage) -> None:
    make_chapter(handbook, 5, sections=[section_on_law("a", "2024-02-29")])
    [item] = desk_items(user=of_office(handbook.network, "editor"))
    assert item.deadline is not None
    assert timezone.localdate(item.deadline) == date(2025, 2, 28)
    HandbookPage.objects.update(law_months=0)
    assert desk(of_office(handbook.network, "editor")) == []


def test_legal_review_is_a_task_of_the_maintaining_delegation_while_it_has_a_seat(handbook: HandbookPage) -> None:
    keeper = SeatFactory(network=handbook.network, delegation=DelegationFactory(code="XB"), capacity="adviser")
    chapter = make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(3))])
    ChapterPage.objects.filter(pk=chapter.pk).update(kept_by=keeper.delegation)
    amend()
    editor = of_office(handbook.network, "editor")
    assert (desk(keeper.user), desk(editor)) == (["Chapter 5. 1 section: 5.1"], [])
    law = find_section_law(pk=Section.objects.get().pk, user=keeper.user)
    confirm_law(section=law.section, parts=[""], as_of=timezone.localdate(), note="", user=keeper.user)
    assert desk(keeper.user) == []
    LawCheck.objects.all().delete()
    keeper.ends_at = timezone.now()
    keeper.save()
    Section.objects.update(law={"as_of": days_ago(3), "sources": [[DIRECTIVE, None]]})
    assert (desk(keeper.user), desk(editor)) == ([], ["Chapter 5. 1 section: 5.1"])


def test_confirmed_legal_review_updates_the_law_date_in_all_languages_and_drafts(
    handbook: HandbookPage, client: Client
) -> None:
    chapter = make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(3), "FI")])
    russian = translated(chapter, handbook, section_on_law("a", days_ago(3), "FI"))
    amend()
    editor, today = of_office(handbook.network, "editor"), timezone.localdate()
    client.force_login(editor)
    address = f"/handbooks/sections/{Section.objects.get(page=chapter).pk}/law/"
    answer = client.post(address, {"looked_at": ["section"], "as_of": today.isoformat(), "note": "Looked it up."})
    assert (answer.status_code, answer.url) == (302, address)
    assert set(Section.objects.values_list("law_as_of", flat=True)) == {today}
    assert desk(editor) == ["Chapter 5. 1 section: 5.1"]
    client.post(address, {"looked_at": ["FI"], "as_of": today.isoformat()})
    assert desk(editor) == []
    for page in (chapter, russian):
        ChapterPage.objects.get(pk=page.pk).save_revision().publish()
    assert desk(editor) == []
    assert "A legal source has been amended since" not in client.get(chapter.url).content.decode()
    check = LawCheck.objects.get(country="")
    assert (check.checked_by, check.law_as_of, check.note) == (editor, today, "Looked it up.")
    assert "Looked it up." in client.get(address).content.decode()


def test_invalid_legal_review_is_refused_and_the_entered_text_preserved(handbook: HandbookPage, client: Client) -> None:
    make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(3))])
    section = Section.objects.get()
    editor, today = of_office(handbook.network, "editor"), timezone.localdate()
    law = find_section_law(pk=section.pk, user=editor)
    for code, value in (
        ("nothing_looked_at", {"parts": ["SE"], "as_of": today}),
        ("not_yet", {"parts": [""], "as_of": today + timedelta(days=1)}),
        ("seen_since", {"parts": [""], "as_of": today - timedelta(days=4)}),
    ):
        with pytest.raises(Refused) as refusal:
            confirm_law(section=law.section, note="", user=editor, **value)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        confirm_law(
            section=law.section, parts=[""], as_of=today, note="", user=SeatFactory(network=handbook.network).user
        )
    client.force_login(editor)
    answer = client.post(f"/handbooks/sections/{section.pk}/law/", {"as_of": today.isoformat(), "note": "My note"})
    assert answer.status_code == 422
    assert "Select the parts you checked." in answer.content.decode()
    assert "My note" in answer.content.decode()


def test_edition_page_states_that_a_source_was_amended_since_and_its_hash_is_unchanged(
    handbook: HandbookPage, client: Client
) -> None:
    make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(900))])
    edition = publish_edition(handbook=handbook, user=of_office(handbook.network, "editor"), changes={})
    address = f"/handbooks/editions/{edition.pk}/en/1/"
    assert "A legal source has been amended since" not in client.get(address).content.decode()
    amend()
    page = client.get(address).content.decode()
    assert page.count("A legal source has been amended since") == 1
    assert edition.digest == type(edition).objects.get().digest


def test_legal_sources_of_a_closed_handbook_are_visible_to_its_readers_only(db: None) -> None:
    network = NetworkFactory(visibility="closed")
    make_chapter(make_handbook(network), 5, sections=[section_on_law("a", days_ago(3))])
    pk = Section.objects.get().pk
    assert find_section_law(pk=pk, user=SeatFactory(network=network).user).may_check is False
    with pytest.raises(Http404):
        find_section_law(pk=pk, user=of_office(NetworkFactory(), "editor"))


def test_amended_source_of_another_network_marks_no_section(handbook: HandbookPage) -> None:
    make_chapter(handbook, 5, sections=[section_on_law("a", days_ago(3))])
    amend(network=NetworkFactory(visibility="closed"))
    editor = of_office(handbook.network, "editor")
    assert desk(editor) == []
    amend(network=handbook.network)
    assert len(desk(editor)) == 1


def undecided(key: str, **fields: Any) -> dict[str, Any]:
    return section(key, law_undecided=True, **fields)


def test_undecided_legal_content_is_not_shown_to_readers_and_is_on_the_desk_of_editors(
    handbook: HandbookPage, client: Client
) -> None:
    chapter = make_chapter(handbook, 4, sections=[undecided("a"), section("b"), undecided("c", law_as_of=days_ago(3))])
    translated(chapter, handbook, undecided("a"))
    page = client.get(chapter.url).content.decode()
    assert (page.count("No legal content"), page.count("Law as of"), "not yet decided" in page) == (1, 1, False)
    editor, translator = (of_office(handbook.network, office) for office in ("editor", "translator"))
    [item] = desk_items(user=editor)
    assert item.title == "Decide whether chapter 4 has legal content"
    assert item.detail == "Chapter 4. 1 section: 4.1"
    assert item.url == f"/admin/pages/{chapter.pk}/edit/"
    assert desk(translator) == desk(SeatFactory(network=handbook.network).user) == []
    first = Section.objects.get(page=chapter, position=1)
    law = f"/handbooks/sections/{first.pk}/law/"
    assert "not yet decided" not in client.get(law).content.decode()
    client.force_login(editor)
    assert "Legal content not yet decided" in client.get(law).content.decode()
    confirm_law(section=first, parts=[""], as_of=timezone.localdate(), note="", user=editor)
    assert desk(editor) == []


def test_undecided_sections_are_not_labelled_no_legal_content_in_editions_and_whole_text(
    handbook: HandbookPage, client: Client
) -> None:
    make_chapter(handbook, 1, sections=[undecided("a"), section("b")])
    edition = publish_edition(handbook=handbook, user=of_office(handbook.network, "editor"), changes={})
    for address in (
        reverse("networkapp:handbook_whole", args=[handbook.pk]),
        f"/handbooks/editions/{edition.pk}/en/1/",
        reverse("networkapp:edition_whole", args=[edition.pk, "en"]),
    ):
        assert client.get(address).content.decode().count("No legal content") == 1
    assert digest_of(edition=edition) == edition.digest


def test_section_without_a_recorded_law_check_says_so_without_warning(handbook: HandbookPage, client: Client) -> None:
    amend(amended_on=timezone.localdate() - timedelta(days=900))
    handbook.law_months = 24
    handbook.save()
    chapter = make_chapter(handbook, 1, sections=[section_on_law("a", ""), section("b")])
    editor = of_office(handbook.network, "editor")
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    own = Section.objects.get(page=chapter, position=1)
    for address, times in (
        (chapter.url, 2),
        (reverse("networkapp:handbook_whole", args=[handbook.pk]), 2),
        (f"/handbooks/editions/{edition.pk}/en/1/", 2),
        (f"/handbooks/sections/{own.pk}/law/", 1),
    ):
        page = client.get(address).content.decode()
        stated = page.count("No full check against the law recorded"), page.count("No check against the law recorded")
        assert stated == (1, times - 1)
        assert ("Law as of" in page, "status-badge--waits" in page, "due for review" in page) == (False, False, False)
    assert desk(editor) == ["Chapter 1. 1 section: 1.1"]
    confirm_law(section=own, parts=[""], as_of=timezone.localdate(), note="", user=editor)
    assert desk(editor) == []
    assert "Law as of" in client.get(chapter.url).content.decode()


def test_new_section_has_undecided_legal_content_and_older_sections_stay_decided() -> None:
    block = ChapterPage._meta.get_field("sections").stream_block.child_blocks["section"]
    assert block.get_default()["law_undecided"] is True
    assert not block.to_python({"title": "a", "body": []})["law_undecided"]
