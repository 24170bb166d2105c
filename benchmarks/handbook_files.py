"""Time to create the files of a large handbook (PDF, EPUB, DOCX), compared with bare pandoc and typst.

20 chapters, 200 sections with tables, 95,000 words. In each round, bare runs and ours alternate.
Run as `PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/handbook_files.py`.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import django
import pypandoc
import typst
from databases import own_database

TEXT = """
state victim parliament convention member protection authority trafficking recovery period article law support service
government question country delegation network evidence court police the a of and to in for with that which is are was
shall may not be by on as from their its every no one
"""
WORDS = TEXT.split()
TEMPLATE = """#set document(title: "Handbook")
#set text(lang: "en", font: "Libertinus Serif", size: 10.5pt, hyphenate: true)
#set page(paper: "a4", margin: 25mm, numbering: "1")
#show figure.where(kind: table): set block(breakable: true)
#outline()
"""


def sentence(source: random.Random, length: int) -> str:
    return " ".join(source.choice(WORDS) for _ in range(length)).capitalize() + "."


def sections(source: random.Random, chapter: int) -> list[dict[str, object]]:
    """Ten sections of 475 words, a tenth of them in a table."""
    return [
        {
            "key": f"{chapter}-{number}",
            "title": sentence(source, 4)[:-1],
            "law_as_of": "2026-05-01",
            "blocks": [
                {"type": "text", "html": "".join(f"<p>{sentence(source, 108)}</p>" for _ in range(4))},
                {
                    "type": "table",
                    "caption": "What each says",
                    "head": ["Body", "Year", "What", "Where"],
                    "rows": [[source.choice(WORDS) + " " + source.choice(WORDS) for _ in range(4)] for _ in range(5)],
                },
            ],
        }
        for number in range(1, 11)
    ]


def fill() -> int:
    """The handbook as an edition; the primary key of its text."""
    from networkapp.handbooks.editions.actions import publish_edition  # noqa: PLC0415  (after setup)
    from tests.factories.handbooks import make_chapter, make_handbook  # noqa: PLC0415
    from tests.factories.networks import NetworkFactory, SeatFactory  # noqa: PLC0415

    source = random.Random(5)
    handbook = make_handbook(NetworkFactory(slug="bench", visibility="public"))
    for number in range(1, 21):
        make_chapter(handbook, number, title=sentence(source, 3)[:-1], sections=sections(source, number))
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    return edition.texts.get().pk


def html_of(pk: int) -> str:
    """What bare pandoc is given: the frozen HTML under plain headings, nothing taken apart."""
    from networkapp.handbooks.models import EditionText  # noqa: PLC0415  (after setup)

    notified = []
    for chapter in EditionText.objects.get(pk=pk).chapters.prefetch_related("sections"):
        notified.append(f"<h1>{chapter.number} {chapter.title}</h1>")
        for section in chapter.sections.all():
            notified.append(f"<h2>{chapter.number}.{section.position} {section.title}</h2>{section.html}")
    return "\n".join(notified)


def bare(html: str, form: str) -> int:
    with TemporaryDirectory() as folder:
        if form == "pdf":
            body = pypandoc.convert_text(
                html, "typst", format="html-native_divs-native_spans", extra_args=["--sandbox"]
            )
            body = body.replace("#horizontalrule", "")
            return len(bytes(typst.compile((TEMPLATE + body).encode(), format="pdf", pdf_standards="ua-1")))
        made = Path(folder) / f"book.{form}"
        expected = ["--sandbox", "--toc", "--metadata=title:Handbook", "--metadata=lang:en"]
        pypandoc.convert_text(html, form, format="html", outputfile=str(made), extra_args=expected)
        return made.stat().st_size


def ours(pk: int, form: str) -> int:
    from networkapp.documents.book.book import make_book  # noqa: PLC0415
    from networkapp.documents.convert import DocumentFormat  # noqa: PLC0415
    from networkapp.handbooks.models import EditionText  # noqa: PLC0415
    from networkapp.handbooks.takeaway.book import build_book  # noqa: PLC0415  (after setup)
    from networkapp.handbooks.takeaway.formats import edition_takeaway  # noqa: PLC0415

    text = EditionText.objects.select_related("edition__network").get(pk=pk)
    return len(make_book(book=build_book(edition_takeaway(text=text)), form=DocumentFormat(form)))


def worked() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def taken(work: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of work here and in what it started, bytes."""
    spent, started = worked(), time.perf_counter()
    size = work()
    wall, work_done = time.perf_counter() - started, worked() - spent
    return wall, work_done, size


def in_words(found: list[tuple[float, float, int]]) -> str:
    wall, work = (median(one[place] for one in found) for place in (0, 1))
    return f"{wall:.2f} s, work {work:.2f} s, {found[0][2] / 1e6:.2f} MB"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    django.setup()
    with own_database():
        pk = fill()
        html = html_of(pk)
        sums: dict[str, list[float]] = {"bare": [0.0] * rounds, "ours": [0.0] * rounds}
        for form in ("pdf", "epub", "docx"):
            times: dict[str, list[tuple[float, float, int]]] = {"bare": [], "ours": []}
            for place in range(rounds):
                for name, work in (("bare", partial(bare, html, form)), ("ours", partial(ours, pk, form))):
                    times[name].append(taken(work))
                    sums[name][place] += times[name][-1][1]
            by_name = {name: in_words(found) for name, found in times.items()}
            ratio = median(o[1] / b[1] for o, b in zip(times["ours"], times["bare"], strict=True))
            print(f"{form:5} bare {by_name['bare']}; ours {by_name['ours']}; CPU {ratio:.2f} x", flush=True)
        ratios = [ours / bare for ours, bare in zip(sums["ours"], sums["bare"], strict=True)]
        print(
            f"all three, CPU: {median(ratios):.2f} x bare (goal 1.5 x); rounds {', '.join(f'{r:.2f}' for r in ratios)}"
        )
        print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
