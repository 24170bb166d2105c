"""Translated sections: their originals, and how their status follows changes of either text."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from wagtail.models import Locale, PageViewRestriction

from networkapp.desk.desk import desk_of
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage, Section, SectionWording
from networkapp.handbooks.models.section_translations import (
    TranslationCounts,
    TranslationState,
    count_translations,
    section_rows_of,
    translation_statuses,
)
from networkapp.handbooks.pages.translation_records import mark_machine_translated, mark_translated, verify_translation
from networkapp.handbooks.translations import queries
from networkapp.handbooks.translations.drafts import add_missing_sections
from networkapp.handbooks.translations.progress import translation_progress
from tests.factories.handbooks import handbook_index, make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def original(db: None) -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    return make_chapter(handbook, 1, sections=[section("law", "The law"), section("help", "The help")])


@world
def translated(original: ChapterPage) -> ChapterPage:
    russian = make_handbook(original.handbook.network, language="ru", translation_of=original.handbook)
    sections = [section("law", "Закон", title="О законе"), section("help", "Помощь", title="О помощи")]
    return make_chapter(russian, 1, sections=sections, translation_of=original)


@world
def translator(original: ChapterPage) -> Any:
    return who_works_on(original, "translator")


@world
def editor(original: ChapterPage) -> Any:
    return who_works_on(original, "editor")


def who_works_on(chapter: ChapterPage, office: str) -> Any:
    seat = SeatFactory(network=chapter.handbook.network, capacity="expert", delegation=None, offices=[office])
    return seat.user


def write(chapter: ChapterPage, place: int, text: str, *, publish: bool = True, by: Any = None) -> None:
    draft = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()
    raw = list(draft.sections.raw_data)
    raw[place]["value"]["body"][0]["value"] = f"<p>{text}</p>"
    draft.sections = raw
    revision = draft.save_revision(user=by)
    if publish:
        revision.publish()


def states(chapter: ChapterPage) -> list[str]:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    known = translation_statuses(
        section_rows_of(chapter), page=chapter.pk, original=chapter.handbook.translated_from_id
    )
    return [known[block.id].state for block in chapter.sections]


def text_of(chapter: ChapterPage, place: int, user: Any) -> dict[str, Any]:
    """Return the arguments that identify a section and its text as this user sees them."""
    chapter = queries.find_translated_chapter(pk=chapter.pk, user=user)
    shown = queries.sections_for_translators(chapter=chapter, user=user)[place]
    return {"chapter": chapter, "block_id": shown.block_id, "text": shown.text}


def test_translation_is_outdated_while_its_original_differs_from_the_translated_text(
    original: ChapterPage, translated: ChapterPage
) -> None:
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]
    write(original, 0, "The law of tomorrow")
    assert states(translated) == [TranslationState.BEHIND, TranslationState.UNVERIFIED]
    write(original, 0, "The law")
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]
    assert SectionWording.objects.filter(section__page=original).count() == 3


def test_original_has_no_translation_status_and_its_draft_changes_none(
    original: ChapterPage, translated: ChapterPage
) -> None:
    write(original, 0, "Not yet", publish=False)
    chapter = ChapterPage.objects.get(pk=original.pk)
    assert [one.translation_status for one in chapter.written_sections()] == [None, None]
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]


def test_verified_translation_is_up_to_date_until_either_text_changes(
    original: ChapterPage, translated: ChapterPage, translator: Any, editor: Any
) -> None:
    verify_translation(**text_of(translated, 0, editor), user=editor)
    assert states(translated) == [TranslationState.CURRENT, TranslationState.UNVERIFIED]
    write(original, 0, "The law of tomorrow")
    assert states(translated) == [TranslationState.BEHIND, TranslationState.UNVERIFIED]
    write(translated, 0, "Закон завтра", by=translator)
    assert states(translated) == [TranslationState.BEHIND, TranslationState.UNVERIFIED]
    mark_translated(**text_of(translated, 0, translator), user=translator)
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]
    verify_translation(**text_of(translated, 0, editor), user=editor)
    assert states(translated) == [TranslationState.CURRENT, TranslationState.UNVERIFIED]
    write(translated, 0, "Закон позавтра", by=translator)
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]


def test_status_of_a_translation_draft_takes_effect_when_it_is_published(
    original: ChapterPage, translated: ChapterPage, translator: Any
) -> None:
    write(original, 0, "The law of tomorrow")
    write(translated, 0, "Закон завтра", publish=False)
    mark_translated(**text_of(translated, 0, translator), user=translator)
    assert states(translated) == [TranslationState.BEHIND, TranslationState.UNVERIFIED]
    ChapterPage.objects.get(pk=translated.pk).latest_revision.publish()
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]


def test_translator_cannot_verify_their_own_translation(
    original: ChapterPage, translated: ChapterPage, translator: Any, editor: Any
) -> None:
    write(original, 0, "The law of tomorrow")
    write(translated, 0, "Закон завтра", by=translator)
    with pytest.raises(Refused, match="Another person must verify it"):
        verify_translation(**text_of(translated, 0, translator), user=translator)
    mark_translated(**text_of(translated, 1, editor), user=editor)
    write(original, 1, "The help of tomorrow")
    mark_translated(**text_of(translated, 1, editor), user=editor)
    with pytest.raises(Refused, match="Another person must verify it"):
        verify_translation(**text_of(translated, 1, editor), user=editor)
    verify_translation(**text_of(translated, 1, translator), user=translator)
    assert states(translated) == [TranslationState.BEHIND, TranslationState.CURRENT]


def test_only_editors_and_translators_of_the_network_set_the_translation_status(
    translated: ChapterPage, translator: Any
) -> None:
    text = text_of(translated, 0, translator)
    for outsider in (SeatFactory(network=text["chapter"].handbook.network).user, SeatFactory(offices=["editor"]).user):
        for act in (mark_translated, verify_translation):
            with pytest.raises(NotAllowed):
                act(**text, user=outsider)
        with pytest.raises(NotAllowed):
            mark_machine_translated(**text, machine=True, engine="", user=outsider)
        with pytest.raises(Http404):
            queries.find_translated_chapter(pk=translated.pk, user=outsider)


def test_translation_status_of_a_changed_text_is_refused(translated: ChapterPage, translator: Any) -> None:
    text = text_of(translated, 0, translator)
    write(translated, 0, "Законы", publish=False)
    with pytest.raises(Refused, match="text has changed"):
        verify_translation(**text, user=translator)


def test_machine_translation_is_marked_until_the_mark_is_removed(translated: ChapterPage, translator: Any) -> None:
    mark_machine_translated(**text_of(translated, 0, translator), machine=True, engine="An engine", user=translator)
    write(translated, 0, "Закон!", by=translator)
    [row] = [row for row in section_rows_of(translated) if row.machine]
    assert row.engine == "An engine"
    mark_machine_translated(**text_of(translated, 0, translator), machine=False, engine="", user=translator)
    assert not any(row.machine for row in section_rows_of(translated))


def test_copied_section_is_untranslated_until_its_text_differs(original: ChapterPage, translator: Any) -> None:
    handbook_index("de")
    german = original.handbook.copy_for_translation(Locale.objects.get(language_code="de"))
    copy = original.copy_for_translation(Locale.objects.get(language_code="de"))
    german.save_revision().publish()
    copy.save_revision().publish()
    assert HandbookPage.objects.get(pk=german.pk).translated_from == original.locale
    assert states(copy) == [TranslationState.UNTRANSLATED, TranslationState.UNTRANSLATED]
    write(original, 0, "The law of tomorrow")
    assert states(copy) == [TranslationState.UNTRANSLATED, TranslationState.UNTRANSLATED]
    write(copy, 0, "Das Gesetz")
    assert states(copy) == [TranslationState.BEHIND, TranslationState.UNTRANSLATED]


def test_link_to_the_original_is_not_changed_by_revisions_or_copies(
    original: ChapterPage, translated: ChapterPage
) -> None:
    russian = HandbookPage.objects.get(pk=translated.handbook.pk)
    revision = russian.save_revision()
    revision.content["translated_from"] = None
    revision.save()
    revision.publish()
    assert HandbookPage.objects.get(pk=russian.pk).translated_from == original.locale
    copy = russian.copy(update_attrs={"slug": "copy"})
    assert HandbookPage.objects.get(pk=copy.pk).translated_from is None


def test_section_removed_from_the_original_is_orphaned_and_a_new_one_is_missing(
    original: ChapterPage, translated: ChapterPage, translator: Any
) -> None:
    chapter = ChapterPage.objects.get(pk=original.pk)
    raw = list(chapter.sections.raw_data)
    new = {**raw[0], "id": "11111111-1111-4111-8111-111111111111"}
    chapter.sections = [new, raw[0]]
    chapter.save_revision().publish()
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.ORPHANED]
    counted = count_translations(section_rows_of(translated), page=translated.pk, original=original.locale_id)
    assert (counted.total, counted.behind) == (2, 1)
    with pytest.raises(Refused, match="no longer in the original"):
        mark_translated(**text_of(translated, 2, translator), user=translator)
    mine = queries.find_translated_chapter(pk=translated.pk, user=translator)
    assert add_missing_sections(chapter=mine, user=translator) == 1
    draft = ChapterPage.objects.get(pk=translated.pk).get_latest_revision_as_object()
    assert [block.id for block in draft.sections] == [new["id"], raw[0]["id"], raw[1]["id"]]
    with pytest.raises(Refused, match="has every section"):
        add_missing_sections(chapter=mine, user=translator)
    draft.get_latest_revision().publish()
    assert states(translated) == [TranslationState.UNTRANSLATED, TranslationState.UNVERIFIED, TranslationState.ORPHANED]


def test_comparison_shows_changes_of_the_published_original_and_not_of_its_draft(
    original: ChapterPage, translated: ChapterPage
) -> None:
    write(original, 0, "The law of tomorrow")
    write(original, 0, "Secret", publish=False)
    law = Section.objects.filter(page=translated)[0]
    found = queries.compare_section(pk=law.pk, user=AnonymousUser())
    assert "".join(segment.text for segment in found.changes.words if segment.change == "added") == " of tomorrow"
    with pytest.raises(Http404):
        queries.compare_section(pk=Section.objects.filter(page=original)[0].pk, user=AnonymousUser())


def test_comparison_with_a_restricted_original_returns_404(original: ChapterPage, translated: ChapterPage) -> None:
    write(original, 0, "The law of tomorrow")
    PageViewRestriction.objects.create(page=original, restriction_type=PageViewRestriction.PASSWORD, password="x")
    law = Section.objects.filter(page=translated)[0]
    with pytest.raises(Http404):
        queries.compare_section(pk=law.pk, user=AnonymousUser())


def test_section_links_to_its_translation_or_to_the_translated_chapter(
    original: ChapterPage, translated: ChapterPage
) -> None:
    law, russian = (Section.objects.filter(page=page)[0] for page in (original, translated))
    assert queries.find_in_language(pk=law.pk, language="ru", user=AnonymousUser()) == (translated, russian)
    assert queries.find_in_language(pk=russian.pk, language="en", user=AnonymousUser()) == (original, law)
    Section.objects.filter(pk=russian.pk).delete()
    assert queries.find_in_language(pk=law.pk, language="ru", user=AnonymousUser()) == (translated, None)
    with pytest.raises(Http404):
        queries.find_in_language(pk=law.pk, language="fi", user=AnonymousUser())


def test_outdated_chapters_are_on_the_desk_of_their_translators_only(
    original: ChapterPage, translated: ChapterPage, translator: Any
) -> None:
    member = SeatFactory(network=translated.handbook.network).user
    assert not [item for item in desk_of(translator).attention if item.key.startswith("translation")]
    write(original, 0, "The law of tomorrow")
    write(original, 1, "The help of tomorrow")
    [item] = [item for item in desk_of(translator).attention if item.key.startswith("translation")]
    assert item.detail == "2 sections are outdated."
    assert not [item for item in desk_of(member).attention if item.key.startswith("translation")]
    mark_translated(**text_of(translated, 0, translator), user=translator)
    [item] = [item for item in desk_of(translator).attention if item.key.startswith("translation")]
    assert item.detail == "1 section is outdated."
    chapter = ChapterPage.objects.get(pk=original.pk)
    raw = list(chapter.sections.raw_data)
    chapter.sections = [*raw, {**raw[0], "id": "11111111-1111-4111-8111-111111111111"}]
    chapter.save_revision().publish()
    [item] = [item for item in desk_of(translator).attention if item.key.startswith("translation")]
    assert item.detail == "1 section is outdated. 1 section is missing."


def counts_of(chapter: ChapterPage, user: Any) -> list[tuple[str, int, int, int, int]]:
    found = translation_progress(handbooks=[chapter.handbook], user=user)
    return [
        (version.locale.language_code, one.total, one.current, one.behind, one.unverified)
        for version, one in found.get(chapter.handbook.translation_key, [])
    ]


def test_translation_counts_of_a_handbook_are_shown_to_its_editors_and_translators_only(
    original: ChapterPage, translated: ChapterPage, editor: Any, translator: Any
) -> None:
    verify_translation(**text_of(translated, 0, editor), user=editor)
    write(original, 1, "The help of tomorrow")
    make_chapter(original.handbook, 2, "more")
    assert counts_of(original, editor) == counts_of(original, translator) == [("ru", 3, 1, 2, 0)]
    assert counts_of(original, AnonymousUser()) == []
    assert counts_of(original, SeatFactory(network=original.handbook.network).user) == []


@pytest.mark.parametrize(
    ("total", "counts", "short", "in_full"),
    [
        (1, {"behind": 1}, "section outdated", "section outdated"),
        (1, {"unverified": 1}, "section not verified", "section not verified"),
        (1, {"current": 1}, "up to date", "section up to date"),
        (5, {"behind": 1, "current": 4}, "1 of 5 sections outdated", "4 of 5 sections up to date, 1 outdated"),
        (
            *(3, {"behind": 2, "unverified": 1}),
            *("2 of 3 sections outdated, 1 not verified", "0 of 3 sections up to date, 2 outdated, 1 not verified"),
        ),
        (2, {"unverified": 2}, "2 of 2 sections not verified", "0 of 2 sections up to date, 2 not verified"),
    ],
)
def test_translation_counts_are_shown_as_sentences_in_singular_and_plural(
    total: int, counts: dict[str, int], short: str, in_full: str
) -> None:
    found = TranslationCounts(total=total, counts={TranslationState(state): number for state, number in counts.items()})
    html = [
        render_to_string(f"networkapp/handbooks/{name}.html", {"balance": found}).strip()
        for name in ("translation_summary", "translation_count")
    ]
    assert html == [short, in_full]


def test_handbook_list_shows_translation_progress_to_editors(
    original: ChapterPage, translated: ChapterPage, editor: Any, client: Any
) -> None:
    index = original.handbook.get_parent().url
    assert "sections up to date" not in client.get(index).content.decode()
    client.force_login(editor)
    for number in (2, 3):
        page = client.get(index).content.decode()
        assert len(re.findall("sections? (?:up to date|outdated|not verified)", page)) == number - 1
        other = make_handbook(original.handbook.network, title=f"Another {number}", slug=f"another-{number}")
        chapter = make_chapter(other, 1, sections=[section(f"x{number}", "x")])
        again = make_handbook(original.handbook.network, language="ru", translation_of=other, slug=f"another-{number}")
        make_chapter(again, 1, sections=[section(f"x{number}", "y")], translation_of=chapter)
