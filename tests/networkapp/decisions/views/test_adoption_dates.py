"""A decision has one date of adoption, by the clock of its network, in every place and time zone."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest
from django.test import Client
from django.utils import timezone, translation

from networkapp.decisions.agenda_suggestions import suggest_new_decisions
from networkapp.decisions.metadata import decision_card
from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.exports import citation
from networkapp.decisions.procedures.verification import check_decisions
from networkapp.decisions.reports import adopted_in
from networkapp.models import Network, Seat
from networkapp.networks.forms.networks import NetworkForm
from networkapp.registry import SearchFilters
from networkapp.registry.reports import ReportScope
from networkapp.search.search import search
from tests.factories.decisions import adopt
from tests.factories.meetings import call
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

LATE = datetime(2026, 6, 12, 22, 30, tzinfo=UTC)
THERE, ELSEWHERE = "13 June 2026", "12 June 2026"
ZONES = ("UTC", "Europe/Helsinki", "America/New_York", "Pacific/Kiritimati")


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="joint", visibility="public", time_zone="Europe/Helsinki")


@world
def decision(network: Network) -> Decision:
    return adopt(network, at=LATE)


def reader(network: Network, zone: str) -> Client:
    seat: Seat = SeatFactory(network=network)
    seat.user.time_zone = zone
    seat.user.save()
    client = Client()
    client.force_login(seat.user)
    return client


def days_in(text: str) -> set[str]:
    return {day for day in (THERE, ELSEWHERE, "12 Jun", "11 June 2026") if day in text}


@pytest.mark.parametrize("zone", ZONES)
def test_pages_lists_and_pdf_show_the_same_adoption_date_in_every_time_zone(decision: Decision, zone: str) -> None:
    client = reader(decision.network, zone)
    pages = [
        decision.get_absolute_url(),
        "/decisions/",
        "/networks/joint/procedures/",
        decision.procedure.get_absolute_url(),
        "/search/?query=figures&kind=decisions",
    ]
    decision.procedure.result, decision.procedure.ended_at = "adopted", LATE
    decision.procedure.save()
    decision.procedure.roll.update(status="not_opposed")
    shown = {address: client.get(address).content.decode() for address in pages}
    main = {address: re.sub(r"opened [^<]*", "", text) for address, text in shown.items()}
    assert {address: days_in(text) for address, text in main.items()} == {address: {THERE} for address in pages}
    assert f"{THERE}, 01:30 (Helsinki time)" in shown[pages[0]]
    content = client.get(f"{decision.get_absolute_url()}decision.pdf").content
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).split())
    assert (days_in(text), text.count(THERE)) == ({THERE}, 2)


@pytest.mark.parametrize("zone", ZONES)
def test_citation_and_share_card_have_the_same_adoption_date_in_every_time_zone(decision: Decision, zone: str) -> None:
    meeting = call(SeatFactory(network=decision.network, offices=["chair"]))
    with timezone.override(zone), translation.override("en"):
        card = decision_card(decision)
        words = [
            citation(decision, title=decision.title, address="https://example.org/"),
            card.under,
            *(suggestion.detail for suggestion in suggest_new_decisions(meeting=meeting)),
        ]
        assert [days_in(each) for each in words] == [{THERE}] * 3
        assert card.facts["datePublished"] == date(2026, 6, 13)


def test_feed_and_api_have_the_same_adoption_date(decision: Decision) -> None:
    feed = Client().get("/decisions/joint/feed.atom").content.decode()
    assert re.findall(r"<published>([^<]*)", feed) == ["2026-06-13T01:30:00+03:00"]
    [listed] = Client().get("/api/v1/decisions/").json()["items"]
    assert (listed["adopted_on"], datetime.fromisoformat(listed["adopted_at"])) == ("2026-06-13", LATE)


def test_search_and_reports_filter_by_the_same_adoption_date(decision: Decision) -> None:
    seat = SeatFactory(network=decision.network)
    for day, found in ((date(2026, 6, 12), 0), (date(2026, 6, 13), 1)):
        narrowing = SearchFilters(since=day, until=day)
        hits = search(user=seat.user, query="figures", kind="decisions", narrowing=narrowing)
        assert sum(len(one.hits) for one in hits) == found
        assert adopted_in(ReportScope(network=decision.network, since=day, until=day)).count() == found


def test_decision_is_numbered_in_the_year_of_its_adoption_date(network: Network) -> None:
    eve = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    made = adopt(network, at=eve)
    assert (made.label, made.adopted_on) == ("2027/1", date(2027, 1, 1))
    assert adopt(NetworkFactory(), at=eve).label == "2026/1"


def test_adoption_date_survives_a_time_zone_change_and_impossible_dates_are_reported(decision: Decision) -> None:
    decision.network.time_zone = "America/New_York"
    decision.network.save()
    decision.refresh_from_db()
    assert decision.adopted_on == date(2026, 6, 13)
    decision.procedure.result, decision.procedure.ended_at = "adopted", LATE
    decision.procedure.save()
    decision.procedure.roll.update(status="not_opposed")
    client = reader(decision.network, "UTC")
    for address in (
        decision.get_absolute_url(),
        "/networks/joint/procedures/",
        decision.procedure.get_absolute_url(),
    ):
        assert days_in(re.sub(r"opened [^<]*", "", client.get(address).content.decode())) == {THERE}
    assert [checked.altered for checked in check_decisions()] == [()]
    Decision.objects.update(adopted_on=date(2026, 6, 20))
    assert [checked.altered for checked in check_decisions()] == [
        ("date of adoption does not fit the time of adoption in any time zone",)
    ]


def test_network_form_accepts_an_existing_time_zone_or_none(network: Network) -> None:
    data = {"slug": "joint", "name": "Joint", "kind": "joint", "visibility": "public"}
    forms = {zone: NetworkForm({**data, "time_zone": zone}, instance=network) for zone in ("", "Asia/Tokyo", "Mars/X")}
    assert {zone: form.is_valid() for zone, form in forms.items()} == {"": True, "Asia/Tokyo": True, "Mars/X": False}
    network.time_zone = ""
    assert str(network.zone) == "UTC"
