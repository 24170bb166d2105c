"""Content of a document that is not imported because it is outside the text: found in the archive itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath

from networkapp.handbooks.word_import.reader.archive import Archive, element_spans
from networkapp.handbooks.word_import.reader.values import Loss, WordDocument

_MAX_NAMED = 40
"""How many lost paragraphs are named one by one."""
_PART = re.compile(rb"<w:p[ >]|</w:p>|<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:tab|br|cr|noBreakHyphen|sym)\b[^<>]*>")
_RUNS = re.compile(rb"<(?:w|a):t(?: [^<>]*)?>([^<]*)</(?:w|a):t>|</(?:w|a):p>")
_WORD = re.compile(r"[^\W_]{2,}")
_TAG, _BIDI = re.compile(r"<[^>]+>"), re.compile(rb"<w:bidi(?:/>| w:val=\"(?:1|true|on)\")")
_DRAWINGS = (("word/diagrams/data", "drawing"), ("word/charts/chart", "drawing"))


def losses_outside_text(archive: Archive) -> Iterator[Loss]:
    """Yield what is lost outside the text: page headers and footers, drawings, embedded files, text direction."""
    for beginning, kind in (("word/header", "page_header"), ("word/footer", "page_header"), *_DRAWINGS):
        texts = dict.fromkeys(_words_of(part) for part in archive.named(beginning).values())
        for words in texts:
            if _WORD.search(words) or kind == "drawing":
                yield Loss(kind=kind, detail=words[:300])
    for box in archive.boxes:
        yield Loss(kind="text_box", detail=_words_of(box)[:300])
    for name in archive.names:
        if name.startswith("word/embeddings/") and not name.endswith("/"):
            yield Loss(kind="embedded", detail=PurePosixPath(name).name)
        if name.startswith("word/afchunk"):
            yield Loss(kind="embedded", detail=PurePosixPath(name).name)
    yield from _losses_of_kind("right_to_left", list(filter(None, _right_to_left_paragraphs(archive.main))))


def _right_to_left_paragraphs(main: bytes) -> Iterator[str]:
    """Yield the text of each paragraph with a right-to-left mark, once for all its marks."""
    end = 0
    for mark in _BIDI.finditer(main):
        if mark.start() >= end:
            closes = main.find(b"</w:p>", mark.end())
            end = closes if closes >= 0 else len(main)
            yield _words_of(main[mark.start() : end])


def missing_paragraphs(archive: Archive, document: WordDocument, passed: Iterable[str]) -> list[Loss]:
    """Return the paragraphs of which at least half the words are nowhere in the result, whatever the reason.

    Content that was `passed` over knowingly is reported elsewhere.
    """
    have = Counter(word for text in (*_imported_words(document), *passed) for word in _WORD.findall(text))
    lost = []
    main = _without_duplicates(archive.main)
    notes = (*archive.named("word/footnotes").values(), *archive.named("word/endnotes").values())
    for text in (text for part in (main, *notes) for text in _paragraphs(part)):
        words, missing = _WORD.findall(text), 0
        for word in words:
            missing += have[word] <= 0
            have[word] -= 1
        if missing and missing * 2 >= len(words):
            lost.append(text)
    return list(_losses_of_kind("text", lost))


def _losses_of_kind(kind: str, texts: list[str]) -> Iterator[Loss]:
    """Yield the first of them with their words, and of the others how many they are."""
    yield from (Loss(kind=kind, detail=" ".join(text.split())[:300]) for text in texts[:_MAX_NAMED])
    if len(texts) > _MAX_NAMED:
        yield Loss(kind=kind, detail="…", count=len(texts) - _MAX_NAMED)


def _imported_words(document: WordDocument) -> Iterator[str]:
    yield document.title
    for loss in document.losses:
        yield loss.detail
    for piece in document.pieces:
        yield piece.title
        for block in piece.blocks:
            if "html" in block.value:
                yield unescape(_TAG.sub(" ", _INSIDE_WORDS.sub("", block.value["html"])))
            for row in block.value.get("rows", ()):
                yield from row
            yield block.value.get("caption", "")


# For older programs, and from where a tracked change has moved it.
_DUPLICATED_CONTENT = (
    (re.compile(rb"(?<=</mc:Choice>)\s{0,99}<mc:Fallback\b[^<>]*(?<!/)>"), b"</mc:Fallback>"),
    (re.compile(rb"<w:moveFrom\b[^<>]*(?<!/)>"), b"</w:moveFrom>"),
)
_INSIDE_WORDS = re.compile(r"</?(?:a|b|i)\b[^>]*>")


def _without_duplicates(main: bytes) -> bytes:
    for opening, closing in _DUPLICATED_CONTENT:
        kept, at = [], 0
        for begin, _start, _end, rest in element_spans(main, opening, closing):
            kept.append(main[at:begin])
            at = rest
        main = b"".join([*kept, main[at:]])
    return main


def _paragraphs(main: bytes) -> Iterator[str]:
    """Yield the text of each paragraph; one inside of another, as in a text box, by itself."""
    opened: list[list[str]] = []
    for match in _PART.finditer(main):
        if match[0].startswith(b"<w:p"):
            opened.append([])
        elif match[0] == b"</w:p>":
            yield "".join(opened.pop()) if opened else ""
        elif opened:
            opened[-1].append(unescape(match[1].decode("utf-8", "replace")) if match[1] is not None else " ")


def _words_of(part: bytes) -> str:
    texts = (unescape(match[1].decode("utf-8", "replace")) if match[1] else " " for match in _RUNS.finditer(part))
    return " ".join("".join(texts).split())
