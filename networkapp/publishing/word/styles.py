"""Which styles of a document are headings, though they are not called so."""

import re
from collections.abc import Mapping

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from networkapp.publishing.word.archive import Archive
from networkapp.publishing.word.shapes import NotRead

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNITED_NATIONS = re.compile(r"_*\s*h\s*_+\s*(m|ch|1|2/3|4|5/6)(?:_?ga?)?")
"""The styles of the templates in which documents of the United Nations are written: "_ H _Ch_G", "_ H_2/3"."""
_LEVELS = {"m": 1, "ch": 2, "1": 3, "2/3": 4, "4": 5, "5/6": 6}
_TITLES = frozenset({"title", "subtitle"})


def heading_styles(archive: Archive) -> Mapping[str, int]:
    """The level of each style, by its name in small letters, that is shown in Word's outline and is no "heading 1".

    Those are known to pandoc. NotRead `broken`, where the styles are no XML.
    """
    part = archive.parts.get("word/styles.xml")
    try:
        root = fromstring(part) if part else None
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise NotRead("broken") from broken
    levels: dict[str, int] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        if name is None or style.get(f"{_W}type") != "paragraph":
            continue
        low = name.get(f"{_W}val", "").lower()
        level = _level(low, style.find(f"{_W}pPr/{_W}outlineLvl"))
        if level and low not in _TITLES:
            levels[low] = level
    return levels


def _level(name: str, outline: object) -> int:
    official = _UNITED_NATIONS.fullmatch(name)
    if official:
        return _LEVELS[official[1]]
    if outline is None:
        return 0
    level = str(getattr(outline, "attrib", {}).get(f"{_W}val", ""))
    return int(level) + 1 if level in {"0", "1", "2", "3", "4", "5"} else 0
