"""Cost of the pages of many decisions, meetings and inquiries, and how fast a position appears on open pages.

    python benchmarks/acting.py [--times 20] [--boards 100]
    PYTHONPATH=site:.:benchmarks DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/acting.py --pages

With `--pages`: pages with a tenth and with all of 2,000 decisions, 500 meetings and 1,000 inquiries in 30 parliaments
each, in one process with Django's test client, as multiples of `hello` (an empty view under the same middleware), with
the number of queries. Without it: a silence procedure on its own server, from the POST of a position to the frame on
the last of `--boards` open pages. Uses DATABASE_URL and REDIS_URL if they are set. Goal: constant queries; within a
second.
"""

import argparse
import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import bench
from databases import own_database
from pages import Browser
from websockets.asyncio.client import connect

ALL = {"decisions": 2_000, "meetings": 500, "inquiries": 1_000}
PAGES = ("/decisions/", "/meetings/", "/inquiries/", "/inquiries/bench/1/", "/inquiries/bench/1/matrix/")
OPEN = """
from datetime import timedelta
from uuid import uuid4
from django.contrib.auth import get_user_model
from django.utils import timezone
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.proposals.actions import propose
from networkapp.models import Network, SeatOffice
network = Network.objects.get(slug="bench")
leading = network.seats.order_by("pk").first()
SeatOffice.objects.create(seat=leading, office="chair")
proposal = propose(network=network, user=leading.user, title="Bench", text="One paragraph.", client_key=uuid4())
ends = (timezone.now() + timedelta(days=4)).replace(second=0, microsecond=0)
terms = ProcedureTerms(kind="silence", expires_at=ends)
made = open_procedure(network=network, user=leading.user, client_key=uuid4(), terms=terms, proposal=proposal)
print("procedure", made.pk)
"""


@dataclass(frozen=True, kw_only=True)
class Much:
    """A network that has 30 delegations, a member of it, and an inquiry that all of them answered."""

    network: Any
    seat: Any
    answered: Any

    def grow(self, begin: float, end: float) -> None:
        """Create the rows between two shares of the whole, such as 0.5 and 1."""
        places = {name: range(max(1, int(whole * begin)), int(whole * end)) for name, whole in ALL.items()}
        _decide(self.network, self.seat, places["decisions"])
        _meet(self.network, places["meetings"])
        _inquire(self.answered, places["inquiries"])


def begin() -> Much:
    from networkapp.models import Network  # noqa: PLC0415  (after setup)
    from tests.factories.inquiries import file_answer, make_case, make_inquiry  # noqa: PLC0415
    from tests.factories.networks import DelegationFactory, SeatFactory  # noqa: PLC0415

    network = Network.objects.create(slug="bench", name="Bench", visibility="public")
    codes = [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] + ["QM", "QN", "QO", "QP"]
    network.delegations.set([DelegationFactory(code=code) for code in codes])
    seat = SeatFactory(network=network, delegation=DelegationFactory(code="XA"))
    answered = make_inquiry(network)
    for code in codes:
        case = make_case(answered, code)
        for number in (1, 2):
            file_answer(case, number)
    return Much(network=network, seat=seat, answered=answered)


def _decide(network: Any, seat: Any, places: range) -> None:
    from networkapp.decisions.models import Decision, Procedure, Proposal, ProposalVersion  # noqa: PLC0415  (after setup)

    by, moments = {"seat": seat}, [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=place) for place in places]
    proposals = Proposal.objects.bulk_create(
        Proposal(network=network, number=place, title=f"Text {place}", state="adopted", proposed_by=seat.user, **by)
        for place in places
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
                 paragraphs=["A paragraph."], adopted_at=each.ended_at, adopted_on=each.ended_at.date())
        for place, each in zip(places, procedures, strict=True)
    )  # fmt: skip


def _meet(network: Any, places: range) -> None:
    from networkapp.meetings.models import AgendaItem, Meeting  # noqa: PLC0415  (after setup)

    meetings = Meeting.objects.bulk_create(
        Meeting(network=network, number=place, slug=f"bench-{place}", title=f"Meeting {place}", place="Bench",
                date=date(2010, 1, 1) + timedelta(days=place), uid=uuid4(), state="held")
        for place in places
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=f"Item {place}") for meeting in meetings for place in (1, 2)
    )


def _inquire(model: Any, places: range) -> None:
    from networkapp.inquiries.models import Inquiry, ParliamentCase  # noqa: PLC0415  (after setup)

    cases = list(ParliamentCase.objects.filter(inquiry=model))
    made = Inquiry.objects.bulk_create(_like(model, number=model.number + place) for place in places)
    ParliamentCase.objects.bulk_create(
        (_like(case, inquiry_id=one.pk) for one in made for case in cases), batch_size=500
    )


def _like(row: Any, **others: Any) -> Any:
    """A new row that says the same but for this."""
    by_attname = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**by_attname, "id": None, "client_key": uuid4(), **others})


def pages(times: int) -> None:
    """Every page as a visitor and as a member, with a tenth of everything and with all."""
    from django.db import connection  # noqa: PLC0415  (after setup)
    from django.test import Client  # noqa: PLC0415

    much, member = begin(), Client()
    member.force_login(much.seat.user)
    items = [(f"{who:8}{path}", client, path) for who, client in (("visitor", Client()), ("member", member))
             for path in PAGES]  # fmt: skip
    found: dict[str, list[tuple[int, float, float]]] = {name: [] for name, _client, _path in items}
    for less, more in ((0, 0.1), (0.1, 1)):
        much.grow(less, more)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, client, path in items:
            found[name].append(_cost(client, path, times))
    for name, ((few, _, little), (many, p50, much_more)) in found.items():
        verdict = "constant" if few == many else f"NOT CONSTANT ({few} before)"
        print(f"{name:36} {many:3} queries, {verdict}; {p50:6.1f} ms, "
              f"{little:5.1f} x hello with a tenth, {much_more:5.1f} x with all")  # fmt: skip


def _cost(client: Any, path: str, times: int) -> tuple[int, float, float]:
    """Queries, the median in ms, and as a multiple of hello, asked in turns."""
    from django.db import connection  # noqa: PLC0415  (after setup)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    # Read now: later requests empty the list.
    number = len(queries)
    took, hello = [], []
    for _turn in range(times):
        for found, value in ((took, path), (hello, "/hello/")):
            begun = time.perf_counter()
            client.get(value)
            found.append((time.perf_counter() - begun) * 1000)
    p50 = statistics.median(took)
    return number, p50, p50 / statistics.median(hello)


class Voice(Browser):
    """States a position, again and again."""

    def state(self, path: str, stance: str) -> None:
        body = urlencode({"stance": stance, "words": "", "client_key": uuid4()})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.line.request("POST", path, body, {**self.headers, **kind})
        answer = self.line.getresponse()
        answer.read()
        if answer.status not in (200, 302):
            raise RuntimeError(f"{path}: {answer.status}")


async def boards(site: bench.Site, number: int, times: int) -> None:
    """Measure the time from the POST to the frame on the last open board."""
    procedure = next(line.split()[1] for line in site.manage("shell", "-v0", "-c", OPEN).splitlines() if "proc" in line)
    path = f"/networks/bench/procedures/{procedure}/state/"
    async with bench.serving("ours", site) as (server, _room, _sender):
        address, own = f"ws://127.0.0.1:{server.port}/ws/networks/bench/", f"http://127.0.0.1:{server.port}"
        opened = [
            await connect(address, origin=own, additional_headers={"Cookie": site.cookie(place)})
            for place in range(number)
        ]
        voice, took, before = Voice(server.port, site.cookie(11)), [], server.cpu
        for turn in range(times):
            waiting = [asyncio.create_task(_sees(board)) for board in opened]
            await asyncio.sleep(0.2)
            begun = time.perf_counter()
            await asyncio.to_thread(voice.state, path, ("agree", "abstain")[turn % 2])
            await asyncio.gather(*waiting)
            took.append((time.perf_counter() - begun) * 1000)
        work = (server.cpu - before) * 1000 / times
        print(f"a position reaches {number} open pages: p50 {bench.middle(took):.0f} ms, slowest {max(took):.0f} ms, "
              f"CPU of the server {work:.0f} ms")  # fmt: skip


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
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    if options.pages:
        return in_this_process(options.times)
    with bench.site() as site:
        asyncio.run(boards(site, options.boards, options.times))
    return None


def in_this_process(times: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.test.utils import override_settings, setup_test_environment  # noqa: PLC0415

    setup_test_environment()
    with own_database(), override_settings(ROOT_URLCONF="addresses"):
        pages(times)


if __name__ == "__main__":
    main()
