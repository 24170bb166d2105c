"""Time to import a Word document into a handbook, compared with bare pandoc on the same file.

    PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/word_import.py [--pages 50 200 800]

A page has 475 words and a footnote; every tenth page has a table and a picture. Wall time, alternately with pandoc: the
best of `--rounds`. Drafts are written to a separate database.
"""

import argparse
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import django
import pypandoc
from databases import own_database
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

WORDS = (
    *("parliament", "victim", "police", "border", "labour", "shelter", "report"),
    *("state", "child", "convention", "duty", "agency", "court", "risk"),
)


def written(pages: int) -> bytes:
    """Return a document with this number of pages: a chapter for ten of them, a section for each."""
    from tests.factories import word as w  # noqa: PLC0415

    dice, body, notes = random.Random(7), [], {}
    for page in range(1, pages + 1):
        if page % 10 == 1:
            body.append(w.heading(1, f"Chapter {page // 10 + 1}"))
        body.append(w.heading(2, f"Section {page}"))
        for place in range(6):
            sentence = " ".join(dice.choices(WORDS, k=75))
            body.append(w.paragraph(w.run(sentence), w.bold(" and this"), *([w.note(page)] if place == 0 else [])))
        notes[page] = f"Article {page}."
        body += [w.item(" ".join(dice.choices(WORDS, k=5))) for _ in range(5)]
        if page % 10 == 0:
            body.append(w.table(*[[" ".join(dice.choices(WORDS, k=3)) for _ in range(4)] for _ in range(8)], head=1))
            body.append(w.paragraph(w.picture(words=f"Picture of page {page}")))
    return w.document(*body, notes=notes, pictures={"p1": w.drawn(1600, 1000)})


def timed(act: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    best, result = float("inf"), None
    for _ in range(rounds):
        begun = time.perf_counter()
        result = act()
        best = min(best, time.perf_counter() - begun)
    return best, result


def bare(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.docx"
        file.write_bytes(content)
        subprocess.run(
            [pypandoc.get_pandoc_path(), "--sandbox", "--from=docx", "--to=json", str(file)],
            capture_output=True, check=True,
        )  # fmt: skip


def measure(pages: int, rounds: int) -> dict[str, float]:
    from networkapp.handbooks.word_import.actions import NEW, make_drafts  # noqa: PLC0415
    from networkapp.handbooks.word_import.preview import propose_import  # noqa: PLC0415
    from networkapp.handbooks.word_import.uploads import upload_document  # noqa: PLC0415
    from tests.factories.handbooks import make_handbook  # noqa: PLC0415
    from tests.factories.networks import NetworkFactory, SeatFactory  # noqa: PLC0415

    content = written(pages)
    floor, _none = timed(lambda: bare(content), rounds)
    handbook = make_handbook(NetworkFactory(slug=f"bench-{uuid4().hex[:6]}"))
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user

    def brought() -> Any:
        file = SimpleUploadedFile("bench.docx", content)
        made = upload_document(place=handbook, user=editor, file=file, client_key=uuid4())
        made.refresh_from_db()
        return made

    reading, made = timed(brought, rounds)
    showing, proposal = timed(lambda: propose_import(made), rounds)
    targets = [NEW] * len(proposal.chapters)
    # The settings of tests have what is put forward done at once.
    wanted = {"levels": str(proposal.levels), "targets": targets}
    writing, _none = timed(lambda: make_drafts(brought=made, user=editor, **wanted), 1)
    return {"pandoc": floor, "reading": reading, "showing": showing, "writing": writing}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 200, 800])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    django.setup()
    with own_database(), TemporaryDirectory() as media:
        settings.MEDIA_ROOT = media
        for pages in options.pages:
            found = measure(pages, options.rounds)
            whole = found["reading"] + found["writing"]
            parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in found.items())
            print(f"{pages:5} pages: {parts}; in all {whole:.2f} s, {whole / found['pandoc']:.1f} x pandoc", flush=True)


if __name__ == "__main__":
    main()
