"""Reading a Word document: pandoc reads its texts, we walk what it found, and look for what it passed over."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from networkapp.handbooks.word_import.reader.archive import Archive, open_archive
from networkapp.handbooks.word_import.reader.document import DocumentWalker
from networkapp.handbooks.word_import.reader.inlines import Node, to_text
from networkapp.handbooks.word_import.reader.losses import losses_outside_text, missing_paragraphs
from networkapp.handbooks.word_import.reader.pictures import unsupported_reason
from networkapp.handbooks.word_import.reader.references import drop_broken_links
from networkapp.handbooks.word_import.reader.styles import heading_styles, quotation_styles, with_outline
from networkapp.handbooks.word_import.reader.values import UnreadableDocument, WordDocument

SECONDS = 90.0
MEMORY = "-M3g"
"""How long and how large pandoc may become over one document."""


def read_word(content: bytes) -> WordDocument:
    """Return the content of a Word document, piece by piece, with what could not be imported. Fetches nothing.

    Raises NotRead, with its reasons. Pictures are named by the part of the archive that contains them; `read_picture`
    reads them.
    """
    archive = with_outline(open_archive(content))
    tree = _parse(archive)
    walk = DocumentWalker(heading_styles(archive), partial(unsupported_reason, archive), quotation_styles(archive))
    title = _meta_text(tree["meta"].get("title"))
    walk.through(_opening(tree["meta"]))
    walk.through(tree["blocks"])
    pieces, lost = drop_broken_links(walk.end())
    losses = [*walk.found.losses, *lost, *losses_outside_text(archive)]
    document = WordDocument(title=title[:250], pieces=tuple(pieces), losses=())
    losses += missing_paragraphs(archive, document, walk.passed)
    return replace(document, losses=tuple(losses))


def _parse(archive: Archive) -> Mapping[str, Any]:
    arguments = [
        *(pypandoc.get_pandoc_path(), "--sandbox", "--from=docx+styles", "--to=json", "--track-changes=all"),
        *("+RTS", MEMORY, "-RTS"),
    ]
    with TemporaryDirectory() as folder:
        lean = Path(folder) / "document.docx"
        lean.write_bytes(archive.lean())
        try:
            done = subprocess.run([*arguments, str(lean)], capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as slow:
            raise UnreadableDocument("slow") from slow
    if done.returncode:
        # 251 is what it says where it would need more memory than it may have.
        raise UnreadableDocument("slow" if done.returncode == 251 else "broken")
    tree: Mapping[str, Any] = json.loads(done.stdout)
    return tree


def _opening(meta: Mapping[str, Any]) -> Iterator[Node]:
    """Return the content of the title page beside the title, as paragraphs."""
    for name in ("subtitle", "author", "date", "abstract"):
        yield from _meta_blocks(meta.get(name))


def _meta_blocks(value: Node) -> Iterator[Node]:
    if value is None:
        return
    if value["t"] == "MetaInlines":
        yield {"t": "Para", "c": value["c"]}
    elif value["t"] == "MetaBlocks":
        yield from value["c"]
    elif value["t"] == "MetaList":
        for inner in value["c"]:
            yield from _meta_blocks(inner)


def _meta_text(value: Node) -> str:
    return " ".join(to_text(block["c"]) for block in _meta_blocks(value) if block["t"] in {"Para", "Plain"})
