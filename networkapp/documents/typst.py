"""Typeset accessible pages (PDF/UA-1) with Typst, which sees only what it is given."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from networkapp.documents.typst_process import NOT_SET

PDF_STANDARD = "ua-1"

PROGRAM = Path(__file__).with_name("typst_process.py")
LONGEST = 600.0
"""Seconds for one document."""
Files = Mapping[str, bytes]
"""What the template shows beside the text, by the name under which it asks for it."""


class TypstError(RuntimeError):
    """Typst has refused; `diagnostic` names every place where, as typst puts it."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.diagnostic = diagnostic


def typeset_accessible_pdf(template: str, body: str, inputs: dict[str, str], files: Files | None = None) -> bytes:
    """Return the PDF of `body`, set into the template in place of BODY. Raises NotSet if it cannot be typeset.

    `body` is Typst markup in which all text of users is escaped. The PDF is PDF/UA-1, except if the fonts lack a
    character that has no replacement in words.
    """
    body = body.replace(BYTE_ORDER, "")
    try:
        return _read_out_or_in_words(template, body, inputs, files or {})
    except TypstError as failure:
        if TOO_DEEP not in str(failure):
            raise
    # Quotations in quotations in quotations become what is moved in, which may go as deep as it likes.
    return _read_out_or_in_words(template, body.replace(QUOTATION, MOVED_IN), inputs, files or {})


def _read_out_or_in_words(template: str, body: str, inputs: dict[str, str], files: Files) -> bytes:
    text, words = body, inputs
    for _more in range(MOST_ROUNDS):
        try:
            return _set(template, text, words, files, PDF_STANDARD)
        except TypstError as failure:
            missing = _without_letter(failure)
            if not missing:
                raise
        # What the fonts cannot show is read out in words, so that it stays accessible; else it is a box.
        text = _in_words(text, missing)
        words = {name: _in_words(value, missing) for name, value in words.items()}
    return _set(template, body, inputs, files, None)


def _set(template: str, body: str, inputs: dict[str, str], files: Files, standard: str | None) -> bytes:
    # A folder with nothing in it but these files is all that typst can reach.
    with TemporaryDirectory() as folder:
        for name, content in {**files, "main.typ": template.replace("BODY", body).encode()}.items():
            (Path(folder) / name).write_bytes(content)
        job: dict[str, object] = {"inputs": inputs, "standards": [standard] if standard else []}
        return _run(folder, job)


def draw_pages(pdf: bytes, *, most: int, ppi: float) -> list[bytes]:
    """Return the first pages of the PDF as PNG, at most `most`. Raises NotSet if they cannot be drawn."""
    shown = "\n#pagebreak()\n".join(f'#image("paper.pdf", page: {number})' for number in range(1, most + 1))
    with TemporaryDirectory() as folder:
        (Path(folder) / "paper.pdf").write_bytes(pdf)
        (Path(folder) / "main.typ").write_text(f"#set page(width: auto, height: auto, margin: 0pt)\n{shown}")
        _run(folder, {"ppi": ppi})
        return [(Path(folder) / f"page-{number}.png").read_bytes() for number in range(1, most + 1)]


def draw_page(template: str, facts: Mapping[str, object], *, ppi: float) -> bytes:
    """Return a page drawn as PNG from the template, which reads `facts.json`. Raises NotSet if it cannot be drawn."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "facts.json").write_text(json.dumps(facts))
        (Path(folder) / "main.typ").write_text(template)
        _run(folder, {"ppi": ppi})
        return (Path(folder) / "page-1.png").read_bytes()


def _run(folder: str, job: dict[str, object]) -> bytes:
    try:
        # The program and its arguments are ours.
        done = subprocess.run(
            [python_command(), "-I", str(PROGRAM)],
            input=json.dumps(job).encode(),
            cwd=folder,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TypstError("Typesetting took too long.", "") from late
    if done.returncode == NOT_SET:
        raise TypstError(**json.loads(done.stdout))
    if done.returncode:
        raise TypstError(done.stderr.decode(errors="replace")[-2000:], "")
    return done.stdout


def python_command() -> str:
    """Return the path of this Python; a server that embeds Python has another program as `sys.executable`."""
    beside = Path(sys.prefix) / "bin" / "python"
    return str(beside) if beside.exists() else sys.executable


def _without_letter(failure: TypstError) -> str:
    """Return the signs that the fonts cannot show, as typst names them: one error for each."""
    matches = NO_LETTER.findall(failure.diagnostic)
    return "".join(HEX.sub(lambda found: chr(int(found[1], 16)), signs) for signs in matches)


def _in_words(text: str, missing: str) -> str:
    """Return the text with the names of the signs in `missing` in their place.

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
