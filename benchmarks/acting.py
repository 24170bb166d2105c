"""The register of decisions, meetings, and inquiries in number: what their pages cost, and how fast a position is seen.

    python benchmarks/acting.py [--times 20] [--boards 100]
    PYTHONPATH=site:.:benchmarks DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/acting.py --share 0.1

With a share (0.1, then 1) pages with so much of 2,000 decisions, 500 meetings, 1,000 inquiries before 30 parliaments
each; in one process with Django's test client, as multiples of `hello`, an empty view under the same middleware, with
the number of queries. Without, a silence procedure on a server of its own: from the POST of a position to the frame on
the last of so many open boards. DATABASE_URL and REDIS_URL are honoured. Goal: constant queries; within a second.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import bench
from pages import Browser
from websockets.asyncio.client import connect

ALL = {"decisions": 2_000, "meetings": 500, "inquiries": 1_000}
PAGES = ("/decisions/", "/meetings/", "/inquiries/", "/inquiries/bench/1/", "/inquiries/bench/1/matrix/")
OPEN = """
from datetime import timedelta
from uuid import uuid4
from django.contrib.auth import get_user_model
from django.utils import timezone
from networkapp.domain.procedures import Terms, open_procedure
from networkapp.domain.proposals import propose
from networkapp.models import Network, SeatOffice
network = Network.objects.get(slug="bench")
leading = network.seats.order_by("pk").first()
SeatOffice.objects.create(seat=leading, office="chair")
proposal = propose(network=network, person=leading.user, title="Bench", text="One paragraph.", client_key=uuid4())
ends = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
terms = Terms(kind="silence", expires_at=ends)
made = open_procedure(network=network, by=leading.user, client_key=uuid4(), terms=terms, proposal=proposal)
print("procedure", made.pk)
"""


def fill(share: float) -> Any:
    """So much of everything, in a network that has 30 delegations; a member of it."""
    from networkapp.models import Network  # noqa: PLC0415  (after setup)
    from tests.factories.inquiries import file_answer, make_cast, make_inquiry  # noqa: PLC0415
    from tests.factories.networks import DelegationFactory, SeatFactory  # noqa: PLC0415

    network = Network.objects.create(slug="bench", name="Bench", visibility="public")
    codes = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] + ["QM", "QN", "QO", "QP"]
    network.delegations.set([DelegationFactory(code=code) for code in codes])
    seat = SeatFactory(network=network, delegation=DelegationFactory(code="XA"))
    answered = make_inquiry(network)
    for code in codes:
        cast = make_cast(answered, code)
        for number in (1, 2):
            file_answer(cast, number)
    _decide(network, seat, int(ALL["decisions"] * share))
    _meet(network, int(ALL["meetings"] * share))
    _inquire(answered, int(ALL["inquiries"] * share))
    return seat


def _decide(network: Any, seat: Any, number: int) -> None:
    from networkapp.models import Decision, Procedure, Proposal, ProposalVersion  # noqa: PLC0415  (after setup)

    by, moments = {"seat": seat}, [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=place) for place in range(number)]
    proposals = Proposal.objects.bulk_create(
        Proposal(network=network, number=place, title=f"Text {place}", state="adopted", proposed_by=seat.user, **by)
        for place in range(1, number + 1)
    )
    versions = ProposalVersion.objects.bulk_create(
        ProposalVersion(proposal=each, number=1, origin="proposed", title=each.title, written_by=seat.user, **by)
        for each in proposals
    )
    procedures = Procedure.objects.bulk_create(
        Procedure(network=network, kind="silence", proposal=version.proposal, version=version, title=version.title,
                  opened_by=seat.user, opened_at=at - timedelta(days=9), expires_at=at, result="adopted", ended_at=at,
                  client_key=uuid4(), **by)
        for version, at in zip(versions, moments, strict=True)
    )  # fmt: skip
    Decision.objects.bulk_create(
        Decision(network=network, year=2025, number=place, procedure=each, proposal=each.proposal, title=each.title,
                 paragraphs=["A paragraph."], adopted_at=each.ended_at)
        for place, each in enumerate(procedures, start=1)
    )  # fmt: skip


def _meet(network: Any, number: int) -> None:
    from networkapp.models import AgendaItem, Meeting  # noqa: PLC0415  (after setup)

    meetings = Meeting.objects.bulk_create(
        Meeting(network=network, number=place, slug=f"bench-{place}", title=f"Meeting {place}", place="Bench",
                date=date(2010, 1, 1) + timedelta(days=place), uid=uuid4(), state="held")
        for place in range(1, number + 1)
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=f"Item {place}") for meeting in meetings for place in (1, 2)
    )


def _inquire(model: Any, number: int) -> None:
    from networkapp.models import Cast, Inquiry  # noqa: PLC0415  (after setup)

    casts, first = list(Cast.objects.filter(inquiry=model)), model.number
    copies = []
    for place in range(1, number):
        copies.append(Inquiry.objects.get(pk=model.pk))
        copies[-1].pk, copies[-1].number, copies[-1].client_key = None, first + place, uuid4()
    made = Inquiry.objects.bulk_create(copies)
    Cast.objects.bulk_create(_copied(casts, made), batch_size=500)


def _copied(casts: list[Any], inquiries: list[Any]) -> Iterator[Any]:
    for inquiry in inquiries:
        for cast in casts:
            cast.pk, cast.inquiry, cast.client_key = None, inquiry, uuid4()
            yield type(cast)(**{field.attname: getattr(cast, field.attname) for field in cast._meta.concrete_fields})


def pages(times: int, share: float) -> None:
    """Every page as a visitor and as a member, beside hello, in turns."""
    from django.db import connection  # noqa: PLC0415  (after setup)
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    seat, member = fill(share), Client()
    member.force_login(seat.user)
    for who, client in (("visitor", Client()), ("member", member)):
        for path in PAGES:
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            # Read now: later requests empty the list.
            number = len(queries)
            took, hello = [], []
            for _turn in range(times):
                for found, asked in ((took, path), (hello, "/hello/")):
                    begun = time.perf_counter()
                    client.get(asked)
                    found.append((time.perf_counter() - begun) * 1000)
            p50 = statistics.median(took)
            print(f"{share:4.0%} {who:8}{path:28} {number:3} queries, {p50:6.1f} ms, "
                  f"times hello {p50 / statistics.median(hello):5.1f}", flush=True)  # fmt: skip


class Voice(Browser):
    """Who states a position, again and again."""

    def state(self, path: str, stance: str) -> None:
        body = urlencode({"stance": stance, "words": "", "client_key": uuid4()})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.line.request("POST", path, body, {**self.headers, **kind})
        answer = self.line.getresponse()
        answer.read()
        if answer.status not in (200, 302):
            raise RuntimeError(f"{path}: {answer.status}")


async def boards(site: bench.Site, number: int, times: int) -> None:
    """From the POST to the frame on the last open board."""
    procedure = next(line.split()[1] for line in site.manage("shell", "-v0", "-c", OPEN).splitlines() if "proc" in line)
    path = f"/networks/bench/procedures/{procedure}/state/"
    async with bench.serving("ours", site) as (server, _room, _sender):
        address, own = f"ws://127.0.0.1:{server.port}/ws/networks/bench/", f"http://127.0.0.1:{server.port}"
        opened = [
            await connect(address, origin=own, additional_headers={"Cookie": site.cookie(place)})
            for place in range(number)
        ]
        voice, took = Voice(server.port, site.cookie(11)), []
        for turn in range(times):
            waiting = [asyncio.create_task(_sees(board)) for board in opened]
            await asyncio.sleep(0.2)
            begun = time.perf_counter()
            await asyncio.to_thread(voice.state, path, ("agree", "abstain")[turn % 2])
            await asyncio.gather(*waiting)
            took.append((time.perf_counter() - begun) * 1000)
        print(f"a position on {number} open boards: p50 {bench.middle(took):.0f} ms, the latest {max(took):.0f} ms")


async def _sees(board: Any) -> None:
    while True:
        frame = json.loads(await board.recv())
        if frame["type"] == "event" and frame["kind"] == "procedure.position":
            assert frame["places"]
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--boards", type=int, default=100)
    parser.add_argument("--share", type=float)
    given = parser.parse_args()
    if given.share:
        return in_a_database_for_tests(given.times, given.share)
    with bench.site() as site:
        asyncio.run(boards(site, given.boards, given.times))
    return None


def in_a_database_for_tests(times: int, share: float) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.test.utils import override_settings, setup_databases, setup_test_environment  # noqa: PLC0415

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    with override_settings(ROOT_URLCONF="addresses"):
        pages(times, share)


if __name__ == "__main__":
    main()
