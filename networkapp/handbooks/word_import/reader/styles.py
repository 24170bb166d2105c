"""Recognise heading styles of a document that have other names."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from networkapp.handbooks.word_import.reader.archive import Archive
from networkapp.handbooks.word_import.reader.values import UnreadableDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNITED_NATIONS = re.compile(r"_*\s*h\s*_+\s*(m|ch|1|2/3|4|5/6)(?:_?ga?)?")
"""The styles of the templates in which documents of the United Nations are written: "_ H _Ch_G", "_ H_2/3"."""
_LEVELS = {"m": 1, "ch": 2, "1": 3, "2/3": 4, "4": 5, "5/6": 6}
_QUOTATION = re.compile(
    r"(?:intense |block |long )?quot(?:e|es|ation|ations)|blockquote|block text|(?:intensives |block|lang)?zitat|citat|"
    r"sitat|tsitaat|lainaus|citāts|citata|cytat|цитата|tilvitnun"
)
_TITLES = frozenset({"title", "subtitle"})
_DEEPEST = 9
"""The maximum depth of styles that are based on each other."""
_STYLES, _END = "word/styles.xml", b"</w:styles>"
# A paragraph up to where it says by itself at which level of the outline it is shown.
_SHOWN = re.compile(
    rb"(<w:p(?: [^<>]{0,300})?>\s{0,9}<w:pPr>)((?:(?!</?w:p[ >]|</?w:pPr>|<w:pPrChange).){0,2000}?)"
    rb'<w:outlineLvl w:val="([0-5])"\s?/>',
    re.DOTALL,
)
_STYLE, _NUMBERED = re.compile(rb'<w:pStyle w:val="([^"]*)"\s?/>'), re.compile(rb"<w:numPr>.*?</w:numPr>", re.DOTALL)
_OF_LEVEL = (
    '<w:style w:type="paragraph" w:styleId="OutlineLevel{0}"><w:name w:val="outline level {0}"/>'
    '<w:pPr><w:outlineLvl w:val="{0}"/></w:pPr></w:style>'
)


def with_outline(archive: Archive) -> Archive:
    """Return the parts in which paragraphs with an outline level of their own have a style with that level.

    Those whose style is a heading or a title stay what they are. NotRead `broken` if the styles are no XML.
    """
    styles = archive.parts.get(_STYLES, b"")
    if _END not in styles or not _SHOWN.search(archive.main):
        return archive
    known = _headings(archive)

    def styled(shown: re.Match[bytes]) -> bytes:
        style = _STYLE.search(shown[2])
        if style and style[1].decode() in known:
            return shown[0]
        rest = _NUMBERED.sub(b"", _STYLE.sub(b"", shown[2]))
        return b'%s<w:pStyle w:val="OutlineLevel%s"/>%s' % (shown[1], shown[3], rest)

    main = _SHOWN.sub(styled, archive.main)
    more = "".join(map(_OF_LEVEL.format, range(6))).encode()
    texts = {name: main if part is archive.main else part for name, part in archive.parts.items()}
    return replace(archive, parts={**texts, _STYLES: styles.replace(_END, more + _END)}, main=main)


def quotation_styles(archive: Archive) -> frozenset[str]:
    """Return the names, in lower case, of the styles in which quotations are written.

    Those are Word's and LibreOffice's own, some with such a name, and all that are based on one of these. NotRead
    `broken` if the styles are no XML.
    """
    styles = _paragraphs(archive)
    found = {key for key, name, _style in styles if _QUOTATION.fullmatch(name)}
    found = _with_based(found, styles)
    return frozenset(name for key, name, _style in styles if key in found)


def heading_styles(archive: Archive) -> Mapping[str, int]:
    """Return the level of each style, by its name in lower case, that appears in Word's outline and is no "heading 1".

    Those are known to pandoc. NotRead `broken` if the styles are no XML.
    """
    levels: dict[str, int] = {}
    for _key, name, style in _paragraphs(archive):
        level = _level(name, style.find(f"{_W}pPr/{_W}outlineLvl"))
        if level and name not in _TITLES:
            levels[name] = level
    return levels


def _headings(archive: Archive) -> set[str]:
    """Return the keys of the styles that are headings or titles, directly or by the style they are based on."""
    styles = _paragraphs(archive)
    found = {
        key
        for key, name, style in styles
        if name in _TITLES or name.startswith("heading ") or _level(name, style.find(f"{_W}pPr/{_W}outlineLvl"))
    }
    return _with_based(found, styles)


def _with_based(found: set[str], styles: list[tuple[str, str, Any]]) -> set[str]:
    """Return the keys, with those of the styles that are based on one of them."""
    above = {}
    for key, _name, style in styles:
        based = style.find(f"{_W}basedOn")
        above[key] = based.get(f"{_W}val", "") if based is not None else ""
    for _step in range(_DEEPEST):
        found = found | {key for key, based in above.items() if based in found}
    return found


def _paragraphs(archive: Archive) -> list[tuple[str, str, Any]]:
    """Return the key of each paragraph style, its name in lower case, and its definition."""
    part = archive.parts.get(_STYLES)
    try:
        root = fromstring(part) if part else None
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise UnreadableDocument("broken") from broken
    found = []
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        if name is not None and style.get(f"{_W}type") == "paragraph":
            found.append((style.get(f"{_W}styleId", ""), name.get(f"{_W}val", "").lower(), style))
    return found


def _level(name: str, outline: object) -> int:
    official = _UNITED_NATIONS.fullmatch(name)
    if official:
        return _LEVELS[official[1]]
    if outline is None:
        return 0
    level = str(getattr(outline, "attrib", {}).get(f"{_W}val", ""))
    return int(level) + 1 if level in {"0", "1", "2", "3", "4", "5"} else 0
