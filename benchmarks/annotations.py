"""Notes on sections: moving ten thousand of them after an edit, and the pages that show them.

    PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/annotations.py [--notes 10000]

Uses DATABASE_URL if it is set, with a test database. A chapter has 50 sections of 30 sentences; the notes have all
audiences and are on all sentences in turn. Three edits: a paragraph is added before every section, one sentence in
three is reworded, all text is replaced. Pages are requested in one process with Django's test client, alternately with
and without notes, by a visitor and by a member. Prints the median, the lowest CPU time and the number of queries. An
edition is requested twice: while it equals the current text, and after the second edit.
"""

import argparse
import statistics
import time
from typing import Any
from uuid import uuid4

import django

django.setup()

from databases import own_database  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    override_settings,
    setup_test_environment,
)

from networkapp.handbooks.editions.actions import publish_edition  # noqa: E402
from networkapp.handbooks.models import Annotation, ChapterPage, HandbookPage, NotedText  # noqa: E402
from networkapp.handbooks.notes.actions import digest_of  # noqa: E402
from networkapp.handbooks.notes.reanchoring import carry_notes  # noqa: E402
from networkapp.text.comparison import Wording  # noqa: E402
from tests.factories.annotations import rewrite, sections_of  # noqa: E402
from tests.factories.handbooks import make_chapter, make_handbook, section  # noqa: E402
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory  # noqa: E402

SECTIONS, SENTENCES = 50, 30


def text(number: int, word: str = "stays", every: int = 1) -> str:
    """Five paragraphs of six sentences; this word ends that number of each."""
    items = [
        f"Sentence {place} of section {number} says something that {word if place % every == 0 else 'stays'}."
        for place in range(SENTENCES)
    ]
    return "\n".join(" ".join(items[first : first + 6]) for first in range(0, SENTENCES, 6))


def fill(chapter: ChapterPage, writer: Any, number: int) -> None:
    """Create this number of notes on the chapter, in turns private, for XA's delegation and for the network."""
    seat, network = writer.seats.get(), chapter.handbook.network
    places = []
    for one in sections_of(chapter):
        wording, _created = NotedText.objects.get_or_create(
            section=one, digest=digest_of(text=one.text), defaults={"text": one.text}
        )
        places += [(one, wording, span) for span in Wording(one.text).sentences]
    shared = {"author": writer, "seat": seat}
    whose = (
        {"audience": "private", "owner": writer},
        {"audience": "delegation", "delegation": seat.delegation, **shared},
        {"audience": "network", **shared},
    )
    notes = []
    for place in range(number):
        one, wording, span = places[place % len(places)]
        notes.append(
            Annotation(
                section=one, chapter=chapter, network=network, body="Why?", html="<p>Why?</p>", wording=wording,
                quote=span.of(one.text), start=span.start, end=span.end, client_key=uuid4(), **whose[place % 3],
            )
        )  # fmt: skip
    Annotation.objects.bulk_create(notes, batch_size=1_000)
    with connection.cursor() as cursor:
        # A site that runs has statistics within a minute; the plans of a database without any say nothing.
        cursor.execute("ANALYZE")


def carry(chapter: ChapterPage, what: str, texts: list[str]) -> ChapterPage:
    # Nobody carries them meanwhile, as nobody does in a site before its worker begins.
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        chapter = rewrite(chapter, *texts)
    begun, work = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        carry_notes.call(chapter.pk)
    took, worked = time.perf_counter() - begun, time.process_time() - work
    places = Annotation.objects.order_by().values_list("place", flat=True)
    counted = {place: list(places).count(place) for place in sorted(set(places))}
    print(f"{what:28} {took:6.2f} s, CPU {worked:5.2f} s, {len(queries)} statements: {counted}", flush=True)
    return chapter


def pages(what: str, writer: Any, few: str, many: str) -> None:
    """Request both addresses in turns; the first has no notes."""
    for who, client in (("visitor", Client()), ("member", Client())):
        if who == "member":
            client.force_login(writer)
        took: dict[str, list[float]] = {few: [], many: []}
        worked: dict[str, list[float]] = {few: [], many: []}
        for _turn in range(23):
            for address in (few, many):
                begun, work = time.perf_counter(), time.process_time()
                assert client.get(address).status_code == 200
                took[address].append((time.perf_counter() - begun) * 1000)
                worked[address].append(time.process_time() - work)
        none, all_ = (took[address][3:] for address in (few, many))
        with CaptureQueriesContext(connection) as queries:
            client.get(many)
        p50, best = (statistics.median(times) for times in (none, all_)), min(worked[many]) / min(worked[few])
        without, with_notes = p50
        print(
            f"{what}, {who:8} p50 {without:6.1f} ms without, {with_notes:6.1f} ms with notes; "
            f"{with_notes / without:.2f} x (lowest CPU {best:.2f} x), {len(queries)} queries",
            flush=True,
        )


def edition_of(handbook: HandbookPage) -> list[str]:
    """The addresses of the two chapters in an edition of the handbook."""
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    return [f"/handbooks/editions/{edition.pk}/en/{number}/" for number in (1, 2)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    options = parser.parse_args()
    setup_test_environment()
    with own_database():
        network = NetworkFactory(slug="bench", visibility="public")
        handbook = make_handbook(network)
        writer = SeatFactory(network=network, delegation=DelegationFactory(code="XA")).user
        keys = [section(f"s{number}") for number in range(SECTIONS)]
        texts = [text(number) for number in range(SECTIONS)]
        few, many = (make_chapter(handbook, number, sections=keys) for number in (1, 2))
        few, many = rewrite(few, *texts), rewrite(many, *texts)
        fill(many, writer, options.notes)
        frozen = edition_of(handbook)
        pages("chapter page", writer, few.url, many.url)
        pages("edition as today's text", writer, *frozen)
        many = carry(many, "nothing is changed", texts)
        many = carry(many, "a paragraph before each", [f"Something new.\n{one}" for one in texts])
        many = carry(many, "one sentence in three", [text(number, "goes", 3) for number in range(SECTIONS)])
        pages("edition of before edits", writer, *frozen)
        carry(many, "all of it", ["Nothing of this was here."] * SECTIONS)


if __name__ == "__main__":
    main()
