"""A file of a translator that comes back: what it would do to the draft, and doing it. Nothing is published by it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, SectionWording
from networkapp.handbooks.pages.translation_records import current_wording, record_translation, section_fingerprints
from networkapp.handbooks.translations.drafts import insert_in_order, open_draft, save_draft
from networkapp.handbooks.translations.export_files import (
    CHAPTER,
    aligned_texts,
    chapter_passages,
    newest_version,
    raw_of,
    require_original,
)
from networkapp.handbooks.translations.preview import ImportPreview, PassageChange, SectionPreview, passage_changes
from networkapp.handbooks.translations.xliff.codes import BrokenCodes, decode, decoded_source
from networkapp.handbooks.translations.xliff.values import ReturnedUnit, XliffFile
from networkapp.permissions import Action
from networkapp.text.diff import differences
from networkapp.text.passages import Passage, fingerprint, passages_of, plain, replace_passages
from networkapp.users import User

MAX_NAMED = 5
CODE_PROBLEMS = {
    "unknown": gettext_lazy("“%(start)s”: the translation has inline tags that its source does not have."),
    "doubled": gettext_lazy("“%(start)s”: the same inline tag appears twice in the translation."),
    "link": gettext_lazy("“%(start)s”: a link is missing in the translation."),
}


def preview_import(*, chapter: ChapterPage, file: XliffFile, user: User) -> ImportPreview:
    """Return what an import of the file would change in the draft of the chapter, by section; saves nothing.

    NotAllowed without EDIT_HANDBOOKS. Refused: `other_chapter`, `other_languages`, `no_original`.
    """
    chapter.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    source = require_original(chapter, user)
    _require_matching_file(file, chapter, source)
    units = _by_section(file, str(chapter.translation_key))
    draft = {block.id: (block, mark) for block, mark in section_fingerprints(chapter)}
    made_of = file.made_of.get("sections")
    known = made_of if isinstance(made_of, dict) else {}
    own = units.pop(CHAPTER, {})
    fields, field_changes, problems = _fields(source, newest_version(chapter), own)
    order = [block.id for block in source.sections]
    wanted = [block_id for block_id in order if block_id in units] + [key for key in units if key not in order]
    sections = [
        _section_preview(
            _ImportTarget(chapter, source, block_id, known.get(block_id), draft.get(block_id)), units[block_id]
        )
        for block_id in wanted
    ]
    return ImportPreview(
        sections=sections,
        fields=fields,
        field_changes=field_changes,
        problems=problems,
        lacking=[
            f"{source.number}.{place} {block.value['title']}"
            for place, block in enumerate(source.sections, start=1)
            if block.id not in units
        ],
        unknown=[key for key in file.units if not key.startswith(f"{chapter.translation_key}/")][:20],
    )


def _require_matching_file(file: XliffFile, chapter: ChapterPage, source: ChapterPage) -> None:
    if file.original != str(chapter.translation_key):
        raise Refused("other_chapter", _("The file belongs to another chapter or was not exported here."))
    languages = (source.locale.language_code, chapter.locale.language_code)
    theirs = (file.source_language.lower(), file.target_language.lower())
    if theirs != tuple(language.lower() for language in languages):
        words = _("The languages of the file are %(theirs)s. They must be %(ours)s.")
        raise Refused("other_languages", words % {"theirs": " → ".join(theirs), "ours": " → ".join(languages)})


def _by_section(file: XliffFile, chapter: str) -> dict[str, dict[str, ReturnedUnit]]:
    found: dict[str, dict[str, ReturnedUnit]] = {}
    for key, unit in file.units.items():
        parts = key.split("/", 2)
        if len(parts) == 3 and parts[0] == chapter:
            found.setdefault(parts[1], {})[parts[2]] = unit
    return found


def _fields(
    source: ChapterPage, newest: ChapterPage, units: Mapping[str, ReturnedUnit]
) -> tuple[dict[str, str], list[PassageChange], list[str]]:
    fields, changes, problems = {}, [], []
    for passage in chapter_passages(source):
        unit = units.get(passage.key)
        if unit is None or unit.target is None:
            continue
        words, wrong = _unit_text(unit, passage, "")
        problems.extend([wrong] if wrong else [])
        was = getattr(newest, passage.key)
        if words and words != was:
            fields[passage.key] = words
            changes.append(PassageChange(what=passage.what, source=passage.text, segments=differences(was, words)))
    return fields, changes, problems


@dataclass(frozen=True)
class _ImportTarget:
    """A section of the draft, and what the file says it was made from: two hashes, of the original and of the draft."""

    chapter: ChapterPage
    source: ChapterPage
    block_id: str
    made_of: Any
    draft: Any

    @property
    def hashes(self) -> tuple[str, str] | None:
        known = self.made_of
        if isinstance(known, list) and len(known) == 2 and all(isinstance(each, str) for each in known):
            return known[0], known[1]
        return None


def _section_preview(place: _ImportTarget, units: Mapping[str, ReturnedUnit]) -> SectionPreview:
    here = next((block for block in enumerate(place.source.sections, 1) if block[1].id == place.block_id), None)
    bare = SectionPreview(block_id=place.block_id, number="", title="")
    if here is None:
        gone = SectionWording.objects.filter(section__page=place.source, section__block_id=place.block_id).first()
        words = (
            _("This section is no longer in the original.") if gone else _("This section was never in the original.")
        )
        return replace(bare, title=gone.title if gone else place.block_id, problems=[words])
    number, block = here
    bare = replace(bare, number=f"{place.source.number}.{number}", title=block.value["title"])
    wording = _wording(place)
    if wording is None:
        words = _("The file does not state which version of the original it was made from. Export it again.")
        return replace(bare, problems=[words])
    found = _filled_preview(place, bare, block.block, wording, units)
    today = current_wording(page=place.chapter, block_id=place.block_id)
    if today.pk == wording.pk:
        return found
    words = _("The original has changed since the export: the section will be outdated.")
    return replace(found, warnings=[*found.warnings, words], since=differences(wording.text, today.text))


def _wording(place: _ImportTarget) -> SectionWording | None:
    """Return the wording that the file was made from; the one of today where the file does not say."""
    today = current_wording(page=place.chapter, block_id=place.block_id)
    if place.hashes is None or place.hashes[0] == today.fingerprint:
        return today
    return SectionWording.objects.filter(section=today.section, fingerprint=place.hashes[0]).first()


def _filled_preview(
    place: _ImportTarget,
    bare: SectionPreview,
    definition: Any,
    wording: SectionWording,
    units: Mapping[str, ReturnedUnit],
) -> SectionPreview:
    passages = passages_of(definition, wording.value)
    was = raw_of(place.draft[0]) if place.draft else None
    known = aligned_texts(passages, was, definition) if was is not None else {}
    words, problems, open_ = _unit_texts(passages, units, known)
    left = [passage for passage in open_ if passage.key not in known]
    in_place = was is not None and bool(open_) and (bool(left) or words.keys() <= known.keys())
    if in_place:
        raw = replace_passages(definition, was, {key: shown_text for key, shown_text in words.items() if key in known})
    else:
        raw = replace_passages(definition, wording.value, {**known, **words})
    text = fingerprint(definition, raw)
    today = place.draft[1] if place.draft else ""
    if left and not in_place:
        shown_text = ngettext(
            "%(n)d passage is not translated: %(starts)s", "%(n)d passages are not translated: %(starts)s", len(left)
        )
        problems.append(shown_text % {"n": len(left), "starts": _first_words_of(left)})
    return replace(
        bare,
        changes=[] if text == today else passage_changes(definition, was, raw, {each.key: each for each in passages}),
        problems=problems,
        warnings=list(_warnings(passages, units, open_, left if in_place else [])),
        complete=not open_,
        confirms=text == today and not open_ and _is_new_translation(place, text, wording, units),
        conflict=bool(today) and text != today and (place.hashes is None or place.hashes[1] != today),
        machine=any(unit.machine for unit in units.values()),
        wording=wording,
        raw=raw,
        text=text,
    )


def _is_new_translation(
    place: _ImportTarget, text: str, wording: SectionWording, units: Mapping[str, ReturnedUnit]
) -> bool:
    """Return whether nobody has recorded yet that this text is of this wording, and nothing in the file is in doubt."""
    translations = wording.translations.filter(page=place.chapter, block_id=place.block_id, fingerprint=text)
    return not any(unit.doubtful for unit in units.values()) and not translations.exists()


def _warnings(
    passages: Sequence[Passage], units: Mapping[str, ReturnedUnit], open_: Sequence[Passage], left: Sequence[Passage]
) -> Iterator[str]:
    """Return superfluous and missing passages of the file; `left` are those that the draft does not have either."""
    kept = [passage for passage in open_ if passage not in left]
    strange = sorted(units.keys() - {passage.key for passage in passages})
    if strange:
        yield _("Passages not in the original: %(keys)s") % {"keys": ", ".join(strange[:5])}
    if kept:
        words = ngettext(
            "%(n)d passage is missing in the file and stays unchanged in the draft: %(starts)s",
            "%(n)d passages are missing in the file and stay unchanged in the draft: %(starts)s",
            len(kept),
        )
        yield words % {"n": len(kept), "starts": _first_words_of(kept)}
    if left:
        words = ngettext(
            "%(n)d passage of the original is missing in both the file and the draft: %(starts)s",
            "%(n)d passages of the original are missing in both the file and the draft: %(starts)s",
            len(left),
        )
        yield words % {"n": len(left), "starts": _first_words_of(left)}


def _first_words_of(passages: Sequence[Passage]) -> str:
    """Return the first words of the first few passages."""
    shown = ", ".join(f"“{_first_words(passage)}”" for passage in passages[:MAX_NAMED])
    return f"{shown}, …" if len(passages) > MAX_NAMED else shown


def _first_words(passage: Passage) -> str:
    text = plain(passage.text) if passage.kind == "marked" else passage.text
    return f"{text[:60]}…" if len(text) > 60 else text


def _unit_texts(
    passages: Sequence[Passage], units: Mapping[str, ReturnedUnit], known: Mapping[str, str]
) -> tuple[dict[str, str], list[str], list[Passage]]:
    """Return the imported texts by key, their problems, and which passages were left open."""
    words: dict[str, str] = {}
    problems: list[str] = []
    left: list[Passage] = []
    for passage in passages:
        unit = units.get(passage.key)
        text, wrong = _unit_text(unit, passage, known.get(passage.key, "")) if unit else ("", "")
        if wrong:
            problems.append(wrong)
        elif text:
            words[passage.key] = text
        else:
            left.append(passage)
    return words, problems, left


def _unit_text(unit: ReturnedUnit, passage: Passage, known: str) -> tuple[str, str]:
    """Return the text of a unit, or why it cannot be imported."""
    place = {"start": _first_words(passage)}
    try:
        same = decode(unit.source, passage) == decoded_source(passage)
        text = decode(unit.target, passage, known) if unit.target is not None else ""
    except BrokenCodes as broken:
        return "", CODE_PROBLEMS[broken.reason] % place
    if not same:
        return "", _("“%(start)s”: the file has a different source text for this passage.") % place
    if passage.most and len(text) > passage.most:
        return "", _("“%(start)s”: use %(most)d characters or fewer in the translation.") % {
            **place,
            "most": passage.most,
        }
    return text, ""


@transaction.atomic
def import_translation(
    *,
    chapter: ChapterPage,
    file: XliffFile,
    chosen: Collection[str],
    user: User,
    machine: bool = False,
    engine: str = "",
) -> int:
    """Put the chosen sections of the file, and its fields of the chapter itself, into the draft; return the number of
    sections.

    A complete section is of the wording that it was made from, translated by `user`, and verified by nobody. Nothing is
    published. NotAllowed; Refused as `offered`, and `locked`, `nothing_chosen`.
    """
    found = preview_import(chapter=chapter, file=file, user=user)
    taken = [section for section in found.sections if section.block_id in chosen and section.can_be_taken]
    fields = found.fields if CHAPTER in chosen else {}
    if not taken and not fields:
        raise Refused("nothing_chosen", _("Select what to import."))
    draft = open_draft(chapter=chapter, user=user)
    blocks = list(draft.sections.raw_data)
    order = [block.id for block in require_original(chapter, user).sections]
    for section in taken:
        blocks = insert_in_order(blocks, {"type": "section", "value": section.raw, "id": section.block_id}, order)
        if section.complete and section.wording is not None:
            record_translation(
                chapter=chapter,
                block_id=section.block_id,
                text=section.text,
                wording=section.wording,
                user=user,
                machine=machine or section.machine,
                engine=engine,
            )
    for name, words in fields.items():
        setattr(draft, name, words)
    save_draft(draft=draft, blocks=blocks, user=user)
    return len(taken)
