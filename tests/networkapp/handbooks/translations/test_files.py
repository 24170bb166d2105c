"""Chapters exported for translators and imported again: what is accepted and reported, and that nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage, SectionTranslation
from networkapp.handbooks.models.section_translations import TranslationState
from networkapp.handbooks.translations import queries
from networkapp.handbooks.translations.export_files import export_chapter
from networkapp.handbooks.translations.import_files import import_translation, preview_import
from networkapp.handbooks.translations.preview import ImportPreview
from networkapp.handbooks.translations.xliff.files import read
from networkapp.handbooks.translations.xliff.values import XliffFile
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.networkapp.handbooks.pages.test_translating import states, who_works_on, write
from tests.worlds import world

LAW = 'See the <a href="https://law.example/">law</a>'
RUSSIAN = 'Смотри <a href="https://law.example/">закон</a>'


@world
def original(db: None) -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    return make_chapter(handbook, 1, sections=[section("law", LAW), section("help", "The help")])


@world
def translated(original: ChapterPage) -> ChapterPage:
    russian = make_handbook(original.handbook.network, language="ru", translation_of=original.handbook)
    sections = [section("law", RUSSIAN, title="О законе"), section("help", "Помощь", title="О помощи")]
    return make_chapter(russian, 1, title="Глава", sections=sections, translation_of=original)


@world
def translator(original: ChapterPage) -> Any:
    return who_works_on(original, "translator")


Export = Callable[[], bytes]


@pytest.fixture
def export(translated: ChapterPage, translator: Any) -> Export:
    return lambda: export_chapter(chapter=chapter_for(translated, translator), user=translator)


def chapter_for(chapter: ChapterPage, user: Any) -> ChapterPage:
    return queries.find_translated_chapter(pk=chapter.pk, user=user)


def changed(content: bytes, *pairs: tuple[str, str]) -> XliffFile:
    text = content.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return read(text.encode())


def look(chapter: ChapterPage, file: XliffFile, user: Any) -> ImportPreview:
    return preview_import(chapter=chapter_for(chapter, user), file=file, user=user)


def import_all(chapter: ChapterPage, file: XliffFile, user: Any, **more: Any) -> int:
    found = look(chapter, file, user)
    chosen = ["chapter", *(one.block_id for one in found.sections if not one.conflict)]
    return import_translation(chapter=chapter_for(chapter, user), file=file, chosen=chosen, user=user, **more)


def newest(chapter: ChapterPage) -> ChapterPage:
    return ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()


def text(chapter: ChapterPage, place: int) -> str:
    return str(newest(chapter).sections[place].value["body"][0].value.source)


def test_importing_an_unchanged_file_changes_nothing(translated: ChapterPage, translator: Any, export: Export) -> None:
    found = look(translated, read(export()), translator)
    assert [(one.can_be_taken, one.problems, one.warnings) for one in found.sections] == [(False, [], [])] * 2
    assert (found.unknown, found.fields, found.anything) == ([], {}, False)
    with pytest.raises(Refused, match="Select what to import"):
        import_all(translated, read(export()), translator)


def test_imported_translation_is_saved_as_a_draft_with_its_links_and_not_published(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    write(original, 0, f"{LAW} of today")
    file = changed(export(), ("Смотри ", "Читай "), (">Глава<", ">Глава первая<"))
    found = look(translated, file, translator)
    assert [one.can_be_taken for one in found.sections] == [True, False]
    assert [change.source for change in found.sections[0].changes] == ["See the law of today"]
    assert import_all(translated, file, translator) == 1
    assert text(translated, 0) == f"<p>{RUSSIAN.replace('Смотри', 'Читай')}</p>"
    assert newest(translated).title == "Глава первая"
    assert (ChapterPage.objects.get(pk=translated.pk).title, states(translated)[0]) == (
        "Глава",
        TranslationState.BEHIND,
    )
    newest(translated).get_latest_revision().publish()
    assert states(translated) == [TranslationState.UNVERIFIED, TranslationState.UNVERIFIED]
    row = SectionTranslation.objects.get(wording__text__contains="today")
    assert (row.translated_by, row.verified_by, row.machine) == (translator, None, False)


def test_file_exported_before_the_original_changed_warns_and_leaves_the_section_outdated(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    content = export()
    write(original, 0, f"{LAW} of tomorrow")
    file = changed(content, ("Смотри ", "Читай "))
    [late, _help] = look(translated, file, translator).sections
    assert "will be outdated" in late.warnings[0]
    assert [segment.text for segment in late.since if segment.change == "added"] == [" of tomorrow"]
    import_all(translated, file, translator)
    newest(translated).get_latest_revision().publish()
    assert states(translated) == [TranslationState.BEHIND, TranslationState.UNVERIFIED]


def test_import_overwrites_a_section_edited_since_the_export_only_if_it_is_selected(
    translated: ChapterPage, translator: Any, export: Export
) -> None:
    content = export()
    write(translated, 0, RUSSIAN.replace("Смотри", "Смотрите"), publish=False)
    file = changed(content, ("Смотри ", "Читай "))
    [undoing, _help] = look(translated, file, translator).sections
    assert (undoing.conflict, undoing.can_be_taken) == (True, True)
    with pytest.raises(Refused, match="Select what to import"):
        import_all(translated, file, translator)
    assert "Смотрите" in text(translated, 0)
    import_translation(
        chapter=chapter_for(translated, translator), file=file, chosen=[undoing.block_id], user=translator
    )
    assert "Читай" in text(translated, 0)


def test_file_without_header_marks_changed_sections_as_conflicts(
    translated: ChapterPage, translator: Any, export: Export
) -> None:
    content = export().decode()
    start, end = content.index("<header>"), content.index("</header>") + len("</header>")
    file = changed((content[:start] + content[end:]).encode(), ("Смотри ", "Читай "))
    assert [one.conflict for one in look(translated, file, translator).sections] == [True, False]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("Смотри <g", "Смотри <q"), "inline tags that its source does not have"),
        (('Смотри <g id="1" ctype="link">закон</g>', "Смотри закон"), "a link is missing"),
        (("закон</g>", 'закон</g> <g id="1">x</g>'), "appears twice in the translation"),
        (("See the ", "Read the "), "a different source text"),
        (("О законе", "О" * 301), "use 300 characters or fewer"),
    ],
)
def test_section_with_a_broken_passage_is_not_imported_and_the_passage_named(
    translated: ChapterPage, translator: Any, export: Export, change: tuple[str, str], says: str
) -> None:
    closed = ("</g></target>", "</q></target>")
    pairs = [change, closed] if change[1].endswith("<q") else [change]
    [law, help_] = look(translated, changed(export(), *pairs), translator).sections
    assert (says in law.problems[0], law.can_be_taken, help_.problems) == (True, False, [])


def test_untranslated_passages_are_counted_and_a_new_section_with_them_is_not_imported(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    chapter = ChapterPage.objects.get(pk=original.pk)
    raw = list(chapter.sections.raw_data)
    chapter.sections = [*raw, {**raw[0], "id": "11111111-1111-4111-8111-111111111111"}]
    chapter.save_revision().publish()
    [_law, _help, new] = look(translated, read(export()), translator).sections
    result = "2 passages are not translated: “About law”, “See the law”"
    assert (new.problems, new.can_be_taken) == ([result], False)


def without(content: bytes, *beginnings: str) -> str:
    """Return the file without the units whose sources begin like this, and without groups that are then empty."""
    text = content.decode()
    for beginning in beginnings:
        start = text.rindex("<trans-unit", 0, text.index(f"<source>{beginning}"))
        end = text.index("</trans-unit>", start) + len("</trans-unit>")
        text = text[:start] + text[end:]
    return text


def test_file_without_some_passages_imports_the_others_and_lists_the_missing_ones(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    draft = newest(translated)
    raw = list(draft.sections.raw_data)
    own = {"type": "text", "value": "<p>Своё</p>", "id": "22222222-2222-4222-8222-222222222222"}
    raw[0]["value"]["body"].append(own)
    draft.sections = raw
    draft.save_revision().publish()
    file = read(without(export(), "About law", "About help", "The help").replace("Смотри ", "Читай ").encode())
    found = look(translated, file, translator)
    assert found.lacking == ["1.2 About help"]
    [law] = found.sections
    assert law.warnings == ["1 passage is missing in the file and stays unchanged in the draft: “About law”"]
    assert (len(law.changes), law.complete) == (1, False)
    import_all(translated, file, translator)
    blocks = newest(translated).sections
    assert [str(part.value.source) for part in blocks[0].value["body"]] == [
        f"<p>{RUSSIAN.replace('Смотри', 'Читай')}</p>",
        "<p>Своё</p>",
    ]
    assert [block.value["title"] for block in blocks] == ["О законе", "О помощи"]


def test_passage_missing_in_file_and_draft_is_named_and_the_rest_imported(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    chapter = ChapterPage.objects.get(pk=original.pk)
    raw = list(chapter.sections.raw_data)
    new = {"type": "text", "value": "<p>New words</p>", "id": "22222222-2222-4222-8222-222222222222"}
    raw[0]["value"]["body"].append(new)
    chapter.sections = raw
    chapter.save_revision().publish()
    file = changed(export(), ("Смотри ", "Читай "))
    law = look(translated, file, translator).sections[0]
    assert law.warnings == ["1 passage of the original is missing in both the file and the draft: “New words”"]
    assert import_all(translated, file, translator) == 1
    assert text(translated, 0) == f"<p>{RUSSIAN.replace('Смотри', 'Читай')}</p>"
    assert len(newest(translated).sections[0].value["body"]) == 1


def test_section_new_in_the_original_is_imported_with_its_translation(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    chapter = ChapterPage.objects.get(pk=original.pk)
    raw = list(chapter.sections.raw_data)
    new = {**raw[1], "id": "11111111-1111-4111-8111-111111111111", "value": {**raw[1]["value"], "title": "New"}}
    chapter.sections = [new, *raw]
    chapter.save_revision().publish()
    content = export().decode()
    first = content.index('<group id="1111')
    place = content.index("The help</source>", first)
    content = (
        content[:place] + "The help</source><target>Новая помощь</target>" + content[place + len("The help</source>") :]
    )
    content = content.replace("New</source>", "New</source><target>Новое</target>")
    assert import_all(translated, read(content.encode()), translator) == 1
    assert [block.value["title"] for block in newest(translated).sections] == ["Новое", "О законе", "О помощи"]
    newest(translated).get_latest_revision().publish()
    assert states(translated) == [TranslationState.UNVERIFIED] * 3


def test_removed_sections_and_foreign_passages_in_a_file_are_named_and_not_imported(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    content = export()
    chapter = ChapterPage.objects.get(pk=original.pk)
    chapter.sections = list(chapter.sections.raw_data)[:1]
    chapter.save_revision().publish()
    foreign = '<trans-unit id="elsewhere/1"><source>x</source></trans-unit></body>'
    found = look(translated, changed(content, ("</body>", foreign)), translator)
    assert found.unknown == ["elsewhere/1"]
    assert found.sections[1].problems == ["This section is no longer in the original."]


def test_file_of_another_chapter_or_language_is_refused(
    original: ChapterPage, translated: ChapterPage, translator: Any, export: Export
) -> None:
    content = export()
    with pytest.raises(Refused, match="another chapter"):
        look(translated, changed(content, (f'original="{translated.translation_key}"', 'original="x"')), translator)
    with pytest.raises(Refused, match="en → de"):
        look(translated, changed(content, ('target-language="ru"', 'target-language="de"')), translator)


def test_machine_translation_is_marked_by_the_file_or_by_the_user(
    translated: ChapterPage, translator: Any, export: Export
) -> None:
    import_all(translated, changed(export(), ("Смотри ", "Читай ")), translator, machine=True, engine="An engine")
    newest(translated).get_latest_revision().publish()
    assert b'state-qualifier="leveraged-mt"' in export()
    marked = changed(export(), ("Читай ", "Прочти "))
    import_all(translated, marked, translator)
    newest(translated).get_latest_revision().publish()
    section_translations = SectionTranslation.objects.order_by("-translated_at")[0]
    assert section_translations.machine


def test_locked_chapter_refuses_imports(translated: ChapterPage, translator: Any, export: Export) -> None:
    file = changed(export(), ("Смотри ", "Читай "))
    ChapterPage.objects.filter(pk=translated.pk).update(locked=True)
    with pytest.raises(Refused, match="locked"):
        import_all(translated, file, translator)


def test_only_editors_and_translators_of_the_network_export_and_import_translations(
    translated: ChapterPage, translator: Any, export: Export
) -> None:
    chapter, file = chapter_for(translated, translator), read(export())
    outsider = SeatFactory(network=chapter.handbook.network).user
    with pytest.raises(NotAllowed):
        export_chapter(chapter=chapter, user=outsider)
    with pytest.raises(NotAllowed):
        preview_import(chapter=chapter, file=file, user=outsider)
    with pytest.raises(Http404):
        chapter_for(translated, outsider)
