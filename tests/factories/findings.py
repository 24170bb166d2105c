"""Findings of others to test with, and lists of them."""

from typing import Any

from evaluation.domain.findings.keeping import key_of
from evaluation.models import Finding

GRETA_HEADER = "iso3,country,round,event,date,document,source_url"
TIDY_HEADER = (
    "country,body,round,event,finding,date,document,reference,strength,recommendation,criterion,"
    "reply,reply_date,measure,measure_date,measure_status,measure_by,source"
)


def make_finding(**fields: Any) -> Finding:
    given = {"body": "GRETA", "country": "EE", "round": 1, "text": "It urges the authorities.", "source": "A list"}
    finding = Finding(**{**given, **fields})
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
