"""Presentation of inquiries: how long a government has to answer."""

from django import template

from networkapp.inquiries.models import ParliamentInstrument
from networkapp.inquiries.queries.due_explanations import format_period

register = template.Library()


@register.filter
def time_to_answer(instrument: ParliamentInstrument) -> str:
    """Return how long a government has by its rule, in words; nothing where none is known."""
    return format_period(many=instrument.number or 0, unit=instrument.unit) if instrument.unit else ""
