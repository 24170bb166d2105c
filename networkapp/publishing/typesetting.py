"""Typst, which sets pages that can be read out (PDF/UA-1); it sees nothing but what it is handed."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

PDF_STANDARD = "ua-1"

Files = Mapping[str, bytes]
"""What the template shows beside the text, by the name under which it asks for it."""


def set_to_read_out(template: str, body: str, given: dict[str, str], files: Files | None = None) -> bytes:
    """The PDF of `body` (typst's own markup, without anything that somebody wrote unescaped) in the template's BODY.

    It is PDF/UA-1 but where its fonts cannot show what it says even in words. typst.TypstError, where it cannot be set.
    """
    body = body.replace(BYTE_ORDER, "")
    try:
        return _read_out_or_in_words(template, body, given, files or {})
    except typst.TypstError as failure:
        if TOO_DEEP not in str(failure):
            raise
    # Quotations in quotations in quotations become what is moved in, which may go as deep as it likes.
    return _read_out_or_in_words(template, body.replace(QUOTATION, MOVED_IN), given, files or {})


def _read_out_or_in_words(template: str, body: str, given: dict[str, str], files: Files) -> bytes:
    told, words = body, given
    for _more in range(MOST_ROUNDS):
        try:
            return _set(template, told, words, files, PDF_STANDARD)
        except typst.TypstError as failure:
            missing = _without_letter(failure)
            if not missing:
                raise
        # What the fonts cannot show is read out in words, so that it stays accessible; else it is a box.
        told = _in_words(told, missing)
        words = {name: _in_words(value, missing) for name, value in words.items()}
    return _set(template, body, given, files, None)


def _set(template: str, body: str, given: dict[str, str], files: Files, standard: str | None) -> bytes:
    source = template.replace("BODY", body).encode()
    standards = [standard] if standard else []
    # A folder with nothing in it but these files is all that typst can reach.
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        # Its own notes on types have input and root of one kind.
        compiled: Any = typst.compile
        made = compiled(source, root=folder, format="pdf", pdf_standards=standards, sys_inputs=given)
    return bytes(made)


def _without_letter(failure: typst.TypstError) -> str:
    """The signs that the fonts cannot show, as typst names them: one error for each."""
    told = NO_LETTER.findall(failure.diagnostic)
    return "".join(HEX.sub(lambda found: chr(int(found[1], 16)), signs) for signs in told)


def _in_words(text: str, missing: str) -> str:
    """The text with the names of the signs in `missing` in their place.

    >>> _in_words("Да, 👍", "👍")
    'Да, (thumbs up sign)'
    """
    return text.translate({ord(sign): _name(sign) for sign in missing})


def _name(sign: str) -> str:
    return f"({unicodedata.name(sign, 'sign').lower()})" if sign.isprintable() else ""


# Comes along where texts are copied from a spreadsheet, is not seen, and PDF/UA does not have it.
BYTE_ORDER = "\ufeff"
MOST_ROUNDS = 3
NO_LETTER, HEX = re.compile(r'the text `"(.+?)"` could not be displayed'), re.compile(r"\\u\{([0-9a-f]+)\}")
TOO_DEEP, QUOTATION, MOVED_IN = "depth exceeded", "#quote(block: true)[", "#block(inset: (left: 1em))["
