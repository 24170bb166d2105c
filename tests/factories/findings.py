"""Findings of others to test with, and lists of them."""

from datetime import date
from typing import Any

from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Cycle, Finding
from evaluation.sources.findings_actions import reply_to_finding
from evaluation.sources.findings_import import import_findings
from evaluation.sources.findings_upsert import key_of
from networkapp.models import Network
from tests.factories.networks import DelegationFactory, SeatFactory

GRETA_HEADER = "iso3,country,round,event,date,document,source_url"
TIDY_HEADER = (
    "country,body,round,event,finding,date,document,reference,strength,recommendation,criterion,"
    "reply,reply_date,measure,measure_date,measure_status,measure_by,source"
)


def make_finding(**fields: Any) -> Finding:
    arguments = {"body": "GRETA", "country": "EE", "round": 1, "text": "It urges the authorities.", "source": "A list"}
    finding = Finding(**{**arguments, **fields})
    finding.key = key_of(finding)
    finding.save()
    return finding


def greta(*rows: str) -> bytes:
    """The list of GRETA's rounds with these rows."""
    return "\n".join((GRETA_HEADER, *rows, "")).encode()


def tidy(*rows: str) -> bytes:
    """A tidy list with these rows; cells that are left out at the end are empty."""
    width = TIDY_HEADER.count(",")
    return "\n".join((TIDY_HEADER, *(row + "," * (width - row.count(",")) for row in rows), "")).encode()


def found_and_decided(cycle: Cycle, country: str = "XA") -> None:
    """A visit, a finding with a reply and a measure, and two verdicts of a network that everybody reads."""
    Network.objects.filter(pk=cycle.network_id).update(visibility="public")
    state = "EST" if country == "EE" else "FIN"
    import_findings(content=greta(*(f"{state},Some,{n},visit_start,2017-05-15,," for n in (1, 2))))
    finding = make_finding(country=country, text="=It urges.", recommendation=1, date=date(2020, 1, 2))
    make_finding(country=country, reference="2")
    seat = SeatFactory(capacity="government", delegation=DelegationFactory(code=country))
    reply_to_finding(finding=finding, kind="reply", text="We do.", user=seat.user)
    reply_to_finding(finding=finding, kind="measure", text="A law", status="planned", user=seat.user)
    clerk = SeatFactory(network=cycle.network, capacity="secretariat", delegation=None).user
    for says in ("not", "partly"):
        record_verdict(
            network=cycle.network, delegation=DelegationFactory(code="XA"), recommendation=1, says=says,
            reason="Half is done.", decision="Meeting 3", decided_on=date(2025, 11, 20), user=clerk,
        )  # fmt: skip
