"""Parliaments with two chambers: in which instruments each is asked, and whose calendar counts.

Where a parliament has one voice, it is asked in the instruments of its chambers, too; where the chambers take part
themselves, each has its own instruments and those that the parliament has for both.
"""

from django.db.models import Q, QuerySet

from networkapp.inquiries.models import ParliamentCase, ParliamentInstrument
from networkapp.models import Delegation


def instruments_for(*, delegation: Delegation) -> QuerySet[ParliamentInstrument]:
    """Return the instruments in which this parliament or chamber can be asked."""
    condition = Q(delegation=delegation) | Q(delegation__parliament=delegation)
    if delegation.parliament_id is not None:
        condition |= Q(delegation=delegation.parliament_id)
    return (
        ParliamentInstrument.objects.filter(condition).select_related("delegation").order_by("delegation__code", "name")
    )


def calendar_owner(*, case: ParliamentCase) -> int:
    """Return the primary key of the chamber or parliament whose calendar says when an answer to the case is due."""
    if case.instrument is not None and case.delegation.parliament_id is None:
        return int(case.instrument.delegation_id)
    return int(case.delegation_id)
