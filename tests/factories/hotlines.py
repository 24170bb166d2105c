"""Hotlines to test with."""

from datetime import date
from typing import Any

from home.domain.demo.recording.library import record_hotline
from networkapp.hotlines.models import Hotline


def make_hotline(
    country: str = "FI", *, number: str = "000 00 01", name: str = "Line A", checked_on: date | None = None, **more: Any
) -> Hotline:
    """A hotline in English, with whatever else is given as `record_hotline` takes it."""
    texts = more.pop("texts", {})
    english = {"name": name, "whom": "For everybody.", "hours": "Day and night", "happens": "Somebody listens."}
    fields: dict[str, Any] = {"kind": "subject", "sources": ["https://source.example/a"], **more}
    return record_hotline(
        country=country, number=number, texts={"en": english, **texts}, checked_on=checked_on, **fields
    )
