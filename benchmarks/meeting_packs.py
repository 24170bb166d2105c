"""Time to create the pack of a large meeting as PDF and EPUB: 300 pages, 20 of them from an uploaded PDF.

90 agenda items about sections of a handbook, 168,000 words, and an uploaded PDF. Goal: under 20 s.
Run as `PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/meeting_packs.py`.
"""

import argparse
import random
from datetime import date
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any

import django
import typst
from databases import own_database
from handbook_files import sentence, taken
from pypdf import PdfReader

GOAL = 20.0
PAGES_OF_PDF = 20


def fill() -> tuple[Any, Any]:
    """The meeting, and somebody who may read all of it."""
    from networkapp.handbooks.models import Section  # noqa: PLC0415  (after setup)
    from tests.factories.agendas import make_item, put_on  # noqa: PLC0415
    from tests.factories.handbooks import make_chapter, make_handbook, section  # noqa: PLC0415
    from tests.factories.meetings import make_meeting  # noqa: PLC0415
    from tests.factories.networks import SeatFactory  # noqa: PLC0415

    source = random.Random(5)
    seat = SeatFactory(network__slug="bench", network__visibility="public")
    handbook = make_handbook(seat.network)
    for chapter in range(1, 10):
        texts = ["</p><p>".join(sentence(source, 110) for _paragraph in range(17)) for _number in range(10)]
        sections = [section(f"{chapter}-{number}", text=text) for number, text in enumerate(texts)]
        make_chapter(handbook, chapter, title=sentence(source, 3)[:-1], sections=sections)
    meeting = make_meeting(seat.network, date=date(2030, 1, 1))
    for part in Section.objects.order_by("pk"):
        make_item(meeting, sentence(source, 6)[:-1], about=part)
    pages = "\n#pagebreak()\n".join(sentence(source, 400) for _page in range(PAGES_OF_PDF))
    paper = typst.compile(f'#set document(title: "x")\n{pages}'.encode(), format="pdf")
    put_on(make_item(meeting, "A paper"), "paper.pdf", bytes(paper))
    return meeting, seat.user


def ours(meeting: Any, reader: Any, form: str, made: dict[str, bytes]) -> int:
    from django.utils import timezone  # noqa: PLC0415  (after setup)

    from networkapp.documents.book.book import make_book  # noqa: PLC0415
    from networkapp.documents.convert import DocumentFormat  # noqa: PLC0415
    from networkapp.meetings.packs.book import build_pack_book  # noqa: PLC0415
    from networkapp.meetings.packs.packs import pack_contents  # noqa: PLC0415

    contents = pack_contents(meeting=meeting, user=reader)
    book = build_pack_book(contents, form=DocumentFormat(form), made_at=timezone.now())
    made[form] = make_book(book=book, form=DocumentFormat(form))
    return len(made[form])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    django.setup()
    with own_database():
        meeting, reader = fill()
        made: dict[str, bytes] = {}
        for form in ("pdf", "epub"):
            found = [taken(partial(ours, meeting, reader, form, made)) for _round in range(rounds)]
            wall, work = (median(one[place] for one in found) for place in (0, 1))
            verdict = "within" if wall <= GOAL else "MISSES"
            print(
                f"{form:5} {wall:.1f} s, CPU {work:.1f} s, {found[0][2] / 1e6:.1f} MB: {verdict} {GOAL:.0f} s",
                flush=True,
            )
        print(f"{len(PdfReader(BytesIO(made['pdf'])).pages)} pages")


if __name__ == "__main__":
    main()
