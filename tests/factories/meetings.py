"""Meetings to test with."""

from datetime import date
from typing import Any

from networkapp.domain.meetings import record_meeting
from networkapp.models import Meeting, Network


def make_meeting(network: Network, **given: Any) -> Meeting:
    """The first meeting of the network, as it is given."""
    fields = {"number": 1, "slug": f"meeting-{network.slug}", "date": date(2026, 1, 1), "place": "Here"}
    return record_meeting(**{"network": network, "country": "XA", "theme": {"en": "Help"}, **fields, **given})
