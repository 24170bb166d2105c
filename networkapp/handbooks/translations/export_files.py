"""A translated chapter as a file for translators.

The file contains for each section which wording of the original it holds and the draft at that time. So a file that
comes back late is known to be late, and one that would undo newer work says so before it does.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.handbooks.models.section_translations import TranslationState
from networkapp.handbooks.pages.translation_records import section_fingerprints
from networkapp.handbooks.translations.queries import TranslatedSection, find_original, sections_for_translators
from networkapp.handbooks.translations.xliff.files import write
from networkapp.handbooks.translations.xliff.values import TranslationUnit, UnitGroup, Version, XliffDocument
from networkapp.permissions import Action
from networkapp.text.passages import Passage, fingerprint, passages_of
from networkapp.users import AnyUser, User

CHAPTER = "chapter"
FIELDS = {"title": 255, "short_title": 80, "standfirst": None}
"""What of a chapter itself is translated, and how long it may be."""
STATES = {TranslationState.CURRENT: "final", TranslationState.BEHIND: "needs-review-translation"}


def export_chapter(*, chapter: ChapterPage, user: User, version: Version = "1.2") -> bytes:
    """Return the published original of the chapter with its translation so far, as XLIFF; nothing is written.

    NotAllowed; Refused `no_original`.
    """
    chapter.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    source = require_original(chapter, user)
    draft = {block.id: (block, mark) for block, mark in section_fingerprints(chapter)}
    stand = {one.block_id: one for one in sections_for_translators(chapter=chapter, user=user)}
    groups, made_of = [_chapter_group(source, newest_version(chapter))], {}
    for place, block in enumerate(source.sections, start=1):
        there, mark = draft.get(block.id, (None, ""))
        made_of[block.id] = [fingerprint(block.block, raw_of(block)), mark]
        name = f"{source.number}.{place} {block.value['title']}"
        units = _units(str(chapter.translation_key), block, there, stand.get(block.id))
        groups.append(UnitGroup(id=block.id, name=name, units=units))
    return write(
        XliffDocument(
            original=str(chapter.translation_key),
            source_language=source.locale.language_code,
            target_language=chapter.locale.language_code,
            note=_note(),
            made_of={"sections": made_of},
            groups=groups,
        ),
        version,
    )


def export_handbook(*, handbook: HandbookPage, user: User, version: Version = "1.2") -> bytes:
    """Return an archive with a file for each chapter of a translated handbook that has a published original.

    NotAllowed without EDIT_HANDBOOKS. Refused: `no_original`, if no chapter has one.
    """
    handbook.network.require(user, Action.EDIT_HANDBOOKS)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for chapter in ChapterPage.objects.descendant_of(handbook).select_related("locale").order_by("path"):
            chapter.handbook = handbook
            with suppress(Refused):
                archive.writestr(file_name(chapter), export_chapter(chapter=chapter, user=user, version=version))
        if not archive.namelist():
            raise Refused(
                "no_original", _("You can export translations once the original of at least one chapter is published.")
            )
    return packed.getvalue()


def file_name(chapter: ChapterPage) -> str:
    """Return the name of the XLIFF file of a chapter."""
    return f"{chapter.slug}.{chapter.locale.language_code}.xlf"


def _units(chapter: str, block: Any, there: Any, stands: TranslatedSection | None) -> list[TranslationUnit]:
    passages = passages_of(block.block, raw_of(block))
    translated = stands is not None and stands.state != TranslationState.UNTRANSLATED
    known = aligned_texts(passages, raw_of(there), block.block) if there is not None and translated else {}
    return [
        TranslationUnit(
            id=f"{chapter}/{block.id}/{passage.key}",
            passage=passage,
            target=known.get(passage.key, ""),
            state=STATES.get(stands.state, "translated") if stands else "translated",
            machine=bool(stands and stands.about and stands.about.machine),
        )
        for passage in passages
    ]


def _note() -> str:
    return _(
        "Translate the targets. Use each inline tag of a passage no more than once, and keep every link. Cite "
        "legal identifiers as usual in your language. Do not change sources, IDs or the header."
    )


def require_original(chapter: ChapterPage, user: AnyUser) -> ChapterPage:
    """Return the published original of `chapter` that `user` can read. Refused: `no_original`."""
    source = find_original(chapter=chapter, user=user)
    if source is None:
        raise Refused("no_original", _("The original of this chapter is not published yet."))
    return source


def newest_version(chapter: ChapterPage) -> ChapterPage:
    """Return the chapter as its newest revision has it, published or not."""
    newest: ChapterPage = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()
    return newest


def raw_of(block: Any) -> Any:
    """Return the value of a block as it is stored in JSON."""
    return block.get_prep_value()["value"]


def chapter_passages(source: ChapterPage) -> list[Passage]:
    """Return the passages of the chapter itself, beside its sections, that need translation."""
    return [
        Passage(key=name, kind="line" if most else "lines", what=name, text=text, most=most)
        for name, most in FIELDS.items()
        if (text := getattr(source, name))
    ]


def _chapter_group(source: ChapterPage, newest: ChapterPage) -> UnitGroup:
    units = [
        TranslationUnit(
            id=f"{source.translation_key}/{CHAPTER}/{passage.key}",
            passage=passage,
            target="" if (target := getattr(newest, passage.key)) == passage.text else target,
            state="translated",
        )
        for passage in chapter_passages(source)
    ]
    return UnitGroup(id=CHAPTER, name=source.title, units=units)


def aligned_texts(source: Sequence[Passage], raw: Any, block: Any) -> Mapping[str, str]:
    """Return the text of a translated section for each passage of its source, if both have the same structure."""
    there = {passage.key: passage for passage in passages_of(block, raw)}
    shape, ours = _element_kinds(there.values()), _element_kinds(source)
    return {
        passage.key: there[passage.key].text
        for passage in source
        if passage.key in there
        and there[passage.key].what == passage.what
        and shape[_stem(passage)] == ours[_stem(passage)]
    }


def _stem(passage: Passage) -> str:
    return passage.key.rpartition("/")[0] if passage.kind == "marked" else passage.key


def _element_kinds(passages: Iterable[Passage]) -> dict[str, list[str]]:
    """Return for each text the kinds of its elements, in order."""
    found: dict[str, list[str]] = {}
    for passage in passages:
        found.setdefault(_stem(passage), []).append(passage.what)
    return found
